"""The SPARQL endpoint: query only, results by Accept, nothing that reaches out of the graph.

SERVICE is refused on the parsed query, not by text search: the engine would call any address it names.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Annotated, Any

import pyoxigraph as ox
from fastapi import APIRouter, Depends, Request, Response
from pyparsing import ParseException
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from api.negotiation import chosen
from api.problems import Problem
from api.service import Service, service
from graph.store import GRAPH_FORMATS, RESULT_FORMATS, QueryError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

router = APIRouter()

_READABLE = {
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
    "text/plain": "text/csv",
}
_FORM = "application/x-www-form-urlencoded"
_DIRECT = "application/sparql-query"


@router.get("/sparql", summary="Query the graph (SPARQL 1.1 query)", tags=["SPARQL"])
def get_query(request: Request, offered: Annotated[Service, Depends(service)], query: str | None = None) -> Response:
    """Answer the query in the parameter `query`."""
    return answer(offered, query, request.headers.get("accept"))


@router.post("/sparql", summary="Query the graph (SPARQL 1.1 query)", tags=["SPARQL"])
async def post_query(request: Request, offered: Annotated[Service, Depends(service)]) -> Response:
    """Answer the query in the form field `query`, or in the body as application/sparql-query."""
    from starlette.concurrency import run_in_threadpool

    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == _FORM:
        field = (await request.form()).get("query")
        query = field if isinstance(field, str) else None
    elif kind == _DIRECT:
        body = await request.body()
        try:
            query = body.decode("utf-8")
        except UnicodeDecodeError:
            raise Problem(400, "the query is not UTF-8", "query") from None
    else:
        raise Problem(415, f'a query comes as {_FORM} or {_DIRECT}, not as "{kind}"', "Content-Type")
    return await run_in_threadpool(answer, offered, query, request.headers.get("accept"))


def answer(offered: Service, query: str | None, accept: str | None) -> Response:
    """The response to a query text, in the best format that `accept` allows."""
    if not query:
        raise Problem(400, "the parameter query is missing", "query", "a SPARQL 1.1 query")
    if len(query) > offered.settings.max_query:
        allowed = f"at most {offered.settings.max_query} characters"
        raise Problem(413, f"the query has {len(query)} characters", "query", allowed)
    _refuse_reaching_out(query)
    try:
        found = offered.answers.store.query(query)
        return _graph(found, accept, offered) if isinstance(found, ox.QueryTriples) else _table(found, accept, offered)
    except QueryError as error:
        raise Problem(400, str(error), "query") from None


def _refuse_reaching_out(query: str) -> None:
    """Refuse SERVICE anywhere in the query. What rdflib cannot parse, the engine judges; it must name no service."""
    try:
        parsed = parseQuery(query)
    except ParseException as error:
        if any(word in query.upper() for word in ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE")):
            detail = "this endpoint answers queries only; the graph is changed by its source files"
            raise Problem(400, detail, "query", line=error.lineno, column=error.col) from None
        detail = f"not a SPARQL 1.1 query: line {error.lineno}, column {error.col}: {error.msg}"
        raise Problem(400, detail, "query", line=error.lineno, column=error.col) from None
    except RecursionError:
        raise Problem(400, "the query is nested too deeply", "query") from None
    if any(part.name == "ServiceGraphPattern" for part in _parts(parsed)):
        detail = "SERVICE is not allowed: this endpoint asks no other one"
        raise Problem(400, detail, "query")


def _parts(node: Any) -> Iterator[CompValue]:
    """Every part of a parsed query."""
    if isinstance(node, CompValue):
        yield node
        for value in node.values():
            yield from _parts(value)
    elif not isinstance(node, str) and hasattr(node, "__iter__"):
        for value in node:
            yield from _parts(value)


class _Bounded(BytesIO):
    """Bytes up to a limit; an answer beyond it is not given at all, because one that is cut must never look whole."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, data: "Buffer") -> int:
        if self.tell() + len(memoryview(data)) > self._most:
            detail = f"the answer has more than {self._most} bytes"
            raise Problem(413, detail, "query", "ask with LIMIT and OFFSET")
        return super().write(data)


def _table(found: ox.QuerySolutions | ox.QueryBoolean, accept: str | None, offered: Service) -> Response:
    media = chosen(accept, [*RESULT_FORMATS, *_READABLE])
    into = _Bounded(offered.settings.max_bytes)
    found.serialize(into, format=RESULT_FORMATS[_READABLE.get(media, media)])
    return Response(into.getvalue(), media_type=media)


def _graph(found: ox.QueryTriples, accept: str | None, offered: Service) -> Response:
    media = chosen(accept, list(GRAPH_FORMATS))
    into = _Bounded(offered.settings.max_bytes)
    found.serialize(into, format=GRAPH_FORMATS[media])
    return Response(into.getvalue(), media_type=media)
