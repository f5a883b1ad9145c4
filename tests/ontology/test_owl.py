"""The ontology is OWL 2 DL, consistent, and strict enough that a contradiction is found."""

import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import owlready2
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, URIRef

from ontology import BASE, DIRECTORY, ST

HERE = Path(__file__).parent
FOUNDATIONS = HERE / "foundations.ttl"
JAVA = shutil.which("java")
HERMIT = Path(owlready2.__file__).parent / "hermit" / "HermiT.jar"
DATATYPES = {URIRef(f"http://www.w3.org/2001/XMLSchema#{name}") for name in ("string", "boolean", "integer")}
"""The datatypes in use as ranges. xsd:date is outside the datatype map of OWL 2: HermiT refuses it."""

needs_java = pytest.mark.skipif(JAVA is None, reason="HermiT needs java, which is not on this machine")

BAD = {
    "a person who is a formation": "<person/x> a st:Person , st:Formation .",
    "a claim that is a fact": "<claim/x> a st:Claim , st:Fact .",
    "a fact that is a version": "<fact/x> a st:Fact , st:FactVersion .",
    "a source that takes a stance, as only claims do": "<source/x> a st:Source ; st:stance <stance/official> .",
    "a claim with a credibility, as only facts have": "<claim/x> a st:Claim ; st:credibility 1 .",
    "two grades of credibility for one fact": "<fact/x> a st:Fact ; st:credibility 1 , 2 .",
    "a rank as a role": "<claim/x> a st:PostClaim ; st:role <rank/colonel> .",
    "a fact that is its own rival": "<fact/x> st:rival <fact/x> .",
    "a contested that is a text": '<fact/x> st:contested "perhaps" .',
    "a tenure that is a status event": "<fact/x> a st:Tenure , st:StatusEvent .",
    "a status event that is an activity": "<fact/x> a st:StatusEvent , org:ChangeEvent .",
    "a scheme that is a concept": "<rank> a st:Rank .",
}
PREFIXES = f"@base <{BASE}> . @prefix st: <{ST}> . @prefix org: <http://www.w3.org/ns/org#> .\n"


@pytest.fixture(autouse=True, scope="module")
def short_runs() -> Iterator[None]:
    """For a reasoner that runs a second Java's best compiler costs more time than it saves."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        yield


@cache
def founded() -> rdflib.Graph:
    """The ontology with its vocabularies on its foundations."""
    graph = rdflib.Graph()
    for path in [*DIRECTORY.glob("*.ttl"), FOUNDATIONS]:
        if path.name != "shapes.ttl":
            graph.parse(path)
    return graph


def merged(statements: str = "") -> rdflib.Graph:
    """The same with `statements` in Turtle."""
    graph = rdflib.Graph()
    graph += founded()
    return graph.parse(data=PREFIXES + statements, format="turtle")


def is_consistent(graph: rdflib.Graph, directory: Path) -> bool:
    """What HermiT says; in a consistent ontology no class may be empty by necessity either."""
    path = directory / "merged.rdf"
    graph.serialize(path, format="xml")
    world = owlready2.World()
    onto = world.get_ontology(path.as_uri()).load()
    try:
        with onto:
            owlready2.sync_reasoner_hermit(world, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        return False
    assert list(world.inconsistent_classes()) == []
    return True


@needs_java
def test_it_is_consistent_and_every_class_can_have_members(tmp_path: Path) -> None:
    members = merged()
    classes = [term for term in members.subjects(RDF.type, OWL.Class) if str(term).startswith(ST)]
    for index, term in enumerate(classes):
        members.add((URIRef(f"{BASE}example/{index}"), RDF.type, term))
    assert is_consistent(members, tmp_path)


@needs_java
@pytest.mark.parametrize("contradiction", BAD)
def test_a_planted_contradiction_is_found(contradiction: str, tmp_path: Path) -> None:
    assert not is_consistent(merged(BAD[contradiction]), tmp_path)


def profile_violations(graph: rdflib.Graph, directory: Path) -> list[str]:
    """What the OWL API, which HermiT brings along, has against the ontology as OWL 2 DL."""
    path = directory / "merged.rdf"
    graph.serialize(path, format="xml")
    run = subprocess.run(
        ["java", "-cp", str(HERMIT), str(HERE / "OwlDlProfile.java"), str(path)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if "axioms: " not in run.stdout:
        pytest.skip(f"the OWL API could not be run: {run.stderr[:200]}")
    return [line for line in run.stdout.splitlines() if line.startswith("violation: ")]


@needs_java
@pytest.mark.skipif(shutil.which("javac") is None, reason="the profile check is compiled by a JDK")
def test_it_is_owl_2_dl(tmp_path: Path) -> None:
    assert profile_violations(merged(), tmp_path) == []


@needs_java
@pytest.mark.skipif(shutil.which("javac") is None, reason="the profile check is compiled by a JDK")
def test_what_is_not_owl_2_dl_is_found(tmp_path: Path) -> None:
    graph = merged()
    graph.add((URIRef(ST + "person"), RDF.type, OWL.DatatypeProperty))
    assert profile_violations(graph, tmp_path)


def test_ranges_are_datatypes_of_owl() -> None:
    graph = merged()
    for term in graph.subjects(RDF.type, OWL.DatatypeProperty):
        if str(term).startswith(ST):
            assert set(graph.objects(term, RDFS.range)) <= DATATYPES, term


def test_a_claim_states_nothing_about_the_world() -> None:
    """A claim may be false, so no property of claims may have a super-property that says what was the case."""
    graph = merged()
    allowed = {"hadPrimarySource", "wasAttributedTo", "wasDerivedFrom", "specializationOf"}
    for _, parent in graph.subject_objects(RDFS.subPropertyOf):
        name = str(parent).rpartition("#")[2]
        assert name in allowed | {"inScheme"}, parent
