"""The hierarchy that the browser makes of the chronicle is the one that the service answers with, on any day as known
on any day; and what changed, and when, follows from it."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page

from tests.explorer.modules import called

pytestmark = pytest.mark.browser
SEED = 20220520
FOUNDING = [("2022-05-20", "2022-05-21"), ("2023-07-12", "2023-07-13"), ("2023-07-12", "2023-07-20")]
POLICIES = ("default", "official-only")
LINKS = (None, None, "organic", "operational", "organic,operational")

STATE = """
const held = window.chronicles ??= {};
const read = held[policy] ??= await chronicle.load(policy);
const found = state.stateOn(read, {
  on: on === null ? read.reaches : days.toDay(on), known: known === null ? null : days.toDay(known),
  links: links === null ? null : links.split(",") });
return { ...found, nodes: [...found.nodes.values()] };
"""

Asked = tuple[str | None, str | None, str, str | None]


def days_asked(count: int) -> Iterator[Asked]:
    """Days on both axes, with a policy and kinds of link: most in the years of the war, some long before it."""
    chance = random.Random(SEED)
    for policy in POLICIES:
        yield from ((on, known, policy, None) for on, known in [*FOUNDING, (None, None)])
    first, last = date(2022, 1, 1), date(2026, 3, 1)
    for index in range(count):
        known = first + timedelta(chance.randint(0, (last - first).days))
        back = chance.choice((30, 365, 1500, 9000))
        on = known - timedelta(chance.randint(0, back))
        today = chance.random() < 0.3
        policy = POLICIES[index % 3 == 2]
        yield on.isoformat(), None if today else known.isoformat(), policy, chance.choice(LINKS)


def answered(client: httpx.Client, asked: Asked) -> dict[str, Any]:
    on, known, policy, links = asked
    given = {"on": on, "known": known, "policy": policy, "links": links, "claims": "false"}
    response = client.get("/api/v1/hierarchy", params={name: value for name, value in given.items() if value})
    found: dict[str, Any] = response.raise_for_status().json()
    return found


def made(page: Page, asked: Asked) -> dict[str, Any]:
    on, known, policy, links = asked
    names = ("chronicle", "state", "days")
    found: dict[str, Any] = called(page, STATE, *names, on=on, known=known, policy=policy, links=links)
    return found


def edge(fact: dict[str, Any]) -> dict[str, Any]:
    return {
        "superior": fact["superior"]["id"],
        "link": fact["link"]["id"],
        "held": fact["held"],
        "credibility": fact["credibility"]["code"],
        "contested": fact["contested"],
        "fact": fact["id"],
        "dated": bool(fact["bounds"]) or fact["edtf"] is not None,
    }


def expected(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer of the service in the shape of a state; all but ranks, of which the answer does not speak."""
    return {
        node["formation"]["id"]: {
            "echelon": node["echelon"],
            "level": node["level"],
            "superior": node["superior"],
            "edge": edge(node["edge"]) if "edge" in node else None,
            "others": [edge(other) for other in node["alternatives"]],
            "below": node["subordinateCount"],
            "held": node["leader"]["held"],
            "credibility": node["leader"]["credibility"],
            "holders": [
                {
                    "person": one["person"]["id"],
                    "held": one["held"],
                    "credibility": one["tenure"]["credibility"]["code"],
                    "contested": one["tenure"]["contested"],
                    "capacity": one["tenure"]["post"]["capacity"],
                    "role": one["tenure"]["post"]["role"],
                    "fact": one["tenure"]["id"],
                }
                for one in node["leader"]["holders"]
            ],
        }
        for node in answer["nodes"]
    }


def found_in(state: dict[str, Any]) -> dict[str, Any]:
    return {
        node["id"]: {
            **{name: node[name] for name in ("echelon", "level", "superior", "edge", "others")},
            "below": len(node["below"]),
            "held": node["leader"]["held"],
            "credibility": node["leader"]["credibility"],
            "holders": [
                {name: value for name, value in one.items() if name not in ("rank", "lastSeen")}
                for one in node["leader"]["holders"]
            ],
        }
        for node in state["nodes"]
    }


def compare(client: httpx.Client, page: Page, asked: Asked) -> int:
    """The number of leaders on a day, after a look at whether browser and service say the same of it."""
    answer, state = answered(client, asked), made(page, asked)
    right, found = expected(answer), found_in(state)
    for one, node in right.items():
        assert found.get(one) == node, f"{one}, asked for {asked}"
    assert list(found) == list(right), asked
    assert state["counts"] == answer["leaders"], asked
    assert len(state["unplaced"]) == answer["unplaced"], asked
    assert state["gone"] == answer["notExisting"], asked
    return sum(len(node["holders"]) for node in right.values())


@pytest.fixture(scope="module")
def client(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server, timeout=60) as made:
        yield made


def test_the_browser_says_of_any_day_what_the_service_says(client: httpx.Client, opened: Page) -> None:
    print(f"days by random.Random({SEED})")
    leaders = [compare(client, opened, asked) for asked in days_asked(24)]
    assert sum(count > 50 for count in leaders) > 20, "most days have leaders to be compared"


def test_a_superior_stands_above_those_below_it(opened: Page) -> None:
    state = made(opened, ("2022-05-20", "2022-05-21", "default", None))
    nodes = {node["id"]: node for node in state["nodes"]}
    echelons = list(dict.fromkeys(node["echelon"] for node in state["nodes"]))
    assert state["root"] == "mod"
    assert len(echelons) > 5
    for one, node in nodes.items():
        assert all(nodes[below]["superior"] == one for below in node["below"])
        if node["superior"] is None:
            assert one == "mod" or one in state["unplaced"]
        else:
            assert one in nodes[node["superior"]]["below"]


def test_a_leader_has_the_best_attested_rank_of_the_day(client: httpx.Client, opened: Page) -> None:
    state = made(opened, ("2022-05-20", "2022-05-21", "default", None))
    checked = 0
    for node in state["nodes"]:
        for holder in node["leader"]["holders"]:
            who = client.get(f"/api/v1/persons/{holder['person']}", params={"on": "2022-05-20", "known": "2022-05-21"})
            ranks = [(one["held"], one["credibility"]["code"], one["rank"]["id"]) for one in who.json()["ranks"]]
            if not ranks:
                assert holder["rank"] is None
                continue
            order = ("certain", "contested", "possible")
            best = min((order.index(held), code) for held, code, _ in ranks)
            assert holder["rank"] in {rank for held, code, rank in ranks if (order.index(held), code) == best}
            checked += 1
    assert checked > 20


def test_a_state_is_the_same_again_and_leaves_the_chronicle_alone(opened: Page) -> None:
    first = made(opened, ("2022-05-20", "2022-05-21", "default", None))
    made(opened, ("2023-07-12", "2023-07-20", "default", "organic"))
    assert made(opened, ("2022-05-20", "2022-05-21", "default", None)) == first


CHANGES = """
const read = await chronicle.load("default");
const at = ([on, known]) => state.stateOn(read, { on: days.toDay(on), known: days.toDay(known) });
return [...state.changes(at(before), at(after))].map(([id, kinds]) => [id, [...kinds].sort()]);
"""


def test_what_changed_between_two_states_is_told_by_formation(opened: Page) -> None:
    names = ("chronicle", "state", "days")
    before, after = ("2023-07-10", "2023-07-10"), ("2023-07-12", "2023-07-20")
    found = dict(called(opened, CHANGES, *names, before=before, after=after))
    was = {n["id"]: n for n in made(opened, (*before, "default", None))["nodes"]}
    now = {n["id"]: n for n in made(opened, (*after, "default", None))["nodes"]}
    assert "58-caa" in found
    for one in {*was, *now}:
        kinds = found.get(one, [])
        assert ("appeared" in kinds) == (one not in was)
        assert ("gone" in kinds) == (one not in now)
        if one not in was or one not in now:
            continue
        people = [{holder["person"] for holder in side[one]["leader"]["holders"]} for side in (was, now)]
        assert ("leader" in kinds) == (people[0] != people[1])
        assert ("superior" in kinds) == (was[one]["superior"] != now[one]["superior"])
        assert ("verdict" in kinds) <= (was[one] != now[one])
    assert called(opened, CHANGES, *names, before=after, after=after) == []


NEXT = """
const read = await chronicle.load("default");
const found = [];
let day = days.toDay(from);
while (day !== null && found.length < count) {
  day = state.nextChange(read, axis, day, direction);
  found.push(day === null ? null : days.toText(day));
}
return found;
"""


@pytest.mark.parametrize("axis", ["on", "known"])
def test_between_two_days_of_change_nothing_changes(opened: Page, axis: str) -> None:
    names = ("chronicle", "state", "days")
    onwards = called(opened, NEXT, *names, axis=axis, direction=1, **{"from": "2022-05-01", "count": 12})
    assert onwards == sorted(set(onwards))
    back = called(opened, NEXT, *names, axis=axis, direction=-1, **{"from": onwards[-1], "count": 11})
    assert back == onwards[-2::-1]

    def seen(day: str) -> list[Any]:
        asked: Asked = (day, None, "default", None) if axis == "on" else ("2022-05-01", day, "default", None)
        nodes: list[Any] = made(opened, asked)["nodes"]
        return nodes

    for one, following in pairwise(onwards):
        last = (date.fromisoformat(following) - timedelta(1)).isoformat()
        assert seen(one) == seen(last)
    assert len({str(seen(day)) for day in onwards}) > 1


def test_before_the_first_change_and_after_the_last_there_is_none(opened: Page) -> None:
    names = ("chronicle", "state", "days")
    for axis in ("on", "known"):
        for start, direction in (("9999-12-31", 1), ("0001-01-01", -1)):
            assert called(opened, NEXT, *names, axis=axis, direction=direction, **{"from": start, "count": 1}) == [None]
