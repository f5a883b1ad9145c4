"""A formation and what stands around it on a day: its superiors up to the top, its subordinates some steps down, and
the other superiors that sources give any of them.
"""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

import networkx as nx

from graph.answer import Answers
from graph.drawing import MOST_NODES, formation_box
from graph.hierarchy import hierarchy, leader_counts, subordinations_of
from graph.layout import BOX_WIDTH, COLUMN_GAP, ROW, Place, place
from graph.picture import Line, Picture
from graph.question import ParameterError

Object = dict[str, Any]

UPWARD = ROW * 1.4
"""From one superior to the next."""
OTHER = "↑ "
"""Stands before the name of a superior that sources give besides the one from which a box hangs."""


def surroundings(
    answers: Answers,
    formation: str,
    on: object = None,
    known: object = None,
    links: str | None = None,
    steps: int = 1,
) -> Object:
    """An answer as that of graph.hierarchy.hierarchy about these formations only, with `formation`, the `chain` from it
    to the top, the subordinates `below` each, and how many the lowest have that are left out, by id in `folded`. Raises
    ParameterError for a formation that there is not, or not on that day."""
    formation = answers.thing("formation", formation)
    answer = hierarchy(answers, on=on, known=known, links=links, claims=False)
    nodes = {node["formation"]["id"]: node for node in answer["nodes"]}
    if formation not in nodes:
        name = answers.names.label(f"formation/{formation}")
        problem = f"by the sources {name} did not exist on {answer['on']}"
        raise ParameterError("formation", problem, "give another day with on")
    chain = _chain(nodes, formation)
    below, folded = _below(nodes, formation, steps, chain)
    within = {*chain, *(one for ones in below.values() for one in ones)}
    within |= {superior for one in within for superior in _edges(nodes[one]) if superior in nodes}
    chosen = [node for one, node in nodes.items() if one in within]
    return {
        **answer,
        "root": chain[-1],
        "formation": formation,
        "chain": chain,
        "below": below,
        "folded": folded,
        "nodes": chosen,
        "total": len(chosen),
        "leaders": leader_counts(chosen),
    }


def surroundings_picture(answer: Object) -> tuple[Picture, int]:
    """An answer of `surroundings` as boxes and lines, and how many subordinates of those drawn are not."""
    nodes = {node["formation"]["id"]: node for node in answer["nodes"]}
    chain, on, folded = answer["chain"], answer["on"], dict(answer["folded"])
    formation = chain[0]
    tree = _tree(answer, nodes, folded)
    # The other superiors of a formation stand right below it, before its subordinates.
    order = {one: rank for rank, one in enumerate(nodes, start=1)}
    down = UPWARD * (len(chain) - 1)
    boxes, lines = [], []
    for one, where in place(tree, formation, {one: order.get(one, 0) for one in tree}).items():
        lower = Place(where.x, where.y + down, tuple((x, y + down) for x, y in where.line))
        shown = tree.nodes[one]
        before = OTHER if one not in nodes else ""
        boxes.append(formation_box(nodes[shown["formation"]], lower, on, folded.get(one, 0), before, one))
        if lower.line:
            lines.append(Line(one, lower.line, shown["held"]))
    middle = next(box.x for box in boxes if box.id == formation)
    for rank, (lowest, upper) in enumerate(pairwise(chain), start=1):
        y = down - UPWARD * rank
        edges = _edges(nodes[lowest])
        boxes.append(formation_box(nodes[upper], Place(middle, y, ()), on))
        lines.append(Line(lowest, ((middle, y), (middle, y + UPWARD)), edges.pop(upper)["held"]))
        for number, (superior, edge) in enumerate(_drawable(edges, nodes), start=1):
            x, between, start = middle + number * (BOX_WIDTH + COLUMN_GAP), y + UPWARD / 2, middle + BOX_WIDTH / 4
            box = f"{lowest}/{superior}"
            boxes.append(formation_box(nodes[superior], Place(x, y, ()), on, 0, OTHER, box))
            way = ((start, y + UPWARD), (start, between), (x, between), (x, y))
            lines.append(Line(box, way, edge["held"], alone=True))
    return Picture(boxes, lines, (), formation), sum(folded.values())


def _edges(node: Object) -> dict[str, Object]:
    """The superiors that sources give a node, the preferred one first, each with its subordination."""
    found: dict[str, Object] = {}
    for edge in subordinations_of(node):
        found.setdefault(edge["superior"]["id"], edge)
    return found


def _drawable(edges: Mapping[str, Object], nodes: Mapping[str, Object]) -> Iterable[tuple[str, Object]]:
    return [(superior, edge) for superior, edge in edges.items() if superior in nodes]


def _chain(nodes: Mapping[str, Object], formation: str) -> list[str]:
    """From a formation upwards, by the preferred superiors, to the top; a circle ends before it closes."""
    chain = [formation]
    while (superior := nodes[chain[-1]]["superior"]) in nodes and superior not in chain:
        chain.append(superior)
    return chain


def _below(
    nodes: Mapping[str, Object], formation: str, steps: int, chain: Iterable[str]
) -> tuple[dict[str, list[str]], dict[str, int]]:
    """The subordinates of each formation that stands less than `steps` below one, and of the others how many they
    have."""
    children: dict[str, list[str]] = {}
    for one, node in nodes.items():
        for superior in _edges(node):
            children.setdefault(superior, []).append(one)
    seen = set(chain)
    below: dict[str, list[str]] = {}
    front = [formation]
    for _ in range(steps):
        lower = []
        for one in front:
            below[one] = [child for child in children.get(one, ()) if child not in seen]
            seen |= set(below[one])
            lower += below[one]
        front = lower
    return below, {one: len(children[one]) for one in front if one in children}


def _tree(answer: Object, nodes: Mapping[str, Object], folded: dict[str, int]) -> "nx.DiGraph[str]":
    """What hangs from the formation, as far as it can be drawn at once; what cannot is added to `folded`. A node has
    the `formation` that its box shows, and how the subordination is `held` by which it hangs there."""
    formation, below = answer["formation"], answer["below"]
    tree: nx.DiGraph[str] = nx.DiGraph()
    tree.add_node(formation, formation=formation)
    for one in below:
        for child in below[one] if one in tree else ():
            if len(tree) >= MOST_NODES:
                folded[one] = folded.get(one, 0) + 1
                continue
            edges = _edges(nodes[child])
            tree.add_node(child, formation=child, held=edges.pop(one)["held"])
            tree.add_edge(one, child)
            for superior, edge in _drawable(edges, nodes):
                box = f"{child}/{superior}"
                tree.add_node(box, formation=superior, held=edge["held"])
                tree.add_edge(child, box)
    return tree
