"""Figures: a number as the lowest and the highest that a reading of the claims gives, and rows of them as a table."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from graph.analysis.extra import of_the_extra

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Figure:
    """The lowest and the highest; None where the claims set no limit, or where there is nothing to count."""

    lowest: float | None
    highest: float | None

    def __str__(self) -> str:
        if self.lowest == self.highest:
            return "none" if self.lowest is None else f"{self.lowest:g}"
        low, high = ("no limit" if one is None else f"{one:g}" for one in (self.lowest, self.highest))
        return f"{low} to {high}"


def total(figures: Iterable[Figure]) -> Figure:
    """The sum of figures that have both limits."""
    low, high = 0.0, 0.0
    for one in figures:
        assert one.lowest is not None and one.highest is not None, "a sum needs limits"
        low, high = low + one.lowest, high + one.highest
    return Figure(low, high)


def at_most_one(figure: Figure) -> Figure:
    """Whether there is any: a count as 0 or 1."""
    low, high = (None if one is None else min(one, 1) for one in (figure.lowest, figure.highest))
    return Figure(low, high)


def frame(rows: Iterable[Any]) -> "pd.DataFrame":
    """Rows of one dataclass as a table of pandas, a column a field; a figure becomes the columns ``name_lowest`` and
    ``name_highest``."""
    with of_the_extra():
        import pandas as pd
    found = [_cells(row) for row in rows]
    return pd.DataFrame(found)


def _cells(row: Any) -> dict[str, Any]:
    cells: dict[str, Any] = {}
    for field in fields(row):
        value = getattr(row, field.name)
        if isinstance(value, Figure):
            cells[f"{field.name}_lowest"], cells[f"{field.name}_highest"] = value.lowest, value.highest
        else:
            cells[field.name] = value
    return cells
