"""Days as people read them: the EDTF texts of facts in words."""

import re
from collections.abc import Mapping
from typing import Any

from api.pages.interface import Interface

_RANGE = re.compile(r"\[(?P<first>[0-9-]*)\.\.(?P<last>[0-9-]*)\]")
_SPAN = re.compile(r"(?P<first>[^/.]*)(?:\.\.)?/(?:\.\.)?(?P<last>[^/.]*)")
"""What sources give: "../2022-05-12", "2022/2023", "2022-05/..", "2022-05/"."""


def day_words(ui: Interface, edtf: str | None) -> str:
    """An EDTF text of a fact in words: of an event the day or the days between which it happened; of what lasts the
    start and the end, of which an empty one is unknown."""
    if not edtf:
        return ui.t("site.undated")
    start, slash, end = edtf.partition("/")
    if not slash:
        return _point(ui, start)
    begun = ui.t("boards.from", day=_point(ui, start)) if start not in ("", "..") else ""
    ended = ui.t("boards.until", day=_point(ui, end)) if end not in ("", "..") else ""
    return " ".join(part for part in (begun, ended) if part) or ui.t("site.undated")


def range_words(ui: Interface, first: str | None, last: str | None) -> str:
    """The days from a first to a last one, each None where there is no limit."""
    if first is None or last is None or first == last:
        return day_words(ui, first if first == last else f"[{first or ''}..{last or ''}]")
    return f"{first} \u2013 {last}"


def claim_days(ui: Interface, claim: Mapping[str, Any]) -> str:
    """The days that a claim gives, in words; empty if it gives none."""
    parts = [
        ui.t("boards.from", day=_point(ui, claim["start"])) if claim["start"] else "",
        ui.t("boards.until", day=_point(ui, claim["end"])) if claim["end"] else "",
        _point(ui, claim["date"]) if claim["date"] else "",
    ]
    return ", ".join(part for part in parts if part)


def _point(ui: Interface, text: str) -> str:
    if text.endswith("~"):
        return ui.t("boards.about", day=text[:-1])
    found = _RANGE.fullmatch(text) or _SPAN.fullmatch(text)
    if found is None:
        return text
    first, last = found["first"], found["last"]
    if first and last:
        return ui.t("boards.between", first=first, last=last)
    return ui.t("boards.by", day=last) if last else ui.t("boards.not-before", day=first)
