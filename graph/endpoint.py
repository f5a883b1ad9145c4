"""A SPARQL server as a store: the same graph, where one machine is not enough.

Our default graph lies there in a graph of its own, because with many servers the default graph is the union of all;
every query is sent with the protocol's parameters for our dataset, unless it names its graphs itself. An answer is
read to its end before any of it counts: servers that give up have been seen to cut it under status 200.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph.addresses import Addresses, shown
from graph.connection import DEADLINE, Connection, CutAnswerError, NotOfferedError, Reply
from graph.query_text import TODAY_GRAPH, dataset_parameters, form_of, names_its_graphs
from graph.question import question
from graph.snapshot import NoSnapshot
from graph.store import Answer, QueryError, Row, Store, rows_of

if TYPE_CHECKING:
    import rdflib

_TABLES = frozenset({"application/sparql-results+json", "application/json"})
_GRAPHS = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
}
_ACCEPT_TABLE = "application/sparql-results+json"
"""JSON alone: of a table in XML that breaks off the reader does not notice that its end is missing."""
_ACCEPT_GRAPH = "application/n-triples, text/turtle;q=0.5"

_FORMS_OF_GRAPHS = ("CONSTRUCT", "DESCRIBE")


def accepted(form: str | None) -> str:
    """The media types in which the answer to a query of some form is asked for."""
    return _ACCEPT_GRAPH if form in _FORMS_OF_GRAPHS else _ACCEPT_TABLE


_COUNT = "SELECT (COUNT(*) AS ?found) WHERE { ?s ?p ?o }"


class Endpoint(Store):
    """A SPARQL 1.1 server that holds the graph."""

    def __init__(self, addresses: Addresses, deadline: float = DEADLINE) -> None:
        self.addresses = addresses
        self.connection = Connection(addresses, deadline)

    @cached_property
    def named_graphs(self) -> tuple[str, ...]:
        """The graphs of versions that the build on the server names; its policies say where they are."""
        found = self.select_from(TODAY_GRAPH, question("policies").render())
        graphs = (row.get("graph") for row in found)
        return tuple(graph.value for graph in graphs if isinstance(graph, ox.NamedNode))

    def version(self) -> str:
        """The version of the build on the server. Raises NoSnapshot if there is none."""
        for row in self.select_from(TODAY_GRAPH, question("snapshot").render()):
            if isinstance(version := row.get("version"), ox.Literal):
                return version.value
        raise NoSnapshot(f"nothing is published at {shown(self.addresses.query)} yet: run `stavka publish`")

    def reply(self, text: str, accept: str, dataset: list[tuple[str, str]] | None = None) -> Reply:
        """The server's own answer to a query: about our dataset, or about the one that `dataset` gives."""
        if dataset is None:
            dataset = [] if names_its_graphs(text) else dataset_parameters(text, self.named_graphs)
        return self.connection.query(text, dataset, accept)

    def query(self, text: str) -> Answer:
        """The server's answer to a query. Raises QueryError if the server finds the text wrong, and StoreError if it
        does not give a whole answer."""
        form = form_of(text)
        return self.answer_in(self.reply(text, accepted(form)), form)

    def answer_in(self, reply: Reply, form: str | None) -> Answer:
        """The answer that a reply to a query of some form holds. Raises StoreError if it is not whole."""
        if form in _FORMS_OF_GRAPHS:
            return self._triples(reply)
        found = self._table(reply)
        if isinstance(found, ox.QueryBoolean):
            return found
        rows = sum(1 for _ in self._whole(found))
        return _truth(rows > 0) if form == "ASK" else self._table(reply)

    def select(self, text: str) -> Iterator[Row]:
        """The solutions of a SELECT query, as they are read. Raises what Store.select does."""
        if form_of(text) != "SELECT":
            raise QueryError("a SELECT query is needed here")
        yield from self._rows(self.reply(text, _ACCEPT_TABLE))

    def select_from(self, graph: str, text: str) -> Iterator[Row]:
        """The solutions of a SELECT query about one graph alone. Raises what Store.select does."""
        return self._rows(self.reply(text, _ACCEPT_TABLE, [("default-graph-uri", graph)]))

    def __len__(self) -> int:
        """How many statements there are in today's graph and in the graphs of versions."""
        return sum(self.count(graph) for graph in (TODAY_GRAPH, *self.named_graphs))

    def count(self, graph: str) -> int:
        """How many statements a graph has on the server; 0 if there is no such graph."""
        found = (row["found"] for row in self.select_from(graph, _COUNT))
        return sum(int(count.value) for count in found if isinstance(count, ox.Literal))

    def dataset(self) -> "rdflib.Dataset":
        """The same data as an rdflib Dataset, to read; what it asks goes through this store."""
        import rdflib

        from graph.endpoint_rdflib import RdflibStore

        return rdflib.Dataset(store=RdflibStore(self))

    def _table(self, reply: Reply) -> ox.QuerySolutions | ox.QueryBoolean:
        if reply.media not in _TABLES:
            raise self._unreadable(reply)
        try:
            return ox.parse_query_results(reply.body, format=ox.QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as error:
            raise self._cut(error) from error

    def _rows(self, reply: Reply) -> Iterator[Row]:
        """The rows of a table. Raises CutAnswerError where it breaks off."""
        found = self._table(reply)
        if isinstance(found, ox.QueryBoolean):
            raise self._unreadable(reply)
        return self._whole(found)

    def _whole(self, found: ox.QuerySolutions) -> Iterator[Row]:
        try:
            yield from rows_of(found)
        except (SyntaxError, ValueError) as error:
            raise self._cut(error) from error

    def _triples(self, reply: Reply) -> ox.QueryTriples:
        """The triples of an answer, read into an engine of our own and out again."""
        form = _GRAPHS.get(reply.media)
        if form is None:
            raise self._unreadable(reply)
        engine = ox.Store()
        try:
            engine.bulk_load(input=reply.body, format=form)
        except (SyntaxError, ValueError) as error:
            raise self._cut(error) from error
        found = engine.query("CONSTRUCT WHERE { ?s ?p ?o }")
        assert isinstance(found, ox.QueryTriples), "CONSTRUCT gives triples"
        return found

    def _cut(self, error: Exception) -> CutAnswerError:
        """An answer under status 200 that cannot be read is one that the server has not finished."""
        name = shown(self.addresses.query)
        return CutAnswerError(f"{name} cut its answer short (it gave up, or the answer was too large): {error}")

    def _unreadable(self, reply: Reply) -> NotOfferedError:
        name = shown(self.addresses.query)
        return NotOfferedError(f'{name} answers with "{reply.media}", not with SPARQL results: is the address right?')


def _truth(value: bool) -> ox.QueryBoolean:
    """The answer to an ASK that was answered with a table, which has a row for yes: Virtuoso does that."""
    text = f'{{"head":{{}},"boolean":{str(value).lower()}}}'
    found = ox.parse_query_results(text, format=ox.QueryResultsFormat.JSON)
    assert isinstance(found, ox.QueryBoolean)
    return found
