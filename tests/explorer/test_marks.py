"""The events marked on a slider are those that the service lists."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.conftest import plain_http
from tests.explorer.modules import called

pytestmark = pytest.mark.browser
MARKS = """
const read = await chronicle.load("default");
const found = marks.marks(read, axis, days.toDay(from), days.toDay(to), { known: known && days.toDay(known) });
return found.map((mark) => ({ ...mark, day: days.toText(mark.day),
                              earliest: mark.earliest === null ? null : days.toText(mark.earliest) }));
"""


def marked(page: Page, axis: str, since: str, until: str, known: str | None = None) -> list[dict[str, Any]]:
    values = {"axis": axis, "from": since, "to": until, "known": known}
    found: list[dict[str, Any]] = called(page, MARKS, "chronicle", "marks", "days", **values)
    assert [mark["day"] for mark in found] == sorted(mark["day"] for mark in found)
    assert all(since <= mark["day"] <= until for mark in found)
    return found


def listed(server: str, **asked: str) -> list[dict[str, Any]]:
    response = plain_http.get(
        f"{server}/api/v1/events", params={**asked, "limit": "500", "claims": "false"}, timeout=60
    )
    answer = response.raise_for_status().json()
    found: list[dict[str, Any]] = answer["items"]
    assert len(found) == answer["total"]
    return found


@pytest.mark.parametrize("known", ["2022-05-21", "2022-08-01", None])
def test_events_are_marked_on_the_last_day_on_which_they_can_have_happened(
    opened: Page, server: str, known: str | None
) -> None:
    since, until = "2022-02-24", "2022-06-30"
    asked = {"between": f"{since}/{until}"} | ({"known": known} if known else {})
    items = [item for item in listed(server, **asked) if item["bounds"]["latestStart"] <= until]
    shown = [mark for mark in marked(opened, "on", since, until, known) if mark["status"] is not None]
    assert {(mark["fact"], mark["day"], mark["credibility"], mark["contested"]) for mark in shown} == {
        (item["id"], item["bounds"]["latestStart"], item["credibility"]["code"], item["contested"]) for item in items
    }
    assert len(shown) > 20


def test_the_vocabulary_tells_how_an_event_is_marked(opened: Page) -> None:
    shown = marked(opened, "on", "2022-01-01", "2026-03-01")
    by_status: dict[str, set[str]] = {}
    for mark in shown:
        by_status.setdefault(mark["status"], set()).add(mark["kind"])
    assert by_status["killed"] == by_status["died"] == {"killed"}
    assert by_status["dismissed"] == {"dismissed"}
    assert by_status["arrested"] == by_status["detained"] == {"arrested"}
    assert by_status["appointed"] == by_status[None] == {"appointed"}
    assert by_status["transferred"] == by_status["seen-alive"] == {"other"}


def test_an_appointment_is_marked_once(opened: Page) -> None:
    shown = [mark for mark in marked(opened, "on", "2022-01-01", "2026-03-01") if mark["kind"] == "appointed"]
    told = {(mark["person"], mark["formation"], mark["day"]) for mark in shown if mark["status"] is not None}
    began = [(mark["person"], mark["formation"], mark["day"]) for mark in shown if mark["status"] is None]
    assert told
    assert len(began) > 50
    assert not told & set(began)


def test_on_the_axis_of_knowing_an_event_is_marked_when_it_was_first_heard_of(opened: Page, server: str) -> None:
    shown = marked(opened, "known", "2023-09-20", "2023-09-30")
    report = next(mark for mark in shown if mark["person"] == "viktor-sokolov" and mark["kind"] == "killed")
    fact = plain_http.get(f"{server}/api/v1/facts/{report['fact']}", params={"known": report["day"]}, timeout=60).json()
    first = min(fact["versions"], key=lambda version: version["knownFrom"])
    assert report["day"] == first["knownFrom"]
    assert report["credibility"] == fact["credibility"]["code"]
    assert len({mark["fact"] for mark in shown}) == len(shown), "each is heard of for the first time once"
