"""Recorded exchanges of HTTP messages: the tests of the SPARQL protocol and of the graph store protocol."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

import httpx
import pyoxigraph as ox

from tests.w3c.contents import Contents
from tests.w3c.equality import same_dataset
from tests.w3c.results import CSV, JSON, TSV, XML, read_answer
from tests.w3c.service import Deviation, Service, shown

_GRAPHS = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")
# What the tests mean by a format. They count RDFa as RDF as well, and JSON-LD is younger than they are.
_FORMATS = {"boolean": (XML, JSON), "tabular": (XML, JSON, CSV, TSV), "RDF": _GRAPHS}


@dataclass(frozen=True)
class Expected:
    """What a response must be: one of these statuses ("201", "2xx"), and more where a test says so."""

    statuses: tuple[str, ...]
    format: str | None = None
    truth: bool | None = None
    media: str | None = None
    turtle: str | None = None
    # the name by which later requests mean the address in this response's Location
    location: str | None = None


@dataclass(frozen=True)
class Message:
    """A request of an exchange, and what must come back."""

    method: str
    path: str
    expected: Expected
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None


@dataclass(frozen=True)
class Exchange:
    """Requests sent one after the other to a store that holds these contents at first."""

    contents: Contents
    messages: tuple[Message, ...]
    # whether requests to /sparql/ that are not said to be queries are updates
    updating: bool = False

    def check(self, service: Service) -> None:
        """Raise Deviation at the first response that is not as it must be."""
        service.load(self.contents)
        locations: dict[str, str] = {}
        for message in self.messages:
            path = message.path
            for name, address in locations.items():
                path = path.replace(name, quote(address, safe=""))
            answer = self._send(service, message, path)
            _compare(message, answer)
            if message.expected.location:
                if "location" not in answer.headers:
                    raise Deviation(f"{_request(message)}: no Location came")
                locations[message.expected.location] = str(answer.url.join(answer.headers["location"]))

    def _send(self, service: Service, message: Message, path: str) -> httpx.Response:
        """Send a message to the address that its path stands for."""
        asked = service.addresses
        if path.startswith("/gsp"):
            writing = message.method not in ("GET", "HEAD")
            url = asked.graph_store + path.removeprefix("/gsp")
        else:
            writing = self.updating and "sparql-query" not in message.headers.get("content-type", "")
            url = (asked.update if writing else asked.query) + path.removeprefix("/sparql/")
        return service.request(message.method, url, message.headers, message.body, writing=writing)


def _request(message: Message) -> str:
    return f"{message.method} {message.path}"


def _compare(message: Message, answer: httpx.Response) -> None:
    expected, request = message.expected, _request(message)
    status = str(answer.status_code)
    # A refusal for want of rights would hide whether the request itself is understood.
    if answer.status_code in (401, 403) or not any(
        status == wanted or (wanted.endswith("xx") and status[0] == wanted[0]) for wanted in expected.statuses
    ):
        raise Deviation(f"{request}: expected {' or '.join(expected.statuses)}, got {shown(answer)}")
    came = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    wanted = _FORMATS[expected.format] if expected.format else (expected.media,) if expected.media else None
    if wanted is not None and came not in wanted:
        raise Deviation(f"{request}: expected {' or '.join(wanted)}, got {came}")
    try:
        if expected.truth is not None and read_answer(answer.content, came) is not expected.truth:
            raise Deviation(f"{request}: expected {expected.truth}, got {shown(answer)}")
        if expected.format == "tabular":
            read_answer(answer.content, came)
        if expected.format == "RDF":
            graph(answer)
        if expected.turtle is not None and not same_dataset(
            ox.parse(expected.turtle, format=ox.RdfFormat.TURTLE), graph(answer)
        ):
            raise Deviation(f"{request}: expected {expected.turtle}\ngot {answer.text}")
    except (SyntaxError, ValueError) as error:
        raise Deviation(f"{request}: the body is no {came}: {error}") from None


def graph(answer: httpx.Response) -> list[ox.Quad]:
    """The graph in a response. Raises SyntaxError or ValueError if there is none."""
    media = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    format_ = ox.RdfFormat.from_media_type(media)
    if format_ is None:
        raise ValueError(f'"{media}" is no media type of RDF')
    return list(ox.parse(answer.content, format=format_, base_iri=str(answer.url)))
