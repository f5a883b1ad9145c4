"""A snapshot in pieces: the statements of every graph in a fixed order, cut where a request would be too large.

The invariant: the same snapshot always gives the same pieces, so that what was sent once can be sent again, and what a
server holds of a graph is told by its count. Blank nodes are given fixed IRIs (RDF 1.1 Concepts, section 3.5): sent
twice they would be doubled.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from graph.query_text import TODAY_GRAPH
from graph.snapshot import Snapshot
from ontology import BASE

MOST_STATEMENTS = 20_000
MOST_BYTES = 4_000_000


@dataclass(frozen=True, slots=True)
class Piece:
    """Statements of one graph as lines of N-Triples; `before` counts those in the graph's earlier pieces."""

    graph: str
    before: int
    lines: tuple[bytes, ...]

    @property
    def end(self) -> int:
        """How many statements of the graph there are up to the end of this piece."""
        return self.before + len(self.lines)


@dataclass(slots=True)
class _Open:
    """A piece that is being filled."""

    before: int = 0
    size: int = 0
    lines: list[bytes] = field(default_factory=list)


def pieces(snapshot: Snapshot) -> Iterator[Piece]:
    """All statements of a snapshot in pieces, those of its default graph under the name that it has on a server."""
    pending: dict[str, _Open] = {}
    for graph, line in _lines(snapshot):
        filling = pending.setdefault(graph, _Open())
        if filling.lines and (len(filling.lines) == MOST_STATEMENTS or filling.size + len(line) > MOST_BYTES):
            yield Piece(graph, filling.before, tuple(filling.lines))
            filling = pending[graph] = _Open(before=filling.before + len(filling.lines))
        filling.lines.append(line)
        filling.size += len(line)
    for graph, filling in pending.items():
        yield Piece(graph, filling.before, tuple(filling.lines))


def _lines(snapshot: Snapshot) -> Iterator[tuple[str, bytes]]:
    for path in snapshot.graphs:
        scope = f"{snapshot.manifest.version}/{path.stem}"
        for quad in ox.parse(path=path, format=ox.RdfFormat.N_QUADS, lenient=True):
            graph = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else TODAY_GRAPH
            subject, value = _fixed(quad.subject, scope), _fixed(quad.object, scope)
            yield graph, f"{subject} {quad.predicate} {value} .\n".encode()


def _fixed(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple, scope: str) -> str:
    """A term as N-Triples; for a blank node an IRI that is the same whenever it is sent."""
    return f"<{BASE}.well-known/genid/{scope}/{term.value}>" if isinstance(term, ox.BlankNode) else str(term)
