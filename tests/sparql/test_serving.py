"""The processes that serve: a new build is picked up under load, and none of them ends without being replaced."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil
import pytest

from tests.conftest import plain_http, serving, write_small_base
from tests.sparql.conftest import TOKEN
from tests.sparql.test_bounds import ENDLESS

ASK = "SELECT ?v WHERE { <https://w3id.org/stavka/> <https://w3id.org/stavka/ontology#version> ?v }"


@dataclass
class Load:
    """Clients that ask all the time, some on one connection and some on a new one each time, and what came of it."""

    address: str
    failures: list[str] = field(default_factory=list)
    versions: list[str] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)

    def version(self, client: httpx.Client, turn: int) -> str:
        if turn % 2:
            answer = client.get("/api/v1/health").raise_for_status()
            return str(answer.json()["version"])
        found = client.get("/sparql", params={"query": ASK}).raise_for_status().json()
        return str(found["results"]["bindings"][0]["v"]["value"])

    def keep_asking(self, anew: bool) -> None:
        turn = 0
        client = httpx.Client(base_url=self.address, timeout=30)
        while not self._stop.is_set():
            turn += 1
            if anew:
                client.close()
                client = httpx.Client(base_url=self.address, timeout=30, verify=False)  # reads no certificates
            try:
                self.versions.append(self.version(client, turn))
            except httpx.HTTPError as error:
                self.failures.append(repr(error))
        client.close()

    @contextmanager
    def running(self) -> Iterator[None]:
        threads = [threading.Thread(target=self.keep_asking, args=(number % 2 == 0,)) for number in range(6)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._stop.set()
            for thread in threads:
                thread.join()


def until(true: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to be"
        time.sleep(0.1)


@pytest.fixture
def home(tmp_path: Path, environment: dict[str, str]) -> dict[str, str]:
    return {**environment, "STAVKA_HOME": str(tmp_path / "home"), "STAVKA_WRITE_TOKEN": TOKEN}


def version(address: str) -> str:
    return str(plain_http.get(f"{address}/api/v1/health").json()["version"])


def test_a_build_is_picked_up_under_load_and_no_request_fails(home: dict[str, str], tmp_path: Path) -> None:
    facts = write_small_base(tmp_path / "facts")
    with serving(home, tmp_path / "log", "--facts", str(facts), "--workers", "2") as address:
        load, first = Load(address), version(address)
        with load.running():
            time.sleep(1)
            source = facts / "sources" / "2022" / "2022-03-10-three.yaml"
            source.write_text(source.read_text("utf-8").replace("major-general", "lieutenant-general"), "utf-8")
            command = [sys.executable, "-m", "api.cli", "build", "--facts", str(facts)]
            subprocess.run(command, env=home, check=True, capture_output=True)
            until(lambda: first not in load.versions[-40:])
            (second,) = set(load.versions[-40:])
            time.sleep(1)
        assert load.failures == []
        assert set(load.versions) == {first, second}
        assert len(load.versions) > 200


def test_a_build_with_a_mistake_leaves_what_serves(home: dict[str, str], tmp_path: Path) -> None:
    facts = write_small_base(tmp_path / "facts")
    with serving(home, tmp_path / "log", "--facts", str(facts)) as address:
        first = version(address)
        source = facts / "sources" / "2022" / "2022-03-10-three.yaml"
        source.write_text(source.read_text("utf-8").replace("major-general", "no-such-rank"), "utf-8")
        command = [sys.executable, "-m", "api.cli", "build", "--facts", str(facts)]
        assert subprocess.run(command, env=home, capture_output=True).returncode == 1
        time.sleep(1.5)
        assert version(address) == first


def test_what_others_wrote_goes_along_and_what_is_ours_is_made_anew(home: dict[str, str], tmp_path: Path) -> None:
    facts = write_small_base(tmp_path / "facts")
    written = "INSERT DATA { <http://a> <http://b> 1 . GRAPH <http://example.org/mine> { <http://a> <http://b> 2 } }"
    find = "SELECT ?n WHERE { { <http://a> <http://b> ?n } UNION { GRAPH ?g { <http://a> <http://b> ?n } } }"

    def found(address: str) -> list[str]:
        rows = plain_http.get(f"{address}/sparql", params={"query": find}).json()["results"]["bindings"]
        return sorted(row["n"]["value"] for row in rows)

    with serving(home, tmp_path / "log", "--facts", str(facts), "--workers", "2") as address:
        headers = {"Authorization": f"Bearer {TOKEN}"}
        assert plain_http.post(f"{address}/sparql", data={"update": written}, headers=headers).status_code == 204
        assert [found(address) for _ in range(4)] == [["1", "2"]] * 4
    with serving(home, tmp_path / "log", "--facts", str(facts)) as address:
        assert found(address) == ["2"]


def processes(parent: psutil.Process) -> dict[str, list[psutil.Process]]:
    """The processes below a supervisor, by what they are."""
    (generation,) = parent.children()
    return {"generation": [generation], "web": generation.children()}


@contextmanager
def supervised(home: dict[str, str], tmp_path: Path) -> Iterator[tuple[str, psutil.Process]]:
    facts = write_small_base(tmp_path / "facts")
    with serving(home, tmp_path / "log", "--facts", str(facts), "--workers", "2") as address:
        port = int(address.rpartition(":")[2])
        until(lambda: "serves at" in (tmp_path / "log").read_text())
        yield (
            address,
            next(one for one in psutil.Process().children() if any(str(port) == part for part in one.cmdline())),
        )


@pytest.mark.parametrize("kind", ["generation", "web"])
def test_processes_that_are_killed_are_replaced(home: dict[str, str], tmp_path: Path, kind: str) -> None:
    with supervised(home, tmp_path) as (address, supervisor):
        for process in processes(supervisor)[kind]:
            process.kill()

        def served() -> bool:
            try:
                answer = plain_http.get(f"{address}/sparql", params={"query": "ASK {}"}, timeout=5)
                return answer.raise_for_status().json()["boolean"] is True
            except httpx.HTTPError:
                return False

        until(served)
        until(lambda: len(processes(supervisor)["web"]) >= 2)


def test_nothing_is_left_when_the_supervisor_is_killed(home: dict[str, str], tmp_path: Path) -> None:
    with supervised(home, tmp_path) as (address, supervisor):

        def ask_without_end() -> None:
            with suppress(httpx.HTTPError):
                plain_http.get(f"{address}/sparql", params={"query": ENDLESS})

        hostile = threading.Thread(target=ask_without_end)
        hostile.start()
        time.sleep(1)
        family = supervisor.children(recursive=True)
        assert len(family) >= 4
        os.kill(supervisor.pid, signal.SIGKILL)
        _, left = psutil.wait_procs(family, timeout=15)
        hostile.join()
        assert left == []


def test_a_store_on_disk_answers_alike_and_takes_no_writes(home: dict[str, str], tmp_path: Path) -> None:
    facts = write_small_base(tmp_path / "facts")
    query = {"query": "SELECT ?s ?p ?o WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o"}
    with serving(home, tmp_path / "log", "--facts", str(facts)) as address:
        in_memory = plain_http.get(f"{address}/sparql", params=query).json()["results"]["bindings"]
    on_disk = {**home, "STAVKA_STORE": str(tmp_path / "store")}
    command = [sys.executable, "-m", "api.cli", "serve", "--port", "0", "--facts", str(facts)]
    refused = subprocess.run(command, env=on_disk, capture_output=True, text=True)
    assert refused.returncode == 2
    assert "read only" in refused.stderr
    del on_disk["STAVKA_WRITE_TOKEN"]
    with serving(on_disk, tmp_path / "log", "--facts", str(facts), "--workers", "2") as address:
        found = plain_http.get(f"{address}/sparql", params=query).json()["results"]["bindings"]
        assert len(found) > 1000
        assert [row for row in found if row["s"]["type"] == "uri"] == [
            row for row in in_memory if row["s"]["type"] == "uri"
        ]
        assert plain_http.get(f"{address}/api/v1/persons").json()["total"] == 2
