"""The description of the data set at /.well-known/void (and /void): a page for people, VoID for machines."""

from typing import Any

from fastapi import APIRouter, Depends, Request, Response

from api.pages.interface import Shown
from api.pages.rendering import render
from api.parameters import AsWritten, known_parameters_only
from api.resource import ENDINGS, PAGE, data, headers, no_parameters, wanted, without_ending
from graph.answer import Answers
from graph.description import labels_of
from graph.labels import SNAPSHOT
from graph.void import CREATOR, DESCRIPTION, LICENCE, void_triples
from ontology import ST

router = APIRouter(dependencies=[Depends(known_parameters_only)], include_in_schema=False)

ADDRESS = ".well-known/void"


def show(request: Request, ui: Shown, written: AsWritten) -> Response:
    """What there is, how much of it, and where."""
    _, named = without_ending(request.url.path)
    media = wanted(request, named)
    if media != PAGE:
        no_parameters(request)
        return data(void_triples(written, str(request.base_url)), media, ADDRESS)
    page = render(ui, "dataset.html", path=ADDRESS, **_view(written, ui.language))
    page.headers.update(headers(ADDRESS))
    return page


for _path in (ADDRESS, "void"):
    for _ending in ("", *ENDINGS):
        router.add_api_route(f"/{_path}{_ending}", show, methods=["GET", "HEAD"])


def _view(answers: Answers, language: str) -> dict[str, Any]:
    counts = answers.census.counts()
    classes = {path: number for path, number in counts.classes.items() if path.startswith("ontology#")}
    labels = labels_of(answers.store, classes)
    return {
        "title": SNAPSHOT[language],
        "description": DESCRIPTION,
        "licence": LICENCE,
        "creator": CREATOR,
        "snapshot": answers.snapshot,
        "counts": counts,
        "classes": [(path, labels[path].get(language, labels[path]["en"]), number) for path, number in classes.items()],
        "graphs": [(path, *numbers) for path, numbers in counts.graphs.items()],
        "policies": answers.policies()["items"],
        "namespace": ST,
    }
