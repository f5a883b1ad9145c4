"""The arithmetic of drawings in time: years along an axis, a bar for what held, a mark for what happened.

Places are percent of the width, so that one drawing fits a phone and a desk. A bar has pieces: what is certain, what
rivals have evidence for, and what is only possible; a piece without a known end fades out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.answer import Answers
from graph.edtf import MAX, MIN, Days
from graph.fact_list import facts_known
from graph.labels import CREDIBLE
from graph.row import days_of

Row = Mapping[str, Any]
"""A version of a fact as queries/versions.rq gives it."""

_FADING = 4.0
"""How far a bar fades where no day limits it."""
_THINNEST = 0.5
"""The least width of a piece: a day must be seen."""
_MOST_TICKS = 8
_STEPS = (1, 2, 5, 10, 20, 50)


@dataclass(frozen=True, slots=True)
class Tick:
    """A year on an axis, at its first day; `side` is where its text has room: start, middle or end."""

    year: int
    x: float
    side: str


@dataclass(frozen=True, slots=True)
class Axis:
    """The days that a drawing shows, whole years."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """The place of a day in percent, at the nearer edge if it lies outside."""
        share = (min(max(day, self.first), self.last) - self.first).days / max((self.last - self.first).days, 1)
        return round(100 * share, 2)

    @property
    def ticks(self) -> list[Tick]:
        """As many years as can be read on a phone."""
        years = range(self.first.year, self.last.year + 2)
        step = next((one for one in _STEPS if len(years) / one <= _MOST_TICKS), _STEPS[-1])
        found = [
            (year, self.at(date(year, 1, 1)) if year <= self.last.year else 100.0) for year in years if year % step == 0
        ]
        return [Tick(year, x, "start" if x < 4 else "end" if x > 96 else "middle") for year, x in found]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar: `way` is certain, contested, possible, or doubtful, which is a
    contested fact where it is only possible; `fades` is left, right or nothing."""

    x: float
    width: float
    way: str
    fades: str = ""

    @property
    def middle(self) -> float:
        """Where a name on it stands."""
        return round(self.x + self.width / 2, 2)


@dataclass(frozen=True, slots=True)
class Mark:
    """An event: the range in which its day lies, and its `way` as that of a piece; a doubtful one is possible."""

    first: float
    last: float
    way: str

    @property
    def middle(self) -> float:
        """Where the mark stands."""
        return round((self.first + self.last) / 2, 2)


def axis_of(days: Iterable[Days]) -> Axis | None:
    """The axis that shows all of these days; their open sides set no limit. None if there is no day."""
    found = [day for one in days for day in (one.earliest, one.latest) if day not in (MIN, MAX)]
    if not found:
        return None
    return Axis(date(min(found).year, 1, 1), date(max(found).year, 12, 31))


def core(row: Row) -> Days | None:
    """The days that a fact is drawn around: those of which there is no doubt, else those that dated claims speak of,
    else the limits of what is possible, as far as there are any; None if it is undated."""
    possible = days_of(row, "possible")
    found = days_of(row, "certain") or days_of(row, "evidence") or possible
    if found is None or possible is None:
        return None
    ends = [day for day in (found.earliest, found.latest) if day not in (MIN, MAX)]
    return Days(min(ends), max(ends)) if ends else None


def pieces(axis: Axis, row: Row) -> list[Piece]:
    """The pieces of a fact's bar, from left to right; none if it is undated."""
    possible, middle = days_of(row, "possible"), core(row)
    if possible is None or middle is None:
        return []
    way = "contested" if row["contested"] else "certain" if days_of(row, "certain") is not None else "possible"
    start, end = axis.at(middle.earliest), axis.at(middle.latest)
    middle_piece = Piece(min(start, 100 - _THINNEST), round(max(end - start, _THINNEST), 2), way)
    beside = "doubtful" if row["contested"] else "possible"
    before = _around(axis, possible.earliest, start, beside, left=True)
    after = _around(axis, possible.latest, end, beside, left=False)
    return _joined([piece for piece in (before, middle_piece, after) if piece is not None])


def mark(axis: Axis, row: Row) -> Mark | None:
    """Where an event stands; None if it is undated."""
    middle = core({**row, "certainFrom": None, "evidenceFrom": None})
    if middle is None:
        return None
    first, last = axis.at(middle.earliest), axis.at(middle.latest)
    if row["contested"]:
        return Mark(first, last, "contested")
    return Mark(first, last, "certain" if int(row["credibility"]) <= CREDIBLE else "possible")


def _around(axis: Axis, limit: date, edge: float, way: str, *, left: bool) -> Piece | None:
    """What is only possible on one side of the middle: as far as its limit, fading if there is none in sight."""
    side = "left" if left else "right"
    if limit in (MIN, MAX):
        return _between(max(edge - _FADING, 0.0) if left else min(edge + _FADING, 100.0), edge, way, side)
    return _between(axis.at(limit), edge, way, "" if axis.first <= limit <= axis.last else side)


def _joined(parts: list[Piece]) -> list[Piece]:
    """The same with neighbours that are drawn alike as one."""
    found: list[Piece] = []
    for piece in parts:
        last = found[-1] if found else None
        if last is not None and last.way == piece.way and not last.fades and not piece.fades:
            width = max(last.x + last.width, piece.x + piece.width) - last.x
            found[-1] = Piece(last.x, round(width, 2), piece.way)
        else:
            found.append(piece)
    return found


def _between(one: float, other: float, way: str, fades: str) -> Piece | None:
    width = round(abs(one - other), 2)
    return Piece(round(min(one, other), 2), width, way, fades) if width > 0 else None


def rows_by_fact(answers: Answers, facts: Iterable[str], known: date) -> dict[str, Row]:
    """The versions of these facts that stood on a day of knowing, by the facts' ids."""
    wanted = {f"fact/{one}": one for one in facts}
    return {wanted[str(row["fact"])]: row for row in facts_known(answers, known) if row["fact"] in wanted}
