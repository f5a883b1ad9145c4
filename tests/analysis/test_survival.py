"""How long leaders stay: bounds that are exactly those of all readings, and an estimate between them."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.figure import Figure
from graph.analysis.survival import Length, survival, tenure_lengths
from graph.answer import Answers
from tests.analysis.readings import dated, day, lines, readings
from tests.history.chronicle import answers_from


def length(low: int, high: int | None, *, firm: bool = True) -> Length:
    return Length("tenure", "person", "formation", "commander", "army", "full", Figure(low, high), firm)


def test_with_exact_lengths_it_is_the_share_itself() -> None:
    found = survival([length(days, days) for days in (10, 20, 20, 40)])
    assert found.days == (0, 10, 20, 40)
    assert found.lowest == found.highest == (1, 0.75, 0.25, 0)
    assert [(one.lowest, one.highest) for one in found.estimate or ()] == [(1, 1), (0.75, 0.75), (0.25, 0.25), (0, 0)]
    assert found.median == Figure(20, 20)
    assert (found.count, found.open) == (Figure(4, 4), 0)
    assert found.beyond(15) == Figure(0.75, 0.75)


def test_without_known_ends_it_is_the_estimate_of_kaplan_and_meier() -> None:
    """Their own example in short: 1 of 4 goes on day 2, 1 of the 2 that are left on day 6 (JASA 53, 1958)."""
    found = survival([length(2, 2), length(4, None), length(6, 6), length(8, None)])
    assert found.open == 2
    by_day = dict(zip(found.days, found.estimate or (), strict=True))
    assert (by_day[2].lowest, by_day[2].highest) == pytest.approx((0.75, 0.75), abs=1e-3)
    assert (by_day[6].lowest, by_day[6].highest) == pytest.approx((0.375, 0.375), abs=1e-3)
    assert (found.lowest[-1], found.highest[-1]) == (0, 0.5)
    assert found.median == Figure(4, 6)


def test_without_tenures_there_is_nothing() -> None:
    found = survival([])
    assert (found.days, found.count, found.estimate, found.median) == ((), Figure(0, 0), None, Figure(None, None))
    assert found.beyond(100) == Figure(None, None)


some = st.builds(
    lambda low, more, firm: length(low, low + more, firm=firm), st.integers(1, 6), st.integers(0, 3), st.booleans()
)


@given(st.lists(some, min_size=1, max_size=4))
def test_the_bounds_are_those_of_all_readings(lengths: list[Length]) -> None:
    found = survival(lengths)
    ways = [
        [*range(int(one.days.lowest or 0), int(one.days.highest or 0) + 1), *([] if one.firm else [None])]  # type: ignore[list-item]
        for one in lengths
    ]
    kept = [[days for days in reading if days is not None] for reading in product(*ways)]
    for day_number in range(12):
        shares = [sum(days > day_number for days in reading) / len(reading) for reading in kept if reading]
        beyond = found.beyond(day_number)
        assert (beyond.lowest, beyond.highest) == pytest.approx((min(shares), max(shares)))
    if found.estimate is not None and all(one.firm for one in lengths):
        for low, high, estimate in zip(found.lowest, found.highest, found.estimate, strict=True):
            assert low - 1e-3 <= (estimate.highest or 0)
            assert (estimate.lowest or 0) <= high + 1e-3


@given(lines(), st.integers(1, 5), st.integers(0, 6))
@settings(max_examples=30)
def test_lengths_are_those_of_all_readings(claims: list, first: int, width: int) -> None:  # type: ignore[type-arg]
    answers = answers_from(claims)
    tenures = dated(answers)
    last = first + width
    found = {one.tenure: one for one in tenure_lengths(answers, day(first), day(last))}
    seen: dict[str, list[int | None]] = {one.id: [] for one in tenures}
    for one in tenures:
        for ((span),) in readings([one]):
            begins = span is not None and day(first) <= span[0] <= day(last)
            seen[one.id].append((span[1] - span[0]).days + 1 if begins and span else None)
    for name, days in seen.items():
        begun = [one for one in days if one is not None]
        assert (name in found) == bool(begun)
        if begun:
            assert found[name].days == Figure(min(begun), max(begun))
            assert found[name].firm == (len(begun) == len(days))


def test_on_the_real_data(answers: Answers) -> None:
    lengths = tenure_lengths(answers, "2010", "2025", echelon="military-district")
    assert {one.echelon for one in lengths} == {"military-district"}
    assert all(one.capacity != "acting" for one in lengths)
    found = survival(lengths)
    assert list(found.lowest) == sorted(found.lowest, reverse=True)
    assert list(found.highest) == sorted(found.highest, reverse=True)
    assert all(low <= high for low, high in zip(found.lowest, found.highest, strict=True))
    southern = tenure_lengths(answers, "2010", "2025", formation="southern-md")
    assert {"58-caa", "southern-md"} <= {one.formation for one in southern}
    assert len(tenure_lengths(answers, "2010", "2025", acting=True)) > len(tenure_lengths(answers, "2010", "2025"))
