"""SPARQL 1.1 Graph Store HTTP Protocol at /graph-store: everyone may read a graph; writing needs the token.

A graph is named by ?graph=IRI, or by the address itself below /graph-store/; ?default is the default graph.
"""

from uuid import uuid4

import pyoxigraph as ox
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from api.negotiation import chosen
from api.problems import Problem
from api.service import service
from api.settings import Settings
from api.sparql.evaluation import GraphRequest
from api.sparql.protocol import body_of, check_may_write, streamed
from api.sparql.writing import ADD, PUT, REMOVE, Write
from graph.store import DATASET_FORMATS, GRAPH_FORMATS

METHODS = ["GET", "PUT", "POST", "DELETE"]
"""What the graph store can do, HEAD besides."""

_READ_AS = {"text/plain": "application/n-triples", "text/n3": "text/turtle", "application/xml": "application/rdf+xml"}
_GRAPHS_ONLY = [media for media in GRAPH_FORMATS if media not in DATASET_FORMATS]
_MULTIPART = "multipart/form-data"


async def graph_store(request: Request) -> Response:
    """Read, put, add to or remove one graph."""
    settings, engine = service(request).settings, service(request).engine
    if request.method in ("GET", "HEAD"):
        name = _graph_named(request)
        media = chosen(request.headers.get("accept"), _GRAPHS_ONLY)
        return await streamed(request, await engine.ask(GraphRequest(name, media, content=request.method == "GET")))
    check_may_write(request, settings)
    if request.method == "DELETE":
        await engine.write(Write(REMOVE, graph=_graph_named(request)))
        return Response(status_code=204)
    new = request.method == "POST" and not request.path_params.get("path") and not request.query_params
    name = f"{_address(request)}/{uuid4()}" if new else _graph_named(request)
    parts, kinds = await _content(request, settings)
    created = await engine.write(Write(PUT if request.method == "PUT" else ADD, parts, kinds, name))
    headers = {"Location": name} if new and name is not None else None
    return Response(status_code=201 if created else 204, headers=headers)


def _graph_named(request: Request) -> str | None:
    """The graph that the request names; None for the default graph. Raises Problem 400 if it names none, or two."""
    names, default = request.query_params.getlist("graph"), "default" in request.query_params
    path = request.path_params.get("path")
    if len(names) + default + bool(path) != 1:
        raise Problem(400, "name one graph", "graph", "?graph=<IRI>, or ?default for the default graph")
    if not names:
        return _address(request) if path else None
    try:
        return ox.NamedNode(names[0]).value
    except ValueError as error:
        raise Problem(400, f'"{names[0]}" is not an IRI: {error}', "graph", "an absolute IRI") from None


def _address(request: Request) -> str:
    return str(request.url.replace(query="", fragment="")).rstrip("?")


async def _content(request: Request, settings: Settings) -> tuple[tuple[bytes, ...], tuple[str, ...]]:
    """The parts that the request brings, and the media type of each."""
    kind = request.headers.get("content-type", "")
    if not kind.lower().startswith(_MULTIPART):
        media = _media(kind)
        return (await body_of(request, settings.max_write),), (media,)
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > settings.max_write:
        raise Problem(413, f"a form must tell its length, of at most {settings.max_write:,} bytes", "Content-Length")
    parts, kinds = [], []
    async with request.form() as form:
        for _, part in form.multi_items():
            if not isinstance(part, UploadFile):
                raise Problem(400, "a part of the form is no file", "Content-Type", "send every part as a file")
            kinds.append(_media(part.content_type or ""))
            parts.append(await part.read())
    return tuple(parts), tuple(kinds)


def _media(kind: str) -> str:
    media = kind.partition(";")[0].strip().lower()
    media = _READ_AS.get(media, media)
    if media not in _GRAPHS_ONLY:
        raise Problem(415, f'a graph cannot be read from "{kind}"', "Content-Type", ", ".join(_GRAPHS_ONLY))
    return media
