"""What the forms of pages offer, and how what was written into them is understood."""

from typing import Annotated

from fastapi import Query

from api.pages.interface import Interface
from graph.answer import Answers
from graph.names import folded

Formation = Annotated[str | None, Query(max_length=300, description="The id or a name of a formation")]


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
