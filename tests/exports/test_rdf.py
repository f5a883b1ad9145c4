"""RDF: what is written, another reader reads, and it says the same as the build."""

import io
from collections import Counter
from collections.abc import Callable
from typing import BinaryIO

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from graph.exports import rdf
from graph.snapshot import Snapshot
from graph.store import Embedded
from ontology import BASE, ST


def written(write: Callable[[Snapshot, BinaryIO], None], snapshot: Snapshot) -> bytes:
    output = io.BytesIO()
    write(snapshot, output)
    return output.getvalue()


def statements(snapshot: Snapshot) -> set[ox.Quad]:
    return set(Embedded.load(*snapshot.graphs).engine)


@pytest.mark.parametrize(("write", "form"), [(rdf.write_nquads, "nquads"), (rdf.write_jsonld, "json-ld")])
def test_rdflib_reads_all_of_the_graph(small: Snapshot, write: Callable[..., None], form: str) -> None:
    ours = rdflib.Dataset()
    ours.parse(data=written(rdf.write_nquads, small), format="nquads")
    theirs = rdflib.Dataset()
    theirs.parse(data=written(write, small), format=form)
    assert len(theirs) == len(statements(small))
    assert {graph.identifier for graph in theirs.graphs()} == {graph.identifier for graph in ours.graphs()}
    for graph in ours.graphs():
        assert isomorphic(graph, theirs.graph(graph.identifier))


def test_rdflib_reads_the_default_graph(small: Snapshot) -> None:
    found = rdflib.Graph().parse(data=written(rdf.write_turtle, small), format="turtle")
    assert len(found) == sum(isinstance(quad.graph_name, ox.DefaultGraph) for quad in statements(small))
    assert (rdflib.URIRef(BASE + "person/ivan-a"), rdflib.RDF.type, rdflib.URIRef(ST + "Person")) in found


def test_trig_moves_statements_to_other_graphs_and_loses_none(small: Snapshot) -> None:
    found = rdflib.Dataset()
    found.parse(data=written(rdf.write_trig, small), format="trig")
    triples = Counter(str(quad.triple) for quad in statements(small))
    assert Counter(str(quad.triple) for quad in ox.parse(written(rdf.write_trig, small), ox.RdfFormat.TRIG)) == triples
    assert len(found) == triples.total()


def test_a_source_is_retracted_by_dropping_its_graph(small: Snapshot) -> None:
    store = ox.Store()
    store.load(written(rdf.write_trig, small), ox.RdfFormat.TRIG)
    claims = "SELECT ?claim ?graph WHERE { GRAPH ?graph { ?claim a st:Claim ; st:source ?source } }"
    prefix = f"PREFIX st: <{ST}> "
    graphs = {row["claim"].value: row["graph"].value for row in store.query(prefix + claims)}
    assert len(graphs) == small.manifest.counts["claims"]
    for claim, graph in graphs.items():
        assert graph == f"{BASE}source/" + claim.removeprefix(f"{BASE}claim/").partition("/")[0]
    store.update(f"DROP GRAPH <{BASE}source/2022-04-10-four>")
    left = {row["claim"].value for row in store.query(prefix + claims)}
    assert left == {claim for claim in graphs if "2022-04-10-four" not in claim}
    assert not store.query(prefix + f"ASK {{ GRAPH ?g {{ <{BASE}source/2022-04-10-four> a st:Source }} }}")
    assert store.query(prefix + f"ASK {{ GRAPH <{rdf.FACTS}> {{ ?fact a st:Fact }} }}"), "facts are for the next build"


def test_trig_says_what_it_is_before_anything_else(small: Snapshot) -> None:
    head = written(rdf.write_trig, small).decode().splitlines()[:3]
    assert all(line.startswith("# ") for line in head)
    assert small.manifest.version in head[1]
    assert "allegation" in head[2]


def test_each_claim_reifies_what_it_says_in_rdf_12(small: Snapshot) -> None:
    found = list(ox.parse(written(rdf.write_rdf12, small), ox.RdfFormat.TURTLE))
    reified = {quad.subject.value: quad.object for quad in found if quad.predicate == rdf.REIFIES}
    assert len(reified) == small.manifest.counts["claims"]
    denied = {
        quad.subject.value for quad in found if quad.predicate.value == ST + "denies" and quad.object.value == "true"
    }
    assert len(denied) == 1
    (claim,) = denied
    said = ox.Triple(
        ox.NamedNode(BASE + "person/ivan-a"), ox.NamedNode(ST + "status"), ox.NamedNode(BASE + "status/killed")
    )
    assert reified[claim] == said
    asserted = {quad.triple for quad in found}
    assert not any(triple in asserted for triple in reified.values()), "a claim asserts nothing about the world"
