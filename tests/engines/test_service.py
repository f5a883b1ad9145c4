"""`stavka serve` over two real servers: REST, pages and SPARQL are those of a service with an engine of its own."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
import rdflib

from graph.answer import Answers
from graph.place import in_memory
from graph.snapshot import Snapshot
from graph.store import RESULT_FORMATS, Store
from tests.conftest import serving
from tests.engines.servers import Settings, environment

TOKEN = "a token of the tests"
PERSONS = "SELECT ?s ?n WHERE { ?s a <ontology#Person> ; <http://www.w3.org/2000/01/rdf-schema#label> ?n }"
NOTES = "http://example.org/notes"


@pytest.fixture(scope="module")
def client(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    log = tmp_path_factory.mktemp("service") / "log"
    with (
        serving({**environment(settings, None), "STAVKA_WRITE_TOKEN": TOKEN}, log) as address,
        httpx.Client(base_url=address, timeout=60) as made,
    ):
        yield made


@pytest.fixture(scope="module")
def own(to_publish: Snapshot) -> Store:
    return in_memory(to_publish)


def test_rest_and_pages_are_those_of_the_published_build(
    server_name: str, client: httpx.Client, to_publish: Snapshot, answers: Answers
) -> None:
    assert client.get("/api/v1/health").json()["version"] == to_publish.manifest.version
    there = client.get("/api/v1/formations/58-caa/holders", params={"on": "2023-07-01"}).json()
    here = answers.holders("58-caa", on="2023-07-01")
    assert [item["tenure"]["id"] for item in there["items"]] == [item["tenure"]["id"] for item in here["items"]]
    slow = ("/", "/person/ivan-popov", "/findings", "/formation/58-caa")
    for path in ("/query", "/formation/58-caa.ttl", *(slow if server_name == "oxigraph" else ())):
        assert client.get(path).status_code == 200, path


@pytest.mark.parametrize("media", RESULT_FORMATS)
def test_tables_are_the_same_in_every_format(client: httpx.Client, own: Store, media: str) -> None:
    query = PERSONS.replace("<ontology#", "<https://w3id.org/stavka/ontology#")
    answer = client.post("/sparql", data={"query": query}, headers={"Accept": media})
    assert answer.headers["Content-Type"].startswith(media)
    found = ox.parse_query_results(answer.content, format=RESULT_FORMATS[media]) if "csv" not in media else None
    here = {(str(row["s"]), str(row["n"])) for row in own.select(query)}
    if found is None:
        assert answer.text.count("\r\n") == len(here) + 1
    else:
        assert isinstance(found, ox.QuerySolutions)
        assert {(str(row["s"]), str(row["n"])) for row in found} == here


def test_graphs_and_truths(client: httpx.Client) -> None:
    construct = "CONSTRUCT WHERE { <https://w3id.org/stavka/person/igor-osipov> ?p ?o }"
    for media, parser in (
        ("text/turtle", "turtle"),
        ("application/ld+json", "json-ld"),
        ("application/rdf+xml", "xml"),
    ):
        answer = client.post("/sparql", data={"query": construct}, headers={"Accept": media})
        graph = rdflib.Graph().parse(data=answer.text, format=parser)
        assert rdflib.Literal("Игорь Осипов", lang="ru") in set(graph.objects())
    for query, truth in (("ASK { ?s ?p ?o }", True), ("ASK { <http://no> ?p ?o }", False)):
        assert client.get("/sparql", params={"query": query}).json()["boolean"] is truth


def test_what_is_refused_here_does_not_reach_the_server(client: httpx.Client) -> None:
    service = "SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"
    assert client.get("/sparql", params={"query": service}).status_code == 403
    assert client.get("/sparql", params={"query": "SELECT * WHERE {"}).status_code == 400
    assert client.post("/sparql", data={"update": "CLEAR ALL"}).status_code == 401
    load = {"update": "LOAD <http://127.0.0.1:1/>"}
    assert client.post("/sparql", data=load, headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 403


def test_graphs_of_others_are_written_and_read(client: httpx.Client) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    update = f"INSERT DATA {{ GRAPH <{NOTES}> {{ <http://a> <http://b> <http://c> }} }}"
    assert client.post("/sparql", data={"update": update}, headers=headers).status_code == 204
    kind = {**headers, "Content-Type": "text/turtle"}
    added = client.post(f"/graph-store?graph={NOTES}", content="<http://a> <http://b> <http://d> .", headers=kind)
    assert added.status_code in (201, 204)
    read = client.get(f"/graph-store?graph={NOTES}", headers={"Accept": "text/turtle"})
    assert len(rdflib.Graph().parse(data=read.text, format="turtle")) == 2
    asked = client.get("/sparql", params={"query": "SELECT * WHERE { ?s ?p ?o }", "default-graph-uri": NOTES})
    assert len(asked.json()["results"]["bindings"]) == 2
    assert client.delete(f"/graph-store?graph={NOTES}", headers=headers).status_code == 204


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    nowhere = {"STAVKA_STORE": "http://127.0.0.1:9/sparql"}
    with (
        pytest.raises(RuntimeError, match=r"cannot reach http://127\.0\.0\.1:9/sparql"),
        serving(environment(nowhere, None), tmp_path / "log"),
    ):
        pass
