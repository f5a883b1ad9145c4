"""The W3C's test data: where it lies, and its manifests as graphs that can be walked.

Every file keeps the IRI that the W3C publishes it under; relative IRIs in manifests, data, queries and results are
resolved against that IRI.
"""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

SPARQL11 = Path(__file__).parents[3] / "shared" / "w3c" / "sparql11"
BASE = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"
HT = "http://www.w3.org/2011/http#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"

Node = ox.NamedNode | ox.BlankNode


def iri_of(file: Path) -> str:
    """The IRI under which the W3C publishes a file."""
    return BASE + file.relative_to(SPARQL11).as_posix()


def file_of(iri: str) -> Path:
    """The file that the W3C publishes under an IRI. Raises ValueError if it is none of the test data."""
    if not iri.startswith(BASE):
        raise ValueError(f"{iri} is not a file of the test data: its IRI would start with {BASE}")
    return SPARQL11 / iri.removeprefix(BASE)


class Description:
    """A Turtle file as a graph, read node by node."""

    def __init__(self, file: Path) -> None:
        self.iri = iri_of(file)
        self._graph = ox.Dataset(ox.parse(path=file, base_iri=self.iri))

    def values(self, subject: Node, predicate: str) -> list[ox.NamedNode | ox.BlankNode | ox.Literal]:
        """All values of a property of a node."""
        found = (quad.object for quad in self._graph.quads_for_subject(subject) if quad.predicate.value == predicate)
        return [value for value in found if not isinstance(value, ox.Triple)]

    def nodes(self, subject: Node, predicate: str) -> list[Node]:
        """The values of a property that are nodes."""
        return [value for value in self.values(subject, predicate) if not isinstance(value, ox.Literal)]

    def node(self, subject: Node, predicate: str) -> Node | None:
        """The one node that a property names, if it is there."""
        return next(iter(self.nodes(subject, predicate)), None)

    def text(self, subject: Node, predicate: str) -> str | None:
        """The value of a property as text: a literal's characters or an IRI."""
        return next((value.value for value in self.values(subject, predicate)), None)

    def members(self, subject: Node, predicate: str) -> Iterator[Node]:
        """The members of the list that a property names, in order."""
        cell = self.node(subject, predicate)
        while cell is not None and cell.value != RDF + "nil":
            member = self.node(cell, RDF + "first")
            if member is not None:
                yield member
            cell = self.node(cell, RDF + "rest")

    def instances(self, of: str) -> list[Node]:
        """All nodes of a class."""
        typed = self._graph.quads_for_object(ox.NamedNode(of))
        return [
            quad.subject
            for quad in typed
            if quad.predicate.value == RDF + "type" and not isinstance(quad.subject, ox.Triple)
        ]
