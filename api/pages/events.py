"""The events in time: how many there were in each month and of each kind, and the list of them, newest first."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from api.pages.chart import Chart, chart
from api.pages.filters import First, Formation, Last, formation_meant, formations, period
from api.pages.interface import Interface, Shown
from api.pages.rendering import render
from api.parameters import Asked, Known, known_parameters_only
from graph.answer import Answers
from graph.edtf import Days
from graph.event_kinds import EVENT_KINDS, kind_of
from graph.event_list import Calendar, Wanted, calendar, events, of_statuses, within
from graph.listing import Part, Row
from graph.question import day_of
from graph.row import id_of

router = APIRouter(dependencies=[Depends(known_parameters_only)], include_in_schema=False)

Status = Annotated[str | None, Query(max_length=100, description="A kind of events, or one status")]
Credibility = Annotated[int, Query(ge=1, le=6, description="Only of this credibility or better")]
Contested = Annotated[bool, Query(description="Only what is contested")]
Cursor = Annotated[str | None, Query(max_length=1000, description="Where to go on")]

ON_A_PAGE = 50
_FIRST = date(2022, 1, 1)
"""The first day of the list if the address names none: before it the sources tell of few events."""
_MONTHS = 60
"""More months than these are drawn as years."""


@router.get("/events")
def show(
    ui: Shown,
    asked: Asked,
    status: Status = None,
    formation: Formation = None,
    credibility: Credibility = 6,
    contested: Contested = False,
    first: First = None,
    last: Last = None,
    known: Known = None,
    cursor: Cursor = None,
) -> Response:
    """What was reported to have happened, as a chart by month and a list."""
    speaking = asked.speaking(ui.language)
    moment = speaking.moment(None, known or None)
    days = _days(first or None, last or None, moment.on)
    where = formation_meant(speaking, formation)
    everything = events(speaking, Wanted(where, credibility, contested), moment.known)
    listing = of_statuses(speaking, everything, status) if status else everything
    found = calendar(speaking, listing.rows)
    chosen = within(listing, days)
    page = speaking.page(chosen, Part("-start", cursor or None, ON_A_PAGE), moment)
    drawn, spans = _drawn(found, days, moment.on)
    around = Days(min(span.earliest for span in spans.values()), max(span.latest for span in spans.values()))
    return render(
        ui,
        "events.html",
        page=page,
        days=days,
        chart=drawn,
        spans=spans,
        wide=calendar(speaking, within(listing, around).rows).wide,
        undated=found.undated,
        placed=sum(sum(counts.values()) for counts in calendar(speaking, chosen.rows).months.values()),
        kinds=EVENT_KINDS,
        kind_counts=_kind_counts(speaking, within(everything, days).rows),
        statuses=_statuses(ui),
        chosen=status or None,
        where=where,
        credibility=credibility,
        contested=contested,
        first_day=min(found.months, default="2022-01")[:4] + "-01-01",
        formations=formations(ui),
    )


def _days(first: str | None, last: str | None, newest: date) -> Days:
    """The period of the list. Raises ParameterError for what is no day, and for an end before the start."""
    end = day_of(last, "to") if last else newest
    start = day_of(first, "from") if first else min(_FIRST, end)
    return period(start, end)


def _drawn(found: Calendar, days: Days, newest: date) -> tuple[Chart, dict[str, Days]]:
    """The chart of whole years around the period, by month, or by year if these are many; and the days of each bar."""
    last = min(date(days.latest.year, 12, 31), max(newest, days.latest))
    months = [
        f"{year:04}-{month:02}"
        for year in range(days.earliest.year, last.year + 1)
        for month in range(1, 13)
        if (year, month) <= (last.year, last.month)
    ]
    if len(months) <= _MONTHS:
        spans = {name: _month(name) for name in months}
        return chart(found.months, months, EVENT_KINDS), spans
    by_year: dict[str, Counter[str]] = {}
    for month, counts in found.months.items():
        by_year.setdefault(month[:4], Counter()).update(counts)
    years = sorted({name[:4] for name in months})
    spans = {year: Days(date(int(year), 1, 1), date(int(year), 12, 31)) for year in years}
    return chart(by_year, years, EVENT_KINDS), spans


def _month(name: str) -> Days:
    year, month = int(name[:4]), int(name[5:])
    return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _kind_counts(answers: Answers, rows: Iterable[Row]) -> Counter[str]:
    """How many events there are of each kind."""
    return Counter(kind_of(answers.vocabulary.statuses[id_of(row["status"])]) for row in rows)


def _statuses(ui: Interface) -> dict[str, list[tuple[str, str]]]:
    """The statuses of each kind, with their labels."""
    found: dict[str, list[tuple[str, str]]] = {kind: [] for kind in EVENT_KINDS}
    for one in ui.answers.vocabulary.statuses.values():
        found[kind_of(one)].append((one.slug, one.labels.get(ui.language) or one.labels["en"]))
    return found
