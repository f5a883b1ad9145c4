"""The explorer as a person uses it: looked at, clicked, typed into, slid, linked and loaded again."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.conftest import plain_http
from tests.web.conftest import Seen, refusal

pytestmark = pytest.mark.browser

READY = "html[data-explorer=ready]"
CLAIMS = "#details .fact ul.claims li"

NAMED_UNDER_THE_POINTER = """(lanes) => {
  const { left, right, top, bottom } = lanes.getBoundingClientRect();
  const found = [];
  for (let y = top + 4; y < bottom; y += 9)
    for (let x = left; x < right; x += 2) {
      lanes.dispatchEvent(new MouseEvent("mousemove", { clientX: x, clientY: y }));
      const name = lanes.querySelector("title").textContent;
      if (name !== "") found.push([x, y, name]);
    }
  return found;
}"""
"""The places on the lanes of a slider where an event is named, and how."""


def opened(page: Page, address: str) -> Page:
    """The explorer at an address, drawn."""
    page.goto(address)
    page.wait_for_selector(READY, state="attached")
    return page


def unit(page: Page, formation: str) -> str:
    """What the box of a formation says to those who do not see it."""
    return " ".join(page.locator(f"#unit-{formation} span").all_text_contents())


def slide(page: Page, axis: str, day: str) -> None:
    """Move a slider to a day, as dragging it does."""
    page.locator(f".axis-{axis} input[type=range]").evaluate(
        """(range, day) => { range.value = Date.parse(day) / 864e5;
        range.dispatchEvent(new Event("input", { bubbles: true })); }""",
        day,
    )


def test_popov_is_found_and_what_was_known_of_him_moves(page: tuple[Page, Seen], server: str, browser: Browser) -> None:
    shown, seen = page
    opened(shown, f"{server}/?on=2023-07-09&known=2023-07-10")
    shown.get_by_role("combobox").fill("popov ivan")
    option = shown.get_by_role("option", name="Ivan Popov").first
    expect(option).to_contain_text("58th Combined Arms Army, at another time")
    option.click()
    expect(shown.locator("#details h2")).to_have_text("58th Combined Arms Army")
    expect(shown.locator("#unit-58-caa")).to_have_class(re.compile("focus"))
    before = unit(shown, "58-caa")
    assert "Popov" not in before, "no source has named him yet"

    slide(shown, "known", "2023-07-20")
    expect(shown.locator(".changes")).to_contain_text(re.compile("58th Combined Arms Army .*→ .*Popov"))
    slide(shown, "on", "2023-07-11")
    after = unit(shown, "58-caa")
    assert "Popov" in after
    expect(shown.locator(".axis-known input[type=text]")).to_have_value("2023-07-20")
    expect(shown.locator(CLAIMS).first).to_be_visible()
    source = shown.locator("#details .fact a.source").first
    assert re.match("https?://", str(source.get_attribute("href")))
    assert source.get_attribute("rel") == "noopener noreferrer"

    told = shown.locator("#details .fact").first.inner_text()
    other = browser.new_page(viewport={"width": 1440, "height": 900})
    opened(other, shown.url)
    assert unit(other, "58-caa") == after
    expect(other.locator("#details .fact").first).to_have_text(told, use_inner_text=True)
    other.close()
    shown.reload()
    shown.wait_for_selector(READY, state="attached")
    assert unit(shown, "58-caa") == after
    assert seen.complaints == []
    assert all(url.startswith((server, "data:")) for url in seen.requests), "nothing is fetched from elsewhere"


def test_going_back_shows_what_was_there_before(page: tuple[Page, Seen], server: str) -> None:
    shown, _ = page
    opened(shown, f"{server}/?on=2022-05-20")
    shown.locator("#unit-southern-md").click()
    expect(shown.locator("#details h2")).to_have_text("Southern Military District")
    shown.locator("#details ol button").first.click()
    expect(shown.locator("#details h2")).to_contain_text("Ministry of Defence")
    shown.go_back()
    expect(shown.locator("#details h2")).to_have_text("Southern Military District")
    shown.go_back()
    expect(shown.locator("#details")).to_be_hidden()
    assert "focus" not in shown.url


def test_subordinates_are_opened_and_folded(page: tuple[Page, Seen], server: str) -> None:
    shown, seen = page
    opened(shown, f"{server}/?on=2022-05-20")
    expect(shown.locator("#unit-42-mrd")).to_have_count(0)
    shown.locator("#unit-southern-md .more").click()
    expect(shown.locator("#unit-southern-md")).to_have_attribute("aria-expanded", "true")
    shown.locator("#unit-58-caa .more").click()
    expect(shown.locator("#unit-42-mrd")).to_have_count(1)
    assert "58-caa" in shown.url
    shown.locator("#unit-58-caa .more").click()
    expect(shown.locator("#unit-42-mrd")).to_have_count(0)
    shown.get_by_role("button", name="Open all, or fold again").click()
    shown.get_by_role("button", name="Show all of the drawing").click()
    expect(shown.locator("#unit-42-mrd")).to_have_count(1)
    assert seen.complaints == []


def test_everything_can_be_done_by_keyboard(page: tuple[Page, Seen], server: str) -> None:
    shown, _ = page
    opened(shown, f"{server}/?on=2022-05-20&focus=southern-md")
    drawing = shown.get_by_role("tree")
    drawing.focus()
    expect(drawing).to_have_attribute("aria-activedescendant", "unit-southern-md")
    shown.keyboard.press("ArrowRight")
    expect(drawing).to_have_attribute("aria-activedescendant", "unit-black-sea-fleet")
    shown.keyboard.press("ArrowLeft")
    expect(drawing).to_have_attribute("aria-activedescendant", "unit-southern-md")
    shown.keyboard.press("Home")
    expect(drawing).to_have_attribute("aria-activedescendant", "unit-mod")
    shown.keyboard.press("Enter")
    expect(shown.locator("#details h2")).to_be_focused()
    shown.keyboard.press("Escape")
    expect(shown.locator("#details")).to_be_hidden()
    shown.keyboard.press("/")
    expect(shown.get_by_role("combobox")).to_be_focused()
    shown.keyboard.type("black sea fleet")
    expect(shown.get_by_role("option").first).to_be_visible()
    shown.keyboard.press("ArrowDown")
    shown.keyboard.press("Enter")
    expect(shown.locator("#details h2")).to_have_text("Black Sea Fleet")
    slider = shown.get_by_role("slider", name="It is")
    slider.focus()
    shown.keyboard.press("ArrowRight")
    expect(shown).to_have_url(re.compile("on=2022-05-21"))
    shown.keyboard.press("PageDown")
    expect(shown).to_have_url(re.compile("on=2022-04-21"))


def test_play_goes_from_change_to_change(page: tuple[Page, Seen], server: str) -> None:
    shown, _ = page
    opened(shown, f"{server}/?on=2022-05-10&known=2022-05-10")
    field = shown.locator(".axis-known input[type=text]")
    shown.locator(".axis-known").get_by_role("button", name="Play from change to change").click()
    expect(field).not_to_have_value("2022-05-10")
    first = field.input_value()
    expect(field).not_to_have_value(first)
    shown.locator(".axis-known").get_by_role("button", name="Pause").click()
    stopped = field.input_value()
    assert stopped > first > "2022-05-10"
    shown.wait_for_timeout(900)
    assert field.input_value() == stopped


def test_marks_on_the_sliders_lead_to_what_happened(page: tuple[Page, Seen], server: str) -> None:
    shown, _ = page
    opened(shown, f"{server}/?on=2023-07-01&span=2023-06-01/2023-08-30")
    lanes = shown.locator(".axis-on .lanes")
    places = lanes.evaluate(NAMED_UNDER_THE_POINTER)
    for _, _, name in places:
        credibility = int(name.rpartition("[")[2].rstrip("]"))
        assert credibility <= 2 or "reported" in name, "what is not credible is said to be reported"
    x, y, name = next(one for one in places if "Popov" in one[2])
    shown.mouse.click(x, y)
    expect(shown.locator(".axis-on input[type=text]")).to_have_value(name[:10])
    expect(shown.locator("#details h2")).to_be_visible()


def test_second_superiors_are_dashed_lines(page: tuple[Page, Seen], server: str) -> None:
    shown, _ = page
    found = plain_http.get(f"{server}/api/v1/hierarchy?on=2023-07-01&claims=false", timeout=60).json()["nodes"]
    doubled = [node for node in found if node["alternatives"]]
    assert doubled, "on this day sources give some formation two superiors"
    opened(shown, f"{server}/?on=2023-07-01&opened=all")
    shown.get_by_role("button", name="Show all of the drawing").click()
    lines = shown.locator(".lines .second")
    count = sum(len(node["alternatives"]) for node in doubled)
    expect(lines).to_have_attribute("d", re.compile(f"^(M[^M]+){{{count}}}$"))
    assert lines.evaluate("line => getComputedStyle(line).strokeDasharray") != "none"


def test_groups_of_forces_are_a_layer(page: tuple[Page, Seen], server: str) -> None:
    shown, _ = page
    opened(shown, f"{server}/?on=2023-07-01&opened=all")
    shown.get_by_role("button", name="Show all of the drawing").click()
    under = shown.locator("#unit-gof-south, #unit-gof-center, #unit-gof-east, #unit-gof-west")
    with_groups = under.count()
    shown.get_by_text("Options").click()
    shown.get_by_role("checkbox", name="operational").uncheck()
    assert "links=organic%2Cadministrative" in shown.url or "links=organic,administrative" in shown.url
    assert with_groups > 0
    level = shown.locator("#unit-gof-center").get_attribute("aria-level")
    shown.get_by_role("checkbox", name="operational").check()
    assert "links=" not in shown.url
    assert shown.locator("#unit-gof-center").get_attribute("aria-level") != level


def test_another_policy_judges_otherwise(page: tuple[Page, Seen], server: str) -> None:
    shown, seen = page
    opened(shown, f"{server}/?on=2022-06-25")
    before = shown.locator(".summary").inner_text()
    shown.get_by_text("Options").click()
    shown.get_by_label("judged by").select_option("official-only")
    shown.wait_for_url("**policy=official-only**")
    expect(shown.locator(".summary")).not_to_have_text(before, use_inner_text=True)
    shown.locator("#unit-eastern-md").click()
    expect(shown.locator("#details a", has_text="Why?").first).to_have_attribute(
        "href", re.compile("policy=official-only")
    )
    assert seen.complaints == []


def test_the_outline_says_the_same_as_the_drawing(page: tuple[Page, Seen], server: str) -> None:
    shown, _ = page
    opened(shown, f"{server}/?on=2022-05-20&root=southern-md&opened=all")
    drawn = set(shown.locator(".unit[role=treeitem] .name").all_text_contents())
    shown.get_by_role("button", name="Hierarchy as a text").click()
    listed = shown.locator("dialog ul.outline button.link").all_text_contents()
    assert set(listed) == drawn
    shown.locator("dialog ul.outline button.link", has_text="58th Combined Arms Army").click()
    expect(shown.locator("dialog")).to_be_hidden()
    expect(shown.locator("#details h2")).to_have_text("58th Combined Arms Army")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("on=2022-99-99", "2022-99-99"),
        ("focus=59-caa", "59-caa"),
        ("policy=officials", "official-only"),
        ("on=2024-01-01&known=2023-01-01", "after"),
        ("span=2022-02-01", "span"),
    ],
)
def test_a_bad_link_says_what_is_wrong_and_shows_the_newest_day(
    page: tuple[Page, Seen], server: str, query: str, words: str
) -> None:
    shown, _ = page
    assert words in refusal(shown, f"{server}/?{query}")
    shown.wait_for_selector(READY, state="attached")
    expect(shown.locator("#unit-mod")).to_be_visible()


def test_a_day_that_is_none_is_refused_where_it_is_typed(page: tuple[Page, Seen], server: str) -> None:
    shown, _ = page
    opened(shown, f"{server}/?on=2022-05-20")
    field = shown.locator(".axis-on input[type=text]")
    field.fill("20.5.2022")
    field.press("Enter")
    assert field.evaluate("field => field.validationMessage").startswith("Write the day as year-month-day")
    assert "on=2022-05-20" in shown.url
    field.fill("2022-06-01")
    field.press("Enter")
    assert "on=2022-06-01" in shown.url


def test_a_later_day_is_said_to_be_extrapolated(page: tuple[Page, Seen], server: str) -> None:
    shown, _ = page
    opened(shown, f"{server}/?on=2026-10-01")
    expect(shown.locator(".summary")).to_contain_text("No source reaches this day")


def test_a_service_that_does_not_answer_is_told_and_waited_for(page: tuple[Page, Seen], server: str) -> None:
    shown, _ = page
    fails: list[Callable[[Route], None]] = [lambda route: route.abort()]
    shown.route("**/chronicle/**", lambda route: fails[0](route) if fails else route.continue_())
    shown.goto(f"{server}/?on=2022-05-20")
    expect(shown.get_by_role("alert").first).to_contain_text("The data could not be had; trying again.")
    fails.clear()
    shown.wait_for_selector(READY, state="attached")
    expect(shown.get_by_role("alert")).to_have_count(0)
    shown.route("**/holders?**", lambda route: route.fulfill(status=503, body="{}"))
    shown.locator("#unit-southern-md").click()
    expect(shown.locator("#details").get_by_role("alert")).to_contain_text("The claims could not be had.")
    slide(shown, "on", "2022-06-20")
    assert "2022-06-20" in shown.locator(".summary").inner_text(), "what is drawn needs no service"
    again = shown.locator("#details").get_by_role("button", name="Try again")
    expect(again).to_be_visible()
    shown.unroute("**/holders?**")
    again.click()
    expect(shown.locator(CLAIMS).first).to_be_visible()


@pytest.mark.parametrize(("language", "words"), [("ru", "Южный военный округ"), ("uk", "Південний військовий округ")])
def test_the_page_speaks_the_language_of_the_browser_or_of_the_address(
    browser: Browser, server: str, language: str, words: str
) -> None:
    for address, locale in ((f"{server}/?on=2022-05-20", language), (f"{server}/?on=2022-05-20&lang={language}", "en")):
        shown = browser.new_page(viewport={"width": 1440, "height": 900}, locale=locale)
        opened(shown, address)
        expect(shown.locator("html")).to_have_attribute("lang", language)
        assert words in unit(shown, "southern-md")
        assert shown.get_by_text("Hierarchy").count() == 0
        shown.locator("#unit-southern-md").click()
        assert ("lang=" in shown.url) == ("lang=" in address), "a language that was chosen is kept"
        shown.close()


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_sticks_out(page: tuple[Page, Seen], server: str, width: int) -> None:
    shown, _ = page
    shown.set_viewport_size({"width": width, "height": 844})
    opened(shown, f"{server}/?on=2022-05-20&focus=58-caa")
    expect(shown.locator(CLAIMS).first).to_be_visible()
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
