"""Answers to queries, read from the formats of results: a truth, a table or a graph."""

import csv
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pyoxigraph as ox

from tests.w3c.contents import statements
from tests.w3c.data import Description
from tests.w3c.equality import Row, same_dataset, same_rows

RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
XML, JSON = "application/sparql-results+xml", "application/sparql-results+json"
CSV, TSV = "text/csv", "text/tab-separated-values"
TURTLE = "text/turtle"
MEDIA_TYPES = {".srx": XML, ".srj": JSON, ".csv": CSV, ".tsv": TSV, ".ttl": TURTLE}
_PARSED = {XML: ox.QueryResultsFormat.XML, JSON: ox.QueryResultsFormat.JSON, TSV: ox.QueryResultsFormat.TSV}


@dataclass(frozen=True)
class Table:
    """Rows under the names of their variables."""

    variables: tuple[str, ...]
    rows: tuple[Row, ...]

    def under(self, variables: tuple[str, ...]) -> list[Row]:
        """The rows with their columns in another order."""
        places = [self.variables.index(name) for name in variables]
        return [tuple(row[place] for place in places) for row in self.rows]


@dataclass(frozen=True)
class Graph:
    """A graph, as an answer."""

    quads: tuple[ox.Quad, ...]


Answer = bool | Table | Graph


def expected_answer(file: Path) -> tuple[str, Answer]:
    """The answer that a file of results holds, and the media type to ask a server for."""
    media = MEDIA_TYPES[file.suffix]
    if media != TURTLE:
        return media, read_answer(file.read_bytes(), media)
    described = Description(file)
    sets = described.instances(RS + "ResultSet")
    if not sets:
        return TURTLE, Graph(tuple(statements(file)))
    variables = tuple(value.value for value in described.values(sets[0], RS + "resultVariable"))
    rows: list[Row] = []
    for solution in described.nodes(sets[0], RS + "solution"):
        bindings = described.nodes(solution, RS + "binding")
        bound = {described.text(b, RS + "variable"): described.values(b, RS + "value")[0] for b in bindings}
        rows.append(tuple(bound.get(name) for name in variables))
    return JSON, Table(variables, tuple(rows))


def read_answer(content: bytes, media: str) -> Answer:
    """Read an answer. Raises SyntaxError, UnicodeDecodeError or KeyError if it is none of that media type."""
    if media == TURTLE:
        return Graph(tuple(ox.parse(content, format=ox.RdfFormat.TURTLE)))
    if media == CSV:
        return _read_csv(content.decode("utf-8"))
    found = ox.parse_query_results(content, _PARSED[media])
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    variables = tuple(variable.value for variable in found.variables)
    return Table(variables, tuple(tuple(row[name] for name in variables) for row in found))


def same_answer(one: Answer, other: Answer, *, ordered: bool) -> bool:
    """Whether two answers are the same, with rows in order if they are ordered."""
    if isinstance(one, Table) and isinstance(other, Table):
        if set(one.variables) != set(other.variables):
            return False
        return same_rows(list(one.rows), other.under(one.variables), ordered=ordered)
    if isinstance(one, Graph) and isinstance(other, Graph):
        return same_dataset(one.quads, other.quads)
    return one is other


def _read_csv(text: str) -> Table:
    """CSV tells neither datatypes nor IRIs from strings: cells are compared as they are, but for blank nodes."""
    header, *lines = csv.reader(StringIO(text))
    rows = tuple(tuple(_cell(cell) for cell in line) for line in lines)
    return Table(tuple(header), rows)


def _cell(text: str) -> ox.BlankNode | ox.Literal:
    return ox.BlankNode(text[2:]) if text.startswith("_:") else ox.Literal(text)
