"""A server of a small fact base with narrow bounds, so that a test meets them in moments."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from graph.build import build
from graph.snapshot import Home
from tests.conftest import serving, write_small_base

TOKEN = "a token of the tests"
BOUNDS = {
    "STAVKA_DEADLINE": "3",
    "STAVKA_BUDGET": "0.3",
    "STAVKA_PATIENCE": "5",
    "STAVKA_QUICK": "2",
    "STAVKA_LONG": "1",
    "STAVKA_WAITING": "4",
    "STAVKA_MEMORY": "64",
    "STAVKA_MAX_ROWS": "1000",
    "STAVKA_MAX_BYTES": "2000000",
    "STAVKA_WRITE_TOKEN": TOKEN,
}


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of a small fact base."""
    return write_small_base(tmp_path_factory.mktemp("small") / "facts")


@pytest.fixture(scope="session")
def narrow(
    small: Path, environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx.Client]:
    """A client of a server with narrow bounds and writing switched on."""
    home = tmp_path_factory.mktemp("narrow")
    build(Home(home), small)
    with (
        serving({**environment, **BOUNDS, "STAVKA_HOME": str(home)}, home / "log", "--facts", str(small)) as address,
        httpx.Client(base_url=address, timeout=60) as client,
    ):
        yield client
