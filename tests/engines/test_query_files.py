"""The query files keep to the forms that every engine known to us answers rightly.

Each rule stands for a fault of Virtuoso 7.2.5 that loses or doubles rows, or fails; docs/engines.md tells of them.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from graph.question import parse_question, questions
from tests.queries.test_questions import example


def parts(node: Any) -> Iterator[CompValue]:
    """Every part of a parsed query."""
    if isinstance(node, CompValue):
        yield node
        for value in node.values():
            yield from parts(value)
    elif not isinstance(node, str) and hasattr(node, "__iter__"):
        for value in node:
            yield from parts(value)


def unwrapped(node: Any) -> Any:
    """An expression without the levels of the grammar that add nothing to it."""
    while isinstance(node, CompValue) and set(node) == {"expr"}:
        node = node["expr"]
    return node if isinstance(node, CompValue) else CompValue("term")


def faults(text: str) -> set[str]:
    """The forms in a query text that an engine is known to answer falsely."""
    found = set()
    for part in parts(parseQuery(text)):
        if part.name == "RelationalExpression" and part.get("op") in ("<=", ">="):
            found.add("<= and >= lose rows: write !(a > b), !(a < b)")
        if part.name == "PathElt" and part.get("mod") in ("*", "+"):
            found.add("a path of many steps loses or doubles rows")
        if part.name == "Bind" and unwrapped(part["expr"]).name == "Builtin_EXISTS":
            found.add("BIND(EXISTS) gives a number, not a boolean, and fails beside a sub-select")
    return found


@pytest.mark.parametrize("name", sorted(questions()))
def test_a_question_keeps_to_safe_forms(name: str) -> None:
    asked = questions()[name]
    assert faults(asked.render(**example(asked))) == set()


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("?s ?p ?o FILTER(?o <= 3)", "lose rows"),
        ("?s ?p ?o FILTER(?o >= 3 && ?o < 9)", "lose rows"),
        ("?s <urn:p>* ?o", "many steps"),
        ("?s (^<urn:p>/<urn:q>)+ ?o", "many steps"),
        ("?s ?p ?o BIND(EXISTS { ?o ?p ?s } AS ?x)", "fails beside"),
    ],
)
def test_an_unsafe_form_is_found(body: str, words: str) -> None:
    head = "# title: A\n# question: B\n# returns: C\n"
    (fault,) = faults(parse_question("made-up", f"{head}SELECT * WHERE {{ {body} }}").text)
    assert words in fault
