"""What a claim says about days: the evidence that the resolver reasons with.

The rules kept here: nothing is observed after it was published, so the days of an observation or of an end are clipped
by the claim's known day; a start may lie in the future (announced). A structure statement without an end shows the
structure as of its source's publication. A claimant's word weighs by its tier.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import IntEnum

from graph.claim import Claim, Kind
from graph.edtf import MIN, Days, days_of
from ontology.vocabulary import Vocabulary

HEDGED = frozenset({"alleged", "rumoured", "unconfirmed"})
"""Stances with which a source keeps its distance from what it passes on."""

TAKES_AWAY = frozenset({"death", "exit", "removal"})
"""Effects of a status that takes a person out of a post: who reports one names the post only in passing."""


class Tier(IntEnum):
    """How much a claim's word weighs against another's about the same date."""

    DERIVATIVE = 0
    ORDINARY = 1
    AUTHORITATIVE = 2
    CONSEQUENCE = 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """A claim with the days it allows: for the start, for the end, and for a day on which it held.

    A range that begins with MIN says nothing about the earliest day. `tier` weighs the claim, `known` is the day from
    which it could be known. From these follow `ranges`, all that are given; `is_dated`, True if the claim tells an
    earliest day for anything (a bare "former" or "by then" does not); `first`, the earliest day that it speaks of (MIN
    if it does not tell); and `last`, the latest day up to which it speaks, its start included.
    """

    claim: Claim
    start: Days | None
    end: Days | None
    seen: Days | None
    tier: Tier
    known: date = field(init=False, compare=False)
    ranges: tuple[Days, ...] = field(init=False, compare=False)
    is_dated: bool = field(init=False, compare=False)
    first: date = field(init=False, compare=False)
    last: date = field(init=False, compare=False)

    def __post_init__(self) -> None:
        ranges = tuple(days for days in (self.start, self.seen, self.end) if days is not None)
        told = [days.earliest for days in ranges if days.earliest > MIN]
        for name, value in (
            ("known", self.claim.known),
            ("ranges", ranges),
            ("is_dated", bool(told)),
            ("first", min(told, default=MIN)),
            ("last", max((days.latest for days in ranges), default=MIN)),
        ):
            object.__setattr__(self, name, value)


def with_titles_in_passing(claims: Iterable[Claim], vocabulary: Vocabulary) -> list[Claim]:
    """The claims of one page; posts of persons whose exit or death the page reports are marked as titles in passing,
    unless the claimant denies the exit: then the post is what they mean to say."""
    claims = list(claims)
    exits = [
        claim for claim in claims if claim.kind is Kind.STATUS and vocabulary.statuses[claim.value].effect in TAKES_AWAY
    ]
    left = {claim.person for claim in exits}
    denying = {(claim.person, claim.claimant.id) for claim in exits if claim.denies}
    return [
        replace(claim, in_passing=True)
        if claim.kind is Kind.POST and claim.person in left and (claim.person, claim.claimant.id) not in denying
        else claim
        for claim in claims
    ]


def evidence_of(claim: Claim) -> Evidence:
    """The evidence in one claim. A pure function of the claim. A status event happens on its `start`."""
    if claim.kind is Kind.STATUS:
        happened = claim.date_days or claim.start_days
        return Evidence(claim, _observed(happened, claim.known) or happened, None, None, tier_of(claim))
    seen = _observed(claim.date_days, claim.known) or _implied(claim)
    return Evidence(
        claim=claim,
        start=claim.start_days,
        end=_observed(claim.end_days, claim.known) or claim.end_days,
        seen=seen,
        tier=tier_of(claim),
    )


def tier_of(claim: Claim) -> Tier:
    """The weight of a claim about dates.

    A claimant with authority over the matter, or somebody about themself, is authoritative unless the source hedges; so
    is what Russian media report as an official act. A wiki is derivative, and so is what a list still shows.
    """
    claimant = claim.claimant
    if is_derivative(claim):
        return Tier.DERIVATIVE
    if claim.stance in HEDGED:
        return Tier.ORDINARY
    official_act = claim.stance == "official" and claimant.kind == "russian-media"
    if claim.matter in claimant.authority or is_self(claim) or official_act:
        return Tier.AUTHORITATIVE
    return Tier.ORDINARY


def is_derivative(claim: Claim) -> bool:
    """True if the claim corroborates nothing: a wiki stands on others, a list may only not have been changed."""
    return claim.claimant.kind == "wiki" or claim.stance == "listed"


def is_self(claim: Claim) -> bool:
    """True if the claimant speaks about themself; being a claimant of kind "self" about others is no authority."""
    return claim.person is not None and claim.claimant.person == claim.person


def _observed(days: Days | None, known: date) -> Days | None:
    """`days` clipped by the known day; None if they lie wholly after it, which nobody can have observed."""
    if days is None or days.earliest > known:
        return None
    return Days(days.earliest, min(days.latest, known))


def _implied(claim: Claim) -> Days | None:
    """The days on which a claim shows a thing without naming them.

    A structure given without an end is shown as of its source's publication, unless it is announced for later. A claim
    without any date shows its thing on some day up to the day from which it is known.
    """
    if claim.end_days is None and claim.kind is Kind.SUBORDINATION and claim.source.published is not None:
        announced = claim.start_days is not None and claim.start_days.earliest > claim.known
        return None if announced else _observed(days_of(claim.source.published), claim.known)
    undated = claim.date_days is None and claim.start_days is None and claim.end_days is None
    return Days(MIN, claim.known) if undated else None
