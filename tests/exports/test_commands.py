"""The commands export and delta, run as users run them, on the two small builds."""

import json
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest

from graph.exports.catalogue import OFFERS
from graph.snapshot import Home, Snapshot


@pytest.fixture(scope="module")
def run(small: Snapshot, home: Home, environment: dict[str, str]):  # type: ignore[no-untyped-def]
    """Runs a command; gives its exit code and what it printed."""

    def of(*arguments: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", "api.cli", *arguments],
            env={**environment, "STAVKA_HOME": str(home.directory)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout + done.stderr

    return of


def test_exports_are_listed_and_written(run, small: Snapshot, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    _, listed = run("export")
    assert all(f"{name} " in listed for name in OFFERS)
    path = tmp_path / "new" / "all.trig"
    code, told = run("export", "trig", "--out", str(path))
    assert code == 0
    assert str(path) in told
    assert len(list(ox.parse(path=path, format=ox.RdfFormat.TRIG))) == small.manifest.counts["quads"] + 8


def test_the_hierarchy_is_written_for_a_day(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "day.graphml"
    code, _ = run("export", "graphml", "--out", str(path), "--on", "2022-01-15", "--known", "2022-01-20")
    assert code == 0
    assert nx.read_graphml(path).nodes["1-caa"]["leader"] == "Ivan A"


def test_the_delta_is_printed_for_people_and_tools(run, home: Home) -> None:  # type: ignore[no-untyped-def]
    old = home.versions()[0]
    _, shown = run("delta", old)
    assert "reported" in next(line for line in shown.splitlines() if line.startswith("+ Ivan A: killed"))
    _, text = run("delta", old, "--json")
    found = json.loads(text)
    _, lines = run("delta", old, "--lines")
    assert len(lines.splitlines()) == sum(sum(counts.values()) for counts in found["counts"].values())


def test_the_delta_takes_files_of_exports(run, home: Home, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    old, new = home.versions()
    path = tmp_path / "old.nq.gz"
    run("export", "nquads", "--out", str(path), "--snapshot", old)
    assert run("delta", str(path), new, "--lines") == run("delta", old, new, "--lines")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("export", "cvs"), 'did you mean "csv"'),
        (("export", "csv", "--on", "2022-01-01"), "holds every day and every policy"),
        (("export", "csv", "--snapshot", "none"), "there are 2"),
        (("export", "csv", "--out", "/proc/none/x.zip"), "cannot write"),
        (("export", "gexf", "--on", "2022-01"), "one day is needed"),
        (("delta", "none"), "there are 2"),
        (("delta", "none.nq"), "No such file"),
    ],
)
def test_what_is_wrong_is_told(run, arguments: tuple[str, ...], told: str) -> None:  # type: ignore[no-untyped-def]
    code, printed = run(*arguments)
    assert code == 2
    assert told in printed
