"""Evaluation: claims are left out in turn, and the rest is asked what they would have told.

A claim left out is not the truth, so an answer "agrees" with it or does not; the figures are read by stance and kind of
claimant, and with coverage beside them, because agreement can be bought with silence.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Any

from graph.claim import Claim, FactBase, Kind
from graph.edtf import MAX, MIN, Days
from graph.evidence import evidence_of, is_derivative
from graph.fact import Fact, Held
from graph.held import held_on
from graph.policy import Policy
from graph.resolution import Resolution
from graph.resolver import Resolver
from ontology.vocabulary import Vocabulary

PRECISE = 92
"""A claim whose days are wider than this asks no question that a day could answer."""
SAME_EVENT = 31
"""Days between an event as left out and as answered up to which it is the same one."""

Progress = Callable[[int, int], None]


class LeftOut(StrEnum):
    """What is left out together: all claims about one person, thing and month; these and, for a post, what happened to
    its holder in the formation in that month (a story tells both); or, for comparison, single sources, which leaves
    copies of the same story in and so flatters."""

    GROUP = "group"
    STORY = "story"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rest answered to the question of one claim left out: `answer` is one of ANSWERS;
    `agrees` tells whether it agrees with the claim; `found` is who or what was found, and how."""

    claim: Claim
    answer: str
    agrees: bool
    found: tuple[tuple[str, str], ...]

    @property
    def question(self) -> tuple[object, ...]:
        """What is asked; the claims of many pages may ask the same."""
        claim = self.claim
        place = claim.formation if claim.kind is Kind.POST else None
        return claim.kind, claim.person, place, claim.value, claim.date, claim.denies


def evaluate(
    base: FactBase,
    vocabulary: Vocabulary,
    policy: Policy,
    by: LeftOut = LeftOut.GROUP,
    folds: int | None = None,
    progress: Progress | None = None,
) -> tuple[Outcome, ...]:
    """The outcomes of all claims that ask a question, sorted by claim id.

    Each group is left out by itself, or with `folds` the groups are dealt into so many parts (always the same way) and
    one part is left out at a time. `progress` is called with questions done and questions in all.
    """
    resolver = Resolver(vocabulary, policy, base.formations)
    resolution = Resolution(resolver)
    resolution.update(base.claims)
    questions = [claim for claim in base.claims if _days(claim) is not None]
    together = _Together(base, resolver, by)
    parts: dict[object, list[Claim]] = {}
    for claim in questions:
        parts.setdefault(together.key(claim), []).append(claim)
    outcomes: list[Outcome] = []
    for part in _dealt(list(parts.values()), folds):
        left_out = together.of(part)
        resolution.update(removed=left_out)
        for claim in part:
            outcome = _outcome(claim, resolution, resolver, vocabulary)
            if outcome is not None:
                outcomes.append(outcome)
        resolution.update(added=left_out)
        if progress is not None:
            progress(len(outcomes), len(questions))
    return tuple(sorted(outcomes, key=lambda outcome: outcome.claim.id))


def _dealt(parts: Sequence[list[Claim]], folds: int | None) -> Iterator[list[Claim]]:
    """Each part by itself, or all of them dealt into `folds` larger ones."""
    if folds is None:
        yield from parts
        return
    shuffled = sorted(parts, key=lambda part: sha256(part[0].id.encode()).digest())
    for fold in range(folds):
        yield [claim for part in shuffled[fold::folds] for claim in part]


class _Together:
    """Which claims are left out with the claim of a question."""

    def __init__(self, base: FactBase, resolver: Resolver, by: LeftOut) -> None:
        self._resolver = resolver
        self._by = by
        self._members: dict[object, list[Claim]] = {}
        self._months: dict[str, frozenset[tuple[int, int]]] = {}
        for claim in base.claims:
            self._members.setdefault(self._about(claim), []).append(claim)
            self._months[claim.id] = _months(claim)

    def key(self, claim: Claim) -> object:
        """Questions with the same key are asked together."""
        return self._about(claim), claim.kind, claim.value, self._months[claim.id]

    def of(self, claims: Iterable[Claim]) -> list[Claim]:
        """All claims that are left out with any of `claims`, sorted by id."""
        found: dict[str, Claim] = {}
        for claim in claims:
            for other in self._members[self._about(claim)]:
                if self._by is LeftOut.SOURCE or self._is_copy(claim, other):
                    found[other.id] = other
        return [found[claim] for claim in sorted(found)]

    def _about(self, claim: Claim) -> object:
        return claim.source.id if self._by is LeftOut.SOURCE else claim.person

    def _is_copy(self, claim: Claim, other: Claim) -> bool:
        """True if `other` speaks of the same thing in the same month: for a post, also an exit from its formation."""
        same = other.kind is claim.kind and self._thing(other) == self._thing(claim)
        if self._by is LeftOut.STORY and claim.kind is Kind.POST and other.kind is Kind.STATUS:
            same = other.formation == claim.formation
        return same and (other is claim or bool(self._months[claim.id] & self._months[other.id]))

    def _thing(self, claim: Claim) -> object:
        """The slot that a post or a rank is claimed of; a person has one rank at a time."""
        match claim.kind:
            case Kind.POST:
                return self._resolver.post_of(claim)
            case Kind.RANK:
                return claim.person
        return claim.value


def _months(claim: Claim) -> frozenset[tuple[int, int]]:
    """The months that a claim speaks of precisely."""
    found: set[tuple[int, int]] = set()
    for days in evidence_of(claim).ranges:
        if days.earliest > MIN and days.width <= PRECISE:
            found.update(((days.earliest.year, days.earliest.month), (days.latest.year, days.latest.month)))
    return frozenset(found)


def _days(claim: Claim) -> Days | None:
    """The days a claim asks about; None if it asks no question that a day could answer, or only shows a list."""
    if claim.kind is Kind.SUBORDINATION or claim.person is None or is_derivative(claim):
        return None
    dated = claim.date_days
    if dated is None or dated.earliest in (MIN, MAX) or dated.earliest > claim.known or dated.width > PRECISE:
        return None
    if claim.kind is not Kind.STATUS and (claim.denies or claim.start is not None or claim.end is not None):
        return None
    return Days(dated.earliest, min(dated.latest, claim.known))


def _outcome(claim: Claim, resolution: Resolution, resolver: Resolver, vocabulary: Vocabulary) -> Outcome | None:
    days = _days(claim)
    assert days is not None and claim.person is not None
    match claim.kind:
        case Kind.POST:
            post = resolver.post_of(claim)
            if not resolver.is_single(post):
                return None
            acting = vocabulary.roles[claim.value].acting
            tenures = [
                fact
                for fact in resolution.tenures(post)
                if not acting or fact.capacity != "full" or fact.person == claim.person
            ]
            return _held_outcome(claim, days, tenures, lambda fact: str(fact.person))
        case Kind.RANK:
            ranks = [fact for fact in resolution.of_person(claim.person) if fact.kind == "rank"]
            return _held_outcome(claim, days, ranks, lambda fact: fact.value)
        case _:
            events = [fact for fact in resolution.of_person(claim.person) if fact.kind == "event"]
            return _event_outcome(claim, days, events, vocabulary)


_GRADES = {Held.CERTAIN: 0, Held.CONTESTED: 1, Held.POSSIBLE: 2, None: 3}


def _held_outcome(claim: Claim, days: Days, facts: Sequence[Fact], holder: Callable[[Fact], str]) -> Outcome:
    """A claim holds on some day of its range: of the days on which the answer differs the one that fits it best."""
    wanted = holder_of_claim(claim)
    outcomes: list[tuple[bool, int, dict[str, Held]]] = []
    for day in sorted(_critical(days, facts)):
        found = held_on(facts, day, holder)
        best = min(found.values(), key=lambda held: _GRADES[held], default=None)
        agrees = found.get(wanted) is best and best is not None if best is Held.CERTAIN else wanted in found
        outcomes.append((not agrees, _GRADES[best], found))
    disagrees, grade, found = min(outcomes, key=lambda one: one[:2])
    answer = next(held for held, number in _GRADES.items() if number == grade)
    return Outcome(
        claim, str(answer or "none"), not disagrees, tuple(sorted((who, str(how)) for who, how in found.items()))
    )


def holder_of_claim(claim: Claim) -> str:
    """What a claim says to hold the slot: a person a post, a rank a person."""
    return str(claim.person) if claim.kind is Kind.POST else claim.value


def _critical(days: Days, facts: Iterable[Fact]) -> set[date]:
    """The days of a range on which the answer can change."""
    found = {days.earliest, days.latest}
    for fact in facts:
        if fact.bounds is not None:
            bounds = fact.bounds
            for day in (bounds.earliest_start, bounds.latest_start, bounds.earliest_end, bounds.latest_end):
                if days.earliest <= day <= days.latest:
                    found.add(day)
    return found


def _event_outcome(claim: Claim, days: Days, events: Iterable[Fact], vocabulary: Vocabulary) -> Outcome:
    """A report of an event: the verdict on the event that the rest tells of about that time."""
    death = vocabulary.statuses[claim.value].effect == "death"
    same = [
        fact
        for fact in events
        if fact.bounds is not None
        and ((death and vocabulary.statuses[fact.value].effect == "death") or fact.value == claim.value)
        and (fact.bounds.earliest_start - days.latest).days <= SAME_EVENT
        and (days.earliest - fact.bounds.latest_end).days <= SAME_EVENT
    ]
    if not same:
        return Outcome(claim, "none", False, ())
    fact = min(same, key=lambda one: (one.verdict.credibility, one.id))
    code = fact.verdict.credibility
    found = ((fact.id, str(code)),)
    if fact.verdict.contested:
        return Outcome(claim, "contested", True, found)
    if code == 5:
        return Outcome(claim, "refuted", claim.denies, found)
    return Outcome(claim, "certain" if code <= 2 else "possible", not claim.denies, found)


ANSWERS = ("certain", "contested", "possible", "refuted", "none")
"""What the rest may answer: ``refuted`` is an event that it finds improbable, ``none`` that it knows nothing."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many questions were asked, and for each answer how many got it and how many of these agree."""

    asked: int
    answers: dict[str, tuple[int, int]]


def tally(outcomes: Iterable[Outcome]) -> Tally:
    """The tally by question: one that several claims ask counts once, and agrees if it does with most of them."""
    votes: dict[tuple[object, ...], Counter[tuple[str, bool]]] = {}
    for outcome in outcomes:
        votes.setdefault(outcome.question, Counter())[outcome.answer, outcome.agrees] += 1
    given = [max(counts, key=lambda one: (counts[one], one)) for counts in votes.values()]
    return Tally(
        asked=len(given),
        answers={
            answer: (
                sum(one == answer for one, _ in given),
                sum(one == answer and agrees for one, agrees in given),
            )
            for answer in ANSWERS
        },
    )


def report(outcomes: Sequence[Outcome], by: LeftOut, policy: str) -> dict[str, Any]:
    """The evaluation as a JSON object: agreement and coverage by kind of claim, by stance and by kind of claimant, and
    the certain answers that a claim contradicts."""
    by_kind = {kind.value: [one for one in outcomes if one.claim.kind is kind] for kind in Kind}
    tables = {"by predicate": [_row(kind, found) for kind, found in by_kind.items() if found]}
    for kind, found in by_kind.items():
        for title, groups in (
            ("stance", _grouped(found, lambda claim: claim.stance)),
            ("claimant", _grouped(found, lambda claim: claim.claimant.kind)),
        ):
            if groups:
                tables[f"{kind} by {title}"] = [_row(name, groups[name]) for name in sorted(groups)]
    return {
        "by": by.value,
        "policy": policy,
        "answers": list(ANSWERS),
        "tables": tables,
        "misses": [
            {"asked": _asked(one), "found": ", ".join(f"{who} {how}" for who, how in one.found)}
            for one in outcomes
            if one.answer == "certain" and not one.agrees
        ],
    }


def _grouped(outcomes: Iterable[Outcome], by: Callable[[Claim], str]) -> dict[str, list[Outcome]]:
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(by(outcome.claim), []).append(outcome)
    return groups


def _row(what: str, outcomes: Sequence[Outcome]) -> dict[str, Any]:
    counted = tally(outcomes)
    return {
        "what": what,
        "asked": counted.asked,
        "answers": {
            answer: {
                "given": given,
                "coverage": given / counted.asked,
                "agree": agree if answer != "none" else None,
            }
            for answer, (given, agree) in counted.answers.items()
        },
    }


def _asked(outcome: Outcome) -> str:
    claim = outcome.claim
    thing = f"{claim.person}, {claim.value}{f' of {claim.formation}' if claim.formation else ''}, {claim.date}"
    return f"{thing} ({claim.claimant.id}, {claim.stance}, {claim.source.id})"
