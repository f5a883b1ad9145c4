"""What all tests share: the fact base built once, and a server that serves it."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_SH, LOCK_UN, flock
from pathlib import Path

import httpx
import pytest
from hypothesis import settings

from graph.answer import Answers
from graph.build import build
from graph.claim import FactBase
from graph.reading import FACTS, read_fact_base
from graph.snapshot import Home, Snapshot
from ontology.vocabulary import load

# How long an example takes says something about the machine, not about the code.
settings.register_profile("stavka", deadline=None)
settings.load_profile("stavka")


LONG = ("engines", "notebooks", "web", "explorer", "sparql", "w3c", "rest", "cli", "answers")
"""The packages whose tests start servers, browsers and commands, and so have the longest files."""


def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are cores: tests often wait for servers, browsers and commands."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first: several processes take one file after the other, and none is to be left alone with a long one
    at the end. Those of engines begin, as most need no build of the whole fact base, which another process makes."""
    order = {package: number for number, package in enumerate(LONG)}
    items.sort(key=lambda item: order.get(item.path.parent.name, len(LONG)))


@pytest.fixture(scope="session")
def common(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of all processes that run the tests together."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def snapshot(common: Path) -> Snapshot:
    """The shipped fact base, built; once, also if several processes run the tests."""
    return build(Home(common / "home"))


@pytest.fixture(scope="session")
def answers(snapshot: Snapshot) -> Answers:
    """Answers from the shipped fact base."""
    return Answers.from_snapshot(snapshot)


@pytest.fixture(scope="session")
def claims_written() -> int:
    """How many claims the shipped files hold, counted without reading them as YAML."""
    files = (FACTS / "sources").rglob("*.yaml")
    return sum(line.startswith("    claimant:") for file in files for line in file.read_text("utf-8").splitlines())


@pytest.fixture(scope="session")
def shipped() -> FactBase:
    """What the shipped files say."""
    return read_fact_base(FACTS, load())[0]


@pytest.fixture(scope="session")
def environment(snapshot: Snapshot) -> dict[str, str]:
    """The environment in which the command line finds the built fact base."""
    return {**os.environ, "STAVKA_HOME": str(snapshot.directory.parents[1]), "COLUMNS": "120", "NO_COLOR": "1"}


@pytest.fixture(scope="session")
def on_disk(environment: dict[str, str], snapshot: Snapshot) -> dict[str, str]:
    """The environment in which commands find it on disk, where they open it in a moment."""
    return {**environment, "STAVKA_STORE": str(snapshot.directory.parents[2] / "on-disk")}


plain_http = httpx.Client(limits=httpx.Limits(max_keepalive_connections=0))
"""Asks over HTTP, by a connection of its own for each request. `httpx.get` reads the certificates of the machine
for each, which takes longer than most answers."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(environment: dict[str, str], log: Path, *arguments: str, checkout: Path | None = None) -> Iterator[str]:
    """Start a real server with the command that users start it with, in another checkout if one is given; gives its
    address."""
    port = free_port()
    command = [sys.executable, "-m", "api.cli", "serve", "--port", str(port), *arguments]
    with (
        log.open("w") as output,
        subprocess.Popen(command, env=environment, cwd=checkout, stdout=output, stderr=output) as process,
    ):
        address = f"http://127.0.0.1:{port}"
        try:
            for _ in range(300):
                if process.poll() is not None:
                    raise RuntimeError(f"the server stopped: {log.read_text()}")
                try:
                    plain_http.get(f"{address}/api/v1/health", timeout=5).raise_for_status()
                    break
                except httpx.TransportError:
                    time.sleep(0.1)
            yield address
        finally:
            process.terminate()


@pytest.fixture(scope="session")
def server(environment: dict[str, str], common: Path) -> Iterator[str]:
    """The address of a server of the shipped fact base. The first process that needs it starts it for all, and ends it
    when none uses it any more."""
    address = common / "server.address"
    with (common / "server.lock").open("w") as turn, (common / "server.users").open("w") as users:
        flock(turn, LOCK_EX)
        if address.exists():
            flock(users, LOCK_SH)
            flock(turn, LOCK_UN)
            yield address.read_text("utf-8")
            return
        with serving(environment, common / "server.log") as started:
            address.write_text(started, "utf-8")
            flock(turn, LOCK_UN)
            yield started
            flock(turn, LOCK_EX)
            address.unlink()
            flock(turn, LOCK_UN)
            flock(users, LOCK_EX)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; `make test` installs one where there is none."""
    for name in (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name) if name else None
        if found:
            return found
    raise RuntimeError("no Chromium is installed: run `make test`, or set CHROMIUM to its path")


@pytest.fixture
def facts_directory(tmp_path: Path) -> Path:
    """A small fact base of its own: two officers, one post, three sources."""
    return write_small_base(tmp_path / "facts")


def write_small_base(directory: Path) -> Path:
    """Write a small, sound fact base into `directory`."""
    sources = directory / "sources" / "2022"
    sources.mkdir(parents=True)
    (directory / "persons.yaml").write_text(
        "persons:\n  - id: ivan-a\n    name: Ivan A\n    nameRu: Иван А\n  - id: pyotr-b\n    name: Pyotr B\n",
        encoding="utf-8",
    )
    (directory / "formations.yaml").write_text(
        "formations:\n"
        "  - id: mod\n    name: Ministry\n    echelon: ministry\n"
        "  - id: 1-caa\n    name: 1st Army\n    echelon: army\n",
        encoding="utf-8",
    )
    (directory / "claimants.yaml").write_text(
        "claimants:\n"
        "  - id: ministry\n    name: The Ministry\n    kind: russian-official\n    side: russia\n"
        "  - id: paper\n    name: A Paper\n    kind: russian-media\n    side: russia\n",
        encoding="utf-8",
    )
    head = (
        "source:\n  url: https://example.org/{0}\n  title: Page {0}\n  publisher: Example\n"
        '  published: "{1}"\n  language: en\n  accessed: "2026-11-22"\nclaims:\n'
    )
    (sources / "2022-01-10-one.yaml").write_text(
        head.format("one", "2022-01-10") + "  - person: ivan-a\n    role: commander\n    formation: 1-caa\n"
        '    start: "2021-12-01"\n    stance: official\n    claimant: ministry\n',
        encoding="utf-8",
    )
    (sources / "2022-02-10-two.yaml").write_text(
        head.format("two", "2022-02-10") + "  - person: pyotr-b\n    role: commander\n    formation: 1-caa\n"
        '    start: "2022-02-01"\n    stance: official\n    claimant: ministry\n'
        "  - formation: 1-caa\n    parent: mod\n    link: organic\n    stance: reported\n    claimant: paper\n",
        encoding="utf-8",
    )
    (sources / "2022-03-10-three.yaml").write_text(
        head.format("three", "2022-03-10") + "  - person: pyotr-b\n    rank: major-general\n"
        '    date: "2022-03-09"\n    stance: reported\n    claimant: paper\n',
        encoding="utf-8",
    )
    return directory
