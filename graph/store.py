"""The store: an RDF dataset that answers queries, and the embedded engine as one.

Everything else asks a store for solutions, for serialised results, or for an rdflib Dataset over the same data, and
does not know which engine answers: `place` chooses it. The unnamed default graph holds today; the history graph holds
every version.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    import rdflib

Term = ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple
Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
Row = Mapping[str, Term]
"""One solution: variable name without "?" -> term; unbound variables are absent."""

RESULT_FORMATS: dict[str, ox.QueryResultsFormat] = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
"""Media types of SELECT and ASK results, the preferred one first."""

GRAPH_FORMATS: dict[str, ox.RdfFormat] = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/n-quads": ox.RdfFormat.N_QUADS,
    "application/trig": ox.RdfFormat.TRIG,
}
"""Media types of CONSTRUCT and DESCRIBE results, the preferred one first."""

DATASET_FORMATS = frozenset({"application/n-quads", "application/trig"})
"""Those of GRAPH_FORMATS that can hold named graphs as well."""


class QueryError(ValueError):
    """The query text is not SPARQL 1.1, or the engine refuses it; the message says where and why."""


class StoreError(Exception):
    """The engine cannot answer, whatever the query: out of reach, refusing, too slow, or cutting its answer short; the
    message says which."""


class Store(ABC):
    """An RDF dataset that answers SPARQL 1.1 queries. Safe to use from several threads."""

    @abstractmethod
    def query(self, text: str) -> Answer:
        """The answer to a query; SELECT solutions may stream. Raises QueryError if the text is not a query, and
        StoreError if the engine cannot answer."""

    @abstractmethod
    def __len__(self) -> int:
        """How many statements there are, in all graphs."""

    @abstractmethod
    def dataset(self) -> "rdflib.Dataset":
        """The same data as an rdflib Dataset. Pass it query texts only: prepared queries are evaluated by rdflib."""

    def select(self, text: str) -> Iterator[Row]:
        """The solutions of a SELECT query. Raises QueryError for anything else, and StoreError as `query` does, also
        after the first solutions."""
        found = self.query(text)
        if not isinstance(found, ox.QuerySolutions):
            raise QueryError("a SELECT query is needed here")
        yield from rows_of(found)


def rows_of(found: ox.QuerySolutions) -> Iterator[Row]:
    """The solutions as rows."""
    names = [variable.value for variable in found.variables]
    for solution in found:
        yield {name: value for name, value in zip(names, solution, strict=True) if value is not None}


class Embedded(Store):
    """A store in this process: in memory, or on disk."""

    def __init__(self, engine: ox.Store, *, on_disk: bool = False) -> None:
        self.engine = engine
        self.on_disk = on_disk

    @classmethod
    def load(cls, *paths: Path) -> "Embedded":
        """A store in memory with the N-Quads files at `paths`, which a build has written: nothing is checked again."""
        engine = ox.Store()
        for path in paths:
            engine.bulk_load(path=path, format=ox.RdfFormat.N_QUADS, lenient=True)
        return cls(engine)

    @classmethod
    def of(cls, quads: Iterator[ox.Quad]) -> "Embedded":
        """A store in memory with `quads`."""
        engine = ox.Store()
        engine.bulk_extend(quads)
        return cls(engine)

    @classmethod
    def at(cls, directory: Path) -> "Embedded":
        """The store on disk at `directory`, to read only; any number of processes may have it open."""
        return cls(ox.Store.read_only(str(directory)), on_disk=True)

    def __len__(self) -> int:
        return len(self.engine)

    def query(self, text: str) -> Answer:
        """The engine's answer to a query. Raises QueryError if the text is not a query."""
        try:
            return self.engine.query(text)
        except (SyntaxError, ValueError) as error:
            raise QueryError(str(error)) from error

    def dataset(self) -> "rdflib.Dataset":
        """The same data as an rdflib Dataset, by oxrdflib."""
        import rdflib
        from oxrdflib import OxigraphStore

        return rdflib.Dataset(store=OxigraphStore(store=self.engine))


def write_to_disk(directory: Path, *paths: Path) -> None:
    """Make a store on disk of the N-Quads files at `paths`. Raises OSError if another process is writing there."""
    engine = ox.Store(str(directory))
    for path in paths:
        engine.bulk_load(path=path, format=ox.RdfFormat.N_QUADS, lenient=True)
    engine.optimize()
    engine.flush()
