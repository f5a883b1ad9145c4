"""Turnover over time, time to replace, empty posts and acting spells: known answers, and those of all readings."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.figure import Figure
from graph.analysis.replacement import acting_spells, empty_posts, replacements
from graph.analysis.tenures import Tenure
from graph.analysis.turnover_in_time import changes_in_time
from graph.answer import Answers
from graph.claim import Claim, Kind
from graph.edtf import Days
from tests.analysis.readings import Reading, dated, day, days_from, lines, readings
from tests.history.chronicle import answers_from
from tests.resolver.army import PEOPLE, claim

A, B, C = PEOPLE


def post(number: int, person: str, start: str, end: str | None, role: str = "commander") -> Claim:
    return claim(number, Kind.POST, role, person=person, start=start, end=end, by="russian-official")


LINE = [
    post(1, A, "2020-01-01", "2020-03-31"),
    post(2, B, "2020-06-01", "2020-06-10"),
    post(3, C, "2020-06-11", "2021-06-30"),
]


def test_a_line_with_exact_days_has_exact_figures() -> None:
    answers = answers_from(LINE)
    quarters = changes_in_time(answers, "2020", "2020")
    assert [one.part for one in quarters] == ["2020-Q1", "2020-Q2", "2020-Q3", "2020-Q4"]
    assert [one.began for one in quarters] == [Figure(1, 1), Figure(2, 2), Figure(0, 0), Figure(0, 0)]
    assert [one.ended for one in quarters] == [Figure(1, 1), Figure(1, 1), Figure(0, 0), Figure(0, 0)]
    waits = {one.person: (one.days, one.next) for one in replacements(answers, "2020", "2020")}
    assert waits == {A: (Figure(61, 61), (B, C)), B: (Figure(0, 0), (C,))}
    (empty,) = empty_posts(answers, "2020", "2020")
    assert (empty.days, empty.untold) == (Figure(61, 61), 0)


def test_a_year_tells_the_year_and_no_quarter() -> None:
    answers = answers_from([post(1, A, "2020", "2021-03-01")])
    assert [one.began for one in changes_in_time(answers, "2020", "2020")] == [Figure(0, 1)] * 4
    assert [one.began for one in changes_in_time(answers, "2020", "2020", every="year")] == [Figure(1, 1)]


def test_nobody_came_after() -> None:
    (last,) = replacements(answers_from(LINE[:1]), "2020", "2020")
    assert (last.days, last.next) == (Figure(None, None), ())


def test_acting_spells_and_what_became_of_them() -> None:
    answers = answers_from(
        [
            post(1, A, "2020-01-01", "2020-01-10", "acting-commander"),
            post(2, B, "2020-02-01", "2020-02-05", "acting-commander"),
            post(3, C, "2020-02-06", "2020-12-31"),
        ]
    )
    found = {one.person: one for one in acting_spells(answers, "2020", "2020")}
    assert {person: (one.days, one.became) for person, one in found.items()} == {
        A: (Figure(10, 10), "no"),
        B: (Figure(5, 5), "no"),
    }
    assert replacements(answers, "2020-01", "2020-01") == []
    waits = {one.person: one.days for one in replacements(answers, "2020-01", "2020-03", acting=True)}
    assert waits == {A: Figure(21, 21), B: Figure(0, 0)}


def wait(tenures: Sequence[Tenure], reading: Reading, place: int) -> int | None:
    """The days between the end of a tenure and the next beginning by somebody else, in one reading."""
    own = reading[place]
    assert own is not None
    coming = [
        span[0]
        for one, span in zip(tenures, reading, strict=True)
        if span is not None and one.person != tenures[place].person and span[1] > own[1]
    ]
    return max(0, (min(coming) - own[1]).days - 1) if coming else None


@given(lines(), st.integers(1, 6), st.integers(0, 8))
@settings(max_examples=40)
def test_the_figures_are_those_of_all_readings(claims: list[Claim], first: int, width: int) -> None:
    answers = answers_from(claims)
    tenures = dated(answers)
    start, end = day(first), day(first + width)
    every = list(readings(tenures))

    (part,) = changes_in_time(answers, start, end, every="year")
    for figure, which in ((part.began, 0), (part.ended, 1)):
        counts = [sum(span is not None and start <= span[which] <= end for span in reading) for reading in every]
        assert (figure.lowest, figure.highest) == (min(counts), max(counts))

    found = {one.tenure: one for one in replacements(answers, start, end)}
    for place, tenure in enumerate(tenures):
        waits = [wait(tenures, reading, place) for reading in every if reading[place] is not None]
        told = [one for one in waits if one is not None]
        if tenure.id in found:
            days = found[tenure.id].days
            assert days.lowest == min(told, default=None)
            assert days.highest == (None if None in waits else max(told))

    (empty,) = empty_posts(answers, start, end)
    assert empty.days.lowest is not None
    assert empty.days.highest is not None
    named = days_from(min(one.bounds.earliest_start for one in tenures), max(one.bounds.latest_end for one in tenures))
    asked = [one for one in named if start <= one <= end]
    surely_empty = [
        one for one in asked if not any(tenure.bounds.possible.intersect(Days(one, one)) for tenure in tenures)
    ]
    assert empty.days.lowest == len(surely_empty)
    for reading in every:
        held = [one for one in asked if any(span is not None and span[0] <= one <= span[1] for span in reading)]
        assert len(asked) - len(held) <= empty.days.highest


def test_on_the_real_data(answers: Answers) -> None:
    """What holders on single days say: a post that is empty for certain has nobody on any of these days."""
    found = [one for one in empty_posts(answers, "2022", "2024") if one.days.lowest]
    assert found
    for one in found[:5]:
        empty = 0
        for month in range(36):
            on = f"{2022 + month // 12}-{month % 12 + 1:02}-15"
            empty += not answers.ask("holders", formation=one.formation, role=one.role, on=on)
        assert empty or one.days.lowest < 62
    years = changes_in_time(answers, "2015", "2025", every="year")
    assert all((one.began.lowest or 0) <= (one.began.highest or 0) for one in years)
    whole = changes_in_time(answers, "2022", "2022", every="year")[0].began
    quarters = [one.began for one in changes_in_time(answers, "2022", "2022")]
    assert sum(one.lowest or 0 for one in quarters) <= (whole.lowest or 0)
