"""Every reading of a few claims, one by one: what the figures of analyses are to bound."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import product

from hypothesis import strategies as st

from graph.analysis.tenures import Tenure, tenures_of
from graph.answer import Answers
from graph.claim import Claim, Kind
from graph.dated_fact import post_records
from tests.history.chronicle import text
from tests.resolver.army import PEOPLE, claim, day

Reading = tuple[tuple[date, date] | None, ...]
"""For each tenure its first and last day, or None if the reading has it not."""


def days_from(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def readings(tenures: Sequence[Tenure]) -> Iterator[Reading]:
    """All readings of tenures whose bounds have limits; a doubtful one may be left out."""
    ways: list[list[tuple[date, date] | None]] = []
    for one in tenures:
        bounds = one.bounds
        ways.append(
            [
                (start, end)
                for start in days_from(bounds.earliest_start, bounds.latest_start)
                for end in days_from(bounds.earliest_end, bounds.latest_end)
                if start <= end
            ]
        )
        if not one.firm:
            ways[-1].append(None)
    return product(*ways)


def dated(answers: Answers) -> list[Tenure]:
    """All dated tenures that analyses count, of all posts."""
    records = post_records(answers, answers.moment())
    return [one for record in records.values() for one in tenures_of(answers, record)]


@st.composite
def lines(draw: st.DrawFn, most: int = 3) -> list[Claim]:
    """The holders of one post one after the other, their starts and ends known within ranges; some only by hearsay."""
    found: list[Claim] = []
    reached = 1
    for number in range(draw(st.integers(1, most))):
        first = reached + draw(st.integers(0, 2))
        last_start = first + draw(st.integers(0, 2))
        end = last_start + draw(st.integers(0, 2))
        last_end = end + draw(st.integers(0, 2))
        doubtful = draw(st.integers(0, 3)) == 0
        found.append(
            claim(
                number,
                Kind.POST,
                "commander",
                person=PEOPLE[number],
                start=text(first, last_start),
                end=text(end, last_end),
                stance="rumoured" if doubtful else "official",
                by="ukrainian-official" if doubtful else "russian-official",
            )
        )
        reached = draw(st.integers(last_start, last_end + 2))
    return found


__all__ = ["Reading", "dated", "day", "days_from", "lines", "readings"]
