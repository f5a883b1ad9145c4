"""SPARQL 1.1 Protocol at /sparql: queries and updates by GET and POST, and what the service is if nothing is asked."""

import asyncio
import hmac
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from functools import lru_cache
from urllib.parse import parse_qsl

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from api.negotiation import chosen
from api.problems import Problem
from api.service import service
from api.settings import Settings
from api.sparql.description import service_description
from api.sparql.evaluation import QueryRequest
from api.sparql.reply import FIRST, CutError, Reply
from api.sparql.writing import UPDATE, Write
from graph.store import GRAPH_FORMATS, RESULT_FORMATS

_ALSO_READ_AS = {
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
    "text/plain": "text/csv",
}
"""Media types that clients ask for, and the one of a table that is written for each."""

METHODS = ("GET", "HEAD", "POST")
_TABLES = (*RESULT_FORMATS, *_ALSO_READ_AS)
_GRAPHS = tuple(GRAPH_FORMATS)

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_PAGE = "text/html"
_QUERY_PARAMETERS = {"query", "default-graph-uri", "named-graph-uri"}
_UPDATE_PARAMETERS = {"update", "using-graph-uri", "using-named-graph-uri"}
_log = logging.getLogger("stavka")
_HUNG_UP = 499
_UNTIL_IT_IS_WORTH_WATCHING = 0.1
"""Seconds after which it is watched whether the client is still there."""


@dataclass(frozen=True)
class Sent:
    """What a request has sent: the parameters of address and form in order, and the text of a direct POST, if any."""

    parameters: tuple[tuple[str, str], ...]
    query: str | None = None
    update: str | None = None

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a parameter."""
        return tuple(value for key, value in self.parameters if key == name)

    def one(self, name: str) -> str | None:
        """The value of a parameter, None if it is not there. Raises Problem 400 if it is there more than once."""
        values = self.all(name)
        if len(values) > 1:
            raise Problem(400, f"the parameter {name} is there {len(values)} times", name, "give it once")
        return values[0] if values else None


async def sparql(request: Request) -> Response:
    """The endpoint: a query is answered, an update is done, and without either the service describes itself. Raises
    Problem for a request that is wrong."""
    if request.method not in METHODS:
        detail = f"{request.method} /sparql: a query comes by GET or POST, an update by POST"
        raise Problem(405, detail, headers={"Allow": ", ".join(METHODS)})
    settings = service(request).settings
    sent = await _sent(request, settings)
    query = _only_text(sent, "query", sent.query)
    update = _only_text(sent, "update", sent.update)
    if query is not None and update is not None:
        raise Problem(400, "the request has a query and an update", "query", "send them one after the other")
    if update is not None:
        return await _updated(request, settings, sent, update)
    if query is not None:
        return await _answered(request, sent, query, settings)
    if request.method == "POST":
        raise Problem(400, "there is neither a query nor an update in the request", "query", "a SPARQL 1.1 query")
    return await _described(request)


async def _sent(request: Request, settings: Settings) -> Sent:
    parameters = _decoded(request.scope["query_string"], "the address")
    if request.method != "POST":
        return Sent(parameters)
    kind, charset = _content_type(request.headers.get("content-type", ""))
    if kind not in (_FORM, _QUERY, _UPDATE):
        allowed = f"{_FORM}, {_QUERY} or {_UPDATE}"
        raise Problem(415, f'a query or an update does not come as "{kind}"', "Content-Type", allowed)
    if charset != "utf-8":
        raise Problem(415, f'a query or an update does not come in "{charset}"', "Content-Type", "charset=utf-8")
    body = await body_of(request, settings.max_write if kind == _UPDATE else settings.max_form)
    if kind == _FORM:
        return Sent(parameters + _decoded(body, "the form"))
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(400, f"the text is not UTF-8: byte {error.start} cannot be read", "query") from None
    return Sent(parameters, text if kind == _QUERY else None, text if kind == _UPDATE else None)


def _content_type(header: str) -> tuple[str, str]:
    """The media type and the character set of a Content-Type; UTF-8 if it names none."""
    message = Message()
    message["Content-Type"] = header
    return message.get_content_type() if header else "", str(message.get_param("charset", "utf-8")).lower()


def _decoded(encoded: bytes, where: str) -> tuple[tuple[str, str], ...]:
    try:
        pairs = parse_qsl(encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except UnicodeDecodeError:
        raise Problem(400, f"{where} is not percent-encoded UTF-8", "query") from None
    except ValueError:
        raise Problem(400, f"{where} has more than 1000 parameters", "query") from None
    return tuple(pairs)


async def body_of(request: Request, most: int) -> bytes:
    """The body of a request. Raises Problem 413 as soon as it has more than `most` bytes."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > most:
            raise Problem(413, f"the request has more than {most:,} bytes")
    return bytes(body)


def _only_text(sent: Sent, name: str, direct: str | None) -> str | None:
    """The text given directly or as a parameter, not both."""
    text = sent.one(name)
    if text is not None and direct is not None:
        raise Problem(400, f"the request has {name} as its content and as a parameter", name, "leave one out")
    return direct if text is None else text


# -- queries


async def _answered(request: Request, sent: Sent, query: str, settings: Settings) -> Response:
    _check_names(sent, _QUERY_PARAMETERS)
    if not query.strip():
        raise Problem(400, "the query is missing: it is empty", "query", "a SPARQL 1.1 query")
    if len(query) > settings.max_query:
        allowed = f"at most {settings.max_query:,} characters"
        raise Problem(413, f"the query has {len(query):,} characters", "query", allowed)
    default, named = (graphs(sent, name) for name in ("default-graph-uri", "named-graph-uri"))
    accept = request.headers.get("accept")
    table, graph = _offered(accept, _TABLES), _offered(accept, _GRAPHS)
    if table is None and graph is None:
        allowed = ", ".join([*RESULT_FORMATS, *GRAPH_FORMATS])
        raise Problem(406, f'nothing of "{accept}" is offered', "Accept", allowed)
    dataset = (default, named) if default or named else (None, None)
    asked = QueryRequest(query, table and _ALSO_READ_AS.get(table, table), graph, *dataset)
    also = {_ALSO_READ_AS[table]: table} if table in _ALSO_READ_AS else {}
    return await streamed(request, await service(request).engine.ask(asked), also)


def graphs(sent: Sent, name: str) -> tuple[str, ...]:
    """The graph names that a parameter gives. Raises Problem 400 for one that is no IRI."""
    for value in sent.all(name):
        try:
            ox.NamedNode(value)
        except ValueError as error:
            raise Problem(400, f'{name}: "{value}" is not an IRI: {error}', name, "an absolute IRI") from None
    return sent.all(name)


@lru_cache(maxsize=1024)
def _offered(accept: str | None, media: tuple[str, ...]) -> str | None:
    """The media type that `accept` likes best; None if it likes none of them."""
    try:
        return chosen(accept, media)
    except Problem as problem:
        if problem.status == 406:
            return None
        raise


def _check_names(sent: Sent, allowed: set[str]) -> None:
    """Refuse a misspelt parameter of the protocol's; others, which clients add, are none of our business."""
    for name, _ in sent.parameters:
        if name.endswith("graph-uri") and name not in allowed:
            raise Problem(400, f"{name} does not go with this", name, ", ".join(sorted(allowed)))


async def streamed(request: Request, reply: Reply, also: Mapping[str, str] | None = None) -> Response:
    """The response with a reply: with its length if it is short, else in pieces as they come. A client that hangs up
    ends the query. `also` gives the media type under which the client asked for the reply's."""
    # A client of HTTP/1.0 takes the end of the connection for the end of the answer, so it must get the whole or none.
    whole = request.scope.get("http_version") == "1.0"
    if not await _started(request, reply, whole=whole):
        return Response(status_code=_HUNG_UP)
    headers = {"Vary": "Accept"}
    media = (also or {}).get(reply.media, reply.media)
    if reply.complete and reply.length <= FIRST:
        return Response(reply.whole(), media_type=media, headers=headers)
    if whole:
        headers["Content-Length"] = str(reply.length)
    return _Streamed(reply, media, headers)


class _Streamed(Response):
    """A response whose content comes from a reply. If that breaks off, or the client hangs up, the response is left
    without its end, and the server closes the connection: HTTP's own sign of an answer that is not complete."""

    def __init__(self, reply: Reply, media_type: str, headers: Mapping[str, str]) -> None:
        self.status_code, self.media_type, self.background = 200, media_type, None
        self._reply = reply
        self.init_headers(headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        hung_up = asyncio.create_task(_hung_up(receive))
        hung_up.add_done_callback(lambda _: self._reply.close())
        try:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            async for piece in self._reply.content():
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        except CutError as error:
            _log.warning("the answer to %s %s was broken off: %s", scope["method"], scope["path"], error)
        finally:
            hung_up.cancel()


async def _started(request: Request, reply: Reply, *, whole: bool) -> bool:
    """Wait for the reply to start; False if the client has hung up before. Raises Problem if the reply has failed."""
    try:
        async with asyncio.timeout(_UNTIL_IT_IS_WORTH_WATCHING):
            await reply.started(whole=whole)
            return True
    except TimeoutError:
        pass
    started = asyncio.create_task(reply.started(whole=whole))
    hung_up = asyncio.create_task(_hung_up(request.receive))
    try:
        await asyncio.wait({started, hung_up}, return_when=asyncio.FIRST_COMPLETED)
        if started.done():
            started.result()
            return True
        reply.close()
        return False
    finally:
        started.cancel()
        hung_up.cancel()


async def _hung_up(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


# -- updates


async def _updated(request: Request, settings: Settings, sent: Sent, update: str) -> Response:
    if request.method != "POST":
        raise Problem(400, "an update does not come by GET", "update", "send it by POST")
    check_may_write(request, settings)
    _check_names(sent, _UPDATE_PARAMETERS)
    default, named = (graphs(sent, name) for name in ("using-graph-uri", "using-named-graph-uri"))
    await service(request).engine.write(Write(UPDATE, (update.encode(),), default_graphs=default, named_graphs=named))
    return Response(status_code=204)


def check_may_write(request: Request, settings: Settings) -> None:
    """Raise Problem unless writing is switched on and the request has the token for it."""
    if settings.write_token is None:
        detail = "this service answers queries only; the graph is changed by its source files"
        raise Problem(403, detail, allowed="an operator can switch writing on with STAVKA_WRITE_TOKEN")
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not hmac.compare_digest(token.strip().encode(), settings.write_token.encode()):
        detail = "writing needs the token of this service" if not token else "that is not the token of this service"
        raise Problem(401, detail, "Authorization", "Bearer <token>", headers={"WWW-Authenticate": "Bearer"})


# -- the service itself


async def _described(request: Request) -> Response:
    media = chosen(request.headers.get("accept"), [*GRAPH_FORMATS, _PAGE])
    if media == _PAGE:
        return RedirectResponse("/query", 303, headers={"Vary": "Accept"})
    data = await asyncio.to_thread(service_description, request, media)
    return Response(data, media_type=media, headers={"Vary": "Accept"})
