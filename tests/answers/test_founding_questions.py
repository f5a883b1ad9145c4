"""The questions that the two founding reports raise, asked of the shipped fact base through the command line."""

import json
import subprocess
import sys
from typing import Any

import pytest

from graph.answer import Answers
from graph.line_of_holders import succession

Object = dict[str, Any]


@pytest.fixture(scope="session")
def stavka(on_disk: dict[str, str]):  # type: ignore[no-untyped-def]
    def run(*arguments: str) -> Any:
        command = [sys.executable, "-m", "api.cli", *arguments, "--json"]
        done = subprocess.run(command, env=on_disk, capture_output=True, text=True, check=True)
        return json.loads(done.stdout)

    return run


def rows(answer: Object, **wanted: object) -> list[Object]:
    return [row for row in answer["items"] if all(row.get(key) == value for key, value in wanted.items())]


def test_black_sea_fleet_on_20_may_2022_as_known_then_and_today(stavka) -> None:  # type: ignore[no-untyped-def]
    question = ("ask", "holders", "formation=black-sea-fleet", "on=2022-05-20")
    then, today = stavka(*question, "known=2022-05-21"), stavka(*question)
    for answer in (then, today):
        assert [item["person"]["id"] for item in answer["items"]] == ["igor-osipov"]
    live = [fact for fact in then["items"][0]["reported"] if fact["credibility"]["code"] < 5]
    assert {"dismissed", "arrested"} <= {fact["status"]["id"] for fact in live}
    assert all(fact["claimsFor"] for fact in live)
    spring = [
        fact
        for fact in today["items"][0]["reported"]
        if fact["status"]["id"] in ("dismissed", "arrested") and (fact["bounds"]["latestEnd"] or "") < "2022-06"
    ]
    assert spring
    assert all(fact["credibility"]["code"] == 5 and fact["claimsAgainst"] for fact in spring)
    assert today["items"][0]["tenure"]["bounds"]["latestEnd"] >= "2022-08-01"


def test_sokolov_follows_only_in_august_2022(answers: Answers) -> None:
    line = {fact["person"]["id"]: fact for fact in succession(answers, "black-sea-fleet")["items"]}
    assert line["viktor-sokolov"]["bounds"]["earliestStart"] >= "2022-08-01"
    assert {item["person"]["id"] for item in answers.holders("black-sea-fleet", on="2022-09-15")["items"]} == {
        "viktor-sokolov"
    }


def suspension(answers: Answers, known: str | None) -> Object:
    return answers.fact("event/valery-gerasimov/suspended", known)


def test_gerasimov_suspended_in_may_2022(answers: Answers) -> None:
    then, after, today = (suspension(answers, known) for known in ("2022-05-15", "2022-05-19", None))
    assert then["credibility"]["code"] == 4
    assert after["credibility"]["code"] == today["credibility"]["code"] == 5
    assert len(today["origins"]) == 1, "one claim, however many outlets repeat it"
    assert today["reports"] > 5
    assert "oleksiy-arestovych" in {claim["claimant"]["id"] for claim in today["claimsFor"]}
    against = [claim for claim in today["claimsAgainst"] if claim["known"] >= "2022-05-19"]
    assert against, "he is attested in post later"
    changes = {version["knownFrom"]: version["credibility"] for version in today["versions"]}
    assert max(day for day, code in changes.items() if code == 4) < "2022-05-19"


def test_58th_army_in_summer_2023(answers: Answers) -> None:
    def holders(day: str) -> dict[str, Object]:
        return {item["person"]["id"]: item for item in answers.holders("58-caa", on=day)["items"]}

    before = holders("2023-07-01")
    assert before["ivan-popov"]["held"] == "possible", "no source for his appointment is known"
    assert before["ivan-popov"]["tenure"]["bounds"]["latestStart"] > "2023-07-01"
    assert "a source for the appointment" in before["ivan-popov"]["wouldSettle"]
    assert "ivan-popov" not in holders("2023-07-20")
    assert "denis-lyamin" in holders("2023-07-20")
    assert "ivan-popov" not in holders("2024-01-01")


def test_how_popovs_tenure_ended_and_what_came_after(stavka, answers: Answers) -> None:  # type: ignore[no-untyped-def]
    ends = stavka("ask", "tenure-end", "person=ivan-popov", "formation=58-caa")
    (bounding,) = rows(ends, bounds=True)
    assert bounding["status"] == "status/dismissed"
    assert bounding["when"].startswith("2023-07")
    assert bounding["credibility"] <= 2
    later = {fact["status"]["id"]: fact for fact in answers.timeline("ivan-popov")["items"] if fact["kind"] == "event"}
    assert later["arrested"]["edtf"].startswith("2024-05")
    assert later["convicted"]["edtf"].startswith("2025")
    assert later["convicted"]["credibility"]["code"] <= 2


def test_who_was_killed_in_berdyansk(stavka) -> None:  # type: ignore[no-untyped-def]
    deaths = stavka("ask", "deaths", "from=2023-07-01", "to=2023-07-31")
    tsokov = rows(deaths, person="person/oleg-tsokov")
    assert {row["credibility"] for row in tsokov} == {1}
    assert "post/southern-md/deputy-commander" in {row["post"] for row in tsokov}
    assert "rank/lieutenant-general" in {row["rank"] for row in tsokov}
    confirmed = stavka("ask", "confirmations", "fact=event/oleg-tsokov/death")
    assert {row["kind"] for row in confirmed["items"]} >= {
        "claimant-kind/russian-official",
        "claimant-kind/ukrainian-official",
    }


def test_reported_dead_and_later_seen_alive(stavka) -> None:  # type: ignore[no-untyped-def]
    found = stavka("ask", "refuted-deaths")
    people = {row["person"].removeprefix("person/") for row in found["items"]}
    assert {"viktor-sokolov", "andrei-mordvichev", "vitaly-gerasimov", "valery-gerasimov"} <= people


@pytest.mark.parametrize(
    ("formation", "day", "superior"),
    [
        ("black-sea-fleet", "2021-01-01", "southern-md"),
        ("black-sea-fleet", "today", "navy"),
        ("22-ac", "2021-01-01", "black-sea-fleet"),
        ("22-ac", "today", "18-caa"),
    ],
)
def test_superiors(answers: Answers, formation: str, day: str, superior: str) -> None:
    found = answers.formation(formation, None if day == "today" else day)["superiors"]
    assert found[0]["superior"]["id"] == superior
    assert found[0]["claimsFor"]


def test_which_sources_disagree_about_the_22nd_army_corps(stavka) -> None:  # type: ignore[no-untyped-def]
    found = stavka("ask", "superior-disagreements", "formation=22-ac")
    by_superior = {row["superior"].removeprefix("formation/") for row in found["items"]}
    assert {"black-sea-fleet", "southern-md", "18-caa"} <= by_superior
    assert all(row["title"] and row["publisher"] for row in found["items"])
