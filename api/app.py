"""The HTTP service: the pages, REST and SPARQL over one build of the graph."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.datastructures import MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import page, problems, rest
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


def create_app(settings: Settings, answers: Answers, engine: Engine) -> FastAPI:
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
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD", *METHODS],
        allow_headers=["Accept", "Authorization", "Content-Type"],
        expose_headers=["Location", "Retry-After"],
    )
    app.add_middleware(_Secured)
    for path in ("/sparql", "/sparql/"):
        app.add_route(path, sparql, methods=["GET", "POST"], include_in_schema=False)
    for path in ("/graph-store", "/graph-store/{path:path}"):
        app.add_route(path, graph_store, methods=METHODS, include_in_schema=False)
    app.include_router(rest.router)
    app.include_router(page.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    _describe_sparql(app)
    return app


def _describe_sparql(app: FastAPI) -> None:
    """Have the OpenAPI description tell of the SPARQL endpoint and the graph store as well."""
    described = app.openapi()
    described["paths"].update(openapi.paths())
    described.setdefault("components", {})["securitySchemes"] = openapi.TOKEN


class _Secured:
    """Every response with the headers that keep browsers from doing what no page of ours asks them to."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, sending)
