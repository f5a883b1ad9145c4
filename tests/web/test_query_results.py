"""What the query page makes of an answer, looked at in a real browser: table, graph, timeline, files, links, code."""

import csv
import io
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from graph.question import questions
from tests.conftest import plain_http
from tests.web.between import between
from tests.web.conftest import Seen
from tests.web.query_page import opened, query_text, run, write

ODD = r"""SELECT ("it's \"quoted\" \\ `tick` ${x} )\" \"\"\"" AS ?odd) ('(Осипов)"' AS ?name) WHERE {}"""
ODD_TEXT = 'it\'s "quoted" \\ `tick` ${x} )" """'

pytestmark = pytest.mark.browser


def test_things_have_names_in_three_languages_and_links(page: tuple[Page, Seen], server: str) -> None:
    shown, _ = page
    opened(shown, f"{server}/query")
    run(shown, 'SELECT ?who ("x"@ru AS ?word) WHERE { VALUES ?who { <https://w3id.org/stavka/person/igor-osipov> } }')
    link = shown.locator("#panel-table td a")
    expect(link).to_have_text("Igor Osipov")
    assert link.get_attribute("href") == "/person/igor-osipov"
    expect(shown.locator("#panel-table .kind")).to_have_text("@ru")
    shown.select_option("#language", "ru")
    expect(link).to_have_text("Игорь Осипов")
    expect(shown).to_have_url(re.compile("names=ru"))
    shown.reload()
    expect(link).to_have_text("Игорь Осипов")


def test_what_comes_back_is_text_never_markup(page: tuple[Page, Seen], server: str) -> None:
    shown, seen = page
    opened(shown, f"{server}/query")
    markup = '<img src=x onerror=\\"document.title=1\\">'
    run(
        shown,
        f'SELECT ("{markup}" AS ?a) (IRI("javascript:alert(1)") AS ?b) (IRI("urn:x:y") AS ?c) WHERE {{}}',
    )
    expect(shown.locator("#panel-table tbody")).to_contain_text("<img src=x onerror=")
    for tab in ("graph", "timeline", "raw", "code"):
        shown.click(f"#tab-{tab}")
    assert shown.locator("#results img").count() == 0
    assert shown.locator("#panel-table a").count() == 0
    assert seen.complaints == []


def test_a_result_as_graph_and_as_timeline(page: tuple[Page, Seen], server: str) -> None:
    shown, seen = page
    opened(shown, f"{server}/query")
    shown.click("#run")
    expect(shown.locator("#panel-table")).to_contain_text("Viktor Sokolov")
    shown.click("#tab-graph")
    shown.locator(".drawing canvas").wait_for()
    network = "document.querySelector('.drawing').drawing"
    labels = shown.evaluate(f"() => {network}.body.data.nodes.get().map((node) => node.label.replaceAll('\\n', ' '))")
    assert "Igor Osipov" in labels
    before = shown.evaluate(f"() => {network}.getPositions()")
    shown.wait_for_timeout(300)
    assert shown.evaluate(f"() => {network}.getPositions()") == before, "nothing moves by itself"
    shown.select_option("#panel-graph select >> nth=2", "credibility")
    shown.wait_for_function(f"() => {network} && {network}.body.data.edges.get()[0].label !== undefined")
    shown.click("#tab-timeline")
    names = shown.locator(".timeline-drawing .name").all_text_contents()
    assert "Igor Osipov, commander, Black Sea Fleet [1]" in names
    assert shown.locator(".timeline-drawing path").count() > 0, "a tenure that may go on"
    assert shown.locator(".timeline-drawing .unknown-end").count() > 0, "a tenure whose start nobody tells"
    expect(shown.locator("#panel-timeline")).to_contain_text("without a date not drawn")
    spans = shown.locator(".timeline-drawing title").all_text_contents()
    assert "Igor Osipov, commander, Black Sea Fleet [1]: 2019-05-03 to 2022-08-10" in spans
    assert shown.locator(".timeline-drawing .possible").count() == 0, "the answer does not tell what is certain"
    shown.select_option("#panel-timeline select >> nth=1", "")
    expect(shown.locator(".timeline-drawing circle").first).to_be_attached()
    assert shown.locator(".timeline-drawing rect").count() == 0, "one column of days gives points"
    opened(shown, f"{server}/query?#example=succession&.formation=black-sea-fleet&view=timeline")
    expect(shown.locator("#panel-timeline")).to_contain_text("Filled: certain; pale: only possible.")
    assert shown.locator(".timeline-drawing rect.bar:not(.possible)").count() > 0
    assert shown.locator(".timeline-drawing rect.possible").count() > 0
    opened(shown, f"{server}/query?#example=events&.from=2022-05-01&.to=2022-05-31&.person=igor-osipov&view=timeline")
    expect(shown.locator("#panel-timeline")).to_contain_text("Igor Osipov, arrested")
    names = shown.locator(".timeline-drawing .name").all_text_contents()
    told = [name for name in names if "arrested" in name]
    assert told
    assert all(name.startswith("reported: ") for name in told), "an allegation is worded as one"
    assert seen.complaints == []


def test_triples_are_drawn_and_downloaded_as_turtle(page: tuple[Page, Seen], server: str) -> None:
    shown, _ = page
    opened(shown, f"{server}/query#view=graph")
    run(shown, "CONSTRUCT WHERE { <https://w3id.org/stavka/person/igor-osipov> ?p ?o }")
    shown.click("#tab-graph")
    shown.locator(".drawing canvas").wait_for()
    labels = shown.evaluate(
        "() => document.querySelector('.drawing').drawing.body.data.edges.get().map((one) => one.label)"
    )
    assert "rdf:type" in labels
    with shown.expect_download() as download:
        shown.click("#download")
    assert download.value.suggested_filename == "answer.ttl"
    assert "Игорь Осипов" in download.value.path().read_text(encoding="utf-8")


def test_big_answers_are_paged(page: tuple[Page, Seen], server: str) -> None:
    shown, _ = page
    opened(shown, f"{server}/query")
    began = time.monotonic()
    run(shown, "SELECT ?s ?p ?o WHERE { ?s ?p ?o } LIMIT 50000")
    expect(shown.locator(".pager")).to_contain_text("1–100 of 50,000 rows")
    shown.get_by_role("button", name="Last", exact=True).click()
    expect(shown.locator(".pager")).to_contain_text("49,901–50,000 of 50,000 rows")
    shown.click("#panel-table [data-key=sort-2]")
    expect(shown.locator("th[aria-sort=ascending]")).to_contain_text("o")
    assert shown.locator("#panel-table tbody tr").count() == 100
    shown.click("#tab-graph")
    expect(shown.locator("#panel-graph")).to_contain_text("at most 250 things can be told apart")
    assert time.monotonic() - began < 20


def test_the_csv_that_is_downloaded_is_the_whole_answer(page: tuple[Page, Seen], server: str) -> None:
    shown, _ = page
    opened(shown, f"{server}/query#example=holders&.formation=black-sea-fleet&.on=2020-05-20")
    expect(shown.locator("#panel-table")).to_contain_text("Igor Osipov")
    with shown.expect_download() as download:
        shown.click("#download")
    assert download.value.suggested_filename == "holders.csv"
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text(encoding="utf-8"))))
    expected = questions()["holders"].render(formation="black-sea-fleet", on="2020-05-20")
    answer = plain_http.post(f"{server}/sparql", data={"query": expected}, headers={"Accept": "text/csv"}, timeout=60)
    assert rows == list(csv.DictReader(io.StringIO(answer.text)))


def test_a_link_gives_the_same_again(page: tuple[Page, Seen], server: str, browser: Browser) -> None:
    shown, _ = page
    opened(shown, f"{server}/query")
    query = f"# {'a long comment ' * 40}\nSELECT ?a WHERE {{ VALUES ?a {{ 1 2 3 }} }}"
    run(shown, query)
    shown.click("#tab-raw")
    assert len(shown.url) < len(query) / 2, "a query is packed"
    other = browser.new_page()
    opened(other, shown.url)
    expect(other.locator("#status")).to_contain_text("3 rows")
    expect(other.locator("#panel-raw pre")).to_contain_text('"bindings"')
    assert query_text(other) == query
    other.close()
    shown.goto("about:blank")
    opened(shown, f"{server}/query#q=not-a-query")
    expect(shown.locator("#status")).to_contain_text("The link is damaged")
    opened(shown, f"{server}/query?query=ASK%20%7B%7D")
    assert query_text(shown) == "ASK {}"
    shown.click("#run")
    expect(shown.locator("#panel-table")).to_have_text("Yes")


def test_an_answer_that_breaks_off_is_never_shown_as_if_it_were_whole(page: tuple[Page, Seen], server: str) -> None:
    shown, _ = page
    with between(server) as (address, fault):
        opened(shown, f"{address}/query")
        query = "SELECT ?s WHERE { ?s ?p ?o } LIMIT 3000"
        run(shown, query)
        expect(shown.locator("#status")).to_contain_text("3,000 rows")
        for kind, words in (
            ("breaks off", "The answer is incomplete"),
            ("413", "too large"),
            ("503", "Try again in 7 s."),
            ("504", "The query took too long"),
        ):
            fault.kind = kind
            run(shown, query)
            expect(shown.locator("#problem")).to_contain_text(words)
            assert shown.locator("#panel-table table").count() == 0
            expect(shown.locator("#download")).to_be_disabled()
        fault.kind = "never"
        shown.click("#run")
        expect(shown.locator("#stop")).to_be_enabled()
        shown.click("#stop")
        expect(shown.locator("#status")).to_contain_text("Stopped after")
        expect(shown.locator("#problem")).to_be_hidden()


def test_the_code_runs_as_it_is(page: tuple[Page, Seen], server: str, tmp_path: Path) -> None:
    shown, _ = page
    opened(shown, f"{server}/query")
    write(shown, ODD)
    shown.click("#tab-code")
    code = {
        one: shown.locator(f"pre[data-language={one}]").text_content() or ""
        for one in ("curl", "python", "r", "javascript")
    }
    curl = subprocess.run(["bash", "-c", code["curl"]], capture_output=True, text=True, check=True)
    assert list(csv.DictReader(io.StringIO(curl.stdout))) == [{"odd": ODD_TEXT, "name": '(Осипов)"'}]
    python = subprocess.run([sys.executable, "-c", code["python"]], capture_output=True, text=True, check=True)
    assert python.stdout.strip() == str({"odd": ODD_TEXT, "name": '(Осипов)"'})
    assert f'query <- r"-({ODD})-"' in code["r"]
    assert f'paste0("{server}/sparql?query=", URLencode(query, reserved = TRUE))' in code["r"]
    if node := shutil.which("node"):
        (tmp_path / "code.mjs").write_text(code["javascript"], encoding="utf-8")
        done = subprocess.run([node, str(tmp_path / "code.mjs")], capture_output=True, text=True, check=True)
        assert "Осипов" in done.stdout
        assert "`tick` ${x}" in done.stdout


def test_the_code_for_triples_runs_too(page: tuple[Page, Seen], server: str) -> None:
    shown, _ = page
    opened(shown, f"{server}/query")
    write(shown, "# what is said\nCONSTRUCT WHERE { <https://w3id.org/stavka/person/igor-osipov> ?p ?o }")
    shown.click("#tab-code")
    for language, command in (("curl", ["bash", "-c"]), ("python", [sys.executable, "-c"])):
        code = shown.locator(f"pre[data-language={language}]").text_content() or ""
        done = subprocess.run([*command, code], capture_output=True, text=True, check=True)
        assert "Игорь Осипов" in done.stdout, language
