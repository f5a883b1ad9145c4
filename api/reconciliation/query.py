"""Reconciliation queries, read from JSON in the form of version 0.2 or of the 1.0 draft into one form.

What cannot be a query is refused, naming it; what is only of no use, such as an unknown type, is left out.
Source: https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/ and the 1.0 draft of the W3C
Entity Reconciliation Community Group, https://reconciliation-api.github.io/specs/draft/
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from api.problems import Problem
from api.reconciliation.offer import BATCH, BY_ID, CANDIDATES, DEFAULT_KINDS, MOST_CANDIDATES

QUANTIFIERS = ("any", "all", "none")


@dataclass(frozen=True, slots=True)
class Condition:
    """What is said of a property beside the name: `values` as texts, identifiers of things already matched included."""

    name: str
    values: tuple[str, ...]
    required: bool = False
    quantifier: str = "any"


@dataclass(frozen=True, slots=True)
class Query:
    """One query: names to search for (any of them), identifiers, the kinds of things, and the context.

    `types` are the ids of types that were asked for and exist; `dated` says that the things are wanted as of a day.
    """

    names: tuple[str, ...]
    identifiers: tuple[str, ...]
    types: tuple[str, ...]
    conditions: tuple[Condition, ...]
    limit: int

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of things to search."""
        return tuple(dict.fromkeys(BY_ID[one].kind for one in self.types)) or DEFAULT_KINDS

    @property
    def dated(self) -> bool:
        """True if things are wanted as of a day."""
        return any(BY_ID[one].dated for one in self.types)


class _Reader:
    """Reads one query; what is wrong in it is told with the query's place in the batch."""

    def __init__(self, parameter: str, place: str) -> None:
        self._parameter = parameter
        self._place = place

    def refuse(self, wrong: str, right: str) -> NoReturn:
        """Raise Problem 400 about this query."""
        raise Problem(400, f"{self._place}: {wrong}", self._parameter, right, query=self._place)

    def object(self, value: Any, name: str, right: str) -> Mapping[str, Any]:
        """`value` if it is a JSON object."""
        return value if isinstance(value, dict) else self.refuse(f"{name} is {_shown(value)}, not an object", right)

    def text(self, value: Any, name: str) -> str:
        """`value` if it is a text."""
        return value if isinstance(value, str) else self.refuse(f"{name} is {_shown(value)}, not a text", "give a text")

    def limit(self, value: Any) -> int:
        """The number of candidates; the default for None. More than there can be is as much as there can be."""
        if value is None:
            return CANDIDATES
        whole = isinstance(value, int | float) and not isinstance(value, bool) and value == int(value)
        if not whole or value < 1:
            self.refuse(f"limit is {_shown(value)}", f"give a whole number from 1 to {MOST_CANDIDATES}")
        return min(int(value), MOST_CANDIDATES)

    def values(self, value: Any, name: str) -> tuple[str, ...]:
        """One or more property values as texts, an empty one left out; of a thing its identifier."""
        found = []
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                one = self.text(one.get("id"), f"the id in {name}")
            if not isinstance(one, str | int | float):
                right = 'give a text, a number, or an object such as {"id": "rank/admiral"}'
                self.refuse(f"{name} is {_shown(one)}", right)
            whole = isinstance(one, float) and one.is_integer()
            text = json.dumps(one) if isinstance(one, bool) else str(int(one) if whole else one)
            if text.strip():
                found.append(text.strip())
        return tuple(found)


def queries_0_2(text: str) -> dict[str, Query]:
    """The queries of a batch in version 0.2, by key. Raises Problem: 400 naming the query that is wrong, 413 for too
    many."""
    batch = _batch(text, "queries")
    if not isinstance(batch, dict):
        allowed = 'such as {"q0": {"query": "Igor Osipov", "type": "person"}}'
        raise Problem(400, f"queries is {_shown(batch)}, not an object of queries", "queries", allowed)
    _count(batch, "queries")
    return {key: _query_0_2(key, query) for key, query in batch.items()}


def queries_1_0(body: bytes) -> list[Query]:
    """The queries of a batch of the 1.0 draft, in order. Raises Problem: 400 naming the query that is wrong, 413 for
    too many."""
    batch = _batch(body, "the body")
    queries = batch.get("queries") if isinstance(batch, dict) else None
    if not isinstance(queries, list):
        allowed = 'such as {"queries": [{"conditions": [{"matchType": "name", "propertyValue": "Igor Osipov"}]}]}'
        raise Problem(400, "the body is no object with an array of queries", "queries", allowed)
    _count(queries, "queries")
    return [_query_1_0(number, query) for number, query in enumerate(queries)]


def object_in(text: str | bytes, name: str, example: str) -> Mapping[str, Any]:
    """The JSON object in `text`. Raises Problem 400 saying where it cannot be read."""
    found = _batch(text, name)
    if not isinstance(found, dict):
        raise Problem(400, f"{name} is {_shown(found)}, not an object", name, f"such as {example}")
    return found


def _query_0_2(key: str, query: Any) -> Query:
    reader = _Reader("queries", f"query {key}")
    query = reader.object(query, "the query", 'such as {"query": "Igor Osipov"}')
    name = reader.text(query.get("query", ""), "query").strip()
    properties = query.get("properties") or []
    if not isinstance(properties, list):
        reader.refuse(f"properties is {_shown(properties)}", 'such as [{"pid": "rank", "v": "admiral"}]')
    conditions = []
    for one in properties:
        given = reader.object(one, "a property", 'such as {"pid": "rank", "v": "admiral"}')
        if "pid" not in given or "v" not in given:
            reader.refuse("a property lacks pid or v", 'such as {"pid": "rank", "v": "admiral"}')
        pid = reader.text(given["pid"], "pid")
        conditions.append(Condition(pid, reader.values(given["v"], f"v of {pid}")))
    if not name and not conditions:
        reader.refuse("neither query nor properties is given", "give the name to search for as query")
    types = query.get("type") or []
    named = [one for one in (types if isinstance(types, list) else [types]) if isinstance(one, str)]
    limit = reader.limit(query.get("limit"))
    return Query((name,) if name else (), (), _types(named), tuple(conditions), limit)


_FIELDS_1_0 = ("type", "limit", "lang", "dir", "conditions")


def _query_1_0(number: int, query: Any) -> Query:
    reader = _Reader("queries", f"query {number}")
    example = 'such as {"conditions": [{"matchType": "name", "propertyValue": "Igor Osipov"}]}'
    query = reader.object(query, "the query", example)
    for name in query:
        if name not in _FIELDS_1_0:
            reader.refuse(f"there is no field {name}", f"the fields are {', '.join(_FIELDS_1_0)}")
    given = query.get("conditions")
    if not isinstance(given, list) or not given:
        reader.refuse("there is no array of conditions with one at least", example)
    names: list[str] = []
    identifiers: list[str] = []
    conditions: list[Condition] = []
    for one in given:
        one = reader.object(one, "a condition", example)
        kind = one.get("matchType")
        if kind not in ("name", "id", "property"):
            reader.refuse(f"matchType is {_shown(kind)}", "give name, id or property")
        if "propertyValue" not in one:
            reader.refuse("a condition lacks propertyValue", example)
        found = reader.values(one["propertyValue"], "propertyValue")
        if kind == "name":
            names += found
        elif kind == "id":
            identifiers += found
        else:
            conditions.append(_condition_1_0(reader, one, found))
    named = [reader.text(query["type"], "type")] if query.get("type") is not None else []
    limit = reader.limit(query.get("limit"))
    return Query(tuple(names), tuple(identifiers), _types(named), tuple(conditions), limit)


def _condition_1_0(reader: _Reader, given: Mapping[str, Any], values: tuple[str, ...]) -> Condition:
    if "propertyId" not in given:
        reader.refuse("a condition with the matchType property lacks propertyId", "give one, such as rank")
    quantifier = given.get("matchQuantifier", "any")
    if quantifier not in QUANTIFIERS:
        reader.refuse(f"matchQuantifier is {_shown(quantifier)}", f"give {', '.join(QUANTIFIERS)}")
    required = given.get("required", False)
    if not isinstance(required, bool):
        reader.refuse(f"required is {_shown(required)}", "give true or false")
    return Condition(reader.text(given["propertyId"], "propertyId"), values, required, quantifier)


def _types(named: Sequence[str]) -> tuple[str, ...]:
    """The types that exist: clients also send those of the service that was asked before."""
    return tuple(one for one in named if one in BY_ID)


def _batch(text: str | bytes, name: str) -> Any:
    try:
        found = json.loads(text, parse_constant=_no_number)
        json.dumps(found, ensure_ascii=False).encode()  # half a character can be read, but not be answered
    except ValueError as error:
        where = f" at character {error.pos}" if isinstance(error, json.JSONDecodeError) else ""
        raise Problem(400, f"{name} cannot be read as JSON{where}: {error}", name, "give JSON in UTF-8") from None
    except RecursionError:
        raise Problem(400, f"{name} is nested too deeply", name, "give JSON in UTF-8") from None
    return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number in JSON")


def _count(batch: Sequence[Any] | Mapping[str, Any], name: str) -> None:
    if len(batch) > BATCH:
        raise Problem(413, f"there are {len(batch)} queries, at most {BATCH} are taken", name, "send several requests")


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:37]}..."
