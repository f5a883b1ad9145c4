"""The chronicle: all that a view of the hierarchy needs to be drawn for any day and any day of knowing, sent once.

It holds the versions of facts that queries/versions.rq gives, for a reader that does what queries/hierarchy.rq,
leaders.rq, undated-subordinations.rq and dissolved.rq say: api/static/explorer/state.js, which a test holds to them.

Tables are given by column, days as days since 1970-01-01, things by their place in the table of their kind. Where days
are not known, a column has null; MIN and MAX of graph/edtf.py stand for "no first day" and "no last day", as in the
store. Versions that differ in nothing shown here are one.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any

from graph.answer import Answers
from graph.edtf import MIN
from graph.fact_view import Object
from graph.labels import LANGUAGES
from graph.names import Names
from graph.row import id_of
from graph.symbol import kind_fields
from ontology.vocabulary import Status

Row = Mapping[str, Any]
Column = Callable[[Row], Any]
Table = dict[str, list[Any]]

_EPOCH = date(1970, 1, 1).toordinal()
_PERIODS = ("possible", "certain", "evidence")
_KIND_BY_CONDITION = {"dead": "killed", "dismissed": "dismissed", "in-custody": "arrested"}
"""What the events that put a person into a condition are marked as."""


def chronicle(answers: Answers) -> Object:
    """The chronicle as the policy of `answers` judges."""
    things = _Things(answers)
    by_kind: dict[str, list[Row]] = {"subordination": [], "tenure": [], "rank": [], "event": []}
    for row in answers.table("versions"):
        by_kind[str(row["fact"]).split("/", 2)[1]].append(row)
    tenures = [row for row in by_kind["tenure"] if id_of(row["role"]) in things.roles]
    leaders = {row["person"] for row in tenures}
    held = [row for row in by_kind["rank"] if row["person"] in leaders]
    events = by_kind["event"]
    things.add_persons(row["person"] for row in chain(tenures, events) if "person" in row)
    things.add_facts(str(row["fact"]) for row in chain(by_kind["subordination"], tenures, held, events))
    tables = {
        "subordinations": things.versions(
            by_kind["subordination"], ("formation", "superior", "link"), {"reports": lambda row: row["reports"]}
        ),
        "tenures": things.versions(
            tenures,
            ("formation", "person"),
            {"role": things.place("role"), "capacity": lambda row: row["capacity"], "start": _start},
        ),
        "rankHoldings": things.versions(held, ("person", "rank")),
        "events": things.versions(events, ("person", "formation", "status")),
    }
    return {
        "version": answers.snapshot["version"],
        "policy": answers.policy,
        "reaches": _day(answers.reaches),
        **things.tables(),
        **tables,
        "disputes": things.disputes(),
    }


class _Things:
    """The things that a chronicle speaks of, each kind with an order of its own."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._names: Names = answers.names
        words = answers.vocabulary
        self.roles = {slug: role for slug, role in words.roles.items() if role.leads}
        self._formations = {id_of(row["formation"]): kind_fields(words, row) for row in answers.table("formations")}
        self._ids: dict[str, list[str]] = {
            "echelon": sorted(words.echelons, key=lambda slug: words.echelons[slug].order),
            "formation": sorted(self._formations),
            "link": sorted(words.links, key=lambda slug: words.links[slug].order),
            "rank": sorted(words.ranks, key=lambda slug: (words.ranks[slug].level, slug)),
            "role": list(self.roles),
            "status": list(words.statuses),
        }
        self._at = {kind: _places(ids) for kind, ids in self._ids.items()}

    def add_persons(self, paths: Iterable[str]) -> None:
        """Have persons in the chronicle."""
        self._ids["person"] = sorted({id_of(path) for path in paths})
        self._at["person"] = _places(self._ids["person"])

    def add_facts(self, paths: Iterable[str]) -> None:
        """Have facts in the chronicle."""
        self._ids["fact"] = sorted({id_of(path) for path in paths})
        self._at["fact"] = _places(self._ids["fact"])

    def tables(self) -> Object:
        """What there is to say of each kind of thing."""
        words = self._answers.vocabulary
        kinds = [self._formations[one] for one in self._ids["formation"]]
        return {
            "echelons": {
                **self._named("echelon"),
                "order": [words.echelons[one].order for one in self._ids["echelon"]],
            },
            "formations": {
                **self._named("formation"),
                "echelon": [self._at["echelon"][str(kind["echelon"])] for kind in kinds],
                "symbol": [kind["symbol"] for kind in kinds],
            },
            "persons": self._named("person"),
            "links": self._named("link"),
            "roles": self._named("role"),
            "ranks": {**self._named("rank"), "level": [words.ranks[one].level for one in self._ids["rank"]]},
            "statuses": {
                **self._named("status"),
                "kind": [_kind(words.statuses[one]) for one in self._ids["status"]],
            },
            "facts": self._ids["fact"],
        }

    def versions(self, rows: Iterable[Row], about: Sequence[str], more: Mapping[str, Column] | None = None) -> Table:
        """Versions of facts by column: the things they are `about`, `more` of what they say, their days and verdicts;
        in the order of the things and of the fact's id."""
        columns: dict[str, Column] = {name: self.place(name) for name in about}
        columns["fact"] = self.place("fact")
        columns |= {f"{period}{end}": _day_in(f"{period}{end}") for period in _PERIODS for end in ("From", "Until")}
        columns["credibility"] = lambda row: row["credibility"]
        columns["contested"] = lambda row: int(row["contested"])
        columns |= more or {}
        made = [
            (tuple(column(row) for column in columns.values()), *_known(row))
            for row in sorted(rows, key=lambda row: [*(str(row.get(name, "")) for name in about), row["fact"]])
        ]
        merged = _merged(made)
        table: Table = {name: [said[place] for said, _, _ in merged] for place, name in enumerate(columns)}
        table["knownFrom"] = [since for _, since, _ in merged]
        table["knownUntil"] = [until for _, _, until in merged]
        return table

    def disputes(self) -> Table:
        """When which fact has a rival with evidence: by the days of knowing and the days that the rival's evidence
        spans."""
        versions = self._answers.table("versions")
        by_version = {row["version"]: row for row in versions}
        by_fact: dict[str, list[Row]] = {}
        for row in versions:
            by_fact.setdefault(str(row["fact"]), []).append(row)
        facts = self._at["fact"]
        found = sorted(
            ((facts[id_of(pair["fact"])], facts.get(id_of(pair["rival"]))), days, *known)
            for pair in self._answers.table("rivals")
            if id_of(pair["fact"]) in facts
            for rival in by_fact.get(str(pair["rival"]), ())
            if "evidenceFrom" in rival
            and (days := (_day_in("evidenceFrom")(rival), _day_in("evidenceUntil")(rival)))
            and (known := _common(_known(by_version[pair["version"]]), _known(rival)))
        )
        return {
            "fact": [pair[0] for pair, _, _, _ in found],
            "rival": [pair[1] for pair, _, _, _ in found],
            "from": [days[0] for _, days, _, _ in found],
            "until": [days[1] for _, days, _, _ in found],
            "knownFrom": [since for _, _, since, _ in found],
            "knownUntil": [until for _, _, _, until in found],
        }

    def _named(self, kind: str) -> Table:
        ids = self._ids[kind]
        labels = [self._names.labels.get(f"{kind}/{one}", {}) for one in ids]
        return {"id": list(ids)} | {language: [found.get(language) for found in labels] for language in LANGUAGES}

    def place(self, name: str) -> Column:
        """The column of a thing's places in the table of its kind."""
        places = self._at["formation" if name == "superior" else name]
        return lambda row: places[id_of(row[name])] if name in row else None


def _kind(status: Status) -> str:
    """What an event of a status is marked as, by what the vocabulary says it does."""
    if status.effect == "appointment":
        return "appointed"
    return _KIND_BY_CONDITION.get(status.condition or "", "other")


def _places(ids: Sequence[str]) -> dict[str, int]:
    return {one: place for place, one in enumerate(ids)}


def _day(day: date) -> int:
    return day.toordinal() - _EPOCH


def _day_in(name: str) -> Column:
    return lambda row: _day(date.fromisoformat(row[name])) if name in row else None


def _start(row: Row) -> int | None:
    """The last day by which a tenure began, if it is known from when on it can have: of one seen in passing it is
    not."""
    if row.get("possibleFrom") in (None, MIN.isoformat()):
        return None
    found: int | None = _day_in("latestStart")(row)
    return found


def _known(row: Row) -> tuple[int, int]:
    return _day_in("knownFrom")(row), _day_in("knownUntil")(row)


def _common(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int] | None:
    since, until = max(one[0], other[0]), min(one[1], other[1])
    return (since, until) if since < until else None


def _merged(versions: Iterable[tuple[tuple[Any, ...], int, int]]) -> list[tuple[tuple[Any, ...], int, int]]:
    """Versions in order, those that follow each other and say the same as one."""
    found: list[tuple[tuple[Any, ...], int, int]] = []
    for said, since, until in versions:
        if found and found[-1][0] == said and found[-1][2] == since:
            found[-1] = (said, found[-1][1], until)
        else:
            found.append((said, since, until))
    return found
