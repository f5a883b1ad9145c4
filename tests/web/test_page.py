"""The page, looked at in a real browser."""

import json
import re
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page

from api.page import _in_script
from graph.answer import Answers
from graph.drawing import MOST_NODES, drawing
from graph.hierarchy import hierarchy
from tests.conftest import serving
from tests.web.conftest import Seen

CLAIMS_FOR = re.compile("claims? for it")
pytestmark = pytest.mark.browser


def ink(page: Page) -> int:
    """How many pixels of the drawing are not white."""
    return int(
        page.evaluate(
            """() => { const canvas = document.querySelector("#graph canvas");
            const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
            let inked = 0;
            for (let i = 0; i < data.length; i += 4)
              if (data[i + 3] > 0 && (data[i] < 245 || data[i + 1] < 245 || data[i + 2] < 245)) inked++;
            return inked; }"""
        )
    )


@pytest.mark.parametrize(
    "query", ["/", "/?on=2022-02-24", "/?on=2022-05-20&known=2022-05-21", "/?root=black-sea-fleet"]
)
def test_the_page_draws_and_complains_of_nothing(page: tuple[Page, Seen], server: str, query: str) -> None:
    shown, seen = page
    response = shown.goto(server + query)
    assert response is not None
    assert response.status == 200
    shown.wait_for_function("() => window.stavka !== undefined")
    shown.wait_for_timeout(300)
    assert ink(shown) > 1000
    assert seen.complaints == []
    assert all(url.startswith((server, "data:")) for url in seen.requests), "nothing is fetched from elsewhere"


def test_a_click_on_a_box_shows_its_claims_with_their_sources(page: tuple[Page, Seen], server: str) -> None:
    shown, seen = page
    shown.goto(f"{server}/?on=2022-05-20&known=2022-05-21")
    shown.wait_for_function("() => window.stavka !== undefined")
    where = shown.evaluate(
        """() => { const at = window.stavka.network.getPosition("black-sea-fleet");
        const dom = window.stavka.network.canvasToDOM(at);
        const box = document.querySelector("#graph").getBoundingClientRect();
        return { x: dom.x + box.x, y: dom.y + box.y }; }"""
    )
    shown.mouse.click(where["x"], where["y"])
    panel = shown.locator("#details")
    panel.get_by_text("Igor Osipov").first.wait_for()
    panel.get_by_text(CLAIMS_FOR).first.click()
    link = panel.locator("ul.claims a").first
    assert str(link.get_attribute("href")).startswith("http")
    assert link.get_attribute("rel") == "noopener noreferrer"
    panel.get_by_text("reports of an end").first.click()
    assert panel.get_by_text("reported arrested").first.is_visible()
    assert panel.get_by_text("claims of undated sources are left out").is_visible()
    assert seen.complaints == []


def test_folded_subordinates_are_drawn_on_demand(page: tuple[Page, Seen], server: str) -> None:
    shown, _ = page
    shown.goto(f"{server}/?on=2022-02-24")
    shown.wait_for_function("() => window.stavka !== undefined")
    assert shown.evaluate("window.stavka.nodes.get('19-mrd')") is None
    shown.evaluate("window.stavka.pick('southern-md')")
    shown.get_by_role("button", name="Draw its other subordinates").click()
    shown.wait_for_function("() => window.stavka.nodes.get('19-mrd') !== null")


def test_the_list_works_by_keyboard(page: tuple[Page, Seen], server: str) -> None:
    shown, _ = page
    shown.goto(f"{server}/?on=2022-02-24")
    shown.get_by_role("button", name="Southern Military District", exact=True).focus()
    shown.keyboard.press("Enter")
    shown.locator("#details").get_by_text("Alexander Dvornikov").first.wait_for()
    shown.keyboard.press("Escape")
    assert shown.locator("#details").is_hidden()


def test_the_day_can_be_changed_and_search_finds(page: tuple[Page, Seen], server: str) -> None:
    shown, _ = page
    shown.goto(server)
    assert "The newest day that the sources reach" in shown.inner_text(".summary")
    shown.fill("input[name=on]", "2022-02-24")
    shown.get_by_role("button", name="Show").click()
    shown.wait_for_url("**on=2022-02-24**")
    assert "on 2022-02-24, as known today" in shown.inner_text(".summary")
    shown.fill("#find input", "58th")
    shown.keyboard.press("Enter")
    shown.locator("#details h2").get_by_text("58th").wait_for()


def test_a_person_has_a_page(page: tuple[Page, Seen], server: str) -> None:
    shown, seen = page
    shown.goto(server)
    shown.fill("#find input", "Ivan Popov")
    shown.keyboard.press("Enter")
    shown.wait_for_url("**/person/ivan-popov")
    text = shown.inner_text(".timeline")
    assert "Иван Попов" in text
    assert "58th" in text
    assert "reported suspended" in text, "what is only alleged is said to be reported"
    shown.get_by_text(CLAIMS_FOR).first.click()
    assert shown.locator("ul.claims a").first.is_visible()
    assert seen.complaints == []
    assert httpx.get(f"{server}/person/nobody", timeout=60).status_code == 404


def test_a_later_day_is_said_to_be_extrapolated(page: tuple[Page, Seen], server: str) -> None:
    shown, _ = page
    shown.goto(f"{server}/?on=2026-10-01")
    assert "everything is extrapolated" in shown.inner_text(".summary")


def test_on_a_small_screen_nothing_sticks_out(browser: Browser, server: str) -> None:
    shown = browser.new_page(viewport={"width": 390, "height": 844})
    shown.goto(f"{server}/?on=2022-02-24")
    shown.wait_for_function("() => window.stavka !== undefined")
    assert shown.evaluate("document.documentElement.scrollWidth") <= 390
    shown.close()


def test_a_wrong_day_is_explained_on_the_page(server: str) -> None:
    response = httpx.get(f"{server}/", params={"on": "2022-99-99"}, timeout=60)
    assert response.status_code == 422
    assert "2022-99-99" in response.text
    assert "<canvas" not in response.text


NAME = "</script><script>document.title='taken'</script> Ёж & <b>"


def test_names_are_texts_wherever_they_stand(
    browser: Browser, environment: dict[str, str], facts_directory: Path, tmp_path: Path
) -> None:
    """Names that would end a script element or start markup: in the drawing, the list, the search and the panel."""
    for register, old in (("formations.yaml", "1st Army"), ("persons.yaml", "Pyotr B"), ("claimants.yaml", "A Paper")):
        path = facts_directory / register
        path.write_text(path.read_text().replace(f"name: {old}", f"name: {json.dumps(f'{old} {NAME}')}"))
    home = {**environment, "STAVKA_HOME": str(tmp_path / "home")}
    with serving(home, tmp_path / "log", "--facts", str(facts_directory)) as address:
        shown = browser.new_page()
        shown.goto(f"{address}/?on=2022-02-10")
        shown.wait_for_function("() => window.stavka !== undefined")
        shown.get_by_role("button", name="1st Army").click()
        shown.locator("#details h2").get_by_text(NAME).wait_for()
        shown.locator("#details").get_by_text(CLAIMS_FOR).last.click()
        assert shown.locator("#details").get_by_text(f"Pyotr B {NAME}").first.is_visible()
        assert shown.locator("#details").get_by_text(f"A Paper {NAME}").last.is_visible()
        assert shown.title().startswith("Stavka: ")
        assert shown.evaluate("() => document.querySelectorAll('script').length") == 4
        assert shown.evaluate("() => document.querySelector('#details b, .list b')") is None
        shown.close()


def test_no_character_ends_the_data_of_the_page() -> None:
    escaped = _in_script({"name": NAME + "\u2028"})
    assert not set("<>&\u2028") & set(escaped)
    assert json.loads(escaped) == {"name": NAME + "\u2028"}


def test_a_view_never_has_more_than_500_boxes(answers: Answers) -> None:
    drawn = drawing(hierarchy(answers, on="2022-02-24", claims=False), ["all"])
    assert drawn["drawn"] <= MOST_NODES
    assert drawn["hidden"] == 0


def test_the_policy_forbids_what_is_not_ours(server: str) -> None:
    policy = httpx.get(server, timeout=60).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    text = httpx.get(server, timeout=60).text
    assert " onclick=" not in text
    assert "style=" not in text
    assert "cdn" not in text.lower()


def test_the_policy_and_the_links_can_be_chosen(page: tuple[Page, Seen], server: str) -> None:
    shown, seen = page
    shown.goto(f"{server}/?on=2022-06-25")
    shown.wait_for_function("() => window.stavka !== undefined")
    before = shown.locator(".count").first.text_content()
    shown.get_by_label("judged by").select_option("official-only")
    shown.get_by_label("links").select_option("organic")
    shown.get_by_role("button", name="Show").click()
    shown.wait_for_function("() => window.stavka !== undefined")
    assert "policy=official-only" in shown.url
    assert "judged by official-only, organic links only" in (shown.locator(".summary").text_content() or "")
    assert shown.locator(".count").first.text_content() != before
    shown.evaluate("() => window.stavka.pick('eastern-md')")
    why = shown.locator("#details").get_by_role("link", name="Why?").first
    why.wait_for()
    assert "policy=official-only" in str(why.get_attribute("href"))
    assert seen.complaints == []


def test_an_unknown_policy_is_said_on_the_page(page: tuple[Page, Seen], server: str) -> None:
    shown, _ = page
    response = shown.goto(f"{server}/?policy=officials")
    assert response is not None
    assert response.status == 422
    assert "official-only" in (shown.get_by_role("alert").text_content() or "")


@pytest.mark.parametrize("width", [1440, 390])
def test_a_fact_says_why_in_two_clicks_from_its_person(page: tuple[Page, Seen], server: str, width: int) -> None:
    shown, seen = page
    shown.set_viewport_size({"width": width, "height": 844})
    shown.goto(f"{server}/person/igor-osipov?known=2022-05-21")
    shown.locator("article", has_text="reported arrested").first.get_by_role("link", name="Why?").click()
    assert "/fact/event/igor-osipov/arrested" in shown.url
    assert "known=2022-05-21" in shown.url
    text = shown.locator("section.why").text_content() or ""
    for words in ("Doubtful (4)", "Claims set aside", "nameless: nobody is named", "What would settle it", "decisive"):
        assert words in text
    assert shown.locator("ul.claims a").first.get_attribute("rel") == "noopener noreferrer"
    assert shown.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert seen.complaints == []


def test_the_findings_have_a_page(page: tuple[Page, Seen], server: str) -> None:
    shown, seen = page
    shown.goto(server)
    shown.get_by_role("link", name="Findings").click()
    assert "findings. A finding decides nothing" in (shown.locator("section.why").text_content() or "")
    shown.locator("a[href^='/fact/']").first.click()
    shown.locator("p.reason").wait_for()
    assert seen.complaints == []


def test_links_of_a_person_and_a_fact_keep_policy_and_day(page: tuple[Page, Seen], server: str) -> None:
    shown, seen = page
    asked = "?known=2022-06-01&policy=any-two-origins"
    for path, links in (
        ("person/igor-osipov", ("this as JSON", "Why?")),
        ("fact/event/igor-osipov/arrested", ("this as JSON", "Igor Osipov")),
    ):
        shown.goto(f"{server}/{path}{asked}")
        for text in links:
            link = shown.get_by_role("link", name=text, exact=True).first
            assert str(link.get_attribute("href")).endswith(asked), (path, text)
        assert shown.get_by_label("As known on").input_value() == "2022-06-01"
    assert seen.complaints == []
