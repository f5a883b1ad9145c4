"""Losses over time: who was lost to a formation and those below it, by death, dismissal or custody, month by month."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.analysis.calendar import counted, parts_of
from graph.analysis.figure import Figure, at_most_one, total
from graph.analysis.tenures import IMPROBABLE, asked_of, certain_at
from graph.answer import Answers
from graph.days import without
from graph.edtf import MAX, MIN, Days
from graph.losses import CONDITIONS, loss_rows
from graph.period import limited_period
from graph.row import days_of, id_of


@dataclass(frozen=True, slots=True)
class Loss:
    """An event that took, or is said to have taken, somebody out of a formation, on one of the days from `since` to
    `until` (ISO; empty without limit). `condition` is where it put them. It is `firm` if every reading of the claims
    has it, and of a formation that was surely below the one asked about on all of these days."""

    event: str
    person: str
    status: str
    condition: str
    formation: str
    since: str
    until: str
    credibility: int
    contested: bool
    firm: bool


@dataclass(frozen=True, slots=True)
class LossesOfPart:
    """How many persons were lost in one part of a period, by condition: each counts once, however many reports there
    are, such as of being detained and of being arrested."""

    part: str
    condition: str
    persons: Figure


def loss_events(
    answers: Answers, first: object, last: object, formation: str | None = None, known: object = None
) -> list[Loss]:
    """The losses that happened, or may have happened, from `first` to `last` (EDTF): of the formations that may have
    been below `formation` (itself included) on the day, or of all people, also those whom sources name with no
    formation. What the claims refute (credibility 5) and what no source dates is left out.

    Raises UnknownThingError for an unknown formation and ParameterError for a bad period."""
    return [loss for loss, _ in _losses(answers, first, last, formation, known)]


def losses_in_time(
    answers: Answers,
    first: object,
    last: object,
    formation: str | None = None,
    known: object = None,
    every: str = "month",
) -> list[LossesOfPart]:
    """The same counted by month, quarter or year and by condition; parts and conditions without a loss are there too,
    so that every condition has as many rows. The lowest counts persons whom every reading of the claims has lost in the
    part, the highest those whom some reading has. Raises ParameterError also for another part."""
    parts = parts_of(limited_period(first, last), every)
    losses = _losses(answers, first, last, formation, known)
    rows = []
    for condition in sorted(CONDITIONS):
        of_person: dict[str, list[tuple[Days, bool]]] = {}
        for loss, days in losses:
            if loss.condition == condition:
                of_person.setdefault(loss.person, []).append((days, loss.firm))
        counts = [counted(parts, happened) for happened in of_person.values()]
        for place, part in enumerate(parts):
            once = total(at_most_one(count[place]) for count in counts)
            rows.append(LossesOfPart(part.name, condition, once))
    return rows


def _losses(
    answers: Answers, first: object, last: object, formation: str | None, known: object
) -> Sequence[tuple[Loss, Days]]:
    period, moment = asked_of(answers, first, last, known)
    formation = answers.thing("formation", formation) if formation is not None else None
    limit = certain_at(answers)
    found = []
    for row, within in loss_rows(answers, moment, formation):
        days = days_of(row, "possible")
        if days is None or days.intersect(period) is None or int(row["credibility"]) == IMPROBABLE:
            continue
        status = id_of(row["status"])
        sure = int(row["credibility"]) <= limit and not row["contested"]
        loss = Loss(
            id_of(row["fact"]),
            id_of(row["person"]),
            status,
            str(answers.vocabulary.statuses[status].condition),
            id_of(row["formation"]) if "formation" in row else "",
            days.earliest.isoformat() if days.earliest > MIN else "",
            days.latest.isoformat() if days.latest < MAX else "",
            int(row["credibility"]),
            bool(row["contested"]),
            sure and not without((days,), within.certain),
        )
        found.append((loss, days))
    return sorted(found, key=lambda one: (one[1].latest, one[0].event))
