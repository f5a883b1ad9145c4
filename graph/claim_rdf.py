"""What people wrote, as RDF: each source file through the JSON-LD context, with identifiers, classes, date bounds and
known days added. Registers become entities with labels.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from graph.claim import Claim, FactBase, Formation, Kind, Source
from graph.edtf import Days, days_of
from graph.iri import ALT_LABEL, RDF_TYPE, RDFS_LABEL, claim_iri, day, term, thing
from graph.source_file import SourceFile
from ontology import BASE, DIRECTORY
from ontology.vocabulary import Vocabulary

_CLASS = {
    Kind.POST: "PostClaim",
    Kind.RANK: "RankClaim",
    Kind.STATUS: "StatusClaim",
    Kind.SUBORDINATION: "SubordinationClaim",
}


class LostStatement(Exception):
    """The JSON-LD reading of a source file did not keep every field of every claim; names the claim."""


@lru_cache(maxsize=1)
def context() -> dict[str, object]:
    """The JSON-LD context of source files, ready to be put into a document."""
    loaded: dict[str, object] = json.loads((DIRECTORY / "context.jsonld").read_text(encoding="utf-8"))
    return loaded


def source_file_quads(
    source_file: SourceFile, vocabulary: Vocabulary, formations: Mapping[str, Formation]
) -> list[Quad]:
    """The quads of one source file: as written through the context, then what is computed from it.

    Raises LostStatement if a field of a claim found no statement (an invalid IRI is dropped without an error).
    """
    source = source_file.source
    written = source_file.document
    assert isinstance(written["source"], dict) and isinstance(written["claims"], list)
    claims: list[dict[str, object]] = []
    expected = 2 * len(source_file.claims) + 1 + len(written["source"])
    for fields, claim in zip(written["claims"], source_file.claims, strict=True):
        assert isinstance(fields, dict)
        kept = {key: value for key, value in fields.items() if key != "id"}
        claims.append({"id": f"{BASE}claim/{claim.id}", "type": ["Claim", _CLASS[claim.kind]], **kept})
        expected += len(kept) + 1
    document = {
        **context(),
        "id": f"{BASE}source/{source.id}",
        "type": "Source",
        **written["source"],
        "claims": claims,
    }
    quads = list(parse(json.dumps(document).encode(), format=RdfFormat.JSON_LD))
    if len(quads) != expected:
        raise LostStatement(_lost(source_file, quads, expected))
    quads.extend(_source_quads(source))
    for claim in source_file.claims:
        quads.extend(_claim_quads(claim, vocabulary, formations))
    return quads


def _lost(source_file: SourceFile, quads: list[Quad], expected: int) -> str:
    found = {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
    missing = [claim.id for claim in source_file.claims if claim_iri(claim).value not in found]
    where = f"the claims {', '.join(missing)} are missing" if missing else "some field was dropped"
    return f"{source_file.source.file}: {len(quads)} statements instead of {expected}; {where}"


def _source_quads(source: Source) -> Iterator[Quad]:
    subject = thing("source", source.id)
    yield Quad(subject, term("knownFrom"), day(source.known))
    yield Quad(subject, term("dated"), Literal(source.is_dated))
    if source.published is not None:
        yield from _day_range(subject, "published", days_of(source.published))


def _claim_quads(claim: Claim, vocabulary: Vocabulary, formations: Mapping[str, Formation]) -> Iterator[Quad]:
    subject = claim_iri(claim)
    yield Quad(subject, term("knownFrom"), day(claim.known))
    if not claim.denies:
        yield Quad(subject, term("denies"), Literal(False))
    if claim.kind is Kind.POST:
        assert claim.formation is not None
        role = formations[claim.formation].post_role(vocabulary.roles[claim.value])
        post = f"{claim.formation}/{role}"
        yield Quad(subject, term("post"), thing("post", post))
    for name, days in (("start", claim.start_days), ("end", claim.end_days), ("date", claim.date_days)):
        if days is not None:
            yield from _day_range(subject, name, days)


def _day_range(subject: NamedNode, name: str, days: Days) -> Iterator[Quad]:
    yield Quad(subject, term(f"{name}Earliest"), day(days.earliest))
    yield Quad(subject, term(f"{name}Latest"), day(days.latest))


def register_quads(base: FactBase) -> Iterator[Quad]:
    """The quads of the registers: persons, formations and claimants with their names."""
    for person in base.persons.values():
        subject = thing("person", person.id)
        yield from _entity(subject, "Person", person.names, person.aliases, person.note)
        if person.born is not None:
            yield Quad(subject, term("born"), Literal(person.born))
    for formation in base.formations.values():
        subject = thing("formation", formation.id)
        yield from _entity(subject, "Formation", formation.names, formation.aliases, formation.note)
        yield Quad(subject, term("echelon"), thing("echelon", formation.echelon))
        if formation.arm is not None:
            yield Quad(subject, term("arm"), thing("arm", formation.arm))
        for source in formation.sources:
            yield Quad(subject, term("attestedBy"), thing("source", source))
    for claimant in base.claimants.values():
        subject = thing("claimant", claimant.id)
        yield from _entity(subject, "Claimant", {"en": claimant.name}, claimant.aliases, None)
        yield Quad(subject, term("claimantKind"), thing("claimant-kind", claimant.kind))
        yield Quad(subject, term("side"), Literal(claimant.side))
        for matter in claimant.authority:
            yield Quad(subject, term("authorityOver"), Literal(matter))
        if claimant.person is not None:
            yield Quad(subject, term("claimantPerson"), thing("person", claimant.person))


def _entity(
    subject: NamedNode, kind: str, names: dict[str, str], aliases: Iterable[str], note: str | None
) -> Iterator[Quad]:
    yield Quad(subject, RDF_TYPE, term(kind))
    for language, name in names.items():
        yield Quad(subject, RDFS_LABEL, Literal(name, language=language))
    for alias in aliases:
        yield Quad(subject, ALT_LABEL, Literal(alias))
    if note is not None:
        yield Quad(subject, term("note"), Literal(note))


def post_quads(base: FactBase, vocabulary: Vocabulary) -> Iterator[Quad]:
    """The posts that claims speak of, each once: formation, canonical role, whether it is single and leads."""
    posts = sorted(
        {
            (claim.formation, base.formations[claim.formation].post_role(vocabulary.roles[claim.value]))
            for claim in base.claims
            if claim.kind is Kind.POST and claim.formation is not None
        }
    )
    for formation, slug in posts:
        role = vocabulary.roles[slug]
        subject = thing("post", f"{formation}/{slug}")
        single = role.single and slug not in base.formations[formation].shared_posts
        yield Quad(subject, RDF_TYPE, term("Post"))
        yield Quad(subject, term("formation"), thing("formation", formation))
        yield Quad(subject, term("role"), thing("role", slug))
        yield Quad(subject, term("singleHolder"), Literal(single))
        yield Quad(subject, term("leads"), Literal(role.leads))
        for language, name in base.formations[formation].names.items():
            if language in role.labels:
                label = f"{role.labels[language]}, {name}"
                yield Quad(subject, RDFS_LABEL, Literal(label, language=language))
