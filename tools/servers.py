"""Real servers of a snapshot for measurements, started on free ports and ended afterwards."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from graph.snapshot import Snapshot


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], address: str, log: Path, **environment: str) -> Iterator[str]:
    """A server started by a command, once it answers at `address`."""
    with (
        log.open("w") as output,
        subprocess.Popen(command, stdout=output, stderr=output, env={**os.environ, **environment}) as process,
    ):
        try:
            for _ in range(1200):
                if process.poll() is not None:
                    raise RuntimeError(f"{command[0]} has ended: {log.read_text()[-2000:]}")
                try:
                    httpx.get(address, params={"query": "ASK {}"}, timeout=10)
                    break
                except httpx.TransportError:
                    time.sleep(0.1)
            yield address
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


@contextmanager
def stavka(directory: Path, *arguments: str, **environment: str) -> Iterator[str]:
    """This service on the current snapshot; gives its address."""
    port = free_port()
    command = [sys.executable, "-m", "api.cli", "serve", "--port", str(port), *arguments]
    with running(command, f"http://127.0.0.1:{port}/sparql", directory / "stavka.log", **environment):
        yield f"http://127.0.0.1:{port}"


def _oxigraph_command() -> str:
    return str(Path(sys.executable).with_name("oxigraph"))


@contextmanager
def oxigraph(directory: Path, snapshot: Snapshot, timeout: int) -> Iterator[str]:
    """`oxigraph serve-read-only` on a snapshot, loaded onto the disk and optimised; gives its address."""
    store, port = directory / "oxigraph", free_port()
    files = [part for path in snapshot.graphs for part in ("-f", str(path))]
    subprocess.run(
        [_oxigraph_command(), "load", "-l", str(store), "--lenient", *files], check=True, capture_output=True
    )
    subprocess.run([_oxigraph_command(), "optimize", "-l", str(store)], check=True, capture_output=True)
    bind = f"127.0.0.1:{port}"
    command = [_oxigraph_command(), "serve-read-only", "-l", str(store), "-b", bind, "--timeout-s", str(timeout)]
    with running(command, f"http://{bind}/query", directory / "oxigraph.log"):
        yield f"http://{bind}"
