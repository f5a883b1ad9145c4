"""The forms of an answer: JSON (which is JSON-LD), Turtle, N-Triples, CSV; by Accept, or by the address's ending.

The RDF is read from the JSON through ontology/answers.jsonld, so that both always say the same.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from pyoxigraph import RdfFormat, parse, serialize
from starlette.types import Scope

from api.negotiation import chosen
from api.rest import PREFIX
from graph.fact_view import Object
from ontology import DIRECTORY
from ontology.namespaces import NAMESPACES

JSON = "application/json"
CSV = "text/csv"
JSON_LD = "application/ld+json"
RDF = {"text/turtle": RdfFormat.TURTLE, "application/n-triples": RdfFormat.N_TRIPLES}
FORMS = (JSON, JSON_LD, CSV, *RDF)
"""The media types that answers are offered in, the usual one first."""
ENDINGS = {".json": JSON, ".jsonld": JSON_LD, ".csv": CSV, ".ttl": "text/turtle", ".nt": "application/n-triples"}
"""Endings of addresses that name a form, for links and for tools that cannot set Accept."""
CONTEXT = f"{PREFIX}/context.jsonld"
"""Where the JSON-LD context of the answers is."""

_AS_THEY_ARE = (CONTEXT, f"{PREFIX}/openapi.json", f"{PREFIX}/exports/")


def without_ending(scope: Scope) -> Scope:
    """The scope of a request, its address without the ending that names a form; the form and the
    ending are noted in its state."""
    path: str = scope["path"]
    dot = path.rfind(".")
    media = ENDINGS.get(path[dot:]) if dot > 0 else None
    if media is None or not path.startswith(PREFIX) or path.startswith(_AS_THEY_ARE):
        return scope
    state = {**scope.get("state", {}), "form": media, "ending": path[dot:]}
    return {**scope, "path": path[:dot], "raw_path": path[:dot].encode(), "state": state}


def wanted(scope: Scope, accept: str | None) -> str:
    """The media type to answer in. Raises Problem 406 if none of those that the endpoint offers is accepted."""
    named: str | None = scope.get("state", {}).get("form")
    offered = (scope["route"].openapi_extra or {}).get("x-forms", FORMS)
    return chosen(named or accept, offered)


@lru_cache(maxsize=1)
def context() -> bytes:
    """The JSON-LD context of the answers."""
    return (DIRECTORY / "answers.jsonld").read_bytes()


def as_json(answer: Object) -> bytes:
    """An answer as JSON, with the address of its context."""
    return _text({"@context": CONTEXT, **answer})


def as_rdf(answer: Object, media: str) -> bytes:
    """The statements of an answer in an RDF format, without their graphs."""
    document = _text({**json.loads(context()), **answer})
    statements = dict.fromkeys(quad.triple for quad in parse(document, format=RdfFormat.JSON_LD))
    by_subject: dict[Any, list[Any]] = {}
    for one in statements:
        by_subject.setdefault(one.subject, []).append(one)
    ordered = (one for group in by_subject.values() for one in group)
    text = serialize(ordered, format=RDF[media], prefixes=NAMESPACES)
    assert text is not None, "without an output, the bytes are returned"
    return text


def as_csv(items: Sequence[Object], fields: Sequence[str] | None = None) -> bytes:
    """Items as a table with a header: a column a value, named by its path (``person.id``); several values of a list
    stand in one cell with "; " between them, things in it by their ids. With `fields`, the columns are the id, if the
    items have one, and those of these fields in their order."""
    rows = [dict(_cells(item, "")) for item in items]
    columns = list(dict.fromkeys(name for row in rows for name in row))
    if fields is not None:
        wanted = ["id", *fields]
        columns = [name for field in wanted for name in columns if name == field or name.startswith(f"{field}.")]
        columns = list(dict.fromkeys(columns))
    out = io.StringIO()
    table = csv.DictWriter(out, columns, extrasaction="ignore", lineterminator="\r\n")
    table.writeheader()
    table.writerows(rows)
    return out.getvalue().encode()


def _cells(value: Mapping[str, Any], path: str) -> Iterator[tuple[str, Any]]:
    for name, inner in value.items():
        if isinstance(inner, Mapping):
            yield from _cells(inner, f"{path}{name}.")
        elif isinstance(inner, list | tuple):
            yield path + name, "; ".join(_short(one) for one in inner)
        elif isinstance(inner, bool):
            yield path + name, "true" if inner else "false"
        else:
            yield path + name, inner


def _short(value: Any) -> str:
    """A thing by its id, what holds things by the first of their ids, a value as it is."""
    if not isinstance(value, Mapping):
        return str(value)
    named = [value, *(inner for inner in value.values() if isinstance(inner, Mapping))]
    return next((str(one["id"]) for one in named if "id" in one), _text(value).decode())


def _text(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
