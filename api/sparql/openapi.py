"""The OpenAPI description of the SPARQL endpoint and the graph store, whose requests FastAPI does not parse."""

from typing import Any

from api.problems import described
from graph.store import DATASET_FORMATS, GRAPH_FORMATS, RESULT_FORMATS

_IRIS = {"type": "array", "items": {"type": "string", "format": "uri"}}
_TEXT = {"type": "string"}
_TAGS = ["SPARQL"]
_EXAMPLE = "SELECT * WHERE { <https://w3id.org/stavka/person/igor-osipov> ?property ?value }"


def _parameter(name: str, schema: dict[str, Any], about: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": schema, "description": about, **more}


def _responses(good: dict[str, Any], **problems: str) -> dict[str, Any]:
    told = {status.strip("_"): described(why) for status, why in problems.items()}
    return {**good, **told}


_DATASET = [
    _parameter("default-graph-uri", _IRIS, "Graphs whose union is the default graph of the query"),
    _parameter("named-graph-uri", _IRIS, "Graphs that GRAPH may name"),
]
_ANSWER = {
    "200": {
        "description": "The answer. One that breaks off ends without the end that HTTP gives to a whole one",
        "content": {media: {"schema": _TEXT} for media in [*RESULT_FORMATS, *GRAPH_FORMATS]},
    }
}
_PROBLEMS = {
    "_400": "The request or the query is wrong: where, and what would be right",
    "_403": "SERVICE and LOAD are refused, and updates unless they are switched on",
    "_406": "None of the formats asked for is offered",
    "_413": "The query or its answer is too large, or needs too much memory",
    "_503": "Too many queries are running; Retry-After tells when to come back",
    "_504": "The query ran too long",
}
_GRAPH = [
    _parameter("graph", {"type": "string", "format": "uri"}, "The IRI of a graph"),
    _parameter("default", {"type": "string"}, "The default graph", allowEmptyValue=True),
]
_CONTENT = {"content": {media: {"schema": _TEXT} for media in GRAPH_FORMATS if media not in DATASET_FORMATS}}
_DONE = {"201": {"description": "A graph was made"}, "204": {"description": "Done"}}
_WRITING = {"_401": "The token is missing or wrong", "_403": "Writing is not switched on", "_400": "What is wrong"}


def paths() -> dict[str, Any]:
    """The path items of OpenAPI 3.1 for /sparql and /graph-store."""
    query = _parameter("query", _TEXT, "A SPARQL 1.1 query; without one the service describes itself", example=_EXAMPLE)
    form = {
        "type": "object",
        "properties": {
            "query": _TEXT,
            "update": _TEXT,
            "default-graph-uri": _IRIS,
            "named-graph-uri": _IRIS,
            "using-graph-uri": _IRIS,
            "using-named-graph-uri": _IRIS,
        },
    }
    bodies = {
        "application/x-www-form-urlencoded": {"schema": form},
        "application/sparql-query": {"schema": _TEXT},
        "application/sparql-update": {"schema": _TEXT},
    }
    write = {"tags": _TAGS, "parameters": _GRAPH, "security": [{"token": []}]}
    return {
        "/sparql": {
            "get": {
                "tags": _TAGS,
                "summary": "Query the graph (SPARQL 1.1 Protocol)",
                "parameters": [query, *_DATASET],
                "responses": _responses(_ANSWER, **_PROBLEMS),
            },
            "post": {
                "tags": _TAGS,
                "summary": "Query the graph, or change it with the token",
                "parameters": _DATASET,
                "requestBody": {"required": True, "content": bodies},
                "responses": _responses(_ANSWER | {"204": {"description": "The update is done"}}, **_PROBLEMS),
                "security": [{}, {"token": []}],
            },
        },
        "/graph-store": {
            "get": {
                "tags": _TAGS,
                "summary": "Read a graph (Graph Store Protocol)",
                "parameters": _GRAPH,
                "responses": _responses(_ANSWER, _404="There is no such graph", _406=_PROBLEMS["_406"]),
            },
            "put": {
                **write,
                "summary": "Put a graph in the place of one",
                "requestBody": _CONTENT,
                "responses": _responses(_DONE, **_WRITING),
            },
            "post": {
                **write,
                "summary": "Add to a graph, or make a new one",
                "requestBody": _CONTENT,
                "responses": _responses(_DONE, **_WRITING),
            },
            "delete": {
                **write,
                "summary": "Remove a graph",
                "responses": _responses(_DONE, _404="There is no such graph", **_WRITING),
            },
        },
    }


TOKEN = {"token": {"type": "http", "scheme": "bearer"}}
"""The security scheme of writing."""
