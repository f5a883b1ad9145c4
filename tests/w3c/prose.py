"""The older tests of the graph store protocol, which tell their exchanges in prose.

The W3C deprecated them in favour of the recorded ones. They name graphs directly, by a path below the graph store;
here each such path is sent as the IRI that it stands for (`?graph=`), which the protocol makes equal (4.1). They follow
on one another: each is run after all that come before it, and only its own response is judged.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from tests.w3c.contents import Contents
from tests.w3c.data import RDFS, Description, Node
from tests.w3c.exchange import Exchange, Expected, Message

_HOST, _STORE = "www.example", "gsp"
_NEW = "$NEWPATH$"
_ANY = tuple(f"{kind}xx" for kind in "2345")


def deprecated_exchanges(described: Description, entries: Sequence[Node]) -> dict[str, Exchange]:
    """For each test its exchange: the requests of all before it, whatever comes of them, and its own."""
    found: dict[str, Exchange] = {}
    before: list[Message] = []
    for entry in entries:
        (told,) = [value.value for value in described.values(entry, RDFS + "comment") if "####" in value.value]
        message = _message(told.replace("$HOST$", _HOST).replace("$GRAPHSTORE$", _STORE))
        found[entry.value] = Exchange(Contents(), (*before, message))
        before.append(replace(message, expected=Expected(_ANY, location=message.expected.location)))
    return found


def _message(told: str) -> Message:
    asked, _, answered = told.partition("#### Response")
    (method, target, *_), headers, body = _read(asked)
    (status, *_), promised, graph = _read(answered)
    if headers.get("content-type", "").startswith("multipart/"):
        body = body.replace("\n", "\r\n")
    expected = Expected(
        (status,),
        media=promised.get("content-type", "").partition(";")[0] or None,
        turtle=graph or None,
        location=_NEW if promised.get("location") == _NEW else None,
    )
    return Message(method, _indirect(target), expected, headers, body.encode() or None)


def _read(told: str) -> tuple[list[str], dict[str, str], str]:
    """The words of the first line, the headers and the body of a message: the lines that Markdown sets off."""
    lines = [line[4:] for line in told.splitlines() if line.startswith("    ") or not line.strip()]
    head, _, body = "\n".join(lines).strip().partition("\n\n")
    first, *headers = head.splitlines()
    pairs = (header.partition(":") for header in headers)
    return first.split(), {name.strip().lower(): value.strip() for name, _, value in pairs}, body


def _indirect(target: str) -> str:
    """A target with its graph named as a parameter."""
    if target == _NEW:
        return f"/gsp?graph={_NEW}"
    direct = re.fullmatch(rf"{_STORE}(/[^?]+)", target)
    return f"/gsp?graph=http://{_HOST}/{_STORE}{direct[1]}" if direct else f"/{target}"
