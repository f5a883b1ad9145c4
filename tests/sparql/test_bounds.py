"""What strangers may do: nothing that keeps others from their answers, or passes a part of one for the whole."""

import concurrent.futures
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from urllib.parse import quote

import httpx
import pytest

ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
QUICK = "SELECT ?p ?o WHERE { <https://w3id.org/stavka/person/ivan-a> ?p ?o }"
TABLES = ["application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"]


def ask(client: httpx.Client, query: str, accept: str = TABLES[0]) -> httpx.Response:
    return client.post("/sparql", data={"query": query}, headers={"Accept": accept})


def test_a_query_over_the_deadline_is_ended_and_the_next_is_answered(narrow: httpx.Client) -> None:
    before = time.monotonic()
    answer = ask(narrow, ENDLESS)
    assert answer.status_code == 504
    assert "longer than 3 s" in answer.json()["detail"]
    assert time.monotonic() - before < 10
    assert ask(narrow, QUICK).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f",
        "SELECT (COUNT(*) AS ?n) WHERE { SELECT DISTINCT ?a ?b ?c ?d ?e ?f WHERE { ?a ?b ?c . ?d ?e ?f } }",
        f"ASK {'{' * 30_000}{'}' * 30_000}",
    ],
)
def test_a_query_that_takes_too_much_memory_is_refused(narrow: httpx.Client, query: str) -> None:
    answer = ask(narrow, query)
    assert answer.status_code == 413
    assert "memory" in answer.json()["detail"]
    assert ask(narrow, QUICK).status_code == 200


@pytest.mark.parametrize("accept", TABLES)
def test_rows_are_counted_in_every_format(narrow: httpx.Client, accept: str) -> None:
    rows = "SELECT (1 AS ?x) WHERE {{ ?a ?b ?c . ?d ?e ?f }} LIMIT {}"
    assert ask(narrow, rows.format(1000), accept).status_code == 200
    refused = ask(narrow, rows.format(1001), accept)
    assert refused.status_code == 413
    assert "1,000 rows" in refused.json()["detail"]


def test_statements_of_a_graph_are_counted(narrow: httpx.Client) -> None:
    graph = "CONSTRUCT {{ ?a ?b ?c }} WHERE {{ ?a ?b ?c }} LIMIT {}"
    assert ask(narrow, graph.format(1000), "text/turtle").status_code == 200
    assert ask(narrow, graph.format(1001), "text/turtle").status_code == 413


LARGE = f"SELECT (CONCAT({', '.join(['STR(?a)'] * 80)}) AS ?x) WHERE {{ ?a ?b ?c }} LIMIT 900"


@pytest.mark.parametrize("accept", [*TABLES, "text/csv;q=1, identity"])
def test_an_answer_that_breaks_off_never_looks_whole(narrow: httpx.Client, accept: str) -> None:
    with pytest.raises(httpx.RemoteProtocolError, match=r"incomplete|without"):
        ask(narrow, LARGE, accept)


def test_a_client_that_cannot_be_told_of_a_break_gets_the_whole_or_none(narrow: httpx.Client) -> None:
    def by_http_1_0(query: str) -> bytes:
        with socket.create_connection((narrow.base_url.host, narrow.base_url.port)) as link:
            link.sendall(f"GET /sparql?query={quote(query)} HTTP/1.0\r\nAccept: text/csv\r\n\r\n".encode())
            return b"".join(iter(lambda: link.recv(65536), b""))

    assert by_http_1_0(LARGE).startswith(b"HTTP/1.1 413")
    head, _, body = by_http_1_0(LARGE.replace("LIMIT 900", "LIMIT 200")).partition(b"\r\n\r\n")
    assert len(body) > 1 << 18
    assert f"content-length: {len(body)}".encode() in head.lower()


def test_those_beyond_the_limits_are_told_when_to_come_back(narrow: httpx.Client) -> None:
    with concurrent.futures.ThreadPoolExecutor(12) as many:
        hostile = [many.submit(ask, narrow, ENDLESS) for _ in range(10)]
        time.sleep(1.5)
        before = time.monotonic()
        ordinary = ask(narrow, QUICK)
        assert ordinary.status_code == 200
        assert time.monotonic() - before < 2
        answers = [one.result() for one in hostile]
    assert sorted({answer.status_code for answer in answers}) == [503, 504]
    refused = [answer for answer in answers if answer.status_code == 503]
    assert all(int(answer.headers["Retry-After"]) > 0 for answer in refused)
    assert {answer.json()["detail"].split(":")[0] for answer in refused} == {"the service is busy"}


def test_a_client_that_hangs_up_leaves_its_place(narrow: httpx.Client) -> None:
    """Only one long query may run, so a second is refused while the first goes on."""
    with pytest.raises(httpx.ReadTimeout):
        narrow.get("/sparql", params={"query": ENDLESS}, timeout=1)
    time.sleep(0.3)
    assert ask(narrow, ENDLESS).status_code == 504


def test_clients_that_do_not_read_keep_no_worker(narrow: httpx.Client) -> None:
    held = []
    try:
        for _ in range(6):
            link = socket.create_connection((narrow.base_url.host, narrow.base_url.port))
            link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            query = quote(LARGE.replace("LIMIT 900", "LIMIT 300"))
            link.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            held.append(link)
        time.sleep(0.5)
        assert ask(narrow, QUICK).status_code == 200
    finally:
        for link in held:
            link.close()


# -- nothing reaches out


@pytest.fixture
def tempting() -> Iterator[tuple[str, list[object]]]:
    """The address of a server, and the connections that it has had."""
    had: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        stop = threading.Event()

        def accept() -> None:
            while not stop.is_set():
                try:
                    link, peer = server.accept()
                    had.append(peer)
                    link.close()
                except TimeoutError:
                    continue

        thread = threading.Thread(target=accept)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}/", had
        finally:
            stop.set()
            thread.join()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * WHERE {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
        "SELECT * WHERE {{ SERVICE SILENT <{0}> {{ ?s ?p ?o }} }}",
        "PREFIX a: <{0}> SELECT * WHERE {{ service a: {{ ?s ?p ?o }} }}",
        "SELECT * WHERE {{ BIND(<{0}> AS ?x) SERVICE ?x {{ ?s ?p ?o }} }}",
        "ASK {{ ?s ?p ?o FILTER NOT EXISTS {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }}",
        "SELECT * WHERE {{ \\u0053ERVICE <{0}> {{ ?s ?p ?o }} }}",
        "# nothing\nSELECT * WHERE {{ {{ SELECT * WHERE {{ SERVICE#x\n<{0}> {{ ?s ?p ?o }} }} }} }}",
        "SELECT * WHERE {{ SERVICE <{0}> {{ ?s ?p ?o }} LATERAL {{ ?s ?p ?o }} }}",
        "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ OPTIONAL {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }}",
    ],
)
def test_no_query_reaches_another_server(narrow: httpx.Client, tempting: tuple[str, list[object]], query: str) -> None:
    address, had = tempting
    assert ask(narrow, query.format(address)).status_code in (400, 403)
    assert had == []


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <{0}>",
        "LOAD SILENT <{0}> INTO GRAPH <http://example.org/g>",
        "INSERT DATA {{ <http://a> <http://b> 1 }} ; LOAD <{0}>",
        "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    ],
)
def test_no_update_reaches_another_server(
    narrow: httpx.Client, tempting: tuple[str, list[object]], update: str
) -> None:
    from tests.sparql.conftest import TOKEN

    address, had = tempting
    headers = {"Authorization": f"Bearer {TOKEN}"}
    assert narrow.post("/sparql", data={"update": update.format(address)}, headers=headers).status_code == 403
    assert had == []


UNSCREENED = """
import os, socket, sys
import api.sparql.evaluation as evaluation
from api.sparql.evaluation import Bounds, QueryRequest, encoded
from api.sparql.worker import ASKED, HEAD, receive, work
from graph.store import Embedded
evaluation.refuse_outreach = lambda *_, **__: None
ours, theirs = socket.socketpair()
if os.fork() == 0:
    work(theirs, lambda: Embedded.of(iter(())), Bounds(10, 10_000, frozenset(sys.argv[2:])), 1 << 28)
    os._exit(0)
theirs.close()
query = "SELECT * WHERE { SERVICE <%s> { ?s ?p ?o } }" % sys.argv[1]
content = encoded(QueryRequest(query, "text/csv", "text/turtle"))
ours.sendall(HEAD.pack(ASKED, len(content)) + content)
print(receive(ours))
"""


@pytest.mark.parametrize(("allowed", "connections"), [(False, 0), (True, 1)])
def test_a_worker_could_not_reach_out_if_a_query_got_through(
    tempting: tuple[str, list[object]], allowed: bool, connections: int
) -> None:
    """The check of queries switched off: a worker can open no connection, unless SERVICE is allowed at all."""
    address, had = tempting
    command = [sys.executable, "-c", UNSCREENED, address, *([address] if allowed else [])]
    subprocess.run(command, check=False, capture_output=True, timeout=30)
    assert (len(had) > 0) == (connections > 0)


def test_texts_that_are_too_long_are_refused(narrow: httpx.Client) -> None:
    assert ask(narrow, "ASK {}" + " " * 100_000).status_code == 413
    assert ask(narrow, "ASK {}" + " " * 2_000_000).status_code == 413
    with socket.create_connection((narrow.base_url.host, narrow.base_url.port)) as link:
        link.sendall(b"GET /sparql?query=" + b"a" * 1_000_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n")
        assert link.recv(65536).split()[1] in (b"400", b"413", b"414")


def test_no_fault_shows_how_the_service_is_made(narrow: httpx.Client) -> None:
    for query in ("SELECT (<http://e/f>(1) AS ?x) {}", "SELECT", "ASK { ?s ?p 'x'^^<http:// > }", "\x00", "ASK {}}"):
        answer = ask(narrow, query)
        assert answer.status_code == 400
        assert "Traceback" not in answer.text
        assert "api/" not in answer.text
