"""Who was below whom, and on which days: the ways down from a formation, as wide in time as every step of them allows.

A SPARQL path cannot ask for the days of its hops, so the steps are one question and the days are put together here. On
every single day the ways are those of graph.hierarchy: every superior that a source gives counts, and an undated
statement stands in where no dated one is known for the day.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graph.answer import Answers, Moment
from graph.dated_fact import DatedFact, HeldDays, held_days, subordinations
from graph.days import ALWAYS, NONE, both, days_in, either, without
from graph.held import spans_of
from graph.hierarchy import DEEPEST, ROOT
from graph.lifetime import days_gone

EVER = HeldDays(ALWAYS, ALWAYS)


@dataclass(frozen=True, slots=True)
class Step:
    """One subordination with the days on which it held; an undated one holds on no day for certain."""

    fact: DatedFact
    days: HeldDays


@dataclass(frozen=True, slots=True)
class Way:
    """A way down to `formation`: its steps from above, and the days on which all of them held."""

    formation: str
    steps: tuple[DatedFact, ...]
    days: HeldDays


def steps_down(answers: Answers, moment: Moment, chosen: Mapping[str, str]) -> dict[str, list[Step]]:
    """The steps down from each superior, by kinds of link as `hierarchy.chosen_links` gives them."""
    gone = days_gone(answers, moment)
    by_formation: dict[str, list[DatedFact]] = {}
    for fact in subordinations(answers, moment, chosen):
        if fact.formation != ROOT:
            by_formation.setdefault(fact.formation, []).append(fact)
    found: dict[str, list[Step]] = {}
    for formation, facts in by_formation.items():
        spans = spans_of(facts, lambda one: one.id, single=False)
        lost = {fact.id: either(gone.get(formation, NONE), gone.get(fact.holder, NONE)) for fact in facts}
        days = {
            one: HeldDays(without(held.certain, lost[one]), without(held.possible, lost[one]))
            for one, held in held_days(facts, spans).items()
        }
        placed = days_in(possible for held in days.values() for possible in held.possible)
        for fact in facts:
            held = days[fact.id]
            if fact.bounds is None:
                held = HeldDays(NONE, without(without(ALWAYS, placed), lost[fact.id]))
            found.setdefault(fact.holder, []).append(Step(fact, held))
    return found


def ways_down(
    steps: Mapping[str, list[Step]], root: str, within: HeldDays = EVER, depth: int = DEEPEST
) -> Iterator[Way]:
    """Every way down from `root`, itself first, that was possible on some of the days `within`, no longer than `depth`
    steps; no way passes a formation twice."""
    pending = [Way(root, (), within)]
    while pending:
        way = pending.pop()
        yield way
        if len(way.steps) == depth:
            continue
        passed = {root, *(step.formation for step in way.steps)}
        for step in steps.get(way.formation, ()):
            possible = both(way.days.possible, step.days.possible)
            if possible and step.fact.formation not in passed:
                days = HeldDays(both(way.days.certain, step.days.certain), possible)
                pending.append(Way(step.fact.formation, (*way.steps, step.fact), days))


def days_below(steps: Mapping[str, list[Step]], root: str) -> dict[str, HeldDays]:
    """The days on which each formation was below `root`, by whatever way; `root` itself always."""
    found: dict[str, HeldDays] = {}
    for way in ways_down(steps, root):
        before = found.get(way.formation, HeldDays(NONE, NONE))
        found[way.formation] = HeldDays(
            days_in([*before.certain, *way.days.certain]), days_in([*before.possible, *way.days.possible])
        )
    return found
