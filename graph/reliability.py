"""Reliability: what became of verdicts when somebody with authority spoke later.

For every credibility, all facts that ever stood at it are followed from the day on which they first did. A later word
of somebody with authority over the matter (a decree, a court, the ministry, the person themself) may have confirmed
them, by asserting the same, or contradicted them, by denying it or by showing the opposite.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from graph.claim import Claim, FactBase
from graph.evidence import Tier, tier_of
from graph.fact import FactKind, Version
from graph.history import history
from graph.policy import CREDIBILITY, Policy
from ontology.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Reliability:
    """What became of the facts that ever stood at a credibility: how many there were, how many of them somebody with
    authority confirmed later, and how many somebody with authority contradicted later (some were both)."""

    credibility: int
    stood: int
    confirmed: int
    contradicted: int

    @property
    def right(self) -> float | None:
        """Of the later words that decide, the part that confirm; None if there are none."""
        told = self.confirmed + self.contradicted
        return self.confirmed / told if told else None


def reliability(
    base: FactBase, vocabulary: Vocabulary, policy: Policy, kinds: Iterable[FactKind] = tuple(FactKind)
) -> tuple[Reliability, ...]:
    """The reliability of every credibility, best first, over the facts of these kinds."""
    claims = {claim.id: claim for claim in base.claims}
    wanted = set(kinds)
    chains: dict[str, list[Version]] = {}
    for version in history(base, vocabulary, policy):
        if version.fact.kind in wanted:
            chains.setdefault(version.fact.id, []).append(version)
    counts = {code: [0, 0, 0] for code in CREDIBILITY}
    for chain in chains.values():
        first: dict[int, date] = {}
        for version in chain:
            first.setdefault(version.fact.verdict.credibility, version.known_from)
        behind, against = _later_words(chain[-1], claims)
        for code, since in first.items():
            counts[code][0] += 1
            counts[code][1] += any(claim.known > since for claim in behind)
            counts[code][2] += any(claim.known > since for claim in against)
    return tuple(Reliability(code, *found) for code, found in counts.items())


def _later_words(version: Version, claims: dict[str, Claim]) -> tuple[list[Claim], list[Claim]]:
    """The words with authority for and against the fact as it stands at last."""
    behind = [claims[one] for one in version.fact.supported_by]
    against = [claims[one] for one in version.fact.opposed_by]
    return [one for one in behind if _decides(one)], [one for one in against if _decides(one)]


def _decides(claim: Claim) -> bool:
    return tier_of(claim) is Tier.AUTHORITATIVE
