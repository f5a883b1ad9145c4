"""The IRIs of Stavka's things: one function each, nothing else makes IRIs."""

from datetime import date
from functools import cache, lru_cache

from pyoxigraph import Literal, NamedNode

from graph.claim import Claim
from ontology import BASE, DEFAULT_POLICY, HISTORY, ST

XSD = "http://www.w3.org/2001/XMLSchema#"
RDFS_LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
ALT_LABEL = NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")
DCT_ISSUED = NamedNode("http://purl.org/dc/terms/issued")
RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_DATE = NamedNode(XSD + "date")


@cache
def term(name: str) -> NamedNode:
    """The class or property ``st:<name>``."""
    return NamedNode(ST + name)


@lru_cache(maxsize=65536)
def thing(kind: str, slug: str) -> NamedNode:
    """The thing at ``<base><kind>/<slug>``: a person, formation, role, rank, status, source, claimant, fact ..."""
    return NamedNode(f"{BASE}{kind}/{slug}")


def claim_iri(claim: Claim) -> NamedNode:
    """The claim's IRI: its source and a name that depends on its content alone."""
    return thing("claim", claim.id)


def version_iri(fact_id: str, known_from: date, policy: str) -> NamedNode:
    """The IRI of the version of a fact, as a policy judges it, that became known on `known_from`."""
    by = "" if policy == DEFAULT_POLICY else f"/{policy}"
    return NamedNode(f"{BASE}fact/{fact_id}/v/{known_from.isoformat()}{by}")


def history_graph(policy: str) -> NamedNode:
    """The graph of all versions as a policy judges them."""
    return NamedNode(HISTORY if policy == DEFAULT_POLICY else f"{HISTORY}/{policy}")


@lru_cache(maxsize=65536)
def day(value: date) -> Literal:
    """`value` as a plain xsd:date, the only type of date in the graph, so that all dates compare."""
    return Literal(value.isoformat(), datatype=_DATE)
