"""A spell: one unbroken time for which something held, bounded by the evidence about it.

The invariant: a spell is the set of all pairs (first day s, last day e), s <= e, with s between earliest and latest
start and e between earliest and latest end; every piece of evidence that is not set aside narrows that set and none
empties it.
Evidence that would empty it is set aside, weaker tiers first; equal voices that name different days for a start or an
end are kept as alternatives, and the range that spans them counts.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from graph.edtf import MAX, MIN, Days
from graph.evidence import Evidence, Tier
from graph.fact import Bounds


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit that another fact puts on a spell, by a named rule: an end within `end`, or no start before, or no end
    after, a day. `cause` is the id of that fact; `tier` weighs an end like a claim's."""

    rule: str
    cause: str
    end: Days | None = None
    not_before: date = MIN
    not_after: date = MAX
    tier: Tier = Tier.CONSEQUENCE


@dataclass(slots=True)
class Spell:
    """The evidence of one spell and the bounds that follow from it.

    `set_aside` pairs claim ids with the rule that set their date aside; `disputed` holds ids of claims kept as
    alternatives; `consequences` pairs the rules that moved a bound with the fact that caused it.
    """

    evidence: tuple[Evidence, ...]
    bounds: Bounds
    set_aside: list[tuple[str, str]] = field(default_factory=list)
    disputed: list[str] = field(default_factory=list)
    consequences: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_dated(self) -> bool:
        """False if no claim tells an earliest day, so that the spell can only be listed, not placed in time."""
        return any(item.is_dated for item in self.evidence)

    @property
    def span(self) -> Days | None:
        """The hull of the dated evidence that is not set aside; None if there is none."""
        aside = {claim for claim, _ in self.set_aside}
        dated = [item for item in self.evidence if item.is_dated and item.claim.id not in aside]
        if not dated:
            return None
        first = min(item.first for item in dated)
        return Days(first, max(first, *(min(item.last, item.known) for item in dated)))


def narrowed(bounds: Bounds, *, start: Days | None = None, end: Days | None = None) -> Bounds | None:
    """`bounds` with the start in `start` and the end in `end`; None if no spell is left."""
    es, ls, ee, le = bounds.earliest_start, bounds.latest_start, bounds.earliest_end, bounds.latest_end
    if start is not None:
        es, ls = max(es, start.earliest), min(ls, start.latest)
    if end is not None:
        ee, le = max(ee, end.earliest), min(le, end.latest)
    ls, ee = min(ls, le), max(ee, es)
    return Bounds(es, ls, ee, le) if es <= ls and ee <= le else None


def seen_within(bounds: Bounds, seen: Days) -> Bounds | None:
    """`bounds` given that it held on some day of `seen`: it started by then and did not end before."""
    return narrowed(bounds, start=Days(MIN, seen.latest), end=Days(seen.earliest, MAX))


def spell_of(evidence: Sequence[Evidence], limits: Iterable[Limit] = ()) -> Spell:
    """The spell that `evidence` (all asserting, about one holding) and the `limits` of other facts allow."""
    spell = Spell(tuple(evidence), Bounds(MIN, MAX, MIN, MAX))
    limits = sorted(limits, key=lambda limit: (limit.rule, limit.cause))
    for tier in sorted(Tier, reverse=True):
        members = [item for item in evidence if item.tier is tier]
        _choose(spell, members, lambda item: item.start, _starting, "start")
        for item in members:
            if item.seen is not None:
                _narrow(spell, seen_within(spell.bounds, item.seen), item, "seen")
        ends = [limit for limit in limits if limit.end is not None and limit.tier is tier]
        for limit in ends:
            _limit(spell, narrowed(spell.bounds, end=limit.end), limit)
        _choose(spell, members, lambda item: item.end, _ending, "end")
        if tier is Tier.CONSEQUENCE:
            for limit in limits:
                if limit.end is None:
                    _limit(spell, _between(spell, evidence, limit), limit)
    return spell


def _starting(bounds: Bounds, days: Days) -> Bounds | None:
    return narrowed(bounds, start=days)


def _ending(bounds: Bounds, days: Days) -> Bounds | None:
    return narrowed(bounds, end=days)


def _choose(
    spell: Spell,
    members: Sequence[Evidence],
    days_of_item: Callable[[Evidence], Days | None],
    apply: Callable[[Bounds, Days], Bounds | None],
    what: str,
) -> None:
    """Narrow by the starts (or ends) of one tier: by all if they agree, else by the range spanning the best voices."""
    fitting: list[tuple[Evidence, Days]] = []
    for item in members:
        days = days_of_item(item)
        if days is None:
            continue
        if apply(spell.bounds, days) is None:
            spell.set_aside.append((item.claim.id, f"{what}-contradicted"))
        else:
            fitting.append((item, days))
    if not fitting:
        return
    joint = spell.bounds
    for _, days in fitting:
        after = apply(joint, days)
        if after is None:
            break
        joint = after
    else:
        spell.bounds = joint
        return
    best = _best_voices(fitting)
    span = best[0][1]
    for _, days in best:
        span = span.hull(days)
    after = apply(spell.bounds, span)
    assert after is not None, "each of the best voices fits, so their span does"
    spell.bounds = after
    kept = {id(item) for item, _ in best}
    for item, days in fitting:
        if id(item) in kept:
            spell.disputed.append(item.claim.id)
        elif days.intersect(span) is None:
            spell.set_aside.append((item.claim.id, f"{what}-outvoted"))
        else:
            narrower = apply(spell.bounds, days)
            if days.contains(span) and narrower is not None:
                spell.bounds = narrower
            else:
                spell.set_aside.append((item.claim.id, f"{what}-outvoted"))


def _best_voices(fitting: Sequence[tuple[Evidence, Days]]) -> list[tuple[Evidence, Days]]:
    """Of the most precise ranges, those that at least half as many claimants name as name the best one."""
    precise = [
        (item, days)
        for item, days in fitting
        if not any(days != other and days.contains(other) for _, other in fitting)
    ]
    voices: dict[Days, set[str]] = {}
    for item, days in precise:
        voices.setdefault(days, set()).add(item.claim.claimant.id)
    most = max(len(names) for names in voices.values())
    return [(item, days) for item, days in precise if 2 * len(voices[days]) >= most]


def _narrow(spell: Spell, after: Bounds | None, item: Evidence, what: str) -> None:
    if after is None:
        spell.set_aside.append((item.claim.id, f"{what}-contradicted"))
    else:
        spell.bounds = after


def _limit(spell: Spell, after: Bounds | None, limit: Limit) -> None:
    if after is not None and after != spell.bounds:
        spell.bounds = after
        spell.consequences.append((limit.rule, limit.cause))


def _between(spell: Spell, evidence: Sequence[Evidence], limit: Limit) -> Bounds | None:
    """The bounds within a limit; a life limits only evidence that fits it, so that a re-formed formation has two."""
    if limit.rule == "death":
        return narrowed(spell.bounds, end=Days(MIN, limit.not_after))
    for item in evidence:
        if item.tier is Tier.DERIVATIVE:
            continue
        if any(days.latest < limit.not_before or days.earliest > limit.not_after for days in item.ranges):
            return None
    return narrowed(spell.bounds, start=Days(limit.not_before, MAX), end=Days(MIN, limit.not_after))


def with_bounds(spell: Spell, bounds: Bounds, rule: str, cause: str) -> None:
    """Move the spell to narrower `bounds`, remembering the rule and the fact that caused it."""
    if bounds != spell.bounds:
        spell.bounds = bounds
        if (rule, cause) not in spell.consequences:
            spell.consequences.append((rule, cause))
