"""What the OpenAPI description says of the Reconciliation API: its JSON by schema and example.

The schemas say what a client can rely on; those of the specification are wider.
"""

import json
from typing import Any

from api import problems

Schema = dict[str, Any]
Extra = dict[str, Any]

_TEXT = {"type": "string"}


def _object(required: str = "", **properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": required.split()}


def _array(items: Schema) -> Schema:
    return {"type": "array", "items": items}


_NAMED = _object("id name", id=_TEXT, name=_TEXT, description=_TEXT)
_CANDIDATE = _object(
    "id name type score match features",
    id=_TEXT,
    name=_TEXT,
    description=_TEXT,
    type=_array(_NAMED),
    score={"type": "number", "minimum": 0, "maximum": 100},
    match={"type": "boolean"},
    features=_array(_object("id name value", id=_TEXT, name=_TEXT, value={"type": ["number", "boolean"]})),
)
_IGNORED = _array(_object("property value why", property=_TEXT, value=_TEXT, why=_TEXT))
_VALUE = _array({"type": "object", "properties": {"id": _TEXT, "name": _TEXT, "description": _TEXT, "str": _TEXT}})
_META = _array(_object("id name", id=_TEXT, name=_TEXT, type=_NAMED))

MANIFEST = _object("versions name view", versions=_array(_TEXT), name=_TEXT, view=_object("url", url=_TEXT))
FLYOUT = _object("id html", id=_TEXT, html=_TEXT)
_SUGGESTED = _object("result", result=_array(_NAMED))
_PROPOSED = _object("properties", properties=_array(_NAMED), type=_TEXT, limit={"type": "integer"})

_RESULTS_0_2: Schema = {
    "type": "object",
    "additionalProperties": _object("result", result=_array(_CANDIDATE), ignored=_IGNORED),
}
_ROWS_0_2 = _object("meta rows", meta=_META, rows={"type": "object"})
_RESULTS_1_0 = _object(
    "results", results=_array(_object("candidates", candidates=_array(_CANDIDATE), ignored=_IGNORED))
)
_CELLS = _array(_object("id values", id=_TEXT, values=_VALUE))
_ROWS_1_0 = _object("meta rows", meta=_META, rows=_array(_object("id properties", id=_TEXT, properties=_CELLS)))

_QUERIES = {
    "q0": {
        "query": "Popov",
        "type": "person",
        "properties": [{"pid": "formation", "v": "58th Combined Arms Army"}, {"pid": "day", "v": "2023-07"}],
    },
    "q1": {"query": "Black Sea Fleet", "type": "formation-on-day", "properties": [{"pid": "day", "v": "2022-05-20"}]},
}
_MATCH = {
    "queries": [
        {
            "type": "person",
            "limit": 3,
            "conditions": [
                {"matchType": "name", "propertyValue": "Popov"},
                {"matchType": "property", "propertyId": "rank", "propertyValue": "major general", "required": True},
            ],
        }
    ]
}
_EXTEND = {
    "ids": ["formation/58-caa@2023-07-01", "formation/black-sea-fleet@2022-05-20"],
    "properties": [
        {"id": "leader"},
        {"id": "leader:certainty"},
        {"id": "superior", "settings": {"known": "2023-08-01"}},
    ],
}
_MATCH_SCHEMA = _object("queries", queries=_array({"type": "object"}))
_EXTEND_SCHEMA = _object("ids properties", ids=_array(_TEXT), properties=_array({"type": "object"}))

_REFUSED = {
    400: "What is wrong, in which query, and what would be right",
    404: "There is no such thing",
    413: "More queries, values or bytes than are taken at once",
    414: "The address is too long",
    415: "The body is of another type",
    422: "A parameter is wrong",
}


def _responses(good: dict[int, Any], *refusals: int) -> Extra:
    told = {status: problems.described(_REFUSED[status]) for status in refusals}
    return {"responses": {**good, **told}}


def answered(about: str, schema: Schema, *refusals: int) -> Extra:
    """What an endpoint that answers with JSON tells of itself."""
    content = {"application/json": {"schema": schema}}
    return _responses({200: {"description": about, "content": content}}, *refusals, 400, 404, 414, 422)


def suggested() -> Extra:
    """What an endpoint that suggests tells of itself."""
    return answered("Suggestions, the best first", _SUGGESTED)


def proposed() -> Extra:
    """What the endpoint that proposes properties tells of itself."""
    return answered("Properties that can be fetched", _PROPOSED)


def page(about: str) -> Extra:
    """What an endpoint that answers with a page tells of itself."""
    return _responses({200: {"description": about, "content": {"text/html": {"schema": _TEXT}}}}, 404, 414, 422)


def led() -> Extra:
    """What an endpoint that leads elsewhere tells of itself."""
    return _responses({303: {"description": "The page of the thing"}}, 404, 414, 422)


def _both_0_2() -> Extra:
    schema = {"anyOf": [_RESULTS_0_2, _ROWS_0_2, MANIFEST]}
    return answered("Candidates by key of query, values by identifier and property, or the manifest", schema, 413, 415)


def get_0_2() -> Extra:
    """What GET in version 0.2 tells of itself."""
    parameters = [
        {"name": name, "in": "query", "description": about, "schema": _TEXT, "example": json.dumps(example)}
        for name, about, example in (
            ("queries", "A batch of queries as JSON", _QUERIES),
            ("extend", "A data extension query as JSON", _EXTEND),
        )
    ]
    callback = {"name": "callback", "in": "query", "schema": _TEXT, "description": "A function to call (JSONP)"}
    return {**_both_0_2(), "openapi_extra": {"parameters": [*parameters, callback]}}


def post_0_2() -> Extra:
    """What POST in version 0.2 tells of itself."""
    form = {"schema": _object(queries=_TEXT, extend=_TEXT), "examples": _examples(_QUERIES, _EXTEND)}
    content = {"application/x-www-form-urlencoded": form}
    return {**_both_0_2(), "openapi_extra": {"requestBody": {"content": content, "required": False}}}


def _examples(queries: object, extend: object) -> dict[str, Any]:
    return {
        "queries": {"summary": "Reconcile", "value": {"queries": json.dumps(queries)}},
        "extend": {"summary": "Fetch values", "value": {"extend": json.dumps(extend)}},
    }


def _posted(schema: Schema, example: object) -> Extra:
    content = {"application/json": {"schema": schema, "example": example}}
    return {"openapi_extra": {"requestBody": {"content": content, "required": True}}}


def match_1_0() -> Extra:
    """What /match tells of itself."""
    return {
        **answered("The results, in the order of the queries", _RESULTS_1_0, 413, 415),
        **_posted(_MATCH_SCHEMA, _MATCH),
    }


def extend_1_0() -> Extra:
    """What /extend tells of itself."""
    return {**answered("The values", _ROWS_1_0, 413, 415), **_posted(_EXTEND_SCHEMA, _EXTEND)}
