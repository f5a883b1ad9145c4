"""Two servers with a part of the shipped fact base, and small builds to publish to others."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.build import build
from graph.reading import FACTS
from graph.snapshot import Home, Snapshot
from tests.conftest import write_small_base
from tests.engines.servers import Settings, oxigraph, run, virtuoso

LEFT_OUT = "policy-any-two-origins.nq"
"""The versions of one policy are not published, to save time: 180,000 statements of the same kind as the others."""

PART = ("2019", "2020", "2022-05", "2023-07")
"""When the sources were published that make up a part of the fact base in which every question finds its example."""


def write_part(directory: Path) -> Path:
    """Write a part of the shipped fact base into `directory`: the registers, the sources of `PART`, and all sources
    that any of these name."""
    sources = {path.stem: path for path in (FACTS / "sources").rglob("*.yaml")}
    taken = [*FACTS.glob("*.yaml"), *(path for name, path in sorted(sources.items()) if name.startswith(PART))]
    for path in taken:  # it grows on the way
        named = sources.keys() & set(re.findall(r"[\w-]+", path.read_text("utf-8")))
        taken += [sources[name] for name in sorted(named) if sources[name] not in taken]
    for path in taken:
        copied = directory / path.relative_to(FACTS)
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copied)
    return directory


def linked(snapshot: Snapshot, home: Path, *left_out: str) -> Snapshot:
    """The same snapshot in another home, without the files `left_out`."""
    directory = home / "snapshots" / snapshot.directory.name
    directory.mkdir(parents=True)
    for path in snapshot.directory.iterdir():
        if path.name not in left_out:
            (directory / path.name).symlink_to(path)
    (home / "current").write_text(f"{directory.name}\n")
    return Home(home).current()


@pytest.fixture(scope="session", params=["oxigraph", "virtuoso"])
def server_name(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="session")
def to_publish(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The facts that the servers get: a part, since all of them take minutes."""
    directory = tmp_path_factory.mktemp("engines")
    part = build(Home(directory / "part"), write_part(directory / "facts"))
    return linked(part, directory / "home", LEFT_OUT)


@pytest.fixture(scope="session")
def settings(server_name: str, to_publish: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """The settings of a server to which its fact base was published by the command line."""
    started = oxigraph() if server_name == "oxigraph" else virtuoso(tmp_path_factory.mktemp("virtuoso"))
    with started as found:
        shown = run(found, "publish", home=to_publish.directory.parents[1])
        assert shown.returncode == 0, shown.stdout[-4000:] + shown.stderr
        assert f"Published {to_publish.manifest.version}" in shown.stdout
        yield found


@pytest.fixture
def oxigraph_settings() -> Iterator[Settings]:
    """An empty Oxigraph server of the test's own."""
    with oxigraph() as found:
        yield found


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A build of a few thousand statements, most of them vocabulary."""
    directory = tmp_path_factory.mktemp("small")
    return build(Home(directory / "home"), write_small_base(directory / "facts"))


@pytest.fixture(scope="session")
def middling(small: Snapshot, snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The small build with 30,000 statements more, so that one graph needs more than one request."""
    home = tmp_path_factory.mktemp("middling")
    found = linked(small, home, "policy-official-only.nq")
    (found.directory / "policy-official-only.nq").symlink_to(snapshot.policy_graph("official-only"))
    return found
