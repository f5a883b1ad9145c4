"""Writing: off by default, with a token, all or nothing, seen at once by everybody."""

import httpx
import pytest

from tests.sparql.conftest import TOKEN
from tests.sparql.test_bounds import ENDLESS

AUTHORISED = {"Authorization": f"Bearer {TOKEN}"}
GRAPH = "http://example.org/notes"


def count(client: httpx.Client, graph: str = GRAPH) -> int:
    query = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    answer = client.get("/sparql", params={"query": query})
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])


@pytest.fixture(autouse=True)
def without_notes(narrow: httpx.Client) -> None:
    narrow.post("/sparql", data={"update": f"DROP SILENT GRAPH <{GRAPH}>"}, headers=AUTHORISED).raise_for_status()


def test_nobody_writes_where_writing_is_off(server: str) -> None:
    with httpx.Client(base_url=server) as client:
        for answer in (
            client.post("/sparql", data={"update": "CLEAR ALL"}, headers=AUTHORISED),
            client.put("/graph-store?default", content="", headers={**AUTHORISED, "Content-Type": "text/turtle"}),
            client.delete(f"/graph-store?graph={GRAPH}", headers=AUTHORISED),
        ):
            assert answer.status_code == 403
            assert "STAVKA_WRITE_TOKEN" in answer.json()["allowed"]


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer no"}, {"Authorization": f"Basic {TOKEN}"}])
def test_nobody_writes_without_the_token(narrow: httpx.Client, headers: dict[str, str]) -> None:
    answer = narrow.post("/sparql", data={"update": "CLEAR ALL"}, headers=headers)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert narrow.delete("/graph-store?default", headers=headers).status_code == 401


def test_what_is_written_is_seen_at_once_on_every_connection(narrow: httpx.Client) -> None:
    for number in range(1, 6):
        update = (
            f"INSERT DATA {{ GRAPH <{GRAPH}> {{ <http://example.org/{number}> <http://example.org/p> {number} }} }}"
        )
        assert narrow.post("/sparql", data={"update": update}, headers=AUTHORISED).status_code == 204
        for _ in range(3):
            with httpx.Client(base_url=narrow.base_url) as other:
                assert count(other) == number


@pytest.mark.parametrize(
    ("update", "status", "words"),
    [
        (f"INSERT DATA {{ GRAPH <{GRAPH}> {{ <http://a> <http://b> 1 }} }} ; INSERT DATA {{", 400, "line 1"),
        (f"INSERT DATA {{ GRAPH <{GRAPH}> {{ <http://a> <http://b> 1 }} }} ; CREATE GRAPH <{GRAPH}>", 400, "exists"),
        (f"INSERT {{ GRAPH <{GRAPH}> {{ ?a ?b ?f }} }} WHERE {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }}", 413, "memory"),
        (f"INSERT {{ GRAPH <{GRAPH}> {{ <a> <b> ?n }} }} WHERE {{ {ENDLESS} }}", 504, "3 s"),
    ],
)
def test_a_write_that_fails_changes_nothing(narrow: httpx.Client, update: str, status: int, words: str) -> None:
    answer = narrow.post("/sparql", data={"update": update}, headers=AUTHORISED)
    assert answer.status_code == status
    assert words in answer.json()["detail"]
    assert count(narrow) == 0


def test_a_graph_is_put_added_to_read_and_removed(narrow: httpx.Client) -> None:
    where = f"/graph-store?graph={GRAPH}"
    turtle = {**AUTHORISED, "Content-Type": "text/turtle"}
    content = '<a> <b> [ <c> "d" ] .'
    assert narrow.put(where, content=content, headers=turtle).status_code == 201
    assert narrow.put(where, content=content, headers=turtle).status_code == 204
    assert count(narrow) == 2
    assert narrow.post(where, content=content, headers=turtle).status_code == 204
    assert count(narrow) == 4
    for accept in ("text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"):
        answer = narrow.get(where, headers={"Accept": accept})
        assert answer.headers["Content-Type"].startswith(accept)
        assert "http://example.org/a" in answer.text
    assert narrow.head(where).status_code == 200
    refused = narrow.put(where, content="<a> <b> .", headers=turtle)
    assert (refused.status_code, refused.json()["line"]) == (400, 1)
    assert count(narrow) == 4
    assert narrow.delete(where, headers=AUTHORISED).status_code == 204
    assert narrow.delete(where, headers=AUTHORISED).status_code == 404
    assert narrow.head(where).status_code == 404


def test_files_of_a_form_are_added_together(narrow: httpx.Client) -> None:
    files = [
        ("one", ("one.ttl", "<http://a> <http://b> 1 .", "text/turtle")),
        ("two", ("two.nt", "<http://a> <http://b> <http://c> .", "application/n-triples")),
    ]
    answer = narrow.post(f"/graph-store?graph={GRAPH}", files=files, headers=AUTHORISED)
    assert answer.status_code == 201
    assert count(narrow) == 2


@pytest.mark.parametrize(
    ("query", "kind", "status"),
    [
        ("", "text/turtle", 400),
        ("?graph=relative", "text/turtle", 400),
        (f"?graph={GRAPH}&default", "text/turtle", 400),
        (f"?graph={GRAPH}", "image/png", 415),
        (f"?graph={GRAPH}", "application/n-quads", 415),
    ],
)
def test_bad_requests_to_the_graph_store(narrow: httpx.Client, query: str, kind: str, status: int) -> None:
    answer = narrow.put(f"/graph-store{query}", content="", headers={**AUTHORISED, "Content-Type": kind})
    assert answer.status_code == status
    assert answer.json()["detail"]


def test_an_update_by_get_and_one_beside_a_query(narrow: httpx.Client) -> None:
    assert narrow.get("/sparql", params={"update": "CLEAR ALL"}, headers=AUTHORISED).status_code == 400
    both = {"update": "CLEAR ALL", "query": "ASK {}"}
    assert narrow.post("/sparql", data=both, headers=AUTHORISED).status_code == 400


def test_an_answer_given_again_is_never_older_than_the_store(narrow: httpx.Client) -> None:
    """Short answers are kept: asked twice, then after a write, each format by itself."""
    for number in range(1, 4):
        update = f"INSERT DATA {{ GRAPH <{GRAPH}> {{ <http://a/{number}> <http://b> {number} }} }}"
        narrow.post("/sparql", data={"update": update}, headers=AUTHORISED).raise_for_status()
        assert [count(narrow) for _ in range(3)] == [number] * 3
        query = {"query": f"SELECT ?o WHERE {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}"}
        for _ in range(2):
            table = narrow.get("/sparql", params=query, headers={"Accept": "text/csv"})
            assert table.headers["Content-Type"].startswith("text/csv")
            assert table.text.count("\r\n") == number + 1
            assert len(narrow.get("/sparql", params=query).json()["results"]["bindings"]) == number


def test_what_differs_each_time_is_asked_each_time(narrow: httpx.Client) -> None:
    for function in ("UUID()", "STRUUID()", "RAND()", "NOW()"):
        answers = [narrow.get("/sparql", params={"query": f"SELECT ({function} AS ?x) {{}}"}).text for _ in range(3)]
        assert len(set(answers)) == 3, function
    refused = [narrow.get("/sparql", params={"query": "SELECT"}).status_code for _ in range(2)]
    assert refused == [400, 400]
