"""The tenures that analyses count: dated ones that may have been, and whether every reading of the claims has them."""

from dataclasses import dataclass

from graph.answer import Answers, Moment
from graph.dated_fact import DatedFact, PostRecord
from graph.edtf import MAX, MIN, Days
from graph.fact import Bounds
from graph.period import limited_period
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
class OfTenure:
    """What every figure about a tenure says of it: the ids of its fact, its person, and its post with the echelon."""

    tenure: str
    person: str
    formation: str
    role: str
    echelon: str


def ids_of(tenure: Tenure) -> tuple[str, str, str, str, str]:
    """The fields of OfTenure."""
    return tenure.id, tenure.person, tenure.formation, tenure.role, tenure.echelon


def asked_of(answers: Answers, first: object, last: object, known: object) -> tuple[Days, Moment]:
    """The period from `first` to `last` (EDTF), and the moment at its end, as known on a day. Raises ParameterError for
    a bad day, and for a period without a limit."""
    period = limited_period(first, last)
    return period, answers.moment(period.latest, known)


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


def tenures_of(answers: Answers, record: PostRecord) -> list[Tenure]:
    """The tenures of one post."""
    limit = certain_at(answers)
    return [
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
    ]


def undated_of(record: PostRecord) -> int:
    """How many tenures of a post no source dates; they are in no figure."""
    return sum(one.bounds is None for one in record.tenures)


def leaders_tenures(
    answers: Answers, moment: Moment, period: Days, echelon: str | None = None, formation: str | None = None
) -> list[Tenure]:
    """The tenures of leading posts: of one echelon, or of the formations that may have been below `formation` (itself
    included) on a day of the period, or of all. They need not lie in the period.

    Raises UnknownThingError for an unknown formation and ParameterError for an unknown echelon."""
    records = leading_posts(answers, moment, (period,), echelon, formation)
    return [tenure for record in records for tenure in tenures_of(answers, record)]


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
