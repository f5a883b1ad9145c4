"""`stavka draw` as still pictures and networks, and around a formation or a person: what is in them, and how they look
in a real browser."""

import re
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest
from playwright.sync_api import Page, expect

from graph.analysis.person_network import ego, person_network
from graph.answer import Answers
from graph.drawing import drawing
from graph.drawn import Drawn, draw_formation, draw_hierarchy, draw_person
from graph.hierarchy import chain, hierarchy
from graph.picture import Box, Picture, look
from graph.svg import Sheet, svg
from tests.web.conftest import Seen
from tests.web.test_draw import INK, draw

pytestmark = pytest.mark.browser

DAY = "2022-05-20"
MANY = "valery-gerasimov"
SVG = "{http://www.w3.org/2000/svg}"
READERS: dict[str, Callable[[BytesIO], Any]] = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}
OUTSIDE = """() => [...document.querySelectorAll("text")].filter((text) => {
  const box = text.parentElement.closest("[role=graphics-symbol]")?.querySelector("rect") ?? document.documentElement;
  const [one, around] = [text, box].map((element) => element.getBoundingClientRect());
  return one.width === 0 || one.left < around.left || one.right > around.right
    || one.top < around.top || one.bottom > around.bottom;
}).map((text) => text.textContent)"""
"""Texts that are not wholly in their box or, without one, on the page."""
OVERLAPPING = """() => { const shapes = [...document.querySelectorAll("#drawing rect, #drawing > text")];
  const places = shapes.map((one) => one.getBoundingClientRect());
  const found = [];
  places.forEach((one, i) => places.slice(0, i).forEach((other, j) => {
    if (one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom)
      found.push([shapes[i], shapes[j]].map((shape) => shape.textContent || shape.parentElement.textContent));
  }));
  return found; }"""
"""Pairs of boxes, and of boxes and captions, that have a place in common."""

PICTURES: dict[str, Callable[[Answers], Drawn]] = {
    "hierarchy": lambda answers: draw_hierarchy(answers, on=DAY),
    "opened": lambda answers: draw_hierarchy(answers, "southern-md", on=DAY, opened=["all"]),
    "before any source": lambda answers: draw_hierarchy(answers, on="1900-01-01"),
    "few": lambda answers: draw_person(answers, "ivan-popov"),
    "many": lambda answers: draw_person(answers, MANY),
    "all sides": lambda answers: draw_person(answers, "sergei-surovikin"),
    "other superiors": lambda answers: draw_formation(answers, "22-ac", DAY),
    "whole": lambda answers: draw_formation(answers, "mod", DAY, steps=12),
}


def still(drawn: Drawn) -> ElementTree.Element:
    return ElementTree.fromstring(drawn.file("svg"))


def texts(picture: ElementTree.Element) -> list[str]:
    return [text.text or "" for text in picture.iter(f"{SVG}text")]


def boxes(picture: ElementTree.Element) -> list[list[str]]:
    """The lines of text of every box."""
    groups = [group for group in picture.iter(f"{SVG}g") if group.get("role") == "graphics-symbol"]
    return [[text.text or "" for text in group.findall(f"{SVG}text")] for group in groups]


@pytest.fixture(scope="module")
def persons(answers: Answers) -> Any:
    return person_network(answers)


@pytest.mark.parametrize("name", PICTURES)
def test_a_still_picture_can_be_read(page: tuple[Page, Seen], answers: Answers, tmp_path: Path, name: str) -> None:
    shown, seen = page
    path = tmp_path / "drawing.svg"
    path.write_bytes(PICTURES[name](answers).file("svg"))
    shown.goto(path.as_uri())
    assert shown.evaluate(OUTSIDE) == []
    assert shown.evaluate(OVERLAPPING) == []
    assert shown.locator("#drawing rect").count() > 3
    assert seen.requests == [path.as_uri()]
    assert seen.complaints == []


def test_wide_letters_stay_in_their_box(page: tuple[Page, Seen], tmp_path: Path) -> None:
    shown, _ = page
    wide = [letter * 23 for letter in "WЩ@字"]
    boxes = [Box(text, (text, text[:12]), text, 0, 60 * row, look("certain", 1)) for row, text in enumerate(wide)]
    path = tmp_path / "wide.svg"
    path.write_bytes(
        svg(Picture(boxes, [], [], wide[0]), Sheet("W" * 30, ["Щ " * 200], ["W " * 200], ["字 " * 200], []))
    )
    shown.goto(path.as_uri())
    assert shown.evaluate(OUTSIDE) == []


def test_a_still_picture_shows_what_the_page_shows(on_disk: dict[str, str], answers: Answers, tmp_path: Path) -> None:
    path = tmp_path / "drawing.svg"
    assert draw(on_disk, "--on", DAY, "--out", str(path)).returncode == 0
    made = draw_hierarchy(answers, on=DAY)
    assert path.read_bytes() == made.file("svg") == draw_hierarchy(answers, on=DAY).file("svg")
    picture = still(made)
    nodes = [node for node in drawing(hierarchy(answers, on=DAY, claims=False))["nodes"] if node["shape"] == "box"]
    assert sorted("\n".join(lines) for lines in boxes(picture)) == sorted(node["label"] for node in nodes)
    fills = sorted(node["color"]["background"] for node in nodes)
    drawn = [group for group in picture.iter(f"{SVG}g") if group.get("role") == "graphics-symbol"]
    assert sorted(group.find(f"{SVG}rect").get("fill") for group in drawn) == fills  # type: ignore[union-attr]
    words = " ".join(texts(picture))
    for part in (DAY, "as known", "policy default", str(answers.snapshot["version"]), "CC BY 4.0", "probably true"):
        assert part in words
    assert DAY in (picture.findtext(f"{SVG}title") or "")
    assert "policy default" in (picture.findtext(f"{SVG}desc") or "")
    tags = {element.tag.removeprefix(SVG) for element in picture.iter()}
    assert tags == {"svg", "title", "desc", "style", "g", "rect", "path", "text"}, "nothing that runs or is fetched"
    assert not [
        name for element in picture.iter() for name in element.attrib if name.startswith("on") or "href" in name
    ]


def test_who_served_with_a_person_is_told_by_what_they_were(answers: Answers, persons: Any) -> None:
    picture = still(draw_person(answers, MANY))
    out = [key for _, _, key in persons.out_edges(MANY, keys=True)]
    into = [key for _, _, key in persons.in_edges(MANY, keys=True)]
    counts = {
        "Superiors": out.count("served-under"),
        "Subordinates": into.count("served-under"),
        "Served beside": (out + into).count("served-with"),
        "Predecessors": out.count("succeeded"),
        "Successors": into.count("succeeded"),
    }
    words = texts(picture)
    captions = dict(
        re.fullmatch(r"([\w ]+): (.+)", text).groups() for text in words if re.fullmatch(r"[\w ]+: \d.*", text)
    )  # type: ignore[union-attr]
    assert {title: int(count.split()[-1]) for title, count in captions.items()} == counts
    drawn = sum(int(count.split()[0]) for count in captions.values())
    assert drawn == len(boxes(picture)) - 1 < sum(counts.values())
    missing = sum(int(count) for count in re.findall(r"(\d+)[,.]", next(text for text in words if "Not drawn" in text)))
    assert missing == sum(counts.values()) - drawn


def test_the_page_of_a_person_lists_whom_it_does_not_draw(
    page: tuple[Page, Seen], on_disk: dict[str, str], answers: Answers, persons: Any, tmp_path: Path
) -> None:
    shown, seen = page
    path = tmp_path / "person.html"
    assert draw(on_disk, "--person", MANY, "--out", str(path)).returncode == 0
    assert path.read_bytes() == draw_person(answers, MANY).file("html")
    shown.goto(path.as_uri())
    shown.locator("html[data-drawn]").wait_for()
    shown.wait_for_timeout(300)
    assert shown.evaluate(INK) > 3000
    assert seen.requests == [path.as_uri()]
    assert seen.complaints == []
    expect(shown.locator("section li")).to_have_count(persons.degree(MANY))
    drawn = int(shown.locator("html").get_attribute("data-drawn") or 0)
    expect(shown.locator("section .find:visible")).to_have_count(drawn - 1)
    facts = shown.locator("section li code").all_text_contents()
    told = {fact for *_, edge in persons.to_undirected().edges(MANY, data=True) for fact in edge["facts"].split("; ")}
    assert set(facts) == told
    shown.locator(".find:visible").last.click()
    box = shown.locator("#drawing").bounding_box()
    assert box is not None
    shown.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(shown.locator("li.chosen")).to_have_count(1)


@pytest.mark.parametrize("format", READERS)
def test_the_network_of_a_person_is_read_back(answers: Answers, persons: Any, format: str) -> None:
    read = READERS[format](BytesIO(draw_person(answers, "ivan-popov").file(format)))
    wanted = ego(persons, "ivan-popov")
    assert {one: node["label"] for one, node in read.nodes(data=True)} == dict(wanted.nodes(data="label"))
    known = {(one, other, key): edge for one, other, key, edge in wanted.edges(keys=True, data=True)}
    found = {(one, other, edge["relation"]): edge for one, other, edge in read.edges(data=True)}
    assert found.keys() == known.keys()
    for ends, edge in known.items():
        assert edge.items() <= found[ends].items()


def test_a_network_is_written_by_the_ending_and_as_deep_as_asked(
    on_disk: dict[str, str], persons: Any, tmp_path: Path
) -> None:
    path = tmp_path / "persons.GEXF"
    options = ("--person", "ivan-popov", "--between", "2023", "--depth", "2")
    assert draw(on_disk, *options, "--out", str(path)).returncode == 0
    read = nx.read_gexf(path)
    assert {"ivan-popov"} < set(read.nodes) <= set(ego(persons, "ivan-popov", 2).nodes)
    assert "2023" in path.read_text(encoding="utf-8").partition("<graph")[0]
    done = draw(on_disk, *options, "--out", "-", "--format", "graphml")
    written = nx.read_graphml(BytesIO(done.stdout))
    assert set(written.nodes) == set(read.nodes)
    assert written.number_of_edges() == read.number_of_edges()


def test_a_formation_stands_between_its_superiors_and_subordinates(answers: Answers) -> None:
    found = hierarchy(answers, on=DAY, claims=False)
    nodes = {node["formation"]["id"]: node for node in found["nodes"]}
    several = [one for one, node in nodes.items() if node["alternatives"] and node["superior"] != "mod"]
    assert several
    for formation in [*several, "southern-md"]:
        network = draw_formation(answers, formation, DAY).network()
        above = {step["formation"]["id"] for step in chain(answers, formation=formation, on=DAY)["steps"]}
        below = {one for one, node in nodes.items() if formation in superiors(node)}
        beside = {superior for one in above | below for superior in superiors(nodes[one])}
        assert set(network.nodes) == above | below | beside
        names = {shown.in_full.partition("\n")[0] for shown in draw_formation(answers, formation, DAY).picture.boxes}
        others = {superior for one in above for superior in superiors(nodes[one])[1:]}
        for one in above | below:
            assert nodes[one]["formation"]["names"]["en"] in names
        for one in others:
            assert f"↑ {nodes[one]['formation']['names']['en']}" in names


def superiors(node: dict[str, Any]) -> list[str]:
    edges = [node["edge"], *node["alternatives"]] if node.get("edge") else []
    return [edge["superior"]["id"] for edge in edges]


def test_the_page_of_a_formation(page: tuple[Page, Seen], on_disk: dict[str, str], tmp_path: Path) -> None:
    shown, seen = page
    path = tmp_path / "formation.html"
    assert draw(on_disk, "--formation", "22-ac", "--on", DAY, "--out", str(path)).returncode == 0
    shown.goto(path.as_uri())
    shown.locator("html[data-drawn]").wait_for()
    shown.wait_for_timeout(300)
    assert shown.evaluate(INK) > 3000
    assert (seen.requests, seen.complaints) == ([path.as_uri()], [])
    expect(shown.locator("#formation-22-ac")).to_contain_text("Also said to be under Southern Military District")


def test_what_is_not_known_is_said(answers: Answers) -> None:
    found = hierarchy(answers, on=DAY, claims=False)
    alone = next(node for node in found["nodes"] if node["superior"] is None and node["formation"]["id"] != "mod")
    words = " ".join(texts(still(draw_formation(answers, alone["formation"]["id"], DAY))))
    assert f"No source gives a superior of {alone['formation']['names']['en']} on {DAY}" in words
    before = " ".join(texts(still(draw_hierarchy(answers, on="1900-01-01"))))
    assert "No source shows for certain who led any of these formations on 1900-01-01" in before


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--person", "ivan-popof"), "did you mean ivan-popov"),
        (("--formation", "58ca"), "did you mean 58-caa?"),
        (("--formation", "58-caa", "--on", "1900-01-01"), "did not exist on 1900-01-01"),
        (("--person", "ivan-popov", "--between", "1950"), "ask for another time"),
        (("--person", "ivan-popov", "--between", "soon"), "for example"),
        (("--person", "ivan-popov", "--formation", "58-caa"), "not both"),
        (("--person", "ivan-popov", "--on", DAY), "--on has no effect on --person"),
        (("--between", "2022"), "--between has no effect on the hierarchy"),
        (("--person", "ivan-popov", "--depth", "2"), "for graphml and gexf"),
        (("--format", "gexf"), "leave one out"),
        (("--format", "png"), "allowed are html, svg, graphml, gexf"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_there_stays(
    on_disk: dict[str, str], tmp_path: Path, options: tuple[str, ...], words: str
) -> None:
    path = tmp_path / "drawing.svg"
    path.write_text("mine", encoding="utf-8")
    check_refused(draw(on_disk, *options, "--out", str(path)), words)
    assert path.read_text(encoding="utf-8") == "mine"
    assert list(tmp_path.iterdir()) == [path]


def test_a_name_that_tells_no_format(on_disk: dict[str, str], tmp_path: Path) -> None:
    check_refused(draw(on_disk, "--out", str(tmp_path / "drawing.png")), ".html, .svg, .graphml, .gexf")
    assert list(tmp_path.iterdir()) == []


def check_refused(done: subprocess.CompletedProcess[bytes], words: str) -> None:
    told = done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b"")
    assert words in told
    assert "Traceback" not in told
