"""The register of the tests that do not pass, with the reason of each: not-passed.yaml."""

from dataclasses import dataclass
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("not-passed.yaml")
FAILED, NOT_APPLICABLE = "failed", "not applicable"


@dataclass(frozen=True)
class Group:
    """Tests that do not pass for one reason."""

    outcome: str
    reason: str
    tests: tuple[str, ...]


def register(file: Path = FILE) -> list[Group]:
    """The groups of the register. Raises ValueError at an outcome that is none and at a test that is listed twice."""
    groups = [
        Group(entry["outcome"], " ".join(entry["reason"].split()), tuple(entry["tests"]))
        for entry in yaml.safe_load(file.read_text("utf-8"))
    ]
    seen: set[str] = set()
    for group in groups:
        if group.outcome not in (FAILED, NOT_APPLICABLE):
            raise ValueError(f'{file.name}: "{group.outcome}" is no outcome: write "{FAILED}" or "{NOT_APPLICABLE}"')
        for test in group.tests:
            if test in seen:
                raise ValueError(f"{file.name}: {test} is listed twice")
            seen.add(test)
    return groups


def by_test(groups: list[Group]) -> dict[str, Group]:
    """For each test that does not pass its group."""
    return {test: group for group in groups for test in group.tests}
