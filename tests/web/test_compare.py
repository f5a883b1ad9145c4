"""Two states compared, as a person uses the page."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page

from tests.conftest import plain_http
from tests.web.conftest import Seen, refusal

pytestmark = pytest.mark.browser

PURGE = "The purge of May 2022, as it was told and as it turned out"
VERDICTS = """links => links.map(link => {
  const cell = link.closest("td"), codes = [...cell.querySelectorAll(".code")];
  return [link.getAttribute("href"), codes.map(code => code.innerText), cell.innerText];
})"""
"""What each of some links leads to, and the code and the words of the cell in which it stands."""


def rest(server: str, path: str, **asked: str) -> dict[str, Any]:
    answer = plain_http.get(f"{server}/api/v1/{path}", params=asked, timeout=60)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def story(shown: Page, name: str) -> Locator:
    return shown.locator("article.story", has=shown.get_by_role("heading", name=name))


def test_the_purge_of_may_2022_as_it_was_told_and_as_it_turned_out(page: tuple[Page, Seen], server: str) -> None:
    shown, seen = page
    shown.goto(f"{server}/compare?lang=en")
    with shown.expect_navigation():
        shown.get_by_role("link", name=PURGE).click()
    told = {
        ("Igor Osipov", "arrested"): ("4", "5", "refuted by what was seen later"),
        ("Igor Osipov", "suspended"): ("3", "5", "refuted by what was seen later"),
        ("Valery Gerasimov", "suspended"): ("5", "5", "refuted by what was seen later"),
        ("Sergei Kisel", "dismissed"): ("3", "3", "never confirmed"),
        ("Vladislav Ershov", "dismissed"): ("4", "4", "never confirmed"),
        ("Arkady Marzoev", "dismissed"): ("4", "5", "refuted by what was seen later"),
        ("Andrey Simonov", "killed"): ("4", "2", "borne out"),
    }
    for (name, what), (then, now, outcome) in told.items():
        row = story(shown, name).locator("tbody tr", has=shown.locator("th", has_text=what))
        assert row.locator(".code").all_inner_texts() == [then, now], (name, what)
        assert row.locator(".outcome").inner_text() == outcome
        assert row.locator("th").inner_text().startswith("reported") == (now != "2")
    assert "commander, Black Sea Fleet" in story(shown, "Igor Osipov").locator("p").inner_text()
    first = story(shown, "Valery Gerasimov").locator("tbody tr").first
    assert "Oleksiy Arestovych (alleged)" in first.inner_text()
    first.get_by_text("Who said so then, with sources").click()
    assert first.locator("details li a[rel]").first.is_visible()
    assert seen.complaints == []


@pytest.mark.parametrize("place", [0, 1])
def test_verdicts_then_and_now_are_those_of_the_facts(page: tuple[Page, Seen], server: str, place: int) -> None:
    shown, _ = page
    shown.goto(f"{server}/compare?lang=en")
    with shown.expect_navigation():
        shown.locator(".presets a").nth(place).click()
    told = shown.locator("article.story tbody tr a[href^='/fact/']").evaluate_all(VERDICTS)
    for link, codes, words in told:
        path, _, query = link.removeprefix("/fact/").partition("?")
        asked = dict(part.split("=") for part in query.split("&") if part and not part.startswith("lang="))
        fact = rest(server, f"facts/{path}", **asked)
        assert codes == [str(fact["credibility"]["code"])]
        assert ("contested" in words) == fact["contested"]
    assert len(told) > 10


def test_july_2023_tells_of_popov_and_tsokov(page: tuple[Page, Seen], server: str) -> None:
    shown, _ = page
    shown.goto(f"{server}/compare?lang=en")
    with shown.expect_navigation():
        shown.get_by_role("link", name="July 2023").click()
    for name in ("Ivan Popov", "Oleg Tsokov"):
        assert story(shown, name).locator(".outcome").first.inner_text() == "borne out"


def test_formations_that_differ_are_those_of_the_two_hierarchies(page: tuple[Page, Seen], server: str) -> None:
    shown, _ = page
    states = [{"on": "2022-05-20", "known": "2022-05-21"}, {"on": "2022-05-20"}]
    nodes = [
        {node["formation"]["id"]: node for node in rest(server, "hierarchy", claims="false", **state)["nodes"]}
        for state in states
    ]

    def told(node: dict[str, Any] | None) -> object:
        if node is None:
            return None
        leaders = {
            (one["person"]["id"], one["held"], one["tenure"]["credibility"]["code"])
            for one in node["leader"]["holders"]
        }
        edge = node.get("edge")
        return leaders, node["superior"], edge and (edge["held"], edge["credibility"]["code"])

    everything = nodes[0].keys() | nodes[1].keys()
    differ = {one for one in everything if told(nodes[0].get(one)) != told(nodes[1].get(one))}
    address = f"{server}/compare?lang=en&on=2022-05-20&known=2022-05-21&on2=2022-05-20"

    def listed() -> list[str]:
        links = shown.locator("details.section tbody th a").evaluate_all("all => all.map(one => one.pathname)")
        return [link.removeprefix("/formation/") for link in links]

    shown.goto(address)
    assert sorted(listed()) == sorted(differ)
    assert f"{len(everything) - len(differ)} formations are the same in both." in shown.locator("main").inner_text()
    with shown.expect_navigation():
        shown.get_by_role("link", name="also what is the same").click()
    assert sorted(listed()) == sorted(everything)
    with shown.expect_navigation():
        shown.get_by_role("link", name="only differences").click()
    assert sorted(listed()) == sorted(differ)


def test_the_form_compares_any_two_states(page: tuple[Page, Seen], server: str) -> None:
    shown, _ = page
    shown.goto(f"{server}/compare?lang=en")
    one, other = (shown.get_by_role("group", name=name) for name in ("State A", "State B"))
    one.get_by_label("On", exact=True).fill("2023-07-01")
    other.get_by_label("On", exact=True).fill("2023-08-01")
    with shown.expect_navigation():
        shown.get_by_role("button", name="Compare").click()
    assert "on=2023-07-01" in shown.url and "on2=2023-08-01" in shown.url
    row = shown.locator("details.section tr", has=shown.locator("th", has_text="58th Combined Arms Army"))
    assert "Ivan Popov" in row.locator("td").nth(0).inner_text()
    assert "Ivan Popov" not in row.locator("td").nth(1).inner_text()
    between = rest(server, "events", between="2023-07-01/2023-08-01", claims="false")
    with shown.expect_navigation():
        shown.get_by_role("link", name="all of them in time").click()
    assert "from=2023-07-01&to=2023-08-01" in shown.url
    links = shown.locator("ol.events a[href^='/fact/']").evaluate_all("all => all.map(one => one.pathname)")
    assert {link.removeprefix("/fact/") for link in links} <= {fact["id"] for fact in between["items"]}


def test_two_policies_of_one_day_are_two_states(page: tuple[Page, Seen], server: str) -> None:
    shown, _ = page
    shown.goto(
        f"{server}/compare?lang=en&on=2022-05-20&on2=2022-05-20&policy2=official-only&from=2022-05-01&to=2022-05-21"
    )
    states = shown.locator("dl.states dd").all_inner_texts()
    assert "judged by" not in states[0]
    assert "judged by" in states[1]
    assert shown.locator("#told").count() == 1, "what one policy believes and the other does not is told"
    links = shown.locator("#leader td:nth-child(3) a, #verdict td:nth-child(3) a, #known td:nth-child(3) a")
    searches = links.evaluate_all("all => all.map(one => one.search)")
    assert searches and all("policy=official-only" in one for one in searches)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("on2=2022-05-20&known2=2022-05-01", "on2"),
        ("policy2=mine", "policy2"),
        ("on=2022-05-20&known=2022-05-01", "on: 2022-05-20 is after 2022-05-01"),
        ("from=2022-05-20&to=2022-05-01", "to"),
        ("on=someday", "someday"),
    ],
)
def test_a_bad_address_says_which_parameter_is_wrong(
    page: tuple[Page, Seen], server: str, query: str, told: str
) -> None:
    shown, _ = page
    assert told in refusal(shown, f"{server}/compare?lang=en&{query}")


@pytest.mark.parametrize("language", ["en", "ru", "uk"])
def test_on_a_phone_the_states_stand_below_each_other_with_their_letters(
    page: tuple[Page, Seen], server: str, language: str
) -> None:
    shown, _ = page
    shown.set_viewport_size({"width": 390, "height": 800})
    shown.goto(f"{server}/compare?lang={language}&on=2022-05-20&known=2022-05-21&on2=2022-05-20")
    assert shown.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    cells = shown.locator("#leader tbody tr").first.locator("td")
    upper, lower = (cells.nth(place).bounding_box() for place in (0, 1))
    assert upper and lower and upper["y"] + upper["height"] <= lower["y"]
    letters = cells.evaluate_all("all => all.map(one => getComputedStyle(one, '::before').content)")
    assert letters == (['"A"', '"B"'] if language == "en" else ['"А"', '"Б"'])
