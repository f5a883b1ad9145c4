"""What the README shows works: its commands and addresses do what it says."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import plain_http

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ stavka (.*?)(?:\s+#.*)?$", README, re.MULTILINE)
ADDRESSES = re.findall(r"^\$ curl 'http://127\.0\.0\.1:8000(.*)'$", README, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_of_the_readme_work(command: str, environment: dict[str, str]) -> None:
    arguments = [sys.executable, "-m", "api.cli", *shlex.split(command)]
    done = subprocess.run(arguments, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


@pytest.mark.parametrize("path", ADDRESSES)
def test_the_addresses_of_the_readme_answer(path: str, server: str) -> None:
    assert plain_http.get(server + path, timeout=60).status_code == 200


def test_the_readme_shows_commands_and_addresses() -> None:
    assert len(COMMANDS) >= 6
    assert len(ADDRESSES) >= 3


def test_the_source_file_of_the_readme_is_sound(facts_directory: Path) -> None:
    from graph.mistake import ReadingError
    from graph.reading import read_fact_base
    from ontology.vocabulary import load

    block = re.search(r"```yaml\n(.*?)```", README, re.DOTALL)
    assert block is not None
    (facts_directory / "sources/2022/2022-05-12-readme.yaml").write_text(block[1], encoding="utf-8")
    with pytest.raises(ReadingError) as error:
        read_fact_base(facts_directory, load())
    assert {mistake.problem.partition(" ")[0] for mistake in error.value.mistakes} == {"unknown"}, "only its names are"


def test_every_file_mentioned_in_the_readme_exists() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        if not target.startswith("http"):
            assert (ROOT / target).exists(), target
