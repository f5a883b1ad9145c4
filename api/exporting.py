"""Commands for files: export the graph or the hierarchy, and what changed from one build to another."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.terminal import By, Json, Known, Links, On, answers_of, fail, out, parameter_errors
from ontology import DEFAULT_POLICY

if TYPE_CHECKING:
    from graph.answer import Answers
    from graph.exports.catalogue import Drawing, MadeFile
    from graph.snapshot import Home, Snapshot

Out = Annotated[
    Path | None,
    typer.Option("--out", help="The file, compressed if it ends in .gz, or the directory for all of them."),
]
Version = Annotated[str | None, typer.Option("--snapshot", help="Of this snapshot on disk (default: the current one).")]
Root = Annotated[str, typer.Option("--root", help="The formation at the top of the hierarchy.")]
ROOT = "mod"
ALL = "all"


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    for command in (export, delta):
        app.command()(command)


def export(
    name: Annotated[
        str | None, typer.Argument(metavar="FORMAT", help="What, or all; without it all are listed.")
    ] = None,
    to: Out = None,
    version: Version = None,
    on: On = None,
    known: Known = None,
    policy: By = DEFAULT_POLICY,
    links: Links = None,
    root: Root = ROOT,
) -> None:
    """Write the graph to a file; graphml and gexf hold the hierarchy on a day. Without --out a file of the whole graph
    lies where the service gives it out from."""
    from graph.exports import catalogue

    if name is None:
        for one in catalogue.OFFERS.values():
            out.print(f"{one.name:8}  {one.file:27} {one.about}", soft_wrap=True, markup=False)
        return
    given = {"--on": on, "--known": known, "--links": links}
    chosen = [option for option, value in given.items() if value is not None]
    chosen += [
        option for option, differs in (("--policy", policy != DEFAULT_POLICY), ("--root", root != ROOT)) if differs
    ]
    with parameter_errors():
        found = None if name == ALL else catalogue.export_called(name)
        if isinstance(found, catalogue.Drawing):
            _draw(found, to or Path(found.file), version, on, known, policy, links, root)
            return
        if chosen:
            fail(f"{', '.join(chosen)} has no effect on {name}: it holds every day and every policy", 2)
        snapshot = _snapshot(version)
        try:
            files = (
                [catalogue.make(found, snapshot, to)]
                if isinstance(found, catalogue.Export)
                else catalogue.make_all(snapshot, lambda: _answers_of(snapshot), to)
            )
        except OSError as error:
            fail(f"cannot write {error.filename or to}: {error.strerror}", 2)
    for file in files:
        _tell(file)


def delta(
    before: Annotated[str, typer.Argument(help="A snapshot's version, or an N-Quads file of an export (.nq, .nq.gz).")],
    after: Annotated[str | None, typer.Argument(help="Another one (default: the current snapshot).")] = None,
    as_json: Json = False,
    lines: Annotated[bool, typer.Option("--lines", help="Print one JSON object a line: op ADD, MOD or DEL.")] = False,
) -> None:
    """Show which facts were added, changed and removed from one build to another, and which claims and sources."""
    from graph.exports.delta import UnsortedError, summary
    from graph.exports.delta import delta as changes_between

    paths = [_quads_file(before), _quads_file(after)]
    try:
        if lines:
            for change in changes_between(*paths):
                print(json.dumps(change.line(), ensure_ascii=False))
            return
        found = summary(changes_between(*paths), before, after or _snapshot(None).manifest.version)
    except (UnsortedError, OSError, SyntaxError) as error:
        fail(str(error), 2)
    if as_json:
        print(json.dumps(found, indent=2, ensure_ascii=False))
        return
    for kind, counts in found["counts"].items():
        out.print(f"{kind:8} {', '.join(f'{count:,} {what}' for what, count in counts.items())}", markup=False)
    for what, sign in (("added", "+"), ("changed", "~"), ("removed", "-")):
        for fact in found["facts"][what]:
            fields = f"  [{_fields(fact['changes'])}]" if "changes" in fact else ""
            out.print(f"{sign} {fact['label'] or fact['id']}{fields}", soft_wrap=True, markup=False)


def _fields(changes: "dict[str, dict[str, object]]") -> str:
    """The properties that changed; of verdict and dates what they were and are."""
    told = {"credibility", "edtf"}
    shown = [f"{name} {one['from']} -> {one['to']}" for name, one in changes.items() if name in told]
    return ", ".join([*shown, *(name for name in changes if name not in told)])


def _draw(
    drawing: "Drawing",
    path: Path,
    version: str | None,
    on: str | None,
    known: str | None,
    policy: str,
    links: str | None,
    root: str,
) -> None:
    from graph.hierarchy import hierarchy

    answers = answers_of(policy) if version is None else _answers_of(_snapshot(version)).under(policy)
    found = hierarchy(answers, root, on, known, links=links, claims=False)
    try:
        with path.open("wb") as file:
            drawing.write(found, file)
    except OSError as error:
        fail(f"cannot write {path}: {error.strerror}", 2)
    out.print(f"{path}: {found['total']} formations on {found['on']}", soft_wrap=True, markup=False)


def _answers_of(snapshot: "Snapshot") -> "Answers":
    """The answers of a snapshot: from the store that has it, or loaded for this."""
    from graph.answer import Answers
    from graph.place import Place

    try:
        place = Place.from_environment()
    except ValueError as error:
        fail(str(error), 2)
    if place.version() == snapshot.manifest.version:
        return Answers(place.open())
    return Answers.from_snapshot(snapshot)


def _home() -> "Home":
    from graph.snapshot import Home

    return Home.from_environment()


def _snapshot(version: str | None) -> "Snapshot":
    from graph.snapshot import NoSnapshot

    try:
        return _home().current() if version is None else _home().snapshot(version)
    except NoSnapshot as error:
        fail(str(error), 1 if version is None else 2)


def _quads_file(named: str | None) -> Path:
    """The N-Quads file that is meant: one by its path, or that of a snapshot."""
    if named is not None and named.endswith((".nq", ".nq.gz")):
        return Path(named)
    return _snapshot(named).graph


def _tell(file: "MadeFile") -> None:
    out.print(f"{file.path}: {file.bytes:,} bytes, sha256 {file.sha256}", soft_wrap=True, markup=False)
