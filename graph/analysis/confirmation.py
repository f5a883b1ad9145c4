"""Confirmation: how long it took until a report was confirmed or refuted, as more became known.

Known time is when pages were published; of a page that shows no date it is only told by when. What is not settled yet
may still be, and has no highest time.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.analysis.figure import Figure
from graph.analysis.tenures import IMPROBABLE
from graph.answer import Answers
from graph.labels import CREDIBLE
from graph.mistake import allowed_instead
from graph.question import TODAY, ParameterError, Value
from graph.row import id_of, stood_on

Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What came of the reports of one event: `reported` is the day on which it was first known of, `settled` the first
    day since which its verdict has been what it is, if that is confirmed or refuted; `outcome` is ``confirmed``
    (credibility 2 or better, uncontested), ``refuted`` (5) or ``open``. `days` lie between: no highest while open, and
    no lowest but 0 where what settled it stands on a page without a date. It is `dated` if the first report is on a
    page with one; else nothing is known of the days. `first_credibility` is the verdict of the first day, `credibility`
    that of the day asked about, and `verdicts` how many different ones there were."""

    event: str
    person: str
    status: str
    reported: str
    settled: str
    outcome: str
    days: Figure
    first_credibility: int
    credibility: int
    verdicts: int
    dated: bool


def confirmations(answers: Answers, statuses: Iterable[str] | None = None, known: object = None) -> list[Confirmation]:
    """What came of every report of these statuses (ids, such as killed; of all, if None), as known on a day, in the
    order in which they became known. Raises ParameterError for an unknown status or a bad day."""
    knowing = answers.moment(None, known).known
    wanted = set(answers.vocabulary.statuses) if statuses is None else {_status(answers, one) for one in statuses}
    versions: dict[str, list[Row]] = {}
    for row in answers.table("versions"):
        of_event = "status" in row and "person" in row and id_of(row["status"]) in wanted
        if of_event and str(row["knownFrom"]) <= knowing.isoformat():
            versions.setdefault(id_of(row["fact"]), []).append(row)
    until = min(knowing, date.fromisoformat(str(answers.snapshot["issued"]))) if knowing == TODAY else knowing
    told: dict[str, set[str]] = {}
    for claim in answers.written.base.claims:
        if claim.person is not None and claim.source.is_dated:
            told.setdefault(claim.person, set()).add(claim.known.isoformat())
    found = [
        _confirmation(rows, until, told.get(id_of(rows[0]["person"]), set()))
        for rows in versions.values()
        if any(stood_on(row, knowing) for row in rows)
    ]
    return sorted(found, key=lambda one: (one.reported, one.event))


def _status(answers: Answers, slug: str) -> str:
    statuses = answers.vocabulary.statuses
    if slug not in statuses:
        raise ParameterError("status", f'there is no status "{slug}"', allowed_instead(slug, statuses))
    return slug


def _confirmation(rows: Sequence[Row], until: date, told: Collection[str]) -> Confirmation:
    """What came of one event; `told` are the days on which pages with a date spoke of its person."""
    ordered = sorted(rows, key=lambda row: str(row["knownFrom"]))
    first, last = ordered[0], ordered[-1]
    reported, outcome, settled = str(first["knownFrom"]), _outcome(last), ""
    if outcome != "open":
        settled = str(_since(ordered, outcome)["knownFrom"])
    days = (date.fromisoformat(settled or until.isoformat()) - date.fromisoformat(reported)).days
    figure = Figure(days if settled in ("", *told) else 0, days if settled else None)
    return Confirmation(
        id_of(last["fact"]),
        id_of(last["person"]),
        id_of(last["status"]),
        reported,
        settled,
        outcome,
        figure if reported in told else Figure(None, None),
        int(first["credibility"]),
        int(last["credibility"]),
        len({(int(row["credibility"]), bool(row["contested"])) for row in ordered}),
        reported in told,
    )


def _since(ordered: Sequence[Row], outcome: str) -> Row:
    """The first of the last versions that all have an outcome."""
    since = ordered[-1]
    for row in reversed(ordered):
        if _outcome(row) != outcome:
            break
        since = row
    return since


def _outcome(row: Row) -> str:
    if int(row["credibility"]) == IMPROBABLE:
        return "refuted"
    return "confirmed" if int(row["credibility"]) <= CREDIBLE and not row["contested"] else "open"
