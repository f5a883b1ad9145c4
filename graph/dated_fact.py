"""Tenures and subordinations with nothing but what arithmetic of days needs: who, where, bounds, evidence and rivals.

A whole table of them is one question, so that an answer about many posts costs as much as one about a single post.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.answer import Answers, Moment
from graph.days import NONE, DaySet
from graph.edtf import MAX, MIN, Days
from graph.fact import Bounds, Held
from graph.fact_view import Object
from graph.held import Span, days_of_holders, spans_of
from graph.row import days_of, id_of

Post = tuple[str, str]
"""A post: formation id and role."""


@dataclass(frozen=True, slots=True)
class DatedFact:
    """A tenure or a subordination. `id` is the path below ``fact/``; `holder` the person who held the post or the
    superior formation; `value` the role of the post or the kind of link. `bounds` is None if it is undated."""

    id: str
    holder: str
    formation: str
    value: str
    capacity: str | None
    bounds: Bounds | None
    certain: Days | None
    evidence: Days | None
    rivals: tuple[str, ...]
    credibility: int
    contested: bool


@dataclass(frozen=True, slots=True)
class HeldDays:
    """The days on which a fact held for certain, and those on which it held or may have held: certain, contested or
    possible, as answers for each single day say."""

    certain: DaySet
    possible: DaySet


@dataclass(frozen=True, slots=True)
class PostRecord:
    """A post with all its tenures; `single` if one person holds it at a time, `leads` if its holder heads the
    formation."""

    formation: str
    role: str
    echelon: str
    single: bool
    leads: bool
    tenures: tuple[DatedFact, ...]

    def spans(self, *, by_person: bool = True) -> list[Span]:
        """All days, divided where the holders change; held by person, or else by tenure."""
        return spans_of(self.tenures, lambda one: one.holder if by_person else one.id, single=self.single)

    def held_days(self) -> dict[str, HeldDays]:
        """The days of each tenure, by its id; undated ones have none."""
        return held_days(self.tenures, self.spans(by_person=False))


def held_days(facts: Iterable[DatedFact], spans: Iterable[Span]) -> dict[str, HeldDays]:
    """The days of each fact, by its id, from `spans` that are held by fact."""
    spans = list(spans)
    certain, possible = days_of_holders(spans, Held.CERTAIN), days_of_holders(spans)
    return {one.id: HeldDays(certain.get(one.id, NONE), possible.get(one.id, NONE)) for one in facts}


def post_records(answers: Answers, moment: Moment) -> dict[Post, PostRecord]:
    """Every post with its tenures as known on a day; in order of formation and role."""
    tenures: dict[Post, list[DatedFact]] = {}
    for one in _read(answers.table("tenures", known=moment.known), "person", "role"):
        tenures.setdefault((one.formation, one.value), []).append(one)
    found: dict[Post, PostRecord] = {}
    for row in answers.table("post-list"):
        post = id_of(row["formation"]), id_of(row["role"])
        held = tuple(tenures.get(post, ()))
        found[post] = PostRecord(*post, id_of(row["echelon"]), bool(row["single"]), bool(row["leads"]), held)
    return found


def subordinations(answers: Answers, moment: Moment, chosen: Mapping[str, str]) -> list[DatedFact]:
    """Every subordination by these kinds of link as known on a day, the undated ones included."""
    return _read(answers.table("subordinations", known=moment.known, **chosen), "superior", "link")


def dated_fact(fact: Object, row: Mapping[str, Any]) -> DatedFact:
    """The same from a fact as answers show it and a row with its certain days."""
    post, evidence = fact["post"] or {}, fact["evidence"]
    return DatedFact(
        id=fact["id"],
        holder=fact["person"]["id"] if post else fact["superior"]["id"],
        formation=fact["formation"]["id"],
        value=post["role"] if post else fact["link"]["id"],
        capacity=post.get("capacity"),
        bounds=_bounds({**(fact["bounds"] or {}), "possibleFrom": row.get("possibleFrom")}),
        certain=days_of(row, "certain"),
        evidence=Days(_day(evidence["from"], MIN), _day(evidence["until"], MAX)) if evidence else None,
        rivals=tuple(fact["rivals"]),
        credibility=fact["credibility"]["code"],
        contested=bool(fact["contested"]),
    )


def _read(rows: Iterable[Mapping[str, Any]], holder: str, value: str) -> list[DatedFact]:
    """One fact for all the rows that differ in the rival alone."""
    first: dict[str, Mapping[str, Any]] = {}
    rivals: dict[str, list[str]] = {}
    for row in rows:
        fact = id_of(row["fact"])
        first.setdefault(fact, row)
        if "rival" in row:
            rivals.setdefault(fact, []).append(id_of(row["rival"]))
    return [
        DatedFact(
            id=fact,
            holder=id_of(row[holder]),
            formation=id_of(row["formation"]),
            value=id_of(row[value]),
            capacity=row.get("capacity"),
            bounds=_bounds(row),
            certain=days_of(row, "certain"),
            evidence=days_of(row, "evidence"),
            rivals=tuple(sorted(rivals.get(fact, ()))),
            credibility=int(row["credibility"]),
            contested=bool(row["contested"]),
        )
        for fact, row in first.items()
    ]


def _bounds(row: Mapping[str, Any]) -> Bounds | None:
    """The four bounds; the graph leaves out those that are not known, but for the outer two."""
    if row.get("possibleFrom") is None:
        return None
    outer = _day(row["possibleFrom"], MIN), _day(row.get("possibleUntil") or row.get("latestEnd"), MAX)
    return Bounds(outer[0], _day(row.get("latestStart"), MAX), _day(row.get("earliestEnd"), MIN), outer[1])


def _day(value: Any, unknown: date) -> date:
    return unknown if value is None else date.fromisoformat(str(value))
