"""Attributes of networks: GraphML and GEXF have no empty values, so what is not known is left out."""

from collections.abc import Mapping
from typing import Any

from graph.void import LICENCE, TITLE


def known_only(values: Mapping[str, Any]) -> dict[str, Any]:
    """The attributes of a node or an edge: those of `values` that are not None."""
    return {name: value for name, value in values.items() if value is not None}


def of_network(values: Mapping[str, Any]) -> dict[str, Any]:
    """The attributes of a whole network: what it is, what it was asked for and by which build, the licence."""
    return {"name": TITLE, **known_only(values), "licence": LICENCE}
