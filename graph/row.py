"""Rows that answer questions, as plain values: the id in a path, the days that two columns give, the day of knowing."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from graph.edtf import MAX, Days


def id_of(path: object) -> str:
    """The id of the thing at a path: what stands behind its kind."""
    return str(path).partition("/")[2]


def days_of(row: Mapping[str, Any], name: str) -> Days | None:
    """The days from ``<name>From`` to ``<name>Until`` (possible, certain, evidence); None if the row gives none."""
    since, until = row.get(f"{name}From"), row.get(f"{name}Until")
    if since is None:
        return None
    return Days(date.fromisoformat(str(since)), date.fromisoformat(str(until)) if until is not None else MAX)


def stood_on(row: Mapping[str, Any], known: date) -> bool:
    """True if a version of a fact was the one that stood on a day of knowing."""
    return str(row["knownFrom"]) <= known.isoformat() < str(row["knownUntil"])
