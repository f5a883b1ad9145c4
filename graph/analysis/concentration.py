"""Concentration of reporting: which facts hang on one page, one claimant, one origin.

Pages that are marked as repeating another count as one with it. Whether further pages repeat each other is not always
told: the lowest number of pages behind a fact takes every repetition that graph.repetition finds likely for one, the
highest none of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.analysis.figure import Figure
from graph.answer import Answers
from graph.claim import FactBase
from graph.repetition import propose


@dataclass(frozen=True, slots=True)
class Support:
    """What a fact rests on: the `pages` of their own that assert it, the `claimants` and the `origins` that stand
    behind it as the policy counts them (an origin is a side or a kind of voice; see graph.voices), and the page if it
    is the only one (`only_page`), the claimant and the origin likewise; empty where there are several or none."""

    fact: str
    kind: str
    credibility: int
    contested: bool
    pages: Figure
    claimants: int
    origins: int
    only_page: str
    only_claimant: str
    only_origin: str


@dataclass(frozen=True, slots=True)
class Weight:
    """How many facts hang on one thing alone, and how many it supports at all."""

    of: str
    alone: int
    all: int


def concentration(answers: Answers, known: object = None) -> list[Support]:
    """What every fact rests on, as known on a day, by the policy of `answers`; in order of the facts' ids. Raises
    ParameterError for a bad day."""
    moment = answers.moment(None, known)
    base = answers.written.known_by(moment.known)
    policy = answers.policies_by_name[answers.policy]
    marked, likely = _groups(base, {}), _groups(base, {one.page: one.origin for one in propose(base)})
    claims = {claim.id: claim for claim in base.claims}
    found = []
    for fact in answers.written.resolution(policy, moment.known).facts:
        behind = [claims[one] for one in fact.supported_by]
        most, least = ({groups[claim.source.id] for claim in behind} for groups in (marked, likely))
        claimants = {claim.claimant.id for claim in behind}
        found.append(
            Support(
                fact.id,
                fact.kind.value,
                fact.verdict.credibility,
                fact.verdict.contested or bool(fact.rivals),
                Figure(len(least), len(most)),
                len(claimants),
                len(fact.verdict.origins),
                _only(most),
                _only(claimants),
                _only(fact.verdict.origins),
            )
        )
    return found


def weights(answers: Answers, known: object = None) -> dict[str, list[Weight]]:
    """How many facts hang on each claimant and on each origin alone: ``{"claimant": [...], "origin": [...]}``, those on
    which most hang first."""
    moment = answers.moment(None, known)
    base = answers.written.known_by(moment.known)
    claimant_of = {claim.id: claim.claimant.id for claim in base.claims}
    resolution = answers.written.resolution(answers.policies_by_name[answers.policy], moment.known)
    by_claimant = [{claimant_of[claim] for claim in fact.supported_by} for fact in resolution.facts]
    return {
        "claimant": _weigh(by_claimant),
        "origin": _weigh(fact.verdict.origins for fact in resolution.facts),
    }


def _weigh(supports: Iterable[Iterable[str]]) -> list[Weight]:
    alone: dict[str, int] = {}
    every: dict[str, int] = {}
    for support in supports:
        ones = set(support)
        for one in ones:
            every[one] = every.get(one, 0) + 1
            alone[one] = alone.get(one, 0) + (len(ones) == 1)
    return sorted((Weight(one, alone[one], every[one]) for one in every), key=lambda one: (-one.alone, one.of))


def _groups(base: FactBase, links: Mapping[str, str]) -> dict[str, str]:
    """By page, the page at the root of what it repeats, by the links marked and by further ones."""
    parents = {name: page.derived_from for name, page in base.sources.items() if page.derived_from in base.sources}
    chosen = {**links, **parents}
    found: dict[str, str] = {}
    for name in base.sources:
        way = [name]
        while (above := chosen.get(way[-1])) is not None and above not in way:
            way.append(above)
        found[name] = min(way[way.index(above) :]) if above is not None else way[-1]
    return found


def _only(ones: Iterable[str]) -> str:
    found = list(ones)
    return found[0] if len(found) == 1 else ""
