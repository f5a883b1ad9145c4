"""The JSON-LD context turns a source file, as it is written, into the RDF that the rest relies on."""

import json
from typing import Any

import pytest
import rdflib
import yaml
from pyoxigraph import RdfFormat, parse
from rdflib.compare import to_isomorphic

from ontology import BASE, DIRECTORY, ST

SOURCE_FILE = """
source:
  url: https://www.example.org/report?id=1
  title: Commanders suspended, ministry says
  publisher: Example
  published: "2022-05-12"
  language: en
  accessed: "2026-11-22"
  seen: full
claims:
  - person: igor-osipov
    status: arrested
    formation: black-sea-fleet
    date: "../2022-05-12"
    stance: alleged
    claimant: ukrainian-interior-ministry
    made: "2022-05-11"
    note: "said in a post: no document is shown"
  - person: igor-osipov
    role: acting-commander
    formation: black-sea-fleet
    start: "2019-05"
    end: "2022-05/.."
    denies: "true"
    stance: official
    claimant: russian-mod
    words: temporarily in charge of the fleet
  - person: igor-osipov
    rank: vice-admiral
    stance: reported
    claimant: example
  - formation: 22-ac
    parent: black-sea-fleet
    link: organic
    stance: reported
    claimant: example
"""
KINDS = {"role": "PostClaim", "rank": "RankClaim", "status": "StatusClaim", "parent": "SubordinationClaim"}

EXPECTED = """
@prefix st: <https://w3id.org/stavka/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://w3id.org/stavka/> .

<source/s> a st:Source ; st:url <https://www.example.org/report?id=1> ; st:title "Commanders suspended, ministry says" ;
    st:publisher "Example" ; st:published "2022-05-12" ; st:language "en" ; st:accessed "2026-11-22"^^xsd:date ;
    st:seen "full" .
<claim/s/0> a st:Claim , st:StatusClaim ; st:source <source/s> ; st:person <person/igor-osipov> ;
    st:status <status/arrested> ; st:formation <formation/black-sea-fleet> ; st:date "../2022-05-12" ;
    st:stance <stance/alleged> ; st:claimant <claimant/ukrainian-interior-ministry> ; st:made "2022-05-11" ;
    st:note "said in a post: no document is shown" .
<claim/s/1> a st:Claim , st:PostClaim ; st:source <source/s> ; st:person <person/igor-osipov> ;
    st:role <role/acting-commander> ; st:formation <formation/black-sea-fleet> ; st:start "2019-05" ;
    st:end "2022-05/.." ; st:denies true ; st:stance <stance/official> ; st:claimant <claimant/russian-mod> ;
    st:words "temporarily in charge of the fleet" .
<claim/s/2> a st:Claim , st:RankClaim ; st:source <source/s> ; st:person <person/igor-osipov> ;
    st:rank <rank/vice-admiral> ; st:stance <stance/reported> ; st:claimant <claimant/example> .
<claim/s/3> a st:Claim , st:SubordinationClaim ; st:source <source/s> ; st:formation <formation/22-ac> ;
    st:superior <formation/black-sea-fleet> ; st:link <link/organic> ; st:stance <stance/reported> ;
    st:claimant <claimant/example> .
"""


def context() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((DIRECTORY / "context.jsonld").read_text(encoding="utf-8"))
    return loaded


def document() -> str:
    """The source file with what the software adds: the context, identifiers and classes."""
    written = yaml.load(SOURCE_FILE, Loader=yaml.BaseLoader)
    for index, claim in enumerate(written["claims"]):
        kind = next(KINDS[key] for key in KINDS if key in claim)
        claim.update(id=f"{BASE}claim/s/{index}", type=["Claim", kind])
    return json.dumps({**context(), "id": f"{BASE}source/s", "type": "Source", **written})


def by_pyoxigraph() -> rdflib.Graph:
    quads = list(parse(document().encode(), format=RdfFormat.JSON_LD))
    assert not [quad for quad in quads if str(quad.graph_name) != "DEFAULT"]
    return rdflib.Graph().parse(data="\n".join(f"{quad.triple} ." for quad in quads), format="nt")


def by_rdflib() -> rdflib.Graph:
    return rdflib.Graph().parse(data=document(), format="json-ld")


def test_pyoxigraph_reads_the_expected_statements() -> None:
    expected = rdflib.Graph().parse(data=EXPECTED, format="turtle")
    assert set(to_isomorphic(by_pyoxigraph())) == set(to_isomorphic(expected))


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
def test_rdflib_and_pyoxigraph_read_the_same() -> None:
    assert set(by_rdflib()) == set(by_pyoxigraph())


def test_a_flat_document_says_the_same_as_one_with_a_source_block() -> None:
    nested = json.loads(document())
    flat = {**{key: value for key, value in nested.items() if key != "source"}, **nested["source"]}
    assert set(parse(json.dumps(flat).encode(), format=RdfFormat.JSON_LD)) == set(
        parse(json.dumps(nested).encode(), format=RdfFormat.JSON_LD)
    )


def test_every_field_of_the_context_is_a_declared_property() -> None:
    ontology = rdflib.Graph().parse(DIRECTORY / "stavka.ttl")
    declared = {str(subject) for subject in ontology.subjects(rdflib.RDF.type, None)}
    for field, meaning in context()["@context"].items():
        if field.startswith("@") or field in ("st", "xsd") or meaning in ("@id", "@type", "@nest"):
            continue
        name = meaning if isinstance(meaning, str) else meaning.get("@id") or meaning["@reverse"]
        assert name.startswith("st:"), field
        assert ST + name.removeprefix("st:") in declared, field


def test_the_context_is_inline() -> None:
    """The engines have no loader for remote contexts, and an ``@import`` would be one."""
    assert "@import" not in json.dumps(context())
    assert isinstance(context()["@context"], dict)
