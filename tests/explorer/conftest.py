"""A page of the service in a real browser, from which the explorer's modules are called."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.explorer.modules import PAGE
from tests.web.conftest import browser, page

__all__ = ["browser", "page"]


@pytest.fixture(scope="module")
def opened(browser: Browser, server: str) -> Iterator[Page]:
    """A page of the service, opened."""
    page = browser.new_page()
    page.goto(server + PAGE)
    yield page
    page.close()
