"""A drawing before it becomes a file: boxes and lines with their places, looks and words, whatever then writes them.

A box is filled by the credibility of what is said in it, its border whole where that is certain and broken where it is
contested or only possible; a line in the same way. Words carry what colours carry, for those who do not see them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

FILLS = {
    1: ("#0b5fa5", "#ffffff"),
    2: ("#79b8e6", "#10212e"),
    3: ("#f3de85", "#332b00"),
    4: ("#efa35f", "#3a1e00"),
    5: ("#d9705c", "#2e0900"),
    6: ("#d0d0d0", "#222222"),
    None: ("#ffffff", "#5f6770"),
}
"""Fill and text by credibility; None: nothing is known. Told apart by people with any colour vision."""
PALE = {
    1: ("#d3e3f2", "#12324d"),
    2: ("#e6f1fa", "#10212e"),
    3: ("#fcf7e0", "#332b00"),
    4: ("#fceadb", "#3a1e00"),
    5: ("#f8ddd8", "#3a0b00"),
    6: ("#f2f2f2", "#333333"),
    None: ("#ffffff", "#5f6770"),
}
"""The same where it is not certain, so that a drawing of guesses does not look like one of facts."""
BORDERS = {"certain": "#12324d", "contested": "#a3005c", "possible": "#6b6b6b", "unknown": "#b9bec4"}
LINES = {"certain": "#3d4c59", "contested": "#a3005c", "possible": "#8a939b"}
LEADING = 18
"""From one line of text in a box to the next."""
FAINT = "#8a939b"
"""The colour of the pieces of lines that several boxes share."""
DARK = {
    "boxes": {
        "#d3e3f2": ("#1d3a55", "#dbe9f6"),
        "#e6f1fa": ("#22333f", "#d7e6f2"),
        "#fcf7e0": ("#3a3519", "#f3eac2"),
        "#fceadb": ("#42301f", "#f6dcc4"),
        "#f8ddd8": ("#4a2a25", "#f7d5ce"),
        "#f2f2f2": ("#30353a", "#dddddd"),
        "#ffffff": ("#1a2127", "#a9b3bc"),
        "#f3f4f6": ("#262d34", "#d0d7de"),
    },
    "lines": {
        "#12324d": "#9cc4e8",
        "#a3005c": "#ff7ab8",
        "#6b6b6b": "#a8a8a8",
        "#b9bec4": "#616b75",
        "#3d4c59": "#aebcc9",
        "#8a939b": "#77818b",
        "#9aa3ab": "#77818b",
    },
}
"""On a dark background: fill and text in the place of a pale fill, and the colours of borders and lines. The full fills
stay as they are."""

_BORDER_WIDTHS = {"certain": 3, "contested": 3, "possible": 1.5, "unknown": 1}
_LINE_WIDTHS = {"certain": 2.2, "contested": 2.2, "possible": 1.2}
_SHORTER = {
    "Armed Forces": "AF",
    "Ministry of Defence of the Russian Federation": "Ministry of Defence",
    "Combined Arms Army": "CAA",
    "Military District": "MD",
    "Air and Air Defence Forces Army": "Air Army",
    "Motor Rifle": "MR",
    "Russian ": "",
    "Radiation, Chemical and Biological": "NBC",
    "Group of Forces": "GoF",
    " of the Russian Federation": "",
    " of the AF": "",
    " Command": " Cmd",
    "Air and Missile Defence": "Air and Missile Def.",
    "Directorate": "Dir.",
    "Army Corps": "AC",
    "Guards ": "Gds ",
    "Brigade": "Bde",
    "Division": "Div",
    "Regiment": "Regt",
    "Separate ": "",
}


@dataclass(frozen=True, slots=True)
class Look:
    """Colours and border of a box; `dashes` are lengths of ink and gap, empty for a whole border."""

    fill: str
    text: str
    border: str
    width: float
    dashes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """A box by its centre, with lines of text that fit in it, and the same `in full` for those who ask."""

    id: str
    lines: tuple[str, ...]
    in_full: str
    x: float
    y: float
    look: Look

    @property
    def height(self) -> float:
        """How high it is, by the lines that it has."""
        return box_height(len(self.lines))


@dataclass(frozen=True, slots=True)
class Line:
    """The way to a box, by its corner points. How certain it is only its last piece shows, as the others may be part of
    other ways too, or all of it if it is `alone`."""

    to: str
    points: tuple[tuple[float, float], ...]
    held: str
    alone: bool = False

    def pieces(self) -> Iterator[tuple[tuple[float, float], tuple[float, float], bool]]:
        """The straight pieces, each with whether it shows how certain the way is."""
        for start, end in pairwise(self.points):
            if start != end:
                yield start, end, self.alone or end == self.points[-1]


@dataclass(frozen=True, slots=True)
class Caption:
    """A line of text outside of boxes, by its centre."""

    text: str
    x: float
    y: float
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """All that is drawn; `middle` is the box from which a reader begins."""

    boxes: Sequence[Box]
    lines: Sequence[Line]
    captions: Sequence[Caption]
    middle: str


def box_height(lines: int) -> float:
    """How high a box with so many lines of text is."""
    return 8.0 + LEADING * lines


def look(held: str, code: int | None) -> Look:
    """How a box looks in which something is `held` (certain, contested, possible, unknown) with a credibility."""
    fill, text = (FILLS if held == "certain" else PALE)[code]
    return Look(fill, text, BORDERS[held], _BORDER_WIDTHS[held], () if held == "certain" else (6, 4))


GROUP_LOOK = Look("#f3f4f6", "#333333", "#9aa3ab", 1, (2, 3))
"""How a box looks that stands for several things."""


def line_style(held: str, *, shows: bool) -> tuple[str, float, tuple[int, ...]]:
    """Colour, width and dashes of a piece of a line that shows how certain it is, or does not."""
    if not shows:
        return FAINT, 1.2, ()
    return LINES[held], _LINE_WIDTHS[held], () if held == "certain" else (5, 4)


def short(text: str, most: int) -> str:
    """`text`, shortened to `most` characters by the usual abbreviations and, at last, by an ellipsis."""
    for long, brief in _SHORTER.items():
        if len(text) <= most:
            break
        text = text.replace(long, brief)
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
