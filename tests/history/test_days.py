"""Sets of days do what sets of numbers do, and a period is what a question says."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.days import ALWAYS, NONE, DaySet, both, count, days_in, either, without
from graph.edtf import MAX, MIN, Days
from graph.period import period_between, period_of, shown
from graph.question import ParameterError
from tests.resolver.army import day

SIZE = 15


@st.composite
def day_sets(draw: st.DrawFn) -> DaySet:
    found = []
    for _ in range(draw(st.integers(0, 4))):
        first = draw(st.integers(1, SIZE))
        found.append(Days(day(first), day(draw(st.integers(first, SIZE)))))
    return days_in(found)


def numbers(days: DaySet) -> set[int]:
    """The same as a set of numbers."""
    return {number for number in range(SIZE + 2) if any(one.earliest <= day(number) <= one.latest for one in days)}


@given(day_sets(), day_sets())
def test_sets_of_days_are_sets(one: DaySet, other: DaySet) -> None:
    assert numbers(both(one, other)) == numbers(one) & numbers(other)
    assert numbers(either(one, other)) == numbers(one) | numbers(other)
    assert numbers(without(one, other)) == numbers(one) - numbers(other)
    assert numbers(without(ALWAYS, one)) == set(range(SIZE + 2)) - numbers(one)
    assert without(ALWAYS, without(ALWAYS, one)) == one
    assert count(one) == len(numbers(one))
    for found in (both(one, other), either(one, other), without(one, other)):
        assert found == days_in(found), "sorted, disjoint and not touching"


def test_a_set_without_limit_has_no_count() -> None:
    assert (count(ALWAYS), count(NONE)) == (None, 0)
    assert count(without(ALWAYS, (Days(day(1), day(3)),))) is None
    assert shown(Days(MIN, day(3))) == {"from": None, "until": day(3).isoformat(), "days": None}
    assert shown(Days(day(3), MAX))["until"] is None


def test_a_period_reaches_to_the_end_of_its_last_part() -> None:
    year = period_of("2022", "2023")
    assert (year.earliest.isoformat(), year.latest.isoformat()) == ("2022-01-01", "2023-12-31")
    assert period_of("2022-05-20", "2022-05-20").width == 0
    assert period_between("2022-02/2022-03").latest == period_of("2022", "2022-03").latest
    assert period_between("2022/..").latest == MAX
    assert period_of(day(1), day(3)) == Days(day(1), day(1) + timedelta(days=2))


@pytest.mark.parametrize(
    ("first", "last", "parameter", "words"),
    [("soon", "2022", "from", "not a date"), ("2022", "2022-13", "to", "calendar"), ("2023", "2022", "to", "before")],
)
def test_a_bad_period_names_its_parameter(first: str, last: str, parameter: str, words: str) -> None:
    with pytest.raises(ParameterError, match=words) as found:
        period_of(first, last)
    assert found.value.parameter == parameter
