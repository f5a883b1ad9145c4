"""A client of the REST interface, and what it says of itself."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest


@pytest.fixture(scope="session")
def client(server: str) -> Iterator[httpx.Client]:
    """A client of a server of the shipped fact base."""
    with httpx.Client(base_url=server, timeout=60) as made:
        yield made


@pytest.fixture(scope="session")
def description(client: httpx.Client) -> dict[str, Any]:
    """The OpenAPI description."""
    found: dict[str, Any] = client.get("/api/v1/openapi.json").json()
    return found


@pytest.fixture(scope="session")
def operations(description: dict[str, Any]) -> list[dict[str, Any]]:
    """The operations of REST that answer in several forms, each with its path."""
    return [
        {**methods["get"], "path": path}
        for path, methods in description["paths"].items()
        if "text/csv" in methods.get("get", {}).get("x-forms", ())
    ]
