"""The example gallery: the questions of graph/queries, grouped for reading, and bound to the values a person gives."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from graph.answer import Answers
from graph.question import ANY, Question, question, questions

GROUPS = {
    "Who held what": ("holders", "succession", "posts-of-person", "leaders", "vacant", "acting", "posts"),
    "People": ("timeline", "tenure-end", "rank-on-day", "served-together", "persons"),
    "The hierarchy": ("subordinates", "superiors", "hierarchy", "formations", "dissolved", "undated-subordinations"),
    "What happened": ("events", "deaths", "changed-valid", "turnover"),
    "What was known when": ("changed-known", "fact-versions", "claims-behind", "claims", "confirmations", "undated"),
    "What does not fit": (
        "findings",
        "contested",
        "overlapping",
        "refuted-deaths",
        "refuted-claimants",
        "start-disagreements",
        "superior-disagreements",
    ),
}
"""Names of questions by heading, those that a newcomer asks first in front."""

REST = "Under the bonnet"
"""The heading of all questions that no group names."""

_THINGS = frozenset(
    {"person", "formation", "role", "rank", "status", "claimant", "echelon", "link", "stance", "policy"}
)
"""Types of parameters whose values are registered with a name."""


def gallery() -> list[dict[str, Any]]:
    """The groups in order, each with its heading and its examples."""
    grouped = {name for names in GROUPS.values() for name in names}
    rest = tuple(name for name in questions() if name not in grouped)
    return [
        {"group": heading, "examples": [_described(questions()[name]) for name in names if name in questions()]}
        for heading, names in {**GROUPS, REST: rest}.items()
    ]


def bound(asked: Answers, name: str, given: Mapping[str, str]) -> str:
    """The text of the question `name` with the values `given`; an empty one counts as left out.

    Raises ParameterError for an unknown question, a missing, unknown or wrong parameter, and a thing that there is not.
    """
    chosen = question(name)
    values = {key: value.strip() for key, value in given.items() if value.strip()}
    for parameter in chosen.parameters:
        value = values.get(parameter.name, ANY)
        if value == ANY:
            continue
        if parameter.type == "links":
            for slug in value.split(","):
                asked.thing("link", slug.strip(), parameter.name)
        elif parameter.type in _THINGS:
            asked.thing(parameter.type, value, parameter.name)
    return f"# {_in_words(asked, chosen, values)}\n{_without_header(chosen.render(**values))}"


def _described(found: Question) -> dict[str, Any]:
    return {
        "name": found.name,
        "title": found.title,
        "question": found.question,
        "returns": found.returns,
        "parameters": [asdict(parameter) for parameter in found.parameters],
    }


def _in_words(asked: Answers, chosen: Question, values: Mapping[str, str]) -> str:
    """The question with the values in it, things by their names, on one line."""
    words = chosen.question
    for parameter in chosen.parameters:
        value = values.get(parameter.name) or parameter.default or ""
        said = asked.names.label(f"{parameter.type}/{value}") if parameter.type in _THINGS else value
        words = words.replace(f"{{{parameter.name}}}", said)
    return " ".join(words.split())


def _without_header(text: str) -> str:
    """The query without the comments in front of it, which declare what is bound now."""
    lines = text.splitlines()
    first = next(at for at, line in enumerate(lines) if not line.startswith("#"))
    return "\n".join(lines[first:]) + "\n"
