"""The explorer: the hierarchy on any day as known on any day, drawn and stepped in the browser from the chronicle.

The page is a frame with the state that its address names, checked here; all that it shows is a function of that state
and of the chronicle. The same as a text, for one state, is the outline.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from api.pages.assets import modules
from api.pages.compare import presets
from api.pages.interface import Interface, Shown
from api.pages.rendering import render
from api.parameters import AsWritten, Known, Links, On, PolicyName, known_parameters_only
from api.resource import PAGE, data, description_triples, headers, no_parameters, wanted
from graph.answer import Answers
from graph.description import describe
from graph.drawing import leader_words
from graph.embedding import in_script
from graph.hierarchy import ROOT, chosen_links, hierarchy
from graph.outline import nested
from graph.question import ParameterError, day_of
from ontology import DEFAULT_POLICY
from ontology.vocabulary import Term

router = APIRouter(dependencies=[Depends(known_parameters_only)], include_in_schema=False)

Focus = Annotated[str | None, Query(max_length=200, description="The formation whose details are shown")]
Root = Annotated[str | None, Query(max_length=200, description="The formation from which the drawing hangs")]
Opened = Annotated[str | None, Query(max_length=4000, description="Formations opened or folded by hand, with commas")]
Span = Annotated[str | None, Query(max_length=30, description="The days that the sliders span: first/last")]

_FIRST = "2010-01-01"
"""The first day of the sliders if the address names none: before it the sources tell little."""


@router.api_route("/", methods=["GET", "HEAD"])
def show(
    request: Request,
    ui: Shown,
    written: AsWritten,
    on: On = None,
    known: Known = None,
    policy: PolicyName = DEFAULT_POLICY,
    links: Links = None,
    root: Root = None,
    focus: Focus = None,
    opened: Opened = None,
    span: Span = None,
) -> Response:
    """The explorer; for machines, what is said about the snapshot."""
    if (media := wanted(request)) != PAGE:
        no_parameters(request)
        snapshot = describe(written.store, "")
        assert snapshot is not None, "there is a snapshot, or nothing would be served"
        return data(description_triples(snapshot, request), media, "")
    problem = None
    try:
        state = _state(written, on, known, policy, links, root, focus, opened, span)
    except ParameterError as error:
        state, problem = _state(written), error
    page = render(
        ui,
        "explorer.html",
        200 if problem is None else 422,
        state=state,
        problem=problem,
        data=in_script({**state, **_choices(ui, written)}),
        words=ui.for_scripts("site", "explorer"),
        stories=presets(ui),
        modules=[*modules("explorer"), "element.js", "words.js", "vendor/zoom.js"],
    )
    page.headers.update(headers(""))
    return page


@router.get("/outline")
def show_outline(
    ui: Shown,
    written: AsWritten,
    on: On = None,
    known: Known = None,
    policy: PolicyName = DEFAULT_POLICY,
    links: Links = None,
    root: Root = None,
) -> Response:
    """The hierarchy as nested lists: for those who read rather than look, for print, and where there is no script."""
    asked = written.under(policy or DEFAULT_POLICY).speaking(ui.language)
    answer = hierarchy(asked, root or ROOT, on or None, known or None, links=links or None, claims=False)
    return render(ui, "outline.html", answer=answer, tree=nested(answer), words=leader_words)


def _state(
    written: Answers,
    on: str | None = None,
    known: str | None = None,
    policy: str | None = None,
    links: str | None = None,
    root: str | None = None,
    focus: str | None = None,
    opened: str | None = None,
    span: str | None = None,
) -> dict[str, Any]:
    """The state of an address, checked; what it does not name is None or the usual. Raises ParameterError."""
    answers = written.under(policy or DEFAULT_POLICY)
    moment = answers.moment(on or None, known or None)
    chosen_links(answers, links or None)
    for parameter, slug in (("root", root), ("focus", focus)):
        if slug:
            answers.thing("formation", slug, parameter)
    return {
        "on": moment.on.isoformat(),
        "known": moment.known.isoformat() if known else None,
        "policy": policy or DEFAULT_POLICY,
        "links": links.split(",") if links else None,
        "root": root or ROOT,
        "focus": focus or None,
        "opened": [one for one in (opened or "").split(",") if _can_be_opened(answers, one)],
        "span": _span(span),
        "widest": [_FIRST, date.today().isoformat()],
        "version": answers.snapshot["version"],
        "reaches": answers.snapshot["reaches"],
    }


def _can_be_opened(answers: Answers, one: str) -> bool:
    """A formation, with a hyphen to fold it, or one of the names that the drawing has besides (explorer/tree.js)."""
    slug = one.removeprefix("-")
    return slug in ("all", "central-bodies", "superior-not-known") or answers.names.knows("formation", slug)


def _choices(ui: Interface, written: Answers) -> dict[str, Any]:
    """What the view can be chosen among, and what the legend explains."""
    vocabulary = written.vocabulary
    return {
        "policies": [{"id": one["id"], "title": one["title"]} for one in written.policies()["items"]],
        "linkKinds": _labelled(ui, vocabulary.links),
        "stances": _labelled(ui, vocabulary.stances),
        "credibility": _labelled(ui, vocabulary.credibility),
    }


def _labelled(ui: Interface, terms: Mapping[str, Term]) -> dict[str, str]:
    """What terms are called, by slug, in their order."""
    return {slug: term.labels[ui.language] for slug, term in terms.items()}


def _span(text: str | None) -> list[str] | None:
    """The first and the last day of a span; None for an empty one. Raises ParameterError for what is no span."""
    if not text:
        return None
    first, slash, last = text.partition("/")
    if not slash:
        raise ParameterError(
            "span", f'"{text}" is not a span', "give the first and the last day, such as 2022-02-24/2022-12-31"
        )
    start, end = day_of(first, "span"), day_of(last, "span")
    if start >= end:
        raise ParameterError("span", f"{first} is not before {last}", "give the earlier day first")
    return [start.isoformat(), end.isoformat()]
