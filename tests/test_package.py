"""The package: whoever installs it elsewhere gets the facts, the queries, the words and the page with it."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_the_wheel_brings_all_that_is_needed(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    inside = set(zipfile.ZipFile(wheel).namelist())
    for package in ("ontology", "graph", "api"):
        here = {
            path.relative_to(ROOT).as_posix()
            for path in (ROOT / package).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }
        assert here <= inside
    assert {name.partition("/")[0] for name in inside} == {"ontology", "graph", "api", "stavka-0.1.0.dist-info"}


def test_no_lock_file_names_an_address() -> None:
    for name in ("requirements.txt", "requirements-test.txt", "tools/node.txt", "tools/pip.txt", "pyproject.toml"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text, name
    for name in ("requirements.txt", "requirements-test.txt", "tools/node.txt", "tools/pip.txt"):
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        pinned = [line for line in lines if "==" in line]
        assert pinned
        assert all(line.rstrip().endswith("\\") for line in pinned), "every package comes with its hashes"


def test_the_lock_file_of_npm_names_no_registry_and_has_every_hash() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    brought = {place: package for place, package in packages.items() if place}
    assert "node_modules/@zazuko/yasqe" in brought
    assert all("resolved" not in package for package in brought.values())
    assert all(package["integrity"].startswith("sha512-") for package in brought.values())


def test_what_the_pages_need_comes_with_its_licences() -> None:
    vendor = ROOT / "api/static/vendor"
    licences = (vendor / "LICENSES.txt").read_text(encoding="utf-8")
    assert (vendor / "yasqe.min.js").stat().st_size > 100_000
    for package in ("@zazuko/yasqe", "codemirror", "lodash-es", "dompurify", "milsymbol", "d3-zoom", "d3-ease"):
        assert f"\n{package} " in f"\n{licences}"
    assert licences.count("Permission is hereby granted") >= 8
    assert "axe-core" not in licences


def test_what_only_tests_need_is_not_served() -> None:
    assert (ROOT / "tests/vendor/axe.min.js").is_file()
    assert not list((ROOT / "api").rglob("axe*"))
