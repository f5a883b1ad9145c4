"""Days and periods on lists of facts: what they say agrees with the questions about single posts and persons."""

from datetime import date, timedelta
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.answer import Answers
from graph.dated_fact import post_records
from graph.fact_list import facts_listing, when
from graph.held import held_on
from graph.listing import Part

DAYS = st.dates(date(2014, 1, 1), date(2026, 1, 1))
EVERYTHING = Part(limit=100_000)


def held(answers: Answers, kind: str, **days: Any) -> dict[str, str]:
    asked, _ = when(answers, **days)
    rows = facts_listing(answers, asked, kind, claims=False).rows
    return {str(row["fact"]): str(row["held"]) for row in rows}


@given(on=DAYS, data=st.data())
@settings(max_examples=25)
def test_a_list_of_a_day_agrees_with_the_holders_of_each_post(answers: Answers, on: date, data: st.DataObject) -> None:
    listed = held(answers, "tenure", on=on)
    table = {str(row["fact"]): row for row in answers.table("versions")}
    by_post: dict[str, dict[str, str]] = {}
    for path, state in listed.items():
        by_post.setdefault(str(table[path]["post"]).removeprefix("post/"), {})[path] = state
    assert by_post
    for post in data.draw(st.lists(st.sampled_from(sorted(by_post)), min_size=1, max_size=4, unique=True)):
        formation, role = post.rsplit("/", 1)
        rows = answers.ask("holders", formation=formation, role=role, on=on)
        assert by_post[post] == {str(row["fact"]): row["held"] for row in rows}


@pytest.mark.parametrize("on", [date(2023, 1, 30), *(date(2010, 1, 1) + timedelta(211 * n) for n in range(27))])
def test_a_list_of_a_day_agrees_with_the_rule_of_a_day(answers: Answers, on: date) -> None:
    """Of all posts at once; on 30 January 2023 a post had a holder who was contested and had no doubt in his bounds."""
    ruled = {
        f"fact/{fact}": state.value
        for record in post_records(answers, answers.moment()).values()
        for fact, state in held_on(record.tenures, on, lambda one: one.id, single=record.single).items()
    }
    assert held(answers, "tenure", on=on) == ruled


@given(on=DAYS)
@settings(max_examples=10)
def test_a_list_of_superiors_agrees_with_the_hierarchy(answers: Answers, on: date) -> None:
    listed = held(answers, "subordination", on=on)
    whole = {str(row["fact"]): row["held"] for row in answers.ask("hierarchy", on=on)}
    firm = {path: state for path, state in whole.items() if state != "possible"}
    assert {path: state for path, state in listed.items() if state != "possible"} == firm
    assert listed.keys() <= whole.keys()


@given(first=DAYS, width=st.integers(0, 20))
@settings(max_examples=8)
def test_a_period_holds_what_its_days_hold(answers: Answers, first: date, width: int) -> None:
    """Certain in a period is what is certain, or contested, on one of its days; possible, what is possible on one."""
    last = first + timedelta(width)
    whole = held(answers, "tenure", between=f"{first}/{last}")
    days = [held(answers, "tenure", on=first + timedelta(day)) for day in range(width + 1)]
    for path, state in whole.items():
        found = {day[path] for day in days if path in day}
        if state == "contested":
            assert "contested" in found
        if state == "certain":
            assert "certain" in found
            assert "contested" not in found
    assert set().union(*days) <= whole.keys()


def test_certainty_leaves_out_what_is_not(client: httpx.Client) -> None:
    for name in ("tenures", "events", "rank-holdings", "subordinations"):
        days = "between=2022-05" if name == "events" else "on=2022-05-20"
        address = f"/api/v1/{name}?{days}&claims=false&limit=500"
        every = client.get(address).json()["items"]
        sure = client.get(f"{address}&certainty=certain").json()["items"]
        assert [one["id"] for one in sure] == [one["id"] for one in every if one["held"] == "certain"]
        assert 0 < len(sure) < len(every)
        assert all(one["credibility"]["code"] <= 3 for one in sure)


def test_an_answer_says_what_it_is_about(client: httpx.Client) -> None:
    day = client.get("/api/v1/tenures?on=2022-05-20&known=2022-06-01&limit=1&policy=official-only").json()
    assert (day["on"], day["known"], day["policy"]) == ("2022-05-20", "2022-06-01", "official-only")
    period = client.get("/api/v1/events?between=2022-05&limit=1").json()
    assert period["between"] == {"from": "2022-05-01", "to": "2022-05-31"}
    assert "on" not in client.get("/api/v1/tenures?limit=1").json()


def test_versions_are_given_as_they_stood(client: httpx.Client) -> None:
    changes = client.get("/api/v1/changes?from=2023-07-01&to=2023-07-31&axis=known&limit=100").json()["items"]
    assert {one["change"] for one in changes} >= {"learned", "reported again"}
    for one in changes:
        assert one["fact"]["knownFrom"] == one["knownFrom"]
        assert one["fact"]["credibility"]["code"] == one["credibility"]
