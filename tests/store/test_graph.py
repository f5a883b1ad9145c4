"""The graph that a build makes: its shape, its invariants, and that other engines read it alike."""

from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from graph.answer import Answers
from graph.claim_rdf import LostStatement, source_file_quads
from graph.question import ask, question
from graph.reading import read_fact_base
from graph.snapshot import Snapshot
from graph.store import Embedded, QueryError, Store
from ontology import BASE, HISTORY, ST
from ontology.vocabulary import load

PREFIX = f"PREFIX st: <{ST}> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "


def count(store: Store, pattern: str) -> int:
    (row,) = store.select(f"{PREFIX}SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")
    return int(row["n"].value)  # type: ignore[union-attr]


def test_todays_facts_are_the_open_versions(answers: Answers) -> None:
    """Statement by statement: what the default graph says of a fact its open version says, and the other way round.
    Only the label of a version says more: since when it was known."""
    store = answers.store
    open_version = f'GRAPH <{HISTORY}> {{ ?v st:versionOf ?f ; st:knownUntil "9999-12-31"^^xsd:date ; ?p ?o }}'
    apart = "FILTER(?p NOT IN (rdf:type, rdfs:label, st:versionOf, st:knownFrom, st:knownUntil))"
    rdf = (
        "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> "
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
    )
    versions = {
        (row["f"], row["p"], row["o"])
        for row in store.select(f"{PREFIX}{rdf}SELECT ?f ?p ?o WHERE {{ {open_version} {apart} }}")
    }
    today = {
        (row["f"], row["p"], row["o"])
        for row in store.select(f"{PREFIX}{rdf}SELECT ?f ?p ?o WHERE {{ ?f a st:Fact ; ?p ?o {apart} }}")
    }
    assert versions == today
    assert len(today) > 20_000
    named = f'GRAPH <{HISTORY}> {{ ?v st:versionOf ?f ; st:knownUntil "9999-12-31"^^xsd:date ; rdfs:label ?long }}'
    same = f"{named} ?f rdfs:label ?short FILTER(LANG(?long) = LANG(?short) && STRSTARTS(?long, ?short))"
    (facts,) = store.select(f"{PREFIX}{rdf}SELECT (COUNT(DISTINCT ?f) AS ?n) WHERE {{ ?f a st:Fact }}")
    (labels,) = store.select(f"{PREFIX}{rdf}SELECT (COUNT(*) AS ?n) WHERE {{ {same} }}")
    assert int(labels["n"].value) == 3 * int(facts["n"].value)  # type: ignore[union-attr]


def test_every_claim_stands_behind_or_against_a_fact(answers: Answers, claims_written: int) -> None:
    assert count(answers.store, "?c a st:Claim") == claims_written
    pattern = "?c a st:Claim FILTER NOT EXISTS { ?f st:supportedBy|st:opposedBy ?c . ?f a st:Fact }"
    assert count(answers.store, pattern) == 0


def test_versions_have_always_the_dates_that_queries_need(answers: Answers) -> None:
    dated = (
        f"GRAPH <{HISTORY}> {{ ?v st:dated true FILTER NOT EXISTS {{ ?v st:possibleFrom ?a ; st:possibleUntil ?b }} }}"
    )
    undated = f"GRAPH <{HISTORY}> {{ ?v st:dated false ; st:possibleFrom ?a }}"
    known = f"GRAPH <{HISTORY}> {{ ?v a st:FactVersion FILTER NOT EXISTS {{ ?v st:knownFrom ?a ; st:knownUntil ?b }} }}"
    order = f"GRAPH <{HISTORY}> {{ ?v st:certainFrom ?a ; st:certainUntil ?b FILTER(?a > ?b) }}"
    assert [count(answers.store, pattern) for pattern in (dated, undated, known, order)] == [0, 0, 0, 0]


def test_version_chains_have_no_overlap(answers: Answers) -> None:
    overlap = (
        f"GRAPH <{HISTORY}> {{ ?a st:versionOf ?f ; st:knownFrom ?a1 ; st:knownUntil ?a2 . "
        "?b st:versionOf ?f ; st:knownFrom ?b1 FILTER(?a != ?b && ?a1 <= ?b1 && ?b1 < ?a2) }"
    )
    assert count(answers.store, overlap) == 0


def test_no_date_is_of_another_type(answers: Answers) -> None:
    rows = answers.store.select(
        "SELECT DISTINCT (DATATYPE(?o) AS ?t) WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    )
    types = {row["t"].value.rpartition("#")[2] for row in rows if "t" in row}  # type: ignore[union-attr]
    assert types <= {"string", "langString", "date", "boolean", "integer", "anyURI"}


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("holders", {"formation": "1-caa", "on": "2022-01-15", "known": "2022-12-31"}),
        ("holders", {"formation": "1-caa", "on": "2022-01-15", "known": "2022-01-31"}),
        ("superiors", {"formation": "1-caa", "on": "2022-02-10"}),
        ("claims-behind", {"fact": "tenure/ivan-a/1-caa/commander"}),
        ("succession", {"formation": "1-caa"}),
        ("timeline", {"person": "pyotr-b"}),
    ],
)
def test_rdflib_gives_the_same_rows(facts_directory: Path, tmp_path: Path, name: str, values: dict[str, str]) -> None:
    from graph.build import build
    from graph.snapshot import Home

    snapshot = build(Home(tmp_path / "home"), facts_directory)
    store = Embedded.load(snapshot.graph)
    text = question(name).render(**values)
    ours = sorted(
        tuple(sorted((key, value.value) for key, value in row.items()))  # type: ignore[union-attr]
        for row in store.select(text)
    )
    assert ours
    theirs = rdflib.Dataset()
    theirs.parse(snapshot.graph, format="nquads")
    found = sorted(
        tuple(sorted((str(key), str(value)) for key, value in row.asdict().items()))
        for row in theirs.query(text)  # type: ignore[union-attr]
    )
    assert [dict(row).keys() for row in ours] == [dict(row).keys() for row in found]
    assert [dict(row).get("person") for row in ours] == [dict(row).get("person") for row in found]
    assert [dict(row).get("held") for row in ours] == [dict(row).get("held") for row in found]


def test_rdflib_can_stand_on_the_same_store(answers: Answers, claims_written: int) -> None:
    dataset = answers.store.dataset()
    (row,) = dataset.query(f"{PREFIX}SELECT (COUNT(?c) AS ?n) WHERE {{ ?c a st:Claim }}")
    assert int(row[0]) == claims_written  # type: ignore[index]


def test_a_statement_that_json_ld_drops_is_an_error(facts_directory: Path) -> None:
    """The reader refuses a slug that makes no IRI; if one came through all the same, the count would tell."""
    base, files = read_fact_base(facts_directory, load())
    one = files[0]
    claim = one.document["claims"][0]  # type: ignore[index, call-overload]
    claim["role"] = "head of press"  # type: ignore[index, call-overload]
    with pytest.raises(LostStatement, match=r"2022-01-10-one\.yaml"):
        source_file_quads(one, load(), base.formations)


def test_what_is_no_query_is_refused_with_its_place(answers: Answers) -> None:
    with pytest.raises(QueryError, match="1"):
        answers.store.query("SELECT * WHERE {")
    with pytest.raises(QueryError, match="SELECT"):
        list(answers.store.select("ASK {}"))


def test_a_source_that_goes_takes_its_influence_with_it(facts_directory: Path, tmp_path: Path) -> None:
    from graph.build import build
    from graph.snapshot import Home

    whole = build(Home(tmp_path / "whole"), facts_directory)
    (facts_directory / "sources/2022/2022-02-10-two.yaml").unlink()
    without = build(Home(tmp_path / "without"), facts_directory)
    assert b"2022-02-10-two" in whole.graph.read_bytes()
    assert b"2022-02-10-two" not in without.graph.read_bytes()
    rows = ask(Embedded.load(without.graph), "holders", formation="1-caa", on="2022-02-15")
    assert [row["person"] for row in rows] == ["person/ivan-a"]


def test_the_shipped_snapshot_is_a_graph_one_file_a_further_policy_and_a_manifest(
    snapshot: Snapshot, answers: Answers
) -> None:
    policies = {"policy-any-two-origins.nq", "policy-official-only.nq"}
    assert {path.name for path in snapshot.directory.iterdir()} == {"graph.nq", "manifest.json", *policies}
    written = sum(1 for path in snapshot.graphs for _ in ox.parse(path=path, format=ox.RdfFormat.N_QUADS))
    assert written == len(answers.store), "every line is a statement that no other line makes"


def test_every_policy_has_its_versions_in_its_graph(answers: Answers) -> None:
    counts = {}
    for item in answers.policies()["items"]:
        versions = f"GRAPH <https://w3id.org/stavka/{item['graph']}> {{ ?v a st:FactVersion }}"
        counts[item["id"]] = count(answers.store, versions)
    assert counts.keys() == {"default", "any-two-origins", "official-only"}
    assert counts["default"] > counts["official-only"] > 500


def test_every_address_has_a_label_in_english_russian_and_ukrainian(answers: Answers) -> None:
    """Wherever a person will read an IRI of ours: as subject, property, value or graph, in any graph.

    Apart: a claimant's name is given as it is registered, in one language, and a person's in the languages in which
    it is registered: names are not transliterated by rule, because the rule does not tell e from ye in Ukrainian.
    """
    assert isinstance(answers.store, Embedded)
    apart = {"claimant": {"ru", "uk"}, "person": {"ru", "uk"}}
    labels: dict[str, set[str | None]] = {}
    for quad in answers.store.engine:
        terms = (quad.subject, quad.predicate, quad.object, quad.graph_name)
        for term in terms:
            if isinstance(term, ox.NamedNode) and term.value.startswith(BASE):
                labels.setdefault(term.value, set())
        if quad.predicate.value.endswith("#label") and isinstance(quad.object, ox.Literal):
            labels[quad.subject.value].add(quad.object.language)  # type: ignore[union-attr]
    assert len(labels) > 25_000
    for iri, found in labels.items():
        kind = iri.removeprefix(BASE).partition("/")[0]
        assert found >= {"en", "ru", "uk"} - apart.get(kind, set()), iri
    unnamed = [iri for iri, found in labels.items() if iri.startswith(f"{BASE}person/") and "ru" not in found]
    assert len(unnamed) <= 1, "persons without a Russian name"
