"""Two states of the hierarchy next to each other, and what was told at the time of the first with what came of it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response

from api.pages.filters import First, Last, period
from api.pages.interface import Interface, Shown
from api.pages.rendering import render
from api.parameters import AsWritten, Known, On, PolicyName, known_parameters_only
from graph.answer import Answers, Moment
from graph.edtf import Days
from graph.event_list import Wanted, events, within
from graph.listing import Part
from graph.question import TODAY, ParameterError, day_of
from graph.state_comparison import DIFFERENCES, State, compare_states
from graph.telling import OUTCOMES, told
from ontology import DEFAULT_POLICY

router = APIRouter(dependencies=[Depends(known_parameters_only)], include_in_schema=False)

All = Annotated[bool, Query(description="Also what is the same in both states")]

_YEAR, _MONTH = timedelta(days=365), timedelta(days=30)
_EVENTS = 30
"""Events between the two days that the page itself lists; the page of events has all."""


@dataclass(frozen=True)
class Preset:
    """A comparison that tells a story: the key of its words, and the parameters of its address."""

    key: str
    parameters: Mapping[str, str]


PRESETS = (
    Preset(
        "purge-2022",
        {
            "on": "2022-05-20",
            "known": "2022-05-21",
            "on2": "2022-05-20",
            "known2": "today",
            "from": "2022-05-01",
            "to": "2022-05-21",
        },
    ),
    Preset(
        "summer-2023",
        {
            "on": "2023-07-13",
            "known": "2023-07-13",
            "on2": "2023-07-13",
            "known2": "today",
            "from": "2023-06-24",
            "to": "2023-07-15",
        },
    ),
)
"""The stories that pages link to."""


def presets(ui: Interface) -> list[dict[str, Any]]:
    """Title, description and address of each preset, and whether it is the page shown."""
    return [
        {
            "title": ui.t(f"compare.{one.key}"),
            "about": ui.t(f"compare.{one.key}-about"),
            "address": ui.to("/compare", **one.parameters),
            "current": all(ui.parameters.get(name) == value for name, value in one.parameters.items()),
        }
        for one in PRESETS
    ]


@router.get("/compare")
def show(
    ui: Shown,
    written: AsWritten,
    on: On = None,
    known: Known = None,
    policy: PolicyName = DEFAULT_POLICY,
    on2: On = None,
    known2: Known = None,
    policy2: PolicyName = DEFAULT_POLICY,
    first: First = None,
    last: Last = None,
    all: All = False,
) -> Response:
    """What two states differ in, what happened between their days, and what was told and came of it."""
    speaking = written.speaking(ui.language)
    one, other = speaking.under(policy or DEFAULT_POLICY), _second(speaking, policy2 or DEFAULT_POLICY)
    after = _moment(other, on2 or None, known2 or None, "2")
    usual = (after.on - _YEAR).isoformat() if not on and not known else None
    before = _moment(one, on or usual, known or None, "")
    days = _told_days(first or None, last or None, before)
    compared = compare_states(_state(one, before), _state(other, after), everything=all)
    differ_in_knowledge = (before.known, one.policy) != (after.known, other.policy)
    stories = told(one, before.known, other, after.known, days) if differ_in_knowledge else []
    return render(
        ui,
        "compare.html",
        compared=compared,
        sections=_sections(compared["items"], everything=all),
        everything=all,
        told=stories if differ_in_knowledge else None,
        outcomes=_outcomes(stories),
        days=days,
        between=_between(other, before.on, after) if before.on != after.on else None,
        presets=presets(ui),
    )


def _second(answers: Answers, policy: str) -> Answers:
    """The answers under the second policy; what is wrong with its name is said of the second parameter."""
    try:
        return answers.under(policy)
    except ParameterError as error:
        raise ParameterError("policy2", error.problem, error.allowed) from None


def _moment(answers: Answers, on: str | None, known: str | None, which: str) -> Moment:
    """The days of a state; what is wrong with them is said of the parameter that has them."""
    try:
        return answers.moment(on, None if known == "today" else known)
    except ParameterError as error:
        raise ParameterError(error.parameter + which, error.problem, error.allowed) from None


def _state(answers: Answers, moment: Moment) -> State:
    return State(answers, moment.on, None if moment.known == TODAY else moment.known)


def _told_days(first: str | None, last: str | None, before: Moment) -> Days:
    """The days of which it is told what was told: by default the month up to the first state's day, and on to its day
    of knowing if that is no later than a month after."""
    usual = min(before.known, before.on + _MONTH) if before.known != TODAY else before.on
    end = day_of(last, "to") if last else usual
    start = day_of(first, "from") if first else min(before.on, end) - _MONTH
    return period(start, end)


def _sections(items: list[dict[str, Any]], *, everything: bool) -> list[tuple[str, list[dict[str, Any]]]]:
    """The formations under the first way in which they differ; those that do not, last, if all are wanted."""
    found = [(name, [item for item in items if item["differs"][:1] == [name]]) for name in DIFFERENCES]
    if everything:
        found.append(("same", [item for item in items if not item["differs"]]))
    return [(name, rows) for name, rows in found if rows]


def _outcomes(stories: list[dict[str, Any]]) -> list[tuple[str, int]]:
    counts = Counter(event["outcome"] for story in stories for event in story["events"])
    return [(name, counts[name]) for name in OUTCOMES if counts[name]]


def _between(answers: Answers, on: date, after: Moment) -> dict[str, Any]:
    """The events from the one day to the other, as the second state knows them, the newest first."""
    days = Days(min(on, after.on), max(on, after.on))
    found = within(events(answers, Wanted(), after.known, claims=False), days)
    return {**answers.page(found, Part("-start", None, _EVENTS), after), "days": days}
