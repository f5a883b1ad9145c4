"""Days in words, in the language of a page: a day, the range in which a day lies, how long something held."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from api.pages.interface import Interface


def day_words(ui: Interface, day: str) -> str:
    """An ISO day as people write it: 19 May 2022."""
    year, month, number = day.split("-")
    return f"{int(number)} {ui.t('dates.months-of-days').split()[int(month) - 1]} {year}"


def when_words(ui: Interface, fact: Mapping[str, Any]) -> str:
    """When a fact held, or happened, by its bounds; that it is undated, if it has none."""
    bounds = fact["bounds"]
    if not bounds:
        return ui.t("site.undated")
    first, last = bounds["earliestStart"], bounds["latestStart"]
    if fact["kind"] == "event":
        return _side(ui, "happened", first, last)
    return f"{_side(ui, 'began', first, last)}; {_side(ui, 'ended', bounds['earliestEnd'], bounds['latestEnd'])}"


def span_words(ui: Interface, since: str | None, until: str | None) -> str:
    """The days from the first to the last, both included; None is without limit."""
    if since is not None and since == until:
        return day_words(ui, since)
    if since is None or until is None:
        open_side = "since" if since is not None else "up-to" if until is not None else "always"
        return ui.t(f"dates.{open_side}", day=day_words(ui, since or until or date.min.isoformat()))
    return ui.t("dates.from-to", first=day_words(ui, since), last=day_words(ui, until))


def _side(ui: Interface, what: str, first: str | None, last: str | None) -> str:
    """That something began, ended or happened on a day that lies in a range; either end of it may not be known."""
    if first is None and last is None:
        return ui.t(f"dates.{what}-unknown")
    if last is None:
        return ui.t(f"dates.{what}-not-before", day=day_words(ui, str(first)))
    if first is None:
        return ui.t(f"dates.{what}-by", day=day_words(ui, last))
    if first == last:
        return ui.t(f"dates.{what}-on", day=day_words(ui, first))
    whole = _whole(ui, date.fromisoformat(first), date.fromisoformat(last))
    if whole is not None:
        return ui.t(f"dates.{what}-in", range=whole)
    return ui.t(f"dates.{what}-between", first=day_words(ui, first), last=day_words(ui, last))


def _whole(ui: Interface, first: date, last: date) -> str | None:
    """The year or the month that a range is; None if it is neither."""
    after = last + timedelta(days=1) if last < date.max else last
    if first.day != 1 or after.day != 1:
        return None
    months = (after.year - first.year) * 12 + after.month - first.month
    if months == 12 and first.month == 1:
        return str(first.year)
    return f"{ui.t('dates.months').split()[first.month - 1]} {first.year}" if months == 1 else None
