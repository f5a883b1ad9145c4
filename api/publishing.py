"""Commands for another engine: publish a build to a SPARQL server, and probe whether one answers rightly."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from api.terminal import Json, fail, out, progress_bars

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.addresses import Addresses
    from graph.probe import Verdict

To = Annotated[str | None, typer.Option("--to", help="Address for queries (default: the setting STAVKA_STORE).")]
Update = Annotated[str | None, typer.Option("--update", help="Address for updates (STAVKA_STORE_UPDATE).")]
Graphs = Annotated[str | None, typer.Option("--graphs", help="Address of the graph store (STAVKA_STORE_GRAPHS).")]
Auth = Annotated[str | None, typer.Option("--auth", help="none, basic, digest or bearer (STAVKA_STORE_AUTH).")]
User = Annotated[str | None, typer.Option("--user", help="User (STAVKA_STORE_USER); the password is a setting only.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    for command in (publish, probe):
        app.command()(command)


def publish(
    to: To = None,
    update: Update = None,
    graphs: Graphs = None,
    auth: Auth = None,
    user: User = None,
    again: Annotated[bool, typer.Option("--again", help="Publish even if the server has this build.")] = False,
    as_json: Json = False,
) -> None:
    """Load the current build into a SPARQL server; what broke off is gone on with by the same command.

    Passwords and tokens come from the settings STAVKA_STORE_PASSWORD and STAVKA_STORE_TOKEN alone.
    """
    from graph.endpoint import Endpoint
    from graph.probe import probe as ask_checks
    from graph.publication import publish as publish_snapshot
    from graph.snapshot import Home, NoSnapshot

    addresses = _addresses(to, update, graphs, auth, user)
    try:
        snapshot = Home.from_environment().current()
    except NoSnapshot as error:
        fail(str(error), 1)
    with progress_bars(quiet=as_json) as progress:
        done = publish_snapshot(snapshot, addresses, progress, again=again)
        verdicts = ask_checks(Endpoint(addresses), progress=lambda asked, total: progress("probe", asked, total))
    if as_json:
        print(json.dumps({**asdict(done), "checks": [_row(verdict) for verdict in verdicts]}, indent=2))
    else:
        for notice in done.notices:
            out.print(f"Note: {notice}", soft_wrap=True, markup=False)
        count = f"{sum(done.counts.values()):,} statements in {len(done.counts)} graphs"
        if done.already:
            out.print(f"The server has {done.version} already: {count}")
        else:
            before = f", {done.found:,} of them from an attempt before" if done.found else ""
            out.print(f"Published {done.version}: {count}{before}")
        _print(verdicts)
    _end(verdicts)


def probe(
    to: To = None,
    update: Update = None,
    auth: Auth = None,
    user: User = None,
    as_json: Json = False,
) -> None:
    """Ask a SPARQL server questions of known answer; exit code 1 if it answers one falsely that ours depend on."""
    from graph.endpoint import Endpoint
    from graph.probe import probe as ask_checks
    from graph.snapshot import NoSnapshot

    endpoint = Endpoint(_addresses(to, update, None, auth, user))
    try:
        endpoint.version()
    except NoSnapshot as error:
        fail(str(error), 1)
    with progress_bars(quiet=as_json) as progress:
        verdicts = ask_checks(endpoint, progress=lambda asked, total: progress("probe", asked, total))
    if as_json:
        print(json.dumps([_row(verdict) for verdict in verdicts], indent=2, ensure_ascii=False))
    else:
        _print(verdicts)
    _end(verdicts)


def _addresses(
    to: str | None, update: str | None, graphs: str | None, auth: str | None, user: str | None
) -> "Addresses":
    """The server that the options name, and where they do not, the settings. An address given for queries is not
    completed by those of another server."""
    import os

    from graph.addresses import Addresses

    options = {"": to, "_UPDATE": update, "_GRAPHS": graphs, "_AUTH": auth, "_USER": user}
    given = {f"STAVKA_STORE{name}": value for name, value in options.items() if value is not None}
    settings = {name: value for name, value in os.environ.items() if name.startswith("STAVKA_STORE")}
    if to is not None and to != settings.get("STAVKA_STORE"):
        settings = {name: value for name, value in settings.items() if not name.endswith(("_UPDATE", "_GRAPHS"))}
    if not (settings | given).get("STAVKA_STORE"):
        fail("no server is named: give --to, or set STAVKA_STORE", 2)
    try:
        return Addresses.from_environment(settings | given)
    except ValueError as error:
        fail(str(error), 2)


def _row(verdict: "Verdict") -> dict[str, object]:
    check = verdict.check
    return {
        "check": check.name,
        "title": check.title,
        "matters": check.matters,
        "passed": verdict.passed,
        "expected": verdict.expected,
        "got": verdict.got,
        **({} if verdict.passed else {"query": check.text}),
    }


def _print(verdicts: "Iterable[Verdict]") -> None:
    """Every check that failed, with its query, and how many passed."""
    verdicts = tuple(verdicts)
    for verdict in verdicts:
        if verdict.passed:
            continue
        check = verdict.check
        kind = "ERROR" if check.matters else "warning"
        out.print(f"{kind}: {check.title} ({check.name}); {check.why}", soft_wrap=True, markup=False)
        for name, words in (("query", check.text), ("expected", str(verdict.expected)), ("got", verdict.got)):
            indented = "\n    ".join(line for line in words.splitlines() if not line.startswith("#"))
            out.print(f"  {name}: {indented}", soft_wrap=True, markup=False)
    told = [verdict for verdict in verdicts if verdict.expected is not None]
    passed = sum(verdict.passed for verdict in told)
    unknown = f"; of {len(verdicts) - len(told)} the right answer is not known here" * (len(told) < len(verdicts))
    out.print(f"Probe: {passed} of {len(told)} checks passed{unknown}")


def _end(verdicts: "Iterable[Verdict]") -> None:
    if any(not verdict.passed and verdict.check.matters for verdict in verdicts):
        raise SystemExit(1)
