"""The table of conformance: python -m tests.w3c.table writes docs/conformance.md.

It is made of the manifests and the register alone; that both tell the truth is what test_conformance.py checks.
"""

from collections import Counter
from pathlib import Path
from textwrap import fill

from tests.w3c.register import FAILED, NOT_APPLICABLE, Group, by_test, register
from tests.w3c.suite import SPECIFICATIONS, ConformanceTest, suite

FILE = Path(__file__).parents[2] / "docs" / "conformance.md"
_HEAD = """\
# Conformance to SPARQL 1.1

The W3C's tests of SPARQL 1.1, run over HTTP against the service as `stavka serve` starts it, with writing switched on.
Each test's data is loaded by the graph store protocol; queries and updates are sent by the SPARQL protocol, with the
IRI of their file as `BASE`; results are asked for in the format of the expected file. Statements and rows are compared
up to blank nodes, rows as a multiset (in order where the query orders them), numbers of one datatype by value.

`python -m pytest tests/w3c` runs them all, and fails where this table is wrong: at a test that fails and is not listed
below, and at one that is listed as failed and passes. `python -m tests.w3c` runs them against another server. This page
is written by `python -m tests.w3c.table`.

| specification | manifest | tests | passed | failed | not applicable |
|---|---|--:|--:|--:|--:|
"""


def table(tests: list[ConformanceTest], groups: list[Group]) -> str:
    """The page: sums for each manifest, then each test that does not pass with its reason."""
    outcomes = {test: group.outcome for test, group in by_test(groups).items()}
    rows = []
    for specification, manifests in SPECIFICATIONS.items():
        for manifest in manifests:
            found = [test for test in tests if test.manifest == manifest]
            rows.append(_row(specification, f"`{manifest}`", found, outcomes))
    rows.append(_row("**all**", "", tests, outcomes))
    return _HEAD + "\n".join(rows) + "\n" + "".join(_reasons(tests, groups))


def _row(specification: str, manifest: str, tests: list[ConformanceTest], outcomes: dict[str, str]) -> str:
    sums = Counter(outcomes.get(test.iri, "passed") for test in tests)
    figures = (len(tests), sums["passed"], sums[FAILED], sums[NOT_APPLICABLE])
    return f"| {specification} | {manifest} | " + " | ".join(map(str, figures)) + " |"


def _reasons(tests: list[ConformanceTest], groups: list[Group]) -> list[str]:
    short = {test.iri: test.short for test in tests}
    written = []
    for outcome in (FAILED, NOT_APPLICABLE):
        written.append(f"\n## {outcome.capitalize()}\n")
        for group in groups:
            if group.outcome == outcome:
                names = ", ".join(f"`{short[test]}`" for test in group.tests)
                written.append(f"\n{_filled(group.reason)}\n\n{_filled(names, quote='> ')}\n")
    return written


def _filled(text: str, quote: str = "") -> str:
    """A paragraph in lines to 120 characters; names with hyphens stay whole."""
    return fill(text, 120, initial_indent=quote, subsequent_indent=quote, break_on_hyphens=False)


if __name__ == "__main__":
    FILE.write_text(table(suite(), register()), encoding="utf-8")
