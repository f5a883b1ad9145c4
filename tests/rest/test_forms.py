"""Every operation's example, in every form: what one form says, the others say."""

import csv
import io
import json
from typing import Any

import httpx
from pyld import jsonld
from pyoxigraph import BlankNode, Quad, RdfFormat, parse

from graph.answer import Answers

CONTEXT = "/api/v1/context.jsonld"
ITEMS = {"/api/v1/hierarchy": "nodes", "/api/v1/chain": "steps", "/api/v1/compare": "posts"} | {
    "/api/v1/formations/{id}/structure": "superiors"
}
"""What lists things in an answer, if it is not called items."""
Operation = dict[str, Any]


def get(client: httpx.Client, address: str, accept: str) -> httpx.Response:
    response = client.get(address, headers={"Accept": accept})
    assert response.status_code == 200, (address, response.text[:300])
    assert response.headers["content-type"].partition(";")[0] == accept
    return response


def triples(content: bytes | str, form: RdfFormat) -> set[tuple[str, ...]]:
    return {tuple(str(part) for part in quad.triple) for quad in parse(content, format=form)}


def test_every_example_answers(client: httpx.Client, description: dict[str, Any]) -> None:
    """All but the exported files, which take long to make and have tests of their own."""
    examples = [methods["get"].get("x-example") for path, methods in description["paths"].items() if "get" in methods]
    asked = [example for example in examples if example is not None and not example.endswith(".zip")]
    assert len(asked) > 40
    for example in asked:
        assert client.get(example).status_code == 200, example


def test_an_answer_is_json_ld_that_says_the_same_as_turtle(
    client: httpx.Client, operations: list[Operation], answers: Answers
) -> None:
    """Read by an independent processor, the JSON gives the triples of the Turtle; and all of them are in the graph."""
    context = client.get(CONTEXT).json()
    in_graph = Statements(answers)
    speaking = 0
    for operation in operations:
        example = operation["x-example"]
        document = get(client, example, "application/json").json()
        assert document["@context"] == CONTEXT
        assert get(client, example, "application/ld+json").json() == document
        read = jsonld.to_rdf({**document, **context}, {"format": "application/n-quads"})
        turtle = triples(get(client, example, "text/turtle").content, RdfFormat.TURTLE)
        assert triples(read, RdfFormat.N_QUADS) == turtle, example
        assert triples(get(client, example, "application/n-triples").content, RdfFormat.N_TRIPLES) == turtle
        speaking += bool(turtle)
        missing = [triple for triple in turtle if triple not in in_graph]
        assert not missing, (example, missing[:3])
    assert speaking > 30


class Statements:
    """The statements of all graphs of a store."""

    def __init__(self, answers: Answers) -> None:
        self._store = answers.store

    def __contains__(self, triple: tuple[str, ...]) -> bool:
        (quad,) = parse(" ".join(triple) + " .", format=RdfFormat.N_TRIPLES)
        assert isinstance(quad, Quad)
        assert not isinstance(quad.subject, BlankNode)
        line = " ".join(triple)
        return bool(self._store.query(f"ASK {{ {{ {line} }} UNION {{ GRAPH ?any {{ {line} }} }} }}"))


def test_a_table_has_a_row_an_item(client: httpx.Client, operations: list[Operation]) -> None:
    for operation in operations:
        example = operation["x-example"]
        answer = get(client, example, "application/json").json()
        rows = list(csv.DictReader(io.StringIO(get(client, example, "text/csv").text)))
        listed = answer.get(ITEMS.get(operation["path"], "items"), [answer])
        assert len(rows) == len(listed) > 0, example
        if "id" in listed[0]:
            assert [row["id"] for row in rows] == [item["id"] for item in listed]


def test_an_ending_names_the_form(client: httpx.Client) -> None:
    for ending, media in (("csv", "text/csv"), ("ttl", "text/turtle"), ("jsonld", "application/ld+json")):
        path, accepted = f"/api/v1/formations/58-caa.{ending}?on=2022-02-24", {"Accept": media}
        named = client.get(path, headers={"Accept": "application/json"})
        assert named.content == client.get("/api/v1/formations/58-caa?on=2022-02-24", headers=accepted).content
    page = client.get("/api/v1/persons.csv?limit=2")
    assert client.get(page.links["next"]["url"]).headers["content-type"].startswith("text/csv")
    refused = client.get("/api/v1/persons", headers={"Accept": "image/png"})
    assert refused.status_code == 406
    assert "text/turtle" in refused.json()["allowed"]


def test_labels_are_in_the_language_asked_for(client: httpx.Client) -> None:
    for language, label in (("en", "58th Combined Arms Army"), ("ru", "58-я общевойсковая армия")):
        response = client.get(f"/api/v1/formations/58-caa?lang={language}")
        assert response.headers["content-language"] == language
        assert response.json()["label"] == label
    names = client.get("/api/v1/formations/58-caa?lang=uk").json()
    assert names["label"] == names["names"]["uk"]


def test_fields_leave_out_the_rest(client: httpx.Client) -> None:
    whole = client.get("/api/v1/tenures?limit=5&claims=false").json()
    some = client.get("/api/v1/tenures?limit=5&claims=false&fields=edtf,person.label,origins").json()
    assert some["total"] == whole["total"]
    for item, full in zip(some["items"], whole["items"], strict=True):
        assert item.keys() == {"iri", "type", "id", "edtf", "person", "origins"}
        assert item["person"].keys() == {"iri", "id", "label"}
        assert item == {**{name: full[name] for name in item}, "person": item["person"]}
    row = csv.DictReader(io.StringIO(client.get("/api/v1/tenures.csv?limit=1&fields=person.id").text))
    assert row.fieldnames == ["id", "person.id"]
    assert json.loads(client.get("/api/v1/persons/ivan-popov.json?fields=label").content).keys() == {
        *("@context", "iri", "type", "id", "label"),
    }
