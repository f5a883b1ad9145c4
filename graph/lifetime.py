"""The life of formations: the days on which one did not exist, by the events of its being formed and dissolved.

``queries/dissolved.rq`` says the same in SPARQL for one day; a test holds the two together.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from graph.answer import Answers, Moment
from graph.days import NONE, DaySet, day_after, day_before, days_in, either, without
from graph.edtf import MAX, MIN, Days
from graph.row import id_of

Event = Mapping[str, Any]


def days_gone(answers: Answers, moment: Moment) -> dict[str, DaySet]:
    """The days on which a formation is said not to have existed, by its id: before it was formed, or after it was
    dissolved and not formed again. Only uncontested events count, and the doubtful end of their days."""
    events: dict[str, list[Event]] = {}
    for row in answers.table("lifetimes", known=moment.known):
        events.setdefault(id_of(row["formation"]), []).append(row)
    found: dict[str, DaySet] = {}
    for formation, of_formation in events.items():
        begun = [_day(one, "possibleFrom") for one in of_formation if one["status"] == "status/formed"]
        gone: DaySet = NONE
        for one in of_formation:
            if not one["contested"]:
                gone = either(gone, _gone_by(one, begun))
        if gone:
            found[formation] = gone
    return found


def _gone_by(event: Event, begun: list[date]) -> DaySet:
    """The days without the formation that follow from one event, if it was formed on the days `begun`."""
    first = _day(event, "possibleFrom")
    if event["status"] == "status/formed":
        outside = NONE if first == MIN else days_in([Days(MIN, day_before(first))])
        return without(outside, days_in(Days(day, MAX) for day in begun))
    last = _day(event, "possibleUntil")
    outside = NONE if last == MAX else days_in([Days(day_after(last), MAX)])
    return without(outside, days_in(Days(day, MAX) for day in begun if day > first))


def _day(event: Event, name: str) -> date:
    return date.fromisoformat(str(event[name]))
