"""What a query says beside the name, understood: ranks, formations, roles, echelons and days, and whether they fit."""

import re
from dataclasses import dataclass

from api.reconciliation.description import echelon_of
from api.reconciliation.identifier import registered
from api.reconciliation.offer import CONTEXT_BY_ID, LONGEST_TEXT
from api.reconciliation.query import Condition
from graph.answer import Answers
from graph.edtf import Days, EdtfError, days_of
from graph.mistake import allowed_instead
from graph.naming.context import Context, Finding, around, chain_of, parts
from graph.naming.match import LIKELY
from graph.question import TODAY

ROLE, OTHER_ROLE = 4.0, -8.0
ECHELON, OTHER_ECHELON = 4.0, -8.0
"""What these change in a score; for the others see graph/naming/context.py."""
CHAIN = "chain"
"""The part of a finding that tells of a formation above or below the one that was given."""
_TIE = 1.0
_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9].*")
_DOTTED = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")


@dataclass(frozen=True, slots=True)
class Ignored:
    """A part of a query that was of no use, and why."""

    name: str
    value: str
    why: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """One value of a property, understood: its `text`, and the slugs of the things that it may mean, or a time in
    EDTF."""

    text: str
    slugs: frozenset[str] = frozenset()
    time: str | None = None

    @property
    def days(self) -> Days | None:
        """The days that the time allows."""
        return days_of(self.time) if self.time is not None else None


@dataclass(frozen=True, slots=True)
class Given:
    """A property with all its values understood, and how they are to be taken together."""

    name: str
    wanted: tuple[Wanted, ...]
    required: bool
    quantifier: str

    @property
    def time(self) -> str | None:
        """The first value in EDTF, if the property is the day and is not negated."""
        return self.wanted[0].time if self.quantifier != "none" else None

    def narrows(self, kind: str) -> bool:
        """True if things of this kind can be told apart by it; the day of a formation only says when it is meant."""
        return kind in CONTEXT_BY_ID[self.name].kinds and (self.name, kind) != ("day", "formation")

    def finding(self, answers: Answers, kind: str, slug: str, about: "About") -> Finding | None:
        """What is found of the thing for this property, and what that changes in the score; None if nothing is known,
        or if the property does not narrow things of this kind."""
        if not self.narrows(kind):
            return None
        found = [self._finding(answers, kind, slug, one, about) for one in self.wanted]
        told = [one for one in found if one is not None]
        if not told or (self.quantifier == "all" and len(told) < len(found)):
            return None
        if self.quantifier == "all":
            return min(told, key=_change)
        best = max(told, key=_change)
        if best.change < 0 and len(told) < len(found):
            return None
        return best if self.quantifier == "any" else Finding(-best.change, f"not wanted: {best.why}")

    def part(self, answers: Answers, slug: str, finding: Finding, about: "About") -> str:
        """What a finding is about: the property, or CHAIN if somebody fits who served not in the formation itself, but
        in one above or below it."""
        if self.name != "formation" or finding.change < 0:
            return self.name
        formations = frozenset[str]().union(*(one.slugs for one in self.wanted))
        posts = answers.careers.of(slug).posts(around(about.when) if about.when is not None else None)
        return self.name if any(step.formation in formations for step in posts) else CHAIN

    def _finding(self, answers: Answers, kind: str, slug: str, wanted: Wanted, about: "About") -> Finding | None:
        if kind == "formation":
            echelon = echelon_of(answers, slug)
            change = ECHELON if echelon in wanted.slugs else OTHER_ECHELON
            return Finding(change, answers.names.label(f"echelon/{echelon}"))
        career = answers.careers.of(slug)
        if self.name == "role":
            posts = career.posts(about.when)
            held = [step for step in posts if step.role in wanted.slugs]
            label = f"{len(held)} of {len(posts)} posts known"
            return Finding(ROLE if held else OTHER_ROLE, label) if posts else None
        if self.name == "rank":
            context = Context(wanted.slugs, wanted.text, None, about.when, TODAY)
            return parts(answers, career.rows, context, {}).get("rank")
        if self.name == "day":
            found = parts(answers, career.rows, Context(frozenset(), "", None, wanted.days, TODAY), {})
            return found.get("life") or (found.get("day") if not about.elsewhere else None)
        found_in = (
            parts(answers, career.rows, Context(frozenset(), "", one, about.when, TODAY), about.chain(answers, one))
            for one in wanted.slugs
        )
        told = [one["formation"] for one in found_in if "formation" in one]
        return max(told, key=_change, default=None)


def _change(finding: Finding) -> float:
    return finding.change


class About:
    """What all of a query's properties are judged by: its time, and whether a formation is among them, which then tells
    whether somebody served at the time."""

    def __init__(self, when: Days | None, *, elsewhere: bool) -> None:
        self.when = when
        self.elsewhere = elsewhere
        self._chains: dict[str, dict[str, int]] = {}

    def chain(self, answers: Answers, formation: str) -> dict[str, int]:
        """The steps from a formation to those above and below it, at the time."""
        if formation not in self._chains:
            self._chains[formation] = chain_of(answers, Context(frozenset(), "", formation, self.when, TODAY))
        return self._chains[formation]


class Reading:
    """Understands the values of properties, each once."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._known: dict[tuple[str, str], Wanted | Ignored] = {}

    def given(self, condition: Condition, ignored: list[Ignored]) -> Given | None:
        """A condition understood, None if no value of it can be used; what cannot is put to `ignored`."""
        wanted = []
        for value in condition.values:
            key = condition.name, value
            if key not in self._known:
                self._known[key] = self._understood(*key)
            found = self._known[key]
            if isinstance(found, Ignored):
                ignored.append(found)
            else:
                wanted.append(found)
        if not wanted:
            return None
        return Given(condition.name, tuple(wanted), condition.required, condition.quantifier)

    def _understood(self, name: str, value: str) -> Wanted | Ignored:
        if name not in CONTEXT_BY_ID:
            return Ignored(name, value, f"there is no such property; {allowed_instead(name, CONTEXT_BY_ID)}")
        if len(value) > LONGEST_TEXT:
            return Ignored(name, value, f"it is longer than {LONGEST_TEXT} characters")
        if name == "day":
            return _day(value)
        found = registered(value, self._answers.names, (name,))
        slugs = frozenset({found.slug}) if found is not None else self._named(name, value)
        if not slugs:
            return Ignored(name, value, f"no {name} is called so")
        return Wanted(value, self._alike(slugs) if name == "role" else slugs)

    def _named(self, kind: str, text: str) -> frozenset[str]:
        """The things of a kind that are called so; several if they are called so alike. "General" is any of them."""
        if kind == "rank":
            # A rank is found in front of a name only, so that a name which is also a word for a rank stays one.
            said = self._answers.naming.ranked(f"{text} Nemo")
            if said.ranks and len(said.words) == 1:
                return said.ranks
        matches = self._answers.naming.search(text, (kind,), 5)
        best = matches[0].score if matches else 0.0
        return frozenset(one.path.partition("/")[2] for one in matches if one.score > max(LIKELY, best) - _TIE)

    def _alike(self, slugs: frozenset[str]) -> frozenset[str]:
        """The roles of the posts that the roles mean; the one that heads a formation has a name of its own in each."""
        roles = self._answers.vocabulary.roles
        posts = {roles[slug].post_role for slug in slugs}
        if any(roles[slug].leads for slug in slugs):
            posts |= {role.post_role for role in roles.values() if role.leads}
        return frozenset(posts)


def _day(value: str) -> Wanted | Ignored:
    """The days that a text allows: EDTF, a moment in ISO form as spreadsheets send it, or a day with dots."""
    text = value
    if moment := _MOMENT.fullmatch(value):
        text = moment[1]
    elif dotted := _DOTTED.fullmatch(value):
        text = f"{dotted[3]}-{int(dotted[2]):02}-{int(dotted[1]):02}"
    try:
        days_of(text)
    except EdtfError as error:
        return Ignored("day", value, str(error))
    return Wanted(value, time=text)
