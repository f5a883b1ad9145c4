"""Ranks at posts: which rank somebody reached in a post, against the rank that is usual there.

What is usual is taken from the data, not from the tables of establishment, which are not public for all posts: it is
the level that most holders of a kind of post reached in it. Army and navy ranks share a level (ontology/ranks).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from graph.analysis.figure import Figure
from graph.analysis.tenures import IMPROBABLE, OfTenure, Tenure, asked_of, begins_in, ids_of, leaders_tenures
from graph.answer import Answers, Moment
from graph.days import NONE, DaySet, both, days_in, either, without
from graph.fact_list import facts_known
from graph.row import days_of, id_of

ENOUGH = 3
"""So many holders of whom it is exactly known make a rank usual at a kind of post."""


@dataclass(frozen=True, slots=True)
class RankAtPost(OfTenure):
    """The `level` of the highest rank held in a tenure: no lowest if no rank is certain on a day that is certain of the
    tenure, no limits at all if none is known of its days; `ranks` are the ids of those that may be it. `usual` is the
    level usual at such a post, None where it cannot be told, and `above` how far the level lies above it (below it, if
    negative). It is `firm` if every reading of the claims has the tenure."""

    capacity: str
    level: Figure
    ranks: tuple[str, ...]
    usual: int | None
    above: Figure
    firm: bool


@dataclass(frozen=True, slots=True)
class UsualRank:
    """The rank level usual at a kind of post: of `holders` whose rank is known at all, how many reached that level and
    no higher one in it (`at_it`)."""

    role: str
    echelon: str
    level: int
    holders: int
    at_it: Figure


def ranks_at_post(
    answers: Answers,
    first: object,
    last: object,
    echelon: str | None = None,
    formation: str | None = None,
    known: object = None,
) -> list[RankAtPost]:
    """The ranks that leaders reached in tenures that began, or may have begun, from `first` to `last` (EDTF), against
    the usual one of all these tenures in the same role and echelon. Ranks without a place in the order (level 0)
    are left out. The parameters and errors are those of analysis.survival.tenure_lengths."""
    period, moment = asked_of(answers, first, last, known)
    tenures = leaders_tenures(answers, moment, period, echelon, formation)
    certain, possible = _days_of_ranks(answers, moment)
    found = [
        _rank_at(answers, one, certain.get(one.person, {}), possible.get(one.person, {}))
        for one in tenures
        if begins_in(one, period)
    ]
    usual = {(one.role, one.echelon): one.level for one in usual_ranks(found)}
    return [_against(one, usual.get((one.role, one.echelon))) for one in found]


def usual_ranks(found: Sequence[RankAtPost]) -> list[UsualRank]:
    """The rank level that most holders of each kind of post have, of those whose level is exactly told: the lower one
    if two are as many. A kind of post with fewer than ENOUGH holders of it has none."""
    kinds: dict[tuple[str, str], list[Figure]] = {}
    for one in found:
        if one.firm and one.level.highest is not None:
            kinds.setdefault((one.role, one.echelon), []).append(one.level)
    usual = []
    for (role, echelon), levels in sorted(kinds.items()):
        exact = Counter(int(one.lowest) for one in levels if one.lowest is not None and one.lowest == one.highest)
        level = max(exact, key=lambda each: (exact[each], -each), default=0)
        if exact[level] >= ENOUGH:
            may_be = sum((one.lowest or 0) <= level <= (one.highest or 0) for one in levels)
            usual.append(UsualRank(role, echelon, level, len(levels), Figure(exact[level], may_be)))
    return usual


def _against(one: RankAtPost, usual: int | None) -> RankAtPost:
    if usual is None:
        return one
    low, high = (None if level is None else level - usual for level in (one.level.lowest, one.level.highest))
    return replace(one, usual=usual, above=Figure(low, high))


def _rank_at(
    answers: Answers,
    tenure: Tenure,
    certain: Mapping[str, DaySet],
    possible: Mapping[str, DaySet],
) -> RankAtPost:
    levels = {rank: answers.vocabulary.ranks[rank].level for rank in possible}
    sure = tenure.bounds.certain if tenure.firm else None
    surely = [levels[rank] for rank, days in certain.items() if sure is not None and both(days, (sure,))]
    maybe = {rank for rank, days in possible.items() if both(days, (tenure.bounds.possible,))}
    lowest = max(surely, default=None)
    return RankAtPost(
        *ids_of(tenure),
        tenure.capacity,
        Figure(lowest, max((levels[rank] for rank in maybe), default=None)),
        tuple(sorted(rank for rank in maybe if lowest is None or levels[rank] >= lowest)),
        None,
        Figure(None, None),
        tenure.firm,
    )


_Days = dict[str, dict[str, DaySet]]


def _days_of_ranks(answers: Answers, moment: Moment) -> tuple[_Days, _Days]:
    """By person and rank, the days on which they certainly held it, and those on which they held it in some reading: on
    a day of which one rank is certain no other is possible."""
    possible: _Days = {}
    certain: _Days = {}
    for row in facts_known(answers, moment.known):
        if "rank" not in row or int(row["credibility"]) == IMPROBABLE:
            continue
        person, rank = id_of(row["person"]), id_of(row["rank"])
        if answers.vocabulary.ranks[rank].level:
            for found, name in ((possible, "possible"), (certain, "certain")):
                days, before = days_of(row, name), found.setdefault(person, {})
                before[rank] = either(before.get(rank, NONE), (days,) if days is not None else NONE)
    for person, ranks in possible.items():
        sure = days_in(days for of_rank in certain[person].values() for days in of_rank)
        for rank, maybe in ranks.items():
            ranks[rank] = either(without(maybe, sure), certain[person][rank])
    return certain, possible
