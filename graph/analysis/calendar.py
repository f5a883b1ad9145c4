"""Calendars: a period divided into months, quarters or years, and what may have happened counted in each part."""

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from graph.analysis.figure import Figure
from graph.days import day_after
from graph.edtf import Days
from graph.mistake import allowed_instead
from graph.question import ParameterError

MONTHS = {"month": 1, "quarter": 3, "year": 12}
"""The parts into which a period can be divided, and how many months each has."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a period, such as ``2022-Q1``, ``2022-01`` or ``2022``; the first and the last of a period may be
    shorter than their names say."""

    name: str
    days: Days


def parts_of(period: Days, every: str) -> list[Part]:
    """The months, quarters or years of a period that has a first and a last day. Raises ParameterError for another
    word."""
    if every not in MONTHS:
        raise ParameterError("every", f'"{every}" is no part of a period', allowed_instead(every, MONTHS))
    found: list[Part] = []
    day = period.earliest
    while day <= period.latest:
        month = (day.month - 1) // MONTHS[every] * MONTHS[every] + MONTHS[every]
        end = date(day.year, month, monthrange(day.year, month)[1])
        name = {"month": f"{day:%Y-%m}", "quarter": f"{day.year}-Q{(day.month + 2) // 3}", "year": str(day.year)}[every]
        found.append(Part(name, Days(day, min(end, period.latest))))
        day = day_after(found[-1].days.latest)
    return found


def counted(parts: list[Part], happened: Iterable[tuple[Days, bool]]) -> list[Figure]:
    """For each part, how many of the things that happened on one day of a range did so in it: the lowest counts those
    that are sure (given beside the range) and whose range lies in the part, the highest all whose range meets it."""
    starts = [part.days.earliest for part in parts]
    lowest, change = [0] * len(parts), [0] * (len(parts) + 1)
    for days, sure in happened:
        common = days.intersect(Days(parts[0].days.earliest, parts[-1].days.latest)) if parts else None
        if common is None:
            continue
        first, last = bisect_right(starts, common.earliest) - 1, bisect_right(starts, common.latest) - 1
        change[first] += 1
        change[last + 1] -= 1
        if sure and first == last and common == days:
            lowest[first] += 1
    figures, running = [], 0
    for place, low in enumerate(lowest):
        running += change[place]
        figures.append(Figure(low, running))
    return figures
