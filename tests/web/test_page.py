"""What all pages have in common: the policy, files with a digest, languages, light and dark, names as texts."""

import gzip
import json
import re
import string

import httpx
import pytest
from playwright.sync_api import Page, expect

from api.pages.interface import plural_form, words
from graph.answer import Answers
from graph.drawing import MOST_NODES, drawing
from graph.embedding import in_script
from graph.hierarchy import hierarchy
from graph.labels import LANGUAGES
from tests.conftest import plain_http
from tests.explorer.test_as_a_person import READY
from tests.web.conftest import NAME, Seen

PAGES = ("/", "/outline", "/person/ivan-popov", "/formation/58-caa", "/contested", "/events", "/compare", "/findings")
PAGES += ("/query", "/void", "/ontology", "/rank/major-general", "/nothing", "/person/ivan-popov?known=never")
HTML = {"Accept": "text/html"}


@pytest.mark.parametrize("path", PAGES)
def test_nothing_on_a_page_needs_an_exception(server: str, path: str) -> None:
    response = plain_http.get(server + path, headers=HTML, timeout=60)
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    text = response.text
    assert not re.search(r"\son[a-z]+=\"", text)
    assert " style=" not in text
    assert re.findall(r"<script(?! type=\"application/json\")(?![^>]* src=)", text) == []
    for address in re.findall(r"<(?:script|link)[^>]* (?:src|href)=\"([^\"]+)\"", text):
        assert address.startswith("/"), "what a page loads is ours"


def test_files_are_kept_for_good_under_their_digest_and_only_there(server: str) -> None:
    page = plain_http.get(server, headers=HTML, timeout=60).text
    addresses = re.findall(r"/static/[0-9a-f]{12}/[^\"]+", page)
    assert len(addresses) > 10
    for address in addresses:
        kept = plain_http.get(server + address, headers={"Accept-Encoding": "gzip"}, timeout=60)
        assert kept.status_code == 200, address
        assert "immutable" in kept.headers["Cache-Control"]
        assert kept.headers["Content-Encoding"] == "gzip" or not address.endswith((".js", ".css"))
    digest = addresses[0].split("/")[2]
    plain = addresses[0].replace(f"/{digest}", "")
    other = plain_http.get(server + plain, timeout=60)
    assert other.headers["Cache-Control"] == "no-cache"
    assert other.content == plain_http.get(server + addresses[0], timeout=60).content
    again = plain_http.get(server + plain, headers={"If-None-Match": other.headers["ETag"]}, timeout=60)
    assert (again.status_code, again.content) == (304, b"")
    for nowhere in ("/static/none.js", f"/static/{digest}/none.js", "/static/../app.py", "/static/%2e%2e/app.py"):
        assert plain_http.get(server + nowhere, timeout=60).status_code == 404


def test_what_is_compressed_is_the_same(server: str) -> None:
    with httpx.Client(timeout=60) as client:
        packed = client.stream("GET", f"{server}/static/page.css", headers={"Accept-Encoding": "gzip"})
        with packed as response:
            raw = b"".join(response.iter_raw())
        plain = client.get(f"{server}/static/page.css", headers={"Accept-Encoding": "identity"})
    assert gzip.decompress(raw) == plain.content
    assert len(raw) < len(plain.content) / 2


def _fields(text: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field}


@pytest.mark.parametrize("key", sorted(words()))
def test_words_are_there_in_every_language_with_the_same_fields(key: str) -> None:
    texts = words()[key]
    assert set(texts) == set(LANGUAGES)
    counts = {language for language, text in texts.items() if not isinstance(text, str)}
    assert counts in (set(), set(LANGUAGES)), "what counts does so in every language"
    fields = []
    for language, text in texts.items():
        forms = [text] if isinstance(text, str) else list(text.values())
        if not isinstance(text, str):
            assert set(text) == {plural_form(language, number) for number in range(200)}
        assert len({frozenset(_fields(form) - {"count"}) for form in forms}) == 1
        fields.append(_fields(forms[0]) - {"count"})
    assert all(one == fields[0] for one in fields)


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("uk-UA,uk;q=0.9,en;q=0.5", "uk"), ("de,ru;q=0.4,en;q=0.3", "ru"), ("de", "en"), ("", "en")],
)
def test_the_language_is_the_one_that_the_browser_likes_best(server: str, accepted: str, language: str) -> None:
    response = plain_http.get(f"{server}/findings", headers={**HTML, "Accept-Language": accepted}, timeout=60)
    assert f'<html lang="{language}"' in response.text
    assert response.headers["Content-Language"] == language
    assert "Accept-Language" in response.headers["Vary"]
    named = plain_http.get(f"{server}/findings?lang=en", headers={**HTML, "Accept-Language": accepted}, timeout=60)
    assert '<html lang="en"' in named.text


def test_a_language_that_is_not_there_is_refused_with_a_way_on(server: str) -> None:
    response = plain_http.get(f"{server}/findings?lang=fr", headers=HTML, timeout=60)
    assert response.status_code == 422
    assert "allowed are en, ru, uk" in response.text
    assert 'href="/findings"' in response.text


@pytest.mark.browser
def test_light_and_dark_are_chosen_and_kept(page: tuple[Page, Seen], server: str) -> None:
    shown, seen = page
    shown.goto(f"{server}/findings")
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    colours = set()
    for _ in range(3):
        shown.locator("#theme").click()
        colours.add(shown.evaluate(f"() => {ground}"))
    assert len(colours) == 2, "as the system has it, light and dark"
    shown.locator("#theme").click()
    shown.locator("#theme").click()
    dark = shown.evaluate(f"() => {ground}")
    shown.goto(f"{server}/contested")
    assert shown.evaluate(f"() => {ground}") == dark
    assert seen.complaints == []


@pytest.mark.browser
def test_names_are_texts_wherever_the_explorer_shows_them(page: tuple[Page, Seen], hostile: str) -> None:
    shown, _ = page
    shown.goto(f"{hostile}/?on=2022-02-10&opened=all")
    shown.wait_for_selector(READY, state="attached")
    scripts = shown.locator("script").count()
    box = shown.locator("#unit-1-caa")
    expect(box.locator(".name")).to_have_text(f"1st Army {NAME}")
    box.click()
    details = shown.locator("#details")
    expect(details.locator("h2")).to_have_text(f"1st Army {NAME}")
    expect(details.get_by_text(f"A Paper {NAME}").first).to_be_visible()
    expect(details.get_by_text(f"Pyotr B {NAME}").first).to_be_visible()
    find = shown.get_by_role("combobox", name="Find a person or a formation")
    find.fill(f"1st Army {NAME}")
    expect(shown.get_by_role("listbox").get_by_role("option").first).to_contain_text(f"1st Army {NAME}")
    find.fill("")
    shown.get_by_role("button", name="Hierarchy as a text").click()
    expect(shown.locator("dialog").get_by_text(f"1st Army {NAME}")).to_be_visible()
    assert shown.title().startswith("Stavka: ")
    assert shown.locator("script").count() == scripts
    assert shown.locator("#explorer b").count() == 0


def test_no_character_ends_the_data_of_a_page() -> None:
    escaped = in_script({"name": NAME + "\u2028"})
    assert not set("<>&\u2028") & set(escaped)
    assert json.loads(escaped) == {"name": NAME + "\u2028"}


def test_a_drawing_never_has_more_than_500_boxes(answers: Answers) -> None:
    drawn = drawing(hierarchy(answers, on="2022-02-24", claims=False), ["all"])
    assert drawn["drawn"] <= MOST_NODES
    assert drawn["hidden"] == 0


def test_findings_name_the_facts_in_question(server: str) -> None:
    """A link to a fact says what it is, in the page's language, not by its id."""
    for language, word in (("en", "commander"), ("ru", "командующий")):
        page = plain_http.get(f"{server}/findings", params={"lang": language}, timeout=60).text
        links = re.findall(r'<a href="/fact/([^"?]+)[^"]*">([^<]+)</a>', page)
        assert links
        assert not [words for fact, words in links if "/" in words]
        assert any(word in words.lower() for _, words in links)
