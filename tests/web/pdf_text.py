"""The text of a PDF, page by page, as far as Chromium's files need it: whole objects, one cross-reference table, fonts
whose two-byte codes a map turns into text."""

import re
import zlib


def pages(pdf: bytes) -> list[str]:
    """The text of every page in order, in the order in which it is drawn."""
    objects = _objects(pdf)
    catalog = next(one for one in objects.values() if b"/Type /Catalog" in one)
    return [_text(objects, page) for page in _leaves(objects, _number(catalog, b"/Pages"))]


def _objects(pdf: bytes) -> dict[int, bytes]:
    """The objects by their number, at the places that the cross-reference table gives."""
    table = int(re.findall(rb"startxref\n(\d+)", pdf)[-1])
    assert pdf[table : table + 4] == b"xref"
    lines = pdf[table:].split(b"\n")[2:]
    places = {number: int(line[:10]) for number, line in enumerate(lines) if re.fullmatch(rb"\d{10} 00000 n ?", line)}
    ends = dict(zip(sorted(places.values()), [*sorted(places.values())[1:], table], strict=True))
    for number, place in places.items():
        assert pdf[place:].startswith(b"%d 0 obj" % number), "every object is where the table says"
    return {number: pdf[place : ends[place]] for number, place in places.items()}


def _number(text: bytes, name: bytes) -> int:
    return int(re.search(re.escape(name) + rb" (\d+) 0 R", text)[1])  # type: ignore[index]


def _leaves(objects: dict[int, bytes], node: int) -> list[bytes]:
    kids = re.search(rb"/Kids \[(.*?)\]", objects[node], re.DOTALL)
    if kids is None:
        return [objects[node]]
    return [leaf for one in re.findall(rb"(\d+) 0 R", kids[1]) for leaf in _leaves(objects, int(one))]


def _stream(text: bytes) -> bytes:
    start = text.index(b"stream\n") + len(b"stream\n")
    return zlib.decompress(text[start : text.rindex(b"\nendstream")])


def _text(objects: dict[int, bytes], page: bytes) -> str:
    fonts = re.search(rb"/Font <<(.*?)>>", page, re.DOTALL)
    maps = {
        name: _map(_stream(objects[_number(objects[int(font)], b"/ToUnicode")]))
        for name, font in re.findall(rb"/(F\d+) (\d+) 0 R", fonts[1] if fonts else b"")
    }
    drawn: dict[bytes, str] = {}
    found: list[str] = []
    content = _stream(objects[_number(page, b"/Contents")])
    for name, codes in re.findall(rb"/(F\d+) [\d.]+ Tf|<([0-9A-F]*)> Tj", content):
        if name:
            drawn = maps[name]
        found += [drawn.get(codes[at : at + 4], "�") for at in range(0, len(codes), 4)]
    return "".join(found)


def _map(table: bytes) -> dict[bytes, str]:
    found = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, text in re.findall(rb"<(\w+)> <(\w+)>", block):
            found[code] = bytes.fromhex(text.decode()).decode("utf-16-be")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, text in re.findall(rb"<(\w+)> <(\w+)> <(\w+)>", block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[b"%04X" % (int(first, 16) + step)] = chr(int(text, 16) + step)
    return found
