"""Supervision: the processes of `stavka serve`, and how a new build takes over without a request being lost.

    supervisor     holds the listening socket, looks for a new build, starts a generation of processes for it
      generation   loads the build once, then makes workers
        web        serves HTTP; there may be several
        worker     evaluates the queries of others

The supervisor loads nothing. When the web processes of a new generation listen, those of the old one cease to, have
their clients connect anew, and end when the last has. A generation that cannot start leaves the old one serving.
"""

import logging
import os
import signal
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from api.generation import end_as_generation
from api.processes import ended_children
from api.settings import Settings
from api.web import READY, RETIRE
from graph.snapshot import NoSnapshot
from graph.store import StoreError

_TICK = 0.05
_log = logging.getLogger("stavka")


def supervise(settings: Settings, listening: socket.socket, webs: int, announce: Callable[[], None]) -> int:
    """Serve with `webs` web processes until a signal ends it; gives the exit code. `announce` is called when the first
    generation serves. Raises NoSnapshot if there is nothing to serve."""
    supervisor = _Supervisor(settings, listening, webs)
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, lambda number, frame: supervisor.stop())
    return supervisor.run(announce)


@dataclass
class _Generation:
    """A generation: the build it serves, its process, where its web processes tell that they listen, how many have."""

    version: str
    pid: int
    tells: int
    listening: int = 0


class _Supervisor:
    def __init__(self, settings: Settings, listening: socket.socket, webs: int) -> None:
        self._settings = settings
        self._listening = listening
        self._webs = webs
        self._stopping = False
        self._current: _Generation | None = None
        self._next: _Generation | None = None
        self._failed = ""
        # The end held is closed when this process ends, however that comes; then generations end as well.
        self._lifeline, self._held = os.pipe()

    def stop(self) -> None:
        """End at the next opportunity."""
        self._stopping = True

    def run(self, announce: Callable[[], None]) -> int:
        """Serve until `stop`, or until there is nothing that could serve."""
        self._next = self._start(self._settings.place.version())
        announced, looked = False, time.monotonic()
        while not self._stopping:
            self._reap()
            if self._take_over() and not announced:
                announce()
                announced = True
            if self._current is None and self._next is None:
                return 1
            if time.monotonic() - looked >= self._settings.place.looked_at_every:
                looked = time.monotonic()
                self._look()
            time.sleep(_TICK)
        return self._end()

    def _look(self) -> None:
        """Start a generation for a new build, if there is one and none is starting."""
        try:
            version = self._settings.place.version()
        except (NoSnapshot, StoreError, OSError) as error:
            _log.warning("cannot see which build is current: %s", error)
            return
        served = self._current.version if self._current is not None else ""
        if self._next is None and version not in (served, self._failed):
            self._next = self._start(version)

    def _start(self, version: str) -> _Generation:
        told, tells = os.pipe()
        os.set_blocking(told, False)
        pid = os.fork()
        if pid == 0:
            os.close(self._held)
            os.close(told)
            end_as_generation(self._settings, self._listening, self._webs, tells, self._lifeline)
        os.close(tells)
        return _Generation(version, pid, told)

    def _take_over(self) -> bool:
        """True when the next generation has come to serve; the one before retires."""
        if self._next is None:
            return False
        with suppress(BlockingIOError):
            self._next.listening += os.read(self._next.tells, self._webs).count(READY)
        if self._next.listening < self._webs:
            return False
        if self._current is not None:
            _log.warning("serving %s now", self._next.version)
            os.close(self._current.tells)
            with suppress(ProcessLookupError):
                os.kill(self._current.pid, RETIRE)
        self._current, self._next = self._next, None
        return True

    def _reap(self) -> None:
        for pid, _ in ended_children():
            self._ended(pid)

    def _ended(self, pid: int) -> None:
        if self._next is not None and pid == self._next.pid:
            _log.error(
                "%s cannot be served%s", self._next.version, "; what served before goes on" * bool(self._current)
            )
            self._failed, self._next = self._next.version, None
        elif self._current is not None and pid == self._current.pid:
            _log.error("the processes that serve have ended; starting them again")
            version, self._current = self._current.version, None
            self._next = self._next or self._start(version)

    def _end(self) -> int:
        for generation in (self._current, self._next):
            if generation is not None:
                with suppress(ProcessLookupError):
                    os.kill(generation.pid, signal.SIGTERM)
        self._listening.close()
        os.close(self._held)
        with suppress(ChildProcessError):
            while True:
                os.waitpid(-1, 0)
        return 0
