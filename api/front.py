"""What a request meets first, whatever it is for: is its address one that can be read, which form does it name?

Every response gets a request id, for people who ask why, and the headers that keep browsers from doing what no page of
ours asks them to.
"""

import re
from collections.abc import Awaitable, Callable
from urllib.parse import unquote_to_bytes
from uuid import uuid4

from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import problems
from api.pages import assets
from api.problems import Problem
from api.reconciliation.manifest import PREVIEWS
from api.rest import PREFIX
from api.rest.form import without_ending
from api.sparql.protocol import sparql

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}
IN_FRAMES = {
    **SECURITY_HEADERS,
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors *",
}
"""The headers of previews, which other tools show in a frame."""
LONGEST_ADDRESS = 8000
"""The longest address taken, in bytes (RFC 9110, section 4.1, recommends to take at least so many); a query in the
address of the SPARQL endpoint has a bound of its own."""

_TO_ALL_ORIGINS = {"Access-Control-Allow-Origin": "*"}
_SPARQL = ("/sparql", "/graph-store")
_REQUEST_ID = re.compile(rb"[A-Za-z0-9._:-]{1,128}")


class Front:
    """It has the SPARQL endpoint answer its own requests, because the way to the others takes several times as long as
    a short query; and it answers HEAD of REST as GET without the content."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app
        self._sparql: ASGIApp = _Alone(app, sparql)
        self._sparql_compressed = GZipMiddleware(self._sparql, minimum_size=1000, compresslevel=5)
        self._headers = _encoded(SECURITY_HEADERS)
        self._in_frames = _encoded(IN_FRAMES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _request_id(scope)
        scope["state"] = {**scope.get("state", {}), "request_id": request_id.decode()}
        headers = self._in_frames if scope["path"] in PREVIEWS else self._headers
        own = [*headers, (b"x-request-id", request_id)]
        answers_in_full = scope["path"].startswith(PREFIX) and not scope["path"].startswith(f"{PREFIX}/exports")
        without_content = scope["method"] == "HEAD" and answers_in_full

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *own]
            elif without_content:
                message = {**message, "body": b""}
            await send(message)

        asked = without_ending({**scope, "method": "GET"} if without_content else scope)
        await self._chosen(scope)(asked, receive, sending)

    def _chosen(self, scope: Scope) -> ASGIApp:
        """What answers a request."""
        if not scope["path"].startswith(_SPARQL) and (problem := _unreadable(scope)) is not None:
            response = problem.response()
            response.headers.update(_TO_ALL_ORIGINS)
            return response
        if scope["path"].startswith(f"{assets.PREFIX}/"):
            return assets.serve
        if scope["path"] in ("/sparql", "/sparql/") and scope["method"] != "OPTIONS":
            compressed = any(name == b"accept-encoding" and b"gzip" in value for name, value in scope["headers"])
            return self._sparql_compressed if compressed else self._sparql
        return self._app


def _encoded(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]


def _request_id(scope: Scope) -> bytes:
    """The id that the client gave the request, if it is one; else a new one."""
    given = next((value for name, value in scope["headers"] if name == b"x-request-id"), b"")
    return given if _REQUEST_ID.fullmatch(given) else uuid4().hex.encode()


def _unreadable(scope: Scope) -> Problem | None:
    """What is wrong with an address that is too long, or not in UTF-8."""
    path, query = scope.get("raw_path") or b"", scope["query_string"]
    if len(path) + len(query) > LONGEST_ADDRESS:
        detail = f"the address has {len(path) + len(query):,} bytes"
        return Problem(414, detail, allowed=f"at most {LONGEST_ADDRESS:,} bytes; ask for less at a time")
    for part in [path, *query.split(b"&")]:
        try:
            unquote_to_bytes(part).decode()
        except UnicodeDecodeError:
            name = part.partition(b"=")[0].decode("ascii", "replace") if part is not path else None
            where = f"the parameter {name}" if name is not None else "the path"
            detail = f"{where} is not text in UTF-8"
            return Problem(400, detail, name, "UTF-8 with percent signs, such as q=%D0%9F%D0%BE%D0%BF%D0%BE%D0%B2")
    return None


class _Alone:
    """One endpoint of `app` as an application of its own, for requests from all origins, with problems told as such."""

    def __init__(self, app: FastAPI, endpoint: Callable[[Request], Awaitable[Response]]) -> None:
        self._app = app
        self._endpoint = endpoint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["app"] = self._app
        try:
            response = await self._endpoint(Request(scope, receive))
        except Problem as problem:
            response = problem.response()
        except Exception as error:
            response = problems.failure(scope, error)
        MutableHeaders(raw=response.raw_headers).update(_TO_ALL_ORIGINS)
        await response(scope, receive, send)
