from tests.web.conftest import browser, page

__all__ = ["browser", "page"]
