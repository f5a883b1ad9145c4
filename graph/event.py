"""Status events: what was reported to have happened to a person (or a formation), one fact per happening.

Events are judged with claims as sightings, never with tenures, so that there is no circle. All reports of a person's
death are one event; other reports of one status are one event if their days overlap or lie within 14 days; a vaguer
report joins the last event that it fits. An event is no later than the first day on which it was reported.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from graph.claim import Claim, Kind
from graph.edtf import MAX, MIN, Days
from graph.evidence import Evidence, Tier
from graph.fact import Bounds, Fact, FactKind
from graph.policy import Policy
from graph.spell import spell_of
from graph.voices import Voices, claim_ids
from ontology.vocabulary import Vocabulary

JOIN_WITHIN = timedelta(days=14)
"""Two reports of one status at most this far apart are one event (0 days gave 608 events on the fact base, 45: 573)."""
RAISED = frozenset({"formed", "dissolved"})
"""Statuses of formations."""
RAISED_APART = timedelta(days=400)
"""A formation is not formed twice within this time; sources date the decree, the staff or the parade."""
REPORT_DAY_SLIP = timedelta(days=7)
"""What happened later than this after another report was already out is another event; the slack is for reports whose
own day stands for the event's."""
VAGUE = 62
"""A range wider than this many days does not separate events; it joins one that it fits."""
REMOVAL_FORGOTTEN = timedelta(days=730)
"""An officer seen in post later than this after a reported removal may have been given the post again."""
SPANNING = timedelta(days=30)
"""A tenure said to reach this far beyond a reported removal contradicts it."""

CAME_BACK = frozenset({"returned", "released", "appointed"})
"""Statuses after which being in post says nothing about an earlier removal."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A claim that shows its person alive and, if `formation` is set, in post there, on a day not before `day`.

    `since` is set if the claim shows the person in post through all days from `since` to `day`.
    """

    claim: Claim
    day: date
    formation: str | None
    since: date | None = None

    @property
    def in_passing(self) -> bool:
        """True for a title that a page names while it reports the person's exit or death: no observation of its own."""
        return self.claim.in_passing and self.since is None


def sightings_of(evidence: Iterable[Evidence], vocabulary: Vocabulary) -> list[Sighting]:
    """The sightings of one person, earliest first. A wiki shows nothing, nor does a list that may be an old one."""
    found: list[Sighting] = []
    for item in evidence:
        claim = item.claim
        if claim.denies or item.tier is Tier.DERIVATIVE:
            continue
        if claim.kind is Kind.STATUS:
            alive = vocabulary.statuses[claim.value].effect in ("alive", "appointment")
            if alive and item.start is not None and item.start.earliest > MIN:
                found.append(Sighting(claim, item.start.earliest, None))
        elif claim.kind is Kind.POST:
            found.extend(_in_post(item))
    return sorted(found, key=lambda sighting: (sighting.day, sighting.claim.id))


def _in_post(item: Evidence) -> Iterable[Sighting]:
    claim = item.claim
    if item.seen is not None and item.seen.earliest > MIN:
        yield Sighting(claim, item.seen.earliest, claim.formation)
    if item.start is not None and item.end is not None and item.end.earliest > MIN:
        yield Sighting(claim, item.end.earliest, claim.formation, since=item.start.latest)


def events_of(
    subject: str, evidence: Sequence[Evidence], sightings: Sequence[Sighting], vocabulary: Vocabulary, policy: Policy
) -> list[Fact]:
    """The status events of one subject from its status `evidence`; `sightings` are those of the same person."""
    families: dict[str, list[Evidence]] = {}
    for item in evidence:
        families.setdefault(family_of(item.claim.value, vocabulary), []).append(item)
    facts: list[Fact] = []
    for family, members in sorted(families.items()):
        apart = RAISED_APART if family in RAISED else JOIN_WITHIN
        groups = [members] if family == "death" else _happenings(members, apart)
        groups.sort(key=lambda group: min((item.known, item.claim.id) for item in group))
        for number, group in enumerate(groups, start=1):
            suffix = f"/{number}" if number > 1 else ""
            facts.append(_event(f"event/{subject}/{family}{suffix}", group, sightings, vocabulary, policy))
    return facts


def family_of(status: str, vocabulary: Vocabulary) -> str:
    """The statuses that one event may be reported as: all kinds of death, or the status alone."""
    return "death" if vocabulary.statuses[status].effect == "death" else status


def _happenings(members: Sequence[Evidence], apart: timedelta) -> list[list[Evidence]]:
    """The reports of one status, grouped by happening; sorted by day."""
    vague = max(VAGUE, apart.days)
    precise = [item for item in members if (days := item.start) and days.earliest > MIN and days.width <= vague]
    precise.sort(key=lambda item: (item.first, item.last, item.claim.id))
    groups: list[list[Evidence]] = []
    reached, reported = MIN, MAX
    for item in precise:
        if groups and item.first - apart <= reached and item.first - max(REPORT_DAY_SLIP, apart // 2) <= reported:
            groups[-1].append(item)
        else:
            groups.append([item])
            reached, reported = MIN, MAX
        reached, reported = max(reached, item.last), min(reported, item.known)
    grouped = {item.claim.id for item in precise}
    rest = [item for item in members if item.claim.id not in grouped]
    if not groups:
        return [rest]
    spans = [(min(item.first for item in group), max(item.last for item in group)) for group in groups]
    alone: list[Evidence] = []
    for item in rest:
        days = item.start or Days(MIN, item.known)
        fitting = [index for index, (first, last) in enumerate(spans) if first <= days.latest and days.earliest <= last]
        if fitting:
            groups[fitting[-1]].append(item)
        else:
            alone.append(item)
    return groups + ([alone] if alone else [])


def _event(
    fact_id: str, group: Sequence[Evidence], sightings: Sequence[Sighting], vocabulary: Vocabulary, policy: Policy
) -> Fact:
    asserting = [item for item in group if not item.claim.denies] or list(group)
    spell = spell_of(asserting)
    first, last = spell.bounds.earliest_start, spell.bounds.latest_start
    last = min(last, max(first, min(item.known for item in asserting)))
    days = Days(first, last)
    claims = [item.claim for item in group]
    status = _status_of(claims, vocabulary)
    formation = _most_named(claim.formation for claim in claims)
    refuting = _refuting(days, vocabulary.statuses[status].effect, formation, sightings)
    voices = Voices(
        asserting=tuple(claim for claim in claims if not claim.denies),
        denying=tuple(claim for claim in claims if claim.denies),
        refuting=tuple(sighting.claim for sighting in refuting if not sighting.in_passing),
        passing=tuple(sighting.claim for sighting in refuting if sighting.in_passing),
    )
    judgement = policy.judge(FactKind.EVENT, voices)
    dated = any(item.start is not None for item in asserting)
    return Fact(
        id=fact_id,
        kind=FactKind.EVENT,
        person=claims[0].person,
        formation=formation,
        value=status,
        link=None,
        capacity=None,
        bounds=Bounds(first, last, first, last) if dated else None,
        certain=None,
        evidence=spell.span,
        verdict=judgement.verdict,
        supported_by=claim_ids(voices.asserting),
        opposed_by=claim_ids([*voices.denying, *judgement.weighing.refuting]),
        judgement=judgement,
        set_aside=tuple(sorted((claim, rule.replace("start", "date")) for claim, rule in spell.set_aside)),
    )


def _status_of(claims: Sequence[Claim], vocabulary: Vocabulary) -> str:
    """The status most claims name; of equals the one that stands first in the vocabulary."""
    asserting = [claim for claim in claims if not claim.denies] or claims
    counts = Counter(claim.value for claim in asserting)
    return min(counts, key=lambda value: (-counts[value], vocabulary.statuses[value].order, value))


def _most_named(names: Iterable[str | None]) -> str | None:
    counts = Counter(name for name in names if name is not None)
    return min(counts, key=lambda name: (-counts[name], name)) if counts else None


def _refuting(days: Days, effect: str, formation: str | None, sightings: Sequence[Sighting]) -> list[Sighting]:
    """The sightings that contradict an event of this effect on `days`, or would if they were not given in passing."""
    if effect == "death":
        return [sighting for sighting in sightings if sighting.day > days.latest]
    if effect not in ("exit", "removal"):
        return []
    found: list[Sighting] = []
    for sighting in sightings:
        if sighting.formation is None or (formation is not None and sighting.formation != formation):
            continue
        if sighting.since is not None:
            if sighting.since < days.earliest and sighting.day > days.latest + SPANNING:
                found.append(sighting)
        elif days.latest < sighting.day <= days.latest + REMOVAL_FORGOTTEN and not _given_again(
            days, sighting, sightings
        ):
            found.append(sighting)
    return found


def _given_again(days: Days, seen: Sighting, sightings: Sequence[Sighting]) -> bool:
    """True if the person came back between the event and the sighting: released, returned, or appointed again."""
    return any(
        other.claim.value in CAME_BACK and days.latest < other.day <= seen.day
        for other in sightings
        if other.formation is None
    )
