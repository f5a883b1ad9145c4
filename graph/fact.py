"""Facts: what all claims about one thing amount to. Computed from claims, never written by hand."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from graph.edtf import Days, text_of

if TYPE_CHECKING:
    from graph.policy import Judgement


class FactKind(StrEnum):
    """The four kinds of fact; the value is the path segment of their IRIs."""

    TENURE = "tenure"
    RANK = "rank"
    EVENT = "event"
    SUBORDINATION = "subordination"


class Held(StrEnum):
    """Whether something held on a day."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    CONTESTED = "contested"


@dataclass(frozen=True, slots=True)
class Bounds:
    """Four bounds of an interval of days, all inclusive; MIN and MAX stand for "not known".

    Always: earliest_start <= latest_start, earliest_end <= latest_end, earliest_start <= earliest_end and
    latest_start <= latest_end. For an event, which happens on one day, both pairs are the range of that day.
    """

    earliest_start: date
    latest_start: date
    earliest_end: date
    latest_end: date

    def __post_init__(self) -> None:
        ordered = (
            self.earliest_start <= self.latest_start <= self.latest_end
            and self.earliest_start <= self.earliest_end <= self.latest_end
        )
        if not ordered:
            raise ValueError(f"bounds out of order: {self}")

    @property
    def certain(self) -> Days | None:
        """The days on which it certainly held, or None if there is no such day."""
        return Days(self.latest_start, self.earliest_end) if self.latest_start <= self.earliest_end else None

    @property
    def possible(self) -> Days:
        """The days on which it may have held."""
        return Days(self.earliest_start, self.latest_end)

    @property
    def edtf(self) -> str:
        """Start and end as EDTF, e.g. ``2019-05-03/[2022-05-19..2022-08-10]``; an empty side is unknown."""
        start = text_of(Days(self.earliest_start, self.latest_start))
        return f"{start}/{text_of(Days(self.earliest_end, self.latest_end))}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far a fact can be believed.

    `credibility` is the Admiralty code's information credibility 1-6; `rule` names the policy rule that decided;
    `why` says it in words; `origins` lists the independent origins that assert it, `reports` counts the claims.
    """

    credibility: int
    contested: bool
    rule: str
    why: str
    origins: tuple[str, ...]
    reports: int


@dataclass(frozen=True, slots=True)
class Fact:
    """One resolved fact, as known from some day.

    `id` is the path below ``fact/``, e.g. ``tenure/igor-osipov/black-sea-fleet/commander``. `value` is the post's role,
    the rank, the status, or the superior formation. `capacity` of a tenure is ``full``, ``acting`` or ``both``.
    `bounds` is None for a tenure known only as ended or without any date: it is listed apart and never possible on a
    day. `certain` are the days on which it certainly held: those of the bounds, if the policy finds it credible enough.
    `evidence` spans the dated claims. `supported_by`, `opposed_by` are claim ids; `set_aside` pairs a claim id with the
    rule that set its date aside; `disputed` are claim ids kept as alternatives for a start or an end.
    `rivals` are ids of facts that cannot both be true with this one.
    `consequences` name the rules that moved a bound and the fact that caused it. `judgement` is how the claims were
    weighed for the verdict; two facts that differ in it alone are equal.
    """

    id: str
    kind: FactKind
    person: str | None
    formation: str | None
    value: str
    link: str | None
    capacity: str | None
    bounds: Bounds | None
    certain: Days | None
    evidence: Days | None
    verdict: Verdict
    supported_by: tuple[str, ...]
    opposed_by: tuple[str, ...]
    set_aside: tuple[tuple[str, str], ...] = ()
    disputed: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    consequences: tuple[tuple[str, str], ...] = ()
    judgement: "Judgement | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Version:
    """A fact as it stood in known time from `known_from` (included) to `known_until` (excluded; MAX = still)."""

    fact: Fact
    known_from: date
    known_until: date
