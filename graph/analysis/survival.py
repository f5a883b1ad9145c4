"""Survival in post: how long leaders stay, where starts are known within ranges and many ends are not known yet.

Two answers are given. The *bounds* of the share that stayed longer than so many days assume nothing: every tenure may
have had any length that its own bounds allow (worst-case bounds: Manski, Partial Identification of Probability
Distributions, 2003). The *estimate* assumes that what is not known of an end does not depend on the length; it is
Turnbull's for lengths known within intervals (J. R. Statist. Soc. B 38, 1976), by lifelines.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import inf

from graph.analysis.extra import of_the_extra
from graph.analysis.figure import Figure
from graph.analysis.tenures import (
    OfTenure,
    Tenure,
    asked_of,
    begins_in,
    ids_of,
    leaders_tenures,
    longest,
    shortest,
    surely_begins_in,
)
from graph.answer import Answers
from graph.edtf import Days
from graph.spell import narrowed


@dataclass(frozen=True, slots=True)
class Length(OfTenure):
    """How many days a tenure lasted that began, or may have begun, in a period: both ends included; no highest for one
    whose end is not known. It is `firm` if every reading of the claims has it begin in the period."""

    capacity: str
    days: Figure
    firm: bool


@dataclass(frozen=True, slots=True)
class Survival:
    """The share of tenures that lasted longer than each number of `days`: the `lowest` and the `highest` of any
    reading, and the `estimate`, between two values where the data leave it open (None without a firm tenure).

    A share holds from its own number of days to the next one. `count` is how many tenures a reading has; `open` of the
    firm ones have no known end; `median` are the days that half of the tenures exceed, no highest if a reading has more
    than half of them without end."""

    days: tuple[int, ...]
    lowest: tuple[float, ...]
    highest: tuple[float, ...]
    estimate: tuple[Figure, ...] | None
    count: Figure
    open: int
    median: Figure

    def beyond(self, days: int) -> Figure:
        """The share of tenures that lasted longer than `days`."""
        place = bisect_right(self.days, days) - 1
        return Figure(self.lowest[place], self.highest[place]) if place >= 0 else Figure(None, None)


def tenure_lengths(
    answers: Answers,
    first: object,
    last: object,
    echelon: str | None = None,
    formation: str | None = None,
    known: object = None,
    *,
    acting: bool = False,
) -> list[Length]:
    """The lengths of the tenures of leading posts that began, or may have begun, from `first` to `last` (EDTF): of one
    echelon, or of the formations that may have been below `formation` in that time. Who was only acting is left out
    unless `acting`. Choosing by the beginning gives short and long tenures the same chance to be in.

    Raises UnknownThingError for an unknown formation, ParameterError for an unknown echelon or a bad period."""
    period, moment = asked_of(answers, first, last, known)
    found = leaders_tenures(answers, moment, period, echelon, formation)
    return [_length(one, period) for one in found if begins_in(one, period) and (acting or one.capacity != "acting")]


def _length(tenure: Tenure, period: Days) -> Length:
    bounds = narrowed(tenure.bounds, start=period)
    assert bounds is not None, "it may have begun in the period"
    days = Figure(shortest(bounds), longest(bounds))
    return Length(*ids_of(tenure), tenure.capacity, days, surely_begins_in(tenure, period))


def survival(lengths: Sequence[Length]) -> Survival:
    """The survival in post of tenures; without any, no day and no median."""
    firm = [_ends(one) for one in lengths if one.firm]
    loose = [_ends(one) for one in lengths if not one.firm]
    days = sorted({0, *(int(end) for one in (*firm, *loose) for end in one if end < inf)}) if lengths else []
    low = _share(days, [low for low, _ in firm], [low for low, _ in loose], keeps=lambda below, above: (below, 0))
    high = _share(days, [high for _, high in firm], [high for _, high in loose], keeps=lambda below, above: (0, above))
    return Survival(
        tuple(days),
        low,
        high,
        _turnbull(days, firm) if firm else None,
        Figure(len(firm), len(lengths)),
        sum(high == inf for _, high in firm),
        Figure(_first_at_most_half(days, low), _first_at_most_half(days, high)),
    )


def _ends(length: Length) -> tuple[float, float]:
    assert length.days.lowest is not None
    return length.days.lowest, inf if length.days.highest is None else length.days.highest


def _share(
    days: Sequence[int],
    firm: Sequence[float],
    loose: Sequence[float],
    keeps: Callable[[int, int], tuple[int, int]],
) -> tuple[float, ...]:
    """The share longer than each number of days; of the loose ones a reading keeps those, below the number and above
    it, that pull the share its way, and if it has no firm one those that there are."""
    firm, loose = sorted(firm), sorted(loose)
    found = []
    for day in days:
        below = bisect_right(loose, day)
        kept_below, kept_above = keeps(below, len(loose) - below)
        if not firm and not kept_below and not kept_above:
            kept_below, kept_above = below, len(loose) - below
        above = len(firm) - bisect_right(firm, day) + kept_above
        found.append(above / (len(firm) + kept_below + kept_above))
    return tuple(found)


def _first_at_most_half(days: Sequence[int], shares: Sequence[float]) -> int | None:
    return next((day for day, share in zip(days, shares, strict=True) if share <= 0.5), None)


def _turnbull(days: Sequence[int], lengths: Sequence[tuple[float, float]]) -> tuple[Figure, ...]:
    """The estimate at each number of days: within an interval that has a mass it is open when it falls."""
    with of_the_extra():
        import numpy as np
        from lifelines import KaplanMeierFitter

    # A whole number of days is an interval that ends with it: where an interval is a point, lifelines falls too late.
    counts = Counter((low - 0.5, high) for low, high in lengths)
    low, high = (np.array(ends) for ends in zip(*counts, strict=True))
    with np.errstate(divide="ignore", invalid="ignore"):  # where an interval gets no mass
        fitter = KaplanMeierFitter().fit_interval_censoring(low, high, weights=np.array(list(counts.values())))
    steps = fitter.survival_function_
    ends = [end for end in steps.index.to_list() if end < inf]
    falls = [float(before - after) for before, after in steps.to_numpy()[: len(ends)]]
    fallen = [0.0, *accumulate(falls)]
    return tuple(
        Figure(
            # What lies in an interval that has begun may have fallen by then; what lies in one that has ended, has.
            round(1 - fallen[min(bisect_left([0.0, *ends[:-1]], day), len(falls))], 4),
            round(1 - fallen[bisect_right(ends, day)], 4),
        )
        for day in days
    )
