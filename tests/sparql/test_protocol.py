"""The SPARQL endpoint, spoken to as SPARQL clients speak."""

import httpx
import pytest
import rdflib

COUNT = "PREFIX st: <https://w3id.org/stavka/ontology#> SELECT (COUNT(?c) AS ?n) WHERE { ?c a st:Claim }"
FORMS = [
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
]


@pytest.fixture(scope="module")
def client(server: str):  # type: ignore[no-untyped-def]
    with httpx.Client(base_url=server, timeout=60) as made:
        yield made


def test_three_ways_to_ask_give_one_answer(client: httpx.Client, claims_written: int) -> None:
    direct = {"Content-Type": "application/sparql-query"}
    answers = [
        client.get("/sparql", params={"query": COUNT}),
        client.post("/sparql", data={"query": COUNT}),
        client.post("/sparql", content=COUNT, headers=direct),
    ]
    values = [answer.json()["results"]["bindings"][0]["n"]["value"] for answer in answers]
    assert values == [str(claims_written)] * 3


@pytest.mark.parametrize("form", FORMS)
def test_results_by_accept(client: httpx.Client, claims_written: int, form: str) -> None:
    answer = client.get("/sparql", params={"query": COUNT}, headers={"Accept": f"image/png;q=0.9, {form};q=0.5"})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(form)
    assert str(claims_written) in answer.text


@pytest.mark.parametrize(
    ("form", "parser"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
    ],
)
def test_graphs_by_accept(client: httpx.Client, form: str, parser: str) -> None:
    query = "CONSTRUCT WHERE { <https://w3id.org/stavka/person/igor-osipov> ?p ?o }"
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": form})
    assert answer.headers["content-type"].startswith(form)
    graph = rdflib.Graph().parse(data=answer.text, format=parser)
    assert rdflib.Literal("Игорь Осипов", lang="ru") in set(graph.objects())


def test_the_history_graph_answers(client: httpx.Client) -> None:
    query = (
        "ASK { GRAPH <https://w3id.org/stavka/graph/history> { ?v <https://w3id.org/stavka/ontology#versionOf> ?f } }"
    )
    assert client.get("/sparql", params={"query": query}).json()["boolean"] is True


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("SELECT * WHERE { ?s ?p }", 400, "line 1"),
        ("SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 403, "SERVICE"),
        ("SELECT * WHERE { { SELECT * WHERE { SERVICE SILENT ?x { ?s ?p ?o } } } }", 403, "SERVICE"),
        ("SELECT * WHERE { ?s ?p ?o FILTER EXISTS { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } } }", 403, "SERVICE"),
        ("SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } LATERAL { ?s ?p ?o } }", 400, "SERVICE"),
        ("INSERT DATA { <http://a> <http://b> <http://c> }", 400, "that is an update"),
        ("PREFIX a: <b> # c\nLOAD <http://127.0.0.1:1/>", 400, "that is an update"),
        ("", 400, "missing"),
    ],
)
def test_what_is_refused_says_why(client: httpx.Client, query: str, status: int, words: str) -> None:
    answer = client.get("/sparql", params={"query": query})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert words in answer.json()["detail"]


def test_the_word_service_in_a_text_is_no_service(client: httpx.Client) -> None:
    query = 'SELECT ?s WHERE { ?s ?p "SERVICE <http://a> { }" } # SERVICE'
    assert client.get("/sparql", params={"query": query}).status_code == 200


def test_formats_not_offered_and_bodies_not_understood(client: httpx.Client) -> None:
    assert client.get("/sparql", params={"query": COUNT}, headers={"Accept": "image/png"}).status_code == 406
    assert client.post("/sparql", content=COUNT, headers={"Content-Type": "text/plain"}).status_code == 415
    assert client.post("/sparql", data={"query": "ASK {}" + " " * 100_000}).status_code == 413
