"""A generation: the processes that serve one build. The first loads it, forks the web processes and then is the nursery
of the workers; it has a single thread all the time, so that forking is safe, and what it has loaded is shared by all.
"""

import gc
import logging
import os
import select
import signal
import socket
import sys
from contextlib import suppress
from typing import NoReturn

from api.processes import ended_children, in_a_process_of_its_own
from api.settings import Settings
from api.sparql.evaluation import Bounds
from api.sparql.nursery import Allowance, Edition, Nursery
from api.sparql.pool import Lanes, Pool
from api.sparql.recent import Recent
from api.web import READY, RETIRE, end_as_web
from graph.answer import Answers
from graph.snapshot import NoSnapshot
from graph.store import Embedded, Store, StoreError

_TICK = 1.0
_ENDED_AS_ASKED = (0, -signal.SIGINT, -signal.SIGTERM)
_log = logging.getLogger("stavka")


def end_as_generation(settings: Settings, listening: socket.socket, webs: int, tells: int, lifeline: int) -> NoReturn:
    """Be a generation with so many web processes until its end, and end this process. `tells` is where web processes
    tell that they listen; the end of `lifeline` means that the supervisor has ended."""
    code = 1
    try:
        _Generation(settings, listening, tells, lifeline).run(webs)
        code = 0
    except (NoSnapshot, StoreError, OSError, ValueError) as error:
        print(f"stavka: {error}", file=sys.stderr, flush=True)
    except BaseException:
        _log.exception("a generation has failed")
    os._exit(code)


class _Generation:
    def __init__(self, settings: Settings, listening: socket.socket, tells: int, lifeline: int) -> None:
        self._settings = settings
        self._listening = listening
        self._tells = tells
        self._lifeline = lifeline
        self._edition = Edition()
        self._webs: set[int] = set()
        self._retiring = self._ending = False
        # The end held is closed when this process ends; then its web processes end as well.
        self._line_of_webs, self._held = os.pipe()
        self._store: Store | None = None
        self._answers: Answers | None = None

    def run(self, webs: int) -> None:
        """Serve until the web processes have ended."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, self._on_signal)
        signal.signal(RETIRE, self._on_signal)
        self._load()
        nursery = self._nursery()
        for _ in range(webs):
            self._fork_web(nursery, webs)
        while self._webs:
            nursery.attend(_TICK)
            for pid, status in ended_children():
                if pid not in self._webs:
                    nursery.ended(pid, status)
                    continue
                self._webs.discard(pid)
                if os.waitstatus_to_exitcode(status) not in _ENDED_AS_ASKED and not (self._ending or self._retiring):
                    _log.error("a web process has ended by itself; starting another")
                    self._fork_web(nursery, webs)
            if self._ending or select.select([self._lifeline], [], [], 0)[0]:
                self._tell_webs(signal.SIGTERM)
            elif self._retiring:
                self._tell_webs(RETIRE)

    def _on_signal(self, number: int, frame: object) -> None:
        if number == RETIRE:
            self._retiring = True
        else:
            self._ending = True

    def _load(self) -> None:
        place = self._settings.place
        if place.loaded_once:
            self._store = place.open()
            self._answers = Answers(self._store)
            # What is never looked at by the collector is never written, and so stays shared with the processes forked.
            gc.freeze()
        else:
            # What makes a store on disk leaves threads behind, and this process is forked.
            if in_a_process_of_its_own(place.prepare):
                raise OSError("the graph cannot be made ready")

    def _opened(self) -> Embedded:
        store = self._store if self._store is not None else self._settings.place.open()
        assert isinstance(store, Embedded), "an endpoint's queries are not evaluated here"
        return store

    def _nursery(self) -> Nursery:
        settings = self._settings
        bounds = Bounds(settings.max_rows, settings.max_bytes, settings.services)
        return Nursery(
            self._opened, Allowance(bounds, settings.memory, settings.deadline), self._edition, settings.place.keep
        )

    def _fork_web(self, nursery: Nursery, webs: int) -> None:
        forks, writes = socket.socketpair(), socket.socketpair()
        pid = os.fork()
        if pid == 0:
            os.close(self._held)
            nursery.let_go()
            for ours, _ in (forks, writes):
                ours.close()
            settings = self._settings
            lanes = Lanes(
                quick=_share(settings.quick, webs),
                long=_share(settings.long, webs),
                waiting=_share(settings.waiting, webs),
                budget=settings.budget,
                patience=settings.patience,
                deadline=settings.deadline,
            )
            pool = Pool(forks[1], writes[1], self._edition, lanes, Recent(settings.recent))
            end_as_web(settings, self._answers, pool, self._listening, self._tell_ready, self._line_of_webs)
        for ours, theirs in (forks, writes):
            theirs.close()
            nursery.add(ours)
        self._webs.add(pid)

    def _tell_ready(self) -> None:
        os.write(self._tells, READY)

    def _tell_webs(self, number: int) -> None:
        for pid in self._webs:
            with suppress(ProcessLookupError):
                os.kill(pid, number)


def _share(whole: int, parts: int) -> int:
    """What each of so many processes gets of a limit for all, but at least one of it."""
    return max(1, whole // parts)
