"""A small home with two builds: the second lacks a source and has another, of a death that is reported and denied."""

from pathlib import Path

import pytest

from graph.build import build
from graph.snapshot import Home, Snapshot
from tests.conftest import write_small_base

DEATH = """\
source:
  url: https://example.org/four
  title: 'Page "four", with a comma'
  publisher: Example
  published: "2022-04-10"
  language: en
  accessed: "2026-11-22"
claims:
  - person: ivan-a
    status: killed
    formation: 1-caa
    date: "../2022-04-09"
    stance: alleged
    claimant: paper
  - person: ivan-a
    status: killed
    formation: 1-caa
    denies: true
    stance: official
    claimant: ministry
"""


@pytest.fixture(scope="session")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small fact base as it is in the second build."""
    return tmp_path_factory.mktemp("exports") / "facts"


@pytest.fixture(scope="session")
def home(facts: Path) -> Home:
    """The home of both builds."""
    found = Home(facts.parent / "home")
    build(found, write_small_base(facts))
    persons = facts / "persons.yaml"
    persons.write_text(persons.read_text("utf-8").replace("Pyotr B\n", "Pyotr B\n    nameRu: Пётр Соловьёв\n"), "utf-8")
    (facts / "sources/2022/2022-03-10-three.yaml").unlink()
    (facts / "sources/2022/2022-04-10-four.yaml").write_text(DEATH, encoding="utf-8")
    build(found, facts)
    return found


@pytest.fixture(scope="session")
def small(home: Home) -> Snapshot:
    """The second build."""
    return home.current()


@pytest.fixture(scope="session")
def before(home: Home) -> Snapshot:
    """The first build."""
    return home.snapshot(home.versions()[0])
