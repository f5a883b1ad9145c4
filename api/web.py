"""A web process: uvicorn on a socket that it shares, which can retire without a connection being cut."""

import asyncio
import os
import signal
import socket
import time
from collections.abc import Callable
from typing import NoReturn

import uvicorn
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.app import create_app
from api.service import Engine
from api.settings import Settings
from api.sparql.proxy import Proxy
from graph.answer import Answers
from graph.endpoint import Endpoint

RETIRE = signal.SIGUSR1
"""Tells a generation, and its web processes, to serve those who are connected and nobody else."""
READY = b"R"
"""What a web process tells the supervisor when it listens."""

_LONGEST_RETIREMENT = 60.0
"""How long those who are connected may stay, in seconds; an answer that takes longer than this is cut."""
_AT_THE_END = 5
"""How long an answer may go on once the service is to end, in seconds."""


def end_as_web(
    settings: Settings,
    answers: Answers | None,
    engine: Engine,
    listening: socket.socket,
    ready: Callable[[], object],
    lifeline: int,
) -> NoReturn:
    """Serve HTTP until told to end, and end this process. Without `answers` the store is opened here; `ready` is called
    when requests are taken; the end of `lifeline` means that the process which makes workers has ended."""
    code = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.set_wakeup_fd(-1)
        found = answers if answers is not None else Answers(settings.place.open())
        evaluator = Proxy(found.store, settings) if isinstance(found.store, Endpoint) else engine
        farewell = _Farewell(create_app(settings, found, evaluator))
        config = uvicorn.Config(
            farewell, log_level="warning", server_header=False, timeout_graceful_shutdown=_AT_THE_END
        )
        _Server(config, farewell, ready, lifeline).run(sockets=[listening])
        code = 0
    finally:
        os._exit(code)


class _Farewell:
    """The service, which asks its clients to connect anew once it is retiring."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.retiring = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if self.retiring and message["type"] == "http.response.start":
                MutableHeaders(scope=message)["Connection"] = "close"
            await send(message)

        await self._app(scope, receive, sending)


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, farewell: _Farewell, ready: Callable[[], object], lifeline: int) -> None:
        super().__init__(config)
        self._farewell = farewell
        self._ready = ready
        self._lifeline = lifeline
        self._retire = False
        self._latest = float("inf")

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        signal.signal(RETIRE, self._on_retire)
        asyncio.get_running_loop().add_reader(self._lifeline, self._on_lifeline)
        self._ready()

    async def on_tick(self, counter: int) -> bool:
        if self._retire and not self._farewell.retiring:
            self._farewell.retiring = True
            self._latest = time.monotonic() + _LONGEST_RETIREMENT
            for server in self.servers:
                server.close()
        if self._farewell.retiring and (not self.server_state.connections or time.monotonic() > self._latest):
            self.should_exit = True
        return await super().on_tick(counter)

    def _on_retire(self, number: int, frame: object) -> None:
        self._retire = True

    def _on_lifeline(self) -> None:
        asyncio.get_running_loop().remove_reader(self._lifeline)
        self._retire = True
