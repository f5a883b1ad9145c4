"""Sets of days: sorted, disjoint ranges that do not touch, with what sets can do.

The invariant: two sets are equal exactly if they hold the same days.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from graph.edtf import MAX, MIN, Days

DaySet = tuple[Days, ...]

NONE: DaySet = ()
ALWAYS: DaySet = (Days(MIN, MAX),)
_ONE = timedelta(days=1)


def day_before(day: date) -> date:
    """The day before; the first day that there is has none before it and stays."""
    return day - _ONE if day > MIN else MIN


def day_after(day: date) -> date:
    """The day after; the last day that there is has none after it and stays."""
    return day + _ONE if day < MAX else MAX


def days_in(ranges: Iterable[Days]) -> DaySet:
    """The set of all days that lie in any of `ranges`, which may overlap and come in any order."""
    found: list[Days] = []
    for one in sorted(ranges, key=lambda one: one.earliest):
        if found and one.earliest <= day_after(found[-1].latest):
            found[-1] = found[-1].hull(one)
        else:
            found.append(one)
    return tuple(found)


def both(one: DaySet, other: DaySet) -> DaySet:
    """The days in both sets."""
    return days_in(common for a in one for b in other if (common := a.intersect(b)) is not None)


def either(one: DaySet, other: DaySet) -> DaySet:
    """The days in one set or the other."""
    return days_in([*one, *other])


def without(one: DaySet, other: DaySet) -> DaySet:
    """The days of the first set that are not in the second."""
    left: list[Days] = []
    for days in one:
        start = days.earliest
        for gone in other:
            if gone.latest < start or gone.earliest > days.latest:
                continue
            if start < gone.earliest:
                left.append(Days(start, day_before(gone.earliest)))
            if gone.latest >= days.latest:
                break
            start = day_after(gone.latest)
        else:
            left.append(Days(start, days.latest))
    return tuple(left)


def count(days: DaySet) -> int | None:
    """How many days there are; None if the set has no first or no last one."""
    if days and (days[0].earliest == MIN or days[-1].latest == MAX):
        return None
    return sum(one.width + 1 for one in days)
