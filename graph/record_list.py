"""Lists of what people wrote and registered: persons, formations, posts, claimants, sources, claims, terms.

Each function filters the rows of one question and tells how its items are made; no policy judges any of it, but a list
may be narrowed by facts (who held a rank on a day), and those are judged.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from graph.answer import Answers, UnknownThingError
from graph.fact_list import When, facts_by, facts_listing
from graph.fact_view import Object, claim_objects, labelled, named
from graph.listing import Key, Listing, Row
from graph.mistake import allowed_instead
from graph.question import ParameterError
from graph.row import id_of
from graph.symbol import kind_fields
from ontology import BASE

SCHEMES = {
    "roles": "role",
    "ranks": "rank",
    "statuses": "status",
    "echelons": "echelon",
    "arms": "arm",
    "links": "link",
    "stances": "stance",
    "claimant-kinds": "claimant-kind",
    "credibilities": "credibility",
    "conditions": "condition",
}
"""The schemes of the vocabulary, by the name of the list of their terms."""
OF_PERSON = {"posts": "tenure", "ranks": "rank", "events": "event"}
"""What a person may be given with, and the kind of facts that it is."""

_SEVERAL = ("endedBy",)
"""What the ontology may say of a term several times."""
CLAIM_KINDS = ("post", "rank", "status", "subordination")
"""The kinds of claims."""

_CLASS = {"person": "Person", "formation": "Formation", "post": "Post", "claimant": "Claimant", "source": "Source"} | {
    "claimant-kind": "ClaimantKind",
    **{
        kind: kind.capitalize()
        for kind in ("role", "rank", "status", "echelon", "arm", "link", "stance", "credibility", "condition")
    },
}


def persons(
    answers: Answers,
    asked: When,
    text: str | None = None,
    *,
    rank: str | None = None,
    formation: str | None = None,
    role: str | None = None,
    status: str | None = None,
    include: Collection[str] = (),
) -> Listing:
    """The registered persons: those called like `text`; those who, in the days asked for, held a rank, or a post in a
    formation or of a role, or to whom something of a status is said to have happened. `include` adds posts, ranks or
    events to each."""
    rows: Sequence[Row] = answers.table("persons")
    for kind, filters in (
        ("rank", {"rank": rank}),
        ("tenure", {"formation": formation, "role": role}),
        ("event", {"status": status}),
    ):
        if any(value is not None for value in filters.values()):
            meant = {row.get("person") for row in facts_listing(answers, asked, kind, filters).rows}
            rows = [row for row in rows if row["person"] in meant]
    rows, sorts = _called(answers, rows, "person", text)

    def items(shown: Sequence[Row]) -> list[Object]:
        made = [_thing(answers, row, "person", claimCount=row["claims"]) for row in shown]
        for name in include:
            found = facts_by(answers, asked, OF_PERSON[name], "person", {str(row["person"]) for row in shown})
            for row, item in zip(shown, made, strict=True):
                item[name] = found.get(str(row["person"]), [])
        return made

    return Listing(rows, _identity("person"), sorts, items)


def formations(
    answers: Answers,
    asked: When,
    text: str | None = None,
    *,
    echelon: str | None = None,
    superior: str | None = None,
    include: Collection[str] = (),
) -> Listing:
    """The registered formations: those called like `text`, of an echelon, or subordinate to a superior in the days
    asked for. `include` adds superiors or leaderTenures to each."""
    rows: Sequence[Row] = answers.table("formations")
    if echelon is not None:
        wanted = f"echelon/{answers.thing('echelon', echelon)}"
        rows = [row for row in rows if row["echelon"] == wanted]
    if superior is not None:
        below = {
            row["formation"] for row in facts_listing(answers, asked, "subordination", {"superior": superior}).rows
        }
        rows = [row for row in rows if row["formation"] in below]
    rows, sorts = _called(answers, rows, "formation", text)
    order = {f"echelon/{slug}": term.order for slug, term in answers.vocabulary.echelons.items()}
    sorts = {**sorts, "echelon": lambda row: order[str(row["echelon"])]}

    def items(shown: Sequence[Row]) -> list[Object]:
        made = [
            _thing(answers, row, "formation", **kind_fields(answers.vocabulary, row), claimCount=row["claims"])
            for row in shown
        ]
        paths = {str(row["formation"]) for row in shown}
        for name in include:
            kind = "subordination" if name == "superiors" else "tenure"
            found = facts_by(answers, asked, kind, "formation", paths)
            for row, item in zip(shown, made, strict=True):
                facts = found.get(str(row["formation"]), [])
                item[name] = [fact for fact in facts if name == "superiors" or _leads(answers, fact)]
        return made

    return Listing(rows, _identity("formation"), sorts, items)


def posts(
    answers: Answers, formation: str | None = None, role: str | None = None, *, leads: bool | None = None
) -> Listing:
    """The posts that claims speak of, of a formation, of a role, those that lead or those that do not."""
    wanted = _wanted(answers, formation=formation, role=role)
    rows = [row for row in _having(answers.table("post-list"), wanted) if leads is None or row["leads"] is leads]

    def items(shown: Sequence[Row]) -> list[Object]:
        return [
            _thing(
                answers,
                row,
                "post",
                role=labelled(answers.names, str(row["role"])),
                formation=named(answers.names, str(row["formation"])),
                single=row["single"],
                leads=row["leads"],
                people=row["people"],
            )
            for row in shown
        ]

    return Listing(rows, _identity("post"), _sorts("post", "people"), items)


def claimants(answers: Answers, text: str | None = None, kind: str | None = None, side: str | None = None) -> Listing:
    """Who makes claims: called like `text`, of a kind, of a side."""
    rows: Sequence[Row] = answers.table("claimants")
    if kind is not None:
        wanted = f"claimant-kind/{answers.thing('claimant-kind', kind, 'kind')}"
        rows = [row for row in rows if row["kind"] == wanted]
    if side is not None:
        sides = sorted({str(row["side"]) for row in answers.table("claimants")})
        if side not in sides:
            raise ParameterError("side", f'there is no side "{side}"', allowed_instead(side, sides))
        rows = [row for row in rows if row["side"] == side]
    rows, sorts = _called(answers, rows, "claimant", text)

    def items(shown: Sequence[Row]) -> list[Object]:
        return [
            _thing(answers, row, "claimant", kind=id_of(row["kind"]), side=row["side"], claimCount=row["claims"])
            for row in shown
        ]

    return Listing(rows, _identity("claimant"), sorts, items)


def sources(answers: Answers, publisher: str | None = None, language: str | None = None) -> Listing:
    """The published pages that claims come from, by publisher and by the language they are in."""
    rows = [
        row
        for row in answers.table("sources")
        if (publisher is None or str(row["publisher"]).casefold() == publisher.casefold())
        and (language is None or row["language"] == language)
    ]
    fields = ("title", "publisher", "published", "url", "language", "dated", "known")

    def items(shown: Sequence[Row]) -> list[Object]:
        return [
            {**_head(row, "source"), **{name: row.get(name) for name in fields}, "claimCount": row["claims"]}
            for row in shown
        ]

    sorts = _sorts("source", "known", "published", "publisher")
    return Listing(rows, _identity("source"), {**sorts, "claimCount": lambda row: int(row["claims"])}, items)


def claims(
    answers: Answers,
    asked: When,
    *,
    kind: str | None = None,
    denies: bool | None = None,
    source: str | None = None,
    **filters: str | None,
) -> Listing:
    """The claims known by the day of knowing, in the order in which they became known; `filters`: person, formation,
    claimant, stance."""
    kinds = {f"ontology#{name.capitalize()}Claim": name for name in CLAIM_KINDS}
    if kind is not None and kind not in kinds.values():
        raise ParameterError("kind", f'there is no kind of claim "{kind}"', allowed_instead(kind, kinds.values()))
    wanted = _wanted(answers, **filters)
    if source is not None:
        wanted["source"] = f"source/{source_id(answers, source)}"
    until = asked.known.isoformat()
    rows = [
        row
        for row in _having(answers.table("claims"), wanted)
        if str(row["known"]) <= until
        and (kind is None or kinds[str(row["class"])] == kind)
        and (denies is None or row["denies"] is denies)
    ]

    def items(shown: Sequence[Row]) -> list[Object]:
        paths = [str(row["claim"]) for row in shown]
        found = claim_objects(answers.statements, answers.names, paths)
        return [found[path] for path in paths]

    return Listing(rows, _identity("claim"), {"known": lambda row: str(row["known"]), "id": _identity("claim")}, items)


def terms(answers: Answers, kind: str) -> Listing:
    """The terms of one scheme of the vocabulary (role, rank, status ...), in their order, with what is said of each."""
    schemes = tuple(f"{scheme}/" for scheme in SCHEMES.values())
    said: dict[str, Object] = {}
    for row in answers.table("terms"):
        path, name = str(row["term"]), str(row["property"]).rpartition("#")[2]
        if path.startswith(f"{kind}/"):
            value = row["value"]
            if isinstance(value, str) and value.startswith(schemes):
                value = id_of(value)
            of_term = said.setdefault(path, {kind: path})
            of_term[name] = [*of_term.get(name, ()), value] if name in _SEVERAL else value

    def items(shown: Sequence[Row]) -> list[Object]:
        return [
            _thing(answers, row, kind, **{name: value for name, value in row.items() if name != kind}) for row in shown
        ]

    return Listing(list(said.values()), _identity(kind), {"order": lambda row: row.get("order"), **_sorts(kind)}, items)


def one(listing: Listing, kind: str, id: str) -> Object:
    """The item of a list with an id. Raises UnknownThingError with the nearest ids."""
    for row in listing.rows:
        if listing.identity(row) == id:
            return listing.items([row])[0]
    ids = [listing.identity(row) for row in listing.rows]
    raise UnknownThingError(kind, f'there is no {kind} "{id}"', allowed_instead(id, ids))


def source_id(answers: Answers, source: str) -> str:
    """`source` if there is such a source. Raises UnknownThingError with the nearest ones."""
    one(sources(answers), "source", source)
    return source


def _called(answers: Answers, rows: Sequence[Row], kind: str, text: str | None) -> tuple[list[Row], dict[str, Key]]:
    """The rows of things called like `text`, the best first, with what they may be sorted by; all, if it is None."""
    sorts: dict[str, Key] = {
        "id": _identity(kind),
        "name": lambda row: answers.names.label(str(row[kind])).casefold(),
        "claimCount": lambda row: int(row["claims"]),
    }
    if text is None:
        return list(rows), sorts
    found = answers.naming.search(text, [kind], limit=len(rows))
    order = {match.path: place for place, match in enumerate(found)}
    meant = [row for row in rows if row[kind] in order]
    return meant, {"match": lambda row: order[str(row[kind])], **sorts}


def _wanted(answers: Answers, **filters: str | None) -> dict[str, str]:
    return {name: f"{name}/{answers.thing(name, slug)}" for name, slug in filters.items() if slug is not None}


def _having(rows: Iterable[Row], wanted: dict[str, str]) -> list[Row]:
    return [row for row in rows if all(row.get(name) == path for name, path in wanted.items())]


def _sorts(kind: str, *names: str) -> dict[str, Key]:
    def column(name: str) -> Callable[[Row], Any]:
        return lambda row: row.get(name)

    return {"id": _identity(kind), **{name: column(name) for name in names}}


def _identity(kind: str) -> Callable[[Row], str]:
    return lambda row: id_of(row[kind])


def _head(row: Row, kind: str) -> Object:
    return {"iri": BASE + str(row[kind]), "type": _CLASS[kind], "id": id_of(row[kind])}


def _thing(answers: Answers, row: Row, of: str, /, **more: Any) -> Object:
    """An item: the thing's IRI, class, id and names, and more."""
    return {**_head(row, of), **(named(answers.names, str(row[of])) or {}), **more}


def _leads(answers: Answers, fact: Object) -> bool:
    return answers.vocabulary.roles[fact["post"]["role"]].leads
