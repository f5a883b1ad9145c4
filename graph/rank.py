"""The order of ranks: what it lets one conclude about a career, and which reports it shows to be slips.

Army and navy ranks share a level. Of two ranks whose order the evidence leaves open the lower came first. A report of a
lower rank after a higher one is a slip of the press unless the person was demoted; the report that disagrees with most
others is set aside first.
"""

from collections.abc import Callable, Sequence

from graph.edtf import MIN
from graph.evidence import Evidence
from ontology.vocabulary import Vocabulary


def prefers_lower(vocabulary: Vocabulary) -> Callable[[str, str], bool]:
    """The relation "a comes first": a's level is below b's; False if either has no level."""

    def first(a: str, b: str) -> bool:
        low, high = vocabulary.ranks[a].level, vocabulary.ranks[b].level
        return 0 < low < high

    return first


def without_misprints(
    evidence: Sequence[Evidence], vocabulary: Vocabulary
) -> tuple[list[Evidence], dict[str, list[Evidence]]]:
    """The evidence that agrees with the order of ranks, and the rest by rank."""
    kept = list(evidence)
    misprints: dict[str, list[Evidence]] = {}
    before = prefers_lower(vocabulary)
    while True:
        against = {
            id(item): sum(
                1
                for other in kept
                if (before(item.claim.value, other.claim.value) and _wholly_before(other, item))
                or (before(other.claim.value, item.claim.value) and _wholly_before(item, other))
            )
            for item in kept
        }
        worst = max(kept, key=lambda item: (against[id(item)], -item.tier, item.known, item.claim.id), default=None)
        if worst is None or against[id(worst)] == 0:
            return kept, misprints
        kept.remove(worst)
        misprints.setdefault(worst.claim.value, []).append(worst)


def _wholly_before(earlier: Evidence, later: Evidence) -> bool:
    """True if `earlier` shows its rank on a day that lies wholly before the days of `later`."""
    if earlier.claim.denies or later.claim.denies or later.first == MIN:
        return False
    return any(days.earliest > MIN and days.latest < later.first for days in earlier.ranges)
