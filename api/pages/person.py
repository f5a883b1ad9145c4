"""What the page of a person shows: names, the career as a drawing, and a card for every fact with its claims."""

import unicodedata
from typing import Any

from api.pages.career import career
from api.pages.interface import Interface
from api.pages.lanes import rows_by_fact
from api.pages.strips import strips
from graph.answer import Answers

Object = dict[str, Any]


def person_view(ui: Interface, asked: Answers, person: str, known: str | None) -> Object:
    """All that the page of a person shows, as known on a day. Raises what Answers.timeline raises."""
    line = asked.timeline(person, known)
    moment = asked.moment(None, known)
    ids = [fact["id"] for fact in line["items"]]
    return {
        "person": line["person"],
        "line": line,
        "other_names": other_names(ui, asked, f"person/{person}"),
        "born": born(asked, person),
        "drawing": career(ui, line["items"], rows_by_fact(asked, ids, moment.known)),
        "strips": strips(asked, ids, moment.known),
    }


def born(asked: Answers, person: str) -> Any:
    """When a person was born, as the register has it; None if it does not."""
    said = asked.statements.of([f"person/{person}"]).get(f"person/{person}", {})
    return next(iter(said.get("born", ())), None)


def other_names(ui: Interface, asked: Answers, path: str) -> list[tuple[str, str]]:
    """What else a thing is called, in every script, each with its language as far as that is known: the labels of other
    languages, then other spellings."""
    labels = asked.names.labels.get(path, {})
    heading = labels.get(ui.language) or labels.get("en")
    found = {name: language for language, name in labels.items() if name != heading}
    others = [form for form in asked.names.forms.get(path, ()) if form != heading and form not in found]
    return [(language, name) for name, language in found.items()] + [(_script(one), one) for one in others]


def _script(text: str) -> str:
    """The script of a spelling as a language tag (BCP 47): the registers do not tell the language."""
    cyrillic = any("CYRILLIC" in unicodedata.name(letter, "") for letter in text)
    return "und-Cyrl" if cyrillic else "und-Latn"
