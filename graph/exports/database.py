"""The tables as one SQLite file, with keys, indexes, a search of names and a page about itself."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from graph.exports.columns import Column, Row, Table
from graph.exports.schema import TABLES
from graph.exports.thing import things
from graph.snapshot import Snapshot
from graph.void import CREATOR, DESCRIPTION, LICENCE, TITLE

SEARCH = "names_search"
"""The FTS5 table of names: ``SELECT * FROM names_search WHERE names_search MATCH 'соловьев'``; ё is written е in it."""

_TYPES = {"string": "TEXT", "integer": "INTEGER", "boolean": "INTEGER", "date": "TEXT"}
_AT_ONCE = 1000


class BrokenKeyError(Exception):
    """A row refers to one that is not there; the message names both tables."""


def write_database(snapshot: Snapshot, output: BinaryIO) -> None:
    """An SQLite 3 file with the tables of the CSV package. Booleans are 0 and 1, dates ISO texts. Raises BrokenKeyError
    if the snapshot does not hold together."""
    with TemporaryDirectory(prefix="stavka-") as scratch:
        path = Path(scratch) / "stavka.sqlite"
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            _fill(database, snapshot)
        with path.open("rb") as file:
            shutil.copyfileobj(file, output)


def _fill(database: sqlite3.Connection, snapshot: Snapshot) -> None:
    # Nothing reads the file before it is whole, so that no journal is needed.
    database.execute("PRAGMA journal_mode = OFF")
    database.execute("PRAGMA synchronous = OFF")
    database.execute("BEGIN")
    _write_about(database, snapshot)
    for table in TABLES:
        database.execute(_definition(table))
    pending: dict[str, list[Row]] = {table.name: [] for table in TABLES}
    for thing in things(snapshot.graphs):
        for table in TABLES:
            rows = pending[table.name]
            rows.extend(table.rows(thing))
            if len(rows) >= _AT_ONCE:
                _insert(database, table, rows)
                rows.clear()
    for table in TABLES:
        _insert(database, table, pending[table.name])
        for name in table.indexes:
            database.execute(f"CREATE INDEX {table.name}_{name} ON {table.name} ({name})")
    _write_search(database)
    database.execute("COMMIT")
    broken = database.execute("PRAGMA foreign_key_check").fetchone()
    if broken is not None:
        raise BrokenKeyError(f"row {broken[1]} of {broken[0]} refers to one of {broken[2]} that is not there")


def _insert(database: sqlite3.Connection, table: Table, rows: list[Row]) -> None:
    marks = ", ".join("?" * len(table.columns))
    database.executemany(f"INSERT INTO {table.name} VALUES ({marks})", rows)  # noqa: S608 - names are ours


def _definition(table: Table) -> str:
    keys = {one.name: one.key for one in TABLES}
    parts = [_column(column) for column in table.columns]
    if table.key:
        parts.append(f"PRIMARY KEY ({', '.join(table.key)})")
    parts += [
        f"FOREIGN KEY ({column.name}) REFERENCES {column.to} ({keys[column.to][0]})"
        for column in table.columns
        if column.to
    ]
    return f"CREATE TABLE {table.name} (\n  -- {table.title}\n  " + ",\n  ".join(parts) + "\n)"


def _column(column: Column) -> str:
    return f"{column.name} {_TYPES[column.type]}{' NOT NULL' * column.needed} /* {column.about} */"


def _write_search(database: sqlite3.Connection) -> None:
    # unicode61 takes ё for a letter of its own, most people type е.
    database.execute(
        f"CREATE VIRTUAL TABLE {SEARCH} USING fts5(name, kind UNINDEXED, id UNINDEXED, "
        "tokenize = 'unicode61 remove_diacritics 2')"
    )
    database.execute(
        f"INSERT INTO {SEARCH} SELECT replace(replace(name, 'ё', 'е'), 'Ё', 'Е'), kind, "  # noqa: S608 - names are ours
        "coalesce(person, formation, claimant) FROM names ORDER BY rowid"
    )


def _write_about(database: sqlite3.Connection, snapshot: Snapshot) -> None:
    database.execute("CREATE TABLE readme (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
    database.executemany("INSERT INTO readme VALUES (?, ?)", _about(snapshot))


def _about(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    manifest = snapshot.manifest
    yield "title", TITLE
    yield "description", DESCRIPTION
    yield "snapshot", manifest.version
    yield "created", manifest.created
    yield "reaches", manifest.reaches
    yield "licence", f"CC BY 4.0, {LICENCE}"
    yield "creator", CREATOR
    yield "names", f"{SEARCH} finds names: WHERE {SEARCH} MATCH 'surikov', with е for ё"
    for table in TABLES:
        yield f"table {table.name}", table.title
