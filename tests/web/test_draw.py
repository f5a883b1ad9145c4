"""`stavka draw`: one file that a browser draws from the disk, with nothing fetched and no script but its own."""

import re
import stat
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest
from playwright.sync_api import Page, expect

from graph.answer import Answers
from graph.drawing import GROUPS, drawing, network
from graph.drawn import draw_hierarchy
from graph.hierarchy import hierarchy
from tests.web.conftest import Seen

pytestmark = pytest.mark.browser

DAY = "2023-07-10"
INK = """() => { const canvas = document.querySelector("#drawing canvas");
  const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  let inked = 0;
  for (let i = 3; i < data.length; i += 4) if (data[i] > 0) inked++;
  return inked; }"""
TREE = """() => [...document.querySelectorAll("section li")].map((item) =>
  [item, item.parentElement.closest("li")].map((one) => one?.id.replace("formation-", "") ?? null))"""


def draw(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "api.cli", "draw", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, check=False)


@pytest.fixture(scope="module")
def drawn(on_disk: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole hierarchy on a day."""
    path = tmp_path_factory.mktemp("drawn") / "page.html"
    done = draw(on_disk, "--on", DAY, "--out", str(path))
    assert done.returncode == 0, done.stderr
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_it_draws_from_the_disk_and_fetches_nothing(
    page: tuple[Page, Seen], drawn: Path, width: int, scheme: str
) -> None:
    shown, seen = page
    shown.set_viewport_size({"width": width, "height": 844})
    shown.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    shown.goto(drawn.as_uri())
    shown.locator("html[data-drawn]").wait_for()
    shown.wait_for_timeout(300)
    assert shown.evaluate(INK) > 3000
    assert seen.requests == [drawn.as_uri()]
    assert seen.complaints == []
    assert shown.evaluate("document.documentElement.scrollWidth") <= width


def test_it_says_what_it_shows(page: tuple[Page, Seen], drawn: Path, answers: Answers) -> None:
    shown, _ = page
    shown.goto(drawn.as_uri())
    found = hierarchy(answers, on=DAY, claims=False)
    expect(shown).to_have_title(re.compile(rf"Ministry of Defence.* on {DAY}, .*known.*policy default"))
    header = shown.locator("header")
    for words in (DAY, "policy default", answers.snapshot["version"], str(answers.snapshot["issued"]), "reach to"):
        expect(header).to_contain_text(words)
    expect(header.get_by_label("Legend")).to_contain_text("probably true")
    expect(shown.locator("footer")).to_contain_text("CC BY 4.0")
    above = {node["formation"]["id"]: node["superior"] for node in found["nodes"]}
    listed = dict(shown.evaluate(TREE))
    assert listed == {
        one: None if one == "mod" or superior not in above else superior for one, superior in above.items()
    }
    shoigu = shown.locator("#formation-mod > p", has_text="S. Shoigu")
    expect(shoigu).to_contain_text("certain")
    expect(shown.locator("#formation-58-caa > p .who")).to_contain_text("possible: ?")


def test_the_drawing_and_the_list_lead_to_each_other(page: tuple[Page, Seen], drawn: Path) -> None:
    shown, _ = page
    shown.goto(drawn.as_uri())
    shown.locator("html[data-drawn]").wait_for()
    box = shown.locator("#drawing").bounding_box()
    assert box is not None
    for down in range(10, 130, 12):
        shown.mouse.click(box["x"] + box["width"] / 2, box["y"] + down)
        shown.wait_for_timeout(50)
        if shown.locator("li.chosen").count():
            break
    assert shown.locator("li.chosen").get_attribute("id") == "formation-mod"
    before = shown.evaluate("document.querySelector('#drawing canvas').toDataURL()")
    shown.get_by_role("button", name="Show Black Sea Fleet in the drawing").click()
    shown.wait_for_timeout(200)
    assert shown.evaluate("document.querySelector('#drawing canvas').toDataURL()") != before
    folded = shown.locator("button[data-box='64-mrb']")
    assert folded.count() == 1
    expect(folded).to_be_hidden()


def test_other_days_parts_and_policies(
    page: tuple[Page, Seen], on_disk: dict[str, str], answers: Answers, tmp_path: Path
) -> None:
    shown, _ = page
    path = tmp_path / "page.html"
    options = ("--on", "2022-05-20", "--known", "2026-01-21", "--policy", "any-two-origins", "--links", "organic")
    assert draw(on_disk, *options, "--root", "southern-md", "--open", "all", "--out", str(path)).returncode == 0
    shown.goto(path.as_uri())
    expect(shown.locator("h1")).to_have_text("Southern Military District on 2022-05-20, as known on 2026-01-21")
    expect(shown.locator("header")).to_contain_text("policy any-two-origins, only these links: organic")
    drawn = int(shown.locator("html").get_attribute("data-drawn") or 0)
    listed = shown.evaluate(TREE)
    assert drawn == len(listed) > 10, "all are opened"
    assert listed[0] == ["southern-md", None]


def test_the_same_build_gives_the_same_bytes(on_disk: dict[str, str], drawn: Path, answers: Answers) -> None:
    done = draw(on_disk, "--on", DAY, "--out", "-")
    assert done.returncode == 0
    assert done.stdout == drawn.read_bytes()
    assert draw_hierarchy(answers, on=DAY).file("html") == done.stdout, "from Python too"


def test_from_python_it_is_a_network_of_pyvis(answers: Answers) -> None:
    found = hierarchy(answers, on=DAY, claims=False)
    made = network(found, ["all"])
    assert made.nodes == drawing(found, ["all"])["nodes"]
    boxes = {node["id"] for node in made.nodes if node["shape"] == "box"}
    assert boxes - set(GROUPS) == {node["formation"]["id"] for node in found["nodes"]}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--on", "2022-13-01"), "month must be in 1..12"),
        (("--root", "58caa"), "did you mean 58-caa?"),
        (("--open", "58-ca"), "did you mean 58-caa?"),
        (("--policy", "mine"), "allowed are any-two-origins, default, official-only"),
        (("--links", "loose"), "allowed are organic"),
        (("--on", "2023-07-10", "--known", "yesterday"), "known"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_there_stays(
    on_disk: dict[str, str], tmp_path: Path, options: tuple[str, ...], words: str
) -> None:
    path = tmp_path / "page.html"
    path.write_text("mine", encoding="utf-8")
    done = draw(on_disk, *options, "--out", str(path))
    assert done.returncode == 2
    assert words in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    assert path.read_text(encoding="utf-8") == "mine"
    assert list(tmp_path.iterdir()) == [path]


def test_where_it_cannot_be_written(on_disk: dict[str, str], tmp_path: Path) -> None:
    for to, words in (
        (tmp_path / "none" / "page.html", "make it first"),
        (tmp_path, "name a file in it"),
        (Path("/dev/null"), "no ordinary file"),
    ):
        done = draw(on_disk, "--out", str(to))
        assert (done.returncode, done.stdout) == (2, b"")
        assert words in done.stderr.decode()
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_replaced_and_read_by_others(on_disk: dict[str, str], tmp_path: Path) -> None:
    path, link = tmp_path / "page.html", tmp_path / "link.html"
    path.write_text("old", encoding="utf-8")
    link.symlink_to(path)
    assert draw(on_disk, "--on", DAY, "--root", "navy", "--out", str(link)).returncode == 0
    assert link.is_symlink()
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert stat.S_IMODE(path.stat().st_mode) & 0o444 == 0o444
    assert {one.name for one in tmp_path.iterdir()} == {"page.html", "link.html"}


def test_a_name_with_markup_is_a_text(
    page: tuple[Page, Seen], environment: dict[str, str], facts_directory: Path, tmp_path: Path
) -> None:
    hostile = "</script><script>window.taken=1</script><img src=x onerror=window.taken=2>&amp; ]]> {{ 7*7 }}"
    for name, called in (("formations.yaml", "1st Army"), ("persons.yaml", "Ivan A")):
        file = facts_directory / name
        file.write_text(file.read_text(encoding="utf-8").replace(called, f'"{hostile}"'), encoding="utf-8")
    home = {**environment, "STAVKA_HOME": str(tmp_path / "home")}
    build = [sys.executable, "-m", "api.cli", "build", "--facts", str(facts_directory)]
    subprocess.run(build, env=home, check=True, capture_output=True)
    shown, seen = page

    def drawn(name: str, *options: str) -> Path:
        path = tmp_path / name
        done = draw(home, "--out", str(path), *options)
        assert done.returncode == 0, done.stderr
        if path.suffix in (".html", ".svg"):
            seen.requests.clear()
            shown.goto(path.as_uri())
            assert seen.requests == [path.as_uri()]
            assert shown.evaluate("window.taken") is None
            assert shown.locator("img").count() == 0
        return path

    drawn("army.html", "--root", "1-caa")
    shown.locator("html[data-drawn]").wait_for()
    expect(shown.locator("h1")).to_contain_text(hostile)
    expect(shown.locator("#formation-1-caa > h3")).to_have_text(hostile)
    drawn("person.html", "--person", "ivan-a")
    shown.locator("html[data-drawn]").wait_for()
    expect(shown.locator("h1")).to_contain_text(hostile)
    expect(shown.locator("section li")).to_contain_text(hostile)
    drawn("person.svg", "--person", "ivan-a")
    expect(shown.locator("#title")).to_contain_text(hostile)
    expect(shown.locator("[role=graphics-symbol] > title").first).to_have_text(hostile)
    for name, read in (("army.graphml", nx.read_graphml), ("army.gexf", nx.read_gexf)):
        network = read(drawn(name, "--formation", "1-caa"))
        assert network.nodes["1-caa"]["label"] == hostile
    assert seen.complaints == []
