"""What the service answers from: its settings, the build it has loaded, and the engine for the queries of others."""

from dataclasses import dataclass
from typing import Protocol

from starlette.requests import Request

from api.settings import Settings
from api.sparql.evaluation import GraphRequest, QueryRequest
from api.sparql.reply import Reply
from api.sparql.writing import Write
from graph.answer import Answers


class Engine(Protocol):
    """What evaluates queries and writes: the workers of this machine, or another server."""

    def start(self) -> None:
        """Begin to serve, within a running event loop."""

    def close(self) -> None:
        """End what is running."""

    async def ask(self, request: QueryRequest | GraphRequest) -> Reply:
        """The reply to a request. Raises Problem if it is not taken."""

    async def write(self, write: Write) -> bool:
        """Have a write done; True if it made a new graph. Raises Problem if it fails; then nothing has changed."""


@dataclass(frozen=True)
class Service:
    """One service."""

    settings: Settings
    answers: Answers
    engine: Engine


def service(request: Request) -> Service:
    """The service of a request, for endpoints to depend on."""
    found: Service = request.app.state.service
    return found
