"""The HTTP service: the pages, REST and SPARQL over one build of the graph."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.datastructures import MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import dataset, exports, feeds, page, problems, query_page, rest, things
from api.problems import Problem
from api.service import Engine, Service
from api.settings import Settings
from api.sparql import openapi
from api.sparql.graph_store import METHODS, graph_store
from api.sparql.protocol import sparql
from graph.answer import Answers

STATIC = Path(__file__).resolve().parent / "static"

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_TO_ALL_ORIGINS = {"Access-Control-Allow-Origin": "*"}


def create_app(settings: Settings, answers: Answers, engine: Engine) -> ASGIApp:
    """The service that answers from `answers`, and evaluates the queries of others by `engine`."""

    @asynccontextmanager
    async def while_serving(app: FastAPI) -> AsyncIterator[None]:
        engine.start()
        yield
        engine.close()

    app = FastAPI(
        title="Stavka",
        version="1",
        summary="Who commanded what in the Russian armed forces, who says so, and how far it can be believed.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        lifespan=while_serving,
    )
    app.state.service = Service(settings, answers, engine)
    problems.register(app)
    things.register(app)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD", *METHODS],
        allow_headers=["Accept", "Authorization", "Content-Type"],
        expose_headers=["Link", "Location", "Retry-After"],
    )
    for path in ("/graph-store", "/graph-store/{path:path}"):
        app.add_route(path, graph_store, methods=METHODS, include_in_schema=False)
    app.include_router(rest.router)
    app.include_router(exports.router)
    app.include_router(feeds.router)
    app.include_router(page.router)
    app.include_router(query_page.router)
    app.include_router(dataset.router)
    app.include_router(things.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    _describe_sparql(app)
    return _Front(app)


def _describe_sparql(app: FastAPI) -> None:
    """Have the OpenAPI description tell of the SPARQL endpoint and the graph store as well."""
    described = app.openapi()
    described["paths"].update(openapi.paths())
    described.setdefault("components", {})["securitySchemes"] = openapi.TOKEN


class _Front:
    """What a request meets first. It has the SPARQL endpoint answer its own requests, because the way to the others
    takes several times as long as a short query; and it gives every response the headers that keep browsers from doing
    what no page of ours asks them to."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app
        self._sparql: ASGIApp = _Alone(app, sparql)
        self._sparql_compressed = GZipMiddleware(self._sparql, minimum_size=1000, compresslevel=5)
        self._headers = [(name.lower().encode(), value.encode()) for name, value in SECURITY_HEADERS.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *self._headers]
            await send(message)

        app: ASGIApp = self._app
        if scope["type"] == "http" and scope["path"] in ("/sparql", "/sparql/") and scope["method"] != "OPTIONS":
            compressed = any(name == b"accept-encoding" and b"gzip" in value for name, value in scope["headers"])
            app = self._sparql_compressed if compressed else self._sparql
        await app(scope, receive, sending)


class _Alone:
    """One endpoint of `app` as an application of its own, for requests from all origins, with problems told as such."""

    def __init__(self, app: FastAPI, endpoint: Callable[[Request], Awaitable[Response]]) -> None:
        self._app = app
        self._endpoint = endpoint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["app"] = self._app
        try:
            response = await self._endpoint(Request(scope, receive))
        except Problem as problem:
            response = problem.response()
        except Exception as error:
            response = problems.failure(scope["method"], scope["path"], error)
        MutableHeaders(raw=response.raw_headers).update(_TO_ALL_ORIGINS)
        await response(scope, receive, send)
