"""Turnover over time: how many leaders came and went in each month, quarter or year."""

from dataclasses import dataclass

from graph.analysis.calendar import counted, parts_of
from graph.analysis.figure import Figure
from graph.analysis.tenures import asked_of, leaders_tenures
from graph.answer import Answers
from graph.edtf import Days


@dataclass(frozen=True, slots=True)
class Changes:
    """How many tenures began and ended in one part of a period, from `since` to `until` (ISO days)."""

    part: str
    since: str
    until: str
    began: Figure
    ended: Figure


def changes_in_time(
    answers: Answers,
    first: object,
    last: object,
    echelon: str | None = None,
    formation: str | None = None,
    known: object = None,
    every: str = "quarter",
) -> list[Changes]:
    """The tenures of leading posts that began and ended in every month, quarter or year from `first` to `last` (EDTF):
    of one echelon, or of the formations that may have been below `formation` in that time.

    The lowest of a part counts what every reading of the claims has in it, the highest what some reading has: a tenure
    of which only the year of the start is known is in the highest of four quarters, and in the lowest of that year.
    Tenures whose end is not known may have ended on any day after the last one that is shown.
    Raises UnknownThingError for an unknown formation, ParameterError for an unknown echelon, part or a bad period."""
    period, moment = asked_of(answers, first, last, known)
    found = leaders_tenures(answers, moment, period, echelon, formation)
    parts = parts_of(period, every)
    began = counted(parts, ((Days(one.bounds.earliest_start, one.bounds.latest_start), one.firm) for one in found))
    ended = counted(parts, ((Days(one.bounds.earliest_end, one.bounds.latest_end), one.firm) for one in found))
    return [
        Changes(part.name, part.days.earliest.isoformat(), part.days.latest.isoformat(), start, end)
        for part, start, end in zip(parts, began, ended, strict=True)
    ]
