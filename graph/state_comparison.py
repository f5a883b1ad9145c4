"""Two states of the hierarchy next to each other, each on its day, as known on its day, by its policy: whose leader,
whose superior, whose verdict is another, and what exists in one of them only."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.answer import Answers
from graph.fact_view import Object
from graph.hierarchy import ROOT, complete, hierarchy

DIFFERENCES = ("leader", "verdict", "superior", "existence", "known", "placed", "link")
"""How a formation may differ, in the order in which answers have them: another leader; the same one, held or judged
otherwise or among other names; another superior; it is there in one state only; a leader told in one state only; a
superior told in one state only; the same superior, held or judged otherwise. A formation is counted under the first
that applies to it."""


@dataclass(frozen=True, slots=True)
class State:
    """A state of the hierarchy: answers of a policy, the day asked about and the day of knowing, each None for the
    newest."""

    answers: Answers
    on: object = None
    known: object = None


def compare_states(first: State, second: State, *, everything: bool = True) -> Object:
    """What two states show of every formation, or only of those in which they differ: `a` and `b` are its nodes as
    graph.hierarchy has them (None: it is not there), `differs` those of DIFFERENCES that apply. Also what each state
    was asked, how many formations are the `same`, and how many differ in which way, each counted once."""
    one, other = (hierarchy(each.answers, ROOT, each.on, each.known, whole=False) for each in (first, second))
    a, b = ({node["formation"]["id"]: node for node in answer["nodes"]} for answer in (one, other))
    order = {slug: term.order for slug, term in first.answers.vocabulary.echelons.items()}
    rows = []
    for slug in a.keys() | b.keys():
        node = a.get(slug) or b[slug]
        differs = _differences(a.get(slug), b.get(slug))
        rows.append(
            {
                "formation": node["formation"],
                "echelon": node["echelon"],
                "a": a.get(slug),
                "b": b.get(slug),
                "differs": differs,
            }
        )
    rows.sort(key=lambda row: (order[row["echelon"]], row["formation"]["id"]))
    shown = [row for row in rows if everything or row["differs"]]
    for name, each in (("a", first), ("b", second)):
        complete(
            each.answers, (row[name] for row in shown if row[name]), each.answers.moment(each.on, each.known).known
        )
    counts = {name: sum(row["differs"][:1] == [name] for row in rows) for name in DIFFERENCES}
    return {
        "a": _asked(one),
        "b": _asked(other),
        "items": shown,
        "counts": counts,
        "same": sum(not row["differs"] for row in rows),
    }


def _asked(answer: Mapping[str, Any]) -> Object:
    return {name: answer[name] for name in ("on", "known", "policy", "reaches", "extrapolated")}


def _differences(a: Object | None, b: Object | None) -> list[str]:
    if a is None or b is None:
        return ["existence"]
    found = []
    one, other = _leaders(a), _leaders(b)
    if one != other:
        shared = one.keys() & other.keys()
        found.append("verdict" if shared else "leader" if one and other else "known")
    if a["superior"] != b["superior"]:
        found.append("superior" if a["superior"] and b["superior"] else "placed")
    elif "edge" in a and "edge" in b and _held(a["edge"]) != _held(b["edge"]):
        found.append("link")
    return [name for name in DIFFERENCES if name in found]


def _leaders(node: Object) -> dict[str, tuple[str, int]]:
    return {one["person"]["id"]: _held(one["tenure"]) for one in node["leader"]["holders"]}


def _held(fact: Object) -> tuple[str, int]:
    return str(fact["held"]), fact["credibility"]["code"]
