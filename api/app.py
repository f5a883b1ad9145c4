"""The HTTP service: the page, REST and SPARQL over the current snapshot."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.staticfiles import StaticFiles
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

from api import dataset, page, problems, rest, sparql, things
from api.service import Service
from api.settings import Settings
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


def create_app(settings: Settings) -> FastAPI:
    """The service over the current snapshot of `settings.home`. Raises NoSnapshot if nothing is built yet."""
    app = FastAPI(
        title="Stavka",
        version="1",
        summary="Who commanded what in the Russian armed forces, who says so, and how far it can be believed.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )
    app.state.service = Service(settings, Answers(settings.place.open()))
    problems.register(app)
    things.register(app)

    @app.middleware("http")
    async def secure(request: Request, answer: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await answer(request)
        for name, value in SECURITY_HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    app.add_middleware(GZipMiddleware, minimum_size=1000)
    app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "POST"], expose_headers=["Link"])
    app.include_router(rest.router)
    app.include_router(sparql.router)
    app.include_router(page.router)
    app.include_router(dataset.router)
    app.include_router(things.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app
