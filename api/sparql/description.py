"""The service description (SPARQL 1.1 Service Description): what /sparql is and what it can do."""

from collections.abc import Iterator

import pyoxigraph as ox
from starlette.requests import Request

from api.service import service
from graph.iri import RDF_TYPE
from graph.store import GRAPH_FORMATS, RESULT_FORMATS
from graph.void import PREFIXES, dataset_iri
from ontology import BASE, HISTORY

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_FORMAT_OF = {
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV",
    "text/tab-separated-values": "SPARQL_Results_TSV",
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/rdf+xml": "RDF_XML",
    "application/ld+json": "JSON-LD",
    "application/n-quads": "N-Quads",
    "application/trig": "TriG",
}


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)


def service_description(request: Request, media: str) -> bytes:
    """What the service is, at the address by which the client has reached it, as RDF in a media type."""
    data = ox.serialize(_triples(request), format=GRAPH_FORMATS[media], prefixes=PREFIXES)
    assert data is not None, "without an output, the bytes are returned"
    return data


def _triples(request: Request) -> Iterator[ox.Triple]:
    endpoint = ox.NamedNode(str(request.url.replace(query="", fragment="")).rstrip("?"))
    dataset, default = dataset_iri(str(request.base_url)), ox.BlankNode()
    writable = service(request).settings.write_token is not None
    yield ox.Triple(endpoint, RDF_TYPE, _sd("Service"))
    yield ox.Triple(endpoint, _sd("endpoint"), endpoint)
    for language in ["SPARQL11Query", *(["SPARQL11Update"] if writable else [])]:
        yield ox.Triple(endpoint, _sd("supportedLanguage"), _sd(language))
    for media in [*RESULT_FORMATS, *GRAPH_FORMATS]:
        yield ox.Triple(endpoint, _sd("resultFormat"), ox.NamedNode(_FORMATS + _FORMAT_OF[media]))
    if writable:
        for media in GRAPH_FORMATS:
            yield ox.Triple(endpoint, _sd("inputFormat"), ox.NamedNode(_FORMATS + _FORMAT_OF[media]))
    yield ox.Triple(endpoint, _sd("defaultDataset"), dataset)
    yield ox.Triple(dataset, RDF_TYPE, _sd("Dataset"))
    yield ox.Triple(dataset, _sd("defaultGraph"), default)
    yield ox.Triple(default, RDF_TYPE, _sd("Graph"))
    policies = service(request).answers.policies()["items"]
    for name in sorted({HISTORY, *(f"{BASE}{one['graph']}" for one in policies)}):
        described = ox.BlankNode()
        yield ox.Triple(dataset, _sd("namedGraph"), described)
        yield ox.Triple(described, RDF_TYPE, _sd("NamedGraph"))
        yield ox.Triple(described, _sd("name"), ox.NamedNode(name))
