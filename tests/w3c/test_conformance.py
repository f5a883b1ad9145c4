"""Every test of the W3C that is not listed as not passing passes, and every one listed as failed fails."""

import os
from collections.abc import Iterator

import pytest

from graph.build import build
from graph.snapshot import Home
from tests.conftest import serving, write_small_base
from tests.w3c.data import SPARQL11
from tests.w3c.register import NOT_APPLICABLE, by_test, register
from tests.w3c.service import Addresses, Deviation, Service
from tests.w3c.suite import ConformanceTest, suite
from tests.w3c.table import FILE, table

THERE = SPARQL11.is_dir()
TESTS = suite() if THERE else []
LISTED = by_test(register())
TOKEN = "w3c-tests"

pytestmark = pytest.mark.skipif(not THERE, reason=f"the W3C's test data is not at {SPARQL11}")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A server of a small fact base with writing switched on; its store is emptied by the first test."""
    directory = tmp_path_factory.mktemp("w3c")
    facts = write_small_base(directory / "facts")
    build(Home(directory / "home"), facts)
    environment = {**os.environ, "STAVKA_HOME": str(directory / "home"), "STAVKA_WRITE_TOKEN": TOKEN}
    with serving(environment, directory / "log", "--facts", str(facts)) as address:
        sparql = f"{address}/sparql"
        asked = Service(Addresses(sparql, sparql, f"{address}/graph-store", TOKEN))
        yield asked
        asked.close()


@pytest.mark.parametrize("test", TESTS, ids=lambda test: test.short)
def test_conformance(service: Service, test: ConformanceTest) -> None:
    listed = LISTED.get(test.iri)
    if listed and listed.outcome == NOT_APPLICABLE:
        pytest.skip(listed.reason)
    try:
        test.check.check(service)
    except Deviation as deviation:
        if not listed:
            pytest.fail(f"{test.name} ({test.iri}): {deviation}", pytrace=False)
    else:
        assert not listed, f"{test.iri} passes, but not-passed.yaml lists it as failed: {listed.reason}"


def test_the_register_names_tests_that_there_are() -> None:
    assert sorted(set(LISTED) - {test.iri for test in TESTS}) == []


def test_the_page_says_what_the_register_says() -> None:
    written = FILE.read_text("utf-8")
    assert written == table(TESTS, register()), "write it anew: python -m tests.w3c.table"
