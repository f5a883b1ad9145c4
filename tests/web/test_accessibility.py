"""Every page by axe-core (https://github.com/dequelabs/axe-core), whose rules are those of WCAG 2.2 AA that a program
can judge: wide and narrow, and in the dark by those that look at colours. A report is written where STAVKA_AXE_REPORT
says."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.explorer.test_as_a_person import READY

pytestmark = pytest.mark.browser

AXE = Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js"
PAGES = {
    "explorer": "/?on=2022-05-20&focus=58-caa",
    "outline": "/outline?on=2022-05-20&root=southern-md",
    "person": "/person/roman-kutuzov",
    "formation": "/formation/58-caa",
    "fact": "/fact/event/igor-osipov/arrested",
    "claim or other thing": "/rank/major-general",
    "contested": "/contested?formation=general-staff",
    "events": "/events?formation=southern-md",
    "compare": "/compare?on=2022-05-20&known=2022-05-21&on2=2022-05-20&from=2022-05-01&to=2022-05-21",
    "compare, one year": "/compare",
    "findings": "/findings",
    "query": "/query",
    "data set": "/void",
    "ontology": "/ontology",
    "reconciliation": "/reconcile/help",
    "nothing there": "/person/ivan-popow",
    "problem": "/events?known=never",
}
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}
RULES_OF_COLOURS = {**RULES, "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
VIOLATIONS = "rules => axe.run(document, rules).then(found => found.violations)"
"""The violations alone: what axe has to say of all that is right is megabytes."""
SERIOUS = ("serious", "critical")


@pytest.fixture(scope="module")
def open_context(browser: Browser) -> Iterator[BrowserContext]:
    """A context in which the page's own policy, which keeps out all that is not ours, does not keep out axe."""
    made = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en", bypass_csp=True)
    made.new_page()
    yield made
    made.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_serious_violation(open_context: BrowserContext, server: str, name: str) -> None:
    page = open_context.new_page()
    page.goto(server + PAGES[name])
    if name == "explorer":
        page.wait_for_selector(READY, state="attached")
        expect(page.locator("#details ul.claims li").first).to_be_visible()
    page.add_script_tag(path=AXE)
    found = [*_violations(page, name, 1440, "light"), *_violations(page, name, 1440, "dark")]
    found += _violations(page, name, 390, "light")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390, "nothing sticks out"
    page.close()
    _report(found)
    serious = [one for one in found if one["impact"] in SERIOUS]
    assert serious == [], json.dumps(serious, indent=1)


def _violations(page: Page, name: str, width: int, scheme: Literal["light", "dark"]) -> list[dict[str, Any]]:
    """What axe says of a page that is so wide, in the light or in the dark."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate("() => new Promise(requestAnimationFrame)")
    found = []
    for one in page.evaluate(VIOLATIONS, RULES if scheme == "light" else RULES_OF_COLOURS):
        nodes = [node["html"][:200] for node in one["nodes"]]
        found.append(
            {"page": name, "width": width, "scheme": scheme, **_short(one), "count": len(nodes), "nodes": nodes[:3]}
        )
    return found


def _short(violation: dict[str, Any]) -> dict[str, str]:
    return {"rule": violation["id"], "impact": violation["impact"], "help": violation["help"]}


def _report(found: list[dict[str, Any]]) -> None:
    place = os.environ.get("STAVKA_AXE_REPORT")
    if place:
        with Path(place).open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(one) + "\n" for one in found)
