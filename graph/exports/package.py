"""The tables as CSV in a zip, described as a Tabular Data Package (Frictionless Data, specifications of 2017)."""

import csv
import hashlib
import json
import shutil
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from graph.exports.columns import Column, Table
from graph.exports.schema import TABLES
from graph.exports.thing import Value, things
from graph.snapshot import Snapshot
from graph.void import CREATOR, DESCRIPTION, LICENCE, TITLE

DESCRIPTOR = "datapackage.json"

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the zip: the earliest that the format can tell."""


def write_package(snapshot: Snapshot, output: BinaryIO) -> None:
    """A zip with a CSV file (UTF-8, RFC 4180 with plain line ends) a table, and the package's description."""
    with TemporaryDirectory(prefix="stavka-") as scratch, ZipFile(output, "w", ZIP_DEFLATED) as package:
        written = write_tables(snapshot, Path(scratch))
        resources = [_resource(table, path) for table, path in zip(TABLES, written, strict=True)]
        text = json.dumps(_description(snapshot, resources), indent=2, ensure_ascii=False) + "\n"
        with package.open(_entry(DESCRIPTOR), "w") as file:
            file.write(text.encode())
        for path in written:
            with path.open("rb") as table_file, package.open(_entry(path.name), "w", force_zip64=True) as file:
                shutil.copyfileobj(table_file, file)


def write_tables(snapshot: Snapshot, directory: Path) -> list[Path]:
    """Write every table as CSV into `directory`; gives the files in the order of TABLES."""
    paths = [directory / f"{table.name}.csv" for table in TABLES]
    with ExitStack() as open_files:
        writers = []
        for table, path in zip(TABLES, paths, strict=True):
            file = open_files.enter_context(path.open("w", encoding="utf-8", newline=""))
            writers.append((table, csv.writer(file, lineterminator="\n")))
            writers[-1][1].writerow(column.name for column in table.columns)
        for thing in things(snapshot.graphs):
            for table, writer in writers:
                for row in table.rows(thing):
                    writer.writerow(map(_written, row))
    return paths


def _written(value: Value) -> str | int:
    """A cell in CSV: booleans as Table Schema writes them, nothing for an empty one."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else value


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _FIRST_DAY)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _description(snapshot: Snapshot, resources: list[dict[str, Any]]) -> dict[str, Any]:
    manifest = snapshot.manifest
    return {
        "profile": "tabular-data-package",
        "name": "stavka",
        "title": TITLE,
        "description": DESCRIPTION,
        "version": manifest.version,
        "created": manifest.created,
        "licenses": [{"name": "CC-BY-4.0", "path": LICENCE, "title": "Creative Commons Attribution 4.0"}],
        "contributors": [{"title": CREATOR, "role": "author"}],
        "sources": [{"title": "The pages listed in sources.csv, each with its address"}],
        "resources": resources,
    }


def _resource(table: Table, path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "profile": "tabular-data-resource",
        "name": table.name.replace("_", "-"),
        "path": path.name,
        "title": table.title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "dialect": {"lineTerminator": "\n"},
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, Any]:
    """The table's schema by the Table Schema specification."""
    keys = {one.name: one.key for one in TABLES}
    foreign = [
        {
            "fields": column.name,
            "reference": {
                "resource": "" if column.to == table.name else column.to.replace("_", "-"),
                "fields": keys[column.to][0],
            },
        }
        for column in table.columns
        if column.to
    ]
    return {
        "fields": [_field(column) for column in table.columns],
        **({"primaryKey": list(table.key)} if table.key else {}),
        **({"foreignKeys": foreign} if foreign else {}),
    }


def _field(column: Column) -> dict[str, Any]:
    about: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.about}
    return {**about, "constraints": {"required": True}} if column.needed else about
