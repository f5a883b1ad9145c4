"""Careers: the posts, ranks and fates of everyone as known today, which tell namesakes apart."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from threading import Lock

from graph.edtf import Days
from graph.labels import CREDIBLE
from graph.question import TODAY, Value
from graph.row import days_of, id_of, stood_on
from graph.table import Rows, Tables
from ontology import DEFAULT_POLICY
from ontology.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Step:
    """A fact of a career by ids: a tenure (`role`, `formation`), a rank held or an event (`status`).

    `possible` are the days on which it may have held, None if it is undated; `evidence` those that dated claims span.
    """

    fact: str
    formation: str | None
    role: str | None
    rank: str | None
    status: str | None
    edtf: str | None
    possible: Days | None
    evidence: Days | None
    credibility: int
    contested: bool
    reports: int

    @property
    def is_credible(self) -> bool:
        """True if it needs no "reported" in front: credible and not contested."""
        return self.credibility <= CREDIBLE and not self.contested

    def may_meet(self, when: Days | None) -> bool:
        """True if it may have held on some day of `when`; an undated one may at any time."""
        return when is None or self.possible is None or self.possible.intersect(when) is not None


@dataclass(frozen=True, slots=True)
class Career:
    """What is known of one person: tenures, ranks and events, each in the order of their ids; and the rows of
    queries/versions.rq that tell it."""

    tenures: tuple[Step, ...] = ()
    ranks: tuple[Step, ...] = ()
    events: tuple[Step, ...] = ()
    rows: Rows = ()

    @property
    def evidence(self) -> Days | None:
        """The span of days that dated claims about the posts and ranks speak of; None if there is no such claim."""
        found = [step.evidence for step in (*self.tenures, *self.ranks) if step.evidence is not None]
        if not found:
            return None
        return Days(min(one.earliest for one in found), max(one.latest for one in found))

    def best_tenure(self, when: Days | None = None) -> Step | None:
        """The post a person is best known for, of those that may have been held at the time: the credible before
        others, then the most reported."""
        return min(self.posts(when), key=_renown, default=None)

    def best_rank(self, vocabulary: Vocabulary, when: Days | None = None) -> Step | None:
        """The highest rank that may have been held at the time, the credible before others."""

        def order(step: Step) -> tuple[bool, int]:
            return not step.is_credible, -vocabulary.ranks[step.rank or ""].level

        return min((step for step in self.ranks if step.may_meet(when)), key=order, default=None)

    def posts(self, when: Days | None = None) -> list[Step]:
        """The posts that may have been held at the time."""
        return [step for step in self.tenures if step.may_meet(when)]

    @property
    def died(self) -> Days | None:
        """When the person died, if that is credible and dated."""
        deaths = (step.possible for step in self.events if step.status in _DEATHS and step.is_credible)
        return next((days for days in deaths if days is not None), None)


_DEATHS = frozenset({"killed", "died"})
NO_CAREER = Career()
"""Of somebody of whom no fact is known."""


class Careers:
    """The careers of one store as the default policy judges today, read when they are first asked for."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._lock = Lock()
        self._found: Mapping[str, Career] | None = None

    def of(self, person: str) -> Career:
        """The career of the person with this id; an empty one if nothing is known."""
        return self._all().get(person, NO_CAREER)

    def people(self) -> Iterable[str]:
        """The ids of all of whom something is known."""
        return self._all()

    def _all(self) -> Mapping[str, Career]:
        with self._lock:
            if self._found is None:
                self._found = _read(self._tables)
            return self._found


def _read(tables: Tables) -> Mapping[str, Career]:
    rows: dict[str, list[dict[str, Value]]] = {}
    for row in tables.rows("versions", policy=DEFAULT_POLICY):
        if stood_on(row, TODAY) and (person := _id(row.get("person"))) is not None:
            rows.setdefault(person, []).append(row)
    return {person: _career(tuple(found)) for person, found in rows.items()}


def _career(rows: Rows) -> Career:
    steps = [_step(row) for row in rows]
    return Career(
        tenures=tuple(step for step in steps if step.role is not None),
        ranks=tuple(step for step in steps if step.rank is not None),
        events=tuple(step for step in steps if step.status is not None),
        rows=rows,
    )


def _step(row: Mapping[str, Value]) -> Step:
    edtf = row.get("edtf")
    return Step(
        fact=id_of(row["fact"]),
        formation=_id(row.get("formation")),
        role=_id(row.get("role")),
        rank=_id(row.get("rank")),
        status=_id(row.get("status")),
        edtf=str(edtf) if edtf is not None else None,
        possible=days_of(row, "possible"),
        evidence=days_of(row, "evidence"),
        credibility=int(row["credibility"]),
        contested=bool(row["contested"]),
        reports=int(row["reports"]),
    )


def _id(path: Value | None) -> str | None:
    return id_of(path) if path is not None else None


def _renown(step: Step) -> tuple[bool, int, str]:
    return not step.is_credible, -step.reports, step.fact
