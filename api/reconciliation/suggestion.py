"""Suggestions while people type: things, properties and types whose names have words that begin so."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from api.reconciliation.identifier import Identifier, identifier_of, registered
from api.reconciliation.offer import (
    BY_ID,
    CONTEXT,
    CONTEXT_BY_ID,
    DEFAULT_KINDS,
    FETCHED,
    LONGEST_TEXT,
    TYPES,
    Context,
    Fetched,
    Type,
)
from api.reconciliation.shape import summary
from graph.answer import Answers
from graph.names import folded

SUGGESTIONS = 10
"""How many suggestions are given if nothing is said."""
MOST = 100
"""The most suggestions at once."""

_SEARCHED = 20

Offered = TypeVar("Offered", Type, Context | Fetched)


def entities(
    answers: Answers, prefix: str, type_id: str | None, skipped: int = 0, limit: int = SUGGESTIONS
) -> list[dict[str, Any]]:
    """Things whose names in any script have words that begin with those of `prefix`, the most reported first, then
    those whose names are near to it. An identifier suggests its own thing; nothing typed, what is reported most.

    `type_id` narrows to a type; one that there is not is left out, as clients send those of other services.
    """
    known = BY_ID.get(type_id) if type_id is not None else None
    kinds = (known.kind,) if known is not None else DEFAULT_KINDS
    text = prefix.strip()[:LONGEST_TEXT]
    found: dict[str, Identifier] = {}
    exact = registered(text, answers.names, tuple(dict.fromkeys(one.kind for one in TYPES)))
    if exact is not None:
        found[exact.path] = exact
    beginning = _beginning(answers, text, kinds)
    near = [one.path for one in answers.naming.search(text, kinds, _SEARCHED)]
    for path in [*beginning, *near]:
        thing = identifier_of(path)
        if thing is not None:
            found.setdefault(path, thing)
    return [summary(one, answers, "notable") for one in list(found.values())[skipped : skipped + limit]]


def _beginning(answers: Answers, text: str, kinds: Sequence[str]) -> list[str]:
    """The paths of things with a name that has, for each word typed, a word that begins so."""
    typed = folded(text).split()
    prefixes = tuple(f"{kind}/" for kind in kinds)
    paths = {
        path
        for path, forms in answers.names.forms.items()
        if path.startswith(prefixes) and any(_begins(typed, folded(form).split()) for form in forms)
    }
    reports = _reports(answers)
    return sorted(paths, key=lambda path: (-reports.get(path, 0), path))


def _begins(typed: Iterable[str], words: Sequence[str]) -> bool:
    return all(any(word.startswith(part) for word in words) for part in typed)


def _reports(answers: Answers) -> dict[str, int]:
    """The number of claims about each person and formation."""
    tables = ((kind, answers.table(f"{kind}s")) for kind in DEFAULT_KINDS)
    return {str(row[kind]): int(row["claims"]) for kind, rows in tables for row in rows}


def types(prefix: str, skipped: int = 0, limit: int = SUGGESTIONS) -> list[dict[str, Any]]:
    """Types whose id or name begins so."""
    return [_offered(one) for one in _matching(TYPES, prefix)[skipped : skipped + limit]]


def properties(prefix: str, type_id: str | None, skipped: int = 0, limit: int = SUGGESTIONS) -> list[dict[str, Any]]:
    """Properties whose id or name begins so, of queries and of data extension: those of the type first. Others follow,
    because clients go on sending a type when none is chosen any more."""
    both: list[Context | Fetched] = [*CONTEXT, *(one for key, one in FETCHED.items() if key not in CONTEXT_BY_ID)]
    found = _matching(both, prefix)
    known = BY_ID.get(type_id) if type_id is not None else None
    ordered = sorted(found, key=lambda one: known is not None and known.kind not in one.kinds)
    return [_offered(one) for one in ordered[skipped : skipped + limit]]


def proposed(type_id: str | None, limit: int | None = None) -> list[dict[str, Any]]:
    """The properties that can be fetched for things of a type; all, for a type that there is not."""
    known = BY_ID.get(type_id) if type_id is not None else None
    found = [one for one in FETCHED.values() if known is None or known.kind in one.kinds]
    return [_offered(one) for one in found[:limit]]


def _offered(one: Type | Context | Fetched) -> dict[str, Any]:
    return {"id": one.id, "name": one.name, "description": one.about}


def _matching(offered: Sequence[Offered], prefix: str) -> list[Offered]:
    typed = folded(prefix).split()
    return [one for one in offered if one.id == prefix or _begins(typed, folded(one.name).split() + one.id.split("-"))]
