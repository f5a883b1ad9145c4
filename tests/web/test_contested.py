"""The board of what is contested, as a person uses it."""

import re
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page

from ontology.vocabulary import load
from tests.conftest import plain_http
from tests.web.conftest import Seen, refusal

pytestmark = pytest.mark.browser

WEIGHTY = ("death", "exit", "removal")


def contested(server: str, **asked: str) -> dict[str, Any]:
    """What REST calls contested, by id."""
    answer = plain_http.get(f"{server}/api/v1/contested", params={"limit": "500", **asked}, timeout=60).json()
    assert answer["next"] is None
    return {fact["id"]: fact for fact in answer["items"]}


def on_board(shown: Page) -> list[str]:
    """The ids of the facts whose pages the board leads to, in its order."""
    addresses = shown.locator("article a[href^='/fact/']").evaluate_all("all => all.map(one => one.pathname)")
    return [address.removeprefix("/fact/") for address in dict.fromkeys(addresses)]


@pytest.mark.parametrize("known", [None, "2022-05-21", "2023-07-20"])
def test_everything_contested_is_on_the_board_and_nothing_else_but_its_rivals(
    page: tuple[Page, Seen], server: str, known: str | None
) -> None:
    shown, seen = page
    asked = {"known": known} if known else {}
    facts = contested(server, **asked)
    shown.goto(f"{server}/contested?lang=en{f'&known={known}' if known else ''}")
    rivals = {rival for fact in facts.values() for rival in fact["rivals"]}
    assert facts.keys() <= set(on_board(shown)) <= facts.keys() | rivals
    count = shown.locator("article.question").count()
    assert shown.locator(".lead").inner_text().startswith(f"{count} open disagreement")
    assert seen.complaints == []


def test_both_sides_stand_next_to_each_other_each_claim_one_click_from_its_source(
    page: tuple[Page, Seen], server: str
) -> None:
    shown, _ = page
    shown.goto(f"{server}/contested?lang=en&kind=event")
    fact = contested(server, kind="event")["event/igor-osipov/dismissed/3"]
    entry = shown.locator("article", has=shown.locator(f"a[href^='/fact/{fact['id']}']"))
    assert entry.locator("h2").inner_text().startswith("Was Igor Osipov dismissed?")
    sides = entry.locator(".side")
    assert sides.locator("h3").all_inner_texts() == ["What speaks for it", "What speaks against it"]
    left, right = (sides.nth(place).bounding_box() for place in (0, 1))
    assert left and right and left["y"] == right["y"] and left["x"] + left["width"] <= right["x"]
    for side, name in ((sides.nth(0), "claimsFor"), (sides.nth(1), "claimsAgainst")):
        sources = {one["source"]["url"] for one in fact[name] if one["source"]["url"]}
        shown_sources = side.locator("li a[rel]").evaluate_all("all => all.map(one => one.getAttribute('href'))")
        assert set(shown_sources) == sources
        assert side.locator("a[href^='/claim/']").count() == len(fact[name])
    assert "denies" in sides.nth(1).locator("li").first.inner_text()
    assert f"{fact['reports']} reports, {len(fact['origins'])} origins" in sides.nth(0).inner_text()
    assert "What would settle it: the word of somebody who decides" in entry.locator(".settle").inner_text()


def test_the_order_is_the_one_that_the_page_states(page: tuple[Page, Seen], server: str) -> None:
    """Weighty questions first; among those that are not open, the higher echelon before the lower one."""
    shown, _ = page
    vocabulary = load()
    facts = contested(server)
    client = httpx.Client(base_url=server, timeout=60)
    newest = date.fromisoformat(client.get("/api/v1/contested", params={"limit": 1}).json()["reaches"])
    shown.goto(f"{server}/contested?lang=en")
    places = []
    for entry in shown.locator("article.question").all():
        identity = str(entry.get_attribute("id"))
        fact = facts.get(identity) or client.get(f"/api/v1/facts/{identity}").json()
        address = entry.locator("p.other a[href^='/formation/']").first.get_attribute("href")
        echelon = client.get(f"/api/v1{str(address).partition('?')[0].replace('/formation/', '/formations/')}").json()[
            "echelon"
        ]
        if fact["kind"] == "event":
            weighty = vocabulary.statuses[fact["status"]["id"]].effect in WEIGHTY
        else:
            weighty = fact["kind"] == "tenure" and vocabulary.roles[fact["post"]["role"]].leads
        days = re.findall(r"\d{4}-\d{2}-\d{2}", entry.locator("h2 .when").inner_text())
        lately = bool(days) and date.fromisoformat(max(days)) >= newest - timedelta(days=730)
        places.append((not weighty, not lately, vocabulary.echelons[echelon].order))
    assert len(places) > 10
    assert all(one <= other for one, other in pairwise(places))


def test_filters_leave_what_they_name_and_stay_in_the_address(page: tuple[Page, Seen], server: str) -> None:
    shown, _ = page
    shown.goto(f"{server}/contested?lang=en")
    shown.get_by_label("Question").select_option("subordination")
    with shown.expect_navigation():
        shown.get_by_role("button", name="Show").click()
    assert "kind=subordination" in shown.url
    assert all(one.startswith("subordination/") for one in on_board(shown))
    assert {one for one in contested(server) if one.startswith("subordination/")} == set(on_board(shown))
    shown.goto(f"{server}/contested?lang=en")
    shown.get_by_label("Formation").fill("Black Sea Fleet")
    with shown.expect_navigation():
        shown.get_by_role("button", name="Show").click()
    found = on_board(shown)
    assert "event/igor-osipov/dismissed/3" in found
    assert "subordination/22-ac/black-sea-fleet/organic" in found, "the 22nd Corps was below the fleet"
    assert not [one for one in found if "gerasimov" in one]


def test_another_policy_contests_other_things(page: tuple[Page, Seen], server: str) -> None:
    shown, _ = page
    shown.goto(f"{server}/contested?lang=en&policy=official-only")
    facts = contested(server, policy="official-only")
    rivals = {rival for fact in facts.values() for rival in fact["rivals"]}
    assert facts.keys() <= set(on_board(shown)) <= facts.keys() | rivals
    links = shown.locator("article a[href^='/fact/']").evaluate_all("all => all.map(one => one.search)")
    assert all("policy=official-only" in one for one in links), "the facts are shown as the same policy judges them"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("formation=blak-sea-fleet", "black-sea-fleet"),
        ("kind=deaths", "allowed are"),
        ("known=soon", "soon"),
        ("policy=mine", "no policy"),
    ],
)
def test_a_bad_address_says_what_is_wrong_and_a_way_on(
    page: tuple[Page, Seen], server: str, query: str, told: str
) -> None:
    shown, _ = page
    assert told in refusal(shown, f"{server}/contested?lang=en&{query}")
    with shown.expect_navigation():
        shown.get_by_role("link", name=f"this page without {query.partition('=')[0]}").click()
    assert shown.locator("article.question").count() > 10


@pytest.mark.parametrize("language", ["en", "ru", "uk"])
def test_on_a_phone_the_sides_stand_below_each_other_and_still_say_which_they_are(
    page: tuple[Page, Seen], server: str, language: str
) -> None:
    shown, _ = page
    shown.set_viewport_size({"width": 390, "height": 800})
    shown.goto(f"{server}/contested?lang={language}")
    assert shown.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    sides = shown.locator("article.question").first.locator(".side")
    upper, lower = (sides.nth(place).bounding_box() for place in (0, 1))
    assert upper and lower and upper["y"] + upper["height"] <= lower["y"] and upper["x"] == lower["x"]
    assert all(sides.locator("h3").all_inner_texts())
