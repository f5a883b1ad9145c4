"""Holdings: tenures, ranks held and subordinations, from the claims about one slot.

A slot holds one thing at a time (a post one person, a person one rank, a formation one superior of a kind of link) or,
for a shared post, several. The claims about one holder of a slot form spells, joined unless separated: by a rival's
dated evidence lying wholly in between, or by an explicit end before an explicit later start.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.edtf import MAX, MIN
from graph.evidence import HEDGED, Evidence, Tier
from graph.fact import Fact, FactKind, Verdict
from graph.policy import Policy
from graph.spell import Limit, Spell, spell_of
from graph.succession import Holding, settle, spells_apart
from graph.voices import Voices, claim_ids

DEPENDABLE = 3
"""Only holders of this credibility or better bound others or make them contested."""
SEPARATING = 70
"""A rival's evidence wider than this many days does not separate two spells."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What the holdings of one slot have in common.

    `single` says whether it holds one at a time; `id_of(holder)` gives the fact id of a holder's first spell;
    `prefers(a, b)` may say which of two holders whose order is open comes first; `phases` reads the evidence of one
    spell as phases of one holding, so that the start of a later phase, or the end of an earlier one, only shows it.
    """

    kind: FactKind
    single: bool
    id_of: Callable[[str], str]
    prefers: Callable[[str, str], bool] | None = None
    phases: Callable[[Sequence[Evidence]], list[Evidence]] = list


def holdings_of(
    slot: Slot,
    evidence: Mapping[str, Sequence[Evidence]],
    limits: Mapping[str, Sequence[Limit]],
    policy: Policy,
    capacity: Callable[[Iterable[Evidence]], str | None] = lambda _: None,
) -> list[Fact]:
    """The facts about one slot: `evidence` and `limits` by holder; sorted by fact id."""
    holdings: list[Holding] = []
    parts: dict[str, tuple[list[Evidence], Voices, Verdict]] = {}
    for holder in sorted(evidence):
        groups = _spells(holder, evidence, single=slot.single)
        denials = [item for item in evidence[holder] if item.claim.denies]
        for number, group in enumerate(groups, start=1):
            fact_id = slot.id_of(holder) + (f"/{number}" if number > 1 else "")
            denying = _denials_of(group, groups, denials)
            voices = Voices(tuple(item.claim for item in group), tuple(item.claim for item in denying))
            verdict = policy.verdict(slot.kind, voices)
            mine = [limit for limit in limits.get(holder, ()) if _concerns(limit, group, groups)]
            spell = spell_of(slot.phases(group), mine)
            holdings.append(Holding(fact_id, holder, spell, bool(group) and verdict.credibility <= DEPENDABLE))
            parts[fact_id] = (group or denying, voices, verdict)
    rivals = settle(holdings, slot.prefers) if slot.single and "succession" in policy.consequences else set()
    dependable = {item.id for item in holdings if item.bounding}
    against: dict[str, set[str]] = {}
    for one, other in rivals:
        if other in dependable:
            against.setdefault(one, set()).add(other)
        if one in dependable:
            against.setdefault(other, set()).add(one)
    facts = [_fact(slot, item, *parts[item.id], tuple(sorted(against.get(item.id, ()))), capacity) for item in holdings]
    return sorted(facts, key=lambda fact: fact.id)


def _spells(holder: str, evidence: Mapping[str, Sequence[Evidence]], *, single: bool) -> list[list[Evidence]]:
    """The asserting evidence of one holder by spell, the spell that became known first leading."""
    own = [item for item in evidence[holder] if not item.claim.denies]
    dated = sorted((item for item in own if item.is_dated), key=lambda item: (item.first, item.last, item.claim.id))
    if not dated:
        return [own]
    breaks = set(
        spells_apart(
            [(item.first, min(item.last, item.known)) for item in dated],
            _separating(holder, evidence) if single else [],
            [
                (
                    item.end.latest if item.end is not None and item.end.earliest > MIN else MIN,
                    item.start.earliest if item.start is not None else MAX,
                )
                for item in dated
            ],
        )
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


def _separating(holder: str, evidence: Mapping[str, Sequence[Evidence]]) -> list[tuple[date, date]]:
    """The days of rivals' evidence that is precise and firm enough to break a holder's evidence into spells."""
    return [
        (days.earliest, days.latest)
        for other, items in sorted(evidence.items())
        if other != holder
        for item in items
        if item.tier is not Tier.DERIVATIVE and not item.claim.denies and item.claim.stance not in HEDGED
        for days in item.ranges
        if days.earliest > MIN and days.width <= SEPARATING
    ]


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


def _fact(
    slot: Slot,
    holding: Holding,
    evidence: Sequence[Evidence],
    voices: Voices,
    verdict: Verdict,
    rivals: tuple[str, ...],
    capacity: Callable[[Iterable[Evidence]], str | None],
) -> Fact:
    spell: Spell = holding.spell
    claim = evidence[0].claim
    return Fact(
        id=holding.id,
        kind=slot.kind,
        person=claim.person,
        formation=None if slot.kind is FactKind.RANK else claim.formation,
        value=claim.value,
        link=claim.link,
        capacity=capacity(evidence),
        bounds=spell.bounds if spell.is_dated else None,
        evidence=spell.span,
        verdict=verdict,
        supported_by=claim_ids(voices.asserting),
        opposed_by=claim_ids(voices.denying),
        set_aside=tuple(sorted(spell.set_aside)),
        disputed=tuple(sorted(spell.disputed)),
        rivals=rivals,
        consequences=tuple(sorted(spell.consequences)),
    )
