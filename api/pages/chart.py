"""Bars of stacked counts, laid out for a drawing in SVG; what they are of, and their colours, is the page's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

STEP, BAR, HEIGHT = 24, 18, 150
"""Pixels from bar to bar, of a bar's width, and of the highest bar."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of a bar: what it counts, how much, and where it is drawn."""

    kind: str
    count: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it stands for, its parts from the bottom upwards, their sum, and where it begins."""

    name: str
    pieces: tuple[Piece, ...]
    total: int
    x: int


@dataclass(frozen=True, slots=True)
class Chart:
    """All bars, with the marks of the axis: value and height above the ground."""

    bars: tuple[Bar, ...]
    marks: tuple[tuple[int, float], ...]
    width: int


def chart(counts: Mapping[str, Mapping[str, int]], names: Sequence[str], kinds: Sequence[str]) -> Chart:
    """A chart of the counts by name and kind: a bar for each of `names`, its parts in the order of `kinds`."""
    highest = max((sum(counts.get(name, {}).values()) for name in names), default=0) or 1
    scale = HEIGHT / highest
    bars = []
    for place, name in enumerate(names):
        pieces, reached = [], 0.0
        for kind in kinds:
            count = counts.get(name, {}).get(kind, 0)
            if count:
                pieces.append(Piece(kind, count, round(HEIGHT - reached - count * scale, 1), round(count * scale, 1)))
                reached += count * scale
        bars.append(Bar(name, tuple(pieces), sum(piece.count for piece in pieces), place * STEP))
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if highest / step <= 5)
    marks = tuple((value, round(HEIGHT - value * scale, 1)) for value in range(step, highest + 1, step))
    return Chart(tuple(bars), marks, len(names) * STEP)
