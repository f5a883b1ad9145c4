"""Pages of persons, formations and facts, read and used as people do."""

import re
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from api.pages.lanes import Axis, axis_of, core, pieces
from tests.conftest import plain_http
from tests.web.conftest import NAME, Seen

pytestmark = pytest.mark.browser


def card(shown: Page, fact: str) -> Any:
    return shown.locator(f"article[id='{fact}']")


def test_from_a_mark_of_the_career_to_a_source_in_two_clicks(page: tuple[Page, Seen], server: str) -> None:
    shown, seen = page
    shown.goto(f"{server}/person/ivan-popov")
    mark = shown.get_by_role("link", name=re.compile("^dismissed from the post, 58th Combined Arms Army; 2023-07-12"))
    mark.click()
    assert shown.url.endswith("#event/ivan-popov/dismissed")
    found = card(shown, "event/ivan-popov/dismissed")
    assert found.evaluate("one => one.matches(':target')")
    assert "22 reports, 2 origins" in found.inner_text()
    sources = found.locator("ul.claims a[rel~=noopener]")
    assert [one.is_visible() for one in sources.all()[:3]] == [True, True, True], "without unfolding anything"
    assert str(sources.first.get_attribute("href")).startswith("http")
    assert not sources.nth(3).is_visible()
    found.locator("summary").first.click()
    assert sources.count() == 22
    assert sources.nth(21).is_visible()
    assert seen.complaints == []


def test_an_allegation_is_headed_as_one_with_who_claims_it(page: tuple[Page, Seen], server: str) -> None:
    shown, _ = page
    shown.goto(f"{server}/person/igor-osipov")
    doubtful = card(shown, "event/igor-osipov/arrested")
    assert doubtful.get_by_role("heading").inner_text() == "reportedly arrested, Black Sea Fleet"
    assert "Taras Berezovets" in doubtful.locator(".who").inner_text()
    shown.goto(f"{server}/person/roman-kutuzov")
    sure = card(shown, "event/roman-kutuzov/death")
    assert sure.get_by_role("heading").inner_text().startswith("killed")
    assert sure.locator(".who").count() == 0


@pytest.mark.parametrize("width", [1440, 390])
def test_the_strip_leads_to_what_was_believed_then(page: tuple[Page, Seen], server: str, width: int) -> None:
    shown, seen = page
    shown.set_viewport_size({"width": width, "height": 844})
    shown.goto(f"{server}/person/igor-osipov?policy=any-two-origins&lang=en")
    fact = "event/igor-osipov/dismissed/2"
    versions = plain_http.get(f"{server}/api/v1/facts/{fact}?policy=any-two-origins", timeout=60).json()["versions"]
    segments = card(shown, fact).locator("ol.strip a")
    first = versions[0]
    assert f"{first['knownFrom']}: {first['credibility']}" in str(segments.first.text_content())
    assert segments.last.get_attribute("aria-current") == "true"
    segments.first.click()
    shown.wait_for_url(f"**known={first['knownFrom']}**")
    assert "policy=any-two-origins" in shown.url
    now = card(shown, fact)
    assert now.locator(".judged .code").inner_text() == str(first["credibility"])
    assert now.locator("ol.strip a").first.get_attribute("aria-current") == "true"
    assert shown.get_by_label("as known on").input_value() == first["knownFrom"]
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    assert seen.complaints == []


def test_the_drawing_puts_what_is_certain_where_it_was(page: tuple[Page, Seen], server: str) -> None:
    shown, _ = page
    shown.goto(f"{server}/person/igor-osipov")
    ticks = {
        int(one.text_content() or 0): one.bounding_box()
        for one in shown.locator(".lane-years").first.locator("text").all()
    }
    places = {year: box["x"] + box["width"] / 2 for year, box in ticks.items() if box is not None}
    bar = shown.get_by_role("link", name=re.compile("^commander, Black Sea Fleet; from 2019-05-03"))
    certain = bar.locator(".certain").bounding_box()
    possible = bar.locator(".possible").bounding_box()
    assert certain is not None
    assert possible is not None
    years = sorted(places)
    for edge, day in ((certain["x"], date(2019, 5, 3)), (possible["x"] + possible["width"], date(2022, 8, 10))):
        before = max(year for year in years if year <= day.year)
        after = min(year for year in years if year > day.year)
        share = (day - date(before, 1, 1)) / (date(after, 1, 1) - date(before, 1, 1))
        assert edge == pytest.approx(places[before] + share * (places[after] - places[before]), abs=4)
    assert possible["x"] == pytest.approx(certain["x"] + certain["width"], abs=3)


@pytest.mark.parametrize("width", [1440, 390])
def test_a_fact_says_why_in_two_clicks_from_its_person(page: tuple[Page, Seen], server: str, width: int) -> None:
    shown, seen = page
    shown.set_viewport_size({"width": width, "height": 844})
    shown.goto(f"{server}/person/igor-osipov?known=2022-05-21")
    card(shown, "event/igor-osipov/arrested").get_by_role("link", name="Why?").click()
    assert shown.url == f"{server}/fact/event/igor-osipov/arrested?known=2022-05-21"
    text = shown.locator("section.why").text_content() or ""
    for words in ("Doubtful (4)", "Claims set aside", "nameless: nobody is named", "What would settle it", "decisive"):
        assert words in text
    assert shown.locator("ul.claims a[rel='noopener noreferrer']").first.is_visible()
    assert shown.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert seen.complaints == []


def test_links_keep_the_policy_and_the_day_of_knowing(page: tuple[Page, Seen], server: str) -> None:
    shown, seen = page
    asked = "known=2022-06-01&policy=any-two-origins"
    for path, links in (
        ("person/igor-osipov", (r"^this as JSON$", r"^Why\? reportedly arrested", r"^Black Sea Fleet$")),
        ("fact/event/igor-osipov/arrested", (r"^this as JSON$", r"^Igor Osipov$", r"^Black Sea Fleet$")),
        ("formation/black-sea-fleet", (r"^this as JSON$", r"^Igor Osipov$", r"^Why\? Igor Osipov", r"^Osipov; ")),
    ):
        shown.goto(f"{server}/{path}?{asked}")
        for name in links:
            address = str(shown.get_by_role("link", name=re.compile(name)).first.get_attribute("href"))
            assert asked in address or address.startswith("#"), (path, name, address)
        assert shown.get_by_label("as known on").input_value() == "2022-06-01"
        assert shown.get_by_label("judged by").input_value() == "any-two-origins"
    assert seen.complaints == []


days = st.dates(date(1990, 1, 1), date(2026, 12, 31))


@st.composite
def rows(draw: st.DrawFn) -> dict[str, Any]:
    """A version of a fact with bounds in order, some of them not known."""
    first, start, end, last = sorted(draw(st.lists(days, min_size=4, max_size=4)))
    row: dict[str, Any] = {"contested": draw(st.booleans()), "credibility": 2}
    row["possibleFrom"] = str(first if draw(st.booleans()) else date.min)
    row["possibleUntil"] = str(last if draw(st.booleans()) else date.max)
    row |= {"evidenceFrom": str(start), "evidenceUntil": str(end)}
    return row | ({"certainFrom": str(start), "certainUntil": str(end)} if draw(st.booleans()) else {})


@given(rows(), rows())
def test_pieces_lie_on_the_axis_one_after_the_other_and_fade_where_no_limit_is(
    row: dict[str, Any], other: dict[str, Any]
) -> None:
    axis = axis_of([found for one in (row, other) if (found := core(one)) is not None])
    assert axis is not None
    drawn = pieces(axis, row)
    assert all(piece.x >= 0 and piece.width > 0 and piece.x + piece.width <= 100.01 for piece in drawn)
    for before, after in pairwise(drawn):
        assert before.x + before.width == pytest.approx(after.x, abs=0.55)
        assert (before.way, before.fades) != (after.way, after.fades)
    open_left = row["possibleFrom"] == str(date.min) and axis.at(date.fromisoformat(row["evidenceFrom"])) > 0
    open_right = row["possibleUntil"] == str(date.max) and axis.at(date.fromisoformat(row["evidenceUntil"])) < 100
    assert any(piece.fades == "left" for piece in drawn) or not open_left
    assert any(piece.fades == "right" for piece in drawn) or not open_right
    assert any(piece.way == "certain" for piece in drawn) is ("certainFrom" in row and not row["contested"])
    assert any(piece.way == "contested" for piece in drawn) is row["contested"]


@given(days, st.integers(0, 20000))
def test_an_axis_has_few_years_in_order(first: date, length: int) -> None:
    axis = Axis(first.replace(month=1, day=1), (first + timedelta(days=length)).replace(month=12, day=31))
    ticks = axis.ticks
    assert len(ticks) <= 8
    assert [tick.x for tick in ticks] == sorted(tick.x for tick in ticks)
    assert all(tick.x == pytest.approx(axis.at(date(tick.year, 1, 1)), abs=0.1) or tick.x == 100 for tick in ticks)


def test_a_formation_tells_who_led_it_on_a_day_and_the_way_up(page: tuple[Page, Seen], server: str) -> None:
    shown, seen = page
    shown.goto(f"{server}/formation/58-caa?on=2023-07-12")
    assert [line.split("\n")[0] for line in shown.locator(".chain a").all_inner_texts()] == [
        "Ministry of Defence of the Russian Federation",
        "Southern Military District",
    ]
    leaders = shown.locator(".leaders li")
    assert leaders.count() == 1
    assert leaders.first.inner_text().startswith("certain Ivan Popov, commander")
    focus = shown.get_by_role("link", name="Show it in the hierarchy")
    assert focus.get_attribute("href") == "/?focus=58-caa&on=2023-07-12"
    assert (
        shown.get_by_role("link", name="The hierarchy below it").get_attribute("href") == "/?root=58-caa&on=2023-07-12"
    )
    lost = shown.locator(".losses tr", has_text="Ivan Popov")
    assert lost.filter(has_text="dismissed from the post").count() == 1
    assert lost.filter(has_text="reportedly suspended").count() == 1
    assert "reportedly" not in lost.filter(has_text="dismissed from the post").inner_text()
    shown.get_by_role("link", name="Southern Military District", exact=True).first.click()
    shown.wait_for_url("**/formation/southern-md?on=2023-07-12")
    assert shown.get_by_label("On", exact=True).input_value() == "2023-07-12"
    assert seen.complaints == []


def test_the_line_of_holders_is_drawn_with_its_gaps_and_is_a_table(page: tuple[Page, Seen], server: str) -> None:
    shown, _ = page
    shown.goto(f"{server}/formation/black-sea-fleet")
    spans = plain_http.get(f"{server}/api/v1/formations/black-sea-fleet/succession", timeout=60).json()["spans"]
    bar = shown.locator("svg.line")
    drawn = [str(one.get_attribute("aria-label")) for one in bar.locator("a").all()]
    assert any(label.startswith("vacant; ") for label in drawn)
    assert any(re.match(r"Osipov; 2019-05-03 to .*; held$", label) for label in drawn)
    assert any(label.startswith("? ") and label.endswith("; holder not certain") for label in drawn)
    shown.get_by_text("The same as a table").click()
    lines = shown.locator("#spans tbody tr")
    assert lines.count() == len(spans)
    assert lines.nth(0).is_visible()
    states = [one.split("\t")[1] for one in lines.all_inner_texts()]
    assert states.count("vacant") == sum(span["state"] == "vacant" for span in spans) > 0


@pytest.mark.parametrize(
    ("path", "on", "held"),
    [
        ("58-caa", "2023-07-12", "certain"),
        ("58-caa", "2022-02-24", "possible"),
        ("black-sea-fleet", "2022-05-20", None),
    ],
)
def test_the_leaders_on_the_page_are_those_of_the_api(server: str, path: str, on: str, held: str | None) -> None:
    api = plain_http.get(f"{server}/api/v1/formations/{path}/holders", params={"on": on}, timeout=60).json()["items"]
    text = plain_http.get(
        f"{server}/formation/{path}", params={"on": on}, headers={"Accept": "text/html"}, timeout=60
    ).text
    listed = re.search(r'<ul class="leaders">(.*?)</ul>', text, re.DOTALL)
    assert listed is not None
    shown = set(re.findall(r'<li class="held-(\w+)">.*?href="/person/([^"?]+)', listed[1]))
    assert shown == {(one["held"], one["person"]["id"]) for one in api}
    assert held is None or {one["held"] for one in api} == {held}


@pytest.mark.parametrize("language", ["ru", "uk"])
def test_the_pages_speak_the_language_of_the_reader(server: str, language: str) -> None:
    """Outside of what is marked as English there are no English words; names in other scripts are marked, too."""
    for path in (
        "person/ivan-popov",
        "formation/58-caa",
        "fact/event/ivan-popov/suspended",
        "status/killed",
        "ontology",
    ):
        text = plain_http.get(f"{server}/{path}?lang={language}", headers={"Accept": "text/html"}, timeout=60).text
        body = re.sub(r"<(\w+)[^>]* lang=\"(?:en|und-Latn)\"[^>]*>.*?</\1>", "", text.partition("<main")[2], flags=re.S)
        body = re.sub(r"<code.*?</code>|<article.*?</article>|<ul class=\"claims\">.*?</ul>", "", body, flags=re.S)
        body = re.sub(
            r"<details class=\"statements-of\">.*?</details>|<table class=\"statements\">.*?</table>",
            "",
            body,
            flags=re.S,
        )
        words = set(
            re.findall(
                r"\b(?:the|of|and|from|until|known|reported|claims?|when|who|possible|certain)\b",
                re.sub(r"<[^>]+>", " ", body),
            )
        )
        assert words == set(), (path, words)


@pytest.mark.parametrize(
    "path", ["person/valery-gerasimov", "formation/southern-md", "fact/event/igor-osipov/dismissed/3"]
)
def test_on_a_phone_and_without_scripts_all_is_there(browser: Browser, server: str, path: str) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=False, color_scheme="dark"
    )
    shown = context.new_page()
    shown.goto(f"{server}/{path}")
    assert shown.evaluate("document.documentElement.scrollWidth") <= 390
    small = shown.evaluate(
        """() => [...document.querySelectorAll("main .strip a, main .tools input, main .tools select, main button")]
        .filter(one => one.getBoundingClientRect().height < 24 || one.getBoundingClientRect().width < 24).length"""
    )
    assert small == 0
    if path.startswith("fact"):
        assert shown.locator("ol.strip li").count() == 2
    else:
        box = shown.locator(".piece.certain").nth(2).bounding_box()
        assert box is not None
        assert box["width"] > 1
    context.close()


def test_what_is_wrong_in_the_address_is_told_on_the_page(page: tuple[Page, Seen], server: str) -> None:
    shown, _ = page
    for path, words in (
        ("person/ivan-popov?known=2023-99-01", "2023-99-01"),
        ("formation/58-caa?on=2023-07-20&known=2023-07-10", "is after"),
        ("formation/58-caa?root=mod", "root"),
        ("fact/event/ivan-popov/dismissed?known=2020-01-01", "was not known"),
    ):
        response = shown.goto(f"{server}/{path}")
        assert response is not None
        assert response.status in (404, 422), path
        assert words in shown.get_by_role("alert").inner_text()


def test_markup_in_names_is_text_in_headings_drawings_and_cards(page: tuple[Page, Seen], hostile: str) -> None:
    shown, _ = page
    for kind in ("persons", "formations", "facts"):
        found = plain_http.get(f"{hostile}/api/v1/{kind}", timeout=60).json()["items"]
        assert found
        for one in found:
            shown.goto(f"{hostile}/{kind.removesuffix('s')}/{one['id']}")
            assert shown.title().startswith("Stavka: ")
            assert shown.locator("main script, main b").count() == 0, one["id"]
            named = shown.locator("h1").inner_text()
            assert NAME in shown.inner_text("main") or "Pyotr" not in named, one["id"]
