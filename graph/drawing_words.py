"""What stands around a drawing: which day, known when, judged how, of which build, and how to read it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from graph.answer import Answers
from graph.hierarchy import ROOT
from graph.svg import Sheet
from graph.void import LICENCE

Object = dict[str, Any]

LICENCE_NAME = "CC BY 4.0"
LEADER_NOT_KNOWN = "leader not known"
STATES = {"certain": "certain", "contested": "contested", "possible": "possible", "unknown": "not known"}


def hierarchy_sheet(answers: Answers, answer: Object, name: str, hidden: int) -> Sheet:
    """The words around the drawing of an answer of graph.hierarchy.hierarchy: `name` is what is drawn, `hidden` how
    many subordinates of those drawn are not."""
    counts = ", ".join(f"{answer['leaders'][state]} {words}" for state, words in STATES.items())
    hint = (
        "Fill: how far what is said of the leader can be believed, pale where the leader is not certain; border: "
        "whether the leader is. A broken line: the subordination is not certain. What is not certain is a claim that "
        "somebody made, not a fact. A year such as ’21: that of the last evidence."
    )
    if hidden:
        hint += f" +n: subordinates that are not drawn, {hidden} in all."
    return Sheet(
        f"{name} on {answer['on']}, {as_known(answer['known'])}",
        [judged(answers, answer["policy"], answer["links"]), f"Leaders of {answer['total']} formations: {counts}."],
        _warnings(answer),
        [hint],
        foot(),
        LEADER_NOT_KNOWN,
    )


def surroundings_sheet(answers: Answers, answer: Object, name: str, hidden: int) -> Sheet:
    """The words around the drawing of an answer of graph.surroundings.surroundings."""
    sheet = hierarchy_sheet(answers, answer, f"{name}, its superiors and subordinates", hidden)
    top = answer["chain"][-1]
    if top == ROOT:
        gap = []
    elif top == answer["formation"]:
        gap = [f"No source gives a superior of {name} on {answer['on']}."]
    else:
        gap = [f"No source gives a superior of {answers.names.label(f'formation/{top}')} on {answer['on']}."]
    hints = [*sheet.hints, "↑: another superior that sources give the formation from which its line comes."]
    return replace(sheet, warnings=[*sheet.warnings, *gap], hints=hints)


def ego_sheet(
    answers: Answers, about: Mapping[str, Any], name: str, counts: Mapping[str, int], left_out: Mapping[str, int]
) -> Sheet:
    """The words around the drawing of those with whom a person of this name served: `about` are the attributes of the
    network of persons, `counts` and `left_out` tell by what they were how many there are and are not drawn."""
    told = ", ".join(f"{title.lower()}: {count}" for title, count in counts.items())
    missing = ", ".join(f"{title.lower()}: {count}" for title, count in left_out.items() if count)
    lines = [judged(answers, about["policy"], about.get("links")), f"{told[0].upper()}{told[1:]}."]
    if missing:
        lines.append(
            f"Not drawn, as less sure or shorter: {missing}. The HTML page lists them, GraphML and GEXF hold them."
        )
    return Sheet(
        f"Those with whom {name} served, {period_words(about.get('between'))}, {as_known(about['known'])}",
        lines,
        [],
        [
            "Superiors and subordinates are those one step away. Under a name: from when to when it may have been so; "
            "of predecessors and successors, when the later one may have begun. “?”: certain on no day. Below that, "
            "another formation that it concerns. Fill: how far it can be believed, pale where it is not certain, which "
            "broken lines and borders say too. What is not certain follows from claims somebody made; it is no fact."
        ],
        foot(),
    )


def period_words(between: str | None) -> str:
    """The time that is drawn."""
    return "at any time" if between is None else f"within {between}"


def as_known(known: str) -> str:
    """When what is drawn was known."""
    return "as known when this was built" if known == "today" else f"as known on {known}"


def judged(answers: Answers, policy: str, links: str | None) -> str:
    """By which policy it is judged, and of which build."""
    only = f", only these links: {links}" if links else ""
    issued = answers.snapshot.get("issued")
    built = f"{answers.snapshot['version']}{f' of {issued}' if issued else ''}"
    return f"Judged by the policy {policy}{only}. Build {built}; its sources reach to {answers.reaches}."


def foot() -> list[str]:
    """Where what is drawn comes from, and on which terms it may be used."""
    return [
        "What is said of a formation or a person rests on published sources; “stavka why” with the id of a fact names "
        "them.",
        f"Stavka, facts: {LICENCE_NAME}, {LICENCE}",
    ]


def _warnings(answer: Object) -> list[str]:
    found = []
    leaders = answer["leaders"]
    if leaders["unknown"] == answer["total"]:
        found.append(f"No source tells who led any of these formations on {answer['on']}.")
    elif not leaders["certain"] and not leaders["contested"]:
        found.append(f"No source shows for certain who led any of these formations on {answer['on']}.")
    if not any((node.get("edge") or {}).get("edtf") for node in answer["nodes"]) and answer["total"] > 1:
        found.append(f"No dated source gives a subordination on {answer['on']}: undated statements stand in.")
    if answer["extrapolated"]:
        found.append(
            f"No source reaches this day: everything is extrapolated from what was known up to {answer['reaches']}."
        )
    if answer["on"] == answer["reaches"]:
        found.append("The newest day that the sources reach: hardly anything can be certain so close to it.")
    return found
