"""How a page is made: a template, its content, and the interface that all pages have."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from api.freshness import ASK_AGAIN
from api.pages import claim_words, date_words, fact_words
from api.pages.assets import asset
from api.pages.interface import Interface

_DAY = re.compile(r"\b(\d{4}-\d{2}(?:-\d{2})?)\b")
_WHOLE = Markup('<span class="day">{}</span>')
TEMPLATES = Path(__file__).resolve().parents[1] / "templates"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(asset=asset, claim_words=claim_words, date_words=date_words, fact_words=fact_words)
    made.filters["unbroken"] = unbroken
    return made


def render(ui: Interface, template: str, status: int = 200, **shown: Any) -> HTMLResponse:
    """A page made from one of the templates; what is shown in it is text, never markup. It depends on the language that
    the browser likes unless the address names one."""
    made = HTMLResponse(rendered(template, ui=ui, **shown), status)
    made.headers["Content-Language"] = ui.language
    made.headers["Cache-Control"] = ASK_AGAIN
    made.headers["Vary"] = "Accept, Accept-Language"
    return made


def unbroken(text: str) -> Markup:
    """A text whose days stay in one line."""
    parts = _DAY.split(text)
    return Markup("").join(_WHOLE.format(part) if place % 2 else part for place, part in enumerate(parts))


def rendered(template: str, **shown: Any) -> str:
    """A template with what is shown, as a text, for what is a part of another answer."""
    return _environment().get_template(template).render(**shown)
