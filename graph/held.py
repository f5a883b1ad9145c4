"""Whether something was held on a day: the rule that turns the facts of one slot into certain, contested or possible,
and the days divided by what it says.

The query files say the same in SPARQL (``queries/holders.rq``); a test holds the two together.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from graph.days import DaySet, day_after, day_before, days_in
from graph.edtf import MAX, MIN, Days
from graph.fact import Bounds, Held


class Dated(Protocol):
    """What the rule needs to know of a fact; see graph.fact.Fact."""

    @property
    def id(self) -> str:
        """What tells it from others."""

    @property
    def bounds(self) -> Bounds | None:
        """The bounds of its start and its end; None if it is undated."""

    @property
    def certain(self) -> Days | None:
        """The days of which its bounds leave no doubt."""

    @property
    def evidence(self) -> Days | None:
        """The days that dated claims span."""

    @property
    def rivals(self) -> Sequence[str]:
        """The ids of those that cannot be true beside it."""


D = TypeVar("D", bound=Dated)


@dataclass(frozen=True, slots=True)
class Span:
    """Days on all of which the facts of a slot are held alike: `held` by holder, none if nobody may have held it."""

    days: Days
    held: dict[str, Held]


def held_on(facts: Iterable[D], on: date, holder: Callable[[D], str], *, single: bool = True) -> dict[str, Held]:
    """Who of the holders of one slot held it on a day; `holder` tells a fact's.

    Contested is who has evidence around the day while a rival has, too; certain, whom the bounds leave no choice;
    possible, whom they allow. In a slot for one holder those only possible are left out where another's bounds leave
    no choice.
    """
    by_id = {fact.id: fact for fact in facts}
    found: dict[str, Held] = {}
    for fact in by_id.values():
        held = _held(fact, by_id, on)
        if held is not None and found.get(holder(fact)) in (None, Held.POSSIBLE):
            found[holder(fact)] = held
    if single and any(_sure(fact, on) for fact in by_id.values()):
        return {one: held for one, held in found.items() if held is not Held.POSSIBLE}
    return found


def spans_of(facts: Sequence[D], holder: Callable[[D], str], *, single: bool = True) -> list[Span]:
    """All days, from the first to the last that there are, divided where the answer of `held_on` changes."""
    starts = {MIN}
    for fact in facts:
        for days in (fact.bounds.possible if fact.bounds else None, fact.certain, fact.evidence):
            if days is not None:
                starts.add(days.earliest)
                if days.latest < MAX:
                    starts.add(day_after(days.latest))
    spans: list[Span] = []
    ordered = sorted(starts)
    for start, following in zip(ordered, [*ordered[1:], None], strict=True):
        held = held_on(facts, start, holder, single=single)
        last = MAX if following is None else day_before(following)
        if spans and spans[-1].held == held:
            spans[-1] = Span(Days(spans[-1].days.earliest, last), held)
        else:
            spans.append(Span(Days(start, last), held))
    return spans


def days_of_holders(spans: Iterable[Span], *helds: Held) -> dict[str, DaySet]:
    """By holder, the days on which they held the slot in one of these ways, or in any; who never did is absent."""
    found: dict[str, list[Days]] = {}
    for span in spans:
        for one, held in span.held.items():
            if not helds or held in helds:
                found.setdefault(one, []).append(span.days)
    return {one: days_in(ranges) for one, ranges in found.items()}


def _held(fact: D, by_id: dict[str, D], on: date) -> Held | None:
    if fact.bounds is None or not fact.bounds.earliest_start <= on <= fact.bounds.latest_end:
        return None
    sure = _sure(fact, on)
    rivals = (by_id[rival] for rival in fact.rivals if rival in by_id)
    if (sure or _attested(fact, on)) and any(_attested(rival, on) for rival in rivals):
        return Held.CONTESTED
    return Held.CERTAIN if sure else Held.POSSIBLE


def _sure(fact: Dated, on: date) -> bool:
    return fact.certain is not None and fact.certain.earliest <= on <= fact.certain.latest


def _attested(fact: Dated, on: date) -> bool:
    return fact.evidence is not None and fact.evidence.earliest <= on <= fact.evidence.latest
