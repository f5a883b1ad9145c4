"""How ordinary questions fare while hostile queries run: `python tools/measure_hostile.py [SECONDS]`.

Serves the current snapshot by `stavka serve`, and by `oxigraph serve` for comparison (the package of that name), each
with a deadline of 30 s. Two clients ask ordinary questions in turn, alone first, then beside ten hostile clients that
ask again as soon as they are refused. Prints the time that ordinary questions took, and how hostile ones ended.
"""

import statistics
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import Event, Process, SimpleQueue
from multiprocessing.synchronize import Event as EventType

import httpx

from graph.question import question
from graph.snapshot import Home
from tools.servers import oxigraph_on_disk, stavka

HOSTILE = {
    "cross product": "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "deep path": "SELECT (COUNT(*) AS ?n) WHERE { ?a (!<http://none>)* ?b . ?b (!<http://none>|^!<http://none>)* ?c }",
    "huge sort": "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f ?a",
    "regex bomb": "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f FILTER REGEX(CONCAT(STR(?c), STR(?f)), '(x+x+)+y(a|aa)+$') }",
    "distinct of all": "SELECT (COUNT(*) AS ?n) WHERE { SELECT DISTINCT ?a ?c ?f WHERE { ?a ?b ?c . ?d ?e ?f } }",
    "group of all": "SELECT ?c (GROUP_CONCAT(?f) AS ?all) WHERE { ?a ?b ?c . ?d ?e ?f } GROUP BY ?c",
    "endless answer": "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "a megabyte of text": "SELECT * WHERE { " + "?a ?b ?c . " * 90_000 + "}",
    "deep nesting": "ASK " + "{" * 15_000 + "}" * 15_000,
    "nested unions": "SELECT * WHERE { " + " . ".join("{ ?a ?b ?c } UNION { ?c ?b ?a }" for _ in range(12)) + " }",
}
ORDINARY = [
    "SELECT ?p ?o WHERE { <https://w3id.org/stavka/person/igor-osipov> ?p ?o }",
    question("holders").render(formation="black-sea-fleet", role="commander", on="2022-05-20"),
    question("posts-of-person").render(person="ivan-popov", on="2023-07-01"),
]


class Asking(threading.Thread):
    """A client that asks its queries in turn until it is stopped, and notes how long each took and what came of it."""

    def __init__(self, address: str, queries: list[str]) -> None:
        super().__init__(daemon=True)
        self._address = address
        self._queries = queries
        self._enough = threading.Event()
        self.times: list[float] = []
        self.outcomes: Counter[str] = Counter()

    def run(self) -> None:
        """Ask until `stop`."""
        with httpx.Client(timeout=60) as client:
            turn = 0
            while not self._enough.is_set():
                turn += 1
                begun = time.perf_counter()
                outcome = self._outcome(client, self._queries[turn % len(self._queries)])
                self.times.append(time.perf_counter() - begun)
                self.outcomes[outcome] += 1

    def _outcome(self, client: httpx.Client, query: str) -> str:
        try:
            with client.stream("POST", self._address, data={"query": query}, headers={"Accept": "text/csv"}) as answer:
                for _ in answer.iter_raw():
                    if self._enough.is_set():
                        return "still answering at the end"
        except httpx.TimeoutException:
            return "no answer in 60 s"
        except httpx.HTTPError:
            return "broken off"
        return str(answer.status_code)

    def stop(self) -> None:
        """Ask nothing more."""
        self._enough.set()


def percentiles(times: list[float]) -> str:
    """Median, 95th percentile and longest of some times, in milliseconds."""
    if len(times) < 2:
        return f"only {len(times)} answered"
    cuts = statistics.quantiles(times, n=100)
    return f"{cuts[49] * 1000:8.1f} {cuts[94] * 1000:9.1f} {max(times) * 1000:9.1f}   {len(times):6}"


def ordinary(address: str, seconds: float) -> tuple[list[float], Counter[str]]:
    """What ordinary clients met for so long."""
    asking = [Asking(address, ORDINARY) for _ in range(2)]
    for one in asking:
        one.start()
    time.sleep(seconds)
    for one in asking:
        one.stop()
    for one in asking:
        one.join(70)
    return [took for one in asking for took in one.times], sum((one.outcomes for one in asking), Counter())


def measure(name: str, address: str, seconds: float) -> None:
    """Print how ordinary questions fare on a server, alone and beside hostile ones."""
    ordinary(address, 2)
    before, _ = ordinary(address, seconds / 2)
    stop, told = Event(), SimpleQueue()
    # In a process of their own, so that those who are measured do not wait for the interpreter of hostile clients.
    hostile = Process(target=be_hostile, args=(address, stop, told), daemon=True)
    hostile.start()
    time.sleep(1)
    during, outcomes = ordinary(address, seconds)
    stop.set()
    ended: dict[str, dict[str, int]] = told.get()
    print(f"\n{name}\n  ordinary questions, ms    median       95 %   longest   answers")
    print(f"    alone                {percentiles(before)}")
    print(f"    beside ten hostile   {percentiles(during)}   {dict(outcomes)}")
    for kind, outcomes_of_one in ended.items():
        print(f"    {kind:24} {outcomes_of_one or 'not answered while it was measured'}")


def be_hostile(address: str, stop: EventType, told: "SimpleQueue[dict[str, dict[str, int]]]") -> None:
    """Ask every hostile query again and again until `stop`, then tell how they ended."""
    hostile = {kind: Asking(address, [query]) for kind, query in HOSTILE.items()}
    for one in hostile.values():
        one.start()
    stop.wait()
    told.put({kind: dict(one.outcomes) for kind, one in hostile.items()})


@contextmanager
def servers() -> Iterator[dict[str, str]]:
    """Both servers of the same snapshot, by name, with the address of their queries."""
    snapshot = Home.from_environment().current()
    with stavka() as ours, oxigraph_on_disk(snapshot, "--timeout-s", "30") as other:
        yield {"stavka serve": ours, "oxigraph serve-read-only --timeout-s 30": other}


def main() -> None:
    """Measure both servers, one after the other."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 30
    with servers() as found:
        for name, address in found.items():
            measure(name, address, seconds)


if __name__ == "__main__":
    main()
