"""Commands answer from a store on disk, which they open in a moment; what is served is in memory."""

import pytest

from graph.snapshot import Snapshot


@pytest.fixture(scope="session")
def environment(environment: dict[str, str], snapshot: Snapshot) -> dict[str, str]:
    """The environment in which commands find the built fact base on disk."""
    return {**environment, "STAVKA_STORE": str(snapshot.directory.parents[2] / "on-disk")}
