"""What a graph store holds: files in its default graph and in its named graphs."""

from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from tests.w3c.data import iri_of


@dataclass(frozen=True)
class Contents:
    """The files of a store's default graph, and for each named graph its IRI and its file."""

    default: tuple[Path, ...] = ()
    named: tuple[tuple[str, Path], ...] = ()

    def quads(self) -> list[ox.Quad]:
        """All statements; a blank node of one file is none of another's."""
        found = [quad for file in self.default for quad in statements(file)]
        for iri, file in self.named:
            found += [
                ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(iri)) for quad in statements(file)
            ]
        return found

    def graphs(self) -> dict[str | None, bytes]:
        """Every graph (the default one as None) as N-Triples.

        They are parsed here because a relative IRI in a file is resolved against the file's IRI, while a server would
        resolve it against that of the graph it is put into.
        """
        default = [quad for file in self.default for quad in statements(file)]
        found: dict[str | None, bytes] = {None: _ntriples(default)} if default else {}
        return found | {iri: _ntriples(statements(file)) for iri, file in self.named}


def statements(file: Path) -> list[ox.Quad]:
    """The statements of an RDF file, in the default graph, its blank nodes renamed."""
    return list(ox.parse(path=file, base_iri=iri_of(file), rename_blank_nodes=True))


def _ntriples(quads: list[ox.Quad]) -> bytes:
    written = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES)
    return written or b""
