"""What all REST endpoints do before and after they answer: is the client's copy still right, is the answer kept?

An answer depends on the build, its address, its form and (if it says "today") the day. So the build's version with a
digest of these is its ETag, and while the same build serves, an answer once given can be given again.
"""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine
from datetime import date
from hashlib import blake2b
from threading import Lock
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

from api.freshness import built, not_modified, validators
from api.rest.form import wanted
from api.service import service

_LONGEST = 1 << 21
"""The longest answer kept, in bytes."""


class Kept:
    """Answers of late by their tags, the least lately asked given up first; `most` bytes of them."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._lock = Lock()
        self._answers: OrderedDict[str, tuple[bytes, list[tuple[bytes, bytes]]]] = OrderedDict()

    def response(self, tag: str) -> Response | None:
        """The response that is kept under a tag: a new one each time, since what sends it adds headers to it."""
        with self._lock:
            found = self._answers.get(tag)
            if found is None:
                return None
            self._answers.move_to_end(tag)
        response = Response(found[0])
        response.raw_headers = list(found[1])
        return response

    def keep(self, tag: str, response: Response) -> None:
        """Keep a response, if it is not too long."""
        content = bytes(response.body)
        if len(content) > min(_LONGEST, self._most):
            return
        with self._lock:
            if tag in self._answers:
                return
            self._answers[tag] = content, list(response.raw_headers)
            self._size += len(content)
            while self._size > self._most:
                _, (gone, _) = self._answers.popitem(last=False)
                self._size -= len(gone)


class RestRoute(APIRoute):
    """An endpoint that answers the same to the same question while the same build serves."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler of requests."""
        answer: Callable[[Request], Awaitable[Response]] = super().get_route_handler()

        async def handle(request: Request) -> Response:
            media = wanted(request.scope, request.headers.get("accept"))
            tag = _tag(request, media)
            validity = _validity(request, tag)
            same = not_modified(request, validity) if "if-none-match" in request.headers else None
            if same is not None:
                return same
            kept: Kept = request.app.state.kept
            response = kept.response(tag)
            if response is None:
                response = await answer(request)
                if response.status_code != 200:
                    return response
                response.headers.update(validity)
                kept.keep(tag, response)
            return not_modified(request, validity) or response

        return handle


def _tag(request: Request, media: str) -> str:
    asked = f"{request.url.path}?{request.url.query} {media}"
    if "today" in request.url.query:
        asked += f" {date.today()}"
    version = service(request).answers.snapshot["version"]
    return f"W/{version}.{blake2b(asked.encode(), digest_size=9).hexdigest()}"


def _validity(request: Request, tag: str) -> dict[str, str]:
    return {**validators(tag, built(service(request).answers)), "Vary": "Accept, Accept-Encoding"}
