"""The hierarchy on a day as a network, for Gephi, yEd, Cytoscape, NetworkX and the like: GraphML and GEXF.

An edge leads from the superior to the subordinate. Both formats know texts, numbers and booleans only, and no empty
values: what is not known is left out.
"""

from collections.abc import Mapping
from typing import Any, BinaryIO

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from graph.fact_view import Object
from graph.void import CREATOR, LICENCE, TITLE

LANGUAGES = ("ru", "uk")


def network(found: Object) -> "nx.MultiDiGraph[str]":
    """The network of an answer of `graph.hierarchy.hierarchy`. Nodes are formations by id; edges are the superiors that
    sources give, `preferred` the one that the hierarchy takes."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph.update(_about(found))
    for node in found["nodes"]:
        graph.add_node(node["formation"]["id"], **_known(_node(node)))
    for node in found["nodes"]:
        edges = [node["edge"], *node["alternatives"]] if node.get("edge") else []
        for place, edge in enumerate(edges):
            superior = edge["superior"]["id"]
            if superior in graph:
                subordinate = node["formation"]["id"]
                graph.add_edge(superior, subordinate, edge["id"], **_known(_edge(edge, preferred=place == 0)))
    return graph


def write_graphml(found: Object, output: BinaryIO) -> None:
    """The hierarchy as GraphML."""
    nx.write_graphml(network(found), output, named_key_ids=True)


def write_gexf(found: Object, output: BinaryIO) -> None:
    """The hierarchy as GEXF 1.2, dated by its snapshot."""
    graph = network(found)
    about = graph.graph
    writer = GEXFWriter(graph, version="1.2draft")
    meta = writer.xml.find("meta")
    meta.set("lastmodifieddate", about["snapshot"][:4] + "-" + about["snapshot"][4:6] + "-" + about["snapshot"][6:8])
    meta.find("creator").text = CREATOR
    words = ", ".join(f"{name} {value}" for name, value in about.items() if name != "name")
    meta.append(meta.makeelement("description", {}))
    meta.find("description").text = words
    writer.write(output)


def _about(found: Object) -> dict[str, Any]:
    about = {name: found.get(name) for name in ("root", "on", "known", "policy", "snapshot", "links")}
    return {"name": TITLE, **_known(about), "licence": LICENCE}


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


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
