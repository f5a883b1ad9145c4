"""The command line: check, build, serve, ask, sparql, show; those of api/research.py besides.

Exit codes: 0 done, 1 what people wrote has mistakes or there is nothing to answer from, 2 the command was wrong.
"""

import json
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api import drawing, exporting, publishing, reporting, research
from api.terminal import (
    By,
    Facts,
    Json,
    Known,
    On,
    answers_of,
    err,
    fail,
    fail_with_mistakes,
    find_thing,
    out,
    parameter_errors,
    progress_bars,
    show_answer,
)
from ontology import DEFAULT_POLICY

if TYPE_CHECKING:
    from graph.snapshot import Snapshot

app = typer.Typer(
    name="stavka",
    help="An open knowledge graph of the Russian military command hierarchy: who said what, and what came of it.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run the command line."""
    from graph.store import StoreError

    try:
        app()
    except StoreError as error:
        fail(str(error), 1)


@app.command()
def check(facts: Facts = None) -> None:
    """Read every file and report every mistake: file, line, field, what is wrong and what is allowed."""
    from graph.mistake import ReadingError
    from graph.reading import FACTS, read_fact_base
    from ontology.vocabulary import load

    try:
        with progress_bars() as progress:
            base, _ = read_fact_base(facts or FACTS, load(), lambda done, total: progress("read", done, total))
    except ReadingError as error:
        fail_with_mistakes(error)
    out.print(f"No mistakes: {len(base.claims):,} claims in {len(base.sources):,} sources.")


@app.command()
def build(
    facts: Facts = None,
    again: Annotated[bool, typer.Option("--again", help="Build even if nothing changed.")] = False,
    as_json: Json = False,
) -> None:
    """Build the graph from the files and switch to it; with a mistake in a file nothing changes."""
    snapshot = _built(facts, again=again, quiet=as_json)
    if as_json:
        from dataclasses import asdict

        print(json.dumps(asdict(snapshot.manifest), indent=2))
        return
    manifest = snapshot.manifest
    counts = manifest.counts
    out.print(f"Snapshot {manifest.version} in {snapshot.directory}")
    out.print(
        f"{counts['claims']:,} claims of {counts['sources']:,} sources -> {counts['facts']:,} facts in "
        f"{counts['versions']:,} versions, {counts['quads']:,} statements; sources reach {manifest.reaches}"
    )
    steps = ", ".join(f"{step} {seconds:.1f} s" for step, seconds in manifest.seconds.items())
    out.print(f"Time: {steps}")


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on.")] = 8000,
    facts: Facts = None,
    workers: Annotated[int, typer.Option(min=1, max=64, help="How many processes serve HTTP.")] = 1,
) -> None:
    """Build if anything changed, then serve the pages, REST and SPARQL; a later build is picked up while serving."""
    from api.processes import in_a_process_of_its_own
    from api.settings import Settings
    from graph.snapshot import NoSnapshot

    try:
        settings = Settings.from_environment()
    except ValueError as error:
        fail(str(error), 2)
    if settings.write_token is not None and not settings.place.writable:
        fail("a store on disk is read only: leave out STAVKA_WRITE_TOKEN, or STAVKA_STORE for one in memory", 2)
    # A server has none of the memory that a build takes.
    if settings.place.of_builds_here and (code := in_a_process_of_its_own(lambda: _built_or_before(facts))):
        raise SystemExit(code if code > 0 else 1)
    from api.supervision import supervise

    try:
        listening = socket.create_server(
            (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=2048
        )
    except OSError as error:
        fail(f"cannot listen on {host}:{port} ({error.strerror}): name another with --host or --port", 2)
    address = f"http://{host}:{listening.getsockname()[1]}/"
    try:
        code = supervise(
            settings,
            listening,
            workers,
            lambda: out.print(f"Stavka serves at [bold]{address}[/bold] (stop with Ctrl-C)"),
        )
    except NoSnapshot as error:
        fail(str(error), 1)
    raise SystemExit(code)


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="The question's name; without one, all are listed.")] = None,
    parameters: Annotated[list[str] | None, typer.Argument(help="Parameters as name=value.")] = None,
    as_json: Json = False,
    query: Annotated[bool, typer.Option("--query", help="Print the SPARQL text instead of asking.")] = False,
) -> None:
    """Ask a question: stavka ask holders formation=black-sea-fleet on=2022-05-20 known=2022-05-21"""
    from api import tables
    from graph.question import question as question_called
    from graph.question import questions

    if question is None:
        out.print(tables.questions_table(questions().values()))
        return
    with parameter_errors():
        values = dict(_pair(text) for text in parameters or [])
        if question == "chain":
            from graph.hierarchy import chain

            steps = chain(answers_of(values.pop("policy", DEFAULT_POLICY)), **values)
            show_answer(steps, tables.chain_view(steps), as_json)
            return
        chosen = question_called(question)
        text = chosen.render(**values)
        if query:
            print(text)
            return
        answers = answers_of(values.get("policy", DEFAULT_POLICY))
        for parameter in chosen.parameters:
            if parameter.type in ("person", "formation", "claimant", "status", "rank") and parameter.name in values:
                answers.thing(parameter.type, values[parameter.name], parameter.name)
        if question == "holders":
            role, days = values.get("role"), (values.get("on"), values.get("known"))
            answer: Any = answers.holders(values["formation"], role, *days)
            show_answer(answer, tables.holders_table(answer), as_json)
        else:
            from graph.question import ask as ask_rows

            rows = ask_rows(answers.store, question, **values)
            show_answer({"items": rows, "total": len(rows)}, tables.rows_table(chosen, rows, answers.names), as_json)


@app.command()
def sparql(
    query: Annotated[str, typer.Argument(help="A file with a query, the query itself, or - for standard input.")],
    form: Annotated[str, typer.Option("--format", help="table, json, xml, csv, tsv, turtle or ntriples.")] = "table",
) -> None:
    """Run a SPARQL query on the graph."""
    from api import tables

    text = sys.stdin.read() if query == "-" else query
    if query != "-" and len(query) < 4096 and Path(query).is_file():
        text = Path(query).read_text(encoding="utf-8")
    answers = answers_of(None)
    try:
        result = answers.store.query(text)
        printed = tables.result_as(result, form)
    except ValueError as error:
        fail(str(error), 2)
    if isinstance(printed, bytes):
        sys.stdout.buffer.write(printed)
    else:
        out.print(printed)


@app.command()
def show(
    thing: Annotated[str, typer.Argument(help="Id or name of a person or formation.")],
    on: On = None,
    known: Known = None,
    policy: By = DEFAULT_POLICY,
    as_json: Json = False,
) -> None:
    """Show what is known of a person or a formation, with how far it can be believed and who says so."""
    from api import tables
    from graph.line_of_holders import succession

    with parameter_errors():
        answers = answers_of(policy)
        path = find_thing(answers, thing)
        kind, _, slug = path.partition("/")
        if kind == "person":
            about, line = answers.person(slug, on, known), answers.timeline(slug, known)
            show_answer({**about, "timeline": line["items"]}, tables.person_view(about, line), as_json)
        else:
            about, line = answers.formation(slug, on, known), succession(answers, slug, known=known)
            holders = answers.holders(slug, None, on, known)
            whole = {**about, "holders": holders["items"], "succession": line["items"]}
            show_answer(whole, tables.formation_view(about, holders, line), as_json)


def _pair(text: str) -> tuple[str, str]:
    from graph.question import ParameterError

    name, equals, value = text.partition("=")
    if not equals or not name:
        raise ParameterError(text, "is not name=value", "for example formation=black-sea-fleet")
    return name, value


def _built(facts: Path | None, *, again: bool = False, quiet: bool) -> "Snapshot":
    from graph.build import build as build_snapshot
    from graph.mistake import ReadingError
    from graph.reading import FACTS
    from graph.snapshot import Home

    try:
        with progress_bars(quiet=quiet) as progress:
            return build_snapshot(Home.from_environment(), facts or FACTS, progress, again=again)
    except ReadingError as error:
        fail_with_mistakes(error)


def _built_or_before(facts: Path | None) -> None:
    """Build for a server; with a mistake in a file what was built before goes on serving, if there is any."""
    from graph.snapshot import Home, NoSnapshot

    try:
        _built(facts, quiet=False)
    except SystemExit:
        try:
            before = Home.from_environment().current()
        except NoSnapshot:
            raise SystemExit(1) from None
        err.print(f"stavka: serving what was built before, {before.manifest.version}", soft_wrap=True, markup=False)


research.register(app)
publishing.register(app)
exporting.register(app)
drawing.register(app)
reporting.register(app)

if __name__ == "__main__":
    main()
