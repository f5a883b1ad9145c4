"""The graph as RDF: N-Quads as they are, everything as JSON-LD or TriG, today alone as Turtle, claims in RDF 1.2.

Terms and syntax are pyoxigraph's; what is decided here is which statements go into which graph.
"""

import shutil
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import BinaryIO

import pyoxigraph as ox

from graph.exports.thing import quads
from graph.iri import term
from graph.snapshot import Snapshot
from ontology import BASE, ST
from ontology.terms import PREFIXES, kind_prefixes

ENTITIES = f"{BASE}graph/entities"
FACTS = f"{BASE}graph/facts"
FINDINGS = f"{BASE}graph/findings"
VOCABULARY = f"{BASE}graph/vocabulary"
"""The graphs in which TriG has what lies in the default graph elsewhere."""

REIFIES = ox.NamedNode(PREFIXES["rdf"] + "reifies")

_GRAPH_OF_KIND = {
    **dict.fromkeys(("person", "formation", "post", "claimant"), ox.NamedNode(ENTITIES)),
    "fact": ox.NamedNode(FACTS),
    "finding": ox.NamedNode(FINDINGS),
}
_ABOUT_THE_GRAPH = frozenset({"", "policy", "graph"})

_WHAT_CLAIMS_SAY = ("post", "rank", "status", "superior")

_HEADER = """\
# {title}
# Snapshot {version}, from sources that reach {reaches}. Facts: CC BY 4.0, https://creativecommons.org/licenses/by/4.0/
# A claim says what its claimant says. An allegation in here is no finding of this data set.
"""


def write_nquads(snapshot: Snapshot, output: BinaryIO) -> None:
    """All statements of a snapshot as the build has written them."""
    for path in snapshot.graphs:
        with path.open("rb") as file:
            shutil.copyfileobj(file, output)


def write_jsonld(snapshot: Snapshot, output: BinaryIO) -> None:
    """All statements of a snapshot as one expanded JSON-LD array (JSON-LD 1.1, section 9)."""
    ox.serialize(quads(snapshot.graphs), output, ox.RdfFormat.JSON_LD)


def write_turtle(snapshot: Snapshot, output: BinaryIO) -> None:
    """The default graph of a snapshot: entities, vocabulary, sources, claims and today's facts."""
    _head(snapshot, "Entities, vocabulary, sources, claims and today’s facts", output)
    found = (quad.triple for quad in quads([snapshot.graph]) if isinstance(quad.graph_name, ox.DefaultGraph))
    ox.serialize(found, output, ox.RdfFormat.TURTLE, prefixes=_prefixes())


def write_trig(snapshot: Snapshot, output: BinaryIO) -> None:
    """All statements of a snapshot, those of each source with its claims in a graph named by the source's IRI; see
    `graph_of` for the others. Without a source's graph its claims are gone; facts change by the next build."""
    _head(snapshot, "All of the graph, one named graph a source", output)
    ox.serialize(_in_graphs(quads(snapshot.graphs)), output, ox.RdfFormat.TRIG, prefixes=_prefixes())


def _in_graphs(found: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """The statements in the graphs that they have in TriG; those of one subject stand together."""
    for (subject, graph), statements in groupby(found, key=lambda quad: (quad.subject, quad.graph_name)):
        named = graph_of(subject) if isinstance(graph, ox.DefaultGraph) else graph
        for one in statements:
            yield ox.Quad(subject, one.predicate, one.object, named)


def graph_of(subject: ox.NamedNode | ox.BlankNode | ox.Triple) -> ox.NamedNode | ox.DefaultGraph:
    """The graph that the default graph's statements about a subject have in TriG: that of the source for a source and
    its claims; graph/entities, graph/facts, graph/findings or graph/vocabulary for the others. What describes the
    snapshot itself stays in the default graph."""
    if not isinstance(subject, ox.NamedNode) or not subject.value.startswith(BASE):
        return ox.NamedNode(VOCABULARY)
    kind, _, rest = subject.value.removeprefix(BASE).partition("/")
    if kind in ("source", "claim") and rest:
        return ox.NamedNode(f"{BASE}source/{rest.partition('/')[0]}")
    if kind in _ABOUT_THE_GRAPH:
        return ox.DefaultGraph()
    return _GRAPH_OF_KIND.get(kind) or ox.NamedNode(VOCABULARY)


def write_rdf12(snapshot: Snapshot, output: BinaryIO) -> None:
    """Every claim as a reifier of what it speaks of (RDF 1.2 Concepts, section 3.1: triple terms), in Turtle 1.2."""
    _head(snapshot, "Claims in RDF 1.2: each reifies the triple that it asserts, or denies (st:denies true)", output)
    ox.serialize(reified_claims(quads([snapshot.graph])), output, ox.RdfFormat.TURTLE, prefixes=_prefixes())


def reified_claims(found: Iterable[ox.Quad]) -> Iterator[ox.Triple]:
    """The statements about each claim, and the triple that it reifies. None of these triples is asserted."""
    for subject, statements in groupby(found, key=lambda quad: quad.subject):
        if not isinstance(subject, ox.NamedNode) or not subject.value.startswith(f"{BASE}claim/"):
            continue
        said: dict[str, ox.NamedNode] = {}
        for quad in statements:
            yield quad.triple
            if isinstance(quad.object, ox.NamedNode):
                said[quad.predicate.value.removeprefix(ST)] = quad.object
        about = next(name for name in _WHAT_CLAIMS_SAY if name in said)
        spoken_of = said.get("person") or said["formation"]
        yield ox.Triple(subject, REIFIES, ox.Triple(spoken_of, term(about), said[about]))


def _head(snapshot: Snapshot, title: str, output: BinaryIO) -> None:
    manifest = snapshot.manifest
    output.write(_HEADER.format(title=title, version=manifest.version, reaches=manifest.reaches).encode())


def _prefixes() -> dict[str, str]:
    return PREFIXES | kind_prefixes()
