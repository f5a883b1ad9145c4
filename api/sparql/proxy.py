"""The engine of a graph that lies on another server: requests are passed on to it, within the same bounds.

What the server needs to be told about our dataset it is told, and a query that reaches out is refused here, because the
server's own rules are not known. An answer is read to its end before any of it is passed on: servers that give up have
been seen to cut an answer under status 200, and in some formats that looks whole.
"""

import asyncio
from collections.abc import Sequence

import httpx
import pyoxigraph as ox

from api.problems import Problem
from api.settings import Settings
from api.sparql.evaluation import (
    Bounds,
    EvaluationError,
    GraphRequest,
    QueryRequest,
    Request,
    screen,
    write_answer,
)
from api.sparql.pool import busy
from api.sparql.reply import Reply
from api.sparql.writing import PUT, REMOVE, UPDATE, Write
from graph.addresses import shown
from graph.connection import Reply as Whole
from graph.connection import media_type
from graph.endpoint import Endpoint, accepted
from graph.query_text import TODAY_GRAPH, dataset_parameters, form_of
from graph.store import GRAPH_FORMATS, StoreError

_CONNECT = 10.0
_TOLD = 500


class Proxy:
    """Another server as the engine of this service. Used from one event loop."""

    def __init__(self, endpoint: Endpoint, settings: Settings) -> None:
        self._endpoint = endpoint
        self._addresses = endpoint.addresses
        self._settings = settings
        self._bounds = Bounds(settings.max_rows, settings.max_bytes, settings.services)
        self._running = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._client: httpx.AsyncClient | None = None

    def start(self) -> None:
        """Open the client."""
        most = self._settings.quick + self._settings.long
        self._client = httpx.AsyncClient(
            auth=self._addresses.auth(),
            headers={**self._addresses.headers(), "User-Agent": "stavka"},
            timeout=httpx.Timeout(self._settings.deadline, connect=_CONNECT),
            limits=httpx.Limits(max_connections=most),
        )

    def close(self) -> None:
        """Give up what is running."""
        for task in self._tasks:
            task.cancel()

    async def ask(self, request: Request) -> Reply:
        """The reply to a request, as the server gives it. Raises Problem if it may not be asked, or too many are."""
        if isinstance(request, QueryRequest):
            try:
                await asyncio.to_thread(screen, request.text, self._bounds, "query")
            except EvaluationError as error:
                raise Problem(**error.told()) from None
        most = self._settings.quick + self._settings.long + self._settings.waiting
        if self._running >= most:
            raise busy(f"{most} queries are running or waiting already")
        reply = Reply()
        task = asyncio.create_task(self._pass_on(request, reply))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        reply.on_close = task.cancel
        return reply

    async def write(self, write: Write) -> bool:
        """Have the server do a write; True if it made a new graph. Raises Problem with what the server says."""
        client = self._started()
        if write.kind == UPDATE:
            try:
                await asyncio.to_thread(screen, write.parts[0].decode(), self._bounds, "update")
            except EvaluationError as error:
                raise Problem(**error.told()) from None
            fields = {
                "update": write.parts[0].decode(),
                "using-graph-uri": list(write.default_graphs),
                "using-named-graph-uri": list(write.named_graphs),
            }
            await self._sent(client.build_request("POST", self._addresses.update, data=fields))
            return False
        address = self._graph_address(write.graph)
        if write.kind == REMOVE:
            await self._sent(client.build_request("DELETE", address))
            return False
        created = False
        for number, (part, media) in enumerate(zip(write.parts, write.media, strict=True)):
            method = "PUT" if write.kind == PUT and number == 0 else "POST"
            sent = client.build_request(method, address, content=part, headers={"Content-Type": media})
            created = (await self._sent(sent)).status_code == 201 or created
        return created

    async def _pass_on(self, request: Request, reply: Reply) -> None:
        self._running += 1
        problem: Problem | None = Problem(503, "the answer was given up")
        try:
            async with asyncio.timeout(self._settings.deadline):
                if isinstance(request, QueryRequest):
                    await self._answered(request, reply)
                else:
                    await self._graph_read(request, reply)
            problem = None
        except Problem as error:
            problem = error
        except EvaluationError as error:
            problem = Problem(**error.told())
        except (StoreError, SyntaxError, ValueError, KeyError) as error:
            problem = Problem(502, str(error))
        except TimeoutError:
            problem = Problem(504, f"the query ran longer than {self._settings.deadline:g} s", "query")
        except httpx.HTTPError as error:
            problem = Problem(502, f"{shown(self._addresses.query)} did not answer: {error or type(error).__name__}")
        finally:
            self._running -= 1
            reply.end(problem)

    async def _answered(self, request: QueryRequest, reply: Reply) -> None:
        form = form_of(request.text)
        fields: dict[str, str | list[str]] = {"query": request.text}
        for name, values in self._dataset(request).items():
            fields[name] = list(values)
        headers = {"Accept": accepted(form)}
        sent = self._started().build_request("POST", self._addresses.query, data=fields, headers=headers)
        whole = await self._received(sent)

        def write() -> tuple[str, bytes]:
            media, content = [""], bytearray()
            found = self._endpoint.answer_in(whole, form)
            write_answer(found, request, self._bounds, begin=lambda one: media.append(one), write=content.extend)
            return media[-1], bytes(content)

        media, content = await asyncio.to_thread(write)
        reply.begin(media)
        reply.add(content)

    async def _graph_read(self, request: GraphRequest, reply: Reply) -> None:
        method = "GET" if request.content else "HEAD"
        headers = {"Accept": "application/n-triples"}
        sent = self._started().build_request(method, self._graph_address(request.name), headers=headers)
        whole = await self._received(sent)
        form = GRAPH_FORMATS[request.media]
        reply.begin(request.media)
        if request.content:
            triples = await asyncio.to_thread(lambda: list(ox.parse(whole.body, GRAPH_FORMATS[whole.media])))
            reply.add(await asyncio.to_thread(lambda: ox.serialize(triples, format=form) or b""))

    def _dataset(self, request: QueryRequest) -> dict[str, Sequence[str]]:
        if request.default_graphs is not None or request.named_graphs is not None:
            return {"default-graph-uri": request.default_graphs or (), "named-graph-uri": request.named_graphs or ()}
        found: dict[str, Sequence[str]] = {}
        for name, value in dataset_parameters(request.text, self._endpoint.named_graphs):
            found[name] = [*found.get(name, ()), value]
        return found

    def _graph_address(self, name: str | None) -> httpx.URL:
        if self._addresses.graphs is None:
            raise Problem(502, "the server behind this service has no graph store", "graph")
        return httpx.URL(self._addresses.graphs).copy_merge_params({"graph": TODAY_GRAPH if name is None else name})

    async def _received(self, sent: httpx.Request) -> Whole:
        body = bytearray()
        answer = await self._started().send(sent, stream=True)
        try:
            if not answer.is_success:
                await answer.aread()
                raise self._problem(answer)
            async for piece in answer.aiter_bytes():
                body += piece
                if len(body) > self._bounds.bytes:
                    raise Problem(413, f"the answer has more than {self._bounds.bytes:,} bytes: ask for less", "query")
        finally:
            await answer.aclose()
        return Whole(media_type(answer), bytes(body))

    async def _sent(self, request: httpx.Request) -> httpx.Response:
        try:
            answer = await self._started().send(request)
        except httpx.HTTPError as error:
            raise Problem(502, f"{shown(str(request.url))} did not answer: {error}") from None
        if not answer.is_success:
            raise self._problem(answer)
        return answer

    def _problem(self, answer: httpx.Response) -> Problem:
        """What an answer that is no success means for the client: its own fault, or the server's."""
        words = " ".join(answer.text.split())[:_TOLD]
        name = shown(str(answer.request.url))
        if answer.status_code in (400, 404, 406, 413, 415):
            return Problem(answer.status_code, f"{name}: {words}", "query" if answer.status_code == 400 else None)
        if answer.status_code in (429, 503):
            return busy(f"{name} is")
        return Problem(502, f"{name} failed ({answer.status_code}): {words}")

    def _started(self) -> httpx.AsyncClient:
        assert self._client is not None, "the engine is started before it is asked"
        return self._client
