"""Where everybody stands: each condition rests on an event that holds it up, and no allegation becomes a state."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.answer import Answers
from graph.assignment import assignment
from graph.claim import Claim, Kind
from graph.listing import Part
from graph.question import ParameterError
from graph.status_board import status_board
from ontology.vocabulary import load
from tests.history.chronicle import HORIZON, answers_from, text
from tests.resolver.army import PEOPLE, claim, day

A, B, C = PEOPLE
VOCABULARY = load()
STATUSES = ("killed", "arrested", "released", "dismissed", "appointed", "seen-alive", "wounded", "missing", "convicted")


def event(number: int, status: str, on: str, by: str = "russian-official", person: str = A, **more: Any) -> Claim:
    return claim(number, Kind.STATUS, status, person=person, on=on, by=by, **more)


def post(number: int, start: str, end: str | None = None, formation: str = "1-caa", person: str = A) -> Claim:
    return claim(
        number, Kind.POST, "commander", person=person, formation=formation, start=start, end=end, by="russian-official"
    )


def standing(claims: list[Claim], on: str) -> tuple[str, str | None]:
    """The state of the first person on a day."""
    items = {item["person"]["id"]: item for item in status_board(answers_from(claims), on)["items"]}
    return items[A]["state"]["id"], items[A]["held"]


def test_a_later_event_takes_a_person_out_of_a_condition() -> None:
    claims = [event(1, "arrested", "2020-01-05"), event(2, "released", "2020-02-10")]
    assert status_board(answers_from(claims), "2020-01-04")["items"] == []
    assert standing(claims, "2020-01-05") == ("in-custody", "certain")
    assert standing(claims, "2020-02-09") == ("in-custody", "certain")
    assert standing(claims, "2020-02-10") == ("unknown", None)


def test_an_event_of_an_unknown_day_is_possible_until_the_last_of_them() -> None:
    claims = [event(1, "arrested", "2020-01"), event(2, "released", "2020-03")]
    assert [standing(claims, on) for on in ("2020-01-10", "2020-01-31", "2020-03-10", "2020-03-31")] == [
        ("in-custody", "possible"),
        ("in-custody", "certain"),
        ("in-custody", "possible"),
        ("unknown", None),
    ]


def test_an_end_that_may_have_come_before_leaves_it_open() -> None:
    claims = [event(1, "arrested", "2020-01"), event(2, "released", "2020-01-15/2020-02-15")]
    assert standing(claims, "2020-03-01") == ("in-custody", "possible")


def test_a_post_that_began_later_ends_a_dismissal() -> None:
    claims = [post(1, "2019-01-01", "2020-01-05"), event(2, "dismissed", "2020-01-05", formation="1-caa")]
    assert standing(claims, "2020-03-01") == ("dismissed", "certain")
    later = [*claims, post(3, "2020-06-01", "2020-12-31", "fleet")]
    assert standing(later, "2020-05-31") == ("dismissed", "certain")
    assert standing(later, "2020-06-01") == ("in-post", "certain")
    assert standing(later, "2021-01-01") == ("unknown", None)


def test_a_rumour_is_reported_and_states_nothing() -> None:
    claims = [
        post(1, "2019-01-01", "2020-12-31"),
        event(2, "arrested", "2020-01-05", "russian-media", stance="rumoured"),
    ]
    (item,) = status_board(answers_from(claims), "2020-02-01")["items"]
    assert (item["state"]["id"], item["held"]) == ("in-post", "certain")
    assert [one["status"]["id"] for one in item["reported"]] == ["arrested"]
    assert all(one["credibility"]["code"] >= 4 for one in item["reported"])


def test_a_refuted_death_leaves_the_living_where_they_are() -> None:
    claims = [event(1, "killed", "2020-01-05", "ukrainian-official"), event(2, "seen-alive", "2020-03-01")]
    (item,) = status_board(answers_from(claims), "2020-02-01")["items"]
    assert item["state"]["id"] == "unknown"
    assert [one["credibility"]["code"] for one in item["reported"]] == [5]


def test_the_dead_are_in_no_other_condition() -> None:
    claims = [event(1, "arrested", "2020-01-05"), event(2, "died", "2020-02-01"), event(3, "convicted", "2020-01-20")]
    (item,) = status_board(answers_from(claims), "2020-03-01")["items"]
    assert [one["id"] for one in item["conditions"]] == ["dead"]


@given(
    st.lists(st.tuples(st.sampled_from(STATUSES), st.integers(1, HORIZON), st.integers(0, 3)), min_size=1, max_size=6)
)
@settings(max_examples=20)
def test_a_certain_condition_holds_by_every_reading_of_the_days(happened: list[tuple[str, int, int]]) -> None:
    """Whatever days the events fell on, a condition said to be certain had begun, and no end had followed it."""
    claims = [
        event(number, status, text(first, min(first + width, HORIZON)))
        for number, (status, first, width) in enumerate(happened)
    ]
    answers = answers_from(claims)
    events = answers.ask("person-events")
    for number in (3, HORIZON // 2, HORIZON + 1):
        on = day(number).isoformat()
        board = status_board(answers, on)["items"]
        conditions = {one["id"]: one for item in board for one in item["conditions"]}
        for one in conditions.values():
            behind = [row for row in events if str(row["fact"]).removeprefix("fact/") in one["facts"]]
            assert behind
            assert all(str(row["possibleFrom"]) <= on and row["credibility"] <= 3 for row in behind)
            if one["held"] == "certain" and one["id"] != "dead":
                began = min(str(row["possibleFrom"]) for row in behind)
                ended_by = VOCABULARY.conditions[one["id"]].ended_by
                over = [row for row in events if str(row["status"]).removeprefix("status/") in ended_by]
                for row in over:
                    apart = str(row["possibleUntil"]) <= began or str(row["possibleFrom"]) > on
                    later_again = any(str(row["possibleUntil"]) <= str(other["possibleFrom"]) for other in behind)
                    assert apart or later_again or row["credibility"] > 3, (one, row)


def test_the_board_counts_everybody_once(answers: Answers) -> None:
    board = status_board(answers, "2023-07-20", part=Part(limit=1000))
    assert sum(count["total"] for count in board["counts"].values()) == board["total"] == len(board["items"])
    assert board["counts"].keys() == VOCABULARY.conditions.keys()
    dead = status_board(answers, "2023-07-20", state="dead", part=Part(limit=1000))
    assert dead["total"] == board["counts"]["dead"]["total"] > 0
    assert dead["counts"] == board["counts"]
    assert {item["state"]["id"] for item in dead["items"]} == {"dead"}
    first = status_board(answers, "2023-07-20", part=Part(limit=10))
    second = status_board(answers, "2023-07-20", part=Part(cursor=first["next"], limit=10))
    assert first["items"] + second["items"] == board["items"][:20]


def test_an_allegation_of_2022_stays_one(answers: Answers) -> None:
    """In May 2022 Osipov was said to be arrested; no board may say that he was in custody."""
    board = status_board(answers, "2022-05-20", "2022-05-21", formation="black-sea-fleet")
    (osipov,) = (item for item in board["items"] if item["person"]["id"] == "igor-osipov")
    assert "in-custody" not in {one["id"] for one in osipov["conditions"]}
    assert "arrested" in {one["status"]["id"] for one in osipov["reported"]}
    assert osipov["held"] == "possible"


def test_a_formation_leaves_those_who_served_in_it(answers: Answers) -> None:
    board = status_board(answers, "2022-05-20", formation="black-sea-fleet")
    for item in board["items"]:
        posts = answers.timeline(item["person"]["id"])["items"]
        assert any(one["kind"] == "tenure" and one["formation"]["id"] == "black-sea-fleet" for one in posts)


def test_an_assignment_names_the_next_above(answers: Answers) -> None:
    found = assignment(answers, "igor-osipov", "2021-06-01")
    (post_held,) = (one for one in found["posts"] if one["formation"]["id"] == "black-sea-fleet")
    assert post_held["held"] == "certain"
    (above,) = post_held["superiors"]
    assert (above["formation"]["id"], above["subordination"]["held"]) == ("southern-md", "certain")
    assert [one["person"]["id"] for one in above["leaders"] if one["held"] == "certain"] == ["alexander-dvornikov"]
    assert found["state"]["id"] == "in-post"
    assert found["ranks"]
    staff = assignment(answers, "sergei-pinchuk", "2021-12-01")
    own = [one for one in staff["posts"] if one["post"]["role"] == "chief-of-staff"]
    assert [one["superiors"][0]["formation"]["id"] for one in own] == ["black-sea-fleet"]
    assert own[0]["superiors"][0]["subordination"] is None


def test_an_unknown_state_names_the_nearest(answers: Answers) -> None:
    with pytest.raises(ParameterError, match="in-custody") as found:
        status_board(answers, state="custody")
    assert found.value.parameter == "state"
