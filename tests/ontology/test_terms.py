"""Every term says what it means, and nothing is used that is not declared."""

import re
from pathlib import Path

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SH, SKOS, BNode, Literal, URIRef

from graph import DIRECTORY as GRAPH
from ontology import BASE, DIRECTORY, ST

FILES = sorted(path for path in DIRECTORY.glob("*.ttl") if path.name != "shapes.ttl")
TERM_STATUS = URIRef("http://www.w3.org/2003/06/sw-vocab-status/ns#term_status")
PROPERTY_KINDS = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
BUILT_IN = (str(RDF), str(RDFS), str(OWL))


@pytest.fixture(scope="module")
def merged() -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in FILES:
        graph.parse(path)
    return graph


def terms(merged: rdflib.Graph) -> list[URIRef]:
    """Every class, property, concept and concept scheme of Stavka's own."""
    kinds = (OWL.Class, *PROPERTY_KINDS, SKOS.Concept, SKOS.ConceptScheme)
    found = {subject for kind in kinds for subject in merged.subjects(RDF.type, kind)}
    return sorted(URIRef(str(subject)) for subject in found if str(subject).startswith(BASE))


def test_every_term_is_labelled_defined_and_maintained(merged: rdflib.Graph) -> None:
    assert len(terms(merged)) > 250
    for term in terms(merged):
        labels = [label for label in merged.objects(term, RDFS.label) if isinstance(label, Literal)]
        assert sorted(str(label.language) for label in labels) == ["en", "ru", "uk"], term
        assert [text for text in merged.objects(term, SKOS.definition) if str(text).endswith(".")], term
        assert merged.value(term, RDFS.isDefinedBy) is not None, term
        assert str(merged.value(term, TERM_STATUS)) in ("testing", "stable", "unstable", "archaic"), term


def test_every_class_and_property_has_an_example(merged: rdflib.Graph) -> None:
    for term in terms(merged):
        if str(term).startswith(ST):
            assert merged.value(term, SKOS.example) is not None, term


def test_concepts_have_the_slug_of_their_address_and_a_scheme(merged: rdflib.Graph) -> None:
    for concept in merged.subjects(RDF.type, SKOS.Concept):
        path, _, slug = str(concept).removeprefix(BASE).partition("/")
        assert str(merged.value(concept, SKOS.notation)) == slug
        assert merged.value(concept, SKOS.inScheme) == URIRef(BASE + path)
        broader = merged.value(concept, SKOS.broader)
        top = merged.value(concept, SKOS.topConceptOf)
        assert (top == URIRef(BASE + path)) if broader is None else (top is None), concept


def test_labels_of_schemes_and_concepts_are_their_skos_labels(merged: rdflib.Graph) -> None:
    for kind in (SKOS.Concept, SKOS.ConceptScheme):
        for subject in merged.subjects(RDF.type, kind):
            assert set(merged.objects(subject, RDFS.label)) == set(merged.objects(subject, SKOS.prefLabel)), subject


def test_every_property_and_class_in_use_is_declared(merged: rdflib.Graph) -> None:
    for predicate in set(merged.predicates()):
        if not str(predicate).startswith(BUILT_IN):
            kinds = [kind for kind in PROPERTY_KINDS if (predicate, RDF.type, kind) in merged]
            assert len(kinds) == 1, f"{predicate} is declared as {kinds}"
    for used in (RDF.type, RDFS.subClassOf, OWL.disjointWith, RDFS.domain):
        for found in set(merged.objects(None, used)):
            assert str(found).startswith(str(OWL)) or (found, RDF.type, OWL.Class) in merged, found


def test_the_shapes_use_declared_terms_only(merged: rdflib.Graph) -> None:
    shapes = rdflib.Graph().parse(DIRECTORY / "shapes.ttl")
    used = {str(term) for triple in shapes for term in triple if str(term).startswith(ST)}
    assert used
    assert used <= {str(term) for term in terms(merged)}


def test_every_property_of_claims_and_facts_is_constrained(merged: rdflib.Graph) -> None:
    """A property without a shape would let any value through; those of concepts are checked with their concept."""
    free = {"origin", "policy"}
    shapes = rdflib.Graph().parse(DIRECTORY / "shapes.ttl")
    constrained = {str(term) for term in shapes.objects(None, None) if str(term).startswith(ST)}
    paths = {str(path) for path in shapes.objects(None, SH.path)}
    assert paths & constrained
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for term in merged.subjects(RDF.type, kind):
            if str(term).startswith(ST):
                assert str(term) in constrained or str(term).removeprefix(ST) in free, term


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_blank_nodes(path: Path) -> None:
    """Blank nodes get new names whenever the file is read: two builds of one input would differ."""
    graph = rdflib.Graph().parse(path)
    assert not [node for triple in graph for node in triple if isinstance(node, BNode)]


def test_the_code_writes_declared_terms_only(merged: rdflib.Graph) -> None:
    """The classes and properties that the graph package names in its RDF modules."""
    declared = {str(term).removeprefix(ST) for term in terms(merged)}
    written: set[str] = set()
    for path in GRAPH.glob("*.py"):
        written.update(re.findall(r'\bterm\("(\w+)"\)', path.read_text(encoding="utf-8")))
    assert {"knownFrom", "Post"} <= written
    assert written <= declared, sorted(written - declared)
