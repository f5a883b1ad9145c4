"""Checks of formations: led outside their lifetime, with two superiors or none, above themselves."""

from collections.abc import Iterable
from datetime import date

from graph.claim import Claim
from graph.edtf import MIN
from graph.evidence import HEDGED, evidence_of, is_derivative
from graph.fact import Fact, FactKind, Held
from graph.finding import Case, Finding, Severity
from graph.held import held_on
from graph.voices import claim_ids

ROOT = "mod"
"""The one formation that needs no superior."""


def outside_lifetime(case: Case) -> Iterable[Finding]:
    """Posts shown in a formation before it was credibly formed or after it was credibly dissolved. One that was formed
    or dissolved more than once, or formed anew, is left out."""
    lives: dict[str, list[Fact]] = {}
    for event in case.of_kind(FactKind.EVENT):
        if event.person is None and event.value in ("formed", "dissolved") and event.bounds is not None:
            lives.setdefault(str(event.formation), []).append(event)
    for fact in case.of_kind(FactKind.TENURE):
        life = lives.get(str(fact.formation), [])
        for event in () if _lived_twice(life) else life:
            outside = [case.claims[name] for name in fact.supported_by if _is_outside(case.claims[name], event)]
            if outside and event.verdict.credibility <= 3 and not event.verdict.contested and event.bounds is not None:
                when = event.bounds.edtf.partition("/")[0]
                role = case.vocabulary.roles[fact.value].labels["en"]
                yield Finding(
                    "outside-lifetime",
                    Severity.MEDIUM,
                    f"{case.formation(fact.formation)} was {event.value} {when}, and {case.person(fact.person)} is "
                    f"shown as its {role} outside that: {case.say(outside)}.",
                    "the day of the formation's founding or dissolution, or which formation of that number is meant",
                    tuple(sorted((fact.id, event.id))),
                    claim_ids(outside),
                )


def _is_outside(claim: Claim, event: Fact) -> bool:
    """True if the claim shows a post before the formation was formed, or after it was dissolved."""
    if event.bounds is None or is_derivative(claim) or claim.stance in HEDGED:
        return False
    ranges = [days for days in evidence_of(claim).ranges if days.earliest > MIN]
    if event.value == "formed":
        return any(days.latest < event.bounds.earliest_start for days in ranges)
    return any(days.earliest > event.bounds.latest_end for days in ranges)


def _lived_twice(life: list[Fact]) -> bool:
    """True if the formation was formed or dissolved more than once, or formed after it was dissolved."""
    formed = [fact.bounds.latest_end for fact in life if fact.value == "formed" and fact.bounds is not None]
    dissolved = [fact.bounds.earliest_start for fact in life if fact.value == "dissolved" and fact.bounds is not None]
    return len(formed) > 1 or len(dissolved) > 1 or bool(formed and dissolved and max(formed) > min(dissolved))


def two_superiors(case: Case) -> Iterable[Finding]:
    """Rival superiors of one kind of link that allows but one, with evidence of the same days."""
    for fact, rival, both in case.rivals(FactKind.SUBORDINATION):
        yield Finding(
            "two-superiors",
            Severity.MEDIUM,
            f"{case.formation(fact.formation)} is shown under {case.formation(fact.value)} and under "
            f"{case.formation(rival.value)} ({fact.link}) between {both.earliest} and {both.latest}.",
            "the order that moved it, or whether one of the links is of another kind",
            (fact.id, rival.id),
            (),
        )


def circles(case: Case) -> Iterable[Finding]:
    """Formations above themselves on some day on which every step of the circle held, certainly or contested."""
    edges: dict[str, list[Fact]] = {}
    for fact in case.of_kind(FactKind.SUBORDINATION):
        if fact.certain is not None:
            edges.setdefault(str(fact.formation), []).append(fact)
    days = sorted({fact.certain.earliest for found in edges.values() for fact in found if fact.certain is not None})
    seen: set[frozenset[str]] = set()
    for day in days:
        above = {child: _firm_superiors(found, day) for child, found in edges.items()}
        for start in above:
            way = _circle(start, above)
            if way and frozenset(way) not in seen:
                seen.add(frozenset(way))
                involved = [fact for child in way for fact in edges[child] if fact.value in way]
                yield Finding(
                    "circle",
                    Severity.HIGH,
                    f"On {day} {' is under '.join(case.formation(one) for one in (*way, way[0]))}.",
                    "which of the steps is of another kind, or of another time",
                    tuple(sorted(fact.id for fact in involved)),
                    (),
                )


def _firm_superiors(facts: list[Fact], day: date) -> list[str]:
    held = held_on(facts, day, lambda fact: fact.id, single=False)
    return [fact.value for fact in facts if held.get(fact.id) in (Held.CERTAIN, Held.CONTESTED)]


def _circle(start: str, above: dict[str, list[str]]) -> tuple[str, ...]:
    """The way from `start` upwards back to itself, or nothing."""
    ways: list[tuple[str, ...]] = [(start,)]
    reached = {start}
    while ways:
        longer: list[tuple[str, ...]] = []
        for way in ways:
            for parent in above.get(way[-1], ()):
                if parent == start:
                    return way
                if parent not in reached:
                    reached.add(parent)
                    longer.append((*way, parent))
        ways = longer
    return ()


def no_superior(case: Case) -> Iterable[Finding]:
    """Formations that claims speak of and that no source puts under another."""
    under = {fact.formation for fact in case.of_kind(FactKind.SUBORDINATION)}
    spoken_of: dict[str, int] = {}
    for claim in case.base.claims:
        if claim.formation is not None:
            spoken_of[claim.formation] = spoken_of.get(claim.formation, 0) + 1
    for formation, claims in sorted(spoken_of.items()):
        if formation != ROOT and formation not in under:
            yield Finding(
                "no-superior",
                Severity.LOW,
                f"No source gives a superior of {case.formation(formation)} (claims that speak of it: {claims}).",
                "to what it is, or was, subordinate",
                (),
                tuple(sorted(claim.id for claim in case.base.claims if claim.formation == formation)[:1]),
            )
