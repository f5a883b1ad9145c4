"""Cards: what a thing is, small enough for the preview of a table program."""

from typing import Any

from fastapi.responses import HTMLResponse

from api.pages.rendering import rendered
from api.problems import Problem
from api.reconciliation.identifier import Identifier, registered
from api.reconciliation.offer import DEFAULT_KINDS, TYPES
from api.reconciliation.shape import name_of
from graph.answer import Answers
from graph.assignment import assignment
from graph.edtf import Days
from graph.extension import Extension, Found, property_of

_LINES = {
    "person": (("rank", "Rank"), ("post", "Post")),
    "formation": (("echelon", "Echelon"), ("leader", "Led by"), ("superior", "Under")),
}
_FATES = 3
"""How many of the last events are told."""
_MOST = 3
"""How many values a line has at most."""


def thing_of(text: str, answers: Answers) -> Identifier:
    """The thing that an identifier names. Raises Problem 404."""
    found = registered(text, answers.names, tuple(dict.fromkeys(one.kind for one in TYPES)))
    if found is None:
        raise Problem(404, f'there is nothing with the identifier "{text[:100]}"', "id", "such as person/igor-osipov")
    return found


def preview(thing: Identifier, answers: Answers) -> HTMLResponse:
    """The card as a page."""
    return HTMLResponse(rendered("preview.html", base="", **_shown(thing, answers)))


def flyout(thing: Identifier, answers: Answers, base: str) -> dict[str, str]:
    """The card as a piece of HTML for the page of somebody else; `base` is this server's address."""
    return {"id": thing.text, "html": rendered("card.html", base=base, **_shown(thing, answers))}


def address(thing: Identifier) -> str:
    """The page of a thing: of a formation on a day, the hierarchy below it on that day."""
    if thing.kind == "formation" and thing.days is not None and thing.days.width == 0:
        return f"/?root={thing.slug}&on={thing.days.earliest}"
    return f"/{thing.path}"


def _shown(thing: Identifier, answers: Answers) -> dict[str, Any]:
    moment = answers.moment()
    extension = Extension(answers, moment.known)
    when = thing.days or Days(moment.on, moment.on)
    lines = []
    for name, label in _LINES.get(thing.kind, ()):
        asked = property_of(thing.kind, name)
        assert asked is not None, "a line of a card is a property"
        values = extension.values(asked, thing.slug, when)
        lines.append((label, [_words(one, answers) for one in values[:_MOST]], len(values) > _MOST))
    if thing.kind == "person" and when.width == 0:
        stood = assignment(answers, thing.slug, when.earliest)
        sure = stood["held"] in (None, "certain")
        lines.append(("State", [stood["state"]["label"] + ("" if sure else f" ({stood['held']})")], False))
    fates = extension.fate(thing.slug, when)[-_FATES:] if thing.kind == "person" else []
    return {
        "name": name_of(thing, answers),
        "others": [name for language, name in answers.names.labels[thing.path].items() if language != "en"],
        "when": thing.on or moment.on.isoformat(),
        "lines": lines,
        "fates": [one.text for one in reversed(fates)],
        "reports": _reports(thing, answers),
        "address": address(thing),
    }


def _words(found: Found, answers: Answers) -> str:
    """A value with what makes it less than certain."""
    name = found.text or answers.names.label(found.path or "")
    return name if found.held in (None, "certain") else f"{name} ({found.held})"


def _reports(thing: Identifier, answers: Answers) -> int | None:
    if thing.kind not in DEFAULT_KINDS:
        return None
    return next(int(row["claims"]) for row in answers.table(f"{thing.kind}s") if row[thing.kind] == thing.path)
