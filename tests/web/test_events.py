"""The events in time, as a person uses the page."""

import re
from collections import Counter
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.conftest import plain_http
from tests.web.conftest import Seen, refusal

pytestmark = pytest.mark.browser

EVENTS = """rows => rows.map(row => {
  const all = (which, read) => [...row.querySelectorAll(which)].map(read), href = one => one.getAttribute("href");
  return [all("a[href^='/fact/']", href), row.querySelector("strong").innerText, all(".code", one => one.innerText),
    all("a[rel]", href)];
})"""
"""Of each row of the list the links to facts, what is told, the codes and the links to sources."""


def all_events(server: str, **asked: str) -> list[dict[str, Any]]:
    """Every event that REST has."""
    found: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    while True:
        answer = plain_http.get(
            f"{server}/api/v1/events", params={"limit": "500", **asked, **cursor}, timeout=60
        ).json()
        found += answer["items"]
        if answer["next"] is None:
            return found
        cursor = {"cursor": answer["next"]}


def month_of(fact: dict[str, Any]) -> str | None:
    """The month in which an event happened, or by the end of which; None if it is dated more widely."""
    bounds = fact["bounds"]
    last = bounds.get("latestEnd") or bounds.get("earliestStart")
    first = bounds.get("earliestStart") or last
    return str(first)[:7] if first and str(first)[:7] == str(last)[:7] else None


def listed(shown: Page) -> list[str]:
    links = shown.locator("ol.events a[href^='/fact/']").evaluate_all("all => all.map(one => one.pathname)")
    return [link.removeprefix("/fact/") for link in links]


@pytest.mark.parametrize("known", [None, "2022-06-01"])
def test_the_table_of_months_counts_what_rest_has(page: tuple[Page, Seen], server: str, known: str | None) -> None:
    shown, seen = page
    asked = {"known": known} if known else {}
    months = Counter(month_of(fact) for fact in all_events(server, claims="false", **asked))
    shown.goto(f"{server}/events?lang=en{f'&known={known}' if known else ''}")
    shown.get_by_text("The numbers as a table").click()
    rows = [row.all_inner_texts() for row in (one.locator("th, td") for one in shown.locator("tbody tr").all())]
    counted = {row[0]: int(row[-1]) for row in rows}
    assert counted == {month: count for month, count in months.items() if month and month >= "2022" and count}
    assert all(sum(int(cell or 0) for cell in row[1:-1]) == int(row[-1]) for row in rows)
    bars = shown.locator("svg.bars a").evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")
    drawn = {name: int(count) for name, count in (re.match(r"([\d-]+): (\d+)", bar).groups() for bar in bars)}  # type: ignore[union-attr]
    assert drawn == counted
    assert seen.complaints == []


def test_a_bar_leads_to_the_events_of_its_month(page: tuple[Page, Seen], server: str) -> None:
    shown, _ = page
    shown.goto(f"{server}/events?lang=en")
    shown.locator("svg.bars a[aria-label^='2022-05:']").focus()
    with shown.expect_navigation():
        shown.keyboard.press("Enter")
    shown.wait_for_url("**from=2022-05-01&to=2022-05-31*")
    certain = {fact["id"] for fact in all_events(server, claims="false") if month_of(fact) == "2022-05"}
    found = set(listed(shown))
    assert certain <= found
    rest = {fact["id"]: fact for fact in all_events(server, between="2022-05", claims="false")}
    assert found <= rest.keys()
    assert shown.locator("svg.bars a[aria-label^='2022-03:']").count() == 1, "the months around it stay in view"


def test_the_pages_of_the_list_have_every_event_once_newest_first(page: tuple[Page, Seen], server: str) -> None:
    shown, _ = page
    shown.goto(f"{server}/events?lang=en&from=1700-01-01&to=2030-12-31&status=exit")
    total = int(shown.locator(".lead").inner_text().split()[0])
    seen: list[str] = []
    while True:
        seen += listed(shown)
        older = shown.get_by_role("link", name="Older ones")
        if not older.count():
            break
        with shown.expect_navigation():
            older.click()
    assert len(seen) == len(set(seen)) == total
    dated = {fact["id"]: fact["bounds"] for fact in all_events(server, claims="false")}
    starts = [dated[one]["earliestStart"] for one in seen if dated[one].get("earliestStart")]
    assert starts == sorted(starts, reverse=True)


@pytest.mark.parametrize(
    ("language", "word"), [("en", "reported"), ("ru", "по сообщениям"), ("uk", "за повідомленнями")]
)
def test_an_allegation_is_never_told_as_a_fact(page: tuple[Page, Seen], server: str, language: str, word: str) -> None:
    shown, _ = page
    facts = {fact["id"]: fact for fact in all_events(server, lang=language)}
    shown.goto(f"{server}/events?lang={language}&from=2022-04-01&to=2022-06-30")
    rows = shown.locator("ol.events > li").evaluate_all(EVENTS)
    assert len(rows) == 50
    doubtful = 0
    for links, told, codes, linked in rows:
        (link,) = links
        fact = facts[link.removeprefix("/fact/").partition("?")[0]]
        assert fact["status"]["label"] in told
        allegation = fact["contested"] or fact["credibility"]["code"] > 2
        assert (word in told) == allegation, told
        doubtful += allegation
        assert codes == [str(fact["credibility"]["code"])]
        sources = {one["source"]["url"] for one in fact["claimsFor"] + fact["claimsAgainst"] if one["source"]["url"]}
        assert set(linked) <= sources
        assert bool(linked) == bool(sources)
    assert 0 < doubtful < 50


def test_filters_work_together(page: tuple[Page, Seen], server: str) -> None:
    shown, _ = page
    shown.goto(f"{server}/events?lang=en")
    shown.get_by_label("What happened").select_option("killed")
    shown.get_by_role("combobox", name="Formation").fill("southern-md")
    shown.get_by_label("Credibility at least").select_option("2")
    with shown.expect_navigation():
        shown.get_by_role("button", name="Show").click()
    facts = {fact["id"]: fact for fact in all_events(server, status="killed", claims="false")}
    found = listed(shown)
    assert "event/oleg-tsokov/death" in found
    assert all(one in facts and facts[one]["credibility"]["code"] <= 2 for one in found)
    assert {facts[one]["formation"]["id"] for one in found} > {"southern-md"}, "what is below it is there as well"
    assert len(found) < len(facts)
    shown.goto(f"{server}/events?lang=en&from=2000-01-01&contested=true")
    rest = {fact["id"] for fact in all_events(server, claims="false", contested="true")}
    assert set(listed(shown)) == rest


def test_a_kind_of_the_legend_is_a_filter_that_can_be_taken_off(page: tuple[Page, Seen], server: str) -> None:
    shown, _ = page
    shown.goto(f"{server}/events?lang=en")
    kind = shown.locator(".kinds a", has_text="Deaths")
    count = kind.locator(".when").inner_text()
    with shown.expect_navigation():
        kind.click()
    assert shown.locator(".lead").inner_text().startswith(f"{count} events")
    with shown.expect_navigation():
        shown.locator(".kinds a[aria-current]").click()
    assert "status" not in shown.url


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("status=slain", "slain"),
        ("from=2023-01-01&to=2022-01-01", "2022-01-01 is before 2023-01-01"),
        ("credibility=7", "credibility"),
        ("cursor=abc", "cursor"),
    ],
)
def test_a_bad_address_says_what_is_wrong(page: tuple[Page, Seen], server: str, query: str, told: str) -> None:
    shown, _ = page
    assert told in refusal(shown, f"{server}/events?lang=en&{query}")


def test_on_a_phone_only_the_chart_scrolls(page: tuple[Page, Seen], server: str) -> None:
    shown, _ = page
    shown.set_viewport_size({"width": 390, "height": 800})
    shown.goto(f"{server}/events?lang=en")
    assert shown.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    newest = shown.locator("svg.bars a").last.bounding_box()
    assert newest and 0 <= newest["x"] < 390, "the newest bars are in view"
