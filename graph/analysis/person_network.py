"""The network of persons over time: who served directly under whom, who with whom, and who succeeded whom.

Directly under somebody serves who holds another post in the formation that they lead, or leads a formation that is
below theirs by one subordination; service further down is graph.service_together's. Days in common are those of all the
facts that an edge rests on: tenures and subordinations.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import networkx as nx

from graph.analysis.attributes import known_only, of_network
from graph.analysis.sequence import Beginning, followings
from graph.analysis.tenures import certain_at, is_firm, may_have_been
from graph.answer import Answers
from graph.dated_fact import DatedFact, HeldDays, Post, PostRecord, post_records
from graph.days import both, count, days_in
from graph.edtf import MAX, MIN, Days
from graph.hierarchy import chosen_links
from graph.period import period_between
from graph.question import ParameterError
from graph.subordination import Step, steps_down

RELATIONS = ("served-under", "served-with", "succeeded")
"""The kinds of edges. One leads from who served to whom they served under, from successor to predecessor; with whom
somebody served is no direction, and leads from the first id in the alphabet to the other."""


@dataclass(slots=True)
class _Tie:
    """What two persons had to do with each other in one way: days in common, and the facts that it rests on."""

    certain: list[Days] = field(default_factory=list)
    possible: list[Days] = field(default_factory=list)
    credibility: int = 6
    contested: bool = True
    formations: set[str] = field(default_factory=set)
    facts: set[str] = field(default_factory=set)

    def add(self, days: HeldDays, facts: Iterable[DatedFact]) -> None:
        """One more way. The best counts for credibility; it is contested if every one is."""
        facts = list(facts)
        self.certain += days.certain
        self.possible += days.possible
        self.credibility = min(self.credibility, max(fact.credibility for fact in facts))
        self.contested = self.contested and any(fact.contested for fact in facts)
        self.formations |= {fact.formation for fact in facts}
        self.facts |= {fact.id for fact in facts}


_Ties = dict[tuple[str, str, str], _Tie]
_Held = list[tuple[DatedFact, HeldDays]]


def person_network(
    answers: Answers, known: object = None, between: object = None, links: str | None = None
) -> "nx.MultiDiGraph[str]":
    """The network as known on a day, of all time or `between` (EDTF, such as ``2022-02-24/2022-06``), by these kinds of
    subordination (with commas; all, if None). Nodes are ids of persons with their `label`; only who has an edge is in.

    The key of an edge is its relation, one of RELATIONS. It has `held` (certain if a day of it is), `credibility` (of
    the weakest fact of its best way), `contested`, the ids `formations` and `facts` joined by "; ", and `first` and
    `last`, the outermost days that are possible, left out where there is no limit. Service has `days_lowest` and
    `days_highest`: the certain days and the possible ones. For a succession `first` and `last` are the days on which
    the successor may have begun, and it is certain if every reading of the claims has it. The graph itself has
    between, links, known, policy and snapshot.
    Raises ParameterError for a bad day, period or link.
    """
    moment = answers.moment(None, known)
    period = period_between(between) if between is not None else Days(MIN, MAX)
    records = post_records(answers, moment)
    held = {post: _held(record) for post, record in records.items()}
    ties: _Ties = {}
    by_formation: dict[str, list[PostRecord]] = {}
    for record in records.values():
        by_formation.setdefault(record.formation, []).append(record)
    for within in by_formation.values():
        _serve_in_one(ties, within, held)
    steps = steps_down(answers, moment, chosen_links(answers, links))
    _serve_one_below(ties, steps, by_formation, held)
    limit = certain_at(answers)
    for record in records.values():
        _succeed(ties, record, limit)
    asked = {"between": str(between) if between is not None else None, "links": links, **answers.context(moment)}
    del asked["on"]
    return _network(answers, ties, period, of_network(asked))


def ego(network: "nx.MultiDiGraph[str]", person: str, radius: int = 1) -> "nx.MultiDiGraph[str]":
    """The part of a network of persons that lies within so many edges of one, whatever their direction, with all edges
    between them. Raises ParameterError for somebody who is not in it: a person without any relation in that time."""
    if person not in network:
        raise ParameterError(
            "person",
            f'"{person}" served with nobody whom sources date to that time',
            "ask for another time, or without a time",
        )
    found: nx.MultiDiGraph[str] = nx.ego_graph(network, person, radius, undirected=True)
    return found


def _held(record: PostRecord) -> _Held:
    days = record.held_days()
    return [(one, days[one.id]) for one in record.tenures if may_have_been(one) and days[one.id].possible]


def _serve_in_one(ties: _Ties, within: list[PostRecord], held: Mapping[Post, _Held]) -> None:
    """The service of those in one formation with one another: under its leader, or beside each other."""
    for place, record in enumerate(within):
        own = held[record.formation, record.role]
        if not record.single:
            _together(ties, own, own, "served-with")
        for other in within[place + 1 :]:
            theirs = held[other.formation, other.role]
            if record.leads == other.leads:
                _together(ties, own, theirs, "served-with")
            elif record.leads:
                _together(ties, theirs, own, "served-under")
            else:
                _together(ties, own, theirs, "served-under")


def _serve_one_below(
    ties: _Ties,
    steps: Mapping[str, list[Step]],
    by_formation: Mapping[str, list[PostRecord]],
    held: Mapping[Post, _Held],
) -> None:
    def leaders(formation: str) -> _Held:
        records = by_formation.get(formation, ())
        return [one for record in records if record.leads for one in held[record.formation, record.role]]

    for superior, below in steps.items():
        above = leaders(superior)
        for step in below if above else ():
            if may_have_been(step.fact):
                _together(ties, leaders(step.fact.formation), above, "served-under", step)


def _together(ties: _Ties, some: _Held, others: _Held, relation: str, step: Step | None = None) -> None:
    for one, days in some:
        for other, theirs in others:
            if one.holder == other.holder or (some is others and one.id >= other.id):
                continue
            common = _common(days, theirs) if step is None else _common(_common(days, step.days), theirs)
            if common.possible:
                pair = one.holder, other.holder
                if relation == "served-with":
                    pair = min(pair), max(pair)
                facts = (one, other) if step is None else (one, step.fact, other)
                ties.setdefault((*pair, relation), _Tie()).add(common, facts)


def _common(one: HeldDays, other: HeldDays) -> HeldDays:
    return HeldDays(both(one.certain, other.certain), both(one.possible, other.possible))


def _succeed(ties: _Ties, record: PostRecord, limit: int) -> None:
    """Who came directly after whom in a post that one person holds at a time."""
    if not record.single:
        return
    for earlier, later, certain in _successions(record, limit):
        bounds = later.bounds
        assert bounds is not None, "what follows has a beginning"
        days = (Days(bounds.earliest_start, bounds.latest_start),)
        found = HeldDays(days if certain else (), days)
        ties.setdefault((later.holder, earlier.holder, "succeeded"), _Tie()).add(found, (later, earlier))


def _successions(record: PostRecord, limit: int) -> Iterator[tuple[DatedFact, DatedFact, bool]]:
    dated = [(one, one.bounds) for one in record.tenures if one.bounds is not None and may_have_been(one)]
    beginnings = [Beginning(bounds.earliest_start, bounds.latest_start, is_firm(one, limit)) for one, bounds in dated]
    for following in followings(beginnings):
        earlier, later = dated[following.earlier][0], dated[following.later][0]
        assert earlier.bounds is not None
        assert later.bounds is not None
        # One person holds the post at a time: who cannot have ended before the other began was not succeeded by them.
        if earlier.holder != later.holder and earlier.bounds.earliest_end <= later.bounds.latest_start:
            yield earlier, later, following.certain


def _network(answers: Answers, ties: _Ties, period: Days, about: Mapping[str, Any]) -> "nx.MultiDiGraph[str]":
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph(**about)
    for (one, other, relation), tie in sorted(ties.items()):
        certain, possible = both(days_in(tie.certain), (period,)), both(days_in(tie.possible), (period,))
        if relation == "succeeded" and possible != days_in(tie.possible):
            certain = ()
        if not possible:
            continue
        edge: dict[str, Any] = {
            "held": "certain" if certain else "possible",
            "credibility": tie.credibility,
            "contested": tie.contested,
            "formations": "; ".join(sorted(tie.formations)),
            "facts": "; ".join(sorted(tie.facts)),
            "first": possible[0].earliest.isoformat() if possible[0].earliest > MIN else None,
            "last": possible[-1].latest.isoformat() if possible[-1].latest < MAX else None,
        }
        if relation != "succeeded":
            edge |= {"days_lowest": count(certain), "days_highest": count(possible)}
        for person in (one, other):
            network.add_node(person, label=answers.names.label(f"person/{person}"))
        network.add_edge(one, other, key=relation, **known_only(edge))
    return network
