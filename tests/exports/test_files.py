"""Files: made whole, the same to the last byte, with checksums that other tools check."""

import gzip
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from graph.answer import Answers
from graph.exports.catalogue import CHECKSUMS, MANIFEST, OFFERS, WHOLE, Export, made, make, make_all
from graph.snapshot import Snapshot


def contents(directory: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in directory.iterdir()}


@pytest.fixture(scope="module")
def all_files(small: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("all")
    make_all(small, lambda: Answers.from_snapshot(small), directory)
    return directory


def test_the_same_build_gives_the_same_bytes(small: Snapshot, all_files: Path, tmp_path: Path) -> None:
    make_all(small, lambda: Answers.from_snapshot(small), tmp_path)
    assert contents(tmp_path) == contents(all_files)
    assert set(contents(all_files)) == {*(offer.file for offer in OFFERS.values()), MANIFEST, CHECKSUMS}


def test_sha256sum_agrees(all_files: Path) -> None:
    tool = shutil.which("sha256sum")
    assert tool is not None
    done = subprocess.run(
        [tool, "--strict", "-c", CHECKSUMS], cwd=all_files, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    assert done.stdout.count(": OK") == len(OFFERS)


def test_the_manifest_names_every_file(small: Snapshot, all_files: Path) -> None:
    manifest = json.loads((all_files / MANIFEST).read_text("utf-8"))
    assert manifest["snapshot"] == small.manifest.version
    assert manifest["licence"].startswith("https://creativecommons.org/")
    sizes = {one["file"]: one["bytes"] for one in manifest["files"]}
    assert sizes == {offer.file: (all_files / offer.file).stat().st_size for offer in OFFERS.values()}


def test_a_file_is_compressed_if_its_name_says_so(small: Snapshot, tmp_path: Path) -> None:
    plain, packed = tmp_path / "a.nq", tmp_path / "a.nq.gz"
    make(WHOLE["nquads"], small, plain)
    make(WHOLE["nquads"], small, packed)
    assert gzip.decompress(packed.read_bytes()) == plain.read_bytes()
    assert len(plain.read_bytes().splitlines()) == small.manifest.counts["quads"] + 8, "eight tell of the snapshot"


def test_what_is_made_for_the_service_is_made_once(before: Snapshot) -> None:
    export = WHOLE["rdf12"]
    assert made(export, before) is None
    first = make(export, before)
    inode = first.path.stat().st_ino
    assert make(export, before) == made(export, before) == first
    assert first.path.stat().st_ino == inode, "it is the same file still"


def test_a_failure_leaves_nothing_behind(small: Snapshot, tmp_path: Path) -> None:
    def fail(snapshot: Snapshot, output: object) -> None:
        raise OSError("the disk is full")

    broken = Export("broken", "broken.nq", "Broken", "It fails", "text/plain", fail)
    with pytest.raises(OSError, match="the disk is full"):
        make(broken, small, tmp_path / "broken.nq")
    assert list(tmp_path.iterdir()) == []
