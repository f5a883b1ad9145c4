"""Every address of ours answers, to people with a page and to machines with RDF."""

import html
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
import rdflib
import yaml
from playwright.sync_api import Page
from rdflib import DCTERMS, FOAF, RDF, RDFS, VOID, Literal, URIRef

from api.things import KINDS
from graph.answer import Answers
from graph.build import build
from graph.census import Census
from graph.description import SHOWN
from graph.snapshot import Home
from graph.store import Embedded
from ontology import BASE, ST
from tests.conftest import serving, write_small_base
from tests.web.conftest import Seen

NAME = "<b onclick=\"alert(1)\">R&D 'x'</b></script><script>alert(2)</script>"
FORMS = {
    "text/turtle": (".ttl", "turtle"),
    "application/ld+json": (".jsonld", "json-ld"),
    "application/n-triples": (".nt", "nt"),
    "application/rdf+xml": (".rdf", "xml"),
}
CHROMIUM = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
SAMPLED = (*KINDS, "version")
SAMPLES = [
    "claim/2022-05-10-freedom-bunker-repost-no-sign-of-top-russian-general/40b58d75",
    "claimant/tass",
    "claimant-kind/court",
    "credibility/4",
    "echelon/fleet",
    "fact/event/igor-osipov/arrested",
    "fact/event/igor-osipov/arrested/2/v/2022-05-13",
    "finding/dates-contradict/0569e43a3b",
    "formation/black-sea-fleet",
    "graph/history",
    "link/organic",
    "ontology/alignments",
    "person/igor-osipov",
    "policy/official-only",
    "post/black-sea-fleet/commander",
    "rank",
    "rank/colonel",
    "role/acting-commander",
    "source/2022-05-10-freedom-bunker-repost-no-sign-of-top-russian-general",
    "stance/reported",
    "status/arrested",
]


@pytest.fixture(scope="module")
def client(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server, timeout=60) as made:
        yield made


@pytest.fixture(scope="module")
def everything(answers: Answers) -> list[str]:
    """Every address of the shipped graph."""
    return addresses(answers.store)


@pytest.fixture(scope="module")
def samples(everything: list[str]) -> dict[str, str]:
    """One thing of each kind that the shipped graph knows, by kind; versions of facts are a kind of their own."""
    known = set(everything)
    found = {kind_of(path): path for path in everything if path}
    return found | {kind_of(path): path for path in SAMPLES if path in known}


def kind_of(path: str) -> str:
    return "version" if "/v/" in path else path.partition("/")[0]


def addresses(store: object) -> list[str]:
    """The path of every IRI below the base in a store, as subject, property, value or graph; without the fragment."""
    assert isinstance(store, Embedded)
    found: set[str] = set()
    for quad in store.engine:
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            if isinstance(term, ox.NamedNode) and term.value.startswith(BASE):
                found.add(term.value.removeprefix(BASE).partition("#")[0])
    return sorted(found)


def said(store: object, path: str) -> set[tuple[object, ...]]:
    """What the store says of a thing in any graph, read by rdflib."""
    assert isinstance(store, Embedded)
    quads = store.engine.quads_for_pattern(ox.NamedNode(BASE + path), None, None, None)
    lines = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES)
    return set(rdflib.Graph().parse(data=lines, format="nt"))


def test_each_kind_of_address_is_known_and_sampled(samples: dict[str, str]) -> None:
    assert samples.keys() == set(SAMPLED)


@pytest.mark.parametrize("kind", SAMPLED)
def test_a_thing_is_given_in_every_form(
    client: httpx.Client, answers: Answers, samples: dict[str, str], kind: str
) -> None:
    path = samples[kind]
    graphs = []
    for media, (ending, parser) in FORMS.items():
        for address, accept in ((path, f"text/html;q=0.3, {media};q=0.5"), (path + ending, CHROMIUM)):
            answer = client.get(f"/{address}", headers={"Accept": accept})
            assert answer.status_code == 200, answer.text
            assert answer.headers["content-type"].startswith(media)
            assert "Accept" in [name.strip() for name in answer.headers["vary"].split(",")]
            assert f'</{path}>; rel="alternate"; type="text/html"' in answer.headers["link"]
            graphs.append(set(rdflib.Graph().parse(data=answer.text, format=parser)))
    assert all(graph == graphs[0] for graph in graphs)
    assert said(answers.store, path) <= graphs[0]
    labelled = {subject for subject, name, _ in graphs[0] if name == RDFS.label}
    ours = {one for triple in graphs[0] for one in triple if isinstance(one, URIRef) and str(one).startswith(BASE)}
    if kind != "ontology":
        assert ours - {URIRef(BASE)} <= labelled, "whoever reads it can read what it points to"


@pytest.mark.parametrize("kind", SAMPLED)
def test_a_thing_has_a_page(client: httpx.Client, answers: Answers, samples: dict[str, str], kind: str) -> None:
    path = samples[kind]
    for accept in (CHROMIUM, "*/*"):
        answer = client.get(f"/{path}", headers={"Accept": accept})
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/html")
        assert f'</{path}.ttl>; rel="alternate"; type="text/turtle"' in answer.headers["link"]
        assert f'href="/{path}.jsonld"' in answer.text
    head = client.head(f"/{path}")
    assert head.status_code == 200
    assert head.content == b""
    assert {name: head.headers[name] for name in ("link", "content-type")} == {
        name: answer.headers[name] for name in ("link", "content-type")
    }


def test_links_lead_somewhere(client: httpx.Client, samples: dict[str, str]) -> None:
    """The first links of every kind of page, but for those to whole graphs and to what is not there."""
    links: dict[str, str] = {}
    for path in [*samples.values(), ".well-known/void", "findings", "person/igor-osipof"]:
        page = client.get(f"/{path}", headers={"Accept": CHROMIUM}).text
        found = [html.unescape(one) for one in re.findall('href="(/[^"#]*)', page)]
        others = ("/static/", "/graph-store", "/person/igor-osipof?lang=")
        links |= {link: path for link in found[:25] if not link.startswith(others)}
    assert len(links) > 200
    for link, path in links.items():
        accept = "*/*" if "?" in link else "text/turtle, */*;q=0.5"
        assert client.get(link, headers={"Accept": accept}).status_code == 200, f"{link} on {path}"


def test_the_whole_is_at_the_base(client: httpx.Client, answers: Answers) -> None:
    answer = client.get("/", headers={"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")
    assert said(answers.store, "") <= set(graph)
    assert str(graph.value(URIRef(BASE), URIRef(f"{ST}version"))) == answers.snapshot["version"]
    assert '</.well-known/void>; rel="describedby"' in answer.headers["link"]
    assert client.get("/", headers={"Accept": CHROMIUM}).headers["content-type"].startswith("text/html")
    assert client.head("/").status_code == 200


def test_every_term_of_the_ontology_is_where_its_address_leads(client: httpx.Client, answers: Answers) -> None:
    assert isinstance(answers.store, Embedded)
    used = {term for quad in answers.store.engine for term in (quad.subject, quad.predicate, quad.object)}
    terms = {term.value for term in used if isinstance(term, ox.NamedNode) and term.value.startswith(ST)}
    assert len(terms) > 120
    graph = rdflib.Graph().parse(data=client.get("/ontology.ttl").text, format="turtle")
    page = client.get("/ontology", headers={"Accept": CHROMIUM}).text
    for term in terms:
        assert said(answers.store, term.removeprefix(BASE)) <= set(graph)
        assert (URIRef(term), RDF.type, None) in graph
        assert page.count(f'id="{term.removeprefix(ST)}"') == 1


def test_what_many_things_point_to_is_bounded_and_says_where_the_rest_is(client: httpx.Client) -> None:
    answer = client.get("/stance/reported.nt")
    graph = rdflib.Graph().parse(data=answer.text, format="nt")
    stance, thing = URIRef(f"{ST}stance"), URIRef(f"{BASE}stance/reported")
    assert len(list(graph.subjects(stance, thing))) == SHOWN
    (rest,) = [str(one) for one in graph.objects(thing, RDFS.seeAlso) if "sparql" in str(one)]
    assert rest.startswith(str(client.base_url))
    rows = client.get(rest, headers={"Accept": "text/csv"}).text.split()
    assert len(rows) > 3000
    page = client.get("/stance/reported", headers={"Accept": CHROMIUM}).text
    assert f"Claims put so ({len(rows) - 1:,})" in page
    assert rest.removeprefix(str(client.base_url).rstrip("/")) in html.unescape(page)


def test_a_sample_of_all_addresses_resolves(client: httpx.Client, everything: list[str]) -> None:
    assert len(everything) > 25_000
    for path in random.Random(4).sample(everything, 250):
        answer = client.get(f"/{path}", headers={"Accept": "application/n-triples"})
        assert answer.status_code == 200, path
        assert f"<{BASE}{path}>" in answer.text
    for path in random.Random(5).sample(everything, 40):
        answer = client.get(f"/{path}", headers={"Accept": CHROMIUM})
        assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8"), path


def test_a_fact_that_is_none_today_has_a_page_of_its_versions(client: httpx.Client, everything: list[str]) -> None:
    """Some facts were known on earlier days only, or by another policy only."""
    known = client.get("/sparql", params={"query": f"SELECT ?f {{ ?f a <{ST}Fact> }}"}, headers={"Accept": "text/csv"})
    today = {iri.removeprefix(BASE) for iri in known.text.split()}
    others = [path for path in everything if path.startswith("fact/") and "/v/" not in path and path not in today]
    assert others
    for path in others:
        page = client.get(f"/{path}", headers={"Accept": CHROMIUM})
        assert page.status_code == 200
        assert "Versions of it, in known time" in page.text
        assert f'href="/{path}/v/' in page.text


@dataclass(frozen=True)
class Small:
    """A server of a small fact base whose names are full of markup, and what its graph holds."""

    address: str
    store: Embedded


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> Iterator[Small]:
    directory = tmp_path_factory.mktemp("small")
    facts = write_small_base(directory / "facts")
    plain = "Pyotr B|1st Army|A Paper|Page (?:one|two|three)|(?<=publisher: )Example"
    for file in facts.rglob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        text = re.sub(plain, lambda match: json.dumps(f"{match[0]} {NAME}"), text)
        file.write_text(text, encoding="utf-8")
    snapshot = build(Home(directory / "home"), facts)
    home = {**environment, "STAVKA_HOME": str(directory / "home")}
    with serving(home, directory / "log", "--facts", str(facts)) as address:
        yield Small(address, Embedded.load(*snapshot.graphs))


def test_every_address_of_a_graph_resolves_and_no_name_is_markup(small: Small) -> None:
    paths = addresses(small.store)
    assert {path.partition("/")[0] for path in paths} >= set(KINDS) - {"finding"} | {""}
    named = 0
    with httpx.Client(base_url=small.address, timeout=60) as client:
        for path in paths:
            data = client.get(f"/{path}", headers={"Accept": "text/turtle"})
            assert (data.status_code, data.headers["content-type"]) == (200, "text/turtle; charset=utf-8"), path
            assert said(small.store, path) <= set(rdflib.Graph().parse(data=data.text, format="turtle")), path
            page = client.get(f"/{path}", headers={"Accept": CHROMIUM})
            assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8"), path
            assert "<b onclick" not in page.text, path
            assert "<script>alert" not in page.text, path
            named += "&lt;b onclick" in page.text
    assert named > 20


@pytest.mark.parametrize(
    ("path", "nearest"),
    [
        ("person/igor-osipof", "person/igor-osipov"),
        ("person/igor-osipov/", "person/igor-osipov"),
        ("formation/blacksea-fleet.ttl", "formation/black-sea-fleet"),
        ("fact/event/igor-osipov/arested", "fact/event/igor-osipov/arrested"),
        ("fact/event/igor-osipov/arrested/v/2022-05-12", "fact/event/igor-osipov/arrested/v/2022-05-1"),
        ("fact/event/igor-osipov/arrested/v/%3Cb%3E", "fact/event/igor-osipov/arrested/v/"),
        ("fact/event/%3Cb%3E/v/2022-05-12", None),
        ("claim/2022-05-10-freedom-bunker-repost-no-sign-of-top-russian-general/0", "claim/2022-05-10-freedom-bunker"),
        ("rank/kolonel", "rank/colonel"),
        ("post/black-sea-fleet/comander", "post/black-sea-fleet/commander"),
        ("persons/igor-osipov", "person/igor-osipov"),
        ("source/2022-05-10-freedom", "source/2022-05-10-freedom-bunker"),
        ("ontology/Person", "ontology#Person"),
        ("person/%3Cscript%3Ealert(1)%3C%2Fscript%3E", None),
        ("fact/%22%3E%20DROP", None),
        ("person/igor-osipov.xml", "person/igor-osipov"),
        ("person/%00", None),
        ("nothing-at-all", None),
    ],
)
def test_what_there_is_not_is_said_with_what_comes_nearest(
    client: httpx.Client, path: str, nearest: str | None
) -> None:
    machine = client.get(f"/{path}", headers={"Accept": "text/turtle"})
    assert machine.status_code == 404
    assert machine.headers["content-type"] == "application/problem+json"
    problem = machine.json()
    assert problem["status"] == 404
    people = client.get(f"/{path.removesuffix('.ttl')}", headers={"Accept": CHROMIUM})
    assert people.status_code == 404
    assert people.headers["content-type"].startswith("text/html")
    assert "<script>alert" not in people.text
    if nearest is not None:
        assert nearest in problem["allowed"]
        assert f'href="/{nearest}' in people.text


@pytest.mark.parametrize(
    ("path", "accept", "status"),
    [
        ("person/" + "a" * 300, "text/turtle", 422),
        ("person/igor-osipov", "image/png", 406),
        ("person/igor-osipov", "text/html;q=much", 400),
        ("person/igor-osipov?known=2022-05-21", "text/turtle", 422),
        ("?on=2022-05-21", "text/turtle", 422),
        ("api/v1/nothing", CHROMIUM, 404),
    ],
)
def test_what_cannot_be_answered_is_a_problem(client: httpx.Client, path: str, accept: str, status: int) -> None:
    answer = client.get(f"/{path}", headers={"Accept": accept})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_people_are_told_of_a_problem_on_a_page_with_ways_on(client: httpx.Client) -> None:
    answer = client.get("/rank/colonel?policy=default", headers={"Accept": CHROMIUM})
    assert answer.status_code == 422
    assert answer.headers["content-type"].startswith("text/html")
    assert "there is no parameter policy" in answer.text
    assert 'href="/rank/colonel"' in answer.text


def test_a_page_of_a_person_still_takes_a_day_and_a_policy(client: httpx.Client) -> None:
    answer = client.get("/person/igor-osipov?known=2022-05-21&policy=official-only", headers={"Accept": CHROMIUM})
    assert answer.status_code == 200
    assert "as known on 2022-05-21, judged by “Only the word of those with authority over the matter”" in answer.text


def test_void_is_at_every_address_of_it(client: httpx.Client) -> None:
    asked = [("/.well-known/void", "text/turtle"), ("/void", "text/turtle"), ("/.well-known/void.ttl", CHROMIUM)]
    answers = [client.get(address, headers={"Accept": accept}) for address, accept in asked]
    assert {answer.headers["content-type"] for answer in answers} == {"text/turtle; charset=utf-8"}
    assert len({answer.text for answer in answers}) == 1
    assert client.head("/.well-known/void").status_code == 200


def test_void_says_what_the_store_says(client: httpx.Client, answers: Answers) -> None:
    server = str(client.base_url).rstrip("/")
    graph = rdflib.Graph().parse(data=client.get("/.well-known/void.ttl").text, format="turtle")
    dataset = URIRef(f"{server}/.well-known/void#dataset")
    assert (dataset, RDF.type, VOID.Dataset) in graph
    assert int(str(graph.value(dataset, VOID.triples))) == len(answers.store)

    def count(query: str) -> int:
        answer = client.get("/sparql", params={"query": query})
        return int(answer.json()["results"]["bindings"][0]["n"]["value"])

    anywhere = "{ { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    for name, what in (("distinctSubjects", "?s"), ("distinctObjects", "?o"), ("properties", "?p")):
        assert int(str(graph.value(dataset, VOID[name]))) == count(f"SELECT (COUNT(DISTINCT {what}) AS ?n) {anywhere}")
    claims = next(graph.subjects(VOID["class"], URIRef(f"{ST}Claim")))
    assert (dataset, VOID.classPartition, claims) in graph
    assert int(str(graph.value(claims, VOID.entities))) == count(f"SELECT (COUNT(?c) AS ?n) {{ ?c a <{ST}Claim> }}")
    stances = next(graph.subjects(VOID.property, URIRef(f"{ST}stance")))
    assert int(str(graph.value(stances, VOID.triples))) == count(f"SELECT (COUNT(*) AS ?n) {{ ?c <{ST}stance> ?s }}")
    graphs = {
        str(graph.value(named, SD.name)): graph.value(named, SD.graph)
        for named in graph.objects(dataset, SD.namedGraph)
    }
    assert graphs.keys() == {f"{BASE}{one['graph']}" for one in answers.policies()["items"]}
    subsets = {*graphs.values(), graph.value(dataset, SD.defaultGraph)}
    assert set(graph.objects(dataset, VOID.subset)) == subsets
    assert sum(int(str(graph.value(one, VOID.triples))) for one in subsets) == len(answers.store)
    for name in (VOID.sparqlEndpoint, VOID.dataDump):
        assert all(str(one).startswith(f"{server}/") for one in graph.objects(dataset, name))
    for example in graph.objects(dataset, VOID.exampleResource):
        assert client.get("/" + str(example).removeprefix(BASE)).status_code == 200


def test_void_agrees_with_the_citation(client: httpx.Client) -> None:
    cited = yaml.safe_load((Path(__file__).resolve().parents[2] / "CITATION.cff").read_text(encoding="utf-8"))
    graph = rdflib.Graph().parse(data=client.get("/void.nt").text, format="nt")
    dataset = next(graph.subjects(RDF.type, SD.Dataset))
    assert Literal(cited["title"], lang="en") in set(graph.objects(dataset, DCTERMS.title))
    creator = graph.value(dataset, DCTERMS.creator)
    assert str(graph.value(creator, FOAF.name)) == cited["authors"][0]["name"]
    assert str(graph.value(dataset, DCTERMS.license)) == "https://creativecommons.org/licenses/by/4.0/"
    assert "CC-BY-4.0" in cited["license"]
    assert graph.value(dataset, DCTERMS.issued) is not None
    page = client.get("/void", headers={"Accept": CHROMIUM}).text
    assert cited["authors"][0]["name"] in page


def test_the_store_is_counted_once(small: Small) -> None:
    asked: list[str] = []

    class Counted(Embedded):
        def query(self, text: str) -> object:  # type: ignore[override]
            asked.append(text)
            return super().query(text)

    census = Census(Counted(small.store.engine))
    first = census.counts()
    number = len(asked)
    assert census.counts() is first
    assert len(asked) == number > 0


@pytest.mark.browser
@pytest.mark.parametrize("width", [1440, 390])
def test_pages_fit_and_complain_of_nothing(
    page: tuple[Page, Seen], server: str, samples: dict[str, str], width: int
) -> None:
    shown, seen = page
    shown.set_viewport_size({"width": width, "height": 844})
    for path in [".well-known/void", *samples.values()][:: 1 if width == 390 else 5]:
        shown.goto(f"{server}/{path}")
        assert shown.locator("h2").first.is_visible()
        assert shown.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), path
    shown.goto(f"{server}/formation/black-sea-fleet")
    shown.get_by_role("link", name="Igor Osipov", exact=True).first.click()
    assert shown.url == f"{server}/person/igor-osipov"
    shown.goto(f"{server}/claim/{samples['claim'].partition('/')[2]}")
    itself = shown.get_by_role("link", name="the page itself")
    assert str(itself.get_attribute("href")).startswith("http")
    shown.get_by_role("link", name="stance", exact=True).click()
    assert shown.url == f"{server}/ontology#stance"
    shown.wait_for_function("() => document.querySelector(':target')?.getBoundingClientRect().top < innerHeight")
    assert seen.complaints == []
