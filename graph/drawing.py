"""The hierarchy as a drawing: a pyvis network whose every place, colour and line is decided here.

A box is a formation, filled by the credibility of what is said about its leader, its border whole where the leader is
certain and broken where contested or only possible. A line is a subordination, broken in the same way. Words carry what
colours carry, for those who do not see them.
"""

from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import networkx as nx

from graph.layout import BOX_WIDTH, Place, place
from graph.names import name_in, surname

if TYPE_CHECKING:
    from pyvis.network import Network

Object = dict[str, Any]

CENTRAL = "central-bodies"
UNPLACED = "superior-not-known"
MOST_NODES = 500
"""More boxes than this are not drawn at once."""

FILLS = {
    1: ("#0b5fa5", "#ffffff"),
    2: ("#79b8e6", "#10212e"),
    3: ("#f3de85", "#332b00"),
    4: ("#efa35f", "#3a1e00"),
    5: ("#d9705c", "#2e0900"),
    6: ("#d0d0d0", "#222222"),
    None: ("#ffffff", "#5f6770"),
}
"""Fill and text by credibility; None: no leader is known. Told apart by people with any colour vision."""
PALE = {
    1: ("#d3e3f2", "#12324d"),
    2: ("#e6f1fa", "#10212e"),
    3: ("#fcf7e0", "#332b00"),
    4: ("#fceadb", "#3a1e00"),
    5: ("#f8ddd8", "#3a0b00"),
    6: ("#f2f2f2", "#333333"),
    None: ("#ffffff", "#5f6770"),
}
"""The same where the leader is not certain, so that a drawing of guesses does not look like one of facts."""
BORDERS = {"certain": "#12324d", "contested": "#a3005c", "possible": "#6b6b6b", "unknown": "#b9bec4"}
DARK = {
    "boxes": {
        "#d3e3f2": ("#1d3a55", "#dbe9f6"),
        "#e6f1fa": ("#22333f", "#d7e6f2"),
        "#fcf7e0": ("#3a3519", "#f3eac2"),
        "#fceadb": ("#42301f", "#f6dcc4"),
        "#f8ddd8": ("#4a2a25", "#f7d5ce"),
        "#f2f2f2": ("#30353a", "#dddddd"),
        "#ffffff": ("#1a2127", "#a9b3bc"),
        "#f3f4f6": ("#262d34", "#d0d7de"),
    },
    "lines": {
        "#12324d": "#9cc4e8",
        "#a3005c": "#ff7ab8",
        "#6b6b6b": "#a8a8a8",
        "#b9bec4": "#616b75",
        "#3d4c59": "#aebcc9",
        "#8a939b": "#77818b",
        "#9aa3ab": "#77818b",
    },
}
"""On a dark background: fill and text in the place of a pale fill, and the colours of borders and lines. The full fills
stay as they are."""
_LINE = {"certain": "#3d4c59", "contested": "#a3005c", "possible": "#8a939b"}
_FOLDED = frozenset({"command", "division", "base", "brigade", "regiment", "other"})
"""Echelons that are drawn only where their superior is opened, unless they stand directly below the root."""
GROUPS = {CENTRAL: "Other central", UNPLACED: "Superior not known"}


def network(answer: Object, opened: Collection[str] = ()) -> "Network":
    """The hierarchy `answer` (of graph.hierarchy.hierarchy) as a pyvis network with a place for every box: for
    notebooks, and to change before it is shown.

    `opened` names the formations (and groups) whose folded subordinates are to be drawn; "all" opens every one.
    """
    return _drawn(answer, opened)[0]


def drawing(answer: Object, opened: Collection[str] = ()) -> Object:
    """The same as ``{"nodes", "edges", "options", "hidden", "drawn"}`` for vis-network; `hidden` counts what is folded
    away, `drawn` the boxes."""
    made, drawn, hidden = _drawn(answer, opened)
    return {"nodes": made.nodes, "edges": made.edges, "options": made.options, "hidden": hidden, "drawn": drawn}


def _drawn(answer: Object, opened: Collection[str]) -> "tuple[Network, int, int]":
    """The network, how many boxes it has, and how many are folded away."""
    from pyvis.network import Network  # which brings IPython along: a server starts without it

    nodes = {node["formation"]["id"]: node for node in answer["nodes"]}
    whole = _tree(answer, nodes)
    shown = _shown(whole, answer["root"], nodes, opened)
    tree = whole.subgraph(shown)
    echelons = {one: index for index, one in enumerate(dict.fromkeys(node["echelon"] for node in answer["nodes"]))}
    order = {one: echelons.get(nodes[one]["echelon"], 0) if one in nodes else 1000 for one in tree}
    places = place(tree, answer["root"], order)
    made = Network(directed=False)
    for one, where in places.items():
        below = whole.out_degree(one)
        folded = below - tree.out_degree(one)
        if one in nodes:
            _add_box(made, nodes[one], where, folded, answer["on"])
        else:
            _add_group(made, one, where, below, folded)
    _add_lines(made, places, nodes)
    made.set_options(_OPTIONS)
    return made, len(tree), len(whole) - len(tree)


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


def _add_box(network: "Network", node: Object, where: Place, folded: int, on: str) -> None:
    leader = node["leader"]
    held, code = leader["held"], leader["credibility"]
    fill, text = (FILLS if held == "certain" else PALE)[code]
    name = node["formation"]["names"].get("en", node["formation"]["id"])
    words = leader_words(leader, on)
    mark = f"  [{code}]" if code is not None else ""
    more = f"  +{folded}" if folded else ""
    network.add_node(
        node["formation"]["id"],
        label=f"{_short(name, 21 - len(more))}{more}\n{_short(words, 23 - len(mark))}{mark}",
        x=where.x,
        y=where.y,
        color={"background": fill, "border": BORDERS[held], "highlight": {"background": fill, "border": "#000000"}},
        font={"color": text, "size": 14},
        borderWidth={"certain": 3, "contested": 3, "possible": 1.5, "unknown": 1}[held],
        shapeProperties={"borderDashes": False if held == "certain" else [6, 4]},
        **_BOX,
    )


def _add_group(network: "Network", one: str, where: Place, below: int, folded: int) -> None:
    more = f"  +{folded}" if folded else ""
    network.add_node(
        one,
        label=f"{GROUPS[one]}{more}\n{below} formations",
        x=where.x,
        y=where.y,
        color={"background": "#f3f4f6", "border": "#9aa3ab", "highlight": {"background": "#f3f4f6", "border": "#000"}},
        font={"color": "#333333", "size": 14},
        borderWidth=1,
        shapeProperties={"borderDashes": [2, 3]},
        **_BOX,
    )


def _add_lines(network: "Network", places: Mapping[str, Place], nodes: Mapping[str, Object]) -> None:
    """The lines between boxes, as straight pieces between corner points; only the last piece shows how certain."""
    corners: dict[tuple[float, float], str] = {}

    def corner(point: tuple[float, float]) -> str:
        if point not in corners:
            corners[point] = f"corner {point[0]:g} {point[1]:g}"
            network.add_node(corners[point], label=" ", x=point[0], y=point[1], **_CORNER)
        return corners[point]

    drawn: set[tuple[str, str]] = set()
    for one, where in places.items():
        edge = nodes[one].get("edge", {}) if one in nodes else {}
        held = edge.get("held", "possible")
        for start, end in _pairs(where.line):
            last = end == where.line[-1]
            ends = corner(start), one if last else corner(end)
            if ends in drawn or start == end:
                continue
            drawn.add(ends)
            network.add_edge(
                *ends,
                color=_LINE[held] if last else "#8a939b",
                dashes=False if held == "certain" or not last else [5, 4],
                width={"certain": 2.2, "contested": 2.2, "possible": 1.2}[held] if last else 1.2,
            )


def _pairs(line: tuple[tuple[float, float], ...]) -> Iterable[tuple[tuple[float, float], tuple[float, float]]]:
    return pairwise(line)


def _short(text: str, most: int) -> str:
    """`text`, shortened to `most` characters by the usual abbreviations and, at last, by an ellipsis."""
    for long, short in _SHORTER.items():
        if len(text) <= most:
            break
        text = text.replace(long, short)
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


_SHORTER = {
    "Armed Forces": "AF",
    "Ministry of Defence of the Russian Federation": "Ministry of Defence",
    "Combined Arms Army": "CAA",
    "Military District": "MD",
    "Air and Air Defence Forces Army": "Air Army",
    "Motor Rifle": "MR",
    "Russian ": "",
    "Radiation, Chemical and Biological": "NBC",
    "Group of Forces": "GoF",
    " of the Russian Federation": "",
    " of the AF": "",
    " Command": " Cmd",
    "Air and Missile Defence": "Air and Missile Def.",
    "Directorate": "Dir.",
    "Army Corps": "AC",
    "Guards ": "Gds ",
    "Brigade": "Bde",
    "Division": "Div",
    "Regiment": "Regt",
    "Separate ": "",
}
_BOX = {
    "shape": "box",
    "widthConstraint": {"minimum": BOX_WIDTH - 10, "maximum": BOX_WIDTH - 10},
    "heightConstraint": {"minimum": 40},
    "margin": 4,
    "physics": False,
}
_CORNER = {"shape": "dot", "size": 0.01, "physics": False, "chosen": False, "color": "#8a939b", "borderWidth": 0}
_OPTIONS = """{
  "physics": {"enabled": false},
  "layout": {"improvedLayout": false},
  "edges": {"smooth": false, "selectionWidth": 0, "hoverWidth": 0, "chosen": false},
  "interaction": {"dragNodes": false, "hover": true, "selectConnectedEdges": false, "keyboard": false}
}"""
