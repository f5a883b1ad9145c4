"""A hand on a worker: the web process's end of its socket, and the means to end it."""

import asyncio
import json
import os
import signal
import socket
import time
from contextlib import suppress
from typing import Any, Protocol

from api.problems import Problem
from api.sparql.reply import Reply
from api.sparql.worker import ASKED, BEGUN, DATA, ENDED, HEAD

_RECEIVED_AT_ONCE = 1 << 18


class _End(Protocol):
    def __call__(self, problem: Problem | None = None, *, reusable: bool = False) -> None: ...


class Hand:
    """One worker, as the process that gives it requests has it."""

    def __init__(self, pid: int, edition: int, handles: list[int]) -> None:
        self._pid = pid
        self._link = socket.socket(fileno=handles[0])
        self._link.setblocking(False)
        self._process = handles[1] if len(handles) > 1 else None
        # The clock of another process's processor time, as clock_getcpuclockid(3) makes it on Linux.
        self._clock = (~pid << 3) | 2
        self._begun = self._before = 0.0
        self._received = bytearray()
        self._reply: Reply | None = None
        self._end: _End | None = None
        self._sending: asyncio.Task[None] | None = None
        self.edition = edition
        self.answers = 0
        self.lost = self.yielded = False
        asyncio.get_running_loop().add_reader(self._link, self._on_readable)

    def give(self, request: bytes, reply: Reply, end: _End) -> None:
        """Give the worker a request. Its answer goes to `reply`; then `end` is called."""
        self.answers += 1
        self._reply, self._end = reply, end
        self._begun = time.monotonic()
        self._before = 0.0
        with suppress(OSError):
            self._before = time.clock_gettime(self._clock)
        frame = HEAD.pack(ASKED, len(request)) + request
        try:
            sent = self._link.send(frame)
        except BlockingIOError:
            sent = 0
        except OSError:
            self._on_lost()
            return
        if sent < len(frame):
            self._sending = asyncio.create_task(self._send_rest(frame[sent:]))

    def busy_for(self) -> float:
        """The seconds of a processor that the worker has taken for its request; those that have passed where the system
        does not tell. A query that waits for a processor is not a long one."""
        try:
            return time.clock_gettime(self._clock) - self._before
        except OSError:
            return time.monotonic() - self._begun

    def yield_to_others(self, priority: int) -> None:
        """Have the worker take less than others when they want to run: a niceness of at most 19."""
        self.yielded = True
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self._pid, priority)

    def takes_its_turn(self) -> bool:
        """True if the worker has the priority of others; one that has yielded gets it back where the system lets us."""
        if self.yielded:
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self._pid, os.getpriority(os.PRIO_PROCESS, 0))
                self.yielded = False
        return not self.yielded

    def dismiss(self) -> None:
        """End the worker, whatever it is doing."""
        self._end = self._reply = None
        if self._sending is not None:
            self._sending.cancel()
        asyncio.get_running_loop().remove_reader(self._link)
        with suppress(ProcessLookupError):
            if self._process is not None:
                signal.pidfd_send_signal(self._process, signal.SIGKILL)
            else:
                os.kill(self._pid, signal.SIGKILL)
        self._link.close()
        if self._process is not None:
            os.close(self._process)

    async def _send_rest(self, rest: bytes) -> None:
        try:
            await asyncio.get_running_loop().sock_sendall(self._link, rest)
        except OSError:
            self._on_lost()

    def _on_readable(self) -> None:
        try:
            part = self._link.recv(_RECEIVED_AT_ONCE)
        except BlockingIOError:
            return
        except ConnectionError:
            part = b""
        if not part:
            self._on_lost()
            return
        self._received += part
        self._take_frames()

    def _take_frames(self) -> None:
        start = 0
        frames: list[tuple[bytes, bytes]] = []
        with memoryview(self._received) as received:
            while len(received) >= start + HEAD.size:
                kind, length = HEAD.unpack_from(received, start)
                if len(received) < start + HEAD.size + length:
                    break
                frames.append((kind, bytes(received[start + HEAD.size : start + HEAD.size + length])))
                start += HEAD.size + length
        del self._received[:start]
        for kind, content in frames:
            self._take(kind, content)

    def _take(self, kind: bytes, content: bytes) -> None:
        assert self._reply is not None, "a worker speaks when it is asked"
        if kind == DATA:
            self._reply.add(content)
        elif kind == BEGUN:
            self._reply.begin(content.decode())
        elif kind == ENDED:
            self._tell_end(reusable=True)
        else:
            self._tell_end(problem_told(json.loads(content)), reusable=True)

    def _tell_end(self, problem: Problem | None = None, *, reusable: bool = False) -> None:
        """Tell whoever gave the request that it has ended, once."""
        end, self._end, self._reply = self._end, None, None
        if end is not None:
            end(problem, reusable=reusable)

    def _on_lost(self) -> None:
        """The worker has ended by itself: nothing but a want of memory, or of stack, does that to it."""
        if self.lost:
            return
        self.lost = True
        asyncio.get_running_loop().remove_reader(self._link)
        detail = "the query needs more memory than it may have, or is nested too deeply"
        self._tell_end(Problem(413, detail, "query", "a query that holds less at a time: fewer groups, less to sort"))


def problem_told(told: dict[str, Any]) -> Problem:
    """The problem that a worker or the nursery tells of, as `EvaluationError.told` made it."""
    return Problem(**told)
