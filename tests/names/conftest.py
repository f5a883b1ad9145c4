"""The search by name over the shipped fact base."""

import pytest

from graph.answer import Answers
from graph.naming import NameSearch


@pytest.fixture(scope="session")
def search(answers: Answers) -> NameSearch:
    return answers.naming
