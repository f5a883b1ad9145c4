"""Measure how much memory and time exports take as the graph grows.

    python tools/measure_exports.py [CLAIMS ...] [EXPORT ...]

Writes a made-up snapshot of so many claims (by default 100,000 and 1,000,000) and has each export (by default all) made
of it in a process of its own; prints the processor time and the largest resident memory of that process, and the size
of the file. On a calm machine 100,000 claims take about a minute, 1,000,000 about ten.
"""

import json
import os
import resource
import sys
import tempfile
from pathlib import Path

from graph.exports.catalogue import WHOLE, make
from graph.snapshot import Manifest, Snapshot
from ontology import BASE, ST

CLAIMS = (100_000, 1_000_000)
CLAIMS_A_SOURCE = 10
CLAIMS_A_FACT = 20
PERSONS, FORMATIONS, CLAIMANTS = 5_000, 500, 1_000
_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"


def statements(path: str, kinds: list[str], label: str, **values: str) -> str:
    """The statements about a thing, one a line."""
    subject = f"<{BASE}{path}>"
    lines = [f"{subject} {_TYPE} <{ST}{kind}> .\n" for kind in kinds]
    lines.append(f'{subject} {_LABEL} "{label}"@en .\n')
    lines += [f"{subject} <{ST}{name}> {value} .\n" for name, value in values.items()]
    return "".join(lines)


def iri(path: str) -> str:
    """A thing's IRI as N-Quads has it."""
    return f"<{BASE}{path}>"


def day(text: str) -> str:
    """A day as N-Quads has it."""
    return f'"{text}"^^<{_XSD}date>'


def truth(text: str) -> str:
    """true or false as N-Quads has it."""
    return f'"{text}"^^<{_XSD}boolean>'


def write_snapshot(directory: Path, claims: int) -> Snapshot:
    """A snapshot whose file has the kinds of statements that a build writes, in the order of a build."""
    with (directory / "graph.nq").open("w", encoding="utf-8") as file:
        for number in range(claims):
            source = f"s{number // CLAIMS_A_SOURCE:07}"
            formation = f"f{number % FORMATIONS:04}"
            file.write(
                statements(
                    f"claim/{source}/{number % CLAIMS_A_SOURCE:08x}",
                    ["Claim", "PostClaim"],
                    f"Person {number}: commander, Formation {formation}, from 2022-05 (reported: Paper)",
                    claimant=iri(f"claimant/c{number % CLAIMANTS:04}"),
                    denies=truth("false"),
                    formation=iri(f"formation/{formation}"),
                    knownFrom=day("2022-05-12"),
                    person=iri(f"person/p{number % PERSONS:05}"),
                    post=iri(f"post/{formation}/commander"),
                    role=iri("role/commander"),
                    source=iri(f"source/{source}"),
                    stance=iri("stance/reported"),
                )
            )
        for number in range(CLAIMANTS):
            kind = iri("claimant-kind/other-media")
            file.write(statements(f"claimant/c{number:04}", ["Claimant"], "Paper", claimantKind=kind, side='"none"'))
        for number in range(claims // CLAIMS_A_FACT):
            person, formation = f"p{number % PERSONS:05}", f"f{number % FORMATIONS:04}"
            file.write(
                statements(
                    f"fact/tenure/{person}/{formation}/commander/{number:07}",
                    ["Fact", "Tenure"],
                    "Person: commander (reported; possibly true)",
                    capacity='"full"',
                    contested=truth("false"),
                    credibility=f'"3"^^<{_XSD}integer>',
                    dated=truth("false"),
                    formation=iri(f"formation/{formation}"),
                    origins=f'"1"^^<{_XSD}integer>',
                    person=iri(f"person/{person}"),
                    post=iri(f"post/{formation}/commander"),
                    reports=f'"1"^^<{_XSD}integer>',
                    role=iri("role/commander"),
                    rule='"one-origin"',
                    why='"Possibly true: one origin says so."',
                )
            )
        for number in range(FORMATIONS):
            echelon = iri("echelon/army")
            file.write(statements(f"formation/f{number:04}", ["Formation"], f"Army {number}", echelon=echelon))
        for number in range(PERSONS):
            file.write(statements(f"person/p{number:05}", ["Person"], f"Person {number}"))
        for number in range(FORMATIONS):
            file.write(
                statements(
                    f"post/f{number:04}/commander",
                    ["Post"],
                    f"commander, Army {number}",
                    formation=iri(f"formation/f{number:04}"),
                    leads=truth("true"),
                    role=iri("role/commander"),
                    singleHolder=truth("true"),
                )
            )
        for number in range(claims // CLAIMS_A_SOURCE):
            file.write(
                statements(
                    f"source/s{number:07}",
                    ["Source"],
                    f"Page {number} (Paper, 2022-05-12)",
                    accessed=day("2026-11-22"),
                    dated=truth("true"),
                    knownFrom=day("2022-05-12"),
                    language='"en"',
                    published='"2022-05-12"',
                    publisher='"Paper"',
                    title=f'"Page {number}"',
                )
            )
    manifest = Manifest("made-up", "2026-01-01T00:00:00+00:00", "", "default", "", "", "2026-01-01", {}, {})
    return Snapshot(directory, manifest)


def measured(snapshot: Snapshot, name: str) -> dict[str, object]:
    """Make an export in a child; its time, largest resident memory, and the size of its file."""
    path = snapshot.directory / WHOLE[name].file
    pid = os.fork()
    if pid == 0:
        try:
            make(WHOLE[name], snapshot, path)
            os._exit(0)
        finally:
            os._exit(1)
    _, status, used = os.wait4(pid, 0)
    if status:
        raise RuntimeError(f"{name} failed")
    size = path.stat().st_size
    path.unlink()
    return {
        "export": name,
        "cpu_seconds": round(used.ru_utime + used.ru_stime, 1),
        "peak_mb": round(used.ru_maxrss / 1024),
        "file_mb": round(size / 1e6),
    }


def main() -> None:
    """Measure each export for each number of claims."""
    sizes = [int(text) for text in sys.argv[1:] if text.isdecimal()]
    names = [text for text in sys.argv[1:] if not text.isdecimal()]
    for claims in sizes or CLAIMS:
        with tempfile.TemporaryDirectory(prefix="stavka-measure-") as scratch:
            snapshot = write_snapshot(Path(scratch), claims)
            size = snapshot.graph.stat().st_size
            own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(json.dumps({"claims": claims, "nquads_mb": round(size / 1e6), "before_mb": own}), flush=True)
            for name in names or WHOLE:
                print(json.dumps(measured(snapshot, name)), flush=True)


if __name__ == "__main__":
    main()
