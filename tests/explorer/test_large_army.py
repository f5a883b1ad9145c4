"""An army of 600 formations, of which few are in sight at once, in the explorer: everything opened, dragged, zoomed,
slid and searched."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import serving
from tests.explorer.army import write_army
from tests.explorer.test_as_a_person import opened
from tests.web.conftest import Seen

pytestmark = pytest.mark.browser

SIZE = 600
BOXES = "#drawing .unit"
OUT_OF_SIGHT = """(boxes) => {
  const { left, top, right, bottom } = document.getElementById("drawing").getBoundingClientRect();
  const away = ({ left: l, top: t, right: r, bottom: b }) => Math.max(left - r, l - right, top - b, t - bottom);
  return boxes.filter((box) => away(box.getBoundingClientRect()) > 1500).length;
}"""
"""How many boxes are in the document though they are far from what is seen."""


@pytest.fixture(scope="module")
def army(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a service of the army."""
    directory: Path = tmp_path_factory.mktemp("army")
    environment = {**os.environ, "STAVKA_HOME": str(directory / "home")}
    facts = str(write_army(directory / "facts", SIZE))
    with serving(environment, directory / "log", "--facts", facts) as address:
        yield address


def test_a_large_army_is_drawn_opened_dragged_and_searched(page: tuple[Page, Seen], army: str) -> None:
    shown, seen = page
    opened(shown, f"{army}/?on=2022-06-01")
    expect(shown.locator(".summary")).to_contain_text(f"{SIZE} formations")
    shown.get_by_role("button", name="Open all").click()
    count = shown.locator(BOXES).count()
    assert 0 < count < SIZE / 5
    assert shown.locator(BOXES).evaluate_all(OUT_OF_SIGHT) == 0
    before = set(shown.locator(BOXES).evaluate_all("(boxes) => boxes.map((box) => box.id)"))

    for _ in range(2):
        shown.mouse.move(1200, 500)
        shown.mouse.down()
        shown.mouse.move(200, 150, steps=10)
        shown.mouse.up()
    expect(shown.locator("#unit-mod")).to_have_count(0)
    after = set(shown.locator(BOXES).evaluate_all("(boxes) => boxes.map((box) => box.id)"))
    assert after, "other boxes have come into sight"
    assert not after & before
    assert shown.locator(BOXES).evaluate_all(OUT_OF_SIGHT) == 0

    shown.get_by_role("button", name="Show all of the drawing").click()
    expect(shown.locator(BOXES)).to_have_count(0)
    expect(shown.locator(".specks .contested")).to_have_attribute("d", re.compile("^M"))
    shown.get_by_role("combobox").fill("567th")
    shown.get_by_role("option", name="567th").first.click()
    expect(shown.locator("#details h2")).to_contain_text("567th")
    expect(shown.locator("#details .fact ul.claims li").first).to_be_visible()
    expect(shown.locator(".unit.focus")).to_contain_text("567th")
    shown.locator(".axis-on input[type=range]").press("PageDown")
    expect(shown.locator(".summary")).to_contain_text("2022-05-02")
    assert seen.complaints == []
