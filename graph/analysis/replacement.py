"""Replacement: how long leading posts waited for the next holder, stood empty, or were held by somebody acting."""

from collections.abc import Sequence
from dataclasses import dataclass

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
    tenures_of,
    undated_of,
)
from graph.answer import Answers
from graph.dated_fact import PostRecord
from graph.days import NONE, DaySet, both, count, day_before, days_in, without
from graph.edtf import MAX, MIN, Days
from graph.lifetime import days_gone
from graph.turnover import leading_posts


@dataclass(frozen=True, slots=True)
class Replacement(OfTenure):
    """How many full `days` lay between the end of a tenure and the beginning of the next by somebody else: 0 if the
    next one began on the day after, or before.

    There is no highest if a reading of the claims has no next holder, and no lowest if none has. `next` are the persons
    who may have been that. The tenure ended on some day from `ended_from` to `ended_until` (ISO days; this one empty if
    no source tells of an end)."""

    ended_from: str
    ended_until: str
    days: Figure
    next: tuple[str, ...]
    firm: bool


@dataclass(frozen=True, slots=True)
class EmptyPost:
    """On how many days of a period a post was empty, between the first and the last holder whom sources date.

    The lowest counts the days on which no reading of the claims has a holder; none where sources name a holder without
    a date, who may have filled them. The highest counts the days on which some reading has none. `untold` are the days
    before the first and after the last holder."""

    formation: str
    role: str
    echelon: str
    days: Figure
    untold: int


@dataclass(frozen=True, slots=True)
class ActingSpell(OfTenure):
    """How many `days` somebody was acting; it is `firm` if every reading of the claims has it begin in the period asked
    about. `became`, whether the same person held the post in full afterwards: ``yes``,
    ``no``, or ``possibly`` where that tenure is doubtful or its time is not known."""

    days: Figure
    became: str
    firm: bool


def replacements(
    answers: Answers,
    first: object,
    last: object,
    echelon: str | None = None,
    formation: str | None = None,
    known: object = None,
    *,
    acting: bool = False,
) -> list[Replacement]:
    """How long each leading post waited after a tenure that ended, or may have ended, from `first` to `last` (EDTF).
    Holders who were only acting are passed over, as predecessors and as successors, unless `acting`. The parameters and
    errors are those of analysis.survival.tenure_lengths."""
    period, moment = asked_of(answers, first, last, known)
    found = []
    for record in leading_posts(answers, moment, (period,), echelon, formation):
        tenures = [one for one in tenures_of(answers, record) if acting or one.capacity != "acting"]
        for tenure in tenures:
            if tenure.bounds.earliest_end <= period.latest and tenure.bounds.latest_end >= period.earliest:
                found.append(_replacement(tenure, [one for one in tenures if one.person != tenure.person]))
    return found


def _replacement(tenure: Tenure, others: Sequence[Tenure]) -> Replacement:
    ends = tenure.bounds.earliest_end, tenure.bounds.latest_end
    later = [one for one in others if one.bounds.latest_end > ends[0]]
    waits = [
        max(0, (one.bounds.earliest_start - min(ends[1], day_before(one.bounds.latest_end))).days - 1) for one in later
    ]
    return Replacement(
        *ids_of(tenure),
        ends[0].isoformat(),
        ends[1].isoformat() if ends[1] < MAX else "",
        Figure(min(waits, default=None), _longest_wait(tenure, others)),
        tuple(sorted({one.person for one in later})),
        tenure.firm,
    )


def _longest_wait(tenure: Tenure, others: Sequence[Tenure]) -> int | None:
    """The longest wait of a reading. The later the tenure ends the shorter the wait for those who come after it, but
    who ended by then is no successor: the longest is at its first day, or at a day on which another one ended."""
    firm = [one.bounds for one in others if one.firm]
    first, last = tenure.bounds.earliest_end, tenure.bounds.latest_end
    found = []
    for end in (first, *(one.earliest_end for one in firm if first < one.earliest_end <= last)):
        coming = [max(0, (one.latest_start - end).days - 1) for one in firm if one.earliest_end > end]
        if not coming:
            return None
        found.append(min(coming))
    return max(found)


def empty_posts(
    answers: Answers,
    first: object,
    last: object,
    echelon: str | None = None,
    formation: str | None = None,
    known: object = None,
) -> list[EmptyPost]:
    """The leading posts, and on how many days from `first` to `last` each was empty; days on which its formation did
    not exist are left out. The parameters and errors are those of analysis.survival.tenure_lengths."""
    period, moment = asked_of(answers, first, last, known)
    gone = days_gone(answers, moment)
    found = []
    for record in leading_posts(answers, moment, (period,), echelon, formation):
        there = without((period,), gone.get(record.formation, NONE))
        if there:
            found.append(_emptiness(record, tenures_of(answers, record), there))
    return found


def _emptiness(record: PostRecord, tenures: Sequence[Tenure], there: DaySet) -> EmptyPost:
    possible = days_in(one.bounds.possible for one in tenures)
    certain = days_in(days for one in tenures if one.firm and (days := one.bounds.certain) is not None)
    told = both((_told(tenures),), there) if possible else NONE
    surely = without(told, possible) if not undated_of(record) else NONE
    lowest, highest, untold = count(surely), count(without(told, certain)), count(without(there, told))
    assert untold is not None, "the period has limits"
    return EmptyPost(record.formation, record.role, record.echelon, Figure(lowest, highest), untold)


def _told(tenures: Sequence[Tenure]) -> Days:
    """The days from the first holder to the last; one without a known start counts from the latest, and one without a
    known end to the earliest."""
    bounds = [one.bounds for one in tenures]
    return Days(
        min(
            one.earliest_start if one.earliest_start > MIN else min(one.latest_start, one.earliest_end)
            for one in bounds
        ),
        max(one.latest_end if one.latest_end < MAX else max(one.latest_start, one.earliest_end) for one in bounds),
    )


def acting_spells(
    answers: Answers,
    first: object,
    last: object,
    echelon: str | None = None,
    formation: str | None = None,
    known: object = None,
) -> list[ActingSpell]:
    """Who was acting in a leading post in a tenure that began, or may have begun, from `first` to `last` (EDTF). The
    parameters and errors are those of analysis.survival.tenure_lengths."""
    period, moment = asked_of(answers, first, last, known)
    tenures = leaders_tenures(answers, moment, period, echelon, formation)
    found = []
    for one in tenures:
        if one.capacity in ("acting", "both") and begins_in(one, period):
            days = Figure(shortest(one.bounds), longest(one.bounds))
            if one.capacity == "both":
                # The tenure is acting and then full, and no bound says when it turned from one into the other.
                days = Figure(1, days.highest)
            sure = surely_begins_in(one, period)
            found.append(ActingSpell(*ids_of(one), days, _became(one, tenures), sure))
    return found


def _became(acting: Tenure, tenures: Sequence[Tenure]) -> str:
    if acting.capacity == "both":
        return "yes"
    post = acting.person, acting.formation, acting.role
    full = [one for one in tenures if (one.person, one.formation, one.role) == post and one.capacity == "full"]
    if any(one.firm and one.bounds.earliest_start > acting.bounds.latest_start for one in full):
        return "yes"
    return "possibly" if any(one.bounds.latest_start > acting.bounds.earliest_start for one in full) else "no"
