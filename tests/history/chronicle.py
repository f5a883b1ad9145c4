"""Answers from claims made to order, without files: the invented army of tests.resolver in a store of its own."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from graph.answer import Answers
from graph.claim import Claim, Kind, Source
from graph.claim_rdf import post_quads, register_quads, source_file_quads
from graph.edtf import MAX
from graph.fact_rdf import fact_quads, version_quads
from graph.iri import day as day_literal
from graph.iri import term
from graph.source_file import SourceFile
from graph.store import Embedded
from ontology import BASE, DEFAULT_POLICY, DIRECTORY
from tests.resolver.army import PEOPLE, VOCABULARY, base, claim, day, versions_of

HORIZON = 12
"""Claims speak of the days 1 to this one of the tests' calendar."""
FORMATIONS = ("1-caa", "2-caa", "district")


@lru_cache(maxsize=1)
def _vocabulary() -> list[Quad]:
    return [
        quad
        for path in sorted(DIRECTORY.glob("*.ttl"))
        if path.name != "shapes.ttl"
        for quad in parse(path=path, format=RdfFormat.TURTLE)
    ]


def answers_from(claims: Sequence[Claim]) -> Answers:
    """Answers from `claims` about the invented army."""
    written = base(claims)
    quads = [*_vocabulary(), *register_quads(written), *post_quads(written, VOCABULARY)]
    for page in {one.source.id: one.source for one in written.claims}.values():
        quads += source_file_quads(_file(page, written.claims), VOCABULARY, written.formations)
    for version in versions_of(claims):
        quads += version_quads(version, DEFAULT_POLICY)
        if version.known_until == MAX:
            quads += fact_quads(version.fact)
    snapshot = NamedNode(BASE)
    quads += [
        Quad(snapshot, NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), term("Snapshot")),
        Quad(snapshot, term("version"), Literal("made-up")),
        Quad(snapshot, term("policy"), Literal(DEFAULT_POLICY)),
        Quad(snapshot, term("reaches"), day_literal(day(HORIZON))),
        Quad(snapshot, NamedNode("http://purl.org/dc/terms/issued"), day_literal(day(HORIZON))),
    ]
    return Answers(Embedded.of(iter(quads)))


def _file(page: Source, claims: Sequence[Claim]) -> SourceFile:
    """The file that says what a page claims."""
    mine = tuple(one for one in claims if one.source.id == page.id)
    fields = ("url", "title", "publisher", "published", "language", "accessed", "seen")
    head = {name: found for name in fields if (found := getattr(page, name)) is not None}
    return SourceFile(page, mine, {"source": head, "claims": [_written(one) for one in mine]})


def _written(one: Claim) -> dict[str, object]:
    value = {Kind.POST: "role", Kind.RANK: "rank", Kind.STATUS: "status", Kind.SUBORDINATION: "parent"}[one.kind]
    fields = {
        "person": one.person,
        "formation": one.formation,
        value: one.value,
        "link": one.link,
        "start": one.start,
        "end": one.end,
        "date": one.date,
        "denies": "true" if one.denies else None,
        "stance": one.stance,
        "claimant": one.claimant.id,
    }
    return {name: found for name, found in fields.items() if found is not None}


def text(first: int, last: int) -> str:
    """The days from one number to another as EDTF."""
    return f"{day(first)}/{day(last)}"


def undated(one: Claim) -> Claim:
    """The same claim on a page without a date, which shows nothing of any day."""
    return replace(one, source=replace(one.source, published=None))


@st.composite
def dates(
    draw: st.DrawFn, ways: tuple[str, ...] = ("seen", "start", "both", "both", "both", "none")
) -> dict[str, str | None]:
    """Dates of one claim: it was seen on some day of a range, or it began and ended within ranges, or has no date."""

    def some_range() -> str:
        first = draw(st.integers(1, HORIZON))
        return text(first, draw(st.integers(first, min(first + 3, HORIZON))))

    match draw(st.sampled_from(ways)):
        case "seen":
            return {"on": some_range()}
        case "start":
            return {"start": some_range()}
        case "both":
            first, last = draw(st.integers(1, HORIZON // 2)), draw(st.integers(HORIZON // 2, HORIZON))
            width = draw(st.integers(0, 2))
            return {"start": text(first, first + width), "end": text(last - width, last)}
    return {}


@st.composite
def chains(draw: st.DrawFn) -> list[Claim]:
    """Claims that put one person at the head of the district, another in the army, and a way between the two."""
    found = [
        claim(number, Kind.POST, role, person=person, formation=where, by="russian-official", **draw(dates(("both",))))  # type: ignore[arg-type]
        for number, (role, person, where) in enumerate(
            (("commander", PEOPLE[0], "district"), ("deputy-commander", PEOPLE[1], "1-caa"))
        )
    ]
    ways = (("1-caa", "2-caa"), ("2-caa", "district")) if draw(st.booleans()) else (("1-caa", "district"),) * 2
    for child, above in ways:
        when = draw(dates())
        number = len(found)
        step = claim(number, Kind.SUBORDINATION, above, person=None, formation=child, link="organic", **when)  # type: ignore[arg-type]
        found.append(undated(step))
    return found


@st.composite
def chronicles(draw: st.DrawFn, posts: int = 6, steps: int = 5) -> list[Claim]:
    """Claims about who held which post in the army and which formation was below which; they need not agree."""
    found: list[Claim] = []
    voices = st.sampled_from(("russian-official", "russian-official", "russian-media", "ukrainian-official"))
    for _ in range(draw(st.integers(1, posts))):
        role = draw(st.sampled_from(("commander", "commander", "acting-commander", "deputy-commander")))
        person, where = draw(st.sampled_from(PEOPLE)), draw(st.sampled_from(FORMATIONS))
        when = draw(dates())
        found.append(
            claim(len(found), Kind.POST, role, person=person, formation=where, by=draw(voices), **when)  # type: ignore[arg-type]
        )
    for _ in range(draw(st.integers(0, steps))):
        child, above = draw(st.permutations(FORMATIONS))[:2]
        when = draw(dates())
        link = draw(st.sampled_from(("organic", "organic", "operational")))
        step = claim(len(found), Kind.SUBORDINATION, above, person=None, formation=child, link=link, **when)  # type: ignore[arg-type]
        found.append(undated(step))
    return found
