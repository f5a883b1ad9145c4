"""A small fact base, built like a real one: the graph uses declared terms only and conforms to the shapes."""

import pytest
import rdflib
from pyoxigraph import DefaultGraph, RdfFormat, parse
from pyshacl import validate
from rdflib import RDF, URIRef

from graph.build import build
from graph.snapshot import Home
from ontology import BASE, DIRECTORY, ST

FILES = {
    "persons.yaml": """
persons:
  - id: ivan-popov
    name: Ivan Popov
    nameRu: Иван Попов
    aliases:
      - Ivan Ivanovich Popov
    born: "1975"
  - id: denis-lyamin
    name: Denis Lyamin
""",
    "formations.yaml": """
formations:
  - id: 58-caa
    name: 58th Combined Arms Army
    nameRu: 58-я общевойсковая армия
    echelon: army
    arm: combined-arms
    sources:
      - 2023-07-13-example
  - id: southern-md
    name: Southern Military District
    echelon: military-district
""",
    "claimants.yaml": """
claimants:
  - id: ivan-popov-self
    name: Ivan Popov
    kind: self
    side: russia
    person: ivan-popov
  - id: example
    name: Example
    kind: other-media
    side: other
""",
    "sources/2023/2023-07-13-example.yaml": """
source:
  url: https://www.example.org/popov
  title: General says he was dismissed
  publisher: Example
  published: "2023-07-13"
  language: en
  accessed: "2026-11-22"
  seen: full
claims:
  - person: ivan-popov
    role: commander
    formation: 58-caa
    date: "2023-07-12"
    stance: reported
    claimant: example
  - person: ivan-popov
    status: dismissed
    formation: 58-caa
    date: "2023-07-12"
    stance: confirmed
    claimant: ivan-popov-self
    words: relieved after a conversation with the commander
  - person: ivan-popov
    rank: major-general
    date: "2023-07-12"
    stance: reported
    claimant: example
  - formation: 58-caa
    parent: southern-md
    link: organic
    start: "2010-12"
    stance: reported
    claimant: example
""",
    "sources/undated/undated-example.yaml": """
source:
  url: https://www.example.org/lyamin
  title: Commanders of the army
  publisher: Example
  language: en
  accessed: "2026-11-22"
claims:
  - person: denis-lyamin
    role: acting-commander
    formation: 58-caa
    start: "2023-07~"
    end: "2025-05/"
    stance: reported
    claimant: example
  - person: denis-lyamin
    rank: major-general
    stance: reported
    claimant: example
  - person: ivan-popov
    status: arrested
    date: "2024-05-17"
    denies: "true"
    stance: alleged
    claimant: example
  - formation: 58-caa
    status: formed
    date: "1995"
    stance: reported
    claimant: example
""",
}


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> tuple[rdflib.Graph, rdflib.Graph]:
    """The default graph and the history graph of the small build."""
    home = tmp_path_factory.mktemp("small")
    for name, text in FILES.items():
        path = home / "facts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    snapshot = build(Home(home / "home"), home / "facts")
    lines: tuple[list[str], list[str]] = ([], [])
    for quad in (one for path in snapshot.graphs for one in parse(path=path, format=RdfFormat.N_QUADS)):
        lines[0 if quad.graph_name == DefaultGraph() else 1].append(f"{quad.triple} .")
    today, history = (rdflib.Graph().parse(data="\n".join(found), format="nt") for found in lines)
    return today, history


def test_it_uses_declared_terms_only(graphs: tuple[rdflib.Graph, rdflib.Graph]) -> None:
    ontology = rdflib.Graph().parse(DIRECTORY / "stavka.ttl")
    for graph in graphs:
        used = {*graph.predicates(), *graph.objects(None, RDF.type)}
        for term in used:
            assert not str(term).startswith(ST) or (term, RDF.type, None) in ontology, term


def test_it_has_each_kind_of_claim_fact_and_version(graphs: tuple[rdflib.Graph, rdflib.Graph]) -> None:
    today, history = graphs
    for kind in ("PostClaim", "RankClaim", "StatusClaim", "SubordinationClaim", "Snapshot", "Post"):
        assert (None, RDF.type, URIRef(ST + kind)) in today, kind
    for kind in ("Tenure", "RankHolding", "StatusEvent", "Subordination"):
        assert (None, RDF.type, URIRef(ST + kind)) in today, kind
        assert (None, RDF.type, URIRef(f"{ST}{kind}Version")) in history, kind
    assert (URIRef(f"{BASE}ontology"), None, None) in today


@pytest.mark.parametrize("which", [0, 1], ids=["today", "history"])
def test_it_conforms_to_the_shapes(which: int, graphs: tuple[rdflib.Graph, rdflib.Graph]) -> None:
    shapes = rdflib.Graph().parse(DIRECTORY / "shapes.ttl")
    conforms, _, text = validate(graphs[which], shacl_graph=shapes, inference="none")
    assert conforms, text


def test_no_two_builds_differ_by_blank_nodes(graphs: tuple[rdflib.Graph, rdflib.Graph]) -> None:
    for graph in graphs:
        assert not [node for triple in graph for node in triple if isinstance(node, rdflib.BNode)]
