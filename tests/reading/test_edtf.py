"""Dates as sources give them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.edtf import MAX, MIN, Days, EdtfError, days_of, is_ongoing, text_of


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2022", "2022-01-01", "2022-12-31"),
        ("2022-02", "2022-02-01", "2022-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2022-05-11", "2022-05-11", "2022-05-11"),
        ("2022-05-11?", "2022-05-11", "2022-05-11"),
        ("2022?", "2022-01-01", "2022-12-31"),
        ("2022-05-11~", "2022-04-27", "2022-05-25"),
        ("2022-05~", "2022-04-01", "2022-06-30"),
        ("2022-01~", "2021-12-01", "2022-02-28"),
        ("2022~", "2021-01-01", "2023-12-31"),
        ("../2022-05", "0001-01-01", "2022-05-31"),
        ("2022-05/..", "2022-05-01", "9999-12-31"),
        ("2022-05/", "2022-05-01", "9999-12-31"),
        ("2022-05/2022-07-03", "2022-05-01", "2022-07-03"),
        ("9999", "9999-01-01", "9999-12-31"),
    ],
)
def test_what_days_a_text_allows(text: str, earliest: str, latest: str) -> None:
    assert days_of(text) == Days(date.fromisoformat(earliest), date.fromisoformat(latest))


@pytest.mark.parametrize(
    "text",
    [
        *("", "/", "..", "../..", "/2022", "2022-13", "2022-02-30", "2023-02-29", "2023-2X", "22-05-11", "2022-5"),
        *("0000", "11.05.2022", "2022-05-11T00:00", " 2022", "2022/2021", "2022/2023/2024", "2022-05-11~~", "٢٠٢٢"),
    ],
)
def test_what_is_refused_is_explained(text: str) -> None:
    with pytest.raises(EdtfError) as error:
        days_of(text)
    assert repr(text) in str(error.value)


def test_an_open_end_is_told_from_an_unknown_one() -> None:
    assert is_ongoing("2022-05/..")
    assert not is_ongoing("2022-05/")


days = st.dates()


@given(days, days)
def test_a_range_as_text_allows_that_range(one: date, other: date) -> None:
    span = Days(min(one, other), max(one, other))
    text = text_of(span)
    if not text.startswith("[") and text:
        assert days_of(text) == span
    else:
        first, _, last = text.strip("[]").partition("..")
        ends = Days(date.fromisoformat(first) if first else MIN, date.fromisoformat(last) if last else MAX)
        assert ends == span


@given(days, st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d"]), st.sampled_from(["", "?", "~"]))
def test_a_day_lies_in_what_its_own_text_allows(day: date, form: str, mark: str) -> None:
    text = day.strftime(form).rjust(len("0001" + form[2:].replace("%m", "00").replace("%d", "00")), "0") + mark
    allowed = days_of(text)
    assert allowed.earliest <= day <= allowed.latest


@given(days, days, days, days)
def test_intersection_and_hull(a: date, b: date, c: date, d: date) -> None:
    one, other = Days(min(a, b), max(a, b)), Days(min(c, d), max(c, d))
    common, whole = one.intersect(other), one.hull(other)
    assert whole.contains(one)
    assert whole.contains(other)
    if common is None:
        assert one.latest < other.earliest or other.latest < one.earliest
    else:
        assert one.contains(common)
        assert other.contains(common)
