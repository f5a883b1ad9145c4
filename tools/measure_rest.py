"""Requests a second of the REST interface at 1, 16 and 64 connections, beside the least that FastAPI can do.

`python -m tools.measure_rest [SECONDS]` needs `wrk` and a built snapshot. It serves the snapshot twice, once keeping
answers and once without (STAVKA_RECENT=0), and an application of FastAPI whose one endpoint returns {"hello": "world"};
then it asks each in turn. Compare the columns of a row, not with other machines.
"""

import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from subprocess import run

import httpx

from tests.conftest import free_port
from tests.engines.servers import running

QUESTIONS = {
    "holders": "/api/v1/formations/58-caa/holders?on=2023-07-01",
    "chain": "/api/v1/chain?person=ivan-popov&on=2023-07-01",
    "hierarchy": "/api/v1/hierarchy?on=2022-02-24&claims=false",
    "hierarchy of a district": "/api/v1/hierarchy?root=southern-md&on=2022-02-24&claims=false&depth=2",
    "search": "/api/v1/search?q=%D0%B3%D0%B5%D0%BD.%20%D0%9F%D0%BE%D0%BF%D0%BE%D0%B2",
    "a person": "/api/v1/persons/ivan-popov?on=2023-07-01",
}
CONNECTIONS = (1, 16, 64)

_HELLO = """
import sys, uvicorn
from fastapi import FastAPI
app = FastAPI()
@app.get("/hello")
def hello() -> dict[str, str]:
    return {"hello": "world"}
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning", loop="uvloop", http="httptools")
"""


@contextmanager
def _stavka(**settings: str) -> Iterator[str]:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = ["env", *(f"{name}={value}" for name, value in settings.items())]
    command += [sys.executable, "-m", "api.cli", "serve", "--port", str(port)]
    with running(command, f"{address}/api/v1/health"):
        yield address


@contextmanager
def _hello() -> Iterator[str]:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with running([sys.executable, "-c", _HELLO, str(port)], f"{address}/hello"):
        yield address


def _rest(cheap: str) -> None:
    """Wait until a server has done what the last measurement left it to do."""
    quick = 0
    while quick < 5:
        began = time.monotonic()
        httpx.get(cheap, timeout=120)
        quick = quick + 1 if time.monotonic() - began < 0.05 else 0


def _rate(address: str, connections: int, seconds: int) -> tuple[float, str]:
    """Requests a second, and the median latency as wrk prints it."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", address]
    printed = run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in printed:
        raise RuntimeError(f"{address} did not answer: {printed}")
    rate = re.search(r"Requests/sec:\s+([0-9.]+)", printed)
    median = re.search(r"50%\s+(\S+)", printed)
    assert rate is not None and median is not None, printed
    return float(rate[1]), median[1]


def main() -> None:
    """Measure and print a table."""
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    os.environ.setdefault("STAVKA_HOME", ".stavka")
    with _stavka() as keeping, _stavka(STAVKA_RECENT="0") as anew, _hello() as hello:
        print("| question | connections | hello | kept | anew | kept/hello | anew/hello | median anew |")
        print("|---|---|---|---|---|---|---|---|")
        for name, path in QUESTIONS.items():
            for connections in CONNECTIONS:
                least, _ = _rate(f"{hello}/hello", connections, seconds)
                kept, _ = _rate(keeping + path, connections, seconds)
                fresh, median = _rate(anew + path, connections, seconds)
                _rest(f"{anew}/api/v1/context.jsonld")
                shares = f"{kept / least:.2f} | {fresh / least:.3f}"
                print(f"| {name} | {connections} | {least:.0f} | {kept:.0f} | {fresh:.1f} | {shares} | {median} |")


if __name__ == "__main__":
    main()
