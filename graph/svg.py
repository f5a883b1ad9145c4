"""A drawing as SVG: a still picture for papers and slides, with its own head, legend and foot, that fetches nothing.

Everything is text and shapes; whoever has no such font as ours gets the text squeezed into its box, not beyond it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from graph.layout import BOX_WIDTH
from graph.picture import BORDERS, FILLS, LEADING, Box, Caption, Line, Look, Picture, line_style, look
from graph.policy import CREDIBILITY

NAMESPACE = "http://www.w3.org/2000/svg"
FONTS = "Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif"
INK, SOFT, WARNING = "#1c2730", "#4b565f", "#8a3a00"
MARGIN = 28
NARROWEST = 1080
"""A small drawing still has room for its head."""
_WIDTH = BOX_WIDTH - 8
_PADDING = 6
_SIZE = 14
_WIDE, _NARROW = frozenset("mwMW@%—…ЖМШЩЮЫФжмшщюыф"), frozenset("iljItf.,:;|!'’()[] -")
_PRINTED = "@media print { @page { size: SIDE; margin: 10mm } :root { width: 100%; height: 100vh } }"
"""On paper all of it stands on one page, however large it is."""
_Point = tuple[float, float]
_LEGEND = (
    ("certain", look("certain", None)),
    ("! contested", look("contested", None)),
    ("? possible", look("possible", None)),
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands around a drawing: `about` says what it shows, `warnings` what to beware of, `hints` how to read it;
    `empty` is what a box without a known content is called, if the drawing may have such boxes."""

    title: str
    about: Sequence[str]
    warnings: Sequence[str]
    hints: Sequence[str]
    foot: Sequence[str]
    empty: str = ""


def svg(picture: Picture, sheet: Sheet) -> bytes:
    """The picture on its sheet as an SVG file in UTF-8."""
    left, top, right, bottom = _bounds(picture)
    width = max(right - left + 2 * MARGIN, NARROWEST)
    root = Element("svg", {"xmlns": NAMESPACE, "role": "graphics-document document", "aria-labelledby": "title desc"})
    SubElement(root, "title", {"id": "title"}).text = sheet.title
    SubElement(root, "desc", {"id": "desc"}).text = " ".join([*sheet.about, *sheet.warnings, *sheet.hints])
    printed = SubElement(root, "style")
    paper = SubElement(root, "rect", {"width": "100%", "height": "100%", "fill": "#ffffff"})
    page = SubElement(root, "g", {"font-family": FONTS, "fill": INK})
    y = _head(page, sheet, width)
    across = (width - (right - left)) / 2 - left
    drawing = SubElement(page, "g", {"id": "drawing", "transform": f"translate({_number(across)} {_number(y - top)})"})
    _add_lines(drawing, picture.lines)
    for box in picture.boxes:
        _add_box(drawing, box)
    for caption in picture.captions:
        _add_caption(drawing, caption)
    y += bottom - top + 2 * MARGIN
    for text in sheet.foot:
        y = _paragraph(page, text, y, width, 12, SOFT)
    height = y + MARGIN / 2
    size = {"width": _number(width), "height": _number(height)}
    root.attrib |= {**size, "viewBox": f"0 0 {size['width']} {size['height']}"}
    paper.attrib |= size
    printed.text = _PRINTED.replace("SIDE", "landscape" if width > height else "portrait")
    indent(root, " ")
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _text_width(text: str, size: float) -> float:
    """About how wide a text is in the widest of the usual fonts."""
    return sum(_character_width(one) for one in text) * size


def _character_width(character: str) -> float:
    if character in _NARROW:
        return 0.4
    if ord(character) >= 0x2E80:
        return 1.05
    if character in _WIDE:
        return 1.02
    return 0.74 if character.isupper() else 0.64


def _bounds(picture: Picture) -> tuple[float, float, float, float]:
    """The left, upper, right and lower end of all that is drawn."""
    boxes, captions = picture.boxes, picture.captions
    ends = [(box.x - BOX_WIDTH / 2, box.x + BOX_WIDTH / 2) for box in boxes]
    ends += [(x, x) for line in picture.lines for x, _ in line.points]
    for one in captions:
        half = _text_width(one.text, _caption_size(one)) / 2
        ends.append((one.x - half, one.x + half))
    ys = [one.y - 10 for one in captions] + [box.y - box.height / 2 for box in boxes]
    lowest = max(box.y + box.height / 2 for box in boxes)
    return min(left for left, _ in ends), min(ys), max(right for _, right in ends), lowest


def _caption_size(caption: Caption) -> int:
    return 15 if caption.strong else 13


def _head(page: Element, sheet: Sheet, width: float) -> float:
    """Adds title, what it shows and the legend; the height at which the drawing begins."""
    y = _paragraph(page, sheet.title, MARGIN + 16, width, 22, INK, weight="bold")
    for text in sheet.about:
        y = _paragraph(page, text, y, width, _SIZE, INK)
    for text in sheet.warnings:
        y = _paragraph(page, text, y, width, _SIZE, WARNING, weight="bold")
    y = _legend(page, sheet, y + 6, width)
    for text in sheet.hints:
        y = _paragraph(page, text, y, width, 12, SOFT)
    return y + MARGIN


def _paragraph(page: Element, text: str, y: float, width: float, size: int, fill: str, weight: str = "normal") -> float:
    """Adds a text in as many lines as it needs; the base line of what follows."""
    wider = 1.08 if weight == "bold" else 1.0
    style = {"font-size": str(size), "fill": fill, **({"font-weight": weight} if weight != "normal" else {})}
    for line in _wrapped(text, (width - 2 * MARGIN) / wider, size):
        SubElement(page, "text", {"x": str(MARGIN), "y": _number(y), **style}).text = line
        y += size * 1.45
    return y


def _wrapped(text: str, width: float, size: int) -> Iterator[str]:
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and _text_width(longer, size) > width:
            yield line
            line = word
        else:
            line = longer
    yield line


def _legend(page: Element, sheet: Sheet, y: float, width: float) -> float:
    items = [*_LEGEND, *([(sheet.empty, look("unknown", None))] if sheet.empty else [])]
    plain = BORDERS["unknown"]
    items += [(f"[{code}] {label}", Look(*FILLS[code], plain, 1)) for code, label in CREDIBILITY.items()]
    group = SubElement(page, "g", {"id": "legend", "font-size": "13"})
    x = float(MARGIN)
    for text, shown in items:
        wide = _text_width(text, 13) + 16
        if x + wide > width - MARGIN:
            x, y = float(MARGIN), y + 30
        _rectangle(group, x, y, wide, 24, shown)
        _text(group, text, x + wide / 2, y + 16.5, wide - 10, 13, shown.text)
        x += wide + 8
    return y + 24 + 22


def _add_lines(drawing: Element, lines: Sequence[Line]) -> None:
    """The lines: first the pieces that several may share, each once, then those that show how certain they are."""
    group = SubElement(drawing, "g", {"fill": "none"})
    shared = dict.fromkeys((start, end) for line in lines for start, end, shows in line.pieces() if not shows)
    if shared:
        _add_way(group, shared, line_style("possible", shows=False))
    for line in lines:
        own = [(start, end) for start, end, shows in line.pieces() if shows]
        if own:
            _add_way(group, own, line_style(line.held, shows=True))


def _add_way(group: Element, pieces: Iterable[tuple[_Point, _Point]], style: tuple[str, float, Sequence[int]]) -> None:
    way, before = "", None
    for start, end in pieces:
        way += f"L{_point(end)}" if start == before else f"M{_point(start)}L{_point(end)}"
        before = end
    colour, width, dashes = style
    SubElement(group, "path", {"d": way, "stroke": colour, "stroke-width": _number(width), **_dashed(dashes)})


def _add_box(drawing: Element, box: Box) -> None:
    group = SubElement(drawing, "g", {"role": "graphics-symbol", "font-size": str(_SIZE)})
    SubElement(group, "title").text = box.in_full
    _rectangle(group, box.x - _WIDTH / 2, box.y - box.height / 2, _WIDTH, box.height, box.look)
    first = box.y - LEADING * (len(box.lines) - 1) / 2 + 5
    for number, text in enumerate(box.lines):
        _text(group, text, box.x, first + LEADING * number, _WIDTH - 2 * _PADDING, _SIZE, box.look.text)


def _add_caption(drawing: Element, caption: Caption) -> None:
    style = {"fill": INK, "font-weight": "bold"} if caption.strong else {"fill": SOFT}
    size = _caption_size(caption)
    place = {"x": _number(caption.x), "y": _number(caption.y + size / 3), "text-anchor": "middle"}
    SubElement(drawing, "text", {**place, "font-size": str(size), **style}).text = caption.text


def _rectangle(parent: Element, x: float, y: float, width: float, height: float, shown: Look) -> None:
    size = {"x": _number(x), "y": _number(y), "width": _number(width), "height": _number(height), "rx": "4"}
    border = {"stroke": shown.border, "stroke-width": _number(shown.width), **_dashed(shown.dashes)}
    SubElement(parent, "rect", {**size, "fill": shown.fill, **border})


def _text(parent: Element, text: str, x: float, y: float, room: float, size: int, fill: str) -> None:
    """Adds a text around `x` that takes no more than `room`."""
    squeezed = {"textLength": _number(room), "lengthAdjust": "spacingAndGlyphs"}
    style = squeezed if _text_width(text, size) > room else {}
    place = {"x": _number(x), "y": _number(y), "text-anchor": "middle", "fill": fill}
    SubElement(parent, "text", {**place, **style}).text = text


def _dashed(dashes: Sequence[int]) -> dict[str, str]:
    return {"stroke-dasharray": " ".join(map(str, dashes))} if dashes else {}


def _point(point: tuple[float, float]) -> str:
    return f"{_number(point[0])} {_number(point[1])}"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
