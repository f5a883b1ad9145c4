"""What the service answers from: the settings and the answers of the current snapshot."""

from dataclasses import dataclass

from fastapi import Request

from api.settings import Settings
from graph.answer import Answers


@dataclass(frozen=True)
class Service:
    """One service: its settings, and the answers of the snapshot it has loaded."""

    settings: Settings
    answers: Answers


def service(request: Request) -> Service:
    """The service of a request, for endpoints to depend on."""
    found: Service = request.app.state.service
    return found
