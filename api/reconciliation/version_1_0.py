"""The 1.0 draft of the Reconciliation API at /reconcile/1.0.

Source: https://reconciliation-api.github.io/specs/draft/ as of July 2026
"""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from api.reconciliation import card, openapi, suggestion
from api.reconciliation.fetching import fetch, request_of
from api.reconciliation.manifest import DRAFT, manifest_1_0
from api.reconciliation.matching import Matcher
from api.reconciliation.query import queries_1_0
from api.reconciliation.request import (
    USUAL,
    Asked,
    Base,
    Body,
    Id,
    Limit,
    Prefix,
    ProposedLimit,
    Skipped,
    TypeId,
    page_of,
)
from api.reconciliation.shape import result

router = APIRouter(prefix=DRAFT, generate_unique_id_function=lambda route: f"reconcile_draft_{route.name}")

Answer = dict[str, Any]


@router.get("/", include_in_schema=False)
@router.get("", summary="The manifest", **openapi.answered("What the service is", openapi.MANIFEST))
def manifest(asked: Asked, base: Base) -> Answer:
    """What the service is and can do."""
    return manifest_1_0(base, asked)


@router.post("/match", summary="Candidates for a batch of queries", **openapi.match_1_0())
def match(asked: Asked, body: Body) -> Answer:
    """The candidates for each query, in the same order."""
    queries, matcher = queries_1_0(body), Matcher(asked)
    return {"results": [result(matcher.result(query), asked, "candidates") for query in queries]}


@router.get("/suggest/entity", summary="Things whose names begin so", **openapi.suggested())
def suggest_entity(
    asked: Asked, prefix: Prefix, type_id: TypeId = None, limit: Limit = USUAL, offset: Skipped = 0
) -> Answer:
    """Persons and formations, or things of the type, in any script; nothing typed, the most reported."""
    return {"result": suggestion.entities(asked, prefix, type_id, offset, limit)}


@router.get("/suggest/property", summary="Properties whose names begin so", **openapi.suggested())
def suggest_property(prefix: Prefix, type_id: TypeId = None, limit: Limit = USUAL, offset: Skipped = 0) -> Answer:
    """Properties of queries and of data extension."""
    return {"result": suggestion.properties(prefix, type_id, offset, limit)}


@router.get("/suggest/type", summary="Types whose names begin so", **openapi.suggested())
def suggest_type(prefix: Prefix, limit: Limit = USUAL, offset: Skipped = 0) -> Answer:
    """Types of things."""
    return {"result": suggestion.types(prefix, offset, limit)}


@router.get("/preview", summary="A card as a page", **openapi.page("A card"))
def preview(asked: Asked, id: Id) -> Response:
    """What a thing is, in the size that the manifest gives."""
    return card.preview(card.thing_of(id, asked), asked)


@router.get("/view", summary="Leads to the page of a thing", **openapi.led())
def view(asked: Asked, id: Id) -> Response:
    """The page of a thing; of a formation on a day, the hierarchy below it on that day."""
    return page_of(id, asked)


@router.get("/extend/propose", summary="Properties that can be fetched", **openapi.proposed())
def propose(type_id: TypeId = None, limit: ProposedLimit = None) -> Answer:
    """The properties that can be fetched for things of a type."""
    echoed = {key: value for key, value in (("type", type_id), ("limit", limit)) if value is not None}
    return {"properties": suggestion.proposed(type_id, limit), **echoed}


@router.post("/extend", summary="Values of properties", **openapi.extend_1_0())
def extend(asked: Asked, base: Base, body: Body) -> Answer:
    """The values of properties of things, each on its own day if its identifier has one."""
    request = request_of(body)
    found = fetch(request, asked, base)
    names = [column.fetched.id for column in request.columns]
    rows = [
        {"id": one, "properties": [{"id": name, "values": cell} for name, cell in zip(names, cells, strict=True)]}
        for one, cells in found.rows.items()
    ]
    return {"meta": found.meta, "rows": rows}
