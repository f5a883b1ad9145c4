"""Known time: every fact as it stood after each day on which a claim about it became known.

The invariant: for any day K, the versions open on K are exactly the facts that `resolver.resolve` makes of the claims
known by K. A version chain covers known time from the day its fact is first known, without gap or overlap, except where
a fact vanishes because its evidence is joined to another spell.
"""

from collections.abc import Callable
from datetime import date
from itertools import groupby

from graph.claim import FactBase
from graph.edtf import MAX
from graph.fact import Fact, Version
from graph.policy import Policy
from graph.resolution import Resolution
from graph.resolver import Resolver
from ontology.vocabulary import Vocabulary

Progress = Callable[[int, int], None]


def history(
    base: FactBase, vocabulary: Vocabulary, policy: Policy, progress: Progress | None = None
) -> tuple[Version, ...]:
    """All versions of all facts, sorted by fact id and day; those open today have `known_until` MAX.

    `progress` is called with claims done and claims in all.
    """
    resolution = Resolution(Resolver(vocabulary, policy, base.formations))
    current: dict[str, tuple[date, Fact]] = {}
    closed: list[Version] = []
    done = 0
    for day, learned in groupby(sorted(base.claims, key=lambda claim: claim.known), key=lambda claim: claim.known):
        claims = list(learned)
        for fact_id, fact in resolution.update(claims).items():
            if fact_id in current:
                since, old = current.pop(fact_id)
                closed.append(Version(old, since, day))
            if fact is not None:
                current[fact_id] = (day, fact)
        done += len(claims)
        if progress is not None:
            progress(done, len(base.claims))
    still = [Version(fact, since, MAX) for since, fact in current.values()]
    return tuple(sorted([*closed, *still], key=lambda version: (version.fact.id, version.known_from)))
