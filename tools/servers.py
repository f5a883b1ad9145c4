"""Real servers of the current snapshot for measurements, started on free ports and ended afterwards; all that a test
does not need."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL, Popen, run

import httpx

from graph.snapshot import Home, Snapshot
from tests.conftest import free_port
from tests.engines import servers

_RDFLIB_ENDPOINT = """
import sys, uvicorn
from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint
data = Dataset(default_union=True)  # without it, rdflib-endpoint finds nothing in the default graph
for path in sys.argv[2:]:
    data.parse(path, format="nquads")
uvicorn.run(SparqlEndpoint(graph=data, path="/"), host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
"""


def _program(name: str) -> str:
    found = Path(sys.executable).with_name(name)
    if not found.exists():
        raise FileNotFoundError(name)
    return str(found)


@contextmanager
def stavka(*arguments: str) -> Iterator[str]:
    """This service on the current snapshot; gives the address of its queries."""
    port = free_port()
    command = [sys.executable, "-m", "api.cli", "serve", "--port", str(port), *arguments]
    with servers.running(command, f"http://127.0.0.1:{port}/sparql?query=ASK%7B%7D"):
        yield f"http://127.0.0.1:{port}/sparql"


@contextmanager
def oxigraph_on_disk(snapshot: Snapshot, *options: str) -> Iterator[str]:
    """`oxigraph serve-read-only` on a snapshot, on disk and optimised; gives the address of its queries."""
    with tempfile.TemporaryDirectory() as directory:
        files = [part for path in snapshot.graphs for part in ("-f", str(path))]
        for step in (["load", "--lenient", *files], ["optimize"]):
            command = [_program("oxigraph"), step[0], "-l", directory, *step[1:]]
            run(command, check=True, capture_output=True)
        with servers.oxigraph("--location", directory, *options, command="serve-read-only") as settings:
            yield settings["STAVKA_STORE"]


@contextmanager
def oxigraph_in_memory(snapshot: Snapshot) -> Iterator[str]:
    """`oxigraph serve` with a snapshot in memory; gives the address of its queries."""
    _program("oxigraph")
    with servers.oxigraph() as settings:
        for path in snapshot.graphs:
            headers = {"Content-Type": "application/n-quads"}
            httpx.post(settings["STAVKA_STORE_GRAPHS"], content=path.read_bytes(), headers=headers, timeout=600)
        yield settings["STAVKA_STORE"]


@contextmanager
def rdflib_endpoint(snapshot: Snapshot) -> Iterator[str]:
    """rdflib-endpoint over rdflib's memory store; gives the address of its queries. Loading takes minutes."""
    _program("rdflib-endpoint")
    port = free_port()
    command = [sys.executable, "-c", _RDFLIB_ENDPOINT, str(port), *map(str, snapshot.graphs)]
    with Popen(command, stdout=DEVNULL, stderr=DEVNULL) as process:
        try:
            while True:
                try:
                    servers.wait_for(f"http://127.0.0.1:{port}/?query=ASK%7B%7D", process)
                    break
                except RuntimeError:
                    if process.poll() is not None:
                        raise
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()


@contextmanager
def virtuoso(home: Home) -> Iterator[str]:
    """Virtuoso with the current snapshot of a home published to it; gives the address of its queries."""
    with tempfile.TemporaryDirectory() as directory:
        try:
            with servers.virtuoso(Path(directory)) as settings:
                done = servers.run(settings, "publish", home=home.directory)
                if done.returncode:
                    raise RuntimeError(f"the snapshot cannot be published: {done.stdout[-2000:]}{done.stderr[-2000:]}")
                yield settings["STAVKA_STORE"]
        except RuntimeError as error:
            if "no Virtuoso" in str(error):
                raise FileNotFoundError("virtuoso-t") from error
            raise
