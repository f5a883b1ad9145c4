"""The interface against its own description, by requests that schemathesis makes up: fitting ones and wrong ones."""

import re
import subprocess
import sys
from pathlib import Path

CONFIGURATION = Path(__file__).with_name("schemathesis.toml")
LEFT_OUT = "^/(sparql|graph-store)|/exports/"
"""SPARQL has tests of its own; the exported files take long to make."""


def test_no_request_meets_a_fault_or_an_answer_that_is_not_described(server: str, tmp_path: Path) -> None:
    """All checks, with made-up requests that are the same at each run; for more of them see docs/rest.md."""
    command = [Path(sys.executable).with_name("schemathesis"), "--config-file", CONFIGURATION, "run"]
    command += [f"{server}/api/v1/openapi.json", "--phases", "examples,fuzzing", "--max-examples", "2"]
    command += ["--generation-deterministic", "--workers", "2", "--exclude-path-regex", LEFT_OUT]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    made = re.search(r"([0-9]+) generated", done.stdout)
    assert made is not None
    assert int(made[1]) > 200
