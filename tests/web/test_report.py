"""`stavka report`: a dossier as one file, read in the browser and printed by it."""

import re
import subprocess
import sys
import time
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from api.dossier.document import dossier_page
from api.dossier.printing import printed
from graph.answer import Answers
from graph.build import build
from graph.snapshot import Home
from tests.web.conftest import NAME, Seen
from tests.web.pdf_text import pages

pytestmark = pytest.mark.browser

OSIPOV = ("--person", "igor-osipov", "--on", "2022-05-20", "--known", "2022-05-21")
SHOWN = {
    "popov": {"person": "ivan-popov", "on": "2023-07-01"},
    "osipov": {"person": "igor-osipov", "on": "2022-05-20", "known": "2022-05-21"},
    "army": {"formation": "58-caa", "on": "2022-05-20"},
    "ukrainian": {"person": "igor-osipov", "language": "uk"},
    "russian": {"formation": "black-sea-fleet", "known": "2022-09-01", "language": "ru"},
    "before": {"formation": "58-caa", "on": "1900-01-01"},
    "nothing": {"person": "ivan-popov", "known": "1990-01-01"},
}
OVERFLOWING = """() => [...document.querySelectorAll("body *")].filter((one) => !one.closest("svg")
  && one.getBoundingClientRect().right > document.documentElement.clientWidth + 1).map((one) => one.outerHTML)"""
CITED = """() => { const named = [...document.querySelectorAll('a[href^="#source-"]')];
  return [...new Set(named.map((one) => one.textContent))]; }"""
DEAD_ENDS = """() => [...document.querySelectorAll('a[href^="#"]')].map((one) => one.getAttribute("href"))
  .filter((one) => !document.getElementById(decodeURIComponent(one.slice(1))))"""


def report(environment: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "api.cli", "report", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, check=False, timeout=240)


@pytest.fixture(scope="module")
def written(answers: Answers, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Dossiers by name, as files."""
    directory = tmp_path_factory.mktemp("dossiers")
    found = {name: directory / f"{name}.html" for name in SHOWN}
    for name, asked in SHOWN.items():
        found[name].write_text(dossier_page(answers, **asked), encoding="utf-8")
    return found


@pytest.fixture(scope="module")
def opened(browser: Browser, written: dict[str, Path]) -> dict[str, Page]:
    """The same in a browser."""
    found = {name: browser.new_page() for name in written}
    for name, page in found.items():
        page.goto(written[name].as_uri())
    return found


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.parametrize("width", [1440, 390])
def test_it_is_read_from_the_disk_and_fetches_nothing(
    page: tuple[Page, Seen], written: dict[str, Path], name: str, width: int
) -> None:
    shown, seen = page
    shown.set_viewport_size({"width": width, "height": 900})
    shown.goto(written[name].as_uri())
    assert seen.requests == [written[name].as_uri()]
    assert seen.complaints == [], "the style is the one that the policy names"
    assert shown.evaluate(OVERFLOWING) == []
    assert shown.evaluate("getComputedStyle(document.querySelector('h1')).fontWeight") == "700"
    assert shown.locator("script, [style], img, link, iframe").count() == 0
    links = shown.eval_on_selector_all("a", "all => all.map((one) => one.getAttribute('href'))")
    assert all(one.startswith(("#", "https://", "http://")) for one in links), "no address of a site of ours"


@pytest.mark.parametrize("name", SHOWN)
def test_sources_are_numbered_as_they_are_first_named(opened: dict[str, Page], name: str) -> None:
    shown = opened[name]
    entries = shown.locator(".sources > li .number").all_inner_texts()
    assert entries == [f"[{number}]" for number in range(1, len(entries) + 1)]
    assert shown.evaluate(CITED) == entries, "in order of first mention; none is missing, none is too much"
    assert shown.evaluate(DEAD_ENDS) == []
    assert shown.locator(".sources .url").evaluate_all(
        "all => all.every((one) => one.textContent === one.getAttribute('href') && /^https?:/.test(one.textContent))"
    )


def test_headings_follow_each_other(opened: dict[str, Page]) -> None:
    for shown in opened.values():
        levels = shown.eval_on_selector_all("h1, h2, h3, h4", "all => all.map((one) => Number(one.tagName[1]))")
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_it_holds_every_fact_and_every_claim(opened: dict[str, Page], answers: Answers) -> None:
    facts = answers.timeline("ivan-popov")["items"]
    shown = opened["popov"]
    rows = shown.locator("#facts tbody tr")
    assert rows.evaluate_all("all => all.map((one) => one.id)") == [fact["id"] for fact in facts]
    for number, fact in enumerate(facts, 1):
        claims = [*fact["claimsFor"], *fact["claimsAgainst"], *fact["setAside"]]
        article = shown.locator(f"#claims-{number}")
        assert article.locator("ul.claims > li").count() == len(claims)
        named = article.locator("ul.claims > li > a.ref").evaluate_all("all => all.map((one) => one.hash.slice(1))")
        urls = {shown.locator(f"#{one} .url").inner_text() for one in named}
        assert urls == {claim["source"]["url"] for claim in claims}
    head = shown.locator("header").inner_text()
    version, issued = str(answers.snapshot["version"]), str(answers.snapshot["issued"])
    for words in ("2023-07-01", version, issued, "policy “default”", "CC BY 4.0", "1975", "Иван Попов", "31 facts"):
        assert words in head
    assert "today" not in shown.locator("body").inner_text()


def test_an_allegation_is_said_to_be_one_with_who_made_it(opened: dict[str, Page], answers: Answers) -> None:
    shown = opened["osipov"]
    facts = answers.timeline("igor-osipov", "2022-05-21")["items"]
    arrests = [fact for fact in facts if fact["kind"] == "event" and fact["status"]["id"] == "arrested"]
    assert arrests
    for fact in arrests:
        row = shown.locator(f'tr[id="{fact["id"]}"]')
        assert "Reportedly arrested" in row.inner_text()
        assert "Claimed by" in row.inner_text()
    titles = shown.locator("#claims h3, #beliefs h3, .register strong, .summary li, .lane-words").all_inner_texts()
    bare = [one for one in titles if re.search("arrested|dismissed from", one) and "reportedly" not in one.lower()]
    assert bare == []
    claims = shown.locator("#claims li", has_text="arrested").all_inner_texts()
    assert claims
    assert all(re.search(r"\((official|confirmed|reported|alleged|unconfirmed|rumoured)", one) for one in claims)


def test_what_became_known_later_is_left_out(opened: dict[str, Page]) -> None:
    shown = opened["osipov"]
    days = shown.locator("#beliefs td.day").all_inner_texts()
    assert len(days) > 3
    assert max(days) <= "2022-05-21"
    published = re.findall(r"published (?:about )?(\d{4}-\d{2}-\d{2})", shown.locator("#sources").inner_text())
    assert published
    assert max(published) <= "2022-05-21"


def test_the_chain_of_command_names_its_gaps(opened: dict[str, Page]) -> None:
    steps = opened["osipov"].locator("#chain .steps > li")
    titles = steps.locator("h3").all_inner_texts()
    assert titles == ["Black Sea Fleet", "Southern Military District", "Ministry of Defence of the Russian Federation"]
    assert "No source shows for certain who led Black Sea Fleet" in steps.first.inner_text()
    assert steps.first.locator("a.ref").count() > 2
    before = opened["before"].locator("#chain").inner_text()
    assert "No source tells who led 58th Combined Arms Army on 1900-01-01." in before
    assert "No source gives a superior of 58th Combined Arms Army on 1900-01-01." in before


def test_a_formation_has_its_leaders_and_its_structure(opened: dict[str, Page], answers: Answers) -> None:
    shown = opened["army"]
    assert shown.locator(".lanes").count() == 2
    leaders = {one["person"]["label"] for one in answers.holders("58-caa", None, "2022-05-20")["items"]}
    day = shown.locator("#day").inner_text()
    assert leaders
    assert all(name in day for name in leaders)
    assert "army, combined arms" in shown.locator("header").inner_text()
    for segment in shown.locator(".line a").all():
        assert shown.locator(str(segment.get_attribute("href"))).count() == 1


def test_a_day_before_everything_is_a_dossier_too(opened: dict[str, Page]) -> None:
    for name in ("before", "nothing"):
        assert "No source known by then tells anything of this day." in opened[name].locator("#day").inner_text()
    assert opened["before"].locator("#facts tbody tr").count() > 10, "of other days much is known"
    assert opened["nothing"].locator("#facts, #claims, #beliefs").count() == 0
    assert opened["nothing"].locator("#sources h2").inner_text() == "Sources (0)"
    assert "No source shows Ivan Popov in a post on 1990-01-01." in opened["nothing"].locator("#chain").inner_text()


@pytest.mark.parametrize(
    ("name", "language", "title"), [("ukrainian", "uk", "Джерела"), ("russian", "ru", "Источники")]
)
def test_it_speaks_other_languages(opened: dict[str, Page], name: str, language: str, title: str) -> None:
    shown = opened[name]
    assert shown.locator("html").get_attribute("lang") == language
    assert shown.locator("#sources h2").inner_text().startswith(title)
    own = shown.evaluate("""() => { const copy = document.body.cloneNode(true);
        for (const one of copy.querySelectorAll("[lang]:not([lang=uk]):not([lang=ru]), code, a[href^=http], .iri, q"))
          one.remove();
        return [...copy.querySelectorAll("th, h2, h4, .way, .verdict .words, nav li, .codes")]
          .map((one) => one.textContent); }""")
    assert [one for one in own if re.search("[A-Za-z]{3}", one) and "Stavka" not in one] == []


def test_the_same_build_gives_the_same_page_on_another_day(
    answers: Answers, written: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Later(date):
        @classmethod
        def today(cls) -> date:
            return date(2040, 1, 1)

    for module in ("api.pages.strips", "graph.answer"):
        monkeypatch.setattr(f"{module}.date", Later)
    for name in ("popov", "russian"):
        assert dossier_page(answers, **SHOWN[name]) == written[name].read_text(encoding="utf-8")


def test_the_command_writes_the_same(on_disk: dict[str, str], written: dict[str, Path]) -> None:
    done = report(on_disk, *OSIPOV, "--out", "-")
    assert done.returncode == 0, done.stderr
    assert done.stdout == written["osipov"].read_bytes()


def test_every_printed_page_tells_the_build_and_its_date(
    on_disk: dict[str, str], chromium: str, answers: Answers, written: dict[str, Path], tmp_path: Path
) -> None:
    path = tmp_path / "dossier.pdf"
    done = report({**on_disk, "CHROMIUM": chromium}, *OSIPOV, "--out", str(path))
    assert done.returncode == 0, done.stderr
    pdf = path.read_bytes()
    version, issued = str(answers.snapshot["version"]), str(answers.snapshot["issued"])
    texts = pages(pdf)
    assert len(texts) > 5
    for number, text in enumerate(texts, 1):
        assert f"Stavka, build {version} of {issued}" in text
        assert f"page {number} of {len(texts)}" in text
        assert "Dossier: Igor Osipov, on 2022-05-20, as known on 2022-05-21" in text
    day = issued.replace("-", "").encode()
    assert re.findall(rb"/(?:CreationDate|ModDate) \(D:(\d+)", pdf) == [day + b"000000"] * 2
    assert b"/StructTreeRoot" in pdf, "tagged, for those who cannot see it"
    assert b"/Outlines" in pdf
    assert b"/Title (Dossier: Igor Osipov" in pdf
    assert b"/Lang (en)" in pdf
    assert list(tmp_path.iterdir()) == [path]
    time.sleep(1.1)
    page = written["osipov"].read_text(encoding="utf-8")
    assert printed(page, issued, chromium) == pdf, "the same bytes, more than a second later"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--person", "ivan-popo"), "did you mean ivan-popov?"),
        (("--formation", "58caa"), "did you mean 58-caa?"),
        (("--person", "ivan-popov", "--formation", "58-caa"), "either --person ID or --formation ID"),
        ((), "either --person ID or --formation ID"),
        (("--person", "ivan-popov", "--on", "2022-13-01"), "month must be in 1..12"),
        (("--person", "ivan-popov", "--on", "2023-01-01", "--known", "2022-01-01"), "the day of knowing"),
        (("--person", "ivan-popov", "--lang", "de"), "allowed are en, ru, uk"),
        (("--person", "ivan-popov", "--policy", "mine"), "allowed are any-two-origins, default, official-only"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_there_stays(
    on_disk: dict[str, str], tmp_path: Path, options: tuple[str, ...], words: str
) -> None:
    path = tmp_path / "dossier.html"
    path.write_text("mine", encoding="utf-8")
    done = report(on_disk, *options, "--out", str(path))
    assert done.returncode == 2
    assert words in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    assert path.read_text(encoding="utf-8") == "mine"
    assert list(tmp_path.iterdir()) == [path]


def test_where_it_cannot_be_written_or_printed(on_disk: dict[str, str], tmp_path: Path) -> None:
    for to, settings, words in (
        (tmp_path / "none" / "dossier.pdf", {}, "make it first"),
        (tmp_path / "dossier.doc", {}, "may end in .html or .pdf"),
        (tmp_path, {}, "name a file in it"),
        (tmp_path / "dossier.pdf", {"CHROMIUM": "/nowhere/chromium"}, "install Chromium"),
        (tmp_path / "dossier.pdf", {"CHROMIUM": "false"}, "false printed nothing"),
    ):
        done = report({**on_disk, **settings}, *OSIPOV, "--out", str(to))
        assert (done.returncode, done.stdout) == (2, b"")
        assert words in done.stderr.decode()
    assert "--out dossier.html" in done.stderr.decode(), "the way out"
    assert list(tmp_path.iterdir()) == []


def test_names_with_markup_are_texts(page: tuple[Page, Seen], facts_directory: Path, tmp_path: Path) -> None:
    for file in facts_directory.rglob("*.yaml"):
        text = re.sub("Pyotr B|1st Army|A Paper|Page two", lambda one: f"'{one[0]} {HOSTILE}'", file.read_text("utf-8"))
        file.write_text(text, encoding="utf-8")
    answers = Answers.from_snapshot(build(Home(tmp_path / "home"), facts_directory))
    shown, seen = page
    for asked, name in (({"person": "pyotr-b"}, "Pyotr B"), ({"formation": "1-caa"}, "1st Army")):
        path = tmp_path / "page.html"
        path.write_text(dossier_page(answers, on="2022-02-10", **asked), encoding="utf-8")
        shown.goto(path.as_uri())
        assert shown.locator("h1").inner_text() == f"{name} {NAME}"
        assert shown.title().startswith(f"Dossier: {name} {NAME}, on 2022-02-10")
        assert shown.locator("script, b[onclick]").count() == 0
        assert "A Paper <b onclick" in shown.locator("#chain, #claims").last.inner_text()
    assert seen.complaints == []


HOSTILE = NAME.replace("'", "''")
