"""Commands for weighing evidence: why, findings, compare, origins, evaluate."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.terminal import (
    By,
    Facts,
    Json,
    Known,
    Links,
    On,
    answers_of,
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
    from graph.claim import FactBase
    from graph.policy import Policy
    from ontology.vocabulary import Vocabulary


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    for command in (why, findings, compare, origins, evaluate):
        app.command()(command)


def why(
    fact: Annotated[str, typer.Argument(help="A fact's id, such as event/valery-gerasimov/suspended.")],
    known: Known = None,
    policy: By = DEFAULT_POLICY,
    as_json: Json = False,
) -> None:
    """Why a fact is judged as it is: the rule, the claims that count, those set aside, and what would settle it."""
    from api import verdict_tables

    with parameter_errors():
        answer = answers_of(policy).fact(fact.removeprefix("fact/"), known)
    show_answer(answer, verdict_tables.why_view(answer), as_json)


def findings(
    kind: Annotated[str | None, typer.Option("--kind", help="Only this kind, such as two-holders.")] = None,
    severity: Annotated[str | None, typer.Option("--severity", help="Only high, medium or low.")] = None,
    about: Annotated[str | None, typer.Option("--about", help="Only about this person or formation.")] = None,
    as_json: Json = False,
) -> None:
    """What in the claims does not fit together, the gravest first, and what would decide it."""
    from api import verdict_tables
    from graph.finding_view import findings as all_findings
    from graph.listing import Part

    answers = answers_of()
    with parameter_errors():
        thing, _, slug = find_thing(answers, about).partition("/") if about is not None else ("", "", None)
        person, formation = (slug if thing == name else None for name in ("person", "formation"))
        listing = all_findings(answers, kind, severity, person, formation)
        answer = answers.page(listing, Part(limit=sys.maxsize))
    show_answer(answer, verdict_tables.findings_view(answer), as_json)


def compare(
    policy: Annotated[str, typer.Argument(help="One view: a policy, source:ID, claimant:ID or side:NAME.")],
    other: Annotated[str, typer.Argument(metavar="WITH", help="The other view.")],
    on: On = None,
    known: Known = None,
    links: Links = None,
    as_json: Json = False,
) -> None:
    """What two policies, sources, claimants or sides make of the same day: who holds what, and who is above whom."""
    from api import verdict_tables
    from graph.comparison import compare as compare_views

    answers = answers_of()
    with parameter_errors():
        answer = compare_views(answers, policy, other, on, known, links)
    show_answer(answer, verdict_tables.comparison_view(answer), as_json)


def origins(
    propose: Annotated[bool, typer.Option("--propose", help="Propose links between pages that likely repeat.")] = False,
    accept: Annotated[
        list[str] | None, typer.Option("--accept", metavar="PAGE=ORIGIN", help="Write this link into the page's file.")
    ] = None,
    facts: Facts = None,
    as_json: Json = False,
) -> None:
    """Which pages repeat which: the links that the files hold, or likely ones for a person to accept."""
    from dataclasses import asdict

    from api import verdict_tables
    from graph.mistake import ReadingError
    from graph.repetition import accept as accept_link
    from graph.repetition import propose as propose_links

    base, vocabulary, directory = _read(facts)
    for link in accept or ():
        page, equals, origin = link.partition("=")
        if not equals or page not in base.sources:
            fail(f'--accept: "{link}" is not PAGE=ORIGIN with the id of a source before the =', 2)
        try:
            out.print(f"{accept_link(directory, page, origin, vocabulary)}: derivedFrom: {origin}", soft_wrap=True)
        except ReadingError as error:
            fail_with_mistakes(error)
    if accept:
        return
    if propose:
        links = propose_links(base)
        items = [{**asdict(link), "reason": link.reason} for link in links]
        show_answer({"items": items, "total": len(items)}, verdict_tables.proposals_view(links, base), as_json)
        return
    made = [source for source in base.sources.values() if source.derived_from is not None]
    items = [{"page": source.id, "origin": source.derived_from} for source in made]
    show_answer({"items": items, "total": len(items)}, verdict_tables.links_view(made), as_json)


def evaluate(
    by: Annotated[str, typer.Option("--by", help="What is left out together: group, story or source.")] = "group",
    folds: Annotated[
        int | None, typer.Option("--folds", min=2, help="Leave out in so many parts, not one by one.")
    ] = None,
    policy: By = DEFAULT_POLICY,
    misses: Annotated[bool, typer.Option("--misses", help="List the certain answers that claims contradict.")] = False,
    plot: Annotated[Path | None, typer.Option("--plot", help="Draw the reliability curve into this file.")] = None,
    facts: Facts = None,
    as_json: Json = False,
) -> None:
    """Leave claims out in turn and ask the rest what they said; and what later words of authority made of verdicts."""
    from api import verdict_tables
    from graph.evaluation import LeftOut, report
    from graph.evaluation import evaluate as leave_out
    from graph.reliability import reliability

    if by not in tuple(LeftOut):
        fail(f'--by: "{by}" is none of group, story, source', 2)
    draw = _drawing_into(plot) if plot is not None else None
    base, vocabulary, _ = _read(facts)
    chosen = _policy(policy)
    with progress_bars(quiet=as_json) as progress:
        outcomes = leave_out(base, vocabulary, chosen, LeftOut(by), folds, partial(progress, "evaluate"))
    answer = {
        **report(outcomes, LeftOut(by), chosen.name),
        "reliability": verdict_tables.reliability_rows(reliability(base, vocabulary, chosen)),
    }
    if draw is not None:
        draw(answer)
    show_answer(answer, verdict_tables.evaluation_view(answer, misses=misses), as_json)


def _read(facts: Path | None) -> "tuple[FactBase, Vocabulary, Path]":
    """The fact base, the vocabulary and the directory of the facts; exits with every mistake if there is one."""
    from graph.mistake import ReadingError
    from graph.reading import FACTS, read_fact_base
    from ontology.vocabulary import load

    vocabulary, directory = load(), facts or FACTS
    try:
        return read_fact_base(directory, vocabulary)[0], vocabulary, directory
    except ReadingError as error:
        fail_with_mistakes(error)


def _policy(name: str) -> "Policy":
    from graph.mistake import ReadingError
    from graph.policy import UnknownPolicyError, read_policy

    try:
        return read_policy(name)
    except UnknownPolicyError as error:
        fail(str(error), 2)
    except ReadingError as error:
        fail_with_mistakes(error)


def _drawing_into(path: Path) -> Callable[[dict[str, Any]], None]:
    """What draws an evaluation into `path`; exits at once if that cannot be done."""
    try:
        from api.plots import draw_reliability, formats
    except ImportError:
        fail("--plot needs matplotlib: install stavka with its extra, stavka[plots]", 2)
    if path.suffix.removeprefix(".") not in formats():
        fail(f'--plot: "{path.name}" names no format; allowed are {", ".join(formats())}', 2)
    return partial(draw_reliability, path)
