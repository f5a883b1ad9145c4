"""Dates as sources give them: EDTF (Library of Congress, level 0 and part of level 1) and the days they allow.

An expression denotes a set of days between an earliest and a latest one, both included. Accepted are a year, a month
or a day, each with ``?`` (uncertain) or ``~`` (approximate); ``../X`` (on or before X); ``X/..`` (from X on, still
going on); ``X/`` (from X on, end unknown); ``X/Y``. Everything else is refused with the reason.
Source: https://www.loc.gov/standards/datetime/
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

MIN = date.min
"""0001-01-01 stands for "no earliest day is known"."""
MAX = date.max
"""9999-12-31 stands for "no latest day is known" (and for the open end of known time)."""

_POINT = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([?~]?)")
_SHAPES = '"2022", "2022-05", "2022-05-11", with "?" or "~" after it, "../X", "X/..", "X/" or "X/Y"'


class EdtfError(ValueError):
    """The text is not an EDTF expression that Stavka accepts; the message says what is wrong and what is allowed."""


@dataclass(frozen=True, slots=True)
class Days:
    """A non-empty range of days, both ends included."""

    earliest: date
    latest: date

    def __post_init__(self) -> None:
        if self.earliest > self.latest:
            raise ValueError(f"{self.earliest} is after {self.latest}")

    def intersect(self, other: "Days") -> "Days | None":
        """The days in both ranges, or None if there is none."""
        earliest, latest = max(self.earliest, other.earliest), min(self.latest, other.latest)
        return Days(earliest, latest) if earliest <= latest else None

    def hull(self, other: "Days") -> "Days":
        """The smallest range that contains both."""
        return Days(min(self.earliest, other.earliest), max(self.latest, other.latest))

    def contains(self, other: "Days") -> bool:
        """True if every day of `other` lies in this range."""
        return self.earliest <= other.earliest and other.latest <= self.latest

    @property
    def width(self) -> int:
        """Number of days in the range minus one: 0 for a single day."""
        return (self.latest - self.earliest).days


@lru_cache(maxsize=8192)
def days_of(text: str) -> Days:
    """The days an EDTF expression allows.

    ``~`` widens by 14 days, one month or one year on each side, by the precision given; ``?`` does not widen.
    Raises EdtfError for anything that is not accepted, an end before its start included.
    """
    if "/" not in text:
        return _point(text)
    start, _, end = text.partition("/")
    if start == ".." and end not in ("", ".."):
        return Days(MIN, _point(end).latest)
    if start in ("", "..") or "/" in end:
        raise EdtfError(f"{text!r} is not a date; allowed are {_SHAPES}")
    first = _point(start)
    if end in ("", ".."):
        return Days(first.earliest, MAX)
    last = _point(end)
    if last.latest < first.earliest:
        raise EdtfError(f"{text!r} ends before it starts")
    return Days(first.earliest, last.latest)


def _point(text: str) -> Days:
    match = _POINT.fullmatch(text)
    if match is None:
        raise EdtfError(f"{text!r} is not a date; allowed are {_SHAPES}")
    year, month, day, mark = int(match[1]), match[2], match[3], match[4]
    if year == 0:
        raise EdtfError(f"{text!r}: the year 0000 is not accepted")
    try:
        if day:
            exact = date(year, int(month), int(day))
            return _widen(exact, exact, timedelta(days=14)) if mark == "~" else Days(exact, exact)
        if month:
            first = date(year, int(month), 1)
            last = first.replace(day=monthrange(year, first.month)[1])
            if mark != "~":
                return Days(first, last)
            before = first - timedelta(days=1) if first > MIN else first
            after = last + timedelta(days=1) if last < MAX else last
            return Days(before.replace(day=1), after.replace(day=monthrange(after.year, after.month)[1]))
        if mark == "~":
            return Days(date(max(year - 1, 1), 1, 1), date(min(year + 1, 9999), 12, 31))
        return Days(date(year, 1, 1), date(year, 12, 31))
    except ValueError as error:
        raise EdtfError(f"{text!r} is not a day of the calendar ({error})") from None


def _widen(first: date, last: date, by: timedelta) -> Days:
    earliest = first - by if first - MIN >= by else MIN
    latest = last + by if MAX - last >= by else MAX
    return Days(earliest, latest)


def is_ongoing(text: str) -> bool:
    """True if the expression says that the thing still goes on (``X/..``), as against an unknown end (``X/``)."""
    return text.endswith("/..")


def text_of(days: Days) -> str:
    """`days` as an EDTF expression: a year, month or day if one fits exactly, else a set (level 2), "one of these".

    A side without limit is left open; nothing known at all is the empty text, EDTF's "unknown".

    >>> text_of(days_of("2022-05")), text_of(days_of("../2022-05-12"))
    ('2022-05', '[..2022-05-12]')
    """
    if days == Days(MIN, MAX):
        return ""
    first, last = days.earliest, days.latest
    year, month, day = f"{first.year:04}", first.isoformat()[:7], first.isoformat()
    if first == last:
        return day
    if first != MIN and last != MAX:
        for text in (year, month):
            if days_of(text) == days:
                return text
    return f"[{'' if first == MIN else day}..{'' if last == MAX else last.isoformat()}]"
