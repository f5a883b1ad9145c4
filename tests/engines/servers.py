"""Real SPARQL servers, started for the tests; and a proxy that breaks connections."""

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx

from tests.conftest import free_port, plain_http

VIRTUOSO_INI = """
[Database]
DatabaseFile = {directory}/virtuoso.db
ErrorLogFile = {directory}/virtuoso.log
LockFile = {directory}/virtuoso.lck
TransactionFile = {directory}/virtuoso.trx
xa_persistent_file = {directory}/virtuoso.pxa
TempStorage = TempDatabase
FileExtend = 200
Striping = 0

[TempDatabase]
DatabaseFile = {directory}/temporary.db
TransactionFile = {directory}/temporary.trx
Striping = 0

[Parameters]
ServerPort = 127.0.0.1:{sql_port}
ServerThreads = 20
CheckpointInterval = 0
NumberOfBuffers = 40000
MaxDirtyBuffers = 30000
DirsAllowed = {directory}
StopCompilerWhenXOverRunTime = 1

[HTTPServer]
ServerPort = 127.0.0.1:{http_port}
ServerRoot = {directory}
ServerThreads = 10
MaxClientConnections = 20

[SPARQL]
ResultSetMaxRows = {most_rows}
MaxQueryExecutionTime = 120
"""

Settings = dict[str, str]
"""The STAVKA_STORE_* settings by which a server is used."""


@contextmanager
def running(arguments: list[str], ready: str) -> Iterator[None]:
    """A server started by a command; it is used once it answers at the address `ready`."""
    with subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(ready, process)
            yield
        finally:
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()  # nobody needs its data any more


@contextmanager
def in_this_process(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """The address of a server that answers as `handler` does."""
    service = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=service.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{service.server_address[1]}"
    finally:
        service.shutdown()


@contextmanager
def oxigraph(*options: str, command: str = "serve") -> Iterator[Settings]:
    """An Oxigraph server; in memory unless `options` name a location."""
    program = Path(sys.executable).with_name("oxigraph")
    port = free_port()
    arguments = [str(program), command, "--bind", f"127.0.0.1:{port}", *options]
    address = f"http://127.0.0.1:{port}"
    with running(arguments, f"{address}/query?query=ASK%7B%7D"):
        yield {
            "STAVKA_STORE": f"{address}/query",
            "STAVKA_STORE_UPDATE": f"{address}/update",
            "STAVKA_STORE_GRAPHS": f"{address}/store",
        }


@contextmanager
def virtuoso(directory: Path, most_rows: int = 10_000_000) -> Iterator[Settings]:
    """A Virtuoso with its data in `directory`; it lets an answer have `most_rows` rows."""
    program = shutil.which("virtuoso-t")
    if program is None:
        raise RuntimeError("no Virtuoso is installed: run `make test`, or tools/virtuoso.sh")
    sql_port, http_port = free_port(), free_port()
    ini = directory / "virtuoso.ini"
    ini.write_text(
        VIRTUOSO_INI.format(directory=directory, sql_port=sql_port, http_port=http_port, most_rows=most_rows)
    )
    arguments = [program, "+foreground", "+configfile", str(ini)]
    address = f"http://127.0.0.1:{http_port}"
    with running(arguments, f"{address}/sparql?query=ASK%7B%7D"):
        yield {
            "STAVKA_STORE": f"{address}/sparql",
            "STAVKA_STORE_UPDATE": f"{address}/sparql-auth",
            "STAVKA_STORE_GRAPHS": f"{address}/sparql-graph-crud-auth",
            "STAVKA_STORE_AUTH": "digest",
            "STAVKA_STORE_USER": "dba",
            "STAVKA_STORE_PASSWORD": "dba",
        }


def wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    """Wait until a server answers at `address`."""
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError(f"{process.args!r} stopped with {process.returncode}")
        try:
            if plain_http.get(address, timeout=5).is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise RuntimeError(f"{process.args!r} does not answer at {address}")


class Proxy:
    """Carries connections to a port and cuts one: after `cut_after` bytes towards the server the connection that sends
    them is closed, or, if `stalls`, kept open and no longer carried. Later connections are carried whole."""

    def __init__(self, target: int, cut_after: int, *, stalls: bool = False) -> None:
        self._target, self._left, self._stalls = target, cut_after, stalls
        self.cut = threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self._target))
            threading.Thread(target=self._carry, args=(client, server, True), daemon=True).start()
            threading.Thread(target=self._carry, args=(server, client, False), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket, towards_server: bool) -> None:
        try:
            while data := source.recv(65536):
                if towards_server and not self.cut.is_set():
                    self._left -= len(data)
                    if self._left <= 0:
                        self.cut.set()
                        while self._stalls and source.recv(65536):
                            pass  # until whoever sends is gone
                        break
                target.sendall(data)
        except OSError:
            pass
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Stop accepting."""
        self._listening.close()


def through(settings: Settings, proxy: Proxy) -> Settings:
    """The settings with the graph store behind a proxy."""
    address = httpx.URL(settings["STAVKA_STORE_GRAPHS"]).copy_with(port=proxy.port)
    return {**settings, "STAVKA_STORE_GRAPHS": str(address)}


def port_of(settings: Settings) -> int:
    """The port of a server."""
    port = httpx.URL(settings["STAVKA_STORE"]).port
    assert port is not None
    return port


def run(settings: Settings, *arguments: str, home: Path | None = None) -> "subprocess.CompletedProcess[str]":
    """Run a command of the command line with only these settings."""
    return subprocess.run(
        [sys.executable, "-m", "api.cli", *arguments],
        env=environment(settings, home),
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


def environment(settings: Settings, home: Path | None) -> dict[str, str]:
    """The environment of a command: these settings, and a home that holds nothing unless one is given."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("STAVKA")}
    return {**inherited, "COLUMNS": "120", "NO_COLOR": "1", "STAVKA_HOME": str(home or "/nonexistent"), **settings}
