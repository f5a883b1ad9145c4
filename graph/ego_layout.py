"""Where people stand around somebody: superiors above, subordinates below, who served beside them at the right, those
before and after them in their posts at the left.

Around the box in the middle stand up to five groups, each under its caption; in a group people stand in columns under
the name of a formation. Nothing moves. Lengths are in the units of the drawing, as in graph.layout.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil

from graph.layout import BOX_WIDTH
from graph.picture import Caption, box_height

ABOVE, BELOW, RIGHT, UPPER_LEFT, LOWER_LEFT = "above", "below", "right", "upper left", "lower left"
LINES = 3
"""A box here has room for so many lines of text."""
MOST_COLUMNS = 5
SHORTEST = 4
"""Columns have at least so many boxes before there is another one."""
_STEP = box_height(LINES) + 8
_HEADING = 30
_CAPTION = 36
_SPINE = 30
"""Between a line that leads along a column and its boxes."""
_COLUMN = BOX_WIDTH + _SPINE + 14
_AWAY = 70
"""From the box in the middle to the groups at its sides, and from these to those above and below."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Block:
    """People under one heading, which may be empty, in their order; by the ids of their boxes."""

    heading: str
    boxes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks under a caption."""

    caption: str
    blocks: Sequence[Block]


@dataclass(frozen=True, slots=True)
class Layout:
    """The centre of every box, the corner points of the line that leads to it from the middle, which is at (0, 0), and
    captions and headings."""

    places: dict[str, Point] = field(default_factory=dict)
    lines: dict[str, tuple[Point, ...]] = field(default_factory=dict)
    captions: list[Caption] = field(default_factory=list)


def around(groups: Mapping[str, Group]) -> Layout:
    """The places of all boxes of the groups, which are given by where they stand (ABOVE, BELOW and so on)."""
    found = Layout()
    sides = {
        -1: [groups[place] for place in (UPPER_LEFT, LOWER_LEFT) if place in groups],
        1: [groups[place] for place in (RIGHT,) if place in groups],
    }
    half = box_height(LINES) / 2
    for sign, stacked in sides.items():
        columns = [_Column.of(group.blocks) for group in stacked]
        y = -sum(_CAPTION + column.height for column in columns) / 2
        half = max(half, -y)
        x = sign * (BOX_WIDTH + _AWAY)
        spine = sign * (BOX_WIDTH + _AWAY) / 2
        for group, column in zip(stacked, columns, strict=True):
            found.captions.append(Caption(group.caption, x, y + _CAPTION / 2, strong=True))
            column.put(found, x, y + _CAPTION, ((0, 0), (spine, 0)), spine)
            y += _CAPTION + column.height
    for place in (ABOVE, BELOW):
        if place in groups:
            columns = _columns(groups[place].blocks)
            away, bus = half + _AWAY, half + _AWAY / 2
            if place == ABOVE:
                away, bus = -away - _CAPTION - max(column.height for column in columns), -bus
            _side_by_side(found, groups[place].caption, columns, away, bus)
    return found


@dataclass(slots=True)
class _Column:
    """Headings, and boxes by their ids (true), from the top down."""

    items: list[tuple[str, bool]]

    @classmethod
    def of(cls, blocks: Sequence[Block]) -> "_Column":
        return cls(
            [
                item
                for block in blocks
                for item in (
                    *([(block.heading, False)] if block.heading else []),
                    *((box, True) for box in block.boxes),
                )
            ]
        )

    @property
    def height(self) -> float:
        return float(sum(_STEP if boxed else _HEADING for _, boxed in self.items))

    def put(self, found: Layout, x: float, top: float, way: tuple[Point, ...], spine: float) -> None:
        """Give the boxes places around `x`, and lines that go by `way` and then along `spine`."""
        y = top
        for text, boxed in self.items:
            if boxed:
                centre = x, y + _STEP / 2
                found.places[text] = centre
                found.lines[text] = (*way, (spine, centre[1]), centre)
            else:
                found.captions.append(Caption(text, x, y + _HEADING / 2))
            y += _STEP if boxed else _HEADING


def _side_by_side(found: Layout, caption: str, columns: Sequence[_Column], top: float, bus: float) -> None:
    left = -_COLUMN * len(columns) / 2
    first = left + _SPINE + BOX_WIDTH / 2
    found.captions.append(Caption(caption, first, top + _CAPTION / 2, strong=True))
    for number, column in enumerate(columns):
        spine = left + number * _COLUMN
        column.put(found, spine + _SPINE + BOX_WIDTH / 2, top + _CAPTION, ((0, 0), (0, bus), (spine, bus)), spine)


def _columns(blocks: Sequence[Block]) -> list[_Column]:
    """The blocks in columns of about the same height. One that is too high for a column is broken off and has its
    heading again."""
    tallest = max(SHORTEST, ceil(sum(len(block.boxes) for block in blocks) / MOST_COLUMNS))
    columns = [_Column([])]
    room = tallest
    for block in blocks:
        if room < len(block.boxes) <= tallest:
            columns.append(_Column([]))
            room = tallest
        for number, box in enumerate(block.boxes):
            if room == 0:
                columns.append(_Column([]))
                room = tallest
            if number == 0 or room == tallest:
                columns[-1].items.append((block.heading if number == 0 else f"{block.heading} (more)", False))
            columns[-1].items.append((box, True))
            room -= 1
    return columns
