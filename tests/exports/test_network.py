"""The hierarchy as a network: NetworkX reads both formats back, with what the answer says."""

import io
from typing import Any

import networkx as nx
import pytest

from graph.answer import Answers
from graph.exports.catalogue import DRAWN, Drawing
from graph.hierarchy import hierarchy

READERS = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}
DAY = "2022-06-25"


@pytest.fixture(scope="module")
def found(answers: Answers) -> dict[str, Any]:
    return hierarchy(answers, on=DAY, claims=False)


def read(drawing: Drawing, found: dict[str, Any]) -> Any:
    output = io.BytesIO()
    drawing.write(found, output)
    output.seek(0)
    return READERS[drawing.name](output)


@pytest.mark.parametrize("drawing", DRAWN.values(), ids=list(DRAWN))
def test_nodes_and_edges_are_those_of_the_hierarchy(drawing: Drawing, found: dict[str, Any]) -> None:
    graph = read(drawing, found)
    nodes = {node["formation"]["id"]: node for node in found["nodes"]}
    assert set(graph.nodes) == set(nodes)
    for one, shown in graph.nodes(data=True):
        assert shown["echelon"] == nodes[one]["echelon"]
        assert shown["leader_held"] == nodes[one]["leader"]["held"]
        assert shown.get("leader_credibility") == nodes[one]["leader"]["credibility"]
    preferred = {(above, below): data for above, below, data in graph.edges(data=True) if data["preferred"]}
    wanted = {(node["superior"], one): node["edge"] for one, node in nodes.items() if node.get("edge")}
    assert preferred.keys() == wanted.keys()
    for pair, edge in wanted.items():
        assert preferred[pair]["credibility"] == edge["credibility"]["code"]
        assert preferred[pair]["held"] == edge["held"]
        assert preferred[pair].get("edtf") == edge["edtf"]
        assert preferred[pair]["fact"] == edge["id"]
    assert graph.number_of_edges() > len(preferred), "other superiors are told as well"


@pytest.mark.parametrize("drawing", DRAWN.values(), ids=list(DRAWN))
def test_a_drawing_says_of_which_day_and_build_it_is(drawing: Drawing, found: dict[str, Any]) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    drawing.write(found, first)
    drawing.write(found, second)
    assert first.getvalue() == second.getvalue()
    for part in (DAY, found["snapshot"], "creativecommons.org"):
        assert part in first.getvalue().decode()
