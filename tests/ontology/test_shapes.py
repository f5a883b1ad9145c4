"""The shapes accept a complete record and reject each planted mistake where it is."""

from pathlib import Path

import pytest
import rdflib
from pyshacl import validate
from rdflib import RDF, SH, URIRef

from ontology import BASE, DIRECTORY, ST

RECORD = Path(__file__).with_name("good-record.ttl")
PREFIXES = (
    f"BASE <{BASE}> PREFIX st: <{ST}> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
)
CLAIM = "claim/2022-05-12-example/00000001"
SUBORDINATION_CLAIM = "claim/2022-05-12-example/00000004"
TENURE = "fact/tenure/igor-osipov/black-sea-fleet/commander"
UNDATED = "fact/rank/igor-osipov/vice-admiral"
VERSION = "fact/event/igor-osipov/arrested/v/2022-05-11"
SOURCE = "source/2022-05-12-example"

MISTAKES = {
    "a claim with two sources": (CLAIM, "INSERT DATA { <%s> st:source <source/another> }"),
    "a claim without a claimant": (CLAIM, "DELETE WHERE { <%s> st:claimant ?c }"),
    "a claim with two stances": (CLAIM, "INSERT DATA { <%s> st:stance <stance/official> }"),
    "a claim with a stance that is none": (
        CLAIM,
        "DELETE { <%s> st:stance ?s } INSERT { <%s> st:stance <stance/certain> } WHERE { <%s> st:stance ?s }",
    ),
    "a claim of two kinds": (CLAIM, "INSERT DATA { <%s> a st:RankClaim }"),
    "a claim of no kind": (CLAIM, "DELETE DATA { <%s> a st:PostClaim }"),
    "a claim of an unregistered person": (
        CLAIM,
        "DELETE { <%s> st:person ?p } INSERT { <%s> st:person <person/nobody> } WHERE { <%s> st:person ?p }",
    ),
    "a post claim that carries a rank": (CLAIM, "INSERT DATA { <%s> st:rank <rank/colonel> }"),
    "a claim that neither asserts nor denies": (CLAIM, "DELETE WHERE { <%s> st:denies ?d }"),
    "a claim that does not say when it was known": (CLAIM, "DELETE WHERE { <%s> st:knownFrom ?d }"),
    "a claim whose earliest start is after its latest": (
        CLAIM,
        "DELETE { <%s> st:startLatest ?d } INSERT { <%s> st:startLatest '2019-04-30'^^xsd:date } "
        "WHERE { <%s> st:startLatest ?d }",
    ),
    "a claim with a start but no range of days": (
        CLAIM,
        "DELETE WHERE { <%s> st:startEarliest ?a ; st:startLatest ?b }",
    ),
    "a claim with a date that is not EDTF": (CLAIM, "INSERT DATA { <%s> st:made 'spring 2022' }"),
    "a formation under itself": (
        SUBORDINATION_CLAIM,
        "DELETE { <%s> st:superior ?s } INSERT { <%s> st:superior <formation/black-sea-fleet> } "
        "WHERE { <%s> st:superior ?s }",
    ),
    "a subordination claim without its kind": (SUBORDINATION_CLAIM, "DELETE WHERE { <%s> st:link ?l }"),
    "a status claim about nobody": (
        "claim/2022-05-12-example/00000002",
        "DELETE WHERE { <%s> st:person ?p ; st:formation ?f }",
    ),
    "a credibility of 7": (
        TENURE,
        "DELETE { <%s> st:credibility ?c } INSERT { <%s> st:credibility 7 } WHERE { <%s> st:credibility ?c }",
    ),
    "a fact without a reason": (TENURE, "DELETE WHERE { <%s> st:why ?w }"),
    "a fact that rests on nothing": (TENURE, "DELETE WHERE { <%s> st:supportedBy ?c }"),
    "a claim both for and against": (TENURE, f"INSERT DATA {{ <%s> st:opposedBy <{CLAIM}> }}"),
    "a tenure without a post": (TENURE, "DELETE WHERE { <%s> st:post ?p }"),
    "a tenure in an unknown capacity": (TENURE, "INSERT DATA { <%s> st:capacity 'honorary' }"),
    "an earliest start after the latest": (
        TENURE,
        "DELETE { <%s> st:earliestStart ?d } INSERT { <%s> st:earliestStart '2019-05-09'^^xsd:date } "
        "WHERE { <%s> st:earliestStart ?d }",
    ),
    "an earliest end after the latest": (
        TENURE,
        "DELETE { <%s> st:latestEnd ?d } INSERT { <%s> st:latestEnd '2022-05-10'^^xsd:date } "
        "WHERE { <%s> st:latestEnd ?d }",
    ),
    "certain days that end before they begin": (
        TENURE,
        "DELETE { <%s> st:certainUntil ?d } INSERT { <%s> st:certainUntil '2019-05-01'^^xsd:date } "
        "WHERE { <%s> st:certainUntil ?d }",
    ),
    "a certain day that is not possible": (
        TENURE,
        "DELETE { <%s> st:certainUntil ?d } INSERT { <%s> st:certainUntil '2022-05-13'^^xsd:date } "
        "WHERE { <%s> st:certainUntil ?d }",
    ),
    "certain from a day but until none": (TENURE, "DELETE WHERE { <%s> st:certainUntil ?d }"),
    "a bound that is a text": (TENURE, "INSERT DATA { <%s> st:evidenceFrom '2019' }"),
    "dated facts without bounds": (TENURE, "DELETE WHERE { <%s> st:possibleFrom ?d }"),
    "undated facts with bounds": (UNDATED, "INSERT DATA { <%s> st:possibleFrom '2019-01-01'^^xsd:date }"),
    "a fact of two kinds": (UNDATED, "INSERT DATA { <%s> a st:Tenure }"),
    "a fact that is its own version": (TENURE, "INSERT DATA { <%s> a st:FactVersion }"),
    "a rival that is no fact": (TENURE, "INSERT DATA { <%s> st:rival <person/igor-osipov> }"),
    "a version that was never known": (
        VERSION,
        "DELETE { <%s> st:knownUntil ?d } INSERT { <%s> st:knownUntil '2022-05-11'^^xsd:date } "
        "WHERE { <%s> st:knownUntil ?d }",
    ),
    "a version of nothing": (VERSION, "DELETE WHERE { <%s> st:versionOf ?f }"),
    "a version without bounds": (VERSION, "DELETE WHERE { <%s> st:possibleUntil ?d }"),
    "a source without a title": (SOURCE, "DELETE WHERE { <%s> st:title ?t }"),
    "a dated source without a publication date": (SOURCE, "DELETE WHERE { <%s> st:published ?d }"),
    "a source with an address that is none": (SOURCE, "INSERT DATA { <%s> st:url <ftp://example.org/> }"),
    "a person with two English names": ("person/igor-osipov", "INSERT DATA { <%s> rdfs:label 'I. Osipov'@en }"),
    "a person without an English name": (
        "person/igor-osipov",
        "DELETE DATA { <%s> rdfs:label 'Igor Osipov'@en }",
    ),
    "a person with an address that is no slug": (
        "person/Igor_Osipov",
        "INSERT DATA { <%s> a st:Person ; rdfs:label 'Igor Osipov'@en }",
    ),
    "a formation without an echelon": ("formation/southern-md", "DELETE WHERE { <%s> st:echelon ?e }"),
    "a formation of two arms": ("formation/black-sea-fleet", "INSERT DATA { <%s> st:arm <arm/tank> }"),
    "a formation whose arm is an echelon": ("formation/southern-md", "INSERT DATA { <%s> st:arm <echelon/army> }"),
    "an arm without an icon": ("arm/tank", "DELETE WHERE { <%s> st:symbolIcon ?i }"),
    "an echelon of a size that APP-6 does not know": (
        "echelon/corps",
        "DELETE { <%s> st:symbolEchelon ?e } INSERT { <%s> st:symbolEchelon '099' } WHERE { <%s> st:symbolEchelon ?e }",
    ),
    "a post with an acting role": (
        "post/black-sea-fleet/commander",
        "DELETE { <%s> st:role ?r } INSERT { <%s> st:role <role/acting-commander> } WHERE { <%s> st:role ?r }",
    ),
    "a claimant of no side": ("claimant/ukrainian-interior-ministry", "DELETE WHERE { <%s> st:side ?s }"),
    "a claimant of an unknown kind": (
        "claimant/ukrainian-interior-ministry",
        "INSERT DATA { <%s> st:claimantKind <claimant-kind/oracle> }",
    ),
    "a status with an unknown effect": (
        "status/killed",
        "DELETE { <%s> st:effect ?e } INSERT { <%s> st:effect 'deth' } WHERE { <%s> st:effect ?e }",
    ),
    "a concept without a Ukrainian label": (
        "rank/colonel",
        "DELETE { <%s> rdfs:label ?l } WHERE { <%s> rdfs:label ?l FILTER(LANG(?l) = 'uk') }",
    ),
}


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(DIRECTORY / "shapes.ttl")


@pytest.fixture(scope="module")
def vocabulary() -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in DIRECTORY.glob("*.ttl"):
        if path.name != "shapes.ttl":
            graph.parse(path)
    return graph


@pytest.fixture
def record(vocabulary: rdflib.Graph) -> rdflib.Graph:
    return rdflib.Graph().parse(RECORD) + vocabulary


def focus_nodes(record: rdflib.Graph, shapes: rdflib.Graph) -> set[URIRef]:
    """What the shapes find fault with."""
    _, report, _ = validate(record, shacl_graph=shapes, inference="none")
    assert isinstance(report, rdflib.Graph)
    results = report.subjects(RDF.type, SH.ValidationResult)
    return {URIRef(str(report.value(result, SH.focusNode))) for result in results}


def test_the_shapes_are_well_formed_and_accept_a_complete_record(record: rdflib.Graph, shapes: rdflib.Graph) -> None:
    conforms, _, text = validate(record, shacl_graph=shapes, inference="none", meta_shacl=True)
    assert conforms, text


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_found_where_it_is(mistake: str, shapes: rdflib.Graph, vocabulary: rdflib.Graph) -> None:
    subject, update = MISTAKES[mistake]
    graph = rdflib.Graph().parse(RECORD)
    if subject.startswith(("status/", "rank/", "arm/", "echelon/")):
        graph += vocabulary
    else:
        graph += kinds_of_terms(vocabulary)
    before = set(graph)
    graph.update(PREFIXES + update.replace("%s", subject))
    assert set(graph) != before, "the update changed nothing"
    assert URIRef(BASE + subject) in focus_nodes(graph, shapes)


def test_the_mistakes_are_not_there_before_they_are_planted(shapes: rdflib.Graph, vocabulary: rdflib.Graph) -> None:
    found = focus_nodes(rdflib.Graph().parse(RECORD) + kinds_of_terms(vocabulary), shapes)
    assert not found & {URIRef(BASE + subject) for subject, _ in MISTAKES.values() if subject.count("/") != 1}
    records = tuple(f"{BASE}{kind}/" for kind in ("source", "claimant", "person", "formation"))
    assert not [node for node in found if str(node).startswith(records)]


def kinds_of_terms(vocabulary: rdflib.Graph) -> rdflib.Graph:
    """Of the vocabulary, only what the shapes of records look at: the classes of terms, and which roles are acting."""
    graph = rdflib.Graph()
    for subject, kind in vocabulary.subject_objects(RDF.type):
        if str(kind).startswith(ST):
            graph.add((subject, RDF.type, kind))
    for name in ("acting", "actingOf", "canonicalRole", "singleHolder", "leads"):
        for triple in vocabulary.triples((None, URIRef(ST + name), None)):
            graph.add(triple)
    return graph


def test_each_message_is_a_sentence_for_people(shapes: rdflib.Graph) -> None:
    for message in shapes.objects(None, SH.message):
        assert len(str(message)) > 10
        assert getattr(message, "language", None) == "en"
