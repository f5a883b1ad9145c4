"""The query page up to the answer, used in a real browser: the editor, the examples, the keyboard, a telephone."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from graph.question import questions
from tests.conftest import plain_http, serving
from tests.web.conftest import Seen
from tests.web.query_page import column, opened, query_text, run, write

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.browser


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
    expect(shown.locator(".CodeMirror")).to_contain_text("formation/black-sea-fleet")
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
    problem = plain_http.post(f"{server}/sparql", data={"query": query}).json()
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
        assert '<a href="/query">Query</a>' in plain_http.get(server + path, timeout=60).text, path


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
    page: tuple[Page, Seen], environment: dict[str, str], facts_directory: Path, tmp_path: Path
) -> None:
    """On a server that was installed from a plain checkout, where the set-up was not run."""
    shown, seen = page
    for package in ("graph", "ontology"):
        (tmp_path / package).symlink_to(ROOT / package)
    shutil.copytree(ROOT / "api", tmp_path / "api", ignore=shutil.ignore_patterns("vendor"))
    home, facts = {**environment, "STAVKA_HOME": str(tmp_path / "home")}, ("--facts", str(facts_directory))
    with serving(home, tmp_path / "log", *facts, checkout=tmp_path) as address:
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


def test_what_the_pages_need_comes_without_node_as_well(tmp_path: Path) -> None:
    """Set-up on a machine that has no Node: a PATH without it, and nothing kept from before."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "tools", tmp_path / "tools")
    (tmp_path / "bin").mkdir()
    environment = {**os.environ, "PATH": str(tmp_path / "bin")}
    command = [sys.executable, str(tmp_path / "tools/browser_side.py")]
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)
    except subprocess.TimeoutExpired:
        pytest.skip("60 megabytes do not come from the package registry within a minute")
    if done.returncode != 0 and "Retrying (" in done.stderr:
        pytest.skip("no package registry can be reached from here")
    assert done.returncode == 0, done.stderr
    assert "There is no npm here" in done.stdout
    served = ("yasqe.min.js", "yasqe.min.css", "milsymbol.js", "zoom.js", "LICENSES.txt")
    for place in [*(f"api/static/vendor/{name}" for name in served), "tests/vendor/axe.min.js"]:
        assert (tmp_path / place).read_bytes() == (ROOT / place).read_bytes(), place
    assert json.loads((tmp_path / "package-lock.json").read_text())["lockfileVersion"] == 3
