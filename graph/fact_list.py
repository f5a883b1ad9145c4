"""Lists of facts: tenures, ranks held, status events and subordinations, with what held on a day or in a period.

Whether a fact held follows the rule of graph/held.py; over a period, certain is what certainly held on a day of it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from graph.answer import Answers, Moment
from graph.edtf import MAX, MIN, Days
from graph.fact import Held
from graph.fact_view import Object
from graph.labels import CREDIBLE
from graph.listing import Listing, Row
from graph.mistake import allowed_instead
from graph.period import period_between
from graph.question import ParameterError
from graph.row import days_of, stood_on

KINDS = ("tenure", "rank", "event", "subordination")
"""The kinds of facts; each is the first part of a fact's id."""
_SLOT = {"tenure": "post", "rank": "person", "event": "fact", "subordination": "formation"}
"""What only one fact of a kind can hold at a time."""


@dataclass(frozen=True, slots=True)
class When:
    """The days that a list of facts is for: one day or a period (None: no matter when), as known on a day, and whether
    only what is certain is wanted."""

    days: Days | None
    known: date
    certain_only: bool = False


def when(
    answers: Answers, on: object = None, between: str | None = None, known: object = None, certainty: str | None = None
) -> tuple[When, Moment]:
    """The days that parameters ask for. Raises ParameterError if both `on` and `between` are given, for a day or a
    period that is none, and for a certainty that there is not."""
    moment = answers.moment(on, known)
    if certainty not in (None, "certain", "possible"):
        raise ParameterError("certainty", f'"{certainty}" is no certainty', "allowed are certain, possible")
    days: Days | None = None
    if between is not None:
        if on is not None:
            raise ParameterError("between", "on and between cannot both be given", "on=2022-05-20 or between=2022-05")
        days = period_between(between)
    elif on is not None:
        days = Days(moment.on, moment.on)
    return When(days, moment.known, certain_only=certainty == "certain"), moment


def facts_listing(
    answers: Answers,
    asked: When,
    kind: str | None = None,
    about: Mapping[str, str | None] = MappingProxyType({}),
    *,
    claims: bool = True,
    credibility: int = 6,
    contested: bool | None = None,
) -> Listing:
    """The facts of a kind (None: of all) that held in the days asked for, each with `held` as in those days.

    `about` gives the ids of things that the facts must be about: person, formation, role, rank, status, superior,
    link. Undated facts are left out where days are asked for. Raises ParameterError for ids that there are not.
    """
    if kind is not None and kind not in KINDS:
        raise ParameterError("kind", f'there is no kind of fact "{kind}"', allowed_instead(kind, KINDS))
    wanted = {
        name: f"{kind_of}/{answers.thing(kind_of, slug, name)}"
        for name, slug in about.items()
        if slug is not None
        for kind_of in ["formation" if name == "superior" else name]
    }
    table = facts_known(answers, asked.known)
    chosen = [
        row
        for row in table
        if (kind is None or _kind(row) == kind)
        and int(row["credibility"]) <= credibility
        and (contested is None or row["contested"] is contested)
        and all(row.get(name) == path for name, path in wanted.items())
    ]
    held = _held(answers, table, asked, {str(row["fact"]) for row in chosen})
    rows = [{**row, "held": held[str(row["fact"])]} for row in chosen if str(row["fact"]) in held]

    def items(shown: Iterable[Row]) -> list[Object]:
        by_path = {str(row["fact"]): str(row["held"]) for row in shown}
        found = answers.facts(by_path, asked.known, claims=claims)
        return [{**found[path], "held": state} for path, state in by_path.items()]

    return Listing(rows, lambda row: str(row["fact"]), _SORTS, items)


def facts_by(answers: Answers, asked: When, kind: str, name: str, paths: Collection[str]) -> dict[str, list[Object]]:
    """The facts of a kind about each of the things at `paths` (its `name`: person, formation), in order of time, by
    path; as facts_listing has them, with their claims counted only."""
    listing = facts_listing(answers, asked, kind, claims=False)
    rows = sorted((row for row in listing.rows if row.get(name) in paths), key=lambda row: _start(row) or "")
    found: dict[str, list[Object]] = {}
    for row, fact in zip(rows, listing.items(rows), strict=True):
        found.setdefault(str(row[name]), []).append(fact)
    return found


def facts_known(answers: Answers, known: date) -> Sequence[Row]:
    """The versions of facts that stood on a day of knowing."""
    return [row for row in answers.table("versions") if stood_on(row, known)]


def _held(answers: Answers, table: Sequence[Row], asked: When, chosen: set[str]) -> dict[str, str]:
    """How each of the chosen facts held in the days asked for; those that did not are absent."""
    by_path = {str(row["fact"]): row for row in table}
    if asked.days is None:
        found = {path: _at_all(by_path[path]) for path in chosen}
    else:
        rivals: dict[str, list[Row]] = {}
        standing = {row["version"] for row in table}
        for pair in answers.table("rivals"):
            if pair["version"] in standing and pair["rival"] in by_path:
                rivals.setdefault(str(pair["fact"]), []).append(by_path[str(pair["rival"])])
        several = {row["post"] for row in answers.table("post-list") if not row["single"]}
        found = {}
        firm: set[tuple[str, Any, Any]] = set()
        slots = {_slot(by_path[path]) for path in chosen}
        for path, row in by_path.items():
            if _slot(row) not in slots:
                continue
            state = _in(row, rivals.get(path, ()), asked.days)
            if state is None:
                continue
            found[path] = state
            sure = _within(row, "certain", asked.days) is not None
            if sure and asked.days.width == 0 and row.get("post") not in several:
                firm.add(_slot(row))
        found = {
            path: state
            for path, state in found.items()
            if path in chosen and (state != Held.POSSIBLE or _slot(by_path[path]) not in firm)
        }
    return {path: state for path, state in found.items() if not asked.certain_only or state == Held.CERTAIN}


def _slot(row: Row) -> tuple[str, Any, Any]:
    kind = _kind(row)
    return kind, row[_SLOT[kind]], row.get("link")


def _at_all(row: Row) -> str:
    if row["contested"]:
        return Held.CONTESTED
    sure = int(row["credibility"]) <= CREDIBLE if _kind(row) == "event" else "certainFrom" in row
    return Held.CERTAIN if sure else Held.POSSIBLE


def _in(row: Row, rivals: Iterable[Row], days: Days) -> str | None:
    """How a fact held in some days; None if it cannot have, or if its days are not known.

    An event, which happens on one day, is certain in a period that holds all its possible days, if it is at least
    probably true.
    """
    possible = days_of(row, "possible")
    if possible is None or possible.intersect(days) is None:
        return None
    if _kind(row) == "event":
        if row["contested"]:
            return Held.CONTESTED
        return Held.CERTAIN if days.contains(possible) and int(row["credibility"]) <= CREDIBLE else Held.POSSIBLE
    sure = [found for name in ("certain", "evidence") if (found := _within(row, name, days)) is not None]
    for rival in rivals:
        attested = _within(rival, "evidence", days)
        if attested is not None and any(one.intersect(attested) for one in sure):
            return Held.CONTESTED
    return Held.CERTAIN if _within(row, "certain", days) is not None else Held.POSSIBLE


def _within(row: Row, name: str, days: Days) -> Days | None:
    """Those of the possible, certain or evidence days of a row that are in a period."""
    found = days_of(row, name)
    return found.intersect(days) if found is not None else None


def _kind(row: Row) -> str:
    return str(row["fact"]).split("/", 2)[1]


def _start(row: Mapping[str, Any]) -> str | None:
    """The day by which a fact is placed in time: the first day on which it can have held; the last, if no first one is
    known."""
    since = row.get("possibleFrom")
    if since == MIN.isoformat():
        until = str(row["possibleUntil"])
        return str(row["evidenceFrom"]) if "evidenceFrom" in row else until if until != MAX.isoformat() else None
    return str(since) if since is not None else None


_SORTS = {
    "start": _start,
    "id": lambda row: str(row["fact"]),
    "known": lambda row: str(row["knownFrom"]),
    "credibility": lambda row: int(row["credibility"]),
    "reports": lambda row: int(row["reports"]),
    "origins": lambda row: int(row["origins"]),
}
