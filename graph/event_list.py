"""Events in time: what was reported to have happened, and how much of it in each month and of each kind.

An event has a place in time if its days lie within one month; one that is known only by a last day stands on that day,
as in queries/events.rq. What is dated more widely may have happened in several months and is counted apart.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from graph.answer import Answers
from graph.belonging import below
from graph.edtf import MAX, MIN, Days
from graph.event_kinds import kind_of, statuses_of
from graph.fact_list import When, facts_listing
from graph.listing import Listing, Row
from graph.row import days_of, id_of

Counts = Mapping[str, int]
"""How many events there are of each kind (event_kinds.EVENT_KINDS)."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events a list shows: in a formation or below it, of this credibility or better, only contested ones."""

    formation: str | None = None
    credibility: int = 6
    contested: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """How many events there are by month (``2022-05``) and kind; how many are dated too widely for a month; how many
    have no date."""

    months: Mapping[str, Counts]
    wide: int
    undated: int


def events(answers: Answers, wanted: Wanted, known: date, *, claims: bool = True) -> Listing:
    """The events wanted as known on a day, as facts_listing has facts. Raises ParameterError for a formation that
    there is not."""
    belongs = below(answers, wanted.formation, known) if wanted.formation is not None else None
    listing = facts_listing(
        answers,
        When(None, known),
        "event",
        claims=claims,
        credibility=wanted.credibility,
        contested=True if wanted.contested else None,
    )
    rows = [
        row
        for row in listing.rows
        if belongs is None or ("formation" in row and belongs(str(row["formation"]), days_of(row, "possible")))
    ]
    return replace(listing, rows=rows)


def of_statuses(answers: Answers, listing: Listing, name: str) -> Listing:
    """Those events of a list that are of a kind or of one status. Raises ParameterError for a name of neither."""
    chosen = statuses_of(answers.vocabulary, name)
    return replace(listing, rows=[row for row in listing.rows if id_of(row["status"]) in chosen])


def within(listing: Listing, days: Days) -> Listing:
    """Those events of a list that may have happened in some days."""
    rows = [row for row in listing.rows if (found := when(row)) is not None and found.intersect(days) is not None]
    return replace(listing, rows=rows)


def calendar(answers: Answers, rows: Iterable[Row]) -> Calendar:
    """The events of a list, counted."""
    months: dict[str, Counter[str]] = {}
    wide = undated = 0
    for row in rows:
        days = when(row)
        if days is None:
            undated += 1
        elif (days.earliest.year, days.earliest.month) != (days.latest.year, days.latest.month):
            wide += 1
        else:
            kind = kind_of(answers.vocabulary.statuses[id_of(row["status"])])
            months.setdefault(days.earliest.isoformat()[:7], Counter())[kind] += 1
    return Calendar(months, wide, undated)


def when(row: Row) -> Days | None:
    """The days on which an event may have happened, a single one where only the first or the last is known; None if it
    is undated."""
    days = days_of(row, "possible")
    if days is None or (days.earliest == MIN and days.latest == MAX):
        return None
    if days.earliest == MIN:
        return Days(days.latest, days.latest)
    return Days(days.earliest, days.earliest) if days.latest == MAX else days
