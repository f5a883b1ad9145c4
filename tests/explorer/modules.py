"""The explorer's modules, called from a page of the service as another module would call them."""

import json
from typing import Any

from playwright.sync_api import Page

from api.pages.assets import asset

PAGE = "/findings"
"""A page of the service that starts no script of the explorer's own."""


def address(name: str) -> str:
    """Where the service has a module of the explorer."""
    return asset(f"explorer/{name}.js")


def called(page: Page, body: str, *names: str, **values: Any) -> Any:
    """What `body`, the body of an asynchronous function, returns; modules and values stand in it by their names."""
    addresses = {name: address(name) for name in names}
    loading = " ".join(f"const {name} = await import(addresses.{name});" for name in names)
    naming = " ".join(f"const {name} = values.{name};" for name in values)
    # As one text: of a large object Playwright carries every value by itself.
    telling = f"JSON.stringify(await (async () => {{ {body} }})(), (_, value) => value === undefined ? null : value)"
    script = f"async ({{ addresses, values }}) => {{ {loading} {naming} return {telling}; }}"
    return json.loads(page.evaluate(script, {"addresses": addresses, "values": values}))
