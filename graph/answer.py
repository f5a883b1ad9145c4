"""Answers: what the query files find, put together with names, verdicts and claims into the objects that people and
tools receive. Every method runs one question of ``queries/`` and dresses its rows; none decides anything.
"""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.career import Careers
from graph.census import Census
from graph.edtf import Days
from graph.explanation import explain
from graph.explanation_view import explanation_object
from graph.fact_view import Object, claim_objects, facts, named
from graph.labels import LANGUAGES
from graph.listing import Listing, Part
from graph.mistake import allowed_instead
from graph.names import Names
from graph.naming import Match, NameSearch
from graph.naming.context import Context, ranked
from graph.place import in_memory
from graph.policy import policy_names, read_policy
from graph.question import TODAY, ParameterError, Value, ask, day_of, question
from graph.retrieval import Written
from graph.row import id_of
from graph.settling import what_would_settle
from graph.snapshot import Snapshot
from graph.statements import Statements
from graph.store import Store
from graph.symbol import kind_fields
from graph.table import Rows, Tables
from ontology import BASE, DEFAULT_POLICY
from ontology.vocabulary import Vocabulary, load

IN_CONTEXT = 50
"""How many of the likeliest by name are looked at in context."""


class UnknownThingError(ParameterError):
    """A parameter names a thing that is not registered; `allowed` names the nearest ones."""


def known_language(language: str) -> str:
    """`language` if there are labels in it. Raises ParameterError for another one."""
    if language not in LANGUAGES:
        raise ParameterError("lang", f'"{language}" is no language of labels', f"allowed are {', '.join(LANGUAGES)}")
    return language


@dataclass(frozen=True)
class Moment:
    """A question's place on both axes of time: the day asked about, and the day of knowing."""

    on: date
    known: date


class Answers:
    """Answers from one store, as one policy judges. Between calls it keeps what cannot change
    while the store is the same: names, tables of whole questions, what is said of claims."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.policy = DEFAULT_POLICY
        self.names = Names.of(store)
        self.vocabulary: Vocabulary = load()
        self.naming = NameSearch(self.names, self.vocabulary)
        (self.snapshot,) = ask(store, "snapshot")
        self.reaches = date.fromisoformat(str(self.snapshot["reaches"]))
        self.census = Census(store)
        self.written = Written(store, self.vocabulary)
        self.tables = Tables(store)
        self.statements = Statements(store)
        self.careers = Careers(self.tables)
        self.policies_by_name = {name: read_policy(name) for name in policy_names()}

    @classmethod
    def from_snapshot(cls, snapshot: Snapshot, policy: str | None = None) -> "Answers":
        """Answers from a snapshot on disk, loaded into memory: for every policy, or for the default and one other."""
        return cls(in_memory(snapshot, policy))

    def under(self, policy: str) -> "Answers":
        """The answers of the same store as another policy judges. Raises UnknownThingError for an unknown one."""
        if policy == self.policy:
            return self
        found = copy(self)
        found.policy = self.thing("policy", policy)
        return found

    def speaking(self, language: str) -> "Answers":
        """The same answers with labels in a language (en, ru, uk). Raises ParameterError for another one."""
        found = copy(self)
        found.names = self.names.in_language(known_language(language))
        return found

    def ask(self, name: str, **values: object) -> list[dict[str, Value]]:
        """The rows that answer a question, as the policy judges if that makes a difference to it."""
        return ask(self.store, name, **self._judged(name, values))

    def table(self, name: str, **values: object) -> Rows:
        """The same, kept for the next time: for questions about everything. Not to be changed."""
        return self.tables.rows(name, **self._judged(name, values))

    def _judged(self, name: str, values: dict[str, object]) -> dict[str, object]:
        if any(parameter.name == "policy" for parameter in question(name).parameters):
            return {**values, "policy": self.policy}
        return values

    def facts(self, paths: Iterable[str], known: object = TODAY, *, claims: bool = True) -> dict[str, Object]:
        """The facts at `paths`, by path, as known on a day; see fact_view.facts."""
        return facts(self.store, self.statements, self.names, paths, known, self.policy, claims=claims)

    # -- parameters

    def moment(self, on: object = None, known: object = None) -> Moment:
        """The days of a question: `known` is by default today, `on` the newest day that the sources reach by then.

        Raises ParameterError for what is no day, and for a day that is after the day of knowing: nothing can have been
        known of it.
        """
        knowing = TODAY if known is None else day_of(known, "known")
        if on is None:
            return Moment(min(self.reaches, knowing), knowing)
        asked = date.today() if on == "today" else day_of(on, "on")
        if asked > knowing:
            problem = f"{asked} is after {knowing}, the day of knowing: nothing can have been known of it"
            raise ParameterError("on", problem, f"give a day not after it, such as on={knowing}, or leave out known")
        return Moment(asked, knowing)

    def thing(self, kind: str, slug: str, parameter: str | None = None) -> str:
        """`slug` if there is a thing of this kind. Raises UnknownThingError with the nearest ids and names."""
        if self.names.knows(kind, slug):
            return slug
        named_so = [match.path.partition("/")[2] for match in self.naming.search(slug.replace("-", " "), [kind], 3)]
        hint = f"did you mean {' or '.join(named_so)}?" if named_so else allowed_instead(slug, self.names.ids(kind))
        raise UnknownThingError(parameter or kind, f'there is no {kind} "{slug}"', hint)

    def search(
        self,
        text: str,
        kinds: Iterable[str] = ("person", "formation"),
        *,
        rank: str | None = None,
        formation: str | None = None,
        on: object = None,
        known: object = None,
        limit: int = 10,
    ) -> list[Match]:
        """What `text` may mean, the likeliest first: by name (see naming), and by context, which is the id of a rank
        (else a rank in the text), the id of a formation, and a day. Raises ParameterError for ids and days that are
        none."""
        said = self.naming.ranked(text)
        ranks, called = said.ranks, f'"{said.left_out}"'
        if rank is not None:
            ranks, called = frozenset((self.thing("rank", rank),)), self.names.label(f"rank/{rank}")
        where = self.thing("formation", formation) if formation is not None else None
        moment = self.moment(on, known)
        if not ranks and where is None and on is None:
            return self.naming.search(text, kinds, limit)
        found = self.naming.search(text, kinds, max(limit, IN_CONTEXT))
        context = Context(ranks, called, where, Days(moment.on, moment.on) if on is not None else None, moment.known)
        return ranked(self, found, context)[:limit]

    def role(self, slug: str, formation: str) -> str:
        """The role of the post that `slug` means in a formation: commander for commander-in-chief, say."""
        role = self.vocabulary.roles.get(slug)
        if role is None:
            raise ParameterError("role", f'there is no role "{slug}"', allowed_instead(slug, self.vocabulary.roles))
        posts = {str(row["role"]) for row in self.ask("posts", formation=formation)}
        if role.leads and posts and f"role/{role.post_role}" not in posts:
            return self.leading_role(formation)
        return role.post_role

    # -- posts and people

    def holders(self, formation: str, role: str | None = None, on: object = None, known: object = None) -> Object:
        """Who held a post on a day: items of person, held (certain, possible, contested), tenure, what would make it
        certain, and the reports that something took the holder out of the formation."""
        formation = self.thing("formation", formation)
        role = self.role(role, formation) if role is not None else self.leading_role(formation)
        moment = self.moment(on, known)
        rows = self.ask("holders", formation=formation, role=role, on=moment.on, known=moment.known)
        post = {
            "id": f"{formation}/{role}",
            "role": role,
            "formation": named(self.names, f"formation/{formation}"),
            "label": self.names.label(f"post/{formation}/{role}"),
        }
        items = self._held(rows, moment.known)
        for item in items:
            item["wouldSettle"] = what_would_settle(item["tenure"], item["held"], moment.on)
            item["reported"] = self._reported(item["person"]["id"], formation, moment)
        return self.listed(items, moment, post=post, undatedLeftOut=self._undated_left_out(moment, formation=formation))

    def _held(self, rows: Sequence[Mapping[str, Any]], known: date) -> list[Object]:
        """Rows of person, held and fact as items, the tenure with `held` as on the day asked about."""
        found = self.facts((str(row["fact"]) for row in rows), known)
        return [
            {
                "person": named(self.names, row["person"]),
                "held": row["held"],
                "tenure": {**found[str(row["fact"])], "held": row["held"]},
            }
            for row in rows
        ]

    def _reported(self, person: str, formation: str, moment: Moment) -> list[Object]:
        """What was reported to have taken the holder out of the formation, and what is thought of each report."""
        rows = self.ask("tenure-end", person=person, formation=formation, known=moment.known)
        paths = list(dict.fromkeys(str(row["event"]) for row in rows))
        found = self.facts(paths, moment.known)
        return sorted((found[path] for path in paths), key=lambda fact: (fact["edtf"] or "", fact["id"]))

    def leading_role(self, formation: str) -> str:
        """The role that heads a formation, by the posts that claims speak of; commander if none does."""
        rows = (row for row in self.table("post-list") if row["formation"] == f"formation/{formation}")
        leading = sorted((row for row in rows if row["leads"]), key=lambda row: (-int(row["people"]), str(row["role"])))
        return str(leading[0]["role"]).partition("/")[2] if leading else "commander"

    def person(self, person: str, on: object = None, known: object = None) -> Object:
        """A person: names, the posts and ranks on a day, and how much is known of them."""
        person = self.thing("person", person)
        moment = self.moment(on, known)
        posts = self.ask("posts-of-person", person=person, on=moment.on, known=moment.known)
        ranks = self.ask("rank-on-day", person=person, on=moment.on, known=moment.known)
        found = self.facts([str(row["fact"]) for row in [*posts, *ranks]], moment.known)
        return {
            "type": "Person",
            **(named(self.names, f"person/{person}") or {}),
            "otherNames": self._spellings(f"person/{person}"),
            **self.context(moment),
            "posts": [{**found[str(row["fact"])], "held": row["held"]} for row in posts],
            "ranks": [{**found[str(row["fact"])], "held": row["held"]} for row in ranks],
            "undatedLeftOut": self._undated_left_out(moment, person=person),
        }

    def timeline(self, person: str, known: object = None) -> Object:
        """Everything known of a person in order of time: tenures, ranks and events; undated ones last."""
        person = self.thing("person", person)
        moment = self.moment(None, known)
        rows = self.ask("timeline", person=person, known=moment.known)
        left_out = self._undated_left_out(moment, person=person)
        who = named(self.names, f"person/{person}")
        return self.listed(self._facts(rows, moment.known), moment, person=who, undatedLeftOut=left_out)

    def formation_row(self, formation: str) -> Mapping[str, Value]:
        """The row of the question ``formations`` about a formation that there is."""
        return next(row for row in self.table("formations") if row["formation"] == f"formation/{formation}")

    def heights(self) -> dict[str, int]:
        """How high each formation stands, by path: the order of its echelon, the highest first."""
        order = self.vocabulary.echelons
        return {str(row["formation"]): order[id_of(row["echelon"])].order for row in self.table("formations")}

    def formation(self, formation: str, on: object = None, known: object = None) -> Object:
        """A formation: names, echelon, arm, symbol, superiors and subordinates on a day, posts, events of its own."""
        formation = self.thing("formation", formation)
        moment = self.moment(on, known)
        where = {"formation": formation, "on": moment.on, "known": moment.known}
        superiors = self.ask("superiors", **where)
        subordinates = self.ask("subordinates", **where)
        life = self.ask("events", **{"from": date.min, "to": date.max}, formation=formation, known=moment.known)
        own = [row for row in life if "person" not in row]
        rows = [*superiors, *subordinates, *own]
        found = self.facts([str(row["fact"]) for row in rows], moment.known)
        return {
            "type": "Formation",
            **(named(self.names, f"formation/{formation}") or {}),
            "otherNames": self._spellings(f"formation/{formation}"),
            **kind_fields(self.vocabulary, self.formation_row(formation)),
            **self.context(moment),
            "superiors": [{**found[str(row["fact"])], "held": row["held"]} for row in superiors],
            "subordinates": [{**found[str(row["fact"])], "held": row["held"]} for row in subordinates],
            "posts": [
                {**row, "post": str(row["post"]).partition("/")[2], "role": str(row["role"]).partition("/")[2]}
                for row in self.ask("posts", formation=formation)
            ],
            "events": [found[str(row["fact"])] for row in own],
            "undatedLeftOut": self._undated_left_out(moment, formation=formation),
        }

    # -- lists

    def fact(self, fact: str, known: object = None) -> Object:
        """One fact as known on a day, why it is judged so, and how it changed as more became known."""
        moment = self.moment(None, known)
        question("fact-versions").render(fact=fact)
        path = f"fact/{fact}"
        found = self.facts([path], moment.known).get(path)
        if found is None:
            raise self._no_fact(fact, moment)
        changes = self.ask("fact-versions", fact=fact)
        why = self._explanation(fact, moment)
        return {**found, **self.context(moment), "explanation": why, "versions": changes}

    def _no_fact(self, fact: str, moment: Moment) -> UnknownThingError:
        """What is wrong with a fact's id: unknown on that day, by that policy, or at all."""
        begins = [str(version["knownFrom"]) for version in self.ask("fact-versions", fact=fact)]
        if begins:
            wrong = f'"{fact}" was not known on {moment.known}'
            return UnknownThingError("fact", wrong, f"its versions begin on {', '.join(begins)}")
        default = self.policies_by_name.get(DEFAULT_POLICY)
        by_default = (
            default is not None
            and self.policy != DEFAULT_POLICY
            and self.written.resolution(default, moment.known).fact(fact)
        )
        if by_default:
            wrong = f'the policy "{self.policy}" makes nothing of "{fact}"'
            return UnknownThingError("fact", wrong, f"the policy {DEFAULT_POLICY} knows of it")
        return UnknownThingError("fact", f'no fact "{fact}" is known', "take an id from another answer")

    def _explanation(self, fact_id: str, moment: Moment) -> Object | None:
        """Why a fact is judged as it is; None if its policy is no longer there to be asked."""
        policy = self.policies_by_name.get(self.policy)
        fact = self.written.resolution(policy, moment.known).fact(fact_id) if policy is not None else None
        if policy is None or fact is None:
            return None
        why = explain(fact, self.written.known_by(moment.known), self.vocabulary, policy)
        behind = {one.id for one in why.counted} | {one.id for one, _, _ in why.set_aside}
        behind |= {one.claim.id for one in why.decisive} | {claim for claim, _ in fact.set_aside}
        shown = claim_objects(self.statements, self.names, (f"claim/{claim}" for claim in behind))
        return explanation_object(why, shown)

    def source(self, source: str) -> Object:
        """One source with all its claims."""
        statements = self.ask("statements", things=[f"source/{source}"])
        if not statements:
            raise UnknownThingError("source", f'there is no source "{source}"', "the list of sources has them all")
        rows = self.ask("claims", source=source)
        shown = claim_objects(self.statements, self.names, (str(row["claim"]) for row in rows))
        fields = ("url", "title", "publisher", "published", "language", "accessed", "seen", "dated")
        found = {str(row["property"]).removeprefix("ontology#"): row["value"] for row in statements}
        claims = [shown[str(row["claim"])] for row in rows]
        head = {"iri": f"{BASE}source/{source}", "type": "Source", "id": source}
        known = {"known": found.get("knownFrom")}
        return {**head, **{name: found.get(name) for name in fields}, **known, "claims": claims, **self.context()}

    def policies(self) -> Object:
        """The policies by which the claims are judged."""
        rows = self.ask("policies")
        items = [
            {
                "iri": BASE + str(row["policy"]),
                "type": "Policy",
                "id": str(row["policy"]).partition("/")[2],
                "title": row["title"],
                "graph": row["graph"],
            }
            for row in rows
        ]
        return self.listed(items, None)

    # -- shape

    def listed(self, items: list[Any], moment: Moment | None, **more: Any) -> Object:
        """A list answer: items, total, and what the answer is about."""
        return {"items": items, "total": len(items), **self.context(moment), **more}

    def page(self, listing: Listing, part: Part, moment: Moment | None = None) -> Object:
        """A part of a list, and what it is about. Raises ParameterError as Listing.cut does."""
        return {**listing.cut(part), **self.context(moment)}

    def context(self, moment: Moment | None = None) -> Object:
        """The days and the snapshot that an answer holds for; `extrapolated` if no source reaches the day."""
        if moment is None:
            return {"snapshot": self.snapshot["version"]}
        return {
            "on": moment.on.isoformat(),
            "known": "today" if moment.known == TODAY else moment.known.isoformat(),
            "reaches": self.reaches.isoformat(),
            "extrapolated": moment.on > min(self.reaches, moment.known),
            "policy": self.policy,
            "snapshot": self.snapshot["version"],
        }

    def _facts(self, rows: Iterable[Mapping[str, Any]], known: date) -> list[Object]:
        paths = list(dict.fromkeys(str(row["fact"]) for row in rows))
        found = self.facts(paths, known)
        return [found[path] for path in paths]

    def _undated_left_out(self, moment: Moment, **subject: str) -> int:
        """How many claims about the subject an as-known answer leaves out because their sources show no date."""
        if moment.known == TODAY:
            return 0
        return sum(str(row["known"]) > moment.known.isoformat() for row in self.ask("undated", **subject))

    def _spellings(self, path: str) -> list[str]:
        rows = self.ask("statements", things=[path])
        return sorted(str(row["value"]) for row in rows if str(row["property"]).endswith("#altLabel"))
