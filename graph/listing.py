"""Lists: which rows an answer shows, in which order, and where the next page begins.

A page ends with a cursor, which holds the last row's sort value and id and no number of rows. So a page that is asked
for after a new build begins exactly after that row, whatever was added or removed before it.
"""

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.fact_view import Object
from graph.question import ParameterError

Row = Mapping[str, Any]
Key = Callable[[Row], Any]
"""What a row is sorted by: a text or a number, None for a row without."""

LIMIT = 100
"""Items of a page, if nothing else is asked for."""
MOST = 500
"""Items of a page at most."""


_CURSOR = re.compile("[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a list is wanted: by which key (with a hyphen before it: from the last to the first; None: as the
    list has them), after which cursor, and how many items."""

    sort: str | None = None
    cursor: str | None = None
    limit: int = LIMIT


FIRST_PAGE = Part()
"""The first page in the usual order."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list before it is cut: its rows, how each is identified, what they may be sorted by (the first is the usual
    order), and what makes items of some of them."""

    rows: Sequence[Row]
    identity: Callable[[Row], str]
    sorts: Mapping[str, Key]
    items: Callable[[Sequence[Row]], list[Object]]

    def cut(self, part: Part) -> Object:
        """The `items` of a part, the `total` of the list, and the cursor of the `next` page (None on the last one).

        Raises ParameterError for a sort key that there is not and for a cursor that is not one of this order.
        """
        sort = part.sort if part.sort is not None else next(iter(self.sorts))
        name, reverse = sort.removeprefix("-"), sort.startswith("-")
        if name not in self.sorts:
            allowed = f"allowed are {', '.join(self.sorts)}, each with a hyphen before it for the reverse order"
            raise ParameterError("sort", f'"{sort}" is nothing to sort by here', allowed)
        places = [(self.sorts[name](row), self.identity(row), row) for row in self.rows]
        places.sort(key=lambda place: place[1])
        with_value = [place for place in places if place[0] is not None]
        with_value.sort(key=lambda place: place[0], reverse=reverse)
        ordered = [*with_value, *(place for place in places if place[0] is None)]
        if part.cursor is not None:
            value, identity = _read(part.cursor, sort, ordered[0][0] if with_value else None)
            ordered = [place for place in ordered if _is_after(place[0], place[1], value, identity, reverse=reverse)]
        shown = ordered[: part.limit]
        return {
            "items": self.items([row for _, _, row in shown]),
            "total": len(self.rows),
            "next": _cursor(sort, *shown[-1][:2]) if len(ordered) > len(shown) else None,
        }


def _is_after(value: Any, identity: str, other: Any, than: str, *, reverse: bool) -> bool:
    """True if a row with `value` and `identity` comes after one with `other` and `than`."""
    if value == other:
        return identity > than
    if value is None or other is None:
        return value is None
    return bool(value < other if reverse else value > other)


def _cursor(sort: str, value: Any, identity: str) -> str:
    text = json.dumps([sort, value, identity], ensure_ascii=False, separators=(",", ":"))
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(cursor: str, sort: str, like: Any) -> tuple[Any, str]:
    """The sort value and id in a cursor; `like` is a sort value as the list has them."""
    wrong = ParameterError("cursor", f'"{cursor[:80]}" is not a cursor of this list', "take the one that `next` gives")
    if _CURSOR.fullmatch(cursor) is None:
        raise wrong
    try:
        read = json.loads(urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)))
    except ValueError:
        raise wrong from None
    if not isinstance(read, list) or len(read) != 3 or not isinstance(read[2], str):
        raise wrong
    if read[0] != sort:
        problem = f"the cursor was given for sort={read[0]}, not for sort={sort}"
        raise ParameterError("cursor", problem, "ask for the next page with the same sort")
    if read[1] is not None and like is not None and isinstance(read[1], str) != isinstance(like, str):
        raise wrong
    if not isinstance(read[1], str | int | float | None):
        raise wrong
    return read[1], read[2]
