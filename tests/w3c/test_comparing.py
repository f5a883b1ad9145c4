"""The comparing of answers: a check that took a wrong answer for right would be worth nothing."""

import pyoxigraph as ox
import pytest

from tests.w3c.description import SD, schema_faults
from tests.w3c.equality import XSD, same_dataset
from tests.w3c.results import CSV, JSON, TSV, Table, read_answer, same_answer

IRI = ox.NamedNode("http://example.org/a")


def table(*rows: tuple[object, ...]) -> Table:
    return Table(("x", "y"), rows)  # type: ignore[arg-type]


def number(text: str, kind: str = "decimal") -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + kind))


def test_rows_are_a_multiset_unless_they_are_ordered() -> None:
    one, other = table((IRI, None), (None, IRI)), table((None, IRI), (IRI, None))
    assert same_answer(one, other, ordered=False)
    assert not same_answer(one, other, ordered=True)
    assert not same_answer(table((IRI, None)), table((IRI, None), (IRI, None)), ordered=False)


def test_columns_go_by_their_names() -> None:
    turned = Table(("y", "x"), ((None, IRI),))
    assert same_answer(table((IRI, None)), turned, ordered=False)
    assert not same_answer(table((IRI, None)), Table(("x", "z"), ((IRI, None),)), ordered=False)


def test_blank_nodes_may_have_other_names_but_not_other_places() -> None:
    a, b, c, d = (ox.BlankNode() for _ in range(4))
    assert same_answer(table((a, a), (a, b)), table((c, d), (c, c)), ordered=False)
    assert not same_answer(table((a, a)), table((c, d)), ordered=False)
    assert not same_answer(table((a, IRI), (b, IRI)), table((c, IRI), (c, IRI)), ordered=False)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (number("2.0"), number("2"), True),
        (number("2.0"), number("2.1"), False),
        (number("2"), number("2", "integer"), False),
        (number("01", "integer"), number("1", "integer"), True),
        (number("1E6", "double"), number("1000000", "double"), True),
        (number("0.1", "float"), number("0.10000000149011612", "float"), True),
        (number("x", "integer"), number("X", "integer"), False),
        (number("1", "boolean"), number("true", "boolean"), True),
        (ox.Literal("a", language="en-GB"), ox.Literal("a", language="en-gb"), True),
        (ox.Literal("a", language="en"), ox.Literal("a"), False),
        (ox.Literal("1.0"), ox.Literal("1"), False),
    ],
)
def test_numbers_are_compared_by_value_and_strings_are_not(one: ox.Literal, other: ox.Literal, same: bool) -> None:
    assert same_answer(table((one, None)), table((other, None)), ordered=False) is same
    assert same_dataset([ox.Quad(IRI, IRI, one)], [ox.Quad(IRI, IRI, other)]) is same


def test_a_statement_in_another_graph_is_another() -> None:
    assert not same_dataset([ox.Quad(IRI, IRI, IRI)], [ox.Quad(IRI, IRI, IRI, IRI)])


def test_formats_of_results_are_read_as_one_table() -> None:
    as_tsv = read_answer(b"?x\t?y\n<http://example.org/a>\t\n", TSV)
    as_json = read_answer(
        b'{"head":{"vars":["x","y"]},"results":{"bindings":[{"x":{"type":"uri","value":"http://example.org/a"}}]}}',
        JSON,
    )
    assert same_answer(as_tsv, as_json, ordered=True)
    assert same_answer(read_answer(b"x,y\r\n_:b,1\r\n", CSV), read_answer(b"x,y\n_:c,1\n", CSV), ordered=False)
    assert not same_answer(read_answer(b'{"head":{},"boolean":true}', JSON), False, ordered=False)


def test_a_description_that_misuses_the_vocabulary_is_found_out() -> None:
    service, dataset = ox.BlankNode(), ox.BlankNode()
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    sound = [
        ox.Quad(service, kind, ox.NamedNode(SD + "Service")),
        ox.Quad(service, ox.NamedNode(SD + "supportedLanguage"), ox.NamedNode(SD + "SPARQL11Query")),
        ox.Quad(service, ox.NamedNode(SD + "defaultDataset"), dataset),
        ox.Quad(dataset, kind, ox.NamedNode(SD + "Dataset")),
    ]
    assert schema_faults(sound) == []
    wrong = [
        ox.Quad(service, ox.NamedNode(SD + "endpont"), IRI),
        ox.Quad(service, ox.NamedNode(SD + "endpoint"), ox.Literal("http://example.org/")),
        ox.Quad(service, ox.NamedNode(SD + "supportedLanguage"), ox.NamedNode(SD + "SPARQL12")),
        ox.Quad(dataset, ox.NamedNode(SD + "feature"), ox.NamedNode(SD + "EmptyGraphs")),
        ox.Quad(service, ox.NamedNode(SD + "supportedLanguage"), ox.NamedNode(SD + "EmptyGraphs")),
    ]
    for quad in wrong:
        assert len(schema_faults([*sound, quad])) == 1, quad
    assert schema_faults(sound[1:2]) == ["nothing is an sd:Service"]
