"""A real browser, and a page that remembers what it did, for all tests of pages."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

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


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield made
        made.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[tuple[Page, Seen]]:
    made, seen = browser.new_page(viewport={"width": 1440, "height": 900}), Seen()
    made.on("console", lambda message: seen.complaints.append(message.text))
    made.on("pageerror", lambda error: seen.complaints.append(str(error)))
    made.on("request", lambda request: seen.requests.append(request.url))
    yield made, seen
    made.close()
