"""The pool: which queries run now, and in which worker.

A query begins in the quick lane. After its budget it goes on in the long lane, at the lowest priority, so that it takes
only what quick ones leave; if that lane is full it is refused with the time to come back. While others wait for the
quick lane, and the long one has room, the budget is short: whoever has run longest goes on there. What runs beyond the
deadline is killed with its worker; another is forked when it is needed.
"""

import asyncio
import json
import os
import socket
import tempfile
from collections import deque
from dataclasses import dataclass
from typing import Any

from api.problems import Problem
from api.sparql.evaluation import Request, encoded
from api.sparql.hand import Hand, problem_told
from api.sparql.nursery import FORK, WRITE, Edition
from api.sparql.recent import Recent
from api.sparql.reply import Reply
from api.sparql.writing import Write

_ANSWERS_OF_ONE_WORKER = 1000
"""A worker is replaced after so many, because bit by bit it ceases to share its memory."""
_RETRY_AFTER = 5
_LOW_PRIORITY, _LOWEST_PRIORITY = 10, 19
_AT_EASE = 0.05
"""Seconds of a processor after which a query yields to those that have just begun."""
_BUDGET_WHILE_OTHERS_WAIT = 0.1
"""The budget of a query while others wait, in the same seconds: ten times what a question of ours mostly takes."""
_A_MOMENT = 0.02
_PROCESSORS = os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Lanes:
    """How many queries may run in each lane and wait for the quick one; the budget, the wait and all, in seconds."""

    quick: int
    long: int
    waiting: int
    budget: float
    patience: float
    deadline: float


class Pool:
    """The workers of one web process. Used from one event loop."""

    def __init__(
        self, forks: socket.socket, writes: socket.socket, edition: Edition, lanes: Lanes, recent: Recent
    ) -> None:
        self._forks, self._writes = forks, writes
        self._forking, self._writing = asyncio.Lock(), asyncio.Lock()
        self._edition = edition
        self.lanes = lanes
        self._recent = recent
        self._idle: list[Hand] = []
        self._free = lanes.quick
        self._long = 0
        self._queue: deque[asyncio.Future[None]] = deque()
        self._runs: set[_Run] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Nothing: workers are forked as they are needed."""

    def close(self) -> None:
        """End all workers."""
        for run in list(self._runs):
            run.give_up()
        for hand in self._idle:
            hand.dismiss()

    @property
    def is_crowded(self) -> bool:
        """True if there are more queries than processors for them."""
        return len(self._runs) >= _PROCESSORS

    async def ask(self, request: Request) -> Reply:
        """The reply to a request, which goes on to come. Raises Problem 503 if too many are waiting."""
        known = self._recent.reply(self._edition.now(), request)
        if known is not None:
            return known
        await self._take_place()
        run = _Run(self, request)
        self._runs.add(run)
        hand = self._idle_hand()
        if hand is not None:
            run.begin(hand)
        else:
            self._in_background(self._begin_with_another(run))
        return run.reply

    async def write(self, write: Write) -> bool:
        """Have a write done; True if it made a new graph. Raises Problem if it fails; then nothing has changed."""
        with tempfile.TemporaryFile() as file:
            for part in write.parts:
                file.write(part)
            file.flush()
            message = {"do": WRITE, **write.message()}
            async with self._writing:
                told, _ = await asyncio.to_thread(_exchange, self._writes, message, [file.fileno()])
        if "status" in told:
            raise problem_told(told)
        return bool(told["created"])

    # -- places

    async def _take_place(self) -> None:
        if self._free > 0:
            self._free -= 1
            return
        if self._waiting() >= self.lanes.waiting:
            raise busy(f"{self.lanes.waiting} queries are waiting already")
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.append(place)
        self._make_room()
        try:
            done, _ = await asyncio.wait({place}, timeout=self.lanes.patience)
        except asyncio.CancelledError:
            if not place.cancel():
                self._leave_place()
            raise
        if not done:
            place.cancel()
            raise busy(f"no place became free within {self.lanes.patience:g} s")

    def _waiting(self) -> int:
        return sum(not place.done() for place in self._queue)

    def _make_room(self) -> None:
        """For those who wait, have those that have run longest go on in the long lane, as far as it has room; later, if
        it is too soon."""
        quick = sorted((run for run in self._runs if run.quick), key=lambda run: run.busy_for(), reverse=True)
        for run in quick[: min(self._waiting(), self.lanes.long - self._long)]:
            if run.busy_for() < _BUDGET_WHILE_OTHERS_WAIT:
                asyncio.get_running_loop().call_later(_A_MOMENT, self._make_room)
                break
            run.leave_quick_lane()

    def _leave_place(self) -> None:
        while self._queue:
            place = self._queue.popleft()
            if not place.done():
                place.set_result(None)
                return
        self._free += 1

    def change_lanes(self) -> bool:
        """Take a place in the long lane for one in the quick lane; False if there is none."""
        if self._long >= self.lanes.long:
            return False
        self._long += 1
        self._leave_place()
        return True

    def ended(self, run: "_Run", hand: Hand | None, *, quick: bool, reusable: bool) -> None:
        """A run has ended: its place is free, and its worker, if that can go on."""
        self._runs.discard(run)
        if quick:
            self._leave_place()
        else:
            self._long -= 1
        if hand is None:
            return
        self._recent.keep(hand.edition, run.request, run.reply)
        current = hand.edition == self._edition.now() and hand.answers < _ANSWERS_OF_ONE_WORKER
        if reusable and current and len(self._idle) < self.lanes.quick and hand.takes_its_turn():
            self._idle.append(hand)
        else:
            hand.dismiss()

    # -- workers

    def _idle_hand(self) -> Hand | None:
        """A worker with the current state of the store that nobody uses, if there is one."""
        while self._idle:
            hand = self._idle.pop()
            if hand.edition == self._edition.now() and not hand.lost:
                return hand
            hand.dismiss()
        return None

    async def _begin_with_another(self, run: "_Run") -> None:
        try:
            while (hand := self._idle_hand()) is None:
                await self._fork()
        except OSError:
            run.end(busy("it is about to start anew"))
            return
        if run in self._runs:
            run.begin(hand)
        else:
            self._idle.append(hand)

    async def _fork(self) -> None:
        async with self._forking:
            told, handles = await asyncio.to_thread(_exchange, self._forks, {"do": FORK})
        self._idle.append(Hand(told["pid"], told["edition"], handles))

    def _in_background(self, doing: Any) -> None:
        task = asyncio.create_task(doing)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


class _Run:
    """One request on its way: its worker, its lane, its clocks."""

    def __init__(self, pool: Pool, request: Request) -> None:
        self.reply = Reply()
        self.reply.on_close = self.give_up
        self._pool = pool
        self.request = request
        self._hand: Hand | None = None
        self.quick = True
        self._over = False
        self._budget: asyncio.TimerHandle | None = None
        self._deadline: asyncio.TimerHandle | None = None

    def begin(self, hand: Hand) -> None:
        """Give the request to a worker."""
        loop, lanes = asyncio.get_running_loop(), self._pool.lanes
        self._hand = hand
        self._budget = loop.call_later(_AT_EASE, self._look_at_budget)
        self._deadline = loop.call_later(lanes.deadline, self._over_deadline)
        hand.give(encoded(self.request), self.reply, self.end)

    def end(self, problem: Problem | None = None, *, reusable: bool = False) -> None:
        """The answer is complete, or has failed; `reusable` if the worker can answer another request."""
        self._over = True
        for clock in (self._budget, self._deadline):
            if clock is not None:
                clock.cancel()
        hand, self._hand = self._hand, None
        self.reply.end(problem)
        self._pool.ended(self, hand, quick=self.quick, reusable=reusable)

    def give_up(self) -> None:
        """Nobody wants the answer any more."""
        if not self._over:
            self.end(Problem(503, "the answer was given up"))

    def busy_for(self) -> float:
        """The seconds of a processor that it has taken."""
        return self._hand.busy_for() if self._hand is not None else 0.0

    def _look_at_budget(self) -> None:
        """Yield, and leave the quick lane, when the time for that has come; else look again then."""
        if self._hand is None:
            return
        taken, budget = self._hand.busy_for(), self._pool.lanes.budget
        if taken >= budget:
            self.leave_quick_lane()
            return
        if taken >= _AT_EASE and self._pool.is_crowded and not self._hand.yielded:
            self._hand.yield_to_others(_LOW_PRIORITY)
        left = (budget if self._hand.yielded else min(budget, taken + _AT_EASE)) - taken
        self._budget = asyncio.get_running_loop().call_later(max(left, _A_MOMENT), self._look_at_budget)

    def leave_quick_lane(self) -> None:
        """Go on in the long lane; without a place there, end."""
        if not self.quick or self._over:
            return
        lanes = self._pool.lanes
        if self._pool.change_lanes():
            self.quick = False
            if self._hand is not None:
                self._hand.yield_to_others(_LOWEST_PRIORITY)
        else:
            self.end(busy(f"this query takes longer than others, and {lanes.long} long ones are running already"))

    def _over_deadline(self) -> None:
        limit = f"the query ran longer than {self._pool.lanes.deadline:g} s"
        self.end(Problem(504, limit, "query", "a query that looks at less: name things, add LIMIT"))


def busy(why: str) -> Problem:
    """The problem that a request cannot be taken now."""
    return Problem(503, f"the service is busy: {why}", headers={"Retry-After": str(_RETRY_AFTER)})


def _exchange(
    link: socket.socket, message: dict[str, Any], files: list[int] | None = None
) -> tuple[dict[str, Any], list[int]]:
    """Send a message with open files through a link and receive the reply with the files that it brings."""
    socket.send_fds(link, [json.dumps(message).encode()], files or [])
    text, handles, _, _ = socket.recv_fds(link, 1 << 16, 2)
    if not text:
        raise ConnectionError("the process that makes workers has ended")
    return json.loads(text), list(handles)
