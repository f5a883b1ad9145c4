"""The classes and properties of the ontology, as a person who writes a query wants to read them."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from ontology import BASE, DIRECTORY
from ontology.namespaces import namespaces

PREFIXES = namespaces("st", "rdf", "rdfs", "skos", "xsd", "dcterms", "foaf", "org", "owl", "prov", "schema")
"""Usual prefixes of the vocabularies that the graph uses."""

KINDS = (
    "person",
    "formation",
    "post",
    "role",
    "rank",
    "status",
    "condition",
    "claimant",
    "claimant-kind",
    "echelon",
    "arm",
    "link",
    "stance",
    "credibility",
    "policy",
)
"""Kinds of things with names; each has its prefix (``person:``) for the IRIs below ``<base>person/``."""

_CLASSES = frozenset({"Class"})
_PROPERTIES = frozenset({"ObjectProperty", "DatatypeProperty", "AnnotationProperty"})
_OWL = PREFIXES["owl"]
_RDF_TYPE = PREFIXES["rdf"] + "type"
_LABEL = PREFIXES["rdfs"] + "label"
_DEFINITION = PREFIXES["skos"] + "definition"
_MORE = {"rdf:type": "property", "rdfs:label": "property", "rdfs:subClassOf": "property"}
"""Words that every query needs and that no ontology has to declare."""


@dataclass(frozen=True, slots=True)
class OntologyTerm:
    """A class or a property: its prefixed name, which of both it is, its labels by language, its definition if any."""

    name: str
    kind: str
    labels: dict[str, str]
    definition: str | None


def kind_prefixes() -> dict[str, str]:
    """The prefix of each kind of thing, with its namespace."""
    return {kind: f"{BASE}{kind}/" for kind in KINDS}


@lru_cache(maxsize=1)
def ontology_terms(file: Path = DIRECTORY / "stavka.ttl") -> tuple[OntologyTerm, ...]:
    """The classes and properties that the ontology declares or takes from elsewhere, its own first, by name."""
    described: dict[str, list[Quad]] = {}
    for quad in parse(path=file, format=RdfFormat.TURTLE):
        if isinstance(quad.subject, NamedNode):
            described.setdefault(quad.subject.value, []).append(quad)
    found = [OntologyTerm(name, kind, {"en": name.partition(":")[2]}, None) for name, kind in _MORE.items()]
    for iri, quads in described.items():
        types = {_text(quad).removeprefix(_OWL) for quad in quads if quad.predicate.value == _RDF_TYPE}
        kind = "class" if types & _CLASSES else "property" if types & _PROPERTIES else None
        name = _prefixed(iri)
        if kind is not None and name is not None:
            found.append(OntologyTerm(name, kind, *_words(quads)))
    return tuple(sorted(found, key=lambda term: (not term.name.startswith("st:"), term.name)))


def _words(quads: list[Quad]) -> tuple[dict[str, str], str | None]:
    """The labels and the definition among the statements about a term."""
    labels = {
        quad.object.language: quad.object.value
        for quad in quads
        if quad.predicate.value == _LABEL and isinstance(quad.object, Literal) and quad.object.language
    }
    definition = next((_text(quad) for quad in quads if quad.predicate.value == _DEFINITION), None)
    return labels, definition


def _text(quad: Quad) -> str:
    return quad.object.value if isinstance(quad.object, NamedNode | Literal) else ""


def _prefixed(iri: str) -> str | None:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return None
