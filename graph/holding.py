"""Holdings: tenures, ranks held and subordinations, from the claims about one slot.

A slot holds one thing at a time (a post one person, a person one rank, a formation one superior of a kind of link) or,
for a shared post, several. The claims about one holder of a slot form spells, joined unless separated: by a rival's
dated evidence lying wholly in between, or by an explicit end before an explicit later start.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from graph.edtf import MAX, MIN, Days
from graph.evidence import HEDGED, Evidence, Tier
from graph.fact import Fact, FactKind
from graph.policy import Judgement, Policy
from graph.spell import Limit, Spell, spell_of
from graph.succession import Holding, settle, spells_apart
from graph.voices import Voices, claim_ids

STANDING_IN = timedelta(days=92)
"""Two times of acting this far apart are two: an acting holder is not there all the time in between."""
SEPARATING = 70
"""A rival's evidence wider than this many days does not separate two spells."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What the holdings of one slot have in common.

    `single` says whether it holds one at a time; `id_of(holder)` gives the fact id of a holder's first spell;
    `prefers(a, b)` may say which of two holders whose order is open comes first; `phases` reads the evidence of one
    spell as phases of one holding, so that the start of a later phase, or the end of an earlier one, only shows it;
    `is_acting` tells evidence of an acting holder, who stands in for another: for a time only, and without taking
    the post from a holder whose time goes on.
    """

    kind: FactKind
    single: bool
    id_of: Callable[[str], str]
    prefers: Callable[[str, str], bool] | None = None
    phases: Callable[[Sequence[Evidence]], list[Evidence]] = list
    is_acting: Callable[[Evidence], bool] = lambda _: False


@dataclass(frozen=True, slots=True)
class _Part:
    """What stands behind one spell: its evidence, how it is judged, and the days that it makes certain by itself."""

    evidence: Sequence[Evidence]
    judgement: Judgement
    certain: Days | None


def holdings_of(
    slot: Slot,
    evidence: Mapping[str, Sequence[Evidence]],
    limits: Mapping[str, Sequence[Limit]],
    policy: Policy,
) -> list[Fact]:
    """The facts about one slot: `evidence` and `limits` by holder; sorted by fact id."""
    dependable = policy.consequences.get("succession", 0) if slot.single else 0
    holdings: list[Holding] = []
    parts: dict[str, _Part] = {}
    separating = _separating(evidence, slot) if slot.single else {}
    for holder in sorted(evidence):
        rivals_days = [days for other, found in separating.items() if other != holder for days in found]
        groups = _spells(evidence[holder], rivals_days, slot)
        denials = [item for item in evidence[holder] if item.claim.denies]
        for number, group in enumerate(groups, start=1):
            fact_id = slot.id_of(holder) + (f"/{number}" if number > 1 else "")
            denying = _denials_of(group, groups, denials)
            judgement = policy.judge(
                slot.kind, Voices(tuple(item.claim for item in group), tuple(item.claim for item in denying))
            )
            mine = [limit for limit in limits.get(holder, ()) if _concerns(limit, group, groups)]
            spell = spell_of(slot.phases(group), mine)
            bounding = bool(group) and judgement.rule.credibility <= dependable
            stands_in = bool(group) and all(slot.is_acting(item) for item in group)
            holdings.append(Holding(fact_id, holder, spell, bounding, stands_in))
            parts[fact_id] = _Part(group or denying, judgement, _certain(slot, spell, group, mine, judgement, policy))
    rivals = settle(holdings, slot.prefers)
    firm = {item.id for item in holdings if item.bounding}
    against: dict[str, set[str]] = {}
    for one, other in rivals:
        if other in firm:
            against.setdefault(one, set()).add(other)
        if one in firm:
            against.setdefault(other, set()).add(one)
    facts = [_fact(slot, item, parts[item.id], tuple(sorted(against.get(item.id, ())))) for item in holdings]
    return sorted(facts, key=lambda fact: fact.id)


def _spells(evidence: Sequence[Evidence], separating: Sequence[tuple[date, date]], slot: Slot) -> list[list[Evidence]]:
    """The asserting evidence of one holder by spell, the spell that became known first leading; `separating` are the
    days of rivals."""
    own = [item for item in evidence if not item.claim.denies]
    dated = sorted((item for item in own if item.is_dated), key=lambda item: (item.first, item.last, item.claim.id))
    if not dated:
        return [own]
    breaks = set(
        spells_apart(
            [(item.first, min(item.last, item.known)) for item in dated],
            separating,
            [
                (
                    item.end.latest if item.end is not None and item.end.earliest > MIN else MIN,
                    item.start.earliest if item.start is not None else MAX,
                )
                for item in dated
            ],
        )
    )
    breaks.update(
        index
        for index, (before, item) in enumerate(pairwise(dated), start=1)
        if slot.is_acting(before) and slot.is_acting(item) and item.first - min(before.last, before.known) > STANDING_IN
    )
    groups: list[list[Evidence]] = []
    for index, item in enumerate(dated):
        if index == 0 or index in breaks:
            groups.append([])
        groups[-1].append(item)
    for item in own:
        if not item.is_dated:
            begun = [group for group in groups if group[0].first <= item.last]
            (begun[-1] if begun else groups[0]).append(item)
    return sorted(groups, key=lambda group: min((item.known, item.claim.id) for item in group))


def _separating(evidence: Mapping[str, Sequence[Evidence]], slot: Slot) -> dict[str, list[tuple[date, date]]]:
    """By holder, the days of evidence that is precise and firm enough to break a rival's evidence into spells; acting
    does not."""
    return {
        holder: [
            (days.earliest, days.latest)
            for item in items
            if item.tier is not Tier.DERIVATIVE and not item.claim.denies and item.claim.stance not in HEDGED
            if not slot.is_acting(item)
            for days in item.ranges
            if days.earliest > MIN and days.width <= SEPARATING
        ]
        for holder, items in sorted(evidence.items())
    }


def _denials_of(
    group: Sequence[Evidence], groups: Sequence[Sequence[Evidence]], denials: Sequence[Evidence]
) -> list[Evidence]:
    """The denials that concern one spell: a dated one the last spell begun by then, any other the first."""
    if len(groups) == 1:
        return list(denials)
    mine: list[Evidence] = []
    ordered = sorted(groups, key=lambda one: min(item.first for item in one))
    for denial in denials:
        begun = [one for one in ordered if min(item.first for item in one) <= denial.last]
        if (begun[-1] if begun else ordered[0]) is group:
            mine.append(denial)
    return mine


def _concerns(limit: Limit, group: Sequence[Evidence], groups: Sequence[Sequence[Evidence]]) -> bool:
    """True if an exit concerns this spell: the last one begun by then. Other limits concern every spell."""
    if limit.end is None or len(groups) == 1:
        return True
    begun = [one for one in groups if min(item.first for item in one) <= limit.end.latest]
    return bool(begun) and max(begun, key=lambda one: min(item.first for item in one)) is group


def _certain(
    slot: Slot, spell: Spell, group: Sequence[Evidence], limits: Sequence[Limit], judgement: Judgement, policy: Policy
) -> Days | None:
    """The days that the evidence makes certain: none if the verdict is too weak for the policy; else what is left if
    the claims go that make no day certain (``certainWithout``)."""
    if judgement.rule.credibility > policy.certain:
        return None
    weak = {claim.id for claim, rule in judgement.weighing.set_aside if rule in policy.certain_without}
    if not weak:
        return spell.bounds.certain
    firm = [item for item in group if item.claim.id not in weak]
    return spell_of(slot.phases(firm), limits).bounds.certain if firm else None


def _fact(slot: Slot, holding: Holding, part: _Part, rivals: tuple[str, ...]) -> Fact:
    spell: Spell = holding.spell
    claim = part.evidence[0].claim
    voices = part.judgement.voices
    certain = spell.bounds.certain if spell.is_dated and part.certain is not None else None
    return Fact(
        id=holding.id,
        kind=slot.kind,
        person=claim.person,
        formation=None if slot.kind is FactKind.RANK else claim.formation,
        value=claim.value,
        link=claim.link,
        capacity=_capacity(slot, part.evidence),
        bounds=spell.bounds if spell.is_dated else None,
        certain=certain.intersect(part.certain) if certain is not None and part.certain is not None else None,
        evidence=spell.span,
        verdict=part.judgement.verdict,
        supported_by=claim_ids(voices.asserting),
        opposed_by=claim_ids(voices.denying),
        set_aside=tuple(sorted(spell.set_aside)),
        disputed=tuple(sorted(spell.disputed)),
        rivals=rivals,
        consequences=tuple(sorted(spell.consequences)),
        judgement=part.judgement,
    )


def _capacity(slot: Slot, evidence: Sequence[Evidence]) -> str | None:
    if slot.kind is not FactKind.TENURE:
        return None
    acting = {slot.is_acting(item) for item in evidence}
    return "both" if len(acting) == 2 else "acting" if True in acting else "full"
