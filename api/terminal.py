"""What the commands share: options, the current answers, errors and printing."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from rich.console import Console

from ontology import DEFAULT_POLICY

if TYPE_CHECKING:
    from graph.answer import Answers

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

Facts = Annotated[Path | None, typer.Option("--facts", help="Directory of the fact base (default: the one shipped).")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for tools instead of a table.")]
On = Annotated[str | None, typer.Option("--on", help="The day asked about (default: the newest the sources reach).")]
Known = Annotated[str | None, typer.Option("--known", help="As known on this day (default: today).")]
By = Annotated[str, typer.Option("--policy", help="Judged by this policy; `stavka ask policies` lists them.")]
LINKS = "Only these kinds of subordination, with commas."
CLEARLY = 5.0
"""What is found by name is meant if it scores this much more than anything else."""
Links = Annotated[str | None, typer.Option("--links", help=LINKS)]


def find_thing(answers: "Answers", text: str) -> str:
    """The path of the person or formation meant by an id or a name; exits with the nearest ones if it is not clear."""
    from graph.naming.match import LIKELY

    for kind in ("person", "formation"):
        if answers.names.knows(kind, text):
            return f"{kind}/{text}"
    found = answers.search(text, limit=8)
    if not found:
        fail(f'no person or formation is called anything like "{text}"', 2)
    second = found[1].score if len(found) > 1 else 0.0
    if found[0].score >= LIKELY and found[0].score - second >= CLEARLY:
        return found[0].path
    lines = "\n".join(
        f"  {one.path.partition('/')[2]:32} {'; '.join((one.why, *one.agrees, *(f'but {why}' for why in one.differs)))}"
        for one in found
    )
    return fail(f'"{text}" may be any of these; give the id:\n{lines}', 2)


def answers_of(policy: str | None = DEFAULT_POLICY) -> "Answers":
    """The answers of the graph, wherever it lies, as a policy judges; for None, with the versions of all of them.
    Raises ParameterError if there is no such policy, and StoreError if a server does not answer."""
    from graph.answer import Answers
    from graph.place import Place
    from graph.snapshot import NoSnapshot

    try:
        place = Place.from_environment()
    except ValueError as error:
        fail(str(error), 2)
    try:
        return Answers(place.open(policy)).under(policy or DEFAULT_POLICY)
    except NoSnapshot as error:
        fail(str(error), 1)


@contextmanager
def progress_bars(*, quiet: bool = False) -> Iterator[Any]:
    """A callback (step, done, total) that draws a bar a step; the bars go to standard error."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:8}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, disable=quiet or not err.is_terminal) as bars:
        tasks: dict[str, Any] = {}

        def update(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=total)
            bars.update(tasks[step], completed=done, total=total)

        yield update


@contextmanager
def parameter_errors() -> Iterator[None]:
    """Inside, a wrong parameter ends the command with what is wrong and what would be right."""
    from graph.question import ParameterError

    try:
        yield
    except ParameterError as error:
        fail(str(error), 2)


def show_answer(answer: object, table: object, as_json: bool) -> None:
    """Print an answer as JSON for tools, or as a table for people."""
    if as_json:
        print(json.dumps(answer, indent=2, ensure_ascii=False))
    else:
        out.print(table)


def fail_with_mistakes(error: Any) -> NoReturn:
    """End the command with every mistake that people wrote."""
    for mistake in error.mistakes:
        err.print(str(mistake), soft_wrap=True, markup=False)
    count = len(error.mistakes)
    fail(f"{count} mistake{'s' * (count != 1)}: nothing was published", 1)


def fail(message: str, code: int) -> NoReturn:
    """End the command with a message and an exit code."""
    err.print(f"stavka: {message}", soft_wrap=True, markup=False)
    raise SystemExit(code)
