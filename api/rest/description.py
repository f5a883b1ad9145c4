"""How REST describes itself in OpenAPI: an operation's forms, its example, and the problems that it can answer with."""

from typing import Any

from pydantic import BaseModel, create_model

from api import problems
from api.rest import PREFIX, models
from api.rest.form import CSV, ENDINGS, FORMS, JSON_LD, RDF

_PROBLEMS = {
    404: "There is no such thing; `allowed` names the nearest",
    406: "None of the forms that are accepted is offered",
    414: "The address is too long",
    422: "A parameter is wrong: which, why, and what would be right",
    502: "The engine behind the service failed",
}


def described(
    summary: str,
    model: type[BaseModel],
    example: str,
    *,
    tag: str,
    forms: tuple[str, ...] = FORMS,
) -> dict[str, Any]:
    """What the decorator of an endpoint takes: its summary, tag, and responses, with `example`, an address that works
    (below the prefix)."""
    content: dict[str, Any] = {media: {"schema": {"type": "string"}} for media in forms if media in (CSV, *RDF)}
    if JSON_LD in forms:
        content[JSON_LD] = {"schema": {"type": "object"}}
    answer = {"model": model, "description": "The answer", "content": content}
    same = {"description": "The client's copy is still right"}
    refused = {status: problems.described(about) for status, about in _PROBLEMS.items()}
    return {
        "summary": summary,
        "tags": [tag],
        "responses": {200: answer, 304: same, **refused},
        "openapi_extra": {"x-example": PREFIX + example, "x-forms": forms},
    }


def alone(model: type[BaseModel]) -> type[BaseModel]:
    """The shape of an answer that is one item of a list, with what every answer says of itself."""
    return create_model(f"{model.__name__}Alone", __base__=(models.Record, model), __doc__=model.__doc__)


TEXT = f"""Every answer says what it holds for: the day asked about (`on`, or a period, `between`), the day of knowing
(`known`), the `policy` by which the claims were judged, and the `snapshot` that it comes from. Every fact says how far
it can be believed, why, and which claims are for and against it.

Forms: JSON (which is JSON-LD: its context is at `{PREFIX}/context.jsonld`), Turtle, N-Triples and CSV, by `Accept` or
by an ending of the address ({", ".join(ENDINGS)}). Lists go on at `next`, by `cursor=`; a `Link` header leads there.
`ETag` and `Last-Modified` are the build's. Errors are problem documents (RFC 9457) with the parameter, the reason, and
an `example` that works."""
