"""What the forms of pages offer, and how what was written into them is understood."""

from datetime import date
from typing import Annotated

from fastapi import Query

from api.pages.interface import Interface
from api.parameters import DAY
from graph.answer import Answers
from graph.edtf import Days
from graph.names import folded
from graph.question import ParameterError

Formation = Annotated[str | None, Query(max_length=300, description="The id or a name of a formation")]


First = Annotated[str | None, Query(alias="from", max_length=100, description=f"The first day, {DAY}")]
Last = Annotated[str | None, Query(alias="to", max_length=100, description=f"The last day, {DAY}")]


def period(start: date, end: date) -> Days:
    """The days of a form's `from` and `to`. Raises ParameterError for an end before the start."""
    if end < start:
        raise ParameterError("to", f"{end} is before {start}", "give a day not before the first one")
    return Days(start, end)


def formation_meant(answers: Answers, text: str | None) -> str | None:
    """The id of the formation that a text names, by its id or by exactly one of the registered spellings; None for an
    empty one. Raises UnknownThingError with the nearest ones."""
    if not text or not text.strip():
        return None
    said = folded(text)
    if not answers.names.knows("formation", text):
        named_so = {
            path.partition("/")[2]
            for path, forms in answers.names.forms.items()
            if path.startswith("formation/") and said in map(folded, forms)
        }
        if len(named_so) == 1:
            return named_so.pop()
    return answers.thing("formation", text.strip())


def formations(ui: Interface) -> list[tuple[str, str]]:
    """Id and name of every formation, by name."""
    names = ui.answers.names
    found = [(one, names.label(f"formation/{one}", ui.language)) for one in names.ids("formation")]
    return sorted(found, key=lambda pair: pair[1].casefold())
