"""Tests of evaluation: load the data by the graph store protocol, ask or update over HTTP, compare."""

import re
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from tests.w3c.contents import Contents
from tests.w3c.data import iri_of
from tests.w3c.equality import same_dataset
from tests.w3c.results import expected_answer, read_answer, same_answer
from tests.w3c.service import Deviation, Service, accepted, shown

# ORDER BY among the last modifiers, after the last brace: in a subquery it orders nothing outside.
_ORDERED = re.compile(r"ORDER\s+BY[^{}]*\Z", re.IGNORECASE)


@dataclass(frozen=True)
class QueryEvaluation:
    """A query, the data it is asked of, and the file of its results, in whose format they are asked for."""

    request: Path
    data: Contents
    result: Path

    def check(self, service: Service) -> None:
        """Raise Deviation if the service answers otherwise."""
        service.load(self.data)
        media, expected = expected_answer(self.result)
        answer = service.query(_based(self.request), media)
        accepted(answer, f"the query {self.request.name}")
        came = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        if came != media:
            raise Deviation(f"expected {media}, got {came}")
        try:
            found = read_answer(answer.content, media)
        except (SyntaxError, ValueError) as error:
            raise Deviation(f"the answer is no {media}: {error}") from None
        ordered = _ORDERED.search(self.request.read_text("utf-8")) is not None
        if not same_answer(expected, found, ordered=ordered):
            raise Deviation(f"expected {self.result.name}:\n{expected}\ngot:\n{shown(answer)}")


@dataclass(frozen=True)
class UpdateEvaluation:
    """An update, what the store holds before, and what it must hold after."""

    request: Path
    before: Contents
    after: Contents

    def check(self, service: Service) -> None:
        """Raise Deviation if the service refuses the update, or comes to hold something else."""
        service.load(self.before)
        accepted(service.update(_based(self.request)), f"the update {self.request.name}")
        expected, found = self.after.quads(), service.quads()
        if not same_dataset(expected, found):
            raise Deviation(f"expected {_listed(expected)}\ngot {_listed(found)}")


def _based(request: Path) -> str:
    """The text of a request with the IRI of its file as base, which a service cannot know."""
    return f"BASE <{iri_of(request)}>\n{request.read_text('utf-8')}"


def _listed(quads: list[ox.Quad]) -> str:
    return "\n".join(sorted(map(str, quads))) or "nothing"
