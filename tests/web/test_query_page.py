"""The query page, used in a real browser as a person uses it."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from graph.question import questions
from tests.conftest import serving
from tests.web.between import between
from tests.web.conftest import Seen

ROOT = Path(__file__).resolve().parents[2]
ODD = r"""SELECT ("it's \"quoted\" \\ `tick` ${x} )\" \"\"\"" AS ?odd) ('(Осипов)"' AS ?name) WHERE {}"""
ODD_TEXT = 'it\'s "quoted" \\ `tick` ${x} )" """'

pytestmark = pytest.mark.browser


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.locator("body[data-ready]").wait_for()
    return page


def write(page: Page, query: str) -> None:
    """Put a query into the editor as if it had been pasted over what was there."""
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(query)


def run(page: Page, query: str) -> None:
    write(page, query)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#stop")).to_be_disabled()
    expect(page.locator("#status")).not_to_contain_text("Running")


def query_text(page: Page) -> str:
    return str(page.evaluate("() => stavka.editor.get()"))


def column(page: Page, number: int) -> list[str]:
    return page.locator(f"#panel-table tbody td:nth-child({number})").all_inner_texts()


def test_a_query_is_typed_with_completion_run_and_sorted(page: tuple[Page, Seen], server: str) -> None:
    shown, seen = page
    opened(shown, f"{server}/query")
    shown.locator(".CodeMirror").click()
    shown.keyboard.press("Control+A")
    shown.keyboard.type("SELECT ?rank ?from WHERE { ?h a st:RankHo")
    expect(shown.locator(".CodeMirror-hint").first).to_contain_text("st:RankHolding")
    expect(shown.locator(".CodeMirror-hint").first).to_contain_text("class:")
    shown.keyboard.press("Enter")
    assert "PREFIX st: <https://w3id.org/stavka/ontology#>" in query_text(shown), "the prefix is declared with it"
    shown.keyboard.type(" ; st:person person:осип")
    expect(shown.locator(".CodeMirror-hints")).to_contain_text("Igor Osipov")
    shown.keyboard.press("Enter")
    assert "person:igor-osipov" in query_text(shown)
    shown.keyboard.type(" ; st:rank ?rank ; st:possibleFrom ?from }")
    shown.keyboard.press("Control+Enter")
    expect(shown.locator("#panel-table")).to_contain_text("vice admiral")
    expect(shown.locator("#status")).to_have_text(re.compile(r"^\d+ rows in \d+\.\d s$"))
    shown.locator("#panel-table").get_by_role("button", name="from").click()
    expect(shown.locator("th[aria-sort=ascending]")).to_contain_text("from")
    up = column(shown, 3)
    assert len(up) > 2
    assert up == sorted(up)
    shown.locator("#panel-table").get_by_role("button", name="from").click()
    expect(shown.locator("th[aria-sort=descending]")).to_contain_text("from")
    assert column(shown, 3) == up[::-1]
    assert seen.complaints == []
    assert all(url.startswith((server, "data:")) for url in seen.requests), "nothing is fetched from elsewhere"


def test_any_word_is_completed_on_demand(page: tuple[Page, Seen], server: str) -> None:
    shown, _ = page
    opened(shown, f"{server}/query")
    write(shown, "SELECT * WHERE { ?x st:formation osnov")
    assert shown.locator(".CodeMirror-hints").count() == 0
    write(shown, "# a comment on person:osip")
    shown.keyboard.press("Control+Space")
    assert shown.locator(".CodeMirror-hints").count() == 0, "nothing is completed in a comment"
    write(shown, "SELECT * WHERE { ?x ?y sjojgoe")
    shown.keyboard.press("Control+Space")
    expect(shown.locator(".CodeMirror-hints")).to_contain_text("person:sergei-shoigu")
    shown.keyboard.press("Escape")
    expect(shown.locator(".CodeMirror-hints")).to_have_count(0)


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
    shown.get_by_role("button", name="Last").click()
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
    answer = httpx.post(f"{server}/sparql", data={"query": expected}, headers={"Accept": "text/csv"})
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


def test_every_question_is_in_the_gallery_and_its_example_runs(server: str) -> None:
    with httpx.Client(base_url=server, timeout=60) as client:
        groups = client.get("/query/examples.json").json()
        found = {one["name"]: one for group in groups for one in group["examples"]}
        assert found.keys() == questions().keys()
        assert all(one["title"] and one["question"] and one["returns"] for one in found.values())
        for name, one in found.items():
            needed = {each["name"]: each["example"] for each in one["parameters"] if each["default"] is None}
            bound = client.get(f"/query/examples/{name}", params=needed)
            assert bound.status_code == 200, (name, bound.text)
            text = bound.json()["query"]
            assert not re.search(r"^# param", text, re.MULTILINE)
            assert not re.search(r"\$[a-z]+\b", text), name
        assert client.get("/query/examples/holders").status_code == 422
        assert client.get("/query/examples/holder").json()["allowed"].startswith("did you mean")


def test_an_example_with_its_parameters(page: tuple[Page, Seen], server: str) -> None:
    shown, seen = page
    opened(shown, f"{server}/query")
    shown.fill("#gallery-search", "one after the other")
    expect(shown.locator(".example:visible")).to_have_count(1)
    shown.fill("#gallery-search", "zzz")
    expect(shown.locator("#gallery-none")).to_be_visible()
    shown.fill("#gallery-search", "")
    shown.get_by_role("button", name="Succession of a post").click()
    expect(shown.locator("#example")).to_contain_text("Gives one row a tenure")
    assert shown.locator("#parameter-formation-known option[value='58-caa']").count() == 1
    expect(shown.get_by_label("formation", exact=True)).to_have_value("black-sea-fleet")
    assert "formation/black-sea-fleet" in query_text(shown)
    shown.get_by_label("formation", exact=True).fill("58-cab")
    shown.get_by_role("button", name="Fill in and run").click()
    wrong = shown.locator("#parameter-formation-wrong")
    expect(wrong).to_contain_text('there is no formation "58-cab"; did you mean')
    assert shown.get_by_label("formation", exact=True).get_attribute("aria-invalid") == "true"
    shown.get_by_label("formation", exact=True).fill("58-caa")
    shown.get_by_label("known").fill("2023-13")
    shown.get_by_role("button", name="Fill in and run").click()
    expect(shown.locator("#parameter-known-wrong")).not_to_be_empty()
    expect(wrong).to_be_empty()
    shown.get_by_label("known").fill("2023-07-20")
    shown.get_by_role("button", name="Fill in and run").click()
    expect(shown.locator("#panel-table")).to_contain_text("Ivan Popov")
    expect(shown.locator("#example .asked")).to_contain_text("58th Combined Arms Army")
    expect(shown).to_have_url(re.compile("#example=succession&[.]formation=58-caa&[.]known=2023-07-20$"))
    shown.reload()
    expect(shown.locator("#panel-table")).to_contain_text("Ivan Popov")
    expect(shown.get_by_label("known")).to_have_value("2023-07-20")
    assert [one for one in seen.complaints if "422" not in one] == []


def test_a_syntax_error_is_told_and_marked_where_it_is(page: tuple[Page, Seen], server: str) -> None:
    shown, seen = page
    opened(shown, f"{server}/query")
    query = "SELECT ?x\nWHERE {\n  ?x ?y ?z .\n  FILTER(?z >)\n}"
    run(shown, query)
    problem = httpx.post(f"{server}/sparql", data={"query": query}).json()
    expect(shown.locator("#problem")).to_contain_text(f"line {problem['line']}, column {problem['column']}")
    expect(shown.locator(".wrong-words")).to_contain_text(problem["detail"])
    marked = shown.evaluate(
        "() => { const editor = document.querySelector('.CodeMirror').CodeMirror;"
        " return editor.getAllMarks().filter((one) => one.className === 'wrong-place').map((one) => one.find().from); }"
    )
    assert [at["line"] + 1 for at in marked] == [problem["line"]]
    assert abs(marked[0]["ch"] + 1 - problem["column"]) <= 1
    shown.hover(".parseErrorIcon")
    write(shown, "ASK {}")
    expect(shown.locator(".wrong-words")).to_have_count(0)
    assert [one for one in seen.complaints if "400" not in one] == []


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


def test_the_page_works_by_keyboard(page: tuple[Page, Seen], server: str) -> None:
    shown, _ = page
    opened(shown, f"{server}/query")
    shown.locator(".CodeMirror").click()
    shown.keyboard.press("Escape")
    focused = "() => document.activeElement.id"
    assert shown.evaluate(focused) == "run"
    shown.keyboard.press("Tab")
    assert shown.evaluate(focused) == "permalink", "the button to stop is off"
    shown.focus("#tab-table")
    shown.keyboard.press("ArrowLeft")
    assert shown.evaluate(focused) == "tab-code"
    assert shown.locator("#panel-code").is_visible()
    shown.keyboard.press("ArrowRight")
    assert shown.locator("#panel-table").is_visible()
    unlabelled = shown.evaluate(
        """() => [...document.querySelectorAll("input, select, button, textarea")].filter((one) => !one.hidden
            && !(one.labels?.length || one.textContent.trim() || one.getAttribute("aria-label")))
            .map((one) => one.outerHTML)"""
    )
    assert unlabelled == []


TOO_PALE = """() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => parts(colour).slice(0, 3).map((value) => value / 255)
    .map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, at) => sum + value * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = (element) => {
    const colour = getComputedStyle(element).backgroundColor;
    if ((parts(colour)[3] ?? 1) > 0.5) return colour;
    return element.parentElement ? ground(element.parentElement) : "rgb(255, 255, 255)";
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const element = text.parentElement;
    if (!text.data.trim() || !element.offsetParent || element.closest("script, noscript, :disabled, svg")) continue;
    const [one, other] = [light(getComputedStyle(element).color), light(ground(element))].sort((a, b) => b - a);
    if ((one + 0.05) / (other + 0.05) < 4.5) found.push(`${element.className}: ${text.data}`);
  }
  return [found, document.querySelectorAll("#panel-table td").length];
}"""


def test_all_texts_stand_out_from_their_ground(page: tuple[Page, Seen], server: str) -> None:
    """The contrast of 4.5 that level AA of the Web Content Accessibility Guidelines asks for."""
    shown, _ = page
    opened(shown, f"{server}/query")
    shown.get_by_role("button", name="Holders of a post on a day").click()
    shown.get_by_role("button", name="Fill in and run").click()
    shown.locator("#panel-table table").wait_for()
    pale, cells = shown.evaluate(TOO_PALE)
    assert cells > 5
    assert pale == []
    shown.get_by_label("role", exact=True).fill("comander")
    shown.get_by_role("button", name="Fill in and run").click()
    expect(shown.locator("#parameter-role-wrong")).not_to_be_empty()
    run(shown, '# note\nSELECT * WHERE { ?s ?p "text"@en ; a <http://x/y> , 5 . FILTER(REGEX(?s, "x")) } x')
    shown.locator(".wrong-words").wait_for()
    assert shown.evaluate(TOO_PALE)[0] == []


def test_the_page_fits_a_telephone(page: tuple[Page, Seen], server: str) -> None:
    shown, seen = page
    shown.set_viewport_size({"width": 390, "height": 844})
    opened(shown, f"{server}/query")
    assert not shown.locator(".example").first.is_visible(), "the examples are folded"
    shown.locator("#gallery summary").click()
    shown.get_by_role("button", name="A person's timeline").click()
    shown.get_by_role("button", name="Fill in and run").click()
    shown.locator("#panel-table table").wait_for()
    for tab in ("table", "graph", "timeline", "raw", "code"):
        shown.click(f"#tab-{tab}")
        shown.wait_for_timeout(200)
        assert shown.evaluate("() => document.documentElement.scrollWidth") <= 390, tab
    assert seen.complaints == []


def test_other_pages_lead_to_it(server: str) -> None:
    for path in ("/", "/findings", "/person/ivan-popov", "/fact/event/valery-gerasimov/suspended"):
        assert '<a href="/query">Query</a>' in httpx.get(server + path, timeout=60).text, path


def test_what_the_page_asks_for_can_be_kept(server: str) -> None:
    with httpx.Client(base_url=server, timeout=60) as client:
        first = client.get("/query/terms.json")
        again = client.get("/query/terms.json", headers={"If-None-Match": first.headers["etag"]})
        assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
        terms = first.json()
        assert {"st:Claim", "st:possibleFrom", "rdfs:label"} <= {one["name"] for one in terms["terms"]}
        assert terms["things"]["formation"]["58-caa"]["labels"]["ru"]
        assert terms["prefixes"]["person"] == "https://w3id.org/stavka/person/"
        paths = ["person/igor-osipov", "ontology#Claim", "person/nobody"]
        labels = client.post("/query/labels", json={"paths": paths}).json()
        assert labels["person/igor-osipov"]["ru"] == "Игорь Осипов"
        assert labels["ontology#Claim"].keys() >= {"en", "ru", "uk"}
        assert "person/nobody" not in labels
        too_many = client.post("/query/labels", json={"paths": ["person/x"] * 1001})
        assert too_many.status_code == 422
        assert client.get("/query", params={"quary": "ASK {}"}).json()["parameter"] == "quary"


def test_the_page_works_without_the_editor(
    page: tuple[Page, Seen], environment: dict[str, str], tmp_path: Path
) -> None:
    """On a server that was installed from a plain checkout, where the set-up was not run."""
    shown, seen = page
    for package in ("graph", "ontology"):
        (tmp_path / package).symlink_to(ROOT / package)
    shutil.copytree(ROOT / "api", tmp_path / "api", ignore=shutil.ignore_patterns("vendor", "__pycache__"))
    with serving(environment, tmp_path / "log", checkout=tmp_path) as address:
        opened(shown, f"{address}/query")
        expect(shown.locator("#keys")).to_contain_text("was not set up on this server")
        shown.get_by_label("SPARQL query").fill("SELECT * WHERE {\n  oops\n}")
        shown.keyboard.press("Control+Enter")
        expect(shown.locator("#problem")).to_contain_text("line ")
        shown.get_by_label("SPARQL query").fill("ASK {}")
        shown.click("#run")
        expect(shown.locator("#panel-table")).to_have_text("Yes")
        assert not any("vendor" in url for url in seen.requests)
        assert [one for one in seen.complaints if "400" not in one] == []


def test_the_editor_comes_without_node_as_well(tmp_path: Path) -> None:
    """Set-up on a machine that has no Node: a PATH without it, and nothing kept from before."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "tools", tmp_path / "tools")
    (tmp_path / "bin").mkdir()
    environment = {**os.environ, "PATH": str(tmp_path / "bin")}
    command = [sys.executable, str(tmp_path / "tools/editor.py")]
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)
    except subprocess.TimeoutExpired:
        pytest.skip("60 megabytes do not come from the package registry within a minute")
    if done.returncode != 0 and "Retrying (" in done.stderr:
        pytest.skip("no package registry can be reached from here")
    assert done.returncode == 0, done.stderr
    assert "There is no npm here" in done.stdout
    for name in ("yasqe.min.js", "yasqe.min.css", "LICENSES.txt"):
        assert (tmp_path / "api/static/vendor" / name).read_bytes() == (ROOT / "api/static/vendor" / name).read_bytes()
    assert json.loads((tmp_path / "package-lock.json").read_text())["lockfileVersion"] == 3
