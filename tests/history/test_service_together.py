"""Who served under whom: on every day what the posts and the subordinations of that day say, and no day more."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.answer import Answers
from graph.claim import Claim, Kind
from graph.question import ParameterError
from graph.service_together import served_under, served_with
from tests.history.chronicle import HORIZON, answers_from, chains, chronicles, undated
from tests.resolver.army import PEOPLE, claim, day

A, B, C = PEOPLE
Row = dict[str, Any]
FIRM = ("certain",)
ANY = ("certain", "contested", "possible")


def tenures_on(answers: Answers, on: date) -> list[Row]:
    """Every tenure of every post on a day, as the question for one post and day gives them."""
    return [
        {**row, "formation": post["formation"], "role": post["role"], "leads": post["leads"], "single": post["single"]}
        for post in answers.ask("post-list")
        for row in answers.ask(
            "holders",
            formation=str(post["formation"]).removeprefix("formation/"),
            role=str(post["role"]).removeprefix("role/"),
            on=on,
        )
    ]


def edges_on(answers: Answers, on: date) -> list[Row]:
    """Every subordination of a day; where a formation has no dated one, the undated ones, as possible."""
    dated = answers.ask("hierarchy", on=on)
    placed = {row["formation"] for row in dated}
    return [*dated, *(row for row in answers.ask("undated-subordinations") if row["formation"] not in placed)]


def below(edges: list[Row], root: str, ways: tuple[str, ...]) -> set[str]:
    """The formations below a root, itself included, over subordinations held in one of these ways."""
    found = {root}
    while more := {str(row["formation"]) for row in edges if row["superior"] in found and row["held"] in ways} - found:
        found |= more
    return found


def under_on(tenures: list[Row], edges: list[Row], person: str, ways: tuple[str, ...]) -> set[str]:
    """Who served under a person on a day, if all that it rests on was held in one of these ways."""
    found = set()
    for own in tenures:
        if own["person"] == person and own["leads"] and own["held"] in ways:
            inside = below(edges, str(own["formation"]), ways)
            for row in tenures:
                leads_the_same = row["formation"] == own["formation"] and row["leads"]
                if row["formation"] in inside and not leads_the_same and row["held"] in ways:
                    found.add(str(row["person"]))
    return found - {person}


def beside_on(tenures: list[Row], person: str, ways: tuple[str, ...]) -> set[str]:
    """Who held another post in the formation of a person, or the same one if several hold it, on a day."""
    return {
        str(row["person"])
        for own in tenures
        for row in tenures
        if own["person"] == person
        and row["person"] != person
        and row["formation"] == own["formation"]
        and (row["role"] != own["role"] or not row["single"])
        and own["held"] in ways
        and row["held"] in ways
    }


def days(item: Row, kind: str) -> set[int]:
    return {
        number
        for number in range(1, HORIZON + 1)
        if any((one["from"] or "") <= day(number).isoformat() <= (one["until"] or "9999") for one in item[kind])
    }


@given(st.one_of(chains(), chronicles()))
@settings(max_examples=25)
def test_every_day_in_common_is_one_by_the_answers_of_that_day(claims: list[Claim]) -> None:
    answers = answers_from(claims)
    by_day = {
        number: (tenures_on(answers, day(number)), edges_on(answers, day(number))) for number in range(1, HORIZON + 1)
    }
    for person in PEOPLE:
        path = f"person/{person}"
        asked = {
            "under": (
                served_under(answers, person)["items"],
                lambda found, ways, path=path: under_on(*found, path, ways),
            ),
            "with": (
                served_with(answers, person)["items"],
                lambda found, ways, path=path: beside_on(found[0], path, ways),
            ),
        }
        for question, (items, on_a_day) in asked.items():
            found = {item["person"]["id"]: item for item in items}
            for kind, ways in (("certain", FIRM), ("possible", ANY)):
                for number, on in by_day.items():
                    expected = {one.removeprefix("person/") for one in on_a_day(on, ways)}
                    got = {name for name, item in found.items() if number in days(item, kind)}
                    assert got == expected, (question, person, kind, number)


def post(number: int, role: str, person: str, formation: str, start: str, end: str) -> Claim:
    return claim(
        number, Kind.POST, role, person=person, formation=formation, start=start, end=end, by="russian-official"
    )


def step(number: int, superior: str, start: str | None, end: str | None) -> Claim:
    return claim(
        number, Kind.SUBORDINATION, superior, person=None, formation="1-caa", link="organic", start=start, end=end
    )


YEAR = [
    post(1, "commander", A, "district", "2020-01-01", "2020-12-31"),
    post(2, "commander", B, "1-caa", "2020-01-01", "2020-12-31"),
]


def test_a_subordination_limits_the_service() -> None:
    answers = answers_from([*YEAR, step(3, "district", "2020-03-01", "2020-05-31")])
    (item,) = served_under(answers, A)["items"]
    assert item["certain"] == item["possible"] == [{"from": "2020-03-01", "until": "2020-05-31", "days": 92}]


def test_an_undated_subordination_stands_in_where_there_is_no_dated_one() -> None:
    elsewhere = step(3, "fleet", "2020-03-01", "2020-05-31")
    (item,) = served_under(answers_from([*YEAR, elsewhere, undated(step(4, "district", None, None))]), A)["items"]
    assert (item["held"], item["certain"]) == ("possible", [])
    assert [(one["from"], one["until"]) for one in item["possible"]] == [
        ("2020-01-01", "2020-02-29"),
        ("2020-06-01", "2020-12-31"),
    ]


def test_the_days_are_those_that_all_of_it_allows() -> None:
    answers = answers_from(
        [
            post(1, "commander", A, "district", "2020-01-01", "2020-12-31"),
            claim(2, Kind.SUBORDINATION, "district", person=None, formation="1-caa", link="organic", start="2020-03"),
            post(3, "commander", B, "1-caa", "2019-06-01", "2020-06-30"),
            post(4, "deputy-commander", C, "district", "2021-01-01", "2021-02-01"),
        ]
    )
    (item,) = served_under(answers, A)["items"]
    assert item["person"]["id"] == B
    # The army came under the district on some day of March.
    assert item["days"] == {"lowest": 92, "highest": 122}
    (way,) = item["ways"]
    assert [step["id"] for step in way["steps"]] == ["subordination/1-caa/district/organic"]
    assert way["own"]["id"] == f"tenure/{A}/district/commander"
    assert way["other"]["id"] == f"tenure/{B}/1-caa/commander"
    assert way["credibility"]["code"] == max(
        one["credibility"]["code"] for one in (way["own"], way["other"], *way["steps"])
    )
    assert served_under(answers, A, on="2020-02-01")["items"] == []
    (cut,) = served_under(answers, A, between="2020-06/2020-07")["items"]
    assert cut["possible"] == [{"from": "2020-06-01", "until": "2020-06-30", "days": 30}]
    assert served_under(answers, A, depth=0)["items"] == []
    assert served_under(answers, A, links="operational")["items"] == []


def test_real_service_rests_on_facts_that_hold_then(answers: Answers) -> None:
    found = served_under(answers, "igor-osipov")
    assert "sergei-pinchuk" in {item["person"]["id"] for item in found["items"]}
    for item in found["items"]:
        days_known = item["days"]
        assert days_known["highest"] is None or days_known["lowest"] <= days_known["highest"]
        assert (item["held"] == "certain") == (days_known["lowest"] > 0)
        for part in item["certain"]:
            first, last = date.fromisoformat(part["from"]), date.fromisoformat(part["until"])
            for on in {first, last, first + timedelta(days=(last - first).days // 2)}:
                posts = answers.ask("posts-of-person", person=item["person"]["id"], on=on)
                assert "certain" in {row["held"] for row in posts}


def test_a_person_beside_another_is_so_both_ways(answers: Answers) -> None:
    opposite = {"under": "over", "over": "under", "beside": "beside"}
    for item in served_with(answers, "sergei-pinchuk")["items"][:5]:
        back = served_with(answers, item["person"]["id"])["items"]
        (mine,) = (one for one in back if one["person"]["id"] == "sergei-pinchuk")
        assert (mine["days"], mine["certain"]) == (item["days"], item["certain"])
        assert {opposite[way["relation"]] for way in mine["ways"]} == {way["relation"] for way in item["ways"]}


@pytest.mark.parametrize(
    ("values", "parameter"),
    [({"on": "2022"}, "on"), ({"between": "soon"}, "between"), ({"links": "friendly"}, "links")],
)
def test_what_is_asked_wrongly(answers: Answers, values: dict[str, Any], parameter: str) -> None:
    with pytest.raises(ParameterError) as found:
        served_under(answers, "igor-osipov", **values)
    assert found.value.parameter == parameter
