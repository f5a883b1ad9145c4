"""What stands around a drawing of formations: which day, known when, judged how, of which build, and how to read it."""

from typing import Any

from graph.answer import Answers
from graph.svg import Sheet
from graph.void import LICENCE

Object = dict[str, Any]

LICENCE_NAME = "CC BY 4.0"
_STATES = {"certain": "certain", "contested": "contested", "possible": "possible", "unknown": "not known"}


def hierarchy_sheet(answers: Answers, answer: Object, name: str, hidden: int) -> Sheet:
    """The words around the drawing of an answer of graph.hierarchy.hierarchy: `name` is what is drawn, `hidden` how
    many formations are folded away."""
    counts = ", ".join(f"{answer['leaders'][state]} {words}" for state, words in _STATES.items())
    hint = (
        "Fill: how far what is said of the leader can be believed, pale where the leader is not certain; border: whether "
        "the leader is. A broken line: the subordination is not certain. What is not certain is a claim that somebody "
        "made, not a fact. A year such as ’21: that of the last evidence."
    )
    if hidden:
        hint += f" +n: subordinates that are not drawn, {hidden} in all."
    return Sheet(
        f"{name} on {answer['on']}, {as_known(answer['known'])}",
        [judged(answers, answer["policy"], answer["links"]), f"Leaders of {answer['total']} formations: {counts}."],
        _warnings(answer),
        [hint],
        foot(),
        "leader not known",
    )


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
        f"them. Stavka, facts: {LICENCE_NAME}, {LICENCE}"
    ]


def _warnings(answer: Object) -> list[str]:
    found = []
    if answer["leaders"]["unknown"] == answer["total"]:
        found.append(f"No source tells who led any of these formations on {answer['on']}.")
    if not any((node.get("edge") or {}).get("edtf") for node in answer["nodes"]) and answer["total"] > 1:
        found.append(f"No dated source gives a subordination on {answer['on']}: undated statements stand in.")
    if answer["extrapolated"]:
        found.append(
            "No source reaches this day: everything is extrapolated from what was known up to "
            f"{answer['reaches']}."
        )
    if answer["on"] == answer["reaches"]:
        found.append("The newest day that the sources reach: hardly anything can be certain so close to it.")
    return found
