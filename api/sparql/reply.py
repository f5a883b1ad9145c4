"""Replies: an answer as it comes from the engine, kept until the client has taken it.

The engine is never held up by a slow client: what the client has not taken yet waits in memory, and beyond eight
megabytes in a temporary file.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from tempfile import TemporaryFile
from typing import IO

from api.problems import Problem

FIRST = 1 << 18
"""How much of an answer is waited for before it begins to be sent: a failure until then has a status of its own."""
_IN_MEMORY = 1 << 23
_AT_ONCE = 1 << 18


class CutError(Exception):
    """An answer that ends before it is complete. The connection is broken off, so that the client learns of it."""


class Reply:
    """One answer, written by the side that reads from the engine and read by the one that sends to the client."""

    def __init__(self) -> None:
        self.media = ""
        self.length = 0
        self._memory = bytearray()
        self._file: IO[bytes] | None = None
        self._ended = self._closed = False
        self._problem: Problem | None = None
        self._waiting: asyncio.Future[None] | None = None
        self.on_close: Callable[[], object] = lambda: None

    # -- written

    def begin(self, media: str) -> None:
        """The engine has begun to answer, in a media type."""
        self.media = media

    def add(self, data: bytes) -> None:
        """More of the answer; nothing if nobody wants it any more."""
        if self._closed:
            return
        if self._file is None and len(self._memory) + len(data) > _IN_MEMORY:
            self._file = TemporaryFile()  # noqa: SIM115
            self._file.write(self._memory)
        if self._file is None:
            self._memory += data
        else:
            self._file.seek(self.length)
            self._file.write(data)
        self.length += len(data)
        self._tell()

    def end(self, problem: Problem | None = None) -> None:
        """The answer is complete, or has failed."""
        self._ended, self._problem = True, problem
        self._tell()

    # -- read

    @property
    def complete(self) -> bool:
        """True if all of the answer is here."""
        return self._ended and self._problem is None

    async def started(self, *, whole: bool) -> None:
        """Wait until enough is known of the answer for sending to begin: all of it if `whole`. Raises Problem if it has
        failed by then."""
        while not self._ended and (whole or self.length < FIRST):
            await self._news()
        if self._problem is not None:
            raise self._problem

    async def content(self) -> AsyncIterator[bytes]:
        """The answer in pieces. Raises CutError if it fails on the way."""
        sent = 0
        try:
            while True:
                while sent < self.length and not self._closed:
                    piece = self._piece(sent)
                    sent += len(piece)
                    yield piece
                if self._ended or self._closed:
                    break
                await self._news()
            if self._problem is not None or self._closed:
                raise CutError(self._problem.detail if self._problem is not None else "the client has hung up")
        finally:
            self.close()

    def whole(self) -> bytes:
        """All of a complete answer that is in memory."""
        assert self.complete and self._file is None
        return bytes(self._memory)

    def close(self) -> None:
        """Nobody wants the rest."""
        self._closed = True
        if self._file is not None:
            self._file.close()
        if not self._ended:
            self.on_close()

    def _piece(self, start: int) -> bytes:
        if self._file is None:
            with memoryview(self._memory) as memory:
                return bytes(memory[start : start + _AT_ONCE])
        self._file.seek(start)
        return self._file.read(min(_AT_ONCE, self.length - start))

    async def _news(self) -> None:
        self._waiting = asyncio.get_running_loop().create_future()
        await self._waiting

    def _tell(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)
