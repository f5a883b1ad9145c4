"""Errors as problem details (RFC 9457): what is wrong, which parameter, what would be right. No stack traces."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.routing import Match
from starlette.types import Scope

from graph.answer import UnknownThingError
from graph.question import ParameterError
from graph.store import StoreError

_TITLES = {
    400: "The request is wrong",
    401: "The request must be authorised",
    403: "That is not allowed here",
    404: "There is no such thing",
    405: "The method is not allowed here",
    406: "None of the formats asked for is offered",
    413: "The request or its answer is too large",
    414: "The address is too long",
    415: "The request's content type is not accepted",
    422: "A parameter is wrong",
    500: "The service failed",
    502: "The engine behind the service failed",
    503: "The service is busy",
    504: "That took too long",
}
_LIMITS = {
    "ge": "from {} on",
    "le": "up to {}",
    "max_length": "at most {} characters",
    "expected": "{}",
}
"""Limits of a parameter, by pydantic's names, in words."""
_log = logging.getLogger("stavka")


class ProblemDetails(BaseModel):
    """What is wrong (RFC 9457): which parameter, what would be right, and a request that works."""

    type: str
    title: str
    status: int
    detail: str
    parameter: str | None = None
    allowed: str | None = None
    example: str | None = None


_CONTENT = {"application/problem+json": {"schema": {"$ref": f"#/components/schemas/{ProblemDetails.__name__}"}}}
SCHEMA = {ProblemDetails.__name__: ProblemDetails.model_json_schema()}
"""The schema of problems, for the components of the OpenAPI description."""


def described(about: str) -> dict[str, Any]:
    """A response of the OpenAPI description that is a problem."""
    return {"description": about, "content": _CONTENT}


class Problem(Exception):
    """An error to tell the client: status, detail, and optionally the parameter and what is allowed."""

    def __init__(
        self,
        status: int,
        detail: str,
        parameter: str | None = None,
        allowed: str | None = None,
        headers: Mapping[str, str] | None = None,
        **more: object,
    ) -> None:
        self.status, self.detail, self.parameter, self.allowed, self.more = status, detail, parameter, allowed, more
        self.headers = headers
        super().__init__(detail)

    def response(self) -> JSONResponse:
        """The problem as application/problem+json."""
        body: dict[str, object] = {
            "type": "about:blank",
            "title": _TITLES.get(self.status, "The request failed"),
            "status": self.status,
            "detail": self.detail,
        }
        if self.parameter is not None:
            body["parameter"] = self.parameter
        if self.allowed:
            body["allowed"] = self.allowed
        return JSONResponse(body | self.more, self.status, self.headers, "application/problem+json")


AsPage = Callable[[Request, Problem], Response | None]
"""Makes a page of a problem where people asked; None where programs did."""


def register(app: FastAPI, as_page: AsPage) -> None:
    """Make every error of `app` a problem, told by a page to people."""

    @app.exception_handler(Problem)
    def problem(request: Request, error: Problem) -> Response:
        return as_page(request, error) or _told(request, error)

    @app.exception_handler(ParameterError)
    def parameter(request: Request, error: ParameterError) -> Response:
        in_path = isinstance(error, UnknownThingError) and error.parameter not in request.query_params
        status = 404 if in_path else 422
        found = Problem(status, f"{error.parameter}: {error.problem}", error.parameter, error.allowed)
        return as_page(request, found) or _told(request, found)

    @app.exception_handler(RequestValidationError)
    def validation(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        name = str(first["loc"][-1])
        allowed = ", ".join(_LIMITS[key].format(value) for key, value in first.get("ctx", {}).items() if key in _LIMITS)
        found = Problem(422, f"{name}: {first['msg']}", name, allowed)
        return as_page(request, found) or _told(request, found)

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> JSONResponse:
        detail = "see /api/v1 for what there is" if error.status_code == 404 else str(error.detail)
        found = Problem(error.status_code, f"{request.method} {request.url.path}: {detail}").response()
        found.headers.update(error.headers or {})
        if error.status_code == 405:
            found.headers["Allow"] = ", ".join(_methods(request))
        return found

    @app.exception_handler(StoreError)
    def engine(request: Request, error: StoreError) -> JSONResponse:
        _log.error("%s %s: %s", request.method, request.url.path, error)
        return Problem(502, str(error)).response()

    @app.exception_handler(Exception)
    def any_other(request: Request, error: Exception) -> JSONResponse:
        return failure(request.scope, error)


def _methods(request: Request) -> list[str]:
    """The methods that an address takes, by whichever of its routes."""
    return [
        method
        for method in ("GET", "POST", "PUT", "DELETE")
        if any(route.matches({**request.scope, "method": method})[0] is Match.FULL for route in request.app.routes)
    ]


def _told(request: Request, problem: Problem) -> JSONResponse:
    """The response that tells of a problem, with an address that works if the endpoint has an example."""
    route = request.scope.get("route")
    example = (getattr(route, "openapi_extra", None) or {}).get("x-example")
    if example is not None:
        problem.more = {**problem.more, "example": example}
    return problem.response()


def failure(scope: Scope, error: Exception) -> JSONResponse:
    """The response to a request that met a fault of ours, which is noted in the log and nowhere else."""
    request_id = scope.get("state", {}).get("request_id")
    _log.error("%s %s failed (request %s)", scope["method"], scope["path"], request_id, exc_info=error)
    return Problem(500, "the service failed to answer; the fault is noted in its log").response()
