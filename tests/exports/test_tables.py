"""The tables: frictionless and SQLite find them whole, and they hold what the graph holds."""

import csv
import io
import json
import sqlite3
import zipfile
from pathlib import Path

import pytest
from frictionless import Package, validate

from graph.exports.database import write_database
from graph.exports.package import DESCRIPTOR, write_package
from graph.exports.schema import TABLES
from graph.snapshot import Snapshot
from graph.store import Embedded

CLASSES = {
    "persons": "Person", "formations": "Formation", "claimants": "Claimant", "posts": "Post", "sources": "Source",
    "claims": "Claim", "tenures": "Tenure", "ranks": "RankHolding", "events": "StatusEvent",
    "subordinations": "Subordination",
}  # fmt: skip
"""The tables with a row for each thing of a class."""


def package_of(snapshot: Snapshot, directory: Path) -> dict[str, list[dict[str, str]]]:
    """The rows of each table, after frictionless has found the package sound."""
    output = io.BytesIO()
    write_package(snapshot, output)
    with zipfile.ZipFile(output) as package:
        package.extractall(directory)
    report = validate(directory / DESCRIPTOR)
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])[:5]
    return {
        path.stem: list(csv.DictReader(path.open(encoding="utf-8", newline=""))) for path in directory.glob("*.csv")
    }


def counted(snapshot: Snapshot, pattern: str) -> int:
    text = f"PREFIX st: <https://w3id.org/stavka/ontology#> SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}"
    (row,) = Embedded.load(*snapshot.graphs).select(text)
    return int(row["n"].value)  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def database(small: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> sqlite3.Connection:
    path = tmp_path_factory.mktemp("database") / "small.sqlite"
    with path.open("wb") as output:
        write_database(small, output)
    return sqlite3.connect(path)


def test_the_package_of_the_shipped_facts_is_sound_and_whole(snapshot: Snapshot, tmp_path: Path) -> None:
    rows = package_of(snapshot, tmp_path)
    counts = snapshot.manifest.counts
    for name in ("persons", "formations", "claimants", "sources", "claims"):
        assert len(rows[name]) == counts[name]
    assert sum(row["today"] == "true" for row in rows["facts"]) == counts["facts"]
    assert sum(row["policy"] == "default" for row in rows["versions"]) == counts["versions"]
    assert sum(len(rows[name]) for name in ("tenures", "ranks", "events", "subordinations")) == counts["facts"]
    arrest = next(row for row in rows["events"] if row["fact"] == "event/igor-osipov/arrested")
    label = next(row["label"] for row in rows["facts"] if row["fact"] == arrest["fact"])
    assert int(arrest["credibility"]) > 2
    assert "reported" in label, "an allegation is shown as one"


def test_the_package_holds_what_the_graph_holds(small: Snapshot, tmp_path: Path) -> None:
    rows = package_of(small, tmp_path)
    for name, of_class in CLASSES.items():
        assert len(rows[name]) == counted(small, f"?x a st:{of_class}"), name
    sides = "?fact a st:Fact ; st:supportedBy|st:opposedBy|st:setAside|st:disputedBy ?claim"
    assert len(rows["fact_claims"]) == counted(small, sides)
    assert len(rows["versions"]) == counted(small, "GRAPH ?g { ?version a st:FactVersion }")
    assert len(rows["names"]) == counted(
        small,
        "VALUES ?kind { st:Person st:Formation st:Claimant } ?x a ?kind ; "
        "<http://www.w3.org/2000/01/rdf-schema#label>|<http://www.w3.org/2004/02/skos/core#altLabel> ?name",
    )
    assert {row["title"] for row in rows["sources"]} >= {'Page "four", with a comma'}
    (open_now,) = {row["known_until"] for row in rows["versions"] if row["known_from"] == "2022-04-10"}
    assert open_now == "", "no day stands for no end"


def test_the_package_describes_itself(small: Snapshot, tmp_path: Path) -> None:
    package_of(small, tmp_path)
    found = Package(tmp_path / DESCRIPTOR)
    assert found.version == small.manifest.version
    assert found.licenses[0]["name"] == "CC-BY-4.0"
    for resource in json.loads((tmp_path / DESCRIPTOR).read_text("utf-8"))["resources"]:
        assert resource["title"]
        assert all(field["description"] for field in resource["schema"]["fields"])
        assert resource["bytes"] == (tmp_path / resource["path"]).stat().st_size


def test_the_database_has_the_rows_of_the_package(
    small: Snapshot, database: sqlite3.Connection, tmp_path: Path
) -> None:
    rows = package_of(small, tmp_path)
    for table in TABLES:
        (count,) = database.execute(f"SELECT count(*) FROM {table.name}").fetchone()
        assert count == len(rows[table.name]), table.name
    found = database.execute("SELECT claim, denies, start_earliest FROM claims ORDER BY claim").fetchall()
    wanted = [
        (row["claim"], int(row["denies"] == "true"), row["start_earliest"] or None)
        for row in sorted(rows["claims"], key=lambda row: row["claim"])
    ]
    assert found == wanted


def test_the_database_holds_together(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    keys = sum(len(database.execute(f"PRAGMA foreign_key_list({table.name})").fetchall()) for table in TABLES)
    assert keys == sum(bool(column.to) for table in TABLES for column in table.columns)
    readme = dict(database.execute("SELECT name, value FROM readme"))
    assert "CC BY 4.0" in readme["licence"]


@pytest.mark.parametrize("words", ["соловьев", "петр", "pyotr"])
def test_names_are_found_as_they_are_typed(database: sqlite3.Connection, words: str) -> None:
    found = database.execute("SELECT kind, id FROM names_search WHERE names_search MATCH ?", [words]).fetchall()
    assert found == [("person", "pyotr-b")]


def test_a_reader_can_ask_who_says_so(database: sqlite3.Connection) -> None:
    rows = database.execute(
        "SELECT fact_claims.side, claimants.name FROM events JOIN fact_claims USING (fact) JOIN claims USING (claim) "
        "JOIN claimants USING (claimant) WHERE events.person = 'ivan-a' ORDER BY 1"
    ).fetchall()
    assert rows == [("against", "The Ministry"), ("for", "A Paper")]
