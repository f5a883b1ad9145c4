"""A page of the service in a real browser, from which the explorer's modules are called."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.explorer.modules import PAGE
from tests.web.conftest import browser, context, page

__all__ = ["browser", "context", "page"]


@pytest.fixture(scope="module")
def opened(context: BrowserContext, server: str) -> Iterator[Page]:
    """A page of the service, opened."""
    page = context.new_page()
    page.goto(server + PAGE)
    yield page
    page.close()
