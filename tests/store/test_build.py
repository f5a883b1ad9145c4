"""Builds: what serves is always whole, whatever happens to a build."""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from graph.build import build
from graph.mistake import ReadingError
from graph.snapshot import KEPT, Home, NoSnapshot
from graph.store import Embedded

BUILD = "import sys; from pathlib import Path; from graph.build import build; from graph.snapshot import Home; "
ONE = "sources/2022/2022-01-10-one.yaml"


def touch(facts: Path, name: str) -> None:
    """Change something in the fact base."""
    path = facts / "persons.yaml"
    path.write_text(path.read_text() + f"  - id: {name}\n    name: {name}\n")


def test_a_build_answers_and_says_what_it_holds(facts_directory: Path, tmp_path: Path) -> None:
    steps: list[str] = []
    snapshot = build(Home(tmp_path / "home"), facts_directory, lambda step, done, total: steps.append(step))
    assert list(dict.fromkeys(steps)) == ["read", "resolve", "write", "publish"]
    counts = snapshot.manifest.counts
    assert (counts["sources"], counts["claims"], counts["persons"]) == (3, 4, 2)
    assert snapshot.manifest.reaches == "2022-03-10"
    assert set(snapshot.manifest.seconds) == {"read", "resolve", "examine", "write"}
    store = Embedded.load(*snapshot.graphs)
    assert len(store) == sum(path.read_bytes().count(b"\n") for path in snapshot.graphs)


def test_nothing_is_built_again_while_nothing_changed(facts_directory: Path, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    first = build(home, facts_directory)
    assert build(home, facts_directory) == first
    touch(facts_directory, "new-man")
    second = build(home, facts_directory)
    assert second.manifest.version != first.manifest.version
    assert home.current() == second


def test_the_same_input_gives_the_same_graph(facts_directory: Path, tmp_path: Path) -> None:
    one = build(Home(tmp_path / "one"), facts_directory)
    other = build(Home(tmp_path / "other"), facts_directory)
    assert one.manifest.graph == other.manifest.graph
    assert one.manifest.inputs == other.manifest.inputs
    same = [path.read_bytes().splitlines()[:-4] for path in (one.graph, other.graph)]
    assert same[0] == same[1]


def test_a_mistake_publishes_nothing_and_leaves_the_old_serving(facts_directory: Path, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    first = build(home, facts_directory)
    path = facts_directory / ONE
    path.write_text(path.read_text().replace("ivan-a", "nobody"))
    with pytest.raises(ReadingError):
        build(home, facts_directory)
    assert home.current() == first
    assert len(list((home.directory / "snapshots").iterdir())) == 1


def test_before_the_first_build_it_is_said_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoSnapshot, match="stavka build"):
        Home(tmp_path / "home").current()


def test_old_snapshots_go(facts_directory: Path, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    for number in range(KEPT + 2):
        touch(facts_directory, f"man-{number}")
        newest = build(home, facts_directory)
    names = {path.name for path in (home.directory / "snapshots").iterdir()}
    assert len(names) == KEPT
    assert newest.manifest.version in names
    assert home.current() == newest


@pytest.mark.parametrize("moment", ["before writing", "half written", "before the pointer"])
def test_a_killed_build_leaves_the_old_serving_and_the_next_one_works(
    facts_directory: Path, tmp_path: Path, moment: str
) -> None:
    """SIGKILL at chosen points, made by stopping the process where it writes."""
    home = Home(tmp_path / "home")
    first = build(home, facts_directory)
    touch(facts_directory, "new-man")
    stop = {
        "before writing": "import graph.snapshot as s; s.Home.publish = lambda *a: __import__('time').sleep(60); ",
        "half written": "import graph.snapshot as s; w = s._write\n"
        "def half(path, data):\n"
        "    w(path, data[: len(data) // 2]); __import__('time').sleep(60)\n"
        "s._write = half\n",
        "before the pointer": "import graph.snapshot as s; w = s._write\n"
        "def late(path, data):\n"
        "    w(path, data)\n"
        "    path.name.startswith('current') and __import__('time').sleep(60)\n"
        "s._write = late\n",
    }[moment]
    code = f"{stop}\n{BUILD}build(Home(Path(sys.argv[1])), Path(sys.argv[2]), lambda *a: print(a, flush=True))"
    command = [sys.executable, "-c", code, str(home.directory), str(facts_directory)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if "publish" in line:
                break
        time.sleep(0.5)
        process.send_signal(signal.SIGKILL)
    assert home.current() == first
    assert Embedded.load(home.current().graph)
    second = build(home, facts_directory)
    assert home.current() == second != first
    assert not [path for path in (home.directory / "snapshots").iterdir() if path.name.startswith(".")]


def test_builds_at_the_same_time_end_in_one_whole_snapshot(facts_directory: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    command = [sys.executable, "-c", f"{BUILD}build(Home(Path(sys.argv[1])), Path(sys.argv[2]))", str(home)]
    processes = [subprocess.Popen([*command, str(facts_directory)]) for _ in range(4)]
    assert [process.wait(timeout=60) for process in processes] == [0] * 4
    assert len(list((home / "snapshots").iterdir())) == 1, "the later ones found nothing to do"
    assert Embedded.load(Home(home).current().graph)


def test_the_home_is_named_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAVKA_HOME", str(tmp_path))
    assert Home.from_environment().directory == tmp_path
    monkeypatch.delenv("STAVKA_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", os.fspath(tmp_path / "data"))
    assert Home.from_environment().directory.name == "stavka"


def test_a_reader_never_sees_half_a_switch(facts_directory: Path, tmp_path: Path) -> None:
    """While one snapshot after another is published, whoever looks finds a whole one."""
    home = Home(tmp_path / "home")
    first = build(home, facts_directory)
    graph = first.graph.read_bytes()
    seen: list[str] = []
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            seen.append(home.current().manifest.version)

    with ThreadPoolExecutor(1) as readers:
        reading = readers.submit(look)
        for number in range(200):
            with home.building():
                home.publish(replace(first.manifest, version=f"snapshot-{number:03}"), graph)
        done.set()
        reading.result(timeout=30)
    assert len(set(seen)) > 3
    assert home.current().manifest.version == "snapshot-199"
