"""Version 0.2 of the Reconciliation API at /reconcile.

Source: https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

import json
import re
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response

from api.pages.interface import Shown
from api.pages.rendering import render
from api.problems import Problem
from api.reconciliation import card, openapi, suggestion
from api.reconciliation.fetching import fetch, request_of
from api.reconciliation.manifest import ROOT, manifest_0_2
from api.reconciliation.matching import MARGIN, Matcher
from api.reconciliation.offer import CONTEXT, FETCHED, TYPES
from api.reconciliation.query import queries_0_2
from api.reconciliation.request import (
    USUAL,
    Asked,
    Base,
    Form,
    Id,
    Limit,
    Prefix,
    ProposedLimit,
    Skipped,
    TypeId,
    page_of,
)
from api.reconciliation.shape import result
from graph.answer import Answers
from graph.naming.match import SAME

router = APIRouter(prefix=ROOT, generate_unique_id_function=lambda route: f"reconcile_{route.name}")

_CALLBACK = re.compile(r"[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*", re.ASCII)


@router.get("/", include_in_schema=False)
@router.get("", summary="The manifest; with queries or extend, the answer to them", **openapi.get_0_2())
def get(asked: Asked, base: Base, form: Form) -> Response:
    """What the service is. With `queries` or `extend` the same as by POST, for trying it out."""
    return _answer(asked, base, form)


@router.post("/", include_in_schema=False)
@router.post("", summary="Candidates for a batch of queries, or values of properties", **openapi.post_0_2())
def post(asked: Asked, base: Base, form: Form) -> Response:
    """Reconcile (`queries`) or fetch values (`extend`), each a JSON text in a form."""
    return _answer(asked, base, form)


def _answer(asked: Answers, base: str, form: dict[str, str]) -> Response:
    if "queries" in form and "extend" in form:
        raise Problem(400, "both queries and extend are given", "extend", "give one of them")
    if "queries" in form:
        return _json(_matched(form["queries"], asked), form)
    if "extend" in form:
        return _json(_fetched(form["extend"], asked, base), form)
    return _json(manifest_0_2(base, asked), form)


def _matched(text: str, asked: Answers) -> dict[str, Any]:
    queries, matcher = queries_0_2(text), Matcher(asked)
    return {key: result(matcher.result(query), asked, "result") for key, query in queries.items()}


def _fetched(text: str, asked: Answers, base: str) -> dict[str, Any]:
    request = request_of(text)
    found = fetch(request, asked, base)
    names = [column.fetched.id for column in request.columns]
    rows = {one: dict(zip(names, cells, strict=True)) for one, cells in found.rows.items()}
    return {"meta": found.meta, "rows": rows}


@router.get("/suggest/entity", summary="Things whose names begin so", **openapi.suggested())
def suggest_entity(
    asked: Asked, form: Form, prefix: Prefix = "", type_id: TypeId = None, cursor: Skipped = 0, limit: Limit = USUAL
) -> Response:
    """Persons and formations, or things of the type, in any script."""
    return _json({"result": suggestion.entities(asked, prefix, type_id, cursor, limit)}, form)


@router.get("/suggest/property", summary="Properties whose names begin so", **openapi.suggested())
def suggest_property(
    form: Form, prefix: Prefix = "", type_id: TypeId = None, cursor: Skipped = 0, limit: Limit = USUAL
) -> Response:
    """Properties of queries and of data extension."""
    return _json({"result": suggestion.properties(prefix, type_id, cursor, limit)}, form)


@router.get("/suggest/type", summary="Types whose names begin so", **openapi.suggested())
def suggest_type(form: Form, prefix: Prefix = "", cursor: Skipped = 0, limit: Limit = USUAL) -> Response:
    """Types of things."""
    return _json({"result": suggestion.types(prefix, cursor, limit)}, form)


@router.get("/flyout/entity", summary="A card as a piece of HTML", **openapi.answered("A card", openapi.FLYOUT))
def flyout(asked: Asked, base: Base, form: Form, id: Id) -> Response:
    """What a thing is, for showing beside a suggestion."""
    return _json(card.flyout(card.thing_of(id, asked), asked, base), form)


@router.get("/preview", summary="A card as a page", **openapi.page("A card"))
def preview(asked: Asked, id: Id) -> Response:
    """What a thing is, in the size that the manifest gives."""
    return card.preview(card.thing_of(id, asked), asked)


@router.get("/view", summary="Leads to the page of a thing", **openapi.led())
def view(asked: Asked, id: Id) -> Response:
    """The page of a thing; of a formation on a day, the hierarchy below it on that day."""
    return page_of(id, asked)


@router.get("/help", include_in_schema=False)
def explain(ui: Shown, base: Base) -> Response:
    """What can be asked for, as a page."""
    return render(
        ui,
        "reconciliation.html",
        base=base,
        types=TYPES,
        context=CONTEXT,
        fetched=FETCHED.values(),
        threshold=int(SAME),
        margin=int(MARGIN),
    )


@router.get("/extend/propose", summary="Properties that can be fetched", **openapi.proposed())
def propose(form: Form, type_id: TypeId = None, limit: ProposedLimit = None) -> Response:
    """The properties that can be fetched for things of a type."""
    found: dict[str, Any] = {"properties": suggestion.proposed(type_id, limit)}
    return _json({**found, **_echoed(type_id, limit)}, form)


def _echoed(type_id: str | None, limit: int | None) -> dict[str, Any]:
    return {key: value for key, value in (("type", type_id), ("limit", limit)) if value is not None}


def _json(answer: dict[str, Any], form: dict[str, str]) -> Response:
    """The answer as JSON; as a call of a function (JSONP) if the request names one. Raises Problem 400 for a name that
    is none, so that nothing but a call can be made of an answer."""
    callback = form.get("callback")
    if callback is None:
        return JSONResponse(answer)
    if len(callback) > 100 or _CALLBACK.fullmatch(callback) is None:
        raise Problem(400, "callback is not the name of a function", "callback", "letters, digits, _, $ and dots")
    text = json.dumps(answer, ensure_ascii=True, separators=(",", ":"))
    return Response(f"/**/{callback}({text});", media_type="text/javascript")
