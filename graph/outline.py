"""The hierarchy as an outline: nested lists, for those who read rather than look."""

from typing import Any

Object = dict[str, Any]


def nested(answer: Object) -> list[Object]:
    """The nodes of an answer of graph.hierarchy.hierarchy as a tree: each with those `below` it; on top the root, then
    those whose superior is not known."""
    nodes: dict[str, Object] = {node["formation"]["id"]: {**node, "below": []} for node in answer["nodes"]}
    top: list[Object] = []
    for one, node in nodes.items():
        superior = nodes.get(node["superior"] or "") if one != answer["root"] else None
        (superior["below"] if superior is not None else top).append(node)
    return top
