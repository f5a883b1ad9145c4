"""A SPARQL service under test: its addresses, and requests to it as the protocols have them."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

import httpx
import pyoxigraph as ox

from tests.w3c.contents import Contents


class Deviation(Exception):
    """A service did otherwise than a test demands: what was expected, and what came."""


@dataclass(frozen=True)
class Addresses:
    """Where a service takes queries, updates and graphs, and the bearer token for writing, if it wants one."""

    query: str
    update: str
    graph_store: str
    token: str | None = None


class Service:
    """A running service, asked over one connection that is kept; it knows what it last loaded there."""

    def __init__(self, addresses: Addresses) -> None:
        self.addresses = addresses
        self._client = httpx.Client(timeout=60)
        # The tests say which headers a request has; a client's own Accept would be one more.
        del self._client.headers["accept"]
        self._loaded: Contents | None = None

    def close(self) -> None:
        """Let the connection go."""
        self._client.close()

    def request(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes | None = None, *, writing: bool = False
    ) -> httpx.Response:
        """Send a request as it is; with the token, and forgetting what was loaded, if it is one for writing."""
        token = {"Authorization": f"Bearer {self.addresses.token}"} if writing and self.addresses.token else {}
        if writing:
            self._loaded = None
        try:
            return self._client.request(method, url, headers={**headers, **token}, content=content)
        except httpx.TransportError as error:
            raise Deviation(f"{method} {url}: no HTTP response came: {error}") from None

    def query(self, text: str, accept: str) -> httpx.Response:
        """Ask a query, by a form and without a token."""
        form = {"Content-Type": "application/x-www-form-urlencoded", "Accept": accept}
        return self.request("POST", self.addresses.query, form, urlencode({"query": text}).encode())

    def update(self, text: str) -> httpx.Response:
        """Send an update directly."""
        kind = {"Content-Type": "application/sparql-update"}
        return self.request("POST", self.addresses.update, kind, text.encode(), writing=True)

    def load(self, contents: Contents) -> None:
        """Make the store hold these contents and nothing else. Raises Deviation if it refuses."""
        if contents == self._loaded:
            return
        accepted(self.update("DROP ALL"), "DROP ALL")
        for graph, triples in contents.graphs().items():
            where = "default" if graph is None else f"graph={quote(graph, safe='')}"
            url, kind = f"{self.addresses.graph_store}?{where}", {"Content-Type": "application/n-triples"}
            accepted(self.request("PUT", url, kind, triples, writing=True), f"PUT ?{where}")
        self._loaded = contents

    def quads(self) -> list[ox.Quad]:
        """Everything that the store holds; asked in one query, so that a blank node in two graphs stays one."""
        answer = self.query(
            "SELECT ?g ?s ?p ?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }", "application/sparql-results+json"
        )
        accepted(answer, "the query for all quads")
        try:
            rows = ox.parse_query_results(answer.content, ox.QueryResultsFormat.JSON)
            if isinstance(rows, ox.QueryBoolean):
                raise Deviation("the query for all quads was answered with a boolean")
            return [ox.Quad(row["s"], row["p"], row["o"], row["g"] or ox.DefaultGraph()) for row in rows]
        except SyntaxError as error:
            raise Deviation(f"the query for all quads was answered with no results: {error}") from None


def accepted(answer: httpx.Response, request: str) -> None:
    """Raise Deviation unless a request succeeded."""
    if not answer.is_success:
        raise Deviation(f"{request}: expected success, got {shown(answer)}")


def shown(answer: httpx.Response) -> str:
    """A response in one line: its status and how its body begins."""
    body = " ".join(answer.text.split())
    return f"{answer.status_code} {body[:300]}".strip()
