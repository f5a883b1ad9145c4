"""The hierarchy on a day, or another network, for Gephi, yEd, Cytoscape, NetworkX and the like: GraphML and GEXF.

Both formats know texts, numbers and booleans only, and no empty values: what is not known is left out.
"""

from typing import BinaryIO

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from graph.analysis.command_network import network_of
from graph.fact_view import Object
from graph.void import CREATOR


def write_graphml(found: Object, output: BinaryIO) -> None:
    """The hierarchy, an answer of `graph.hierarchy.hierarchy`, as GraphML."""
    write_network_as_graphml(network_of(found), output)


def write_gexf(found: Object, output: BinaryIO) -> None:
    """The hierarchy, an answer of `graph.hierarchy.hierarchy`, as GEXF 1.2, dated by its snapshot."""
    write_network_as_gexf(network_of(found), output)


def write_network_as_graphml(graph: "nx.MultiDiGraph[str]", output: BinaryIO) -> None:
    """A network as GraphML."""
    nx.write_graphml(graph, output, named_key_ids=True)


def write_network_as_gexf(graph: "nx.MultiDiGraph[str]", output: BinaryIO) -> None:
    """A network as GEXF 1.2, dated by the `snapshot` that it says it is of."""
    about = graph.graph
    writer = GEXFWriter(graph, version="1.2draft")
    meta = writer.xml.find("meta")
    meta.set("lastmodifieddate", about["snapshot"][:4] + "-" + about["snapshot"][4:6] + "-" + about["snapshot"][6:8])
    meta.find("creator").text = CREATOR
    words = ", ".join(f"{name} {value}" for name, value in about.items() if name != "name")
    meta.append(meta.makeelement("description", {}))
    meta.find("description").text = words
    writer.write(output)
