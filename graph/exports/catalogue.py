"""What is offered: every export by name, how its file is made, and the checksums of the files that are.

A file is written beside its place and renamed when it is whole, so that any number of processes may make and read the
same one.
"""

import fcntl
import gzip
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, BinaryIO

from graph.answer import Answers
from graph.exports import database, network, package, rdf
from graph.fact_view import Object
from graph.hierarchy import hierarchy
from graph.mistake import allowed_instead
from graph.question import ParameterError
from graph.snapshot import Snapshot
from graph.void import CREATOR, LICENCE, TITLE

MANIFEST = "exports.json"
CHECKSUMS = "SHA256SUMS"
"""The list of checksums that ``sha256sum -c`` reads."""

GZIP = ".gz"
_SIDECAR = ".sha256"


@dataclass(frozen=True)
class Offer:
    """What is offered: the name by which it is asked for, its file, what it is, and the media type of what is written,
    before a file whose name ends in ``.gz`` is compressed."""

    name: str
    file: str
    title: str
    about: str
    media: str

    @property
    def media_of_file(self) -> str:
        """The media type of the file as it is given out."""
        return "application/gzip" if self.file.endswith(GZIP) else self.media


@dataclass(frozen=True)
class Export(Offer):
    """An export of a whole snapshot, and what writes it."""

    write: Callable[[Snapshot, BinaryIO], None]


@dataclass(frozen=True)
class Drawing(Offer):
    """An export of the hierarchy on a day, and what writes an answer as one."""

    write: Callable[[Object, BinaryIO], None]


WHOLE: Mapping[str, Export] = {
    export.name: export
    for export in (
        Export(
            "nquads",
            "stavka.nq.gz",
            "N-Quads",
            "Everything as the build has written it: today in the default graph, versions in graph/history",
            "application/n-quads",
            rdf.write_nquads,
        ),
        Export(
            "trig",
            "stavka.trig.gz",
            "TriG, one graph a source",
            "Everything; a source and its claims in a graph named by the source's IRI, so that it can be dropped",
            "application/trig",
            rdf.write_trig,
        ),
        Export(
            "turtle",
            "stavka.ttl.gz",
            "Turtle",
            "The default graph: entities, vocabulary, sources, claims and today's facts, without versions",
            "text/turtle",
            rdf.write_turtle,
        ),
        Export(
            "jsonld",
            "stavka.jsonld.gz",
            "JSON-LD",
            "Everything as one expanded JSON-LD document",
            "application/ld+json",
            rdf.write_jsonld,
        ),
        Export(
            "rdf12",
            "stavka-claims-rdf12.ttl.gz",
            "Claims in RDF 1.2",
            "Each claim as a reifier of the triple that it asserts or denies, in Turtle 1.2",
            "text/turtle",
            rdf.write_rdf12,
        ),
        Export(
            "csv",
            "stavka-csv.zip",
            "CSV tables",
            "Persons, names, formations, posts, sources, claims, facts and versions as a tabular data package",
            "application/zip",
            package.write_package,
        ),
        Export(
            "sqlite",
            "stavka.sqlite.gz",
            "SQLite",
            "The same tables in one SQLite file, with keys, indexes and a search of names",
            "application/vnd.sqlite3",
            database.write_database,
        ),
    )
}
"""The exports of the whole graph, by name."""

DRAWN: Mapping[str, Drawing] = {
    drawing.name: drawing
    for drawing in (
        Drawing(
            "graphml",
            "hierarchy.graphml",
            "GraphML of the hierarchy",
            "The hierarchy on a day: formations with their leaders, edges from superior to subordinate",
            "application/graphml+xml",
            network.write_graphml,
        ),
        Drawing(
            "gexf",
            "hierarchy.gexf",
            "GEXF of the hierarchy",
            "The same for Gephi",
            "application/gexf+xml",
            network.write_gexf,
        ),
    )
}
"""The exports of the hierarchy on a day, by name."""

OFFERS: Mapping[str, Offer] = {**WHOLE, **DRAWN}
"""All of them."""


@dataclass(frozen=True)
class MadeFile:
    """A file that is there: its export, its size in bytes and the SHA-256 hash of its contents in hexadecimal."""

    export: Offer
    path: Path
    bytes: int
    sha256: str


def export_called(name: str) -> Offer:
    """The export with a name. Raises ParameterError with the names that there are."""
    if name not in OFFERS:
        raise ParameterError("format", f'there is no export "{name}"', allowed_instead(name, OFFERS))
    return OFFERS[name]


def make(export: Export, snapshot: Snapshot, path: Path | None = None) -> MadeFile:
    """Write an export to `path` (compressed if that ends in ``.gz``), or to where the service gives it out from, if it
    is not there yet. Raises OSError if it cannot be written."""
    if path is not None:
        return _write(export, path, snapshot, lambda output: export.write(snapshot, output))
    with _alone_in(snapshot.exports):
        path = snapshot.exports / export.file
        there = made(export, snapshot)
        return there or _noted(_write(export, path, snapshot, lambda output: export.write(snapshot, output)))


def make_all(snapshot: Snapshot, answers: Callable[[], Answers], directory: Path | None = None) -> list[MadeFile]:
    """Write every export into `directory`, or to where the service gives them out from, with the manifest and the
    checksums. `answers` are those of the same snapshot; the hierarchy is asked of them. Raises OSError."""
    own, target = directory is None, directory or snapshot.exports
    files = [make(export, snapshot, None if own else target / export.file) for export in WHOLE.values()]
    found = hierarchy(answers(), claims=False)
    for drawing in DRAWN.values():
        files.append(_write(drawing, target / drawing.file, snapshot, partial(drawing.write, found)))
    text = json.dumps(manifest(snapshot, files), indent=2, ensure_ascii=False) + "\n"
    for name, content in ((MANIFEST, text), (CHECKSUMS, checksums(files))):
        with _whole(target / name, snapshot) as output:
            output.write(content.encode())
    return files


def made(export: Export, snapshot: Snapshot) -> MadeFile | None:
    """The file of an export that the service gives out, None if it is not made yet."""
    path = snapshot.exports / export.file
    try:
        size = path.stat().st_size
        return MadeFile(export, path, size, _sidecar(path).read_text(encoding="ascii").split()[0])
    except FileNotFoundError:
        return None


def manifest(snapshot: Snapshot, files: Iterable[MadeFile]) -> dict[str, Any]:
    """What the files are, which snapshot they hold, and their checksums."""
    about = snapshot.manifest
    return {
        "title": TITLE,
        "snapshot": about.version,
        "created": about.created,
        "reaches": about.reaches,
        "licence": LICENCE,
        "creator": CREATOR,
        "counts": about.counts,
        "files": [{"file": file.path.name, **described(file.export), **measured(file)} for file in files],
    }


def described(export: Offer) -> dict[str, Any]:
    """An export for readers: name, title, what it is, media type of the file."""
    return {
        "name": export.name,
        "title": export.title,
        "about": export.about,
        "mediaType": export.media_of_file,
    }


def measured(file: MadeFile | None) -> dict[str, Any]:
    """Size and checksum of a file; null if it is not made yet."""
    return {"bytes": file.bytes if file else None, "sha256": file.sha256 if file else None}


def checksums(files: Iterable[MadeFile]) -> str:
    """The files' hashes in the form that ``sha256sum -c`` reads."""
    return "".join(f"{file.sha256}  {file.path.name}\n" for file in files)


def _write(export: Offer, path: Path, snapshot: Snapshot, write: Callable[[BinaryIO], None]) -> MadeFile:
    with _whole(path, snapshot) as output:
        write(output)
    with path.open("rb") as file:
        return MadeFile(export, path, path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def _noted(file: MadeFile) -> MadeFile:
    """Note a file's hash beside it, where `made` looks for it."""
    _sidecar(file.path).write_text(checksums([file]), encoding="ascii")
    return file


@contextmanager
def _alone_in(directory: Path) -> Iterator[None]:
    """Let one process at a time make files in a directory; the lock ends with the process, however that ends."""
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _sidecar(path: Path) -> Path:
    return path.with_name(path.name + _SIDECAR)


@contextmanager
def _whole(path: Path, snapshot: Snapshot) -> Iterator[BinaryIO]:
    """A file to write, which appears at `path` when it is whole, with the time of the snapshot."""
    path.parent.mkdir(parents=True, exist_ok=True)
    time = datetime.fromisoformat(snapshot.manifest.created).timestamp()
    with NamedTemporaryFile(dir=path.parent, prefix=".unfinished-", delete=False) as file:
        try:
            if path.name.endswith(GZIP):
                with gzip.GzipFile("", "wb", 6, file, mtime=0) as compressed:
                    yield compressed  # type: ignore[misc]
            else:
                yield file  # type: ignore[misc]
            file.flush()
            os.utime(file.name, (time, time))
            Path(file.name).chmod(0o644)
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
