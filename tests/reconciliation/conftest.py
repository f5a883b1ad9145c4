"""The clients, one for each version, on a real server."""

from collections.abc import Iterator

import httpx
import pytest

from tests.reconciliation.client import Draft, OpenRefine


@pytest.fixture(scope="module")
def http(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server, timeout=60) as made:
        yield made


@pytest.fixture(scope="module", params=[OpenRefine, Draft], ids=["0.2", "1.0"])
def client(http: httpx.Client, request: pytest.FixtureRequest) -> OpenRefine:
    made: OpenRefine = request.param(http)
    return made
