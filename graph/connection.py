"""A connection to a SPARQL server: requests that end, and errors that say what is wrong.

Every request has a deadline for its whole answer. What broke on the way is sent again only if it may be sent twice.
Queries and updates go as forms: some servers never answer a query that is posted as it is.
"""

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import httpx

from graph.addresses import Addresses, shown
from graph.store import QueryError, StoreError

DEADLINE = 120.0
"""Seconds in which a query must be answered."""

UPDATE_DEADLINE = 900.0
"""Seconds for an update or for adding statements: moving a large graph takes its time."""

QUICK = (0.2, 1.0)
"""Seconds to wait before a query is sent again."""

PATIENT = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds to wait before statements are sent again."""

_CUT_HEADERS = ("x-sparql-maxrows", "x-sql-state")
"""Headers by which Virtuoso tells that an answer is not whole."""

_PASSING = frozenset({429, 502, 503, 504})


class RefusedError(StoreError):
    """The server refuses us: credentials are missing or wrong, or it is for reading only."""


class NotOfferedError(StoreError):
    """There is nothing of that kind at the address."""


class CutAnswerError(StoreError):
    """The server began to answer and did not finish."""


class BrokenAnswerError(CutAnswerError):
    """The connection broke in the middle of an answer."""


class UnreachableError(StoreError):
    """The server cannot be reached, or the connection broke, and trying again did not help."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer: its media type and its body."""

    media: str
    body: bytes


class Connection:
    """The requests that a SPARQL server understands. Safe to use from several threads."""

    def __init__(self, addresses: Addresses, deadline: float = DEADLINE) -> None:
        self.addresses = addresses
        self._deadline = deadline
        self._client = httpx.Client(
            auth=addresses.auth(), headers={**addresses.headers(), "User-Agent": "stavka"}, follow_redirects=False
        )

    def query(self, text: str, dataset: Sequence[tuple[str, str]], accept: str) -> Reply:
        """The answer to a query on the dataset that the protocol's parameters give. Raises QueryError if the server
        finds the query wrong, and StoreError if there is no whole answer."""
        fields: dict[str, str | list[str]] = {"query": text}
        for name in dict.fromkeys(name for name, _ in dataset):
            fields[name] = [value for key, value in dataset if key == name]
        return self._sent(self.addresses.query, self._deadline, QUICK, data=fields, headers={"Accept": accept})

    def update(self, text: str, *, repeatable: bool) -> None:
        """Run an update; one that broke on the way is sent again only if it is `repeatable`. Raises StoreError, and
        QueryError if the server does not understand it."""
        waits = PATIENT if repeatable else ()
        self._sent(self.addresses.update, UPDATE_DEADLINE, waits, data={"update": text}, headers={"Accept": "*/*"})

    def add(self, graph: str, statements: bytes) -> None:
        """Add N-Triples to a graph by the graph store. Raises StoreError; NotOfferedError if there is none."""
        if self.addresses.graphs is None:
            raise NotOfferedError("the server has no graph store")
        address = httpx.URL(self.addresses.graphs).copy_merge_params({"graph": graph})
        headers = {"Content-Type": "application/n-triples"}
        self._sent(address, UPDATE_DEADLINE, PATIENT, content=statements, headers=headers)

    def _sent(self, address: str | httpx.URL, deadline: float, waits: Sequence[float], **request: Any) -> Reply:
        """The reply to a POST, sent again after each of `waits` if the connection broke or the server was busy."""
        for wait in (*waits, None):
            try:
                return self._once(address, deadline, request)
            except (UnreachableError, BrokenAnswerError):
                if wait is None:
                    raise
                time.sleep(wait)
        raise AssertionError("the last attempt returns or raises")

    def _once(self, address: str | httpx.URL, deadline: float, request: dict[str, Any]) -> Reply:
        name = shown(str(address))
        until = time.monotonic() + deadline
        body = bytearray()
        began = False
        try:
            with self._client.stream(
                "POST", address, timeout=httpx.Timeout(deadline, connect=10.0), **request
            ) as reply:
                began = reply.is_success
                for piece in reply.iter_bytes():
                    body += piece
                    if time.monotonic() > until:
                        raise httpx.ReadTimeout("the deadline is over")
        except httpx.ConnectTimeout:
            raise UnreachableError(f"cannot reach {name}: it does not answer") from None
        except httpx.TimeoutException:
            raise StoreError(f"{name} did not answer within {deadline:.0f} seconds") from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            if began:
                raise BrokenAnswerError(f"{name} cut its answer short: the connection broke") from None
            raise UnreachableError(f"cannot reach {name}: {error}") from None
        if not reply.is_success:
            raise self._error(name, reply, bytes(body))
        for header in _CUT_HEADERS:
            if header in reply.headers:
                detail = f"it tells so by {header}: {reply.headers[header]}"
                raise CutAnswerError(f"{name} cut its answer short: {detail}")
        return Reply(media_type(reply), bytes(body))

    def _error(self, name: str, reply: httpx.Response, body: bytes) -> Exception:
        """What an answer that is no success means."""
        status, words = reply.status_code, _words(body)
        if status in (401, 403):
            asked = reply.headers.get("www-authenticate", "").partition(" ")[0].lower()
            wants = f"; it asks for {asked} authentication" if asked else ""
            detail = f"STAVKA_STORE_AUTH is {self.addresses.scheme}{wants}"
            return RefusedError(f"{name} refuses us ({status}): {detail}{': ' * bool(words)}{words}")
        if status == 400:
            return QueryError(f"{name} finds the request wrong: {words}")
        if status in (404, 405, 415, 501):
            return NotOfferedError(
                f"{name} does not take such requests ({status}): is the address right? {words}".strip()
            )
        if reply.is_redirect:
            return NotOfferedError(f"{name} says that it is now at {reply.headers.get('location')}: give that address")
        kind = UnreachableError if status in _PASSING else StoreError
        return kind(f"{name} failed ({status}): {words}")

    def close(self) -> None:
        """Close the pooled connections."""
        self._client.close()


def media_type(reply: httpx.Response) -> str:
    """The media type of an answer, without its parameters; empty if it tells none."""
    content_type: str = reply.headers.get("content-type", "")
    return content_type.partition(";")[0].strip().lower()


def _words(body: bytes) -> str:
    """The first words of an error's text, to show: without markup, on one line."""
    text = re.sub(r"<[^>]*>", " ", body[:4000].decode("utf-8", "replace"))
    text = " ".join(text.partition("SPARQL query:")[0].split())
    return text if len(text) <= 300 else f"{text[:300]} ..."
