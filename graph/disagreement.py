"""Disagreements: what is contested, a question each, its sides next to each other, the most consequential first.

A fact that a live denial contests is one; facts that rival each other, such as two holders of a post on the same days,
are one together.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from graph.answer import Answers, Moment
from graph.belonging import below
from graph.days import days_in
from graph.edtf import MIN, Days
from graph.event_kinds import GRAVE
from graph.fact_list import KINDS, facts_known
from graph.fact_view import Object, named
from graph.mistake import allowed_instead
from graph.period import shown
from graph.question import ParameterError
from graph.row import days_of, id_of
from graph.settling import would_settle

Row = Mapping[str, Any]

LATELY = timedelta(days=730)
"""What was in question so shortly before the newest day is not over: sources on it are still to come."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One question on which sources disagree: its kind of facts, the versions that stand against each other (a single
    one, if it is denied), the days in question (attested on all sides, where there are such; None: undated) and the
    formation that it concerns, if any."""

    kind: str
    rows: tuple[Row, ...]
    days: Days | None
    formation: str | None

    @property
    def id(self) -> str:
        """What tells it from others: the id of its first fact."""
        return id_of(self.rows[0]["fact"])


def disagreements(
    answers: Answers, known: object = None, kind: str | None = None, formation: str | None = None
) -> Object:
    """All that is contested as known on a day, the most consequential first (see `consequence`): kind, how it is
    contested (``denied`` or ``rivals``), days in question, whether it is `open`, the formation, the `sides` as facts
    with claims, the better attested first, and what would settle it.

    `kind` leaves only one kind of facts; `formation` only what concerns this formation or one below it in those days.
    Raises ParameterError for a kind or a formation that there is not.
    """
    moment = answers.moment(None, known)
    if kind is not None and kind not in KINDS:
        raise ParameterError("kind", f'there is no kind of fact "{kind}"', allowed_instead(kind, KINDS))
    belongs = below(answers, formation, moment.known) if formation is not None else None
    found = [
        one
        for one in _all(answers, moment)
        if (kind is None or one.kind == kind)
        and (belongs is None or (one.formation is not None and belongs(one.formation, one.days)))
    ]
    found.sort(key=lambda one: (consequence(answers, one, moment.on), one.id))
    facts = answers.facts((str(row["fact"]) for one in found for row in one.rows), moment.known)
    return answers.listed([_item(answers, one, facts, moment) for one in found], moment)


def consequence(answers: Answers, one: Disagreement, on: date) -> tuple[int, int, int, int, int]:
    """The place of a disagreement among others, the lowest first. In this order it asks:

    1. Is it about a death, an arrest, a dismissal or the like, or about who led a formation? These come first.
    2. Is it open, that is in question within the two years before `on`, the newest day that the sources reach?
    3. How high is the formation's echelon? Of a person without a formation, that of their highest post in those days.
    4. How late are the days in question? The latest first, the undated last.
    5. How many independent origins speak for its sides? The most first.
    """
    statuses, roles, echelons = answers.vocabulary.statuses, answers.vocabulary.roles, answers.vocabulary.echelons
    row = one.rows[0]
    if one.kind == "event":
        weighs = statuses[id_of(row["status"])].effect in GRAVE
    else:
        weighs = one.kind == "tenure" and roles[id_of(row["role"])].leads
    latest = one.days.latest if one.days is not None else MIN
    return (
        0 if weighs else 1,
        0 if is_open(one, on) else 1,
        answers.heights().get(one.formation or "", echelons["other"].order),
        -latest.toordinal(),
        -sum(int(side["origins"]) for side in one.rows),
    )


def is_open(one: Disagreement, on: date) -> bool:
    """True if it was in question on a day or lately before it."""
    return one.days is not None and one.days.latest >= on - LATELY


def _all(answers: Answers, moment: Moment) -> Iterable[Disagreement]:
    standing = {str(row["fact"]): row for row in facts_known(answers, moment.known)}
    versions = {str(row["version"]) for row in standing.values()}
    rivals: dict[str, set[str]] = {}
    for pair in answers.table("rivals"):
        one, other = str(pair["fact"]), str(pair["rival"])
        if pair["version"] in versions and other in standing:
            rivals.setdefault(one, set()).add(other)
            rivals.setdefault(other, set()).add(one)
    seen: set[str] = set()
    for path, row in standing.items():
        if row["contested"] and path not in seen:
            together = _joined(path, rivals)
            seen |= together
            rows = tuple(standing[each] for each in sorted(together))
            days = _in_question(rows, rivals)
            yield Disagreement(path.split("/", 2)[1], rows, days, _formation(answers, row, days, standing.values()))


def _joined(path: str, rivals: Mapping[str, set[str]]) -> set[str]:
    """The fact and all that rival it, directly or through each other."""
    found, front = {path}, [path]
    while front:
        front = [one for each in front for one in rivals.get(each, ()) if one not in found]
        found.update(front)
    return found


def _in_question(rows: Sequence[Row], rivals: Mapping[str, set[str]]) -> Days | None:
    """The days for which rivals stand against each other; of a single fact, those of which its claims speak. An event's
    claims bound one day between them."""
    paths = {str(row["fact"]) for row in rows}
    for name in ("possible",) if "status" in rows[0] else ("evidence", "possible"):
        days = {str(row["fact"]): days_of(row, name) for row in rows}
        pairs = [(days[one], days[other]) for one in paths for other in rivals.get(one, ())]
        shared = [
            common
            for first, second in (pairs if len(rows) > 1 else [(one, one) for one in days.values()])
            if first is not None and second is not None and (common := first.intersect(second)) is not None
        ]
        if shared:
            ranges = days_in(shared)
            return Days(ranges[0].earliest, ranges[-1].latest)
    return None


def _formation(answers: Answers, row: Row, days: Days | None, standing: Iterable[Row]) -> str | None:
    """The formation that a fact concerns: its own, or that of the person's highest post in those days, else ever."""
    if "formation" in row:
        return str(row["formation"])
    heights = answers.heights()
    posts = [one for one in standing if "post" in one and one["person"] == row.get("person")]
    then = [one for one in posts if days is not None and (held := days_of(one, "possible")) and held.intersect(days)]
    places = sorted({str(one["formation"]) for one in then or posts}, key=lambda path: (heights[path], path))
    return places[0] if places else None


def _item(answers: Answers, one: Disagreement, facts: Mapping[str, Object], moment: Moment) -> Object:
    return {
        "id": one.id,
        "kind": one.kind,
        "how": "rivals" if len(one.rows) > 1 else "denied",
        "days": shown(one.days) if one.days is not None else None,
        "open": is_open(one, moment.on),
        "formation": named(answers.names, one.formation),
        "sides": sorted((facts[str(row["fact"])] for row in one.rows), key=_attested),
        "wouldSettle": _settling(answers, one, moment),
    }


def _attested(fact: Object) -> tuple[int, int, str]:
    return fact["credibility"]["code"], -fact["reports"], fact["id"]


def _settling(answers: Answers, one: Disagreement, moment: Moment) -> list[Object]:
    """The kinds of sources that would settle a denied fact, with the credibility that each would bring; what settles
    between rivals is the same for all."""
    policy = answers.policies_by_name.get(answers.policy)
    if len(one.rows) > 1 or policy is None:
        return []
    fact = answers.written.resolution(policy, moment.known).fact(one.id)
    if fact is None or fact.judgement is None:
        return []
    found = would_settle(fact.kind, fact.judgement, policy)
    return [{"name": way.name, "words": way.words, "credibility": way.credibility} for way in found]
