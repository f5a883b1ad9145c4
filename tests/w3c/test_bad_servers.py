"""Servers that do not listen: the suite must see through one that accepts everything, and one that refuses it."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from tests.w3c.data import SPARQL11
from tests.w3c.service import Addresses, Deviation, Service
from tests.w3c.suite import ConformanceTest, suite
from tests.w3c.syntax import Syntax

pytestmark = pytest.mark.skipif(not SPARQL11.is_dir(), reason=f"the W3C's test data is not at {SPARQL11}")


@contextmanager
def answering(status: int) -> Iterator[Service]:
    """A server that gives this status and no body, whatever it is asked."""

    class Deaf(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # A small answer is not to wait for the acknowledgement of the one before.
        disable_nagle_algorithm = True

        def handle_anything(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = handle_anything  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Deaf) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        service = Service(Addresses(f"{address}/sparql", f"{address}/sparql", f"{address}/graph-store"))
        yield service
        service.close()
        server.shutdown()


def passed(service: Service) -> list[ConformanceTest]:
    found = []
    for test in suite():
        try:
            test.check.check(service)
        except Deviation:
            continue
        found.append(test)
    return found


def test_accepting_everything_passes_what_asks_for_no_more() -> None:
    with answering(200) as service:
        found = passed(service)
    assert all(test.check.well_formed for test in found if isinstance(test.check, Syntax))
    others = {test.short for test in found if not isinstance(test.check, Syntax)}
    assert others == {
        "protocol/update_post_form",
        "protocol/update_post_direct",
        "http-rdf-update/delete__existing_graph",
        "http-rdf-update/post__existing_graph",
        "http-rdf-update/post__multipart_formdata",
    }


def test_refusing_everything_passes_what_must_be_refused() -> None:
    with answering(400) as service:
        found = passed(service)
    assert found
    assert all(isinstance(test.check, Syntax) and not test.check.well_formed for test in found)


def test_demanding_a_token_of_everybody_passes_nothing() -> None:
    with answering(401) as service:
        assert passed(service) == []
