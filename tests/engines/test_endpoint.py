"""What a server may do wrong is told as what it is; an answer that is cut never looks whole."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings as ServiceSettings
from api.sparql.proxy import Proxy
from graph.addresses import Addresses
from graph.answer import Answers
from graph.connection import CutAnswerError, NotOfferedError, RefusedError, UnreachableError
from graph.endpoint import Endpoint
from graph.place import Remote
from graph.publication import publish
from graph.query_text import TODAY_GRAPH, dataset_parameters, form_of, names_its_graphs
from graph.snapshot import Snapshot
from graph.store import QueryError, StoreError
from tests.engines.servers import in_this_process, oxigraph, run, virtuoso

JSON = "application/sparql-results+json"
TABLE = b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"literal","value":"x"}}]}}'
SELECT = "SELECT ?a FROM <urn:g> WHERE { ?a ?b ?c }"
"""It names its graphs, so that nothing else is asked of the server."""

Answer = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def answering(answer: Answer) -> Iterator[str]:
    """The address of a server that answers every POST in one way."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            answer(self)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with in_this_process(Handler) as address:
        yield f"{address}/sparql"


def saying(status: int, body: bytes, media: str = JSON, length: int | None = None, **headers: str) -> Answer:
    """An answer with this body; `length` is what its header says, if that is not true."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", media)
        handler.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)
        handler.close_connection = True

    return answer


def endpoint(address: str, deadline: float = 5.0) -> Endpoint:
    return Endpoint(Addresses(address, address), deadline)


@pytest.mark.parametrize(
    ("answer", "error", "words"),
    [
        (saying(200, TABLE[:60]), CutAnswerError, "cut its answer short"),
        (saying(200, TABLE[:-1]), CutAnswerError, "cut its answer short"),
        (saying(200, TABLE[:44] + b"The SPARQL operation has been cancelled"), CutAnswerError, "gave up"),
        (saying(200, TABLE[:60], length=len(TABLE)), CutAnswerError, "the connection broke"),
        (saying(200, TABLE, X_SPARQL_MaxRows="10000"), CutAnswerError, "x-sparql-maxrows: 10000"),
        (saying(200, b"<html></html>", "text/html"), NotOfferedError, 'answers with "text/html"'),
        (saying(400, b"line 1: no such word", "text/plain"), QueryError, "line 1: no such word"),
        (saying(401, b"", WWW_Authenticate='Digest realm="x"'), RefusedError, "it asks for digest authentication"),
        (saying(403, b"go away"), RefusedError, "go away"),
        (saying(404, b"<h1>Not here</h1>", "text/html"), NotOfferedError, r"is the address right\? Not here"),
        (saying(308, b"", Location="https://example.org/query"), NotOfferedError, "now at https://example.org/query"),
        (saying(500, b"out of memory"), StoreError, r"failed \(500\): out of memory"),
        (saying(503, b"busy"), UnreachableError, r"failed \(503\): busy"),
    ],
)
def test_what_is_wrong_is_said(answer: Answer, error: type[Exception], words: str) -> None:
    with answering(answer) as address:
        for ask in (lambda: list(endpoint(address).select(SELECT)), lambda: endpoint(address).query(SELECT)):
            with pytest.raises(error, match=words):
                ask()


def test_a_whole_answer_is_one() -> None:
    with answering(saying(200, TABLE)) as address:
        (row,) = endpoint(address).select(SELECT)
    assert row["a"].value == "x"  # type: ignore[union-attr]


def test_a_server_that_never_ends_has_a_deadline() -> None:
    """One that says nothing, and one that says a letter now and then."""
    over = threading.Event()

    def silent(handler: BaseHTTPRequestHandler) -> None:
        over.wait(20)

    def trickling(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000000")
        handler.end_headers()
        while not over.wait(0.1):
            handler.wfile.write(b" ")

    for answer in (silent, trickling):
        with answering(answer) as address, pytest.raises(StoreError, match="did not answer within 1 seconds"):
            endpoint(address, deadline=1.0).query(SELECT)
    over.set()


def test_a_passing_fault_is_got_over() -> None:
    asked: list[int] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        asked.append(1)
        saying(503, b"busy")(handler) if len(asked) == 1 else saying(200, TABLE)(handler)

    with answering(answer) as address:
        assert len(list(endpoint(address).select(SELECT))) == 1
    assert len(asked) == 2


@pytest.mark.parametrize(
    ("scheme", "sent"),
    [("basic", "Basic bWU6c2VjcmV0"), ("bearer", "Bearer token"), ("none", None), ("digest", "Digest username")],
)
def test_credentials_are_sent_and_never_shown(scheme: str, sent: str | None) -> None:
    seen: list[str | None] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        seen.append(handler.headers["Authorization"])
        saying(401, b"", WWW_Authenticate='Digest realm="x", nonce="y", qop="auth"')(handler)

    with answering(answer) as address:
        addresses = Addresses(address, address, None, scheme, "me", "secret", "token")
        with pytest.raises(RefusedError) as error:
            Endpoint(addresses).query(SELECT)
    assert (seen[-1] or "").startswith(sent) if sent else seen[-1] is None
    assert "secret" not in f"{error.value} {addresses!r}"
    assert "token" not in f"{error.value} {addresses!r}"


@pytest.mark.parametrize(
    ("query", "form", "named"),
    [
        ("SELECT * WHERE { ?s ?p ?o }", "SELECT", False),
        ("# FROM <urn:g> SELECT\nask { ?s ?p 'SELECT FROM' }", "ASK", False),
        ("PREFIX select: <urn:x> CONSTRUCT WHERE { ?from select:from ?to }", "CONSTRUCT", False),
        ("SELECT * FROM <urn:g> WHERE { ?s ?p ?o }", "SELECT", True),
        ("DESCRIBE <urn:a> FROM NAMED <urn:g>", "DESCRIBE", True),
        ("SELECT*from<urn:g>{}", "SELECT", True),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", None, False),
    ],
)
def test_a_query_tells_its_form_and_its_graphs(query: str, form: str | None, named: bool) -> None:
    assert form_of(query) == form
    assert names_its_graphs(query) is named
    ours = [("default-graph-uri", TODAY_GRAPH), ("named-graph-uri", "urn:h")]
    assert dataset_parameters(query, ["urn:h"]) == ([] if named else ours)


def test_oxigraph_that_gives_up_is_caught(small: Snapshot) -> None:
    """It sends status 200 and cuts the answer when its own time is over."""
    with oxigraph("--timeout-s", "1") as settings:
        server = Endpoint(Addresses.from_environment(settings))
        publish(small, server.addresses)
        every = "?{0}1 ?{0}2 ?{0}3 ."
        query = f"SELECT ?a1 WHERE {{ {''.join(map(every.format, 'abc'))} FILTER(?a1 = ?b2 && ?b1 = ?c2) }}"
        with pytest.raises(StoreError, match=r"cut its answer short|failed|did not answer"):
            list(server.select(query))


def test_virtuoso_that_truncates_is_caught(tmp_path: Path) -> None:
    """As Debian ships it, an answer ends after 10,000 rows; this one has 10,000 statements and more."""
    with virtuoso(tmp_path, most_rows=10_000) as settings:
        server = Endpoint(Addresses.from_environment(settings))
        lines = b"".join(b"<urn:s> <urn:p> <urn:o%d> .\n" % number for number in range(10_001))
        server.connection.add("urn:g", lines)
        with pytest.raises(CutAnswerError, match="x-sparql-maxrows: 10000"):
            list(server.select("SELECT ?o FROM <urn:g> WHERE { ?s ?p ?o }"))
        assert len(list(server.select("SELECT ?o FROM <urn:g> WHERE { ?s ?p ?o } LIMIT 9999"))) == 9999


def test_wrong_credentials_are_refused(tmp_path: Path, small: Snapshot) -> None:
    with virtuoso(tmp_path) as settings:
        for change, words in (
            ({"STAVKA_STORE_PASSWORD": "secret"}, "STAVKA_STORE_AUTH is digest"),
            ({"STAVKA_STORE_AUTH": "none"}, "it asks for digest authentication"),
        ):
            shown = run({**settings, **change}, "publish", home=small.directory.parents[1])
            assert shown.returncode == 1
            assert "/sparql-auth refuses us (401)" in shown.stderr
            assert words in shown.stderr
            assert "secret" not in shown.stderr


def test_the_service_tells_that_its_engine_is_gone(small: Snapshot) -> None:
    with oxigraph() as settings:
        addresses = Addresses.from_environment(settings)
        publish(small, addresses)
        place = Remote(addresses)
        store, chosen = place.open(), ServiceSettings(place=place)
        assert isinstance(store, Endpoint)
        app = create_app(chosen, Answers(store), Proxy(store, chosen))
    with TestClient(app, raise_server_exceptions=False) as client:
        answers = [
            client.get("/api/v1/formations/1-caa/holders", params={"on": "2022-01-15"}),
            client.get("/sparql", params={"query": "ASK {}"}),
        ]
    for answer in answers:
        assert answer.status_code == 502
        assert answer.headers["content-type"] == "application/problem+json"
        assert settings["STAVKA_STORE"] in answer.json()["detail"]
