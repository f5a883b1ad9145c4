"""The board of what is contested: a question each, with what speaks for and against it side by side."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response

from api.pages.date_words import span_words
from api.pages.filters import Formation, formation_meant, formations
from api.pages.interface import Interface, Shown, words
from api.pages.rendering import render
from api.parameters import Asked, Known, known_parameters_only, one_of
from graph.disagreement import disagreements
from graph.fact_list import KINDS

router = APIRouter(dependencies=[Depends(known_parameters_only)], include_in_schema=False)

Kind = Annotated[str | None, one_of("One kind of facts", KINDS)]


@router.get("/contested")
def show(ui: Shown, asked: Asked, kind: Kind = None, formation: Formation = None, known: Known = None) -> Response:
    """All open disagreements as known on a day, the most consequential first."""
    speaking = asked.speaking(ui.language)
    where = formation_meant(speaking, formation)
    found = disagreements(speaking, known or None, kind or None, where)
    for item in found["items"]:
        item["question"] = _question(ui, item)
        item["when"] = span_words(ui, item["days"]["from"], item["days"]["until"]) if item["days"] else None
    return render(
        ui,
        "contested.html",
        found=found,
        kind=kind or None,
        kinds=KINDS,
        where=where,
        formations=formations(ui),
    )


def _question(ui: Interface, item: dict[str, Any]) -> str:
    """What is in question, in words that take no side."""
    fact = item["sides"][0]
    person, formation = (ui.name(fact[name]) if fact[name] else "" for name in ("person", "formation"))
    if item["kind"] == "event":
        status = fact["status"]["id"]
        key = f"contested.was-{status}" if f"contested.was-{status}" in words() else "contested.was"
        return ui.t(key, person=person or formation, status=ui.name(fact["status"]["labels"]))
    if item["kind"] == "subordination":
        return ui.t("contested.whose", formation=formation)
    if item["kind"] == "rank":
        return ui.t("contested.rank", person=person)
    role = ui.name(fact["post"]["roleLabels"])
    if item["how"] == "denied":
        return ui.t("contested.held", person=person, role=role, formation=formation)
    key = "contested.commanded" if fact["post"]["role"] == "commander" else "contested.holder"
    return ui.t(key, role=role, formation=formation)
