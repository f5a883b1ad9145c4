"""The hierarchy on a day as a network: formations with their commanders, and every superior that sources give them."""

from typing import Any

import networkx as nx

from graph.analysis.attributes import known_only, of_network
from graph.answer import Answers
from graph.fact_view import Object
from graph.hierarchy import ROOT, hierarchy, subordinations_of

LANGUAGES = ("ru", "uk")


def command_network(
    answers: Answers, on: object = None, known: object = None, root: str = ROOT, links: str | None = None
) -> "nx.MultiDiGraph[str]":
    """The network of the hierarchy below `root` on a day, as known on a day, by these kinds of link; see `network_of`.
    On a day before any source there is nothing but what undated statements give. Raises what graph.hierarchy does."""
    return network_of(hierarchy(answers, root, on, known, links=links, claims=False))


def network_of(found: Object) -> "nx.MultiDiGraph[str]":
    """The network of an answer of `graph.hierarchy.hierarchy`.

    Nodes are ids of formations with `label`, `echelon`, `arm`, `level` and, as far as known, `leader` (names),
    `leader_held` and `leader_credibility`. An edge leads from superior to subordinate, its key the id of the fact, with
    `link`, `held` (certain, contested, possible), `credibility`, `contested`, `reports` and `origins`; the one that the
    hierarchy takes for its step is `preferred`. The graph itself has root, on, known, policy and snapshot.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    asked = ("root", "on", "known", "policy", "snapshot", "links")
    graph.graph.update(of_network({name: found.get(name) for name in asked}))
    for node in found["nodes"]:
        graph.add_node(node["formation"]["id"], **known_only(_node(node)))
    for node in found["nodes"]:
        for place, edge in enumerate(subordinations_of(node)):
            superior = edge["superior"]["id"]
            if superior in graph:
                subordinate = node["formation"]["id"]
                graph.add_edge(superior, subordinate, edge["id"], **known_only(_edge(edge, preferred=place == 0)))
    return graph


def chain_of_command(network: "nx.MultiDiGraph[str]") -> "nx.DiGraph[str]":
    """The same with the preferred superior of each formation only: a forest, as the hierarchy is drawn."""
    chain: nx.DiGraph[str] = nx.DiGraph(**network.graph)
    chain.add_nodes_from(network.nodes(data=True))
    chain.add_edges_from((one, other, edge) for one, other, edge in network.edges(data=True) if edge["preferred"])
    return chain


def _node(node: Object) -> dict[str, Any]:
    names = node["formation"]["names"]
    leader = node["leader"]
    holders = [holder["person"]["names"]["en"] for holder in leader["holders"]]
    return {
        "label": names["en"],
        **{f"name_{language}": names.get(language) for language in LANGUAGES},
        "echelon": node["echelon"],
        "arm": node["arm"],
        "level": node["level"],
        "leader": "; ".join(holders) or None,
        "leader_held": leader["held"],
        "leader_credibility": leader["credibility"],
    }


def _edge(edge: Object, *, preferred: bool) -> dict[str, Any]:
    return {
        "link": edge["link"]["id"],
        "preferred": preferred,
        "held": edge["held"],
        "credibility": edge["credibility"]["code"],
        "contested": edge["contested"],
        "edtf": edge["edtf"],
        "reports": edge["reports"],
        "origins": len(edge["origins"]),
        "fact": edge["id"],
        "why": edge["why"],
    }
