"""On two real servers everything answers as the embedded engine does, without any build beside the command."""

import json
import logging
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
import rdflib

from graph import probe
from graph.addresses import Addresses
from graph.answer import Answers
from graph.endpoint import Endpoint
from graph.place import Place, Remote, in_memory
from graph.question import ask, questions
from graph.snapshot import Snapshot
from graph.store import RESULT_FORMATS, QueryError, Store
from ontology import HISTORY
from tests.conftest import serving
from tests.engines.servers import Settings, environment, run
from tests.queries.test_questions import example

TOKEN = "a token of the tests"
PERSONS = "SELECT ?s ?n WHERE { ?s a <ontology#Person> ; <http://www.w3.org/2000/01/rdf-schema#label> ?n }"
NOTES = "http://example.org/notes"

AVOIDED = {
    "oxigraph": set(),
    "virtuoso": {
        "computed-booleans",
        "exists-beside-select",
        "optional-outer",
        "paths-from-anywhere",
        "paths-once",
        "undef-joins",
    },
}
"""The checks that each server fails: faults of its own, which our questions avoid."""


@pytest.fixture(scope="session")
def embedded(to_publish: Snapshot) -> Store:
    return in_memory(to_publish)


@pytest.fixture(scope="session")
def remote(settings: Settings) -> Store:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**settings, "STAVKA_HOME": "/nonexistent"}.items():
            patch.setenv(name, value)
        place = Place.from_environment()
    assert isinstance(place, Remote)
    return place.open()


def ordered(rows: list[dict[str, object]], text: str) -> list[dict[str, object]]:
    """The rows as they came if the question orders them, else in an order of ours."""
    return rows if "ORDER BY" in text else sorted(rows, key=lambda row: sorted(map(str, row.items())))


@pytest.mark.parametrize("name", sorted(questions().keys() - {"as-written"}))
def test_every_question_has_the_same_answer(embedded: Store, remote: Store, name: str) -> None:
    """As its file gives the examples, and once more with every parameter given. Everything that people wrote is asked
    for by the probe, when the build is published, and again by `why` and `compare`."""
    asked = questions()[name]
    every = {one.name: one.example for one in asked.parameters if one.example is not None}
    for values in [example(asked)] if every == example(asked) else [example(asked), every]:
        here, there = ([dict(row) for row in ask(store, name, **values)] for store in (embedded, remote))
        assert here or values is every, "there is something to compare"
        assert ordered(there, asked.text) == ordered(here, asked.text), values
        kinds = [[type(value) for value in row.values()] for row in ordered(here, asked.text)]
        assert [[type(value) for value in row.values()] for row in ordered(there, asked.text)] == kinds


@pytest.fixture(scope="session")
def here(to_publish: Snapshot) -> Callable[..., "subprocess.CompletedProcess[str]"]:
    """Runs a command on a store on disk; once, however many servers it is compared with."""
    home = to_publish.directory.parents[1]
    return cache(lambda *arguments: run({"STAVKA_STORE": str(home.parent / "on-disk")}, *arguments, home=home))


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", "holders", "formation=black-sea-fleet", "on=2022-05-20", "known=2022-05-21"),
        ("show", "58-caa", "--on", "2023-07-01"),
        ("ask", "tenure-end", "person=ivan-popov", "formation=58-caa", "--json"),
        ("show", "igor-osipov", "--on", "2020-06-01", "--policy", "official-only"),
        ("show", "black-sea-fleet", "--on", "2021-01-01", "--json"),
        ("why", "event/valery-gerasimov/suspended", "--known", "2022-05-15"),
        ("findings", "--severity", "high"),
        ("compare", "default", "official-only", "--on", "2022-06-25"),
        (
            "sparql",
            "SELECT ?c { ?c a <https://w3id.org/stavka/ontology#Claim> } ORDER BY ?c LIMIT 3",
            "--format",
            "csv",
        ),
        ("sparql", "ASK { <https://w3id.org/stavka/nothing> ?p ?o }"),
        ("sparql", "ASK { <https://w3id.org/stavka/> ?p ?o }"),
    ],
    ids=lambda arguments: "-".join(arguments[:2]),
)
def test_commands_print_the_same(
    server_name: str,
    settings: Settings,
    here: Callable[..., "subprocess.CompletedProcess[str]"],
    arguments: tuple[str, ...],
) -> None:
    if server_name == "virtuoso" and arguments[0] in ("show", "compare", "findings", "why"):
        pytest.skip("the same questions are asked of it one by one, and it takes seconds for each")
    ours, there = here(*arguments), run(settings, *arguments)
    assert (ours.returncode, there.returncode) == (0, 0), ours.stderr + there.stderr
    assert there.stdout == ours.stdout


def test_a_graph_comes_back_as_a_graph(remote: Store, embedded: Store) -> None:
    text = "CONSTRUCT WHERE { <https://w3id.org/stavka/person/igor-osipov> ?p ?o }"
    here, there = (set(store.query(text)) for store in (embedded, remote))  # type: ignore[call-overload]
    assert there == here
    assert len(here) > 3


def test_a_query_may_name_its_graphs_itself(remote: Store, to_publish: Snapshot) -> None:
    text = "SELECT (COUNT(*) AS ?n) {} WHERE {{ ?v <https://w3id.org/stavka/ontology#versionOf> ?f }}"
    history = "FROM <https://w3id.org/stavka/graph/history>"
    (named,) = remote.select(text.format(history))
    (unnamed,) = remote.select(text.format(""))
    assert int(named["n"].value) == to_publish.manifest.counts["versions"]  # type: ignore[union-attr]
    assert int(unnamed["n"].value) == 0  # type: ignore[union-attr]


def test_it_has_as_many_statements(remote: Store, embedded: Store) -> None:
    assert len(remote) == len(embedded)


def test_what_is_no_query_is_refused(remote: Store) -> None:
    with pytest.raises(QueryError, match="finds the request wrong"):
        remote.query("SELECT * WHERE {")
    with pytest.raises(QueryError, match="SELECT"):
        list(remote.select("ASK {}"))


def test_rdflib_stands_on_it(remote: Store, embedded: Store, to_publish: Snapshot) -> None:
    dataset = remote.dataset()
    prefix = "PREFIX st: <https://w3id.org/stavka/ontology#> "
    (row,) = dataset.query(f"{prefix}SELECT (COUNT(?c) AS ?n) WHERE {{ ?c a st:Claim }}")
    assert int(row[0]) == to_publish.manifest.counts["claims"]  # type: ignore[index]
    person = rdflib.URIRef("https://w3id.org/stavka/person/igor-osipov")
    label = rdflib.RDFS.label
    assert rdflib.Literal("Игорь Осипов", lang="ru") in set(dataset.objects(person, label))
    history = dataset.graph(rdflib.URIRef(HISTORY))
    versions = rdflib.URIRef("https://w3id.org/stavka/ontology#TenureVersion")
    every = list(embedded.select(f"{prefix}SELECT ?v WHERE {{ GRAPH <{HISTORY}> {{ ?v a st:TenureVersion }} }}"))
    assert sum(1 for _ in history.triples((None, rdflib.RDF.type, versions))) == len(every) > 100
    assert not list(dataset.triples((None, rdflib.RDF.type, versions)))


def test_the_probe_names_the_faults_of_a_server(server_name: str, settings: Settings) -> None:
    verdicts = probe.probe(Endpoint(Addresses.from_environment(settings)), probe.checks())
    failed = {verdict.check.name for verdict in verdicts if not verdict.passed}
    sometimes = {"days-at-most"} if server_name == "virtuoso" else set()
    assert failed - sometimes == AVOIDED[server_name]
    assert all(verdict.expected is not None for verdict in verdicts)


def test_connecting_warns_once(server_name: str, settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    place = Remote(Addresses.from_environment(settings))
    probe.warned.clear()
    with caplog.at_level(logging.WARNING, logger="stavka"):
        place.open()
        place.open()
    warnings = [record.getMessage() for record in caplog.records]
    assert len(warnings) == bool(AVOIDED[server_name])
    assert all(name in warnings[0] for name in AVOIDED[server_name])


def test_publishing_again_sends_nothing(
    settings: Settings, to_publish: Snapshot, embedded: Store, server_name: str
) -> None:
    if server_name == "virtuoso":
        pytest.skip("it would ask every question once more")
    shown = run(settings, "publish", "--json", home=to_publish.directory.parents[1])
    told = json.loads(shown.stdout)
    assert told["already"]
    assert sum(told["counts"].values()) == len(embedded)
    assert all(check["passed"] for check in told["checks"])


# -- `stavka serve` over the same servers: what it answers is what a service with an engine of its own does


@pytest.fixture(scope="module")
def client(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    log = tmp_path_factory.mktemp("service") / "log"
    with (
        serving({**environment(settings, None), "STAVKA_WRITE_TOKEN": TOKEN}, log) as address,
        httpx.Client(base_url=address, timeout=60) as made,
    ):
        yield made


def test_rest_and_pages_are_those_of_the_published_build(
    server_name: str, client: httpx.Client, to_publish: Snapshot, embedded: Store
) -> None:
    assert client.get("/api/v1/health").json()["version"] == to_publish.manifest.version
    there = client.get("/api/v1/formations/58-caa/holders", params={"on": "2023-07-01"}).json()
    here = Answers(embedded).holders("58-caa", on="2023-07-01")
    assert [item["tenure"]["id"] for item in there["items"]] == [item["tenure"]["id"] for item in here["items"]]
    slow = ("/", "/person/ivan-popov", "/findings", "/formation/58-caa")
    for path in ("/query", "/formation/58-caa.ttl", *(slow if server_name == "oxigraph" else ())):
        assert client.get(path).status_code == 200, path


@pytest.mark.parametrize("media", RESULT_FORMATS)
def test_tables_are_the_same_in_every_format(client: httpx.Client, embedded: Store, media: str) -> None:
    query = PERSONS.replace("<ontology#", "<https://w3id.org/stavka/ontology#")
    answer = client.post("/sparql", data={"query": query}, headers={"Accept": media})
    assert answer.headers["Content-Type"].startswith(media)
    found = ox.parse_query_results(answer.content, format=RESULT_FORMATS[media]) if "csv" not in media else None
    here = {(str(row["s"]), str(row["n"])) for row in embedded.select(query)}
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
