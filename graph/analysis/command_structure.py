"""The structure of command on a day: how many each formation commands, how near it is to the others, and whose loss
cuts off what.

A reading has every subordination that is certain on the day and any of those that are contested or only possible.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import networkx as nx

from graph.analysis.figure import Figure


@dataclass(frozen=True, slots=True)
class Command:
    """What hangs on one formation. `direct` is how many formations are directly below it and `below` how many by any
    number of steps. `closeness` is its harmonic centrality downwards (one for each formation a step below, a half for
    each two steps below, and so on: Marchiori and Latora, Physica A 285, 2000), which further subordinations can only
    raise. `cut_off` is how many formations lose every way up to the root if this one is lost, itself not counted; the
    lowest are `surely_cut_off`, by id."""

    formation: str
    label: str
    echelon: str
    direct: Figure
    below: Figure
    closeness: Figure
    cut_off: Figure
    surely_cut_off: tuple[str, ...]


def commands(network: "nx.MultiDiGraph[str]") -> list[Command]:
    """The structure of a network of analysis.command_network: a row a formation, in the order of the network.

    The highest of `cut_off` counts every formation that no certain way reaches without this one and that may be below
    it: it may be more than one reading can have. Time grows with the sum of all that is below each formation."""
    possible: nx.DiGraph[str] = nx.DiGraph(network)
    certain: nx.DiGraph[str] = nx.DiGraph()
    certain.add_nodes_from(network)
    certain.add_edges_from((one, other) for one, other, edge in network.edges(data=True) if edge["held"] == "certain")
    root = str(network.graph["root"])
    cuts = _cuts(possible, certain, root)
    found = []
    for one, node in network.nodes(data=True):
        low, high = _depths(certain, one), _depths(possible, one)
        sure, most = cuts.get(one, (frozenset(), 0))
        found.append(
            Command(
                one,
                node["label"],
                node["echelon"],
                Figure(certain.out_degree(one), possible.out_degree(one)),
                Figure(len(low), len(high)),
                Figure(_closeness(low), _closeness(high)),
                Figure(len(sure), most),
                tuple(sorted(sure)),
            )
        )
    return found


def _depths(network: "nx.DiGraph[str]", start: str) -> list[int]:
    """How many steps each formation below `start` is away."""
    return [depth for one, depth in nx.single_source_shortest_path_length(network, start).items() if one != start]


def _closeness(depths: list[int]) -> float:
    return round(sum(1 / depth for depth in depths), 6)


def _cuts(possible: "nx.DiGraph[str]", certain: "nx.DiGraph[str]", root: str) -> dict[str, tuple[frozenset[str], int]]:
    """By formation, those that its loss cuts off in every reading, and how many it may cut off in some."""
    if root not in possible:
        return {}
    surely_there = nx.descendants(certain, root)
    always, surely = _dominated(possible, root), _dominated(certain, root)
    found = {}
    for one in {root, *nx.descendants(possible, root)}:
        sure = frozenset(always.get(one, ())) & surely_there
        below = nx.descendants(possible, one) - {root, one}
        # No certain way without it has who is not certainly there, or is so only through it.
        found[one] = sure, len(below - surely_there) + len(surely.get(one, ()))
    return found


def _dominated(network: "nx.DiGraph[str]", root: str) -> dict[str, set[str]]:
    """By formation, those to which every way from the root leads through it, itself left out."""
    tree: nx.DiGraph[str] = nx.DiGraph()
    tree.add_edges_from((above, one) for one, above in _immediate(network, root))
    return {one: nx.descendants(tree, one) for one in tree}


def _immediate(network: "nx.DiGraph[str]", root: str) -> Iterator[tuple[str, str]]:
    """Every formation that the root reaches, with the last one that all ways to it pass."""
    for one, above in nx.immediate_dominators(network, root).items():
        if one != root and above is not None and above != one:
            yield one, above
