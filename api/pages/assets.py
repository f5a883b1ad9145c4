"""The files that pages load: scripts, style sheets, fonts of meaning such as the legend's colours.

Their address holds a digest of all of them, so that a browser keeps them for good and yet has the new ones at once when
any of them changes; modules name each other by relative addresses and so stay within one digest.
"""

import gzip
import hashlib
import mimetypes
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.freshness import ASK_AGAIN, FOR_GOOD, not_modified
from api.problems import Problem
from graph.picture import BORDERS, FILLS

STATIC = Path(__file__).resolve().parents[1] / "static"
PREFIX = "/static"
_DIGEST_LENGTH = 12
_TEXTS = frozenset({".css", ".js", ".json", ".svg", ".txt"})


def asset(path: str) -> str:
    """The address of a file below api/static, for a page to name."""
    return f"{PREFIX}/{digest()}/{path}"


@lru_cache(maxsize=1)
def digest() -> str:
    """What names the files as they are now."""
    whole = hashlib.sha256()
    for path in sorted(_places()):
        whole.update(path.encode())
        whole.update(_content(path))
    return whole.hexdigest()[:_DIGEST_LENGTH]


def text_of(path: str) -> str:
    """What such a file holds, for a page that lies alone."""
    return _content(path).decode("utf-8")


def modules(folder: str) -> list[str]:
    """The scripts of a folder, for a page to have them fetched at once."""
    return sorted(path for path in _places() if path.endswith(".js") and Path(path).parent.as_posix() == folder)


async def serve(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a request for a file. A page needs some thirty of them: they do not go the long way of other requests."""
    await _answer(Request(scope))(scope, receive, send)


def _answer(request: Request) -> Response:
    """A file, compressed if the browser takes that; for good under the digest of today, else to be asked for again."""
    if request.method not in ("GET", "HEAD"):
        return Problem(405, f"{request.method} {request.url.path}", headers={"Allow": "GET, HEAD"}).response()
    path = request.url.path.removeprefix(f"{PREFIX}/")
    first, _, rest = path.partition("/")
    named = rest if _is_digest(first) else path
    if named not in _places():
        return Problem(404, f"GET {request.url.path}: there is no such file").response()
    lasting = first == digest()
    headers = {"Cache-Control": FOR_GOOD if lasting else ASK_AGAIN, "ETag": f'"{digest()}"', "Vary": "Accept-Encoding"}
    same = not_modified(request, headers)
    if same is not None:
        return same
    content = _content(named)
    if Path(named).suffix in _TEXTS and "gzip" in request.headers.get("accept-encoding", ""):
        content = _compressed(named)
        headers["Content-Encoding"] = "gzip"
    media = mimetypes.guess_type(named)[0] or "application/octet-stream"
    media = "text/javascript" if Path(named).suffix == ".js" else media
    return Response(content, media_type=media, headers=headers)


def _is_digest(part: str) -> bool:
    return len(part) == _DIGEST_LENGTH and all(character in "0123456789abcdef" for character in part)


@lru_cache(maxsize=1)
def _places() -> dict[str, Path | None]:
    """The files by their path; None: it is made here."""
    found: dict[str, Path | None] = {
        one.relative_to(STATIC).as_posix(): one
        for one in STATIC.rglob("*")
        if one.is_file() and not any(part.startswith(".") for part in one.relative_to(STATIC).parts)
    }
    found["vis-network.min.js"] = Path(str(files("pyvis").joinpath("templates/lib/vis-9.1.2/vis-network.min.js")))
    found["colours.css"] = None
    return found


@lru_cache(maxsize=256)
def _content(path: str) -> bytes:
    place = _places()[path]
    return place.read_bytes() if place is not None else _colours()


@lru_cache(maxsize=256)
def _compressed(path: str) -> bytes:
    return gzip.compress(_content(path), 9, mtime=0)


def _colours() -> bytes:
    """The colours of credibility and of how surely a post was held, the same as in drawings."""
    rules = [f".c{code or 0} {{ background: {fill}; color: {text}; }}" for code, (fill, text) in FILLS.items()]
    rules += [f".held-{held} {{ border-color: {colour}; }}" for held, colour in BORDERS.items()]
    return "\n".join(rules).encode()
