"""What all pages do alike: days, names, and what is said to be reported."""

import re

import pytest
from playwright.sync_api import Page

from tests.conftest import plain_http
from tests.web.conftest import Seen

FORMS = (
    "/outline?on=2022-05-20",
    "/person/igor-osipov",
    "/formation/58-caa",
    "/fact/event/igor-osipov/arrested",
    "/contested",
    "/events",
    "/compare",
)
TOLD = "/compare?on=2022-05-20&known=2022-05-21&on2=2022-05-20&from=2022-05-01&to=2022-05-21"
HTML = {"Accept": "text/html"}


@pytest.mark.browser
@pytest.mark.parametrize("path", FORMS)
def test_a_day_is_written_as_year_month_day_on_every_machine(page: tuple[Page, Seen], server: str, path: str) -> None:
    shown, seen = page
    shown.goto(server + path)
    field = shown.get_by_label("as known on").first
    before = shown.url
    field.fill("05/20/2022")
    field.press("Enter")
    assert "year-month-day" in str(field.get_attribute("title"))
    assert field.evaluate("one => one.validity.patternMismatch")
    assert shown.url == before, "what is no day is not sent"
    field.fill("2026-03-06")
    with shown.expect_navigation():
        field.press("Enter")
    assert "known=2026-03-06" in shown.url
    assert shown.get_by_label("as known on").first.input_value() == "2026-03-06"
    assert seen.complaints == []


@pytest.mark.parametrize("language", ["en", "ru", "uk"])
@pytest.mark.parametrize("path", ["/events", "/contested", TOLD, "/formation/southern-md", "/outline?on=2022-05-20"])
def test_persons_are_called_by_their_registered_names(server: str, path: str, language: str) -> None:
    """A person without a Ukrainian name stands in Russian, else as registered: nowhere in Latin without need."""
    text = plain_http.get(f"{server}{path}{'&' if '?' in path else '?'}lang={language}", headers=HTML, timeout=60).text
    links = dict(re.findall(r'<a[^>]* href="/person/([^"?]+)[^"]*"[^>]*>([^<]+)</a>', text))
    if path.startswith("/outline"):
        shown = re.findall(r'<span class="who held-certain">([^<]+)</span>', text)
        assert len(shown) > 20
        latin = [name for name in shown if re.search("[A-Za-z]", name)]
        assert bool(latin) == (language == "en"), latin
        return
    assert links
    for person, name in list(links.items())[:12]:
        names = plain_http.get(f"{server}/api/v1/persons/{person}", timeout=60).json()["names"]
        order = {"uk": ("uk", "ru", "en"), "ru": ("ru", "en"), "en": ("en",)}[language]
        assert name == next(names[one] for one in order if one in names)


def test_a_report_is_not_said_to_be_reported_twice(server: str) -> None:
    answer = plain_http.get(
        f"{server}/api/v1/events", params={"status": "report-denied", "claims": "false"}, timeout=60
    )
    fact = answer.json()["items"][0]
    assert fact["credibility"]["code"] > 2
    for path in (f"/fact/{fact['id']}", f"/person/{fact['person']['id']}"):
        text = plain_http.get(server + path, params={"lang": "en"}, headers=HTML, timeout=60).text
        assert "report denied" in text
        assert "reportedly report" not in text
