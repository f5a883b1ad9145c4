"""A worker: a process forked from one that holds the store; it answers one request after the other, and can be killed.

Requests and answers go through a socket in frames: a kind of one byte, the length in four, then the content.
"""

import json
import os
import resource
import signal
import socket
import struct
from collections.abc import Callable
from contextlib import suppress

from api.sparql.evaluation import CHUNK, Bounds, EvaluationError, decoded, evaluate
from graph.store import Embedded

HEAD = struct.Struct("!cI")
"""The head of a frame: its kind and the length of what follows."""

ASKED, BEGUN, DATA, ENDED, FAILED = b"Q", b"B", b"D", b"E", b"F"
_NO_MEMORY = EvaluationError(413, "the query needs more memory than it may have")
_FIRST_OF_OTHERS = 3
"""The first file descriptor after standard input, output and error."""


def work(link: socket.socket, opened: Callable[[], Embedded], bounds: Bounds, memory: int) -> None:
    """Answer requests from `link` until it is closed. `memory` is how many bytes more than now it may take."""
    _keep_apart(link, memory)
    store = opened()
    _forbid_new_files(store, bounds)
    frames = _Frames(link)
    while (frame := receive(link)) is not None:
        _, content = frame
        try:
            evaluate(
                store,
                decoded(content),
                bounds,
                begin=lambda media: frames.add(BEGUN, media.encode()),
                write=lambda data: frames.add(DATA, data),
            )
            frames.add(ENDED)
        except EvaluationError as error:
            frames.add(FAILED, json.dumps(error.told()).encode())
        except MemoryError:
            frames.add(FAILED, json.dumps(_NO_MEMORY.told()).encode())
        frames.send()


class _Frames:
    """Frames on their way, sent together as far as they are short: every sending wakes the other side."""

    def __init__(self, link: socket.socket) -> None:
        self._link = link
        self._held = bytearray()

    def add(self, kind: bytes, content: bytes = b"") -> None:
        """One more frame."""
        self._held += HEAD.pack(kind, len(content)) + content
        if len(self._held) >= CHUNK:
            self.send()

    def send(self) -> None:
        """Send what is held."""
        self._link.sendall(self._held)
        self._held.clear()


def receive(link: socket.socket) -> tuple[bytes, bytes] | None:
    """The next frame; None when the other side has closed."""
    head = _exactly(link, HEAD.size)
    if head is None:
        return None
    kind, length = HEAD.unpack(head)
    content = _exactly(link, length)
    return None if content is None else (kind, content)


def _exactly(link: socket.socket, length: int) -> bytes | None:
    found = bytearray()
    while len(found) < length:
        part = link.recv(min(length - len(found), 1 << 20))
        if not part:
            return None
        found += part
    return bytes(found)


def _keep_apart(link: socket.socket, memory: int) -> None:
    """Have nothing in common with the other processes but `link`: no files, no signals; and be the first to be killed
    should the machine run out of memory."""
    kept = link.fileno()
    os.closerange(_FIRST_OF_OTHERS, kept)
    os.closerange(kept + 1, max(kept + 1, resource.getrlimit(resource.RLIMIT_NOFILE)[0]))
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in range(_FIRST_OF_OTHERS):
        os.dup2(nothing, standard)
    os.close(nothing)
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for changed in (signal.SIGTERM, signal.SIGCHLD, signal.SIGUSR1):
        signal.signal(changed, signal.SIG_DFL)
    with suppress(OSError), open("/proc/self/oom_score_adj", "w") as score:  # noqa: PTH123
        score.write("1000")
    bound_memory(memory)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def bound_memory(memory: int) -> None:
    """Let this process take `memory` bytes more than it has now, where the system tells how much that is."""
    taken = _memory_taken()
    if taken is not None:
        resource.setrlimit(resource.RLIMIT_AS, (taken + memory, taken + memory))


def _memory_taken() -> int | None:
    """How many bytes of addresses this process has; None where the system does not tell."""
    with suppress(OSError), open("/proc/self/statm") as file:  # noqa: PTH123
        return int(file.read().split()[0]) * resource.getpagesize()
    return None


def _forbid_new_files(store: Embedded, bounds: Bounds) -> None:
    """Let this process open no file and no connection any more, so that a query which got past the check for SERVICE
    reaches nobody either. A store on disk opens its files as it needs them, and an allowed SERVICE its connections."""
    if not store.on_disk and not bounds.services:
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
