"""Where the formations of a hierarchy stand on a page: columns that hang below their superior.

The root stands on top. Each formation directly below it heads a column, in which its own subordinates are listed
downwards, indented by level, with elbow lines as in a printed order of battle. Nothing moves, so that a place can be
remembered. Lengths are in the units of the drawing; a box is BOX_WIDTH wide.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

BOX_WIDTH = 216
ROW = 58
"""From one row of a column to the next."""
INDENT = 18
COLUMN_GAP = 22
TALLEST = 12
"""Columns that together have more rows than this are not stacked below each other."""


@dataclass(frozen=True, slots=True)
class Place:
    """The centre of a box, and the corner points of the line that leads to it from its superior's box, in order."""

    x: float
    y: float
    line: tuple[tuple[float, float], ...]


def place(tree: "nx.DiGraph[str]", root: str, order: Mapping[str, int]) -> dict[str, Place]:
    """A place for every node of `tree` (edges lead from superior to subordinate) reachable from `root`.

    `order` sorts the nodes below one superior; ties go by name.
    """
    columns = [_column(tree, head, order) for head in _below(tree, root, order)]
    stacks = _stacked(columns)
    places: dict[str, Place] = {}
    left = 0.0
    heads: list[tuple[str, float, float]] = []
    for stack in stacks:
        width = max(INDENT * depth for column in stack for _, depth, _ in column) + BOX_WIDTH
        row = 0
        for column in stack:
            top = float((row + 2) * ROW)
            heads.append((column[0][0], left + BOX_WIDTH / 2, top))
            places |= _placed(column, left, top)
            row += len(column)
        left += width + COLUMN_GAP
    middle = max(0.0, (left - COLUMN_GAP) / 2)
    bus = ROW * 1.1
    for head, centre, top in heads:
        spine = centre - BOX_WIDTH / 2 - COLUMN_GAP / 2
        line = ((middle, 0.0), (middle, bus), (spine, bus), (spine, top), (centre, top))
        places[head] = Place(centre, top, line)
    places[root] = Place(middle, 0.0, ())
    return places


def _below(tree: "nx.DiGraph[str]", one: str, order: Mapping[str, int]) -> list[str]:
    return sorted(tree.successors(one), key=lambda node: (order[node], node))


_Column = list[tuple[str, int, str | None]]
"""The nodes of a column from the top, with depth below its head and superior."""


def _column(tree: "nx.DiGraph[str]", head: str, order: Mapping[str, int]) -> _Column:
    column: _Column = []

    def add(node: str, depth: int, superior: str | None) -> None:
        column.append((node, depth, superior))
        for below in _below(tree, node, order):
            add(below, depth + 1, node)

    add(head, 0, None)
    return column


def _stacked(columns: Sequence[_Column]) -> list[list[_Column]]:
    """Columns side by side, in their order; neighbours that together are not too tall stand below each other."""
    stacks: list[list[_Column]] = []
    for column in columns:
        if stacks and _rows(stacks[-1]) + len(column) <= TALLEST:
            stacks[-1].append(column)
        else:
            stacks.append([column])
    return stacks


def _rows(stack: Iterable[_Column]) -> int:
    return sum(len(column) for column in stack)


def _placed(column: _Column, left: float, top: float) -> dict[str, Place]:
    places: dict[str, Place] = {}
    for row, (node, depth, superior) in enumerate(column):
        centre, y = left + INDENT * depth + BOX_WIDTH / 2, top + row * ROW
        line: tuple[tuple[float, float], ...] = ()
        if superior is not None:
            above = places[superior]
            spine = above.x - BOX_WIDTH / 2 + INDENT / 2
            line = ((spine, above.y), (spine, y), (centre, y))
        places[node] = Place(centre, y, line)
    return places
