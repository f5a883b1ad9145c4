"""A post's line of holders: a span says what the answer for each of its days says, and what is open is told apart."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings

from graph.answer import Answers
from graph.claim import Claim, Kind
from graph.line_of_holders import holders_between, succession
from graph.question import ParameterError
from tests.history.chronicle import HORIZON, answers_from, chronicles, undated
from tests.resolver.army import PEOPLE, claim, day

A, B, C = PEOPLE


def span_on(spans: list[dict[str, Any]], on: date) -> dict[str, Any] | None:
    """The only span that contains a day, if any does."""
    found = [
        span for span in spans if (span["from"] or "0001-01-01") <= on.isoformat() <= (span["until"] or "9999-12-31")
    ]
    assert len(found) <= 1, found
    return found[0] if found else None


def holders_of(answers: Answers, formation: str, role: str, on: date) -> dict[str, str]:
    """What the answer for one day says, each person once, held as the best of their tenures."""
    order = ("certain", "contested", "possible")
    rows = answers.ask("holders", formation=formation, role=role, on=on)
    ways: dict[str, list[str]] = {}
    for row in rows:
        ways.setdefault(str(row["person"]).removeprefix("person/"), []).append(str(row["held"]))
    return {person: min(held, key=order.index) for person, held in ways.items()}


STATE = {
    "held": lambda ways: ways.count("certain") == 1,
    "overlap": lambda ways: ways.count("certain") > 1,
    "contested": lambda ways: "contested" in ways and "certain" not in ways,
    "possible": lambda ways: set(ways) == {"possible"},
    "vacant": lambda ways: not ways,
    "unknown": lambda ways: not ways,
}


def check(answers: Answers, formation: str, role: str, days: set[date]) -> None:
    line = succession(answers, formation, role)
    for on in sorted(days):
        expected = holders_of(answers, formation, role, on)
        span = span_on(line["spans"], on)
        if span is None:
            assert not expected, on
            continue
        assert {one["person"]["id"]: one["held"] for one in span["holders"]} == expected, (formation, role, on)
        assert STATE[span["state"]](list(expected.values())), (span, expected)
        assert span["why"]


@given(chronicles(steps=0))
@settings(max_examples=30)
def test_spans_and_figures_are_those_of_the_single_days(claims: list[Claim]) -> None:
    answers = answers_from(claims)
    for formation, role in {(str(one.formation), one.value.removeprefix("acting-")) for one in claims}:
        check(answers, formation, role, {day(number) for number in range(HORIZON + 2)})
        by_day = [holders_of(answers, formation, role, day(number)) for number in range(3, HORIZON)]
        found = holders_between(answers, formation, role, day(3), day(HORIZON - 1))["items"]
        assert {one["person"]["id"] for one in found} == {person for held in by_day for person in held}
        for one in found:
            ways = [held[one["person"]["id"]] for held in by_day if one["person"]["id"] in held]
            assert one["days"] == {"lowest": ways.count("certain"), "highest": len(ways)}
            assert one["held"] == min(ways, key=("certain", "contested", "possible").index)
            assert one["tenures"]


def line(*claims: Claim) -> list[tuple[str, str | None, str | None]]:
    spans = succession(answers_from(claims), "1-caa")["spans"]
    return [(span["state"], span["from"], span["until"]) for span in spans]


def post(number: int, person: str, start: str | None, end: str | None = None, role: str = "commander") -> Claim:
    return claim(number, Kind.POST, role, person=person, start=start, end=end, by="russian-official")


def test_a_vacancy_is_not_a_gap_in_knowledge() -> None:
    known_end = line(post(1, A, "2020-01-01", "2020-03-31"), post(2, B, "2020-06-01", "2020-12-31"))
    assert known_end == [
        ("held", "2020-01-01", "2020-03-31"),
        ("vacant", "2020-04-01", "2020-05-31"),
        ("held", "2020-06-01", "2020-12-31"),
    ]
    open_end = line(post(1, A, "2020-01-01"), post(2, B, "2020-06-01", "2020-12-31"))
    assert open_end == [
        ("held", "2020-01-01", "2020-01-01"),
        ("possible", "2020-01-02", "2020-05-31"),
        ("held", "2020-06-01", "2020-12-31"),
    ]


def test_a_holder_without_a_day_leaves_a_vacancy_open() -> None:
    claims = post(1, A, "2020-01-01", "2020-03-31"), post(2, B, "2020-06-01", "2020-12-31"), undated(post(3, C, None))
    assert [state for state, _, _ in line(*claims)] == ["held", "unknown", "held"]


def test_who_acts_beside_the_holder_overlaps() -> None:
    spans = line(post(1, A, "2020-01-01", "2020-12-31"), post(2, B, "2020-03-01", "2020-03-10", "acting-commander"))
    assert ("overlap", "2020-03-01", "2020-03-10") in spans
    assert {state for state, _, _ in spans} == {"held", "overlap"}


def test_rivals_contest_and_leave_no_room_for_who_is_only_possible() -> None:
    rivals = post(1, A, "2020-01-01", "2020-06-30"), post(2, B, "2020-03-01", "2020-12-31")
    assert ("contested", "2020-03-01", "2020-06-30") in line(*rivals)
    answers = answers_from([*rivals, post(3, C, "2019-01-01", role="acting-commander")])
    assert holders_of(answers, "1-caa", "commander", date(2020, 4, 1)) == {A: "contested", B: "contested"}
    check(answers, "1-caa", "commander", {date(2020, 4, 1), date(2019, 6, 1), date(2020, 1, 1), date(2021, 6, 1)})


@pytest.mark.parametrize(
    "post_of",
    ["black-sea-fleet/commander", "58-caa/commander", "southern-md/commander", "vdv/commander", "navy/commander"],
)
def test_real_lines_agree_with_the_days(answers: Answers, post_of: str) -> None:
    formation, _, role = post_of.partition("/")
    role = answers.role(role, formation)
    spans = succession(answers, formation, role)["spans"]
    edges = {date.fromisoformat(span[side]) for span in spans for side in ("from", "until") if span[side] is not None}
    around = {edge + timedelta(days=shift) for edge in edges for shift in (-1, 0, 1)}
    check(answers, formation, role, set(sorted(around)[:: max(1, len(around) // 25)]))
    assert all(before["until"] < after["from"] for before, after in pairwise(spans))


def test_shared_posts_overlap(answers: Answers) -> None:
    spans = succession(answers, "southern-md", "deputy-commander")["spans"]
    check(answers, "southern-md", "deputy-commander", {date(2022, 6, 1), date(2018, 1, 1)})
    assert any(len(span["holders"]) > 1 for span in spans)


def test_the_black_sea_fleet_in_2022(answers: Answers) -> None:
    """Osipov is certain until May and only possible in summer; Sokolov is certain from August."""
    found = {
        one["person"]["id"]: one for one in holders_between(answers, "black-sea-fleet", None, "2022", "2022")["items"]
    }
    assert {"igor-osipov", "viktor-sokolov"} <= found.keys()
    for person in ("igor-osipov", "viktor-sokolov"):
        assert found[person]["held"] == "certain"
        assert 0 < found[person]["days"]["lowest"] < found[person]["days"]["highest"] < 365


def test_what_is_asked_wrongly(answers: Answers) -> None:
    with pytest.raises(ParameterError, match="there is no formation"):
        succession(answers, "black-sea-flet")
    with pytest.raises(ParameterError, match="before"):
        holders_between(answers, "black-sea-fleet", None, "2023", "2022")
