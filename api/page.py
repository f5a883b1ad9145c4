"""The pages of the whole: the hierarchy on a day, and the findings. Those of single things are in api/things.py."""

import json
import sys
from functools import lru_cache
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import FileResponse, HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.parameters import (
    Asked,
    AsWritten,
    FormationId,
    Known,
    Links,
    On,
    PersonId,
    PolicyName,
    Text,
    known_parameters_only,
)
from api.resource import PAGE, data, description_triples, headers, no_parameters, wanted
from graph.answer import Answers
from graph.description import describe
from graph.drawing import BORDERS, FILLS, drawing, leader_words
from graph.finding_view import findings
from graph.hierarchy import hierarchy
from graph.listing import Part
from graph.policy import CREDIBILITY
from graph.question import ParameterError
from ontology import DEFAULT_POLICY

TEMPLATES = Path(__file__).resolve().parent / "templates"
_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"

router = APIRouter(dependencies=[Depends(known_parameters_only)], include_in_schema=False)

Root = Annotated[str, Query(max_length=200)]
Opened = Annotated[str, Query(max_length=4000, description="Formations whose subordinates are drawn, with commas")]


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)


def render(template: str, status: int = 200, **shown: Any) -> HTMLResponse:
    """A page made from one of the templates; what is shown in it is text, never markup."""
    return HTMLResponse(rendered(template, **shown), status)


def rendered(template: str, **shown: Any) -> str:
    """The same as a text, for what is a part of another answer."""
    return _environment().get_template(template).render(**shown)


@router.api_route("/", methods=["GET", "HEAD"])
def show(
    request: Request,
    written: AsWritten,
    on: On = None,
    known: Known = None,
    root: Root = "mod",
    opened: Opened = "",
    policy: PolicyName = DEFAULT_POLICY,
    links: Links = None,
) -> Response:
    """The hierarchy as an interactive drawing, with the same as a list, and details on demand; for machines, what is
    said about the snapshot."""
    if (media := wanted(request)) != PAGE:
        no_parameters(request)
        snapshot = describe(written.store, "")
        assert snapshot is not None, "there is a snapshot, or nothing would be served"
        return data(description_triples(snapshot, request), media, "")
    asked, problem = written, None
    try:
        asked = written.under(policy or DEFAULT_POLICY)
        answer = hierarchy(asked, root, on or None, known or None, links=links or None, claims=False)
    except ParameterError as error:
        answer = hierarchy(asked, claims=False)
        problem = error
    response = render(
        "hierarchy.html",
        422 if problem is not None else 200,
        answer=answer,
        problem=problem,
        data=_in_script(_data(answer, opened)),
        tree=_nested(answer),
        credibility=CREDIBILITY,
        names=[(path, asked.names.label(path)) for path in _searchable(asked)],
        root_name=asked.names.label(f"formation/{answer['root']}"),
        words=leader_words,
        policies=written.policies()["items"],
        kinds_of_link=[(link.slug, link.labels["en"]) for link in written.vocabulary.links.values()],
    )
    response.headers.update(headers(""))
    return response


@router.get("/findings")
def show_findings(
    asked: AsWritten,
    kind: Text = None,
    severity: Text = None,
    person: PersonId = None,
    formation: FormationId = None,
) -> HTMLResponse:
    """What in the claims does not fit together, the gravest first, with what would decide it."""
    whole = Part(limit=sys.maxsize)
    found = asked.page(findings(asked, kind or None, severity or None, person or None, formation or None), whole)
    groups = [list(group) for _, group in groupby(found["items"], key=lambda one: (one["severity"], one["kind"]))]
    return render("findings.html", found=found, groups=groups)


@router.get("/drawing")
def redraw(
    asked: Asked, on: On = None, known: Known = None, root: Root = "mod", opened: Opened = "", links: Links = None
) -> dict[str, Any]:
    """The drawing alone, for the page to redraw with more opened."""
    return _data(hierarchy(asked, root, on, known, links=links, claims=False), opened)


@router.get("/static/vis-network.min.js")
def vis_network() -> FileResponse:
    """The drawing library, in the copy that pyvis brings."""
    return FileResponse(str(files("pyvis").joinpath(_VIS)), media_type="text/javascript")


@router.get("/static/colours.css")
def colours(request: Request) -> Response:
    """The legend's colours, the same as in the drawing."""
    rules = [f".c{code or 0} {{ background: {fill}; color: {text}; }}" for code, (fill, text) in FILLS.items()]
    rules += [f".held-{held} {{ border-color: {colour}; }}" for held, colour in BORDERS.items()]
    return Response("\n".join(rules), media_type="text/css")


def _data(answer: dict[str, Any], opened: str) -> dict[str, Any]:
    """What the page's script needs: the drawing and the days it shows."""
    about = {
        key: answer[key]
        for key in ("on", "known", "root", "reaches", "extrapolated", "leaders", "total", "policy", "links")
    }
    return {**drawing(answer, [one for one in opened.split(",") if one]), "about": about, "opened": opened}


def _in_script(data: dict[str, Any]) -> str:
    """JSON that can stand in a script element: no character in it can end the element or start another."""
    text = json.dumps(data, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _nested(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """The nodes as a tree of nested lists, the unplaced ones last."""
    nodes = {node["formation"]["id"]: {**node, "below": []} for node in answer["nodes"]}
    top: list[dict[str, Any]] = []
    for one, node in nodes.items():
        superior = nodes.get(node["superior"] or "") if one != answer["root"] else None
        (superior["below"] if superior is not None else top).append(node)
    return top


def _searchable(asked: Answers) -> list[str]:
    return [path for path in asked.names.labels if path.startswith(("formation/", "person/"))]
