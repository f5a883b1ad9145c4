"""The command for documents: a dossier of one person or formation, to print or to send."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from api.output_file import output_path, write_whole
from api.terminal import By, Known, On, answers_of, fail, out, parameter_errors
from ontology import DEFAULT_POLICY


class Form(StrEnum):
    """The forms of a document."""

    HTML = "html"
    PDF = "pdf"


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command()(report)


def report(
    to: Annotated[str, typer.Option("--out", help="The file to write, .html or .pdf; - writes to standard output.")],
    person: Annotated[str | None, typer.Option("--person", help="The id of the person that it is about.")] = None,
    formation: Annotated[str | None, typer.Option("--formation", help="Or that of a formation.")] = None,
    on: On = None,
    known: Known = None,
    policy: By = DEFAULT_POLICY,
    language: Annotated[str, typer.Option("--lang", help="en, ru or uk.")] = "en",
    form: Annotated[
        Form | None, typer.Option("--format", help="html or pdf (default: as the file's name ends; html).")
    ] = None,
) -> None:
    """Write a dossier of a person or a formation: where they stood on a day, everything known of them with its verdicts
    and claims, and the sources, numbered. A PDF is printed by a Chromium, which has to be installed."""
    path, form = (None, form or Form.HTML) if to == "-" else _file(to, form)
    if (person is None) == (formation is None):
        fail("a dossier is of one person or of one formation: give either --person ID or --formation ID", 2)
    browser = _browser() if form is Form.PDF else ""
    from api.dossier.document import dossier_page
    from api.dossier.paper import issued

    with parameter_errors():
        answers = answers_of(policy)
        page = dossier_page(answers, person, formation, on, known, language)
    content = page.encode() if form is Form.HTML else _printed(page, issued(answers), browser)
    if path is None:
        sys.stdout.buffer.write(content)
        return
    try:
        write_whole(path, content)
    except OSError as error:
        fail(f"cannot write {to}: {error.strerror}", 2)
    out.print(f"{to}: {len(content):,} bytes", soft_wrap=True, markup=False)


def _file(to: str, form: Form | None) -> tuple[Path, Form]:
    """The file that is meant and its form; exits if none can be written there."""
    path = output_path(Path(to), "dossier.pdf")
    ending = path.suffix.lower().removeprefix(".")
    if ending not in {one.value for one in Form}:
        fail(f"{path.name} tells no form; a name may end in .html or .pdf", 2)
    if form is not None and form != ending:
        fail(f"{path.name} ends in .{ending}, but --format is {form}: leave one out", 2)
    return path, Form(ending)


def _browser() -> str:
    from api.dossier.printing import NoBrowser, find_browser

    try:
        return find_browser()
    except NoBrowser as error:
        way = "install Chromium (Debian: apt install chromium), or set CHROMIUM to the path of one"
        fail(f"{error}: {way}; or write --out dossier.html and print that from any browser", 2)


def _printed(page: str, day: str, browser: str) -> bytes:
    from api.dossier.printing import NotPrinted, printed

    try:
        return printed(page, day, browser)
    except NotPrinted as error:
        fail(f"{error}; --out dossier.html can be printed from any browser", 2)
