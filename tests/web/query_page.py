"""What a person does on the query page."""

from playwright.sync_api import Page, expect


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.locator("body[data-ready]").wait_for()
    return page


def write(page: Page, query: str) -> None:
    """Put a query into the editor as if it had been pasted over what was there."""
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(query)


def run(page: Page, query: str) -> None:
    write(page, query)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#stop")).to_be_disabled()
    expect(page.locator("#status")).not_to_contain_text("Running")


def query_text(page: Page) -> str:
    return str(page.evaluate("() => stavka.editor.get()"))


def column(page: Page, number: int) -> list[str]:
    return page.locator(f"#panel-table tbody td:nth-child({number})").all_inner_texts()
