"""A real browser, and a page that remembers what it did, for all tests of pages."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.conftest import serving, write_small_base

# How long a page takes to show something says something about the machine, not about the page.
expect.set_options(timeout=20_000)

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Seen:
    """What a page did while it was looked at."""

    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@pytest.fixture(scope="package")
def browser(chromium: str) -> Iterator[Browser]:
    """A browser for all files of a package; not for all tests, as it keeps a loop of asyncio running meanwhile."""
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield made
        made.close()


@pytest.fixture(scope="package")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One person's browser, in which a page finds in the cache what another has fetched and compiled. One page stays
    open: with the last one the window would go, and to make it takes as long as to show a page."""
    made = browser.new_context(viewport={"width": 1440, "height": 900})
    made.new_page()
    yield made
    made.close()


NAME = "<b onclick='alert(1)'>Ёж</b> & </title></script><script>document.title='taken'</script>"
"""What a name may hold that would end an element or start one, if it were not a text."""


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> Iterator[str]:
    """A server of a small fact base in which a person, a formation and a claimant have such names."""
    directory = tmp_path_factory.mktemp("hostile")
    facts = write_small_base(directory / "facts")
    for file in facts.rglob("*.yaml"):
        text = re.sub("Pyotr B|1st Army|A Paper", lambda one: json.dumps(f"{one[0]} {NAME}"), file.read_text("utf-8"))
        file.write_text(text, encoding="utf-8")
    home = {**environment, "STAVKA_HOME": str(directory / "home")}
    with serving(home, directory / "log", "--facts", str(facts)) as address:
        yield address


def refusal(page: Page, address: str) -> str:
    """What a page says is wrong with its address, which is refused as such."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 422
    return page.get_by_role("alert").first.inner_text()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[tuple[Page, Seen]]:
    made, seen = context.new_page(), Seen()
    made.on("console", lambda message: seen.complaints.append(message.text))
    made.on("pageerror", lambda error: seen.complaints.append(str(error)))
    made.on("request", lambda request: seen.requests.append(request.url))
    yield made, seen
    if made.url.startswith("http"):
        made.evaluate("localStorage.clear()")
    made.close()
