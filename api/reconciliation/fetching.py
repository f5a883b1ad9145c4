"""Data extension: the values of properties for many identifiers, each on its own day if it has one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from api.problems import Problem
from api.reconciliation.identifier import Identifier, identifier_of
from api.reconciliation.offer import CERTAINTY, DEFAULT_KINDS, FACT, FETCHED, MOST_VALUES, TYPES, Fetched
from api.reconciliation.query import object_in
from graph.answer import Answers
from graph.edtf import Days
from graph.extension import CERTAINTIES, Extension, Found, property_of
from graph.mistake import allowed_instead
from graph.period import period_between
from graph.question import ParameterError
from ontology import DEFAULT_POLICY

_UNDATED = "undated"
_EXAMPLE = '{"ids": ["formation/58-caa@2022-05-20"], "properties": [{"id": "leader"}]}'


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a property: the time of rows that have none, and how facts are known and judged."""

    on: str | None = None
    known: str | None = None
    policy: str = DEFAULT_POLICY
    certainty: str = CERTAINTIES[0]
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A property to fetch, with its settings."""

    fetched: Fetched
    settings: Settings


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be fetched: columns for identifiers, as they were sent."""

    ids: tuple[str, ...]
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was fetched: the columns' meta objects, and by identifier and column the values."""

    meta: list[dict[str, Any]]
    rows: dict[str, list[list[dict[str, Any]]]] = field(default_factory=dict)


def request_of(text: str | bytes) -> Request:
    """A data extension query from JSON. Raises Problem: 400 naming what is wrong, 413 for too many values."""
    body = object_in(text, "extend", _EXAMPLE)
    ids, properties = body.get("ids"), body.get("properties")
    if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids):
        raise Problem(400, "ids is no array of texts", "extend", f"such as {_EXAMPLE}")
    if not isinstance(properties, list) or not all(isinstance(one, dict) for one in properties):
        raise Problem(400, "properties is no array of objects", "extend", f"such as {_EXAMPLE}")
    if len(ids) * len(properties) > MOST_VALUES:
        detail = f"{len(ids)} identifiers with {len(properties)} properties are more than {MOST_VALUES} values"
        raise Problem(413, detail, "extend", "send several requests")
    return Request(tuple(dict.fromkeys(ids)), tuple(_column(one) for one in properties))


def _column(given: Mapping[str, Any]) -> Column:
    name = given.get("id")
    if not isinstance(name, str) or name not in FETCHED:
        raise Problem(400, f'there is no property "{name}"', "properties", allowed_instead(str(name), FETCHED))
    settings = given.get("settings") or {}
    if not isinstance(settings, dict):
        raise Problem(400, f"the settings of {name} are no object", "settings", 'such as {"on": "2022-05-20"}')
    texts = {key: str(value).strip() for key, value in settings.items() if isinstance(value, str | int | float)}
    chosen = {key: text for key, text in texts.items() if text and key in Settings.__dataclass_fields__}
    found = Settings(**chosen)
    if found.certainty not in CERTAINTIES:
        raise Problem(400, f'"{found.certainty}" is no certainty', "certainty", f"allowed are {', '.join(CERTAINTIES)}")
    return Column(FETCHED[name], found)


def fetch(request: Request, answers: Answers, base: str) -> Answer:
    """The values of a request's columns; `base` is the server's address without a slash at its end.

    Raises Problem 400 for a setting that is wrong. An identifier of nothing has no values, as have those of another
    kind than a property is for.
    """
    things = {text: identifier_of(text) for text in request.ids}
    dated = bool(things) and all(one is not None and one.on is not None for one in things.values())
    try:
        cells = {settings: _Cells(settings, answers, base) for settings in {one.settings for one in request.columns}}
        rows = {
            text: [
                cells[one.settings].values(one.fetched, thing) if thing is not None else [] for one in request.columns
            ]
            for text, thing in things.items()
        }
    except ParameterError as error:
        raise Problem(400, f"{error.parameter}: {error.problem}", error.parameter, error.allowed) from None
    return Answer([_meta(column, dated=dated) for column in request.columns], rows)


class _Cells:
    """Fetches the values of columns with the same settings."""

    def __init__(self, settings: Settings, answers: Answers, base: str) -> None:
        self._settings = settings
        self._answers = answers.under(settings.policy)
        self._base = base
        moment = self._answers.moment(None, settings.known)
        self._when = period_between(settings.on, "on") if settings.on is not None else Days(moment.on, moment.on)
        certain_only = settings.certainty == "certain"
        self._extension = Extension(self._answers, moment.known, certain_only=certain_only, role=settings.role)

    def values(self, fetched: Fetched, thing: Identifier) -> list[dict[str, Any]]:
        """The values of a column for one identifier."""
        if fetched.id == _UNDATED:
            return [self._entity(Found(path=thing.path), None)] if self._knows(thing) else []
        asked = property_of(thing.kind, fetched.property)
        if asked is None:
            return []
        found = self._extension.values(asked, thing.slug, thing.days or self._when)
        return [self._value(fetched, one, thing.on) for one in found]

    def _knows(self, thing: Identifier) -> bool:
        return thing.kind in DEFAULT_KINDS and self._answers.names.knows(thing.kind, thing.slug)

    def _value(self, fetched: Fetched, found: Found, on: str | None) -> dict[str, Any]:
        if fetched.aspect == CERTAINTY:
            return {"str": found.certainty}
        if fetched.aspect == FACT:
            return {"str": self._address(str(found.fact))}
        return self._entity(found, on) if found.path is not None else {"str": found.text}

    def _entity(self, found: Found, on: str | None) -> dict[str, Any]:
        kind, _, slug = str(found.path).partition("/")
        thing = Identifier(kind, slug, on if kind in DEFAULT_KINDS else None)
        value = {"id": thing.text, "name": self._answers.names.label(thing.path)}
        return {**value, **({"description": found.certainty} if found.certainty else {})}

    def _address(self, fact: str) -> str:
        """Where the fact is explained, as known and judged in the same way."""
        asked = {"known": self._settings.known, "policy": self._settings.policy}
        query = urlencode({key: value for key, value in asked.items() if value not in (None, DEFAULT_POLICY)})
        return f"{self._base}/fact/{fact}" + (f"?{query}" if query else "")


def _meta(column: Column, *, dated: bool) -> dict[str, Any]:
    """A column's name and, where its values are things, their type."""
    fetched, on = column.fetched, column.settings.on
    named = {"id": fetched.id, "name": fetched.name + (f" ({on})" if on and not dated else "")}
    gives = {found.gives for kind in fetched.kinds if (found := property_of(kind, fetched.property)) is not None}
    wanted = next(
        (one for one in TYPES if {one.kind} == gives and one.dated == (dated and one.kind in DEFAULT_KINDS)), None
    )
    if wanted is None or fetched.aspect:
        return named
    return {**named, "type": {"id": wanted.id, "name": wanted.name}}
