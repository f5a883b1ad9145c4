"""What a request to the Reconciliation API sends, and what is common to the answers of both versions.

Parameters that are not known are left alone: clients send more than the API speaks of.
"""

from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Depends, Query, Request
from starlette.responses import RedirectResponse

from api.problems import Problem
from api.reconciliation.card import address, thing_of
from api.reconciliation.suggestion import MOST, SUGGESTIONS
from api.service import Service, service
from api.sparql.protocol import body_of
from graph.answer import Answers

LARGEST = 1_000_000
"""The largest body taken, in bytes."""
_FORM = "application/x-www-form-urlencoded"


def answers(offered: Annotated[Service, Depends(service)]) -> Answers:
    """The answers of the request's service."""
    return offered.answers


def base_of(request: Request) -> str:
    """The server's address without a slash at its end."""
    return str(request.base_url).rstrip("/")


Asked = Annotated[Answers, Depends(answers)]
Base = Annotated[str, Depends(base_of)]
Id = Annotated[str, Query(max_length=300, description="An identifier", examples=["person/igor-osipov"])]
Prefix = Annotated[str, Query(max_length=1000, description="What was typed so far", examples=["Osip"])]
TypeId = Annotated[
    str | None,
    Query(alias="type", max_length=1000, description="A type; unknown ones are ignored", examples=["person"]),
]
Skipped = Annotated[int, Query(ge=0, le=1_000_000, description="How many suggestions to skip")]
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many suggestions at most")]
ProposedLimit = Annotated[int | None, Query(ge=1, le=1000, description="How many properties at most; all by default")]
USUAL: int = SUGGESTIONS


async def form_of(request: Request) -> dict[str, str]:
    """The parameters of the address, and those of the form if the request has one; where one is there twice, the last.

    Raises Problem: 400 for what is no UTF-8, 413 for a form that is too large, 415 for a body that is no form.
    """
    encoded = [request.url.query.encode("ascii")]
    if request.method == "POST":
        kind = request.headers.get("content-type", _FORM).partition(";")[0].strip().lower()
        if kind != _FORM:
            allowed = f"{_FORM} with queries or extend; JSON is for the 1.0 draft at /reconcile/1.0/match"
            raise Problem(415, f"a body of {kind} is not taken", "Content-Type", allowed)
        encoded.append(await body_of(request, LARGEST))
    try:
        pairs = [
            pair
            for part in encoded
            for pair in parse_qsl(part.decode("ascii"), keep_blank_values=True, errors="strict")
        ]
    except ValueError:
        raise Problem(400, "the parameters are not percent-encoded UTF-8", allowed="encode them as forms are") from None
    return dict(pairs)


async def json_of(request: Request) -> bytes:
    """The body of a request. Raises Problem: 413 if it is too large, 415 if it is said not to be JSON."""
    kind = request.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    if kind != "application/json":
        allowed = "application/json; forms are for version 0.2 at /reconcile"
        raise Problem(415, f"a body of {kind} is not taken", "Content-Type", allowed)
    return await body_of(request, LARGEST)


Form = Annotated[dict[str, str], Depends(form_of)]
Body = Annotated[bytes, Depends(json_of)]


def page_of(identifier: str, answers: Answers) -> RedirectResponse:
    """Lead to the page of a thing. Raises Problem 404."""
    return RedirectResponse(address(thing_of(identifier, answers)), 303)
