"""The pages: the hierarchy on a day, a person, a fact with its reasons, the findings."""

import json
import sys
from functools import lru_cache
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import FileResponse, HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.rest import (
    Asked,
    AsWritten,
    Known,
    Links,
    On,
    OptionalSlug,
    PolicyName,
    Slug,
    Text,
    known_parameters_only,
)
from api.tables import heading_of
from graph.answer import Answers
from graph.drawing import BORDERS, FILLS, drawing, leader_words
from graph.finding_view import findings
from graph.hierarchy import hierarchy
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


@router.get("/")
def show(
    written: AsWritten,
    on: On = None,
    known: Known = None,
    root: Root = "mod",
    opened: Opened = "",
    policy: PolicyName = DEFAULT_POLICY,
    links: Links = None,
) -> HTMLResponse:
    """The hierarchy as an interactive drawing, with the same as a list, and details on demand."""
    asked, problem = written, None
    try:
        asked = written.under(policy or DEFAULT_POLICY)
        answer = hierarchy(asked, root, on or None, known or None, links=links or None, claims=False)
    except ParameterError as error:
        answer = hierarchy(asked, claims=False)
        problem = error
    text = (
        _environment()
        .get_template("hierarchy.html")
        .render(
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
    )
    return HTMLResponse(text, status_code=422 if problem is not None else 200)


@router.get("/person/{id}")
def show_person(asked: Asked, id: Slug, known: Known = None) -> HTMLResponse:
    """A person: everything known, in order of time, with the claims behind it."""
    about, line = asked.person(id, None, known or None), asked.timeline(id, known or None)
    template = _environment().get_template("person.html")
    return HTMLResponse(template.render(person=about, line=line, asked=_asked(line), credibility=CREDIBILITY))


@router.get("/fact/{id:path}")
def show_fact(asked: Asked, id: Slug, known: Known = None) -> HTMLResponse:
    """A fact: why it is judged as it is, with every claim that counts or does not, and how the verdict changed."""
    fact = asked.fact(id, known or None)
    template = _environment().get_template("fact.html")
    return HTMLResponse(
        template.render(fact=fact, why=fact["explanation"], heading=heading_of(fact), asked=_asked(fact))
    )


def _asked(answer: dict[str, Any]) -> str:
    """The query with which other pages and the API show the same as `answer` does: the day of knowing, the policy."""
    asked = {"known": answer["known"], "policy": answer["policy"]}
    usual = {"known": "today", "policy": DEFAULT_POLICY}
    query = urlencode({name: value for name, value in asked.items() if value != usual[name]})
    return f"?{query}" if query else ""


@router.get("/findings")
def show_findings(
    asked: AsWritten,
    kind: Text = None,
    severity: Text = None,
    person: OptionalSlug = None,
    formation: OptionalSlug = None,
) -> HTMLResponse:
    """What in the claims does not fit together, the gravest first, with what would decide it."""
    found = findings(asked, kind or None, severity or None, person or None, formation or None, limit=sys.maxsize)
    groups = [list(group) for _, group in groupby(found["items"], key=lambda one: (one["severity"], one["kind"]))]
    return HTMLResponse(_environment().get_template("findings.html").render(found=found, groups=groups))


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
