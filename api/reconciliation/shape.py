"""Candidates as JSON, in a form that both versions of the API allow."""

from typing import Any

from api.reconciliation.context import CHAIN
from api.reconciliation.description import described
from api.reconciliation.identifier import Identifier
from api.reconciliation.matching import Candidate, Result
from api.reconciliation.offer import CONTEXT, DEFAULT_KINDS, TYPES
from graph.answer import Answers
from graph.edtf import Days

_LABELS = {one.id: one.name for one in CONTEXT} | {CHAIN: "A formation above or below"}


def result(found: Result, answers: Answers, name: str) -> dict[str, Any]:
    """The result of a query: its candidates under the key `name`, and what of the query was ignored and why."""
    ignored = [{"property": one.name, "value": one.value, "why": one.why} for one in found.ignored]
    candidates = [_candidate(one, answers, found) for one in found.candidates]
    return {name: candidates, **({"ignored": ignored} if ignored else {})}


def types_of(thing: Identifier) -> list[dict[str, str]]:
    """The types of a thing, the closest first: a person on a day is a person, too."""
    own = [one for one in TYPES if one.kind == thing.kind and (thing.on is not None or not one.dated)]
    return [{"id": one.id, "name": one.name} for one in sorted(own, key=lambda one: not one.dated)]


def name_of(thing: Identifier, answers: Answers) -> str:
    """What a thing is called; one on a day with the day, so that two rows do not look alike that are not."""
    name = answers.names.label(thing.path)
    return name if thing.on is None else f"{name} on {thing.on}"


def summary(thing: Identifier, answers: Answers, types: str, when: Days | None = None) -> dict[str, Any]:
    """A thing by identifier, name, description, and its types under the key `types`."""
    about = described(answers, thing, when)
    named = {"id": thing.text, "name": name_of(thing, answers), types: types_of(thing)}
    return {**named, **({"description": about} if about else {})}


def _candidate(one: Candidate, answers: Answers, found: Result) -> dict[str, Any]:
    when = found.when if one.identifier.kind in DEFAULT_KINDS else None
    return {
        **summary(one.identifier, answers, "type", when),
        "score": one.score,
        "match": one.match,
        "features": _features(one, found),
    }


def _features(one: Candidate, found: Result) -> list[dict[str, Any]]:
    """The parts of the score: how far the name agrees, and what of the context does; and what could not be used."""
    name = {"id": "name", "name": f"Name: {one.why}" if one.why else "Name", "value": round(one.name_score, 1)}
    fits = [
        {"id": key, "name": f"{_LABELS[key]}: {found.why}", "value": found.change > 0}
        for key, found in one.findings.items()
    ]
    unused = {one.name: one for one in found.ignored}
    ignored = [{"id": f"ignored-{key}", "name": f"Ignored: {why.why}", "value": True} for key, why in unused.items()]
    return [name, *fits, *ignored]
