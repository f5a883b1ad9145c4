"""The tenures that analyses count: dated ones that may have been, and whether every reading of the claims has them."""

from dataclasses import dataclass

from graph.answer import Answers, Moment
from graph.dated_fact import DatedFact, PostRecord
from graph.edtf import MAX, MIN, Days
from graph.fact import Bounds
from graph.turnover import leading_posts

IMPROBABLE = 5
"""The credibility of what the claims themselves refute."""


@dataclass(frozen=True, slots=True)
class Tenure:
    """A dated tenure. `id` is its fact's; it is `firm` if every reading of the claims has it, with its start and end
    somewhere within `bounds`."""

    id: str
    person: str
    formation: str
    role: str
    echelon: str
    capacity: str
    bounds: Bounds
    firm: bool
    credibility: int


@dataclass(frozen=True, slots=True)
class Tenures:
    """The tenures asked for; `undated` are the ids of those that sources give without any day, `improbable` of those
    that the claims refute: neither is in a figure."""

    dated: tuple[Tenure, ...]
    undated: tuple[str, ...]
    improbable: tuple[str, ...]


def certain_at(answers: Answers) -> int:
    """The credibility, or better, at which the policy of `answers` takes a fact for certain."""
    return answers.policies_by_name[answers.policy].certain


def may_have_been(fact: DatedFact) -> bool:
    """True unless the claims refute it."""
    return fact.credibility != IMPROBABLE


def is_firm(fact: DatedFact, limit: int) -> bool:
    """True if every reading of the claims has it: credible up to `limit`, uncontested, and judged certain on the days
    of which its bounds leave no doubt."""
    sure = fact.bounds is not None and (fact.bounds.certain is None or fact.certain is not None)
    return sure and fact.credibility <= limit and not fact.contested


def tenures_of(answers: Answers, record: PostRecord) -> Tenures:
    """The tenures of one post."""
    limit = certain_at(answers)
    dated = tuple(
        Tenure(
            one.id,
            one.holder,
            one.formation,
            one.value,
            record.echelon,
            one.capacity or "full",
            one.bounds,
            is_firm(one, limit),
            one.credibility,
        )
        for one in record.tenures
        if one.bounds is not None and may_have_been(one)
    )
    return Tenures(
        dated,
        tuple(one.id for one in record.tenures if one.bounds is None),
        tuple(one.id for one in record.tenures if one.bounds is not None and not may_have_been(one)),
    )


def leaders_tenures(
    answers: Answers, moment: Moment, period: Days, echelon: str | None = None, formation: str | None = None
) -> Tenures:
    """The tenures of leading posts: of one echelon, or of the formations that may have been below `formation` (itself
    included) on a day of the period, or of all. They need not lie in the period.

    Raises UnknownThingError for an unknown formation and ParameterError for an unknown echelon."""
    found = [tenures_of(answers, record) for record in leading_posts(answers, moment, (period,), echelon, formation)]
    return Tenures(
        tuple(tenure for one in found for tenure in one.dated),
        tuple(tenure for one in found for tenure in one.undated),
        tuple(tenure for one in found for tenure in one.improbable),
    )


def begins_in(tenure: Tenure, period: Days) -> bool:
    """True if the tenure may have begun in the period."""
    return tenure.bounds.earliest_start <= period.latest and tenure.bounds.latest_start >= period.earliest


def surely_begins_in(tenure: Tenure, period: Days) -> bool:
    """True if every reading of the claims has it begin in the period."""
    bounds = tenure.bounds
    return tenure.firm and period.earliest <= bounds.earliest_start and bounds.latest_start <= period.latest


def shortest(bounds: Bounds) -> int:
    """The least number of days, both ends included: from the latest start to the earliest end, and one day at least."""
    return max((bounds.earliest_end - bounds.latest_start).days + 1, 1)


def longest(bounds: Bounds) -> int | None:
    """The greatest number of days; None if it has no known start or end."""
    if bounds.earliest_start == MIN or bounds.latest_end == MAX:
        return None
    return (bounds.latest_end - bounds.earliest_start).days + 1
