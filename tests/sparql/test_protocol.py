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


@pytest.mark.parametrize(
    ("form", "parser"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
    ],
)
def test_the_service_describes_itself(client: httpx.Client, form: str, parser: str) -> None:
    answer = client.get("/sparql", headers={"Accept": form})
    graph = rdflib.Graph().parse(data=answer.text, format=parser)
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    service = rdflib.URIRef(str(client.base_url.join("/sparql")))
    assert (service, sd.endpoint, service) in graph
    assert (service, sd.supportedLanguage, sd.SPARQL11Query) in graph
    assert (service, sd.supportedLanguage, sd.SPARQL11Update) not in graph, "writing is off"
    names = {str(name) for name in graph.objects(None, sd.name)}
    assert "https://w3id.org/stavka/graph/history" in names
    dataset = graph.value(service, sd.defaultDataset)
    void = rdflib.Graph().parse(data=client.get("/.well-known/void.ttl").text, format="turtle")
    assert (dataset, rdflib.RDF.type, rdflib.VOID.Dataset) in void, "what is described is the data set of VoID"


def test_people_without_a_query_are_led_to_the_page(client: httpx.Client) -> None:
    answer = client.get("/sparql", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/query")


def test_relative_iris_are_below_our_base(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": "ASK { <person/igor-osipov> a <ontology#Person> }"})
    assert answer.json()["boolean"] is True


def test_only_what_is_known_of_methods_and_character_sets(client: httpx.Client) -> None:
    refused = client.put("/sparql", content="ASK {}")
    assert (refused.status_code, refused.headers["Allow"]) == (405, "GET, HEAD, POST")
    latin = {"Content-Type": "application/sparql-query; charset=ISO-8859-1"}
    assert client.post("/sparql", content="ASK {}", headers=latin).status_code == 415
    utf = {"Content-Type": 'application/sparql-query; charset="UTF-8"'}
    assert client.post("/sparql", content="ASK {}", headers=utf).status_code == 200
    assert client.head("/sparql", params={"query": "ASK {}"}).status_code == 200


def test_pages_of_others_may_ask(client: httpx.Client) -> None:
    asked = client.get("/sparql", params={"query": "ASK {}"}, headers={"Origin": "https://example.org"})
    assert asked.headers["Access-Control-Allow-Origin"] == "*"
    before = {
        "Origin": "https://example.org",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    assert client.options("/sparql", headers=before).status_code == 200


def test_a_dataset_of_the_request_holds_what_it_names_and_no_more(client: httpx.Client) -> None:
    history = "https://w3id.org/stavka/graph/history"
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?s <https://w3id.org/stavka/ontology#versionOf> ?o }"

    def found(query: str, **dataset: str) -> int:
        parameters = {"query": query, **{name.replace("_", "-"): value for name, value in dataset.items()}}
        rows = client.get("/sparql", params=parameters).json()["results"]["bindings"]
        return int(rows[0]["n"]["value"])

    assert found(count) == 0
    assert found(count, default_graph_uri=history) > 5000
    assert found(count.replace("WHERE", f"FROM <{history}> WHERE")) > 5000
    in_graphs = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"
    assert found(in_graphs, named_graph_uri=history) < found(in_graphs)
    assert client.get("/sparql", params={"query": "ASK {}", "default-graph-uri": "no iri"}).status_code == 400
    assert client.get("/sparql", params={"query": "ASK {}", "using-graph-uri": history}).status_code == 400


def test_a_graph_is_read_by_everyone(client: httpx.Client) -> None:
    whole = client.get("/graph-store?default", headers={"Accept": "application/n-triples"})
    assert whole.status_code == 200
    assert whole.text.count("\n") > 100_000
    assert client.get("/graph-store", params={"graph": "http://example.org/none"}).status_code == 404
    assert client.get("/graph-store").status_code == 400
