"""Sequence: which of several beginnings, each known within a range of days, came directly after which."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from graph.days import day_after, day_before


@dataclass(frozen=True, slots=True)
class Beginning:
    """A beginning on some day from `earliest` to `latest`; one that is not `firm` may not have happened at all."""

    earliest: date
    latest: date
    firm: bool


@dataclass(frozen=True, slots=True)
class Following:
    """`later` came directly after `earlier` (their places in the sequence given): in every reading if `certain`, else
    in some."""

    earlier: int
    later: int
    certain: bool


def followings(beginnings: Sequence[Beginning]) -> Iterator[Following]:
    """Every pair of which one came, or may have come, directly after the other: on a later day, and nothing else on a
    day between. Time grows with the square of how many there are."""
    for place, one in enumerate(beginnings):
        # Nothing can come directly after `one` that begins, at the earliest, after another has surely begun.
        limit = min(
            (other.latest for other in beginnings if other.firm and other.earliest > one.latest),
            default=None,
        )
        for at, other in enumerate(beginnings):
            if at != place and one.earliest < other.latest and (limit is None or other.earliest <= limit):
                yield Following(place, at, _surely(beginnings, place, at))


def _surely(beginnings: Sequence[Beginning], earlier: int, later: int) -> bool:
    one, other = beginnings[earlier], beginnings[later]
    if not (one.firm and other.firm and one.latest < other.earliest):
        return False
    first, last = day_after(one.earliest), day_before(other.latest)
    return all(
        max(third.earliest, first) > min(third.latest, last)
        for place, third in enumerate(beginnings)
        if place not in (earlier, later)
    )
