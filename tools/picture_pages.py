"""Pictures of the pages for docs/explorer: eight views, wide and narrow, as a browser shows them.

python -m tools.picture_pages http://127.0.0.1:8000
"""

import io
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

PLACE = Path(__file__).resolve().parents[1] / "docs" / "explorer"
SIZES = {1440: 900, 390: 844}
COLOURS = 200
"""So many colours are enough for text and flat drawings, and keep the files small."""
VIEWS = {
    "hierarchy": "/?on=2022-05-20&focus=58-caa&opened=58-caa",
    "whole": "/?on=2022-05-20&opened=all",
    "known": "/?on=2023-07-11&known=2023-07-20&focus=58-caa&span=2023-01-01/2024-01-01",
    "person": "/person/ivan-popov",
    "formation": "/formation/58-caa?on=2023-07-10",
    "contested": "/contested",
    "events": "/events",
    "compare": "/compare?on=2022-05-20&known=2022-05-21&on2=2022-05-20&known2=today&from=2022-05-01&to=2022-05-21",
}
DARK = frozenset({"known", "events"})
LANGUAGES = {"formation": "uk", "contested": "ru"}


def main(address: str) -> None:
    """Take all pictures from a server at an address."""
    PLACE.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, path in VIEWS.items():
            for width in SIZES:
                _take(browser, name, address + path, width)
        browser.close()


def _take(browser: Browser, name: str, address: str, width: int) -> None:
    page = browser.new_page(
        viewport={"width": width, "height": SIZES[width]},
        color_scheme="dark" if name in DARK else "light",
        locale=LANGUAGES.get(name, "en") if width == 390 else "en",
    )
    page.goto(address)
    if page.locator("#explorer").count():
        _settle(page, name)
    page.wait_for_timeout(800)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture = picture.quantize(COLOURS, dither=Image.Dither.NONE)
    picture.save(PLACE / f"{name}-{width}.png", optimize=True)
    page.close()


def _settle(page: Page, name: str) -> None:
    """Wait until all of the explorer is there."""
    page.wait_for_selector("html[data-explorer=ready]", state="attached")
    if name == "whole":
        page.get_by_role("button", name="Show all of the drawing").click()
    elif page.viewport_size and page.viewport_size["width"] == 390:
        page.get_by_role("button", name="Close", exact=True).click()
    else:
        page.wait_for_selector("#details ul.claims li")


if __name__ == "__main__":
    main(sys.argv[1])
