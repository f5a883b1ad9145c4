"""REST: the interface about itself. Its addresses, whether it answers, its JSON-LD context."""

from fastapi import APIRouter, Request, Response

from api.parameters import AsWritten
from api.rest import PREFIX, answer_models
from api.rest.description import described
from api.rest.form import JSON, JSON_LD, context
from api.rest.reply import Reply
from api.rest.route import RestRoute

router = APIRouter(route_class=RestRoute)


@router.get("", **described("What there is", answer_models.Index, "", tag="service", forms=(JSON,)))
def index(request: Request, reply: Reply) -> Response:
    """The addresses of this interface, each with an example that works."""
    paths = request.app.openapi()["paths"]
    items = [
        {"id": path, "path": path, "summary": found["get"]["summary"], "example": found["get"].get("x-example")}
        for path, found in paths.items()
        if "get" in found
    ]
    return reply.one({"items": items, "total": len(items), "openapi": f"{PREFIX}/openapi.json"})


@router.get(
    "/health", **described("Whether the service answers", answer_models.Health, "/health", tag="service", forms=(JSON,))
)
def health(asked: AsWritten, reply: Reply) -> Response:
    """The snapshot that answers and how far its sources reach."""
    return reply.one({"status": "ok", **asked.snapshot, "statements": len(asked.store)})


@router.get(
    "/context.jsonld",
    summary="The JSON-LD context of the answers",
    tags=["service"],
    response_class=Response,
    responses={200: {"content": {JSON_LD: {"schema": {"type": "object"}}}, "description": "The context"}},
    openapi_extra={"x-example": f"{PREFIX}/context.jsonld", "x-forms": (JSON_LD,)},
)
def json_ld_context() -> Response:
    """Which statement of RDF each field of the answers is."""
    return Response(context(), media_type=JSON_LD)
