"""Commands answer from a store on disk, which they open in a moment; what is served is in memory."""

import pytest


@pytest.fixture(scope="session")
def environment(on_disk: dict[str, str]) -> dict[str, str]:
    """The environment of all commands here."""
    return on_disk
