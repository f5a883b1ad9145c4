"""Facts, their versions and findings as RDF: today's facts and findings for the default graph, every version for the
history graph of its policy."""

from collections.abc import Iterator
from datetime import date

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from graph.edtf import MAX, MIN
from graph.fact import Fact, FactKind, Version
from graph.finding import Finding
from graph.iri import RDF_TYPE, day, history_graph, term, thing, version_iri

Graph = NamedNode | DefaultGraph

_CLASS = {
    FactKind.TENURE: "Tenure",
    FactKind.RANK: "RankHolding",
    FactKind.EVENT: "StatusEvent",
    FactKind.SUBORDINATION: "Subordination",
}
_TODAY = DefaultGraph()


def fact_quads(fact: Fact) -> Iterator[Quad]:
    """Today's state of a fact, for the default graph."""
    subject = thing("fact", fact.id)
    yield Quad(subject, RDF_TYPE, term("Fact"), _TODAY)
    yield Quad(subject, RDF_TYPE, term(_CLASS[fact.kind]), _TODAY)
    yield from _statements(subject, fact, _TODAY)


def version_quads(version: Version, policy: str) -> Iterator[Quad]:
    """One version of a fact as a policy judges it, for that policy's history graph."""
    fact = version.fact
    subject = version_iri(fact.id, version.known_from, policy)
    graph = history_graph(policy)
    yield Quad(subject, RDF_TYPE, term("FactVersion"), graph)
    yield Quad(subject, RDF_TYPE, term(_CLASS[fact.kind] + "Version"), graph)
    yield Quad(subject, term("versionOf"), thing("fact", fact.id), graph)
    yield Quad(subject, term("knownFrom"), day(version.known_from), graph)
    yield Quad(subject, term("knownUntil"), day(version.known_until), graph)
    yield from _statements(subject, fact, graph)


def finding_quads(finding: Finding) -> Iterator[Quad]:
    """One finding, for the default graph."""
    subject = thing("finding", finding.id)
    yield Quad(subject, RDF_TYPE, term("Finding"), _TODAY)
    yield Quad(subject, term("findingKind"), Literal(finding.kind), _TODAY)
    yield Quad(subject, term("severity"), Literal(finding.severity.value), _TODAY)
    yield Quad(subject, term("found"), Literal(finding.found), _TODAY)
    yield Quad(subject, term("lookUp"), Literal(finding.look_up), _TODAY)
    for fact in finding.facts:
        yield Quad(subject, term("concerns"), thing("fact", fact), _TODAY)
    for claim in finding.claims:
        yield Quad(subject, term("involves"), thing("claim", claim), _TODAY)


def _statements(subject: NamedNode, fact: Fact, graph: Graph) -> Iterator[Quad]:
    for name, value in _objects(fact):
        yield Quad(subject, term(name), value, graph)


def _objects(fact: Fact) -> Iterator[tuple[str, NamedNode | Literal]]:
    """The statements about a fact or a version of it, without their subject."""
    if fact.person is not None:
        yield "person", thing("person", fact.person)
    if fact.formation is not None:
        yield "formation", thing("formation", fact.formation)
    match fact.kind:
        case FactKind.TENURE:
            yield "post", thing("post", f"{fact.formation}/{fact.value}")
            yield "role", thing("role", fact.value)
            yield "capacity", Literal(fact.capacity or "full")
        case FactKind.RANK:
            yield "rank", thing("rank", fact.value)
        case FactKind.EVENT:
            yield "status", thing("status", fact.value)
        case FactKind.SUBORDINATION:
            assert fact.link is not None
            yield "superior", thing("formation", fact.value)
            yield "link", thing("link", fact.link)
    yield from _dates(fact)
    verdict = fact.verdict
    yield "credibility", Literal(verdict.credibility)
    yield "contested", Literal(verdict.contested or bool(fact.rivals))
    yield "rule", Literal(verdict.rule)
    yield "why", Literal(verdict.why)
    yield "reports", Literal(verdict.reports)
    yield "origins", Literal(len(verdict.origins))
    for origin in verdict.origins:
        yield "origin", Literal(origin)
    for name, claims in (
        ("supportedBy", fact.supported_by),
        ("opposedBy", fact.opposed_by),
        ("setAside", sorted({claim for claim, _ in fact.set_aside})),
        ("disputedBy", fact.disputed),
    ):
        for claim in claims:
            yield name, thing("claim", claim)
    for rival in fact.rivals:
        yield "rival", thing("fact", rival)
    for cause in sorted({cause for _, cause in fact.consequences}):
        yield "consequenceOf", thing("fact", cause)


def _dates(fact: Fact) -> Iterator[tuple[str, NamedNode | Literal]]:
    yield "dated", Literal(fact.bounds is not None)
    if fact.evidence is not None:
        yield "evidenceFrom", day(fact.evidence.earliest)
        yield "evidenceUntil", day(fact.evidence.latest)
    if fact.bounds is None:
        return
    bounds = fact.bounds
    yield "edtf", Literal(bounds.edtf if fact.kind is not FactKind.EVENT else bounds.edtf.partition("/")[0])
    yield "possibleFrom", day(bounds.earliest_start)
    yield "possibleUntil", day(bounds.latest_end)
    if fact.certain is not None:
        yield "certainFrom", day(fact.certain.earliest)
        yield "certainUntil", day(fact.certain.latest)
    known: tuple[tuple[str, date], ...] = (
        ("earliestStart", bounds.earliest_start),
        ("latestStart", bounds.latest_start),
        ("earliestEnd", bounds.earliest_end),
        ("latestEnd", bounds.latest_end),
    )
    for name, value in known:
        if value not in (MIN, MAX):
            yield name, day(value)
