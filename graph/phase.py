"""Phases of one holding: acting and full command are one tenure, and a change of terms is no change of superior.

The start of a later phase shows that the holding went on that day; it is not its start. The end of an earlier phase
shows the same; it is not its end.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from graph.edtf import MIN
from graph.evidence import Evidence, Tier
from ontology.vocabulary import Vocabulary

NEW_TERMS = timedelta(days=365)
"""A start under the same superior given this much later than the first evidence is the start of new terms."""


def phases_of_tenure(evidence: Sequence[Evidence], vocabulary: Vocabulary) -> list[Evidence]:
    """The evidence of one tenure, its acting phase read as part of it."""
    acting = [item for item in evidence if vocabulary.roles[item.claim.value].acting]
    full = [item for item in evidence if not vocabulary.roles[item.claim.value].acting]
    took_over = min((item.first for item in acting if item.start is not None and item.first > MIN), default=None)
    confirmed = max((item.last for item in full if item.is_dated), default=None)
    found: list[Evidence] = []
    for item in evidence:
        is_acting = vocabulary.roles[item.claim.value].acting
        if not is_acting and took_over is not None and item.start is not None and item.start.earliest > took_over:
            found.append(_start_shows(item))
        elif is_acting and confirmed is not None and item.end is not None and item.end.latest < confirmed:
            found.append(_end_shows(item))
        else:
            found.append(item)
    return found


def phases_of_subordination(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence of one subordination, later changes of its terms read as part of it."""
    firm = [item.first for item in evidence if item.tier is not Tier.DERIVATIVE and item.first > MIN]
    if not firm:
        return list(evidence)
    first = min(firm)
    return [
        _start_shows(item) if item.start is not None and item.start.earliest - first > NEW_TERMS else item
        for item in evidence
    ]


def _start_shows(item: Evidence) -> Evidence:
    return replace(item, start=None, seen=item.seen or item.start)


def _end_shows(item: Evidence) -> Evidence:
    return replace(item, end=None, seen=item.seen or item.end)
