"""Evaluation: one request to the engine, its answer written in a media type, within bounds of rows and bytes.

This runs in a worker process, so that whatever an engine does with a stranger's query, it does it there.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, cast

import pyoxigraph as ox

from api.sparql.outreach import OutreachError, UnreadableError, refuse_outreach
from graph.store import GRAPH_FORMATS, RESULT_FORMATS, Answer, Embedded
from ontology import BASE

CHUNK = 1 << 16
"""How many bytes of an answer are passed on at a time."""

_POSITION = re.compile(r"\bat (\d+):(\d+)")
_SETS_OF_LETTERS = re.compile(r"\[(?:[^\[\]]|\n)*\]")
_IS_AN_UPDATE = re.compile(
    r"\A(?:\s|#[^\n]*\n|PREFIX\s*[^\s:]*:\s*<[^>]*>|BASE\s*<[^>]*>)*"
    r"(?:INSERT|DELETE|WITH|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY)\b",
    re.IGNORECASE,
)
_ROWS = {
    # Between two objects. A row without any bound variable is not counted; the bytes bound those.
    ox.QueryResultsFormat.JSON: (re.compile(rb'\}\},\{"[^,}]'), 1),
    ox.QueryResultsFormat.XML: (re.compile(rb"</result>"), 0),
    # A line break within a text counts as well, so that a CSV answer of such texts may be refused a little early.
    ox.QueryResultsFormat.CSV: (re.compile(rb"\n"), -1),
    ox.QueryResultsFormat.TSV: (re.compile(rb"\n"), -1),
}
"""What to count in an answer's bytes for its rows, and how many to add to that."""

_LONGEST_MARK = 9


class EvaluationError(Exception):
    """A request that cannot be answered: the HTTP status for it, what is wrong, in which parameter, and where in its
    text if that is known."""

    def __init__(
        self, status: int, detail: str, parameter: str = "query", line: int | None = None, column: int | None = None
    ) -> None:
        self.status, self.detail, self.parameter, self.line, self.column = status, detail, parameter, line, column
        super().__init__(detail)

    def told(self) -> dict[str, Any]:
        """What is wrong, for another process to tell the client."""
        where = {"line": self.line, "column": self.column}
        found = {"status": self.status, "detail": self.detail, "parameter": self.parameter}
        return found | {name: place for name, place in where.items() if place is not None}


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one answer may have at most, and which endpoints SERVICE may ask."""

    rows: int
    bytes: int
    services: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """A query with the media type for each kind of answer that the client takes; None for one it does not take.

    `default_graphs` and `named_graphs` are the dataset that the protocol gives; both None if it gives none, and then
    the query's own FROM clauses hold.
    """

    text: str
    table: str | None
    graph: str | None
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class GraphRequest:
    """A whole graph of the store, the default one for None, in a media type; without `content` only if it is there."""

    name: str | None
    media: str
    content: bool = True


Request = QueryRequest | GraphRequest
ENGINE_ERRORS = (SyntaxError, ValueError, RuntimeError)
"""What the engine raises for a text that it does not understand, or whose functions or graphs it does not know."""
Write = Callable[[bytes], None]


def encoded(request: Request) -> bytes:
    """A request as bytes, for `decoded`."""
    fields = {name: getattr(request, name) for name in request.__slots__}
    return json.dumps({"kind": type(request).__name__, **fields}).encode()


def decoded(data: bytes) -> Request:
    """The request that `encoded` made these bytes of."""
    fields = json.loads(data)
    if fields.pop("kind") == "GraphRequest":
        return GraphRequest(**fields)
    for name in ("default_graphs", "named_graphs"):
        if fields[name] is not None:
            fields[name] = tuple(fields[name])
    return QueryRequest(**fields)


def evaluate(store: Embedded, request: Request, bounds: Bounds, begin: Callable[[str], None], write: Write) -> None:
    """Answer a request: `begin` is told the media type, then `write` is given the bytes in order.

    Relative IRIs of a query are read as below the base of all of Stavka's. Raises EvaluationError for a text that is no
    query, is refused, or whose answer is beyond the bounds. After an error what was written is a part of an answer.
    """
    try:
        if isinstance(request, GraphRequest):
            _write_graph(store, request, bounds, begin, write)
        else:
            _evaluate_query(store, request, bounds, begin, write)
    except RecursionError:
        raise EvaluationError(400, "the query is nested too deeply") from None
    except ENGINE_ERRORS as error:
        # An engine that evaluates as it goes meets what it does not know only then.
        raise text_error(error, "query") from None


def _evaluate_query(
    store: Embedded, request: QueryRequest, bounds: Bounds, begin: Callable[[str], None], write: Write
) -> None:
    screen(request.text, bounds, "query")
    write_answer(_found(store, request), request, bounds, begin, write)


def write_answer(
    found: Answer, request: QueryRequest, bounds: Bounds, begin: Callable[[str], None], write: Write
) -> None:
    """Write an answer in the media type that the request has for its kind. Raises EvaluationError if the request takes
    no such answer, or if it is beyond the bounds."""
    if isinstance(found, ox.QueryTriples):
        if request.graph is None:
            raise EvaluationError(406, f"the answer is a graph; offered are {', '.join(GRAPH_FORMATS)}")
        begin(request.graph)
        sink = _Sink(write, bounds)
        triples = _counted(found, bounds.rows)
        ox.serialize(triples, output=cast(Any, sink), format=GRAPH_FORMATS[request.graph])
    else:
        if request.table is None:
            raise EvaluationError(406, f"the answer is a table; offered are {', '.join(RESULT_FORMATS)}")
        begin(request.table)
        form = RESULT_FORMATS[request.table]
        sink = _Sink(write, bounds, *(_ROWS[form] if isinstance(found, ox.QuerySolutions) else ()))
        found.serialize(cast(Any, sink), format=form)
    sink.flush_rest()


def screen(text: str, bounds: Bounds, parameter: str) -> None:
    """Raise EvaluationError if a query or an update asks other servers that it may not ask."""
    try:
        refuse_outreach(text, bounds.services, update=parameter == "update")
    except OutreachError as error:
        raise EvaluationError(403, str(error), parameter) from None
    except UnreadableError as error:
        raise EvaluationError(400, str(error), parameter, error.line, error.column) from None


def _found(store: Embedded, request: QueryRequest) -> Answer:
    dataset: dict[str, Any] = {}
    try:
        if request.default_graphs is not None or request.named_graphs is not None:
            # A dataset of the protocol holds what it names and nothing else (SPARQL 1.1 Protocol, 2.1.4).
            dataset = {
                "default_graph": [ox.NamedNode(name) for name in request.default_graphs or ()],
                "named_graphs": [ox.NamedNode(name) for name in request.named_graphs or ()],
            }
        return store.engine.query(request.text, base_iri=BASE, **dataset)
    except ENGINE_ERRORS as error:
        if _IS_AN_UPDATE.match(request.text):
            raise EvaluationError(400, "that is an update, and a query is needed: send updates as such") from None
        raise text_error(error, "query") from None


def text_error(error: Exception, parameter: str) -> EvaluationError:
    """What the engine says of a text, with the line and column that its message tells."""
    message = str(error)
    where = _POSITION.search(message)
    line, column = (int(where[1]), int(where[2])) if where else (None, None)
    place = f"line {line}, column {column}: " if where else ""
    message = re.sub(r"^error at \d+:\d+: ", "", message)
    message = _readable(_SETS_OF_LETTERS.sub("a name", message))
    return EvaluationError(400, f"{place}{message}", parameter, line, column)


def _readable(message: str) -> str:
    """What the engine expected, each thing once, and first what is not a symbol: that tells most."""
    begin, expected, rest = message.partition("expected one of ")
    if not expected:
        return message
    things = dict.fromkeys(part.strip() for part in re.split(r", | \| ", rest))
    told = sorted(things, key=lambda thing: " " not in thing or thing == "a name")
    return f"{begin}{expected}{', '.join(told)}"


def _write_graph(
    store: Embedded, request: GraphRequest, bounds: Bounds, begin: Callable[[str], None], write: Write
) -> None:
    graph = graph_called(request.name)
    if isinstance(graph, ox.NamedNode) and not store.engine.contains_named_graph(graph):
        raise EvaluationError(404, f"there is no graph <{request.name}>", "graph")
    begin(request.media)
    if request.content:
        sink = _Sink(write, bounds)
        store.engine.dump(cast(Any, sink), format=GRAPH_FORMATS[request.media], from_graph=graph)
        sink.flush_rest()


def graph_called(name: str | None) -> ox.NamedNode | ox.DefaultGraph:
    """The graph of a name, the default one for None. Raises EvaluationError if the name is no IRI."""
    try:
        return ox.DefaultGraph() if name is None else ox.NamedNode(name)
    except ValueError as error:
        raise EvaluationError(400, f'"{name}" is not an IRI: {error}', "graph") from None


def _counted(triples: Iterator[ox.Triple], most: int) -> Iterator[ox.Triple]:
    for number, triple in enumerate(triples):
        if number == most:
            raise EvaluationError(413, f"the answer has more than {most:,} statements: ask with LIMIT and OFFSET")
        yield triple


class _Sink:
    """A binary file that passes on what is written to it, in chunks, and raises EvaluationError beyond the bounds."""

    def __init__(self, write: Write, bounds: Bounds, row: re.Pattern[bytes] | None = None, rows: int = 0) -> None:
        self._write = write
        self._bounds = bounds
        self._row = row
        self._rows = rows
        self._chunk = bytearray()
        self._bytes = 0
        self._before = b""

    def write(self, data: bytes) -> int:
        self._chunk += data
        if len(self._chunk) >= CHUNK:
            self.flush_rest()
        return len(data)

    def flush(self) -> None:
        """Nothing: the serialiser flushes more often than it is worth passing on."""

    def flush_rest(self) -> None:
        """Pass on what is held back, if it is within the bounds."""
        chunk = bytes(self._chunk)
        self._chunk.clear()
        self._bytes += len(chunk)
        if self._bytes > self._bounds.bytes:
            raise EvaluationError(413, f"the answer has more than {self._bounds.bytes:,} bytes: {_INSTEAD}")
        if self._row is not None:
            seen = self._before + chunk
            self._rows += sum(match.end() > len(self._before) for match in self._row.finditer(seen))
            self._before = seen[1 - _LONGEST_MARK :]
            if self._rows > self._bounds.rows:
                raise EvaluationError(413, f"the answer has more than {self._bounds.rows:,} rows: {_INSTEAD}")
        if chunk:
            self._write(chunk)


_INSTEAD = "ask with LIMIT and OFFSET, or for less"
