"""SPARQL services side by side: `python -m tools.compare_services [ROUNDS [SECONDS [NAME ...]]]`.

The current snapshot is served by this service, by `oxigraph serve` (in memory, and on disk), by rdflib-endpoint over
rdflib's memory store, and by Virtuoso; each question is asked of one after the other in every round, over HTTP, by wrk
(package wrk) with 1 and with 16 connections, each time with another comment in its text; of this service also with the
same text. Prints the median and the 95th percentile in milliseconds, the median of the rounds; the ratio to `oxigraph
serve` on disk; and whether the answer is the embedded engine's, row for row.

With names, only the services so called are compared to this one. A service that is not installed is left out and said
so: `pip install oxigraph rdflib-endpoint`, `tools/virtuoso.sh`.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pyoxigraph as ox

from graph.place import in_memory
from graph.query_text import dataset_parameters
from graph.question import question
from graph.snapshot import Home, Snapshot
from graph.store import Embedded
from tools.servers import oxigraph_in_memory, oxigraph_on_disk, rdflib_endpoint, stavka, virtuoso

ST = "PREFIX st: <https://w3id.org/stavka/ontology#> "
LOOK_UPS = {
    "statements of a person": "SELECT ?p ?o WHERE { <https://w3id.org/stavka/person/igor-osipov> ?p ?o }",
    "claims about a person": ST + "SELECT ?c ?s ?d WHERE { ?c st:person <https://w3id.org/stavka/person/ivan-popov> ; "
    "st:source ?s . OPTIONAL { ?c st:date ?d } }",
    "holder of a post on a day": question("holders").render(
        formation="black-sea-fleet", role="commander", on="2022-05-20", known="2022-05-21"
    ),
}
SCANS = {
    "statements by class": "SELECT ?t (COUNT(?s) AS ?n) WHERE { ?s a ?t } GROUP BY ?t",
    "all claims, sources": ST + "SELECT ?c ?s ?u ?k WHERE { ?c st:source ?s ; st:knownFrom ?k . ?s st:url ?u }",
    "claims a claimant": ST + "SELECT ?m (COUNT(?c) AS ?n) WHERE { ?c a st:Claim ; st:claimant ?m } GROUP BY ?m",
    "everything": "SELECT ?s ?p ?o WHERE { ?s ?p ?o }",
}
ANEW = """
local asked = os.time() * 1000000
request = function()
  asked = asked + 1
  return wrk.format("GET", wrk.path .. "%0A%23" .. string.format("%.0f", asked))
end
"""
"""Every query with a comment of its own at the end, so that no service can give an answer again."""

SCRIPT = """
done = function(summary, latency, requests)
  io.write(string.format("%f %f %d %d\\n", latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    summary.requests, summary.errors.status + summary.errors.read + summary.errors.timeout))
end
"""
OURS, PEER = "stavka", "oxigraph, disk"


@dataclass(frozen=True)
class Served:
    """A service: where it answers queries, and whether our default graph is a named graph there."""

    address: str
    as_named: bool = False
    again: bool = False
    """Whether it is asked the very same text again and again."""

    def url(self, query: str, named: tuple[str, ...]) -> str:
        """The address that asks a query."""
        dataset = dataset_parameters(query, named) if self.as_named else []
        return f"{self.address}?{urlencode([*dataset, ('query', query)])}"


def rows(found: ox.QuerySolutions) -> Counter[tuple[str, ...]]:
    """The rows of a table, without regard to their order, to names of blank nodes, and to how truth is written."""
    names = sorted(variable.value for variable in found.variables)
    return Counter(tuple(_written(row[name]) for name in names) for row in found)


def _written(term: object) -> str:
    if isinstance(term, ox.BlankNode) or (isinstance(term, ox.NamedNode) and term.value.startswith("nodeID:")):
        return "_:"
    if isinstance(term, ox.Literal) and term.datatype.value.endswith("#boolean"):
        return "true" if term.value in ("true", "1") else "false"
    return str(term)


def expected(store: Embedded, query: str) -> Counter[tuple[str, ...]]:
    """The rows that the embedded engine gives."""
    found = store.query(query)
    assert isinstance(found, ox.QuerySolutions)
    return rows(found)


def is_right(url: str, right: Counter[tuple[str, ...]]) -> str:
    """What a service's answer is worth."""
    try:
        answer = httpx.get(url, headers={"Accept": "application/sparql-results+json"}, timeout=300)
    except httpx.HTTPError as error:
        return type(error).__name__
    if answer.status_code != 200:
        return f"status {answer.status_code}"
    table = ox.parse_query_results(answer.content, format=ox.QueryResultsFormat.JSON)
    assert isinstance(table, ox.QuerySolutions)
    got = rows(table)
    return "right" if got == right else f"WRONG: {got.total()} rows, {(got & right).total()} of {right.total()} right"


def timed(url: str, clients: int, seconds: int, script: str) -> tuple[float, float] | None:
    """Median and 95th percentile in milliseconds for so many clients; None if there was no whole answer in time."""
    command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--timeout", "120s", "-H", "Accept: text/csv"]
    ended = subprocess.run([*command, "-s", script, url], capture_output=True, text=True, check=True)
    median, high, requests, errors = ended.stdout.strip().splitlines()[-1].split()
    return (float(median), float(high)) if int(requests) > 0 and int(errors) == 0 else None


def compare(services: dict[str, Served], store: Embedded, rounds: int, seconds: int) -> None:
    """Print the table."""
    named = tuple(sorted(graph.value for graph in store.engine.named_graphs() if isinstance(graph, ox.NamedNode)))
    with tempfile.TemporaryDirectory() as directory:
        scripts = {True: Path(directory) / "again.lua", False: Path(directory) / "anew.lua"}
        scripts[True].write_text(SCRIPT)
        scripts[False].write_text(ANEW + SCRIPT)
        for kind, queries in (("look-up", LOOK_UPS), ("scan", SCANS)):
            for title, query in queries.items():
                right = expected(store, query)
                print(f"\n{kind}: {title}, {right.total():,} rows")
                print(f"  {'':24}{'1 client':>19}{'16 clients':>21}   times the peer's   answer")
                urls = {name: service.url(query, named) for name, service in services.items()}
                worth = {name: is_right(url, right) for name, url in urls.items()}
                taken: dict[tuple[str, int], list[tuple[float, float]]] = {}
                for _ in range(rounds):
                    for clients in (1, 16):
                        for name, url in urls.items():
                            slow = name == "rdflib-endpoint" and (kind == "scan" or clients > 1)
                            script = str(scripts[services[name].again])
                            one = timed(url, clients, seconds * (4 if slow else 1), script)
                            if one is not None:
                                taken.setdefault((name, clients), []).append(one)
                for name in urls:
                    print(f"  {name:24}{_cells(taken, name)}   {worth[name]}", flush=True)


def _cells(taken: dict[tuple[str, int], list[tuple[float, float]]], name: str) -> str:
    cells, ratios = [], []
    for clients in (1, 16):
        found, peer = taken.get((name, clients)), taken.get((PEER, clients))
        if not found:
            cells.append(f"{'none in time':>19}")
            ratios.append("     -")
            continue
        median, high = (statistics.median(one[part] for one in found) for part in (0, 1))
        cells.append(f"{median:9.2f}{high:10.2f}")
        ratios.append(f"{median / statistics.median(one[0] for one in peer):6.2f}" if peer else "     -")
    return "  ".join(cells) + "  " + "".join(f"{ratio:>8}" for ratio in ratios)


@contextmanager
def all_services(home: Home, snapshot: Snapshot, names: Sequence[str]) -> Iterator[dict[str, Served]]:
    """Every service that is installed, by name, ours first."""
    with ExitStack() as stack:
        ours = stack.enter_context(stavka())
        found = {OURS: Served(ours), f"{OURS}, asked again": Served(ours, again=True)}
        others: dict[str, Callable[[], Served]] = {
            PEER: lambda: Served(stack.enter_context(oxigraph_on_disk(snapshot))),
            "oxigraph, memory": lambda: Served(stack.enter_context(oxigraph_in_memory(snapshot))),
            "Virtuoso": lambda: Served(stack.enter_context(virtuoso(home)), as_named=True),
            "rdflib-endpoint": lambda: Served(stack.enter_context(rdflib_endpoint(snapshot))),
        }
        for name, start in others.items():
            if names and name not in names:
                continue
            try:
                found[name] = start()
            except FileNotFoundError as error:
                print(f"left out: {name}, because {error} is not installed")
                continue
            print(f"{name} is there", flush=True)
        yield found


def main() -> None:
    """Compare what is installed."""
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is needed (Debian: apt install wrk)")
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    seconds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    home = Home.from_environment()
    snapshot = home.current()
    with all_services(home, snapshot, sys.argv[3:]) as services:
        compare(services, in_memory(snapshot), rounds, seconds)


if __name__ == "__main__":
    main()
