"""rdflib over a SPARQL server: rdflib's own store for endpoints, its requests sent through ours.

So authentication, the dataset and errors are the same for both. What rdflib's store cannot do stays so: blank nodes
have no name that lasts, and nothing is written.
"""

from io import BytesIO
from typing import TYPE_CHECKING, Any

from rdflib.graph import Graph
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from rdflib.query import Result

from graph.addresses import shown
from graph.query_text import TODAY_GRAPH, form_of

if TYPE_CHECKING:
    from graph.endpoint import Endpoint

_TABLE = "application/sparql-results+json"
_GRAPH = "application/n-triples"


class RdflibStore(SPARQLStore):
    """An rdflib store that asks an `Endpoint`."""

    def __init__(self, endpoint: "Endpoint") -> None:
        super().__init__(shown(endpoint.addresses.query), returnFormat="json")
        self._endpoint = endpoint

    def add_graph(self, graph: Graph) -> None:
        """Nothing: to name a graph that is asked of writes nothing."""

    def _query(self, query: str, default_graph: str | None = None, **_: Any) -> Result:
        """The answer to a query about our dataset, or about the one graph that rdflib asks of."""
        own = default_graph is None or str(default_graph) in ("urn:x-rdflib:default", TODAY_GRAPH)
        accept = _GRAPH if form_of(query) in ("CONSTRUCT", "DESCRIBE") else _TABLE
        reply = self._endpoint.reply(query, accept, None if own else [("default-graph-uri", str(default_graph))])
        return Result.parse(BytesIO(reply.body), content_type=reply.media)
