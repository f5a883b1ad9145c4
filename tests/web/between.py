"""A server that stands between a browser and the service, and lets an answer of /sparql go wrong on the way."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.conftest import plain_http

PASSED = {"content-type", "content-security-policy", "etag", "cache-control"}


@dataclass
class Fault:
    """What happens to the next answers of /sparql: they break off, or a refusal comes, or none ever."""

    kind: str = ""
    waiting: threading.Event = field(default_factory=threading.Event)


@contextmanager
def between(service: str) -> Iterator[tuple[str, Fault]]:
    """The address of such a server in front of `service`, and the fault to set."""
    fault = Fault()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.pass_on(b"")

        def do_POST(self) -> None:
            self.pass_on(self.rfile.read(int(self.headers["Content-Length"])))

        def pass_on(self, body: bytes) -> None:
            if self.path.startswith("/sparql") and fault.kind == "never":
                fault.waiting.wait(30)
                self.close_connection = True
                return
            if self.path.startswith("/sparql") and fault.kind.isdecimal():
                self.refuse(int(fault.kind))
                return
            kept = {name: value for name, value in self.headers.items() if name.lower() in ("accept", "content-type")}
            found = plain_http.request(self.command, service + self.path, content=body, headers=kept, timeout=30)
            whole = found.content
            self.send_response(found.status_code)
            for name, value in found.headers.items():
                if name.lower() in PASSED:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(whole)))
            self.end_headers()
            if self.path.startswith("/sparql") and fault.kind == "breaks off":
                self.wfile.write(whole[: len(whole) // 2])
                self.close_connection = True
                return
            self.wfile.write(whole)

        def refuse(self, status: int) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "text/plain")
            if status == 503:
                self.send_header("Retry-After", "7")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{made.server_port}", fault
        finally:
            fault.waiting.set()
            made.shutdown()
