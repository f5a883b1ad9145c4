"""Unit symbols: the codes that REST gives, drawn in a real browser by what the set-up brought."""

import pytest
from playwright.sync_api import Page, Route

from tests.conftest import plain_http
from tests.web.conftest import Seen

pytestmark = pytest.mark.browser

CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:"
DRAW = """async ({codes, dark}) => {
  const { SIZE, ready, symbolUrl } = await import("/static/explorer/symbols.js");
  const before = symbolUrl(codes[0], {dark});
  const loaded = await ready;
  const drawn = [];
  for (const code of codes) {
    const url = symbolUrl(code, {dark});
    if (url === null) { drawn.push({code, url}); continue; }
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [SIZE.width, SIZE.height];
    const pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0);
    const data = pen.getImageData(0, 0, canvas.width, canvas.height).data;
    let ink = 0, light = 0;
    for (let i = 0; i < data.length; i += 4)
      if (data[i + 3] > 100) { ink++; light += (data[i] + data[i + 1] + data[i + 2]) / 765; }
    drawn.push({code, url, ink, light: light / ink, size: [image.naturalWidth, image.naturalHeight]});
  }
  return {before, loaded, drawn, again: symbolUrl(codes[0], {dark}) === drawn[0].url};
}"""
VALID = """async (codes) => {
  const ms = (await import("/static/vendor/milsymbol.js")).default;
  return codes.filter((code) => !new ms.Symbol(code).isValid());
}"""


@pytest.fixture(scope="module")
def formations(server: str) -> dict[str, dict[str, str | None]]:
    """Every formation as REST gives it."""
    items = plain_http.get(f"{server}/api/v1/formations", params={"limit": "500"}, timeout=60).json()["items"]
    assert len(items) > 200
    return {item["id"]: item for item in items}


def opened(page: Page, server: str) -> Page:
    """An empty page of the service with the strictest policy that the pages have."""
    head = {"Content-Security-Policy": CSP, "Content-Type": "text/html"}
    page.route("**/empty", lambda route: route.fulfill(headers=head, body="<!doctype html><title>Empty</title>"))
    page.goto(f"{server}/empty")
    return page


def codes_of(formations: dict[str, dict[str, str | None]]) -> list[str]:
    return sorted({code for item in formations.values() if (code := item["symbol"]) is not None})


def test_a_code_says_what_the_formation_is(formations: dict[str, dict[str, str | None]]) -> None:
    expected = {
        "58-caa": ("army", "combined-arms", "10031000231210000000"),
        "64-mrb": ("brigade", "motor-rifle", "10031000181211020000"),
        "106-gad": ("division", "airborne", "10031000211211000001"),
        "black-sea-fleet": ("fleet", "naval", "10031000001701000000"),
        "gof-south": ("group-of-forces", "combined-arms", "10031004241210000000"),
        "12-reserve-southern-md": ("command", None, "10031000260000000000"),
        "patriot-park": ("other", None, None),
    }
    found = {one: tuple(formations[one][name] for name in ("echelon", "arm", "symbol")) for one in expected}
    assert found == expected


def test_one_formation_and_the_hierarchy_give_the_same_code(
    server: str, formations: dict[str, dict[str, str | None]]
) -> None:
    one = plain_http.get(f"{server}/api/v1/formations/58-caa", timeout=60).json()
    assert (one["arm"], one["symbol"]) == ("combined-arms", formations["58-caa"]["symbol"])
    nodes = plain_http.get(f"{server}/api/v1/hierarchy", params={"claims": "false"}, timeout=60).json()["nodes"]
    assert {node["formation"]["id"]: node["symbol"] for node in nodes}.items() <= {
        (one, item["symbol"]) for one, item in formations.items()
    }


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_symbol_of_the_graph_is_valid_and_draws(
    page: tuple[Page, Seen], server: str, formations: dict[str, dict[str, str | None]], dark: bool
) -> None:
    shown, seen = page
    codes = codes_of(formations)
    assert len(codes) > 40
    opened(shown, server)
    assert shown.evaluate(VALID, codes) == []
    answer = shown.evaluate(DRAW, {"codes": [*codes, "99999999999999999999"], "dark": dark})
    *drawn, nonsense = answer["drawn"]
    assert answer["before"] is None, "asked before the library has come"
    assert answer["loaded"]
    assert answer["again"]
    assert nonsense["url"] is None
    for one in drawn:
        assert one["url"].startswith("data:image/svg+xml,"), one
        assert one["size"] == [52, 37], one
        assert 80 < one["ink"] < 600, "lines, and no fill: the frame is of 900 pixels"
        assert (one["light"] > 0.5) == dark, one
    assert len({one["url"] for one in drawn}) == len(codes), "different codes, different pictures"
    assert seen.complaints == []
    assert all(url.startswith((server, "data:")) for url in seen.requests)


def test_without_the_library_there_is_no_symbol_and_that_is_told(page: tuple[Page, Seen], server: str) -> None:
    shown, _ = page

    def missing(route: Route) -> None:
        route.fulfill(status=404, body="not here")

    shown.route("**/vendor/milsymbol.js", missing)
    opened(shown, server)
    answer = shown.evaluate(DRAW, {"codes": ["10031000231210000000"], "dark": False})
    assert answer["loaded"] is False
    assert answer["drawn"] == [{"code": "10031000231210000000", "url": None}]
