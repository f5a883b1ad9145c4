"""The command that draws: the hierarchy on a day, a formation with what stands around it, or a person with whom they
served."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.output_file import output_path, write_whole
from api.terminal import By, Known, Links, On, answers_of, fail, out, parameter_errors
from ontology import DEFAULT_POLICY

if TYPE_CHECKING:
    from graph.drawn import Drawn

_STANDARD_OUTPUT = "-"
_MEANT_FOR = {
    "--person": ("--between", "--depth"),
    "--formation": ("--on", "--steps"),
    "the hierarchy": ("--on", "--root", "--open"),
}
"""The options of each thing that can be drawn, besides those of all."""


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(draw)


def draw(
    to: Annotated[
        str,
        typer.Option("--out", help="The file, .html, .svg, .graphml or .gexf; - writes to standard output."),
    ],
    format: Annotated[
        str | None, typer.Option("--format", help="html, svg, graphml or gexf (default: as the file's name ends).")
    ] = None,
    person: Annotated[str | None, typer.Option("--person", help="Those with whom this person served, by id.")] = None,
    between: Annotated[
        str | None, typer.Option("--between", help="Of a person: within this time, such as 2022-01/2022-06.")
    ] = None,
    depth: Annotated[
        int | None,
        typer.Option("--depth", min=1, max=12, help="Of a person, in graphml and gexf: so many relations away."),
    ] = None,
    formation: Annotated[
        str | None, typer.Option("--formation", help="This formation, by id, with its superiors and subordinates.")
    ] = None,
    steps: Annotated[
        int | None, typer.Option("--steps", min=0, max=12, help="Of a formation: so many steps down (default: 1).")
    ] = None,
    on: On = None,
    known: Known = None,
    root: Annotated[str | None, typer.Option("--root", help="The formation at the top of the hierarchy.")] = None,
    policy: By = DEFAULT_POLICY,
    links: Links = None,
    opened: Annotated[
        str | None, typer.Option("--open", help="Draw the small formations below these too: ids with commas, or all.")
    ] = None,
) -> None:
    """Draw the hierarchy on a day, a formation in it, or those with whom a person served: as one HTML file that needs
    no network, as a still SVG picture, or as a network for other programs (GraphML, GEXF)."""
    from graph.drawn import PICTURES, draw_formation, draw_hierarchy, draw_person
    from graph.hierarchy import ROOT

    if person is not None and formation is not None:
        fail("give --person or --formation, not both: they are drawn in different ways", 2)
    subject = "--person" if person is not None else "--formation" if formation is not None else "the hierarchy"
    given = {"--between": between, "--depth": depth, "--on": on, "--steps": steps, "--root": root, "--open": opened}
    _refuse_what_has_no_effect(subject, given)
    path = None if to == _STANDARD_OUTPUT else output_path(Path(to), "drawing.html")
    format = _format(path, format)
    if depth is not None and depth > 1 and format in PICTURES:
        fail(f"--depth {depth} is for graphml and gexf: a picture shows who is one relation away", 2)
    if opened and format not in PICTURES:
        fail(f"--open has no effect on {format}: it holds every formation", 2)
    with parameter_errors():
        answers = answers_of(policy)
        if person is not None:
            drawn = draw_person(answers, person, known, between, links, depth or 1)
        elif formation is not None:
            drawn = draw_formation(answers, formation, on, known, links, 1 if steps is None else steps)
        else:
            chosen = [one for one in (opened or "").split(",") if one]
            drawn = draw_hierarchy(answers, root or ROOT, on, known, links, chosen)
        content = drawn.file(format)
    if path is None:
        sys.stdout.buffer.write(content)
        return
    try:
        write_whole(path, content)
    except OSError as error:
        fail(f"cannot write {to}: {error.strerror}", 2)
    out.print(f"{to}: {_told(drawn, format)}, {len(content):,} bytes", soft_wrap=True, markup=False)


def _refuse_what_has_no_effect(subject: str, given: Mapping[str, object]) -> None:
    wrong = [option for option, value in given.items() if value is not None and option not in _MEANT_FOR[subject]]
    if not wrong:
        return
    fail(f"{', '.join(wrong)} has no effect on {subject}, which has {', '.join(_MEANT_FOR[subject])}", 2)


def _format(path: Path | None, format: str | None) -> str:
    """The format that is asked for, or that the file's name ends in; exits with those that there are for another."""
    from graph.drawn import FORMATS

    if format is not None and format not in FORMATS:
        fail(f'there is no format "{format}"; allowed are {", ".join(FORMATS)}', 2)
    if path is None:
        return format or FORMATS[0]
    ending = path.suffix.lower().removeprefix(".")
    if format is None and ending not in FORMATS:
        fail(f"{path.name} tells no format; a name may end in {', '.join(f'.{one}' for one in FORMATS)}", 2)
    if format is not None and ending in FORMATS and ending != format:
        fail(f"{path.name} ends in .{ending}, but --format is {format}: leave one out", 2)
    return format or ending


def _told(drawn: "Drawn", format: str) -> str:
    """What is in a file, for who asked for it."""
    from graph.drawn import PICTURES

    if format in PICTURES:
        return f"{drawn.sheet.title}; open it in a browser"
    network = drawn.network()
    return f"{len(network)} nodes, {network.number_of_edges()} edges"
