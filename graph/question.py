"""Questions: one file in ``queries/`` each, with typed parameters that are bound in one place.

A query file begins with comment lines::

    # title: Holders of a post on a day
    # question: Who held the post {role} of {formation} on {on}, as known on {known}?
    # param formation formation example=black-sea-fleet -- the formation
    # param known day default=today example=2022-05-21 -- as known on this day

and uses ``$formation`` where the term belongs. Binding puts a validated RDF term in its place and nothing else, so that
the text which runs is one that a user can copy. A parameter with ``default=any`` may be left out; it stands in a VALUES
clause, where it becomes UNDEF.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TypeGuard

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph.edtf import EdtfError, days_of
from graph.iri import history_graph
from graph.mistake import allowed_instead
from graph.store import Row, Store
from ontology import BASE

QUERIES = Path(__file__).resolve().parent / "queries"
TODAY = date(9999, 12, 30)
"""The known day that stands for today: after every version's first known day, before the open end."""
ANY = "any"

Value = str | int | bool | float
"""A plain value of an answer: things below the base IRI are given by their path (``person/igor-osipov``)."""

_HEADER = re.compile(r"#\s*(title|question|returns|param)\s*:?\s+(.*)")
_PARAM = re.compile(
    r"(?P<name>[a-z]+)\s+(?P<type>[a-z]+)(?:\s+default=(?P<default>\S+))?(?:\s+example=(?P<example>\S+))?\s+--\s+(?P<about>.+)"
)
_TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|<[^<>\s]*>|#[^\n]*|\$([a-z]+)\b')
_PATH = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)*")
_ADDRESS = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9.-]*(?:/[A-Za-z0-9][A-Za-z0-9.-]*)*(?:#[A-Za-z][A-Za-z0-9-]*)?)?")
_IRI = re.compile(r"https?://[A-Za-z0-9./_~:#-]+")
_SLUG_TYPES = frozenset(
    {
        "person",
        "formation",
        "role",
        "rank",
        "status",
        "claimant",
        "source",
        "link",
        "echelon",
        "stance",
        "fact",
        "claim",
    }
)


class ParameterError(ValueError):
    """A parameter is missing, unknown or wrong. `parameter` names it, `allowed` says what would be right."""

    def __init__(self, parameter: str, problem: str, allowed: str = "") -> None:
        self.parameter = parameter
        self.problem = problem
        self.allowed = allowed
        super().__init__(f"{parameter}: {problem}" + (f"; {allowed}" if allowed else ""))


@dataclass(frozen=True, slots=True)
class Parameter:
    """A declared parameter: its type, its default (None: it must be given), an example, and what it means."""

    name: str
    type: str
    default: str | None
    example: str | None
    about: str

    def term(self, value: object) -> str:
        """`value` as SPARQL text. Raises ParameterError if it does not fit the type."""
        if value == ANY and self.default == ANY:
            return "UNDEF"
        return _TERMS.get(self.type, _thing)(self, value)


@dataclass(frozen=True, slots=True)
class Question:
    """A question: its file's name without ending, what it asks, its parameters in order, and its SPARQL text."""

    name: str
    title: str
    question: str
    returns: str
    parameters: tuple[Parameter, ...]
    text: str

    def render(self, **values: object) -> str:
        """The SPARQL text with the parameters bound. Raises ParameterError for a missing, unknown or wrong one."""
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in values:
            if name not in known:
                raise ParameterError(name, f'"{self.name}" has no such parameter', allowed_instead(name, known))
        terms: dict[str, str] = {}
        for parameter in self.parameters:
            value = values.get(parameter.name)
            value = parameter.default if value is None else value
            if value is None:
                example = f"for example {parameter.name}={parameter.example}" if parameter.example else ""
                raise ParameterError(parameter.name, f"is needed ({parameter.about})", example)
            terms[parameter.name] = parameter.term(value)
        return _TOKEN.sub(lambda match: terms[match[1]] if match[1] else match[0], self.text)


def day_of(value: object, parameter: str) -> date:
    """One day from an ISO or EDTF text, or ``today``. Raises ParameterError for a range or anything else."""
    if isinstance(value, date):
        return value
    if value == "today":
        return TODAY
    try:
        days = days_of(str(value))
    except EdtfError as error:
        raise ParameterError(parameter, str(error)) from None
    if days.earliest != days.latest:
        problem = f'"{value}" allows {days.earliest} to {days.latest}'
        raise ParameterError(parameter, problem, "one day is needed, such as 2022-05-20")
    return days.earliest


def _thing(parameter: Parameter, value: object) -> str:
    text = str(value)
    if _PATH.fullmatch(text) is None:
        problem = f'"{text}" is not the id of a {parameter.type}'
        raise ParameterError(parameter.name, problem, "an id has lower-case letters a-z, digits and hyphens")
    return f"<{BASE}{parameter.type}/{text}>"


def _address(parameter: Parameter, value: object) -> str:
    """Any IRI of ours by its path below the base: ``person/igor-osipov``, ``ontology#Person``, or nothing."""
    text = str(value)
    if not is_address(text):
        problem = f'"{text}" is not an address below {BASE}'
        raise ParameterError(parameter.name, problem, "such as person/igor-osipov or ontology#Person")
    return f"<{BASE}{text}>"


def _property(parameter: Parameter, value: object) -> str:
    """A property: by its path below the base, or the whole IRI of one of another vocabulary."""
    text = str(value)
    if is_address(text):
        return f"<{BASE}{text}>"
    if _IRI.fullmatch(text) is None:
        raise ParameterError(parameter.name, f'"{text}" is not an IRI', "such as ontology#person")
    return f"<{text}>"


def _day(parameter: Parameter, value: object) -> str:
    return f'"{day_of(value, parameter.name).isoformat()}"^^<http://www.w3.org/2001/XMLSchema#date>'


def _integer(parameter: Parameter, value: object) -> str:
    text = str(value)
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise ParameterError(parameter.name, f'"{text}" is not a whole number', "give one from 0 on")
    return text


def _text(parameter: Parameter, value: object) -> str:
    return str(Literal(str(value)))


def is_address(path: str) -> bool:
    """True if a thing could be at this path below the base."""
    return _ADDRESS.fullmatch(path) is not None


def _things(parameter: Parameter, value: object) -> str:
    """Paths below the base, a list or one text with spaces, for a VALUES clause."""
    paths = value.split() if isinstance(value, str) else [str(path) for path in value] if _is_list(value) else []
    for path in paths:
        if not is_address(path):
            raise ParameterError(
                parameter.name, f'"{path}" is not the path of a thing', "such as fact/event/ivan-popov"
            )
    return " ".join(f"<{BASE}{path}>" for path in paths)


def _is_list(value: object) -> TypeGuard[Iterable[object]]:
    return isinstance(value, Iterable)


def _links(parameter: Parameter, value: object) -> str:
    """Kinds of subordination with commas between them, for a VALUES clause."""
    return " ".join(_thing(replace(parameter, type="link"), slug.strip()) for slug in str(value).split(","))


def _policy(parameter: Parameter, value: object) -> str:
    """The graph of the versions that the policy makes."""
    text = str(value)
    if _PATH.fullmatch(text) is None or "/" in text:
        raise ParameterError(parameter.name, f'"{text}" is not the name of a policy', "for example official-only")
    return str(history_graph(text))


_TERMS: dict[str, Callable[[Parameter, object], str]] = {
    "address": _address,
    "day": _day,
    "integer": _integer,
    "links": _links,
    "policy": _policy,
    "property": _property,
    "text": _text,
    "things": _things,
}


@lru_cache(maxsize=1)
def questions() -> Mapping[str, Question]:
    """All questions by name. Raises ValueError naming a file whose header and body do not agree."""
    return {
        path.stem: parse_question(path.stem, path.read_text(encoding="utf-8")) for path in sorted(QUERIES.glob("*.rq"))
    }


def parse_question(name: str, text: str) -> Question:
    """The question in a query file's `text`. Raises ValueError saying what is wrong with it."""
    head: dict[str, str] = {}
    parameters: list[Parameter] = []
    for line in text.splitlines():
        match = _HEADER.fullmatch(line.rstrip())
        if match is None:
            continue
        if match[1] != "param":
            head[match[1]] = match[2]
            continue
        declared = _PARAM.fullmatch(match[2])
        if declared is None:
            raise ValueError(f"{name}.rq: cannot read the parameter {match[2]!r}")
        if declared["type"] not in _SLUG_TYPES | _TERMS.keys():
            raise ValueError(f"{name}.rq: unknown type {declared['type']!r}")
        parameters.append(Parameter(**declared.groupdict()))
    missing = {"title", "question", "returns"} - head.keys()
    if missing:
        raise ValueError(f"{name}.rq: the header lacks {', '.join(sorted(missing))}")
    used = {match[1] for match in _TOKEN.finditer(text) if match[1]}
    declared_names = {parameter.name for parameter in parameters}
    if used != declared_names:
        raise ValueError(f"{name}.rq: declared {sorted(declared_names)}, used {sorted(used)}")
    return Question(name, head["title"], head["question"], head["returns"], tuple(parameters), text)


def question(name: str) -> Question:
    """The question called `name`. Raises ParameterError with the nearest names."""
    found = questions().get(name)
    if found is None:
        raise ParameterError("question", f'there is no question "{name}"', allowed_instead(name, questions()))
    return found


def ask(store: Store, name: str, **values: object) -> list[dict[str, Value]]:
    """The rows that answer a question, as plain values; an unbound column is absent from its row."""
    return [plain(row) for row in store.select(question(name).render(**values))]


def plain(row: Row) -> dict[str, Value]:
    """One solution as plain values: paths below the base, numbers, booleans, texts (dates as ISO texts)."""
    return {name: _plain(term) for name, term in row.items()}


def _plain(term: NamedNode | Literal | BlankNode | Triple) -> Value:
    if isinstance(term, NamedNode):
        return term.value.removeprefix(BASE)
    if isinstance(term, Literal):
        kind = term.datatype.value.rpartition("#")[2]
        if kind in ("integer", "int", "long"):
            return int(term.value)
        if kind in ("decimal", "double", "float"):
            return float(term.value)
        return term.value in ("true", "1") if kind == "boolean" else term.value
    return str(term)
