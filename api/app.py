"""The HTTP service: the pages, REST and SPARQL over one build of the graph."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from typing import Any

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp

from api import chronicle, dataset, exports, feeds, problems, query_page, reconciliation, things
from api.front import Front
from api.pages import compare, contested, events, explorer
from api.pages import findings as findings_page
from api.pages.problem import problem_page
from api.rest import PREFIX, description
from api.rest.route import Kept
from api.rest.router import router as rest
from api.service import Engine, Service
from api.settings import Settings
from api.sparql import openapi
from api.sparql.graph_store import METHODS, graph_store
from graph.answer import Answers

_AT_A_TIME = 2
"""Pages and REST answers made at a time by one process: more only wait for each other, as Python runs one at a time (of
16 connections that asked for holders, 40 threads served 5 a second)."""


def create_app(settings: Settings, answers: Answers, engine: Engine) -> ASGIApp:
    """The service that answers from `answers`, and evaluates the queries of others by `engine`."""

    @asynccontextmanager
    async def while_serving(app: FastAPI) -> AsyncIterator[None]:
        engine.start()
        current_default_thread_limiter().total_tokens = _AT_A_TIME
        yield
        engine.close()

    app = FastAPI(
        title="Stavka",
        version="1",
        summary="Who commanded what in the Russian armed forces, who says so, and how far it can be believed.",
        description=description.TEXT,
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{PREFIX}/openapi.json",
        generate_unique_id_function=lambda route: route.name,
        lifespan=while_serving,
    )
    app.state.service = Service(settings, answers, engine)
    app.state.kept = Kept(settings.recent)
    app.state.chronicles = chronicle.Chronicles()
    problems.register(app, problem_page)
    things.register(app)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD", *METHODS],
        allow_headers=["Accept", "Authorization", "Content-Type", "If-None-Match", "X-Request-Id"],
        expose_headers=["Content-Language", "ETag", "Link", "Location", "Retry-After", "X-Request-Id", "X-Total-Count"],
    )
    for path in ("/graph-store", "/graph-store/{path:path}"):
        app.add_route(path, graph_store, methods=METHODS, include_in_schema=False)
    app.include_router(rest)
    app.include_router(exports.router)
    app.include_router(feeds.router)
    app.include_router(explorer.router)
    app.include_router(contested.router)
    app.include_router(events.router)
    app.include_router(compare.router)
    app.include_router(findings_page.router)
    app.include_router(query_page.router)
    app.include_router(chronicle.router)
    app.include_router(dataset.router)
    app.include_router(reconciliation.router)
    app.include_router(things.router)
    _describe_sparql(app)
    return Front(app)


def _describe_sparql(app: FastAPI) -> None:
    """Have the OpenAPI description tell of the SPARQL endpoint and the graph store as well. It is made when it is first
    asked for: that takes a second, and few ask."""
    of_routes = app.openapi

    @cache
    def described() -> dict[str, Any]:
        found = of_routes()
        found["paths"].update(openapi.paths())
        found["components"]["schemas"] |= problems.SCHEMA
        found["components"]["securitySchemes"] = openapi.TOKEN
        return found

    app.openapi = described  # type: ignore[method-assign]
