"""How resolving grows: the shipped claims once, ten times and more, each copy about other people and formations.

    python tools/measure_resolving.py [copies ...]

Prints the seconds to resolve all claims and the microseconds a claim, level if the growth is linear; then the
longest and the median time to take out one source and put it in again.
"""

import sys
from dataclasses import replace
from statistics import median
from time import perf_counter

from graph.claim import Claim, FactBase
from graph.policy import read_policy
from graph.reading import FACTS, read_fact_base
from graph.resolution import Resolution
from graph.resolver import Resolver
from ontology.vocabulary import load


def multiplied(base: FactBase, copies: int) -> FactBase:
    """The base with `copies` of every claim, each copy about people and formations of its own."""
    formations = dict(base.formations)
    claims: list[Claim] = list(base.claims)
    for number in range(1, copies):
        formations |= {f"{name}-{number}": replace(one, id=f"{name}-{number}") for name, one in base.formations.items()}
        for claim in base.claims:
            claims.append(
                replace(
                    claim,
                    id=f"{claim.id}-{number}",
                    person=f"{claim.person}-{number}" if claim.person else None,
                    formation=f"{claim.formation}-{number}" if claim.formation else None,
                    value=f"{claim.value}-{number}" if claim.kind == "subordination" else claim.value,
                )
            )
    return replace(base, formations=formations, claims=tuple(claims))


def main() -> None:
    """Measure and print."""
    vocabulary, policy = load(), read_policy()
    shipped, _ = read_fact_base(FACTS, vocabulary)
    for copies in [int(text) for text in sys.argv[1:]] or [1, 10]:
        base = multiplied(shipped, copies)
        resolution = Resolution(Resolver(vocabulary, policy, base.formations))
        started = perf_counter()
        resolution.update(base.claims)
        seconds = perf_counter() - started
        count = len(base.claims)
        print(f"{count:>9,} claims: {seconds:7.2f} s, {1e6 * seconds / count:5.1f} microseconds a claim")
    resolution = Resolution(Resolver(vocabulary, policy, shipped.formations))
    resolution.update(shipped.claims)
    times: list[float] = []
    by_source: dict[str, list[Claim]] = {}
    for claim in shipped.claims:
        by_source.setdefault(claim.source.id, []).append(claim)
    for claims in by_source.values():
        started = perf_counter()
        resolution.update(removed=claims)
        resolution.update(added=claims)
        times.append(perf_counter() - started)
    print(f"one changed source: median {1000 * median(times):.0f} ms, longest {1000 * max(times):.0f} ms")


if __name__ == "__main__":
    main()
