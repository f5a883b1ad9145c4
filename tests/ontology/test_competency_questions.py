"""Every competency question is answered by a query file, and every query file answers one."""

import re

import pytest

from graph.question import question, questions
from ontology import DIRECTORY

TEXT = (DIRECTORY / "competency-questions.md").read_text(encoding="utf-8")
CALL = re.compile(r"^    ([a-z-]+)\.rq((?: [a-z]+=\S+)*)$", re.MULTILINE)
CALLS = [(name, dict(part.split("=", 1) for part in given.split())) for name, given in CALL.findall(TEXT)]


def test_the_questions_are_numbered_from_one() -> None:
    numbers = [int(number) for number in re.findall(r"^\*\*CQ(\d+)\*\*", TEXT, re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 25


def test_every_question_names_a_query() -> None:
    for part in re.split(r"^\*\*CQ\d+\*\*", TEXT, flags=re.MULTILINE)[1:]:
        assert CALL.search(part), part


@pytest.mark.parametrize(("name", "given"), CALLS, ids=[name for name, _ in CALLS])
def test_the_query_takes_the_parameters(name: str, given: dict[str, str]) -> None:
    asked = question(name)
    kinds = {parameter.name: parameter.type for parameter in asked.parameters}
    values = {key: [value] if kinds.get(key) == "things" else value for key, value in given.items()}
    assert "SELECT" in asked.render(**values)


def test_no_query_is_without_a_question() -> None:
    assert {name for name, _ in CALLS} == set(questions())
