"""How fast the explorer is in a real browser, with the real graph and with an invented army of 2,000 formations.

`python -m tools.measure_explorer [--runs N] [--army SIZE] [--home DIRECTORY]` needs a built snapshot, Chromium and what
tools/browser_side.py brings. It serves the snapshot, opens each page anew in every run, and prints tables of medians
over the runs in Markdown; see docs/explorer.md for what each figure means. The machine's load is only named: measure
while nothing else runs.
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from subprocess import DEVNULL, run

import httpx
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from graph import drawing
from graph.answer import Answers
from graph.drawn import draw_hierarchy
from graph.snapshot import Home
from tests.conftest import free_port
from tests.engines.servers import running
from tests.explorer.army import SIZE, write_army
from tests.web.conftest import ARGUMENTS

DAY = "2022-06-01"
STEPS = 60
SCRIPT = Path(__file__).with_suffix(".js")


@dataclass
class Figures:
    """Milliseconds (or counts) by what was measured, in the order in which it was first."""

    values: dict[str, list[float]] = field(default_factory=dict)

    def add(self, name: str, *values: float) -> None:
        """Add to what was measured."""
        self.values.setdefault(name, []).extend(values)

    def rows(self) -> Iterator[str]:
        """A row of the table each: median, 95 % and worst."""
        for name, values in self.values.items():
            high = statistics.quantiles(values, n=20, method="inclusive")[-1] if len(values) > 2 else max(values)
            yield f"| {name} | {statistics.median(values):,.0f} | {high:,.0f} | {max(values):,.0f} | {len(values)} |"


@contextmanager
def served(home: Path, *arguments: str) -> Iterator[str]:
    """The service on a home; gives its address once it has the chronicle ready, as it has for all but the first."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = ["env", f"STAVKA_HOME={home}", sys.executable, "-m", "api.cli", "serve", "--port", str(port), *arguments]
    with running(command, f"{address}/api/v1/health"):
        httpx.get(f"{address}/chronicle/default", timeout=120).raise_for_status()
        yield address


def first_pictures(browser: Browser, address: str, runs: int, figures: Figures, name: str) -> None:
    """The first picture with an empty cache and with a full one, and what it takes over the network."""
    for _ in range(runs):
        with _context(browser) as context:
            page = context.new_page()
            client = context.new_cdp_session(page)
            client.send("Network.enable")
            sizes: list[float] = []
            client.on("Network.loadingFinished", lambda event, sizes=sizes: sizes.append(event["encodedDataLength"]))
            page.goto(address)
            figures.add(f"{name}, cold cache, ms", page.evaluate("measuring.picture"))
            page.wait_for_load_state("networkidle")
            figures.add(f"{name}, requests", len(sizes))
            figures.add(f"{name}, kB over the network", sum(sizes) / 1000)
            page.goto("about:blank")
            page.goto(address)
            figures.add(f"{name}, warm cache, ms", page.evaluate("measuring.picture"))


def sliders(browser: Browser, address: str, runs: int, figures: Figures, name: str) -> None:
    """Steps of both sliders: until it is painted, and what the page's own thread computes for it, whatever else the
    machine does."""
    for _ in range(runs):
        with _opened(browser, address) as page:
            client = page.context.new_cdp_session(page)
            client.send("Performance.enable", {"timeDomain": "threadTicks"})
            for axis in ("on", "known"):
                before = _computed(client)
                figures.add(f"step of {axis}, {name}, ms", *page.evaluate(f"measuring.steps('{axis}', {STEPS})"))
                figures.add(f"step of {axis}, {name}, ms of processor", (_computed(client) - before) / STEPS)


def _computed(client: CDPSession) -> float:
    """Milliseconds of processor time that the page's thread has taken."""
    metrics = client.send("Performance.getMetrics")["metrics"]
    return 1000 * next(float(one["value"]) for one in metrics if one["name"] == "TaskDuration")


def questions(browser: Browser, address: str, runs: int, figures: Figures, ids: Sequence[str], text: str) -> None:
    """From the click on a box to the claims, and from a typed name to what is found."""
    for _ in range(runs):
        with _opened(browser, address) as page:
            for one in ids:
                figures.add("details with claims, ms", page.evaluate("id => measuring.details(id)", one))
        with _opened(browser, address) as page:
            figures.add("search, ms", page.evaluate("text => measuring.found(text)", text))


def parts(browser: Browser, address: str, figures: Figures) -> None:
    """The pure parts of a step by themselves."""
    with _opened(browser, address) as page:
        for name, times in page.evaluate("measuring.parts(20)").items():
            figures.add(f"{name} alone, ms", *times)


def moves(browser: Browser, address: str, runs: int, figures: Figures, name: str, whole: str | None) -> None:
    """Frames while the drawing is dragged, from near and as a whole, and while it is zoomed from one to the other."""
    for _ in range(runs):
        with _opened(browser, address) as page:
            figures.add(f"frame, dragged from near, {name}, ms", *_frames(page, partial(_drag, page)))
            if whole is not None:
                page.click(whole)
                page.evaluate("measuring.painted()")
            figures.add(f"frame, dragged as a whole, {name}, ms", *_frames(page, partial(_drag, page)))
            figures.add(f"frame, zoomed, {name}, ms", *_frames(page, partial(_zoom, page)))


def _frames(page: Page, act: partial[None]) -> list[float]:
    page.evaluate("measuring.watchFrames()")
    act()
    seen: list[float] = page.evaluate("measuring.framesSeen()")
    return seen


def _drag(page: Page) -> None:
    """Around a rectangle, as the mouse moves: a place every few milliseconds."""
    page.mouse.move(900, 420)
    page.mouse.down()
    for x, y in ((300, 420), (300, 200), (900, 200), (900, 420)):
        page.mouse.move(x, y, steps=40)
    page.mouse.up()


def _zoom(page: Page) -> None:
    """Nearer by the wheel until it can be read, and away again."""
    page.mouse.move(700, 300)
    for turn in (-120, 120):
        for _ in range(24):
            page.mouse.wheel(0, turn)
            page.wait_for_timeout(16)


@contextmanager
def _context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1440, "height": 900}, service_workers="block")
    made.add_init_script(path=SCRIPT)
    yield made
    made.close()


@contextmanager
def _opened(browser: Browser, address: str) -> Iterator[Page]:
    with _context(browser) as context:
        page = context.new_page()
        page.goto(address)
        page.evaluate("measuring.picture")
        page.wait_for_load_state("networkidle")
        yield page


def pyvis_page(home: Path, opened: Sequence[str], path: Path) -> str:
    """The page of the day that `stavka draw` makes; gives its address. All boxes there are: the bound that keeps such
    pages usable is lifted."""
    drawing.MOST_NODES = sys.maxsize
    answers = Answers.from_snapshot(Home(home).current())
    path.write_bytes(draw_hierarchy(answers, on=DAY, opened=opened).file("html"))
    return path.as_uri()


def real_graph(browser: Browser, home: Path, runs: int, scratch: Path) -> Figures:
    """All figures of the built snapshot."""
    figures = Figures()
    with served(home) as address:
        first_pictures(browser, f"{address}/?on={DAY}", runs, figures, "first picture")
        first_pictures(browser, pyvis_page(home, (), scratch / "real.html"), runs, figures, "pyvis page, first picture")
        parts(browser, f"{address}/?on={DAY}", figures)
        sliders(browser, f"{address}/?on={DAY}", runs, figures, "as it opens")
        sliders(browser, f"{address}/?on={DAY}&opened=all", runs, figures, "all opened")
        sliders(browser, f"{address}/?on={DAY}&focus=58-caa", runs, figures, "58-caa in focus")
        questions(browser, f"{address}/?on={DAY}", runs, figures, ("southern-md", "58-caa", "general-staff"), "Popov")
    return figures


def large_army(browser: Browser, size: int, runs: int, scratch: Path) -> Figures:
    """All figures of an invented army, everything opened."""
    figures = Figures()
    home = scratch / "home"
    facts = ("--facts", str(write_army(scratch / "facts", size)))
    environment = {**os.environ, "STAVKA_HOME": str(home)}
    run([sys.executable, "-m", "api.cli", "build", *facts], check=True, stdout=DEVNULL, env=environment)
    page = pyvis_page(home, ("all",), scratch / "army.html")
    with served(home, *facts) as address:
        all_opened = f"{address}/?on={DAY}&opened=all"
        first_pictures(browser, all_opened, runs, figures, "first picture")
        first_pictures(browser, page, runs, figures, "pyvis page, first picture")
        parts(browser, all_opened, figures)
        sliders(browser, all_opened, runs, figures, "all opened")
        questions(browser, all_opened, runs, figures, ("1-military-district", "9-army"), "1234th")
        moves(browser, all_opened, runs, figures, "explorer", "[title='Show all of the drawing']")
    moves(browser, page, runs, figures, "pyvis page", None)
    return figures


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--army", type=int, default=SIZE, metavar="SIZE", help="how many formations; 0 for no army")
    parser.add_argument("--home", type=Path, default=Path(os.environ.get("STAVKA_HOME", ".stavka")))
    asked = parser.parse_args()
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or sys.exit("There is no Chromium: set CHROMIUM.")
    with tempfile.TemporaryDirectory() as directory, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        _print("The real graph", partial(real_graph, browser, asked.home, asked.runs, Path(directory)))
        if asked.army:
            title = f"An invented army of {asked.army:,} formations"
            _print(title, partial(large_army, browser, asked.army, asked.runs, Path(directory)))
        browser.close()


def _print(title: str, measured: partial[Figures]) -> None:
    before = os.getloadavg()[0]
    began = time.monotonic()
    rows = list(measured().rows())
    print(f"\n{title} (load {before:.1f} before, {os.getloadavg()[0]:.1f} after {time.monotonic() - began:.0f} s)\n")
    print("| figure | median | 95 % | worst | of |\n|---|---|---|---|---|", *rows, sep="\n", flush=True)


if __name__ == "__main__":
    main()
