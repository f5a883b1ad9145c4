"""Tests of syntax: what is well formed must be accepted, what is not must be refused as a bad request."""

from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.w3c.contents import Contents
from tests.w3c.results import JSON, TURTLE
from tests.w3c.service import Deviation, Service, accepted, shown


@dataclass(frozen=True)
class Syntax:
    """A query or an update, as it is, and whether it is well formed."""

    request: Path
    updating: bool
    well_formed: bool

    def check(self, service: Service) -> None:
        """Raise Deviation if the service takes it for what it is not.

        Refusing means status 400, as the protocol has it for a malformed request (2.1.6 and 2.2.4): any other error
        could have another cause.
        """
        text = self.request.read_text("utf-8")
        answer = self._send(service, text)
        if self.well_formed:
            accepted(answer, f"the well-formed {self.request.name}")
        elif answer.status_code != 400:
            raise Deviation(f"the malformed {self.request.name}: expected 400, got {shown(answer)}")

    def _send(self, service: Service, text: str) -> httpx.Response:
        if not self.updating:
            return service.query(text, f"{JSON}, {TURTLE}")
        service.load(Contents())
        answer = service.update(text)
        if self.well_formed and not answer.is_success:
            # One of these drops the graph <graph>, which is refused where there is none, well formed or not.
            accepted(service.update("CREATE SILENT GRAPH <graph>"), "CREATE SILENT GRAPH <graph>")
            answer = service.update(text)
        return answer
