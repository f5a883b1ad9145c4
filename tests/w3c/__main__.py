"""Run the tests against a server of your own: python -m tests.w3c --query URL [--update URL] [--graph-store URL].

Its store is emptied. The token for writing, if it wants one, is read from STAVKA_WRITE_TOKEN. `--only` runs the tests
whose name contains a text. Tests that the register holds not to be applicable are left out: they ask for what this
project does not offer. What it lists as failed is marked, for another engine may fail elsewhere.
"""

import argparse
import os
import time
from collections import Counter

from tests.w3c.register import NOT_APPLICABLE, by_test, register
from tests.w3c.service import Addresses, Deviation, Service
from tests.w3c.suite import suite


def main() -> None:
    """Print each test that does not pass, and the sums."""
    parser = argparse.ArgumentParser(prog="python -m tests.w3c", description=__doc__)
    parser.add_argument("--query", required=True, metavar="URL")
    parser.add_argument("--update", metavar="URL", help="if it is not that of queries")
    parser.add_argument("--graph-store", metavar="URL", required=True)
    parser.add_argument("--only", default="", metavar="TEXT")
    given = parser.parse_args()
    token = os.environ.get("STAVKA_WRITE_TOKEN")
    service = Service(Addresses(given.query, given.update or given.query, given.graph_store, token))
    sums: Counter[str] = Counter()
    listed = by_test(register())
    began = time.monotonic()
    for test in suite():
        group = listed.get(test.iri)
        if given.only not in test.short or (group and group.outcome == NOT_APPLICABLE):
            continue
        try:
            test.check.check(service)
            sums["passed"] += 1
            if group:
                print(f"{test.short}: passes, listed as failed")
        except Deviation as deviation:
            sums["failed"] += 1
            known = " (listed as failed)" if group else ""
            print(f"{test.short}{known}: {test.name}\n    {str(deviation).replace(chr(10), chr(10) + '    ')}")
    service.close()
    print(f"{sums['passed']} passed, {sums['failed']} failed in {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
