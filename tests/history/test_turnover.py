"""Turnover and vacancies: figures that no reading of the claims goes beyond."""

from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.answer import Answers
from graph.claim import Claim, Kind
from graph.question import ParameterError
from graph.turnover import turnover, vacancies
from tests.history.chronicle import answers_from, text, undated
from tests.resolver.army import PEOPLE, claim, day

A, B, C = PEOPLE


def post(number: int, person: str, start: str | None, end: str | None, formation: str = "1-caa") -> Claim:
    return claim(
        number, Kind.POST, "commander", person=person, formation=formation, start=start, end=end, by="russian-official"
    )


def test_a_line_with_exact_days_has_exact_figures() -> None:
    line = [
        post(1, A, "2020-01-01", "2020-03-31"),
        post(2, B, "2020-06-01", "2020-06-10"),
        post(3, C, "2020-07-01", "2021-06-30"),
    ]
    found = turnover(answers_from(line), "2020-02", "2020-12")
    (item,) = found["items"]
    assert item["holderCount"] == {"lowest": 3, "highest": 3}
    assert item["changes"] == {"lowest": 2, "highest": 2}
    assert item["days"] == {
        "held": 60 + 10 + 184,
        "overlap": 0,
        "contested": 0,
        "possible": 0,
        "vacant": 61 + 20,
        "unsucceeded": 0,
        "unknown": 0,
    }
    tenures = found["figures"]["tenures"]
    assert (tenures["complete"], tenures["censored"], tenures["doubtful"]) == (1, 2, 0)
    assert tenures["mean"] == tenures["median"] == {"lowest": 10, "highest": 10}


@st.composite
def lines(draw: st.DrawFn) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Ranges of the starts and the ends of a few holders, one after the other without touching."""
    found = []
    reached = 1
    for _ in range(draw(st.integers(1, 3))):
        first = reached + draw(st.integers(0, 2))
        last_start = first + draw(st.integers(0, 2))
        end = last_start + draw(st.integers(0, 3))
        last_end = end + draw(st.integers(0, 2))
        found.append(((first, last_start), (end, last_end)))
        reached = last_end + 2
    return found


@given(lines(), st.integers(1, 6), st.integers(4, 16))
@settings(max_examples=25)
def test_the_figures_bound_every_reading(
    line: list[tuple[tuple[int, int], tuple[int, int]]], first: int, length: int
) -> None:
    answers = answers_from(
        [post(number, PEOPLE[number], text(*start), text(*end)) for number, (start, end) in enumerate(line)]
    )
    last = first + length
    found = turnover(answers, day(first), day(last))
    (item,) = found["items"]
    readings = list(
        product(
            *([(s, e) for s in range(start[0], start[1] + 1) for e in range(end[0], end[1] + 1)] for start, end in line)
        )
    )
    for reading in readings:
        holders = sum(s <= last and e >= first for s, e in reading)
        changes = sum(first <= s <= last for s, e in reading)
        held = sum(max(0, min(e, last) - max(s, first) + 1) for s, e in reading)
        assert item["holderCount"]["lowest"] <= holders <= item["holderCount"]["highest"]
        assert item["changes"]["lowest"] <= changes <= item["changes"]["highest"]
        assert item["days"]["held"] <= held <= item["days"]["held"] + item["days"]["possible"]
        inside = [
            e - s + 1
            for (s, e), (start, end) in zip(reading, line, strict=True)
            if start[0] >= first and end[1] <= last
        ]
        if inside:
            mean = found["figures"]["tenures"]["mean"]
            assert mean["lowest"] - 0.1 <= sum(inside) / len(inside) <= mean["highest"] + 0.1
        assert found["figures"]["tenures"]["complete"] == len(inside)
    assert sum(item["days"].values()) == length + 1
    assert {sum(first <= s <= last for s, _ in reading) for reading in readings} >= {
        item["changes"]["lowest"],
        item["changes"]["highest"],
    }


def test_empty_posts_are_told_apart() -> None:
    answers = answers_from(
        [
            post(1, A, "2020-01-01", "2020-03-31", "1-caa"),
            post(2, B, "2020-06-01", "2020-12-31", "1-caa"),
            post(3, A, "2019-01-01", "2019-12-31", "2-caa"),
            post(4, B, "2021-01-01", "2021-12-31", "fleet"),
            undated(post(5, C, None, None, "district")),
        ]
    )
    found = vacancies(answers, "2020-04-15")
    assert {item["formation"]["id"]: item["state"] for item in found["items"]} == {
        "1-caa": "vacant",
        "2-caa": "unsucceeded",
        "fleet": "unknown",
        "district": "unknown",
    }
    vacant = found["items"][0]
    assert (vacant["since"], vacant["until"]) == ("2020-04-01", "2020-05-31")
    assert (vacant["last"]["person"]["id"], vacant["next"]["person"]["id"]) == (A, B)
    (district,) = (item for item in found["items"] if item["formation"]["id"] == "district")
    assert [one["person"]["id"] for one in district["undated"]] == [C]


def test_vacancies_are_the_posts_without_a_holder(answers: Answers) -> None:
    for on in ("2019-06-01", "2023-07-20"):
        gone = {row["formation"] for row in answers.ask("dissolved", on=on)}
        expected = {
            str(row["post"]).removeprefix("post/")
            for row in answers.ask("vacant", on=on)
            if row["formation"] not in gone
        }
        found = vacancies(answers, on)
        assert {item["post"]["id"] for item in found["items"]} == expected
        for item in found["items"]:
            assert (item["state"] == "vacant") <= (item["last"] is not None and item["next"] is not None)
            assert (item["state"] == "unsucceeded") <= (item["last"] is not None and item["next"] is None)


def test_filters_leave_a_part(answers: Answers) -> None:
    whole = turnover(answers, "2022", "2023")
    armies = turnover(answers, "2022", "2023", echelon="army")
    southern = turnover(answers, "2022", "2023", formation="southern-md")
    ids: dict[str, Any] = {item["post"]["id"]: item for item in whole["items"]}
    for part in (armies, southern):
        assert 0 < part["total"] < whole["total"]
        assert all(ids[item["post"]["id"]] == item for item in part["items"])
    assert {item["echelon"] for item in armies["items"]} == {"army"}
    assert {"58-caa", "southern-md"} <= {item["formation"]["id"] for item in southern["items"]}
    assert whole["period"]["days"] == 730


@pytest.mark.parametrize(
    ("values", "parameter"),
    [
        (("2023", "2022"), "to"),
        (("2022/..", "2023/.."), "to"),
        (("2022", "2023", "armee"), "echelon"),
        (("2022", "2023", None, "58-ca"), "formation"),
    ],
)
def test_what_is_asked_wrongly(answers: Answers, values: tuple[str, ...], parameter: str) -> None:
    with pytest.raises(ParameterError) as found:
        turnover(answers, *values)
    assert found.value.parameter == parameter


def test_nobody_is_known_after_the_last_day(answers: Answers) -> None:
    """The days of a period beyond what sources reach are said to be extrapolated."""
    beyond = answers.reaches + timedelta(days=30)
    assert turnover(answers, "2022", beyond)["extrapolated"]
    assert not turnover(answers, "2022", "2023")["extrapolated"]
