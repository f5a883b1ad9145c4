"""The hierarchy as a drawing, whose every place, colour and line is decided here and in graph.layout.

A box is a formation, filled by the credibility of what is said about its leader; a line is a subordination.
"""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

import networkx as nx

from graph.hierarchy import subordinations_of
from graph.layout import Place, place
from graph.names import name_in, surname
from graph.picture import GROUP_LOOK, Box, Line, Picture, look, short
from graph.pyvis_network import pyvis_network

if TYPE_CHECKING:
    from pyvis.network import Network

Object = dict[str, Any]

CENTRAL = "central-bodies"
UNPLACED = "superior-not-known"
MOST_NODES = 500
"""More boxes than this are not drawn at once."""

_FOLDED = frozenset({"command", "division", "base", "brigade", "regiment", "other"})
"""Echelons that are drawn only where their superior is opened, unless they stand directly below the root."""
GROUPS = {CENTRAL: "Other central", UNPLACED: "Superior not known"}


def picture(answer: Object, opened: Collection[str] = ()) -> tuple[Picture, int]:
    """The hierarchy `answer` (of graph.hierarchy.hierarchy) as boxes and lines, and how many boxes are folded away.

    `opened` names the formations (and groups) whose folded subordinates are to be drawn; "all" opens every one.
    """
    nodes = {node["formation"]["id"]: node for node in answer["nodes"]}
    whole = _tree(answer, nodes)
    tree = whole.subgraph(_shown(whole, answer["root"], nodes, opened))
    echelons = {one: index for index, one in enumerate(dict.fromkeys(node["echelon"] for node in answer["nodes"]))}
    order = {one: echelons.get(nodes[one]["echelon"], 0) if one in nodes else 1000 for one in tree}
    boxes, lines = [], []
    for one, where in place(tree, answer["root"], order).items():
        below = whole.out_degree(one)
        folded = below - tree.out_degree(one)
        if one in nodes:
            boxes.append(formation_box(nodes[one], where, answer["on"], folded))
        else:
            boxes.append(_group_box(one, where, below, folded))
        edge = nodes[one].get("edge", {}) if one in nodes else {}
        lines.append(Line(one, where.line, edge.get("held", "possible")))
    return Picture(boxes, lines, (), answer["root"]), len(whole) - len(tree)


def network(answer: Object, opened: Collection[str] = ()) -> "Network":
    """The same as a pyvis network with a place for every box: for notebooks, and to change before it is shown."""
    return pyvis_network(picture(answer, opened)[0])


def drawing(answer: Object, opened: Collection[str] = ()) -> Object:
    """The same as ``{"nodes", "edges", "options", "hidden", "drawn"}`` for vis-network; `hidden` counts what is folded
    away, `drawn` the boxes."""
    drawn, hidden = picture(answer, opened)
    made = pyvis_network(drawn)
    return {
        "nodes": made.nodes,
        "edges": made.edges,
        "options": made.options,
        "hidden": hidden,
        "drawn": len(drawn.boxes),
    }


def _tree(answer: Object, nodes: Mapping[str, Object]) -> "nx.DiGraph[str]":
    """Superior to subordinate; bodies without an echelon, and formations without a superior, hang in a group each."""
    tree: nx.DiGraph[str] = nx.DiGraph()
    tree.add_node(answer["root"])
    for one, node in nodes.items():
        if one == answer["root"]:
            continue
        superior = node["superior"]
        if superior not in nodes:
            superior = UNPLACED
        elif superior == answer["root"] and node["echelon"] == "other":
            superior = CENTRAL
        if superior in GROUPS:
            tree.add_edge(answer["root"], superior)
        tree.add_edge(superior, one)
    return tree


def _shown(tree: "nx.DiGraph[str]", root: str, nodes: Mapping[str, Object], opened: Collection[str]) -> list[str]:
    """The nodes to draw, from the top down until MOST_NODES."""
    shown = [root]
    for one in shown:
        wide = "all" in opened or one in opened
        for below in sorted(tree.successors(one)):
            folded = one in GROUPS or (one != root and nodes[below]["echelon"] in _FOLDED)
            if (wide or not folded) and len(shown) < MOST_NODES:
                shown.append(below)
    return shown


_BETWEEN = {"en": ("and", "or"), "ru": ("и", "или"), "uk": ("і", "або")}
"""What stands between two names of whom both lead, and of whom either does."""


def leader_words(leader: Object, on: str, language: str = "en") -> str:
    """Who leads, in a few words of a language: a name if certain, "?" before one who is only possible, "!" where
    contested. Doubtful candidates are named only where there is no better one."""
    alike = [one for one in leader["holders"] if one["held"] == leader["held"]]
    holders = [one for one in alike if one["tenure"]["credibility"]["code"] <= 3] or alike
    names = [_initialled(name_in(one["person"]["names"], language) or one["person"]["id"]) for one in holders]
    both, either = _BETWEEN[language]
    match leader["held"], len(names):
        case "unknown", _:
            return "leader not known"
        case "contested", 1:
            return f"! {names[0]}"
        case "contested", _:
            return f"! {surname(names[0])} {either} {surname(names[1])}" + (
                f" +{len(names) - 2}" if len(names) > 2 else ""
            )
        case "certain", _:
            return f" {both} ".join(names[:1] if len(names) == 1 else map(surname, names))
        case _, 1:
            return f"? {names[0]}{_last_seen(holders[0], on)}"
    return f"? {surname(names[0])}, {surname(names[1])}" + (f" +{len(names) - 2}" if len(names) > 2 else "")


def _initialled(name: str) -> str:
    """Given name as an initial: I. Osipov. What stands in brackets after a name is left out."""
    given, _, surname = name.partition(" (")[0].rpartition(" ")
    return f"{given[0]}. {surname}" if given else surname


def _last_seen(holder: Object, on: str) -> str:
    """The year of the last evidence if it lies in another year than the day asked about."""
    bounds = holder["tenure"]["bounds"] or {}
    last = bounds.get("earliestEnd")
    return f" ’{last[2:4]}" if last is not None and last < on and last[:4] != on[:4] else ""


def formation_box(node: Object, where: Place, on: str, folded: int = 0, before: str = "", box: str = "") -> Box:
    """The box of a node of a hierarchy: its name, who leads it, and how many more boxes hang from it.

    `before` stands before the name; `box` is its id where it is not the formation's own."""
    leader = node["leader"]
    held, code = leader["held"], leader["credibility"]
    name = before + (node["formation"]["names"].get("en") or node["formation"]["id"])
    words = leader_words(leader, on)
    mark = f"  [{code}]" if code is not None else ""
    more = f"  +{folded}" if folded else ""
    return Box(
        box or node["formation"]["id"],
        (f"{short(name, 21 - len(more))}{more}", f"{short(words, 23 - len(mark))}{mark}"),
        _in_full(node, name, folded),
        where.x,
        where.y,
        look(held, code),
    )


def _in_full(node: Object, name: str, folded: int) -> str:
    """What a box says, and what it has no room for, in a sentence a line."""
    lines = [name]
    leader = node["leader"]
    if leader["held"] == "unknown":
        lines.append("Leader not known.")
    for holder in leader["holders"]:
        tenure = holder["tenure"]
        verdict = f"credibility {tenure['credibility']['code']}"
        lines.append(f"{holder['held'].capitalize()}: {holder['person']['names']['en']}, {verdict}.")
    for rank, edge in enumerate(subordinations_of(node)):
        under = "Under" if rank == 0 else "Also said to be under"
        verdict = f"{edge['held']}, credibility {edge['credibility']['code']}"
        lines.append(f"{under} {edge['superior']['names']['en']}: {verdict}.")
    if folded:
        lines.append(f"{folded} subordinates are not drawn.")
    return "\n".join(lines)


def _group_box(one: str, where: Place, below: int, folded: int) -> Box:
    more = f"  +{folded}" if folded else ""
    words = f"{below} formations"
    return Box(one, (f"{GROUPS[one]}{more}", words), f"{GROUPS[one]}: {words}", where.x, where.y, GROUP_LOOK)
