"""Every thing at its address: https://w3id.org/stavka/person/igor-osipov is answered at /person/igor-osipov, as a page
for people or as RDF for machines. What is not there is told with what comes nearest.
"""

import re
from difflib import get_close_matches
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, FastAPI, Request, Response
from starlette.convertors import Convertor, register_url_convertor
from starlette.exceptions import HTTPException

from api.pages.fact import fact_view
from api.pages.formation import formation_view
from api.pages.interface import Interface, Shown, interface_of
from api.pages.person import person_view
from api.pages.rendering import render
from api.parameters import Asked, AsWritten, Known, On, Slug, known_parameters_only
from api.problems import Problem
from api.resource import ENDINGS, PAGE, data, description_triples, headers, no_parameters, wanted, without_ending
from api.service import service
from api.thing_page import ontology_view, thing_view
from graph.answer import Answers, UnknownThingError
from graph.description import ONTOLOGY, Description, describe, near, ontology_triples, terms
from graph.question import ParameterError
from ontology import DEFAULT_POLICY

KINDS = (
    "arm",
    "claim",
    "claimant",
    "claimant-kind",
    "condition",
    "credibility",
    "echelon",
    "fact",
    "finding",
    "formation",
    "graph",
    "link",
    "ontology",
    "person",
    "policy",
    "post",
    "rank",
    "role",
    "source",
    "stance",
    "status",
)
"""The first parts of the addresses of things."""

_NOT_FOR_PEOPLE = ("/api/", "/reconcile/")
_READ = ["GET", "HEAD"]


class _Address(Convertor[str]):
    """The address of a thing in a path: one of the kinds, alone or with more behind it, with or without an ending."""

    regex = rf"(?:{'|'.join(KINDS)})(?:/.*|{'|'.join(re.escape(ending) for ending in ENDINGS)})?"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("thing", _Address())
router = APIRouter(dependencies=[Depends(known_parameters_only)], include_in_schema=False)


@router.api_route("/person/{id}", methods=_READ)
def show_person(request: Request, ui: Shown, asked: Asked, id: Slug, known: Known = None) -> Response:
    """A person: everything known, drawn in time and in order of time, with the claims behind it."""
    about = _described_for_page(request, ui, asked, f"person/{id}")
    if isinstance(about, Response):
        return about
    return _page(ui, "person.html", about, **_kept(asked, known), **person_view(ui, asked, id, known or None))


@router.api_route("/formation/{id}", methods=_READ)
def show_formation(request: Request, ui: Shown, asked: Asked, id: Slug, on: On = None, known: Known = None) -> Response:
    """A formation: where it stood on a day and who led it, then all that through time, and whom it lost."""
    about = _described_for_page(request, ui, asked, f"formation/{id}")
    if isinstance(about, Response):
        return about
    shown = formation_view(ui, asked, id, on or None, known or None)
    thing = thing_view(about, asked, ui)
    return _page(ui, "formation.html", about, **_kept(asked, known), **shown, thing=thing, on=on or None)


@router.api_route("/fact/{id:path}", methods=_READ)
def show_fact(request: Request, ui: Shown, asked: Asked, id: Slug, known: Known = None) -> Response:
    """A fact: why it is judged as it is, with every claim that counts or does not, and how the verdict changed. A
    version, or a fact that is none by today's default verdicts, is shown as other things are."""
    about = _described_for_page(request, ui, asked, f"fact/{id}")
    if isinstance(about, Response):
        return about
    try:
        shown = fact_view(ui, asked, id, known or None)
    except UnknownThingError:
        if set(request.query_params) - {"lang"}:
            raise
        return _page(ui, "thing.html", about, thing=thing_view(about, asked, ui))
    return _page(ui, "fact.html", about, **_kept(asked, known), **shown)


@router.api_route("/{address:thing}", methods=_READ)
def show_thing(request: Request, ui: Shown, written: AsWritten, address: Slug) -> Response:
    """Any other thing: what is said about it, and what points to it."""
    about = _described_for_page(request, ui, written, address)
    if isinstance(about, Response):
        return about
    if about.path == ONTOLOGY:
        return _page(ui, "ontology.html", about, parts=ontology_view(written, ui))
    return _page(ui, "thing.html", about, thing=thing_view(about, written, ui))


def _described_for_page(request: Request, ui: Interface, answers: Answers, address: str) -> Description | Response:
    """What is said about the thing at an address, if its page is wanted; else the answer in the form that is wanted, or
    that there is no such thing."""
    path, named = without_ending(address)
    media = wanted(request, named)
    try:
        about = describe(answers.store, path)
    except ParameterError:
        about = None
    if about is None:
        return _missing(ui, path, _near(answers, path), media)
    if media == PAGE:
        return about
    no_parameters(request)
    if path == ONTOLOGY:
        return data(ontology_triples(answers.store), media, path)
    return data(description_triples(about, request), media, path)


def _page(ui: Interface, template: str, about: Description, **shown: Any) -> Response:
    page = render(ui, template, path=about.path, **shown)
    page.headers.update(headers(about.path))
    return page


def _kept(answers: Answers, known: str | None) -> dict[str, Any]:
    """What links to other pages (`kept`) and to the API (`asked`) take along: the day of knowing and the policy, where
    they are not the usual ones."""
    kept = {"known": known or None, "policy": answers.policy if answers.policy != DEFAULT_POLICY else None}
    query = urlencode({name: value for name, value in kept.items() if value is not None})
    return {"kept": kept, "asked": f"?{query}" if query else ""}


def _near(answers: Answers, path: str) -> list[tuple[str, str]]:
    """Up to three things that `path` may mean: address and name."""
    kind, _, slug = path.partition("/")
    if kind == ONTOLOGY:
        defined = {one.path: one.label() for one in terms(answers.store)}
        meant = get_close_matches(f"{ONTOLOGY}#{slug}", defined, n=3, cutoff=0.6)
        return [(one, f"{one}: {defined[one]}") for one in meant] or [(ONTOLOGY, answers.names.label(ONTOLOGY))]
    known = answers.names.ids(kind)
    if known:
        named_so = [match.path for match in answers.naming.search(slug.replace("-", " "), [kind], limit=3)]
        found = named_so or [f"{kind}/{one}" for one in get_close_matches(slug, known, n=3, cutoff=0.6)]
        return [(one, answers.names.label(one)) for one in found]
    return [(one, one) for one in near(answers.store, path)] if kind in KINDS else []


def _missing(ui: Interface, path: str, nearest: list[tuple[str, str]], media: str) -> Response:
    """That there is no such thing, as a page or as a problem."""
    if media == PAGE:
        return render(ui, "missing.html", 404, path=path, nearest=nearest)
    hint = f"did you mean {' or '.join(f'/{one}' for one, _ in nearest)}?" if nearest else None
    response = Problem(404, f"there is nothing at /{path}", allowed=hint).response()
    response.headers["Vary"] = "Accept"
    return response


def register(app: FastAPI) -> None:
    """Tell people by a page, machines by a problem, that an address leads nowhere."""

    @app.exception_handler(404)
    def nowhere(request: Request, error: HTTPException) -> Response:
        path = request.url.path
        try:
            media = wanted(request)
        except Problem:
            media = ""
        if path.startswith(_NOT_FOR_PEOPLE):
            return Problem(404, f"{request.method} {path}: see /api/v1 for what there is").response()
        kind, _, rest = path.removeprefix("/").partition("/")
        meant = [f"{one}/{rest}" for one in get_close_matches(kind, KINDS, n=3, cutoff=0.6)]
        answers = service(request).answers
        nearest = [(one, answers.names.label(one)) for one in meant if rest and one in answers.names.labels]
        return _missing(interface_of(request), path.removeprefix("/"), nearest, media)
