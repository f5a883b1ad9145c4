"""What came directly after what, and what happened in which part of a period: the figures of all readings."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.calendar import counted, parts_of
from graph.analysis.sequence import Beginning, followings
from graph.edtf import Days
from graph.question import ParameterError
from tests.analysis.readings import days_from
from tests.resolver.army import day

ranges = st.builds(lambda first, width: (first, first + width), st.integers(1, 6), st.integers(0, 3))


@given(st.lists(st.tuples(ranges, st.booleans()), max_size=4))
def test_followings_are_those_of_all_readings(drawn: list[tuple[tuple[int, int], bool]]) -> None:
    beginnings = [Beginning(day(first), day(last), firm) for (first, last), firm in drawn]
    ways = [
        [*days_from(one.earliest, one.latest), *([] if one.firm else [None])]  # type: ignore[list-item]
        for one in beginnings
    ]
    seen: list[set[tuple[int, int]]] = []
    for reading in product(*ways):
        pairs = set()
        for a, b in product(range(len(reading)), repeat=2):
            one, other = reading[a], reading[b]
            if one is None or other is None or one >= other:
                continue
            if not any(third is not None and one < third < other for third in reading):
                pairs.add((a, b))
        seen.append(pairs)
    found = {(one.earlier, one.later): one.certain for one in followings(beginnings)}
    assert set(found) == set.union(*seen)
    assert {pair for pair, certain in found.items() if certain} == set.intersection(*seen)


def test_without_anything_nothing_follows() -> None:
    assert list(followings([])) == []


@given(st.lists(st.tuples(ranges, st.booleans()), max_size=4))
def test_counts_are_those_of_all_readings(drawn: list[tuple[tuple[int, int], bool]]) -> None:
    parts = [part for first in (2, 5) for part in parts_of(Days(day(first), day(first + 2)), "month")]
    happened = [(Days(day(first), day(last)), sure) for (first, last), sure in drawn]
    found = counted(parts, happened)
    for part, figure in zip(parts, found, strict=True):
        counts = {
            sum(one is not None and part.days.earliest <= one <= part.days.latest for one in reading)
            for reading in product(
                *([*days_from(days.earliest, days.latest), *([] if sure else [None])] for days, sure in happened)
            )
        }
        assert (figure.lowest, figure.highest) == (min(counts), max(counts))


@pytest.mark.parametrize(
    ("every", "names"),
    [
        ("month", ["2021-11", "2021-12", "2022-01", "2022-02"]),
        ("quarter", ["2021-Q4", "2022-Q1"]),
        ("year", ["2021", "2022"]),
    ],
)
def test_a_period_is_divided_without_gaps(every: str, names: list[str]) -> None:
    period = Days(date(2021, 11, 15), date(2022, 2, 3))
    parts = parts_of(period, every)
    assert [part.name for part in parts] == names
    assert [one for part in parts for one in days_from(part.days.earliest, part.days.latest)] == days_from(
        period.earliest, period.latest
    )


def test_another_part_is_told() -> None:
    with pytest.raises(ParameterError, match="no part of a period") as found:
        parts_of(Days(date(2021, 1, 1), date(2021, 2, 1)), "weak")
    assert found.value.parameter == "every"
