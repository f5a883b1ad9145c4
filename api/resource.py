"""One address in several forms: a page for people, RDF for machines; by Accept, or by the address's ending."""

from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

from fastapi import Request, Response
from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from api.negotiation import chosen
from api.problems import Problem
from graph.description import Description
from ontology import BASE
from ontology.namespaces import NAMESPACES

PAGE = "text/html"
FORMATS: dict[str, RdfFormat] = {
    "text/turtle": RdfFormat.TURTLE,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
}
"""The media types of RDF that a thing is offered in, the preferred one first."""

ENDINGS = {".ttl": "text/turtle", ".jsonld": "application/ld+json", ".nt": "application/n-triples"} | {
    ".rdf": "application/rdf+xml"
}
"""Endings of addresses that name a format, for links and for tools that cannot set Accept."""

_SEE_ALSO = NamedNode("http://www.w3.org/2000/01/rdf-schema#seeAlso")
_OF_THINGS = {kind: f"{BASE}{kind}/" for kind in ("person", "formation", "role", "rank", "status", "stance", "link")}


def without_ending(path: str) -> tuple[str, str | None]:
    """A path without the ending that names a format, and that format; None if there is no such ending."""
    for ending, media in ENDINGS.items():
        if path.endswith(ending):
            return path.removesuffix(ending), media
    return path, None


def wanted(request: Request, named: str | None = None) -> str:
    """The media type to answer in: the one that the address names, else what Accept likes best of a page and RDF."""
    return named or chosen(request.headers.get("accept"), [PAGE, *FORMATS])


def description_triples(about: Description, request: Request) -> Iterator[Triple]:
    """A description as RDF, with the query for the rest where too much points to the thing to be named."""
    yield from about.triples()
    for pointing in about.pointing:
        if pointing.is_cut:
            query = urlencode({"query": pointing.query})
            yield Triple(about.subject, _SEE_ALSO, NamedNode(f"{request.base_url}sparql?{query}"))


def data(triples: Iterable[Triple], media: str, path: str) -> Response:
    """Triples in the format `media`, each once and those of a subject together, in the order of their first one; `path`
    is the address that they are the data of."""
    by_subject: dict[object, dict[Triple, None]] = {}
    for one in triples:
        by_subject.setdefault(one.subject, {})[one] = None
    ordered = [one for group in by_subject.values() for one in group]
    text = serialize(ordered, format=FORMATS[media], prefixes=NAMESPACES | _OF_THINGS)
    assert text is not None, "without an output, the bytes are returned"
    return Response(text, media_type=media, headers=headers(path, media))


def headers(path: str, media: str = PAGE) -> dict[str, str]:
    """What an answer says of the other forms of the same thing; `path` is its address without an ending."""
    others = {PAGE: f"/{path}"} | {one: f"/{path}{ending if path else ''}" for ending, one in ENDINGS.items()}
    links = [f'<{target}>; rel="alternate"; type="{one}"' for one, target in others.items() if one != media]
    vary = "Accept, Accept-Language" if media == PAGE else "Accept"
    return {"Vary": vary, "Link": ", ".join([*links, '</.well-known/void>; rel="describedby"'])}


def no_parameters(request: Request) -> None:
    """Refuse query parameters of RDF: it holds every version, so that no day or policy chooses one."""
    for name in request.query_params:
        raise Problem(422, f"{name} has no effect on RDF", name, "leave it out, or ask for the page or the REST answer")
