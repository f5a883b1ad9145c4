"""The nursery: one process that holds the store, answers nothing itself, and forks the workers that do.

It has a single thread, so that forking it is safe, and a worker is there in milliseconds with the whole store, whose
memory is shared until it is written. It is also where a store in memory is written to: a write is tried in a process
of its own first, within the deadline, and happens only if it succeeded there. So a write that fails, or would go on
without end, leaves everything as it was.
"""

import json
import mmap
import os
import selectors
import signal
import socket
import struct
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from api.sparql.evaluation import Bounds, EvaluationError
from api.sparql.worker import bound_memory, work
from api.sparql.writing import Write, apply, write_from
from graph.store import Embedded

FORK, WRITE = "fork", "write"
_MESSAGE = 1 << 16
_TOLD = 3
"""Exit code of a trial that has told the client itself what is wrong with the write."""

_NUMBER = struct.Struct("!Q")


class Edition:
    """The number of the store's current state, in memory that the processes share: it grows with every write."""

    def __init__(self) -> None:
        self._shared = mmap.mmap(-1, _NUMBER.size)

    def now(self) -> int:
        """The number of the current state."""
        number: int = _NUMBER.unpack_from(self._shared)[0]
        return number

    def advance(self) -> None:
        """A new state has begun."""
        _NUMBER.pack_into(self._shared, 0, self.now() + 1)


@dataclass(frozen=True, slots=True)
class Allowance:
    """What every worker gets: the bounds of an answer, memory in bytes, seconds for a query or a write."""

    bounds: Bounds
    memory: int
    deadline: float


@dataclass
class _Client:
    """A process that may ask for workers, with the workers that it has been given and the write it waits for."""

    workers: set[int] = field(default_factory=set)
    trial: int | None = None
    write: Write | None = None


class Nursery:
    """Forks workers and writes to the store for the processes at the other end of its links."""

    def __init__(
        self,
        opened: Callable[[], Embedded],
        allowance: Allowance,
        edition: Edition,
        keep: Callable[[Embedded], None],
    ) -> None:
        self._opened = opened
        self._keep = keep
        self._allowance = allowance
        self._edition = edition
        self._clients: dict[socket.socket, _Client] = {}
        self._selector = selectors.DefaultSelector()
        # A child's end interrupts the wait for messages: the signal writes to this pipe.
        self._woken, self._wakes = os.pipe()
        os.set_blocking(self._woken, False)
        os.set_blocking(self._wakes, False)
        self._selector.register(self._woken, selectors.EVENT_READ)
        signal.set_wakeup_fd(self._wakes, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)

    def add(self, link: socket.socket) -> None:
        """Serve the process at the other end of `link`."""
        self._clients[link] = _Client()
        self._selector.register(link, selectors.EVENT_READ)

    def let_go(self) -> None:
        """Close all that a process forked from this one has no business with."""
        signal.set_wakeup_fd(-1)
        self._selector.close()
        os.close(self._woken)
        os.close(self._wakes)
        for link in self._clients:
            link.close()

    def attend(self, timeout: float) -> None:
        """Do what is asked for; returns when something was, when a child has ended, or after `timeout` seconds."""
        for key, _ in self._selector.select(timeout):
            if isinstance(key.fileobj, socket.socket):
                if not self._answer(key.fileobj):
                    self._forget(key.fileobj)
            else:
                with suppress(BlockingIOError):
                    os.read(self._woken, _MESSAGE)

    def ended(self, pid: int, status: int) -> None:
        """A child of this process has ended: a worker, or the trial of a write."""
        for link, client in list(self._clients.items()):
            client.workers.discard(pid)
            if client.trial == pid:
                client.trial = None
                self._finish_write(link, client, status)

    def _answer(self, link: socket.socket) -> bool:
        """Answer one message; False if the other side has closed."""
        try:
            text, files, _, _ = socket.recv_fds(link, _MESSAGE, 1)
        except ConnectionError:
            return False
        if not text:
            return False
        asked = json.loads(text)
        if asked["do"] == FORK:
            self._fork_worker(link)
        else:
            self._try_write(link, asked, files[0])
        return True

    def _forget(self, link: socket.socket) -> None:
        client = self._clients.pop(link)
        self._selector.unregister(link)
        link.close()
        for pid in client.workers | ({client.trial} if client.trial else set()):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def _fork_worker(self, link: socket.socket) -> None:
        ours, theirs = socket.socketpair()
        edition = self._edition.now()
        pid = os.fork()
        if pid == 0:
            _end_with(lambda: work(theirs, self._opened, self._allowance.bounds, self._allowance.memory))
        theirs.close()
        self._clients[link].workers.add(pid)
        handles = [ours.fileno()]
        if hasattr(os, "pidfd_open"):
            handles.append(os.pidfd_open(pid))
        _send(link, {"pid": pid, "edition": edition}, handles)
        ours.close()
        for handle in handles[1:]:
            os.close(handle)

    def _try_write(self, link: socket.socket, asked: dict[str, Any], file: int) -> None:
        """Try a write in a process of its own, which the system ends at the deadline; `ended` goes on with it."""
        try:
            write = write_from(asked, file)
        finally:
            os.close(file)
        client = self._clients[link]
        pid = os.fork()
        if pid == 0:
            _end_with(lambda: self._trial(link, write))
        client.trial, client.write = pid, write

    def _trial(self, link: socket.socket, write: Write) -> None:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, self._allowance.deadline)
        bound_memory(self._allowance.memory)
        try:
            apply(self._opened(), write, self._allowance.bounds)
        except EvaluationError as error:
            _send(link, error.told())
            os._exit(_TOLD)

    def _finish_write(self, link: socket.socket, client: _Client, status: int) -> None:
        write, client.write = client.write, None
        assert write is not None
        if os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0:
            store = self._opened()
            done = apply(store, write, self._allowance.bounds)
            self._edition.advance()
            self._keep(store)
            _send(link, {"created": done})
        elif os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM:
            detail = f"the write took longer than {self._allowance.deadline:g} s; nothing was changed"
            _send(link, {"status": 504, "detail": detail})
        elif not os.WIFEXITED(status) or os.WEXITSTATUS(status) != _TOLD:
            detail = "the write needs more memory than it may have; nothing was changed"
            _send(link, {"status": 413, "detail": detail})


def _send(link: socket.socket, message: dict[str, Any], handles: list[int] | None = None) -> None:
    with suppress(BrokenPipeError):
        socket.send_fds(link, [json.dumps(message).encode()], handles or [])


def _end_with(act: Callable[[], object]) -> None:
    """Do `act` and end this process, without any of what the process it was forked from would do at its end."""
    try:
        act()
        os._exit(0)
    except BaseException:
        os._exit(1)
