"""The query page: an editor that knows the ontology's words and the names of things, and the example gallery.

Queries themselves go to /sparql. The editor is brought in at set-up (tools/browser_side.py); without its file the page
has a plain text field, and says so.
"""

import hashlib
import json
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse

from api.freshness import ASK_AGAIN, not_modified
from api.gallery import bound, gallery
from api.pages.interface import Shown
from api.pages.rendering import render
from api.parameters import AsWritten, known_parameters_only
from graph.answer import Answers
from graph.description import labels_of
from graph.names import folded
from graph.question import is_address
from ontology import BASE
from ontology.terms import KINDS, PREFIXES, kind_prefixes, ontology_terms

HERE = Path(__file__).resolve().parent
EDITOR = HERE / "static" / "vendor" / "yasqe.min.js"
MOST_LABELS = 1000
"""How many labels can be asked for at once."""

FIRST_QUERY = f"""\
# Who may have held which post of the Black Sea Fleet, and when?
PREFIX st: <{PREFIXES["st"]}>
PREFIX formation: <{BASE}formation/>

SELECT ?person ?post ?from ?until ?credibility WHERE {{
  ?tenure a st:Tenure ; st:person ?person ; st:post ?post ; st:credibility ?credibility .
  ?post st:formation formation:black-sea-fleet .
  OPTIONAL {{ ?tenure st:possibleFrom ?from ; st:possibleUntil ?until }}
}} ORDER BY ?post ?from
"""

router = APIRouter(prefix="/query", include_in_schema=False)

_strict = [Depends(known_parameters_only)]
Written = Annotated[str, Query(max_length=100_000, description="The query to begin with")]
Paths = Annotated[list[str], Body(embed=True, max_length=MOST_LABELS, description="Paths below the base")]


@router.get("", dependencies=_strict)
def show(ui: Shown, query: Written = "") -> HTMLResponse:
    """The page."""
    return render(ui, "query.html", query=query or FIRST_QUERY, editor=EDITOR.is_file(), groups=gallery())


@router.get("/terms.json", dependencies=_strict)
def terms(request: Request, asked: AsWritten) -> Response:
    """What the editor completes: prefixes, classes and properties with their definitions, things by name."""
    body = json.dumps(_terms(asked), ensure_ascii=False, separators=(",", ":")).encode()
    return _unless_known(request, body)


@router.get("/examples.json", dependencies=_strict)
def examples(request: Request) -> Response:
    """The example gallery with the parameters of each question."""
    return _unless_known(request, json.dumps(gallery(), ensure_ascii=False).encode())


@router.get("/examples/{name}")
def example(request: Request, asked: AsWritten, name: str) -> dict[str, str]:
    """The text of one question with its parameters, which are those of the request, in place."""
    return {"query": bound(asked, name, request.query_params)}


@router.post("/labels", dependencies=_strict)
def labels(asked: AsWritten, paths: Paths) -> dict[str, dict[str, str]]:
    """The labels by language of the things at `paths`; what has none is left out."""
    return labels_of(asked.store, (path for path in paths if is_address(path)))


def _terms(asked: Answers) -> dict[str, Any]:
    things: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}
    for path, found in asked.names.labels.items():
        kind, _, slug = path.partition("/")
        if kind in things:
            things[kind][slug] = {
                "labels": found,
                "also": sorted(
                    {folded(form) for form in asked.names.forms[path]} - {folded(name) for name in found.values()}
                ),
            }
    return {
        "base": BASE,
        "prefixes": {**PREFIXES, **kind_prefixes()},
        "terms": [
            {"name": term.name, "kind": term.kind, "labels": term.labels, "definition": term.definition}
            for term in ontology_terms()
        ],
        "things": things,
    }


def _unless_known(request: Request, body: bytes) -> Response:
    """`body` as JSON, or 304 if the client has it; it may keep it, but has to ask whether it is still right."""
    tag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": ASK_AGAIN}
    return not_modified(request, headers) or Response(body, media_type="application/json", headers=headers)
