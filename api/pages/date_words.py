"""Days in words: they stand as ISO has them, and what lies in a range is said to, in the language of a page."""

import re
from collections.abc import Mapping
from typing import Any

from api.pages.interface import Interface

_SET = re.compile(r"\[([0-9-]*)\.\.([0-9-]*)\]")
"""How facts give a day that is one of several: "[2022-05-01..2022-05-13]", "[..2022-05-12]"."""
_SPAN = re.compile(r"(?:\.\.)?([^/.]*)/(?:\.\.)?([^/.]*)")
"""How sources give it: "../2022-05-12", "2022/2023", "2022-05/..", "2022-05/"."""


def when_words(ui: Interface, edtf: str | None) -> str:
    """When a fact held, from its start to its end, or when it happened, by its EDTF text; that it is undated, if it has
    none."""
    if not edtf:
        return ui.t("site.undated")
    start, slash, end = edtf.partition("/")
    if not slash:
        return _side(ui, "happened", start)
    return f"{_side(ui, 'began', start)}; {_side(ui, 'ended', end)}"


def span_words(ui: Interface, since: str | None, until: str | None) -> str:
    """The days from the first to the last, both included; None is without limit."""
    if since is not None and since == until:
        return since
    if since is None or until is None:
        open_side = "since" if since is not None else "up-to" if until is not None else "always"
        return ui.t(f"dates.{open_side}", day=since or until or "")
    return ui.t("dates.from-to", first=since, last=until)


def claim_days(ui: Interface, claim: Mapping[str, Any]) -> list[str]:
    """The days that a claim gives: from when, until when, on which day."""
    sides = (("began", "start"), ("ended", "end"), ("happened", "date"))
    return [_side(ui, what, claim[name]) for what, name in sides if claim[name]]


def published_words(ui: Interface, source: Mapping[str, Any]) -> str:
    """When a source was published."""
    return _side(ui, "happened", source["published"]) if source["published"] else ui.t("site.undated")


def _side(ui: Interface, what: str, edtf: str) -> str:
    """That something began, ended or happened on a day, in a month or a year, or in a range, of which either end may
    not be known."""
    if edtf in ("", ".."):
        return ui.t(f"dates.{what}-unknown")
    if edtf.endswith("~"):
        return ui.t(f"dates.{what}-about", day=edtf[:-1])
    found = _SET.fullmatch(edtf) or _SPAN.fullmatch(edtf)
    if found is None:
        return ui.t(f"dates.{what}-on", day=edtf)
    first, last = found.groups()
    if not last:
        return ui.t(f"dates.{what}-not-before", day=first)
    if not first:
        return ui.t(f"dates.{what}-by", day=last)
    return ui.t(f"dates.{what}-between", first=first, last=last)
