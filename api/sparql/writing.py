"""Writes to a store in memory: a SPARQL update, or a graph put, added to or removed by the Graph Store Protocol."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from api.sparql.evaluation import ENGINE_ERRORS, Bounds, EvaluationError, graph_called, screen, text_error
from api.sparql.using import DatasetConflictError, with_dataset
from graph.store import GRAPH_FORMATS, Embedded
from ontology import BASE

UPDATE, PUT, ADD, REMOVE = "update", "put", "add", "remove"


@dataclass(frozen=True, slots=True)
class Write:
    """A write. An update has one part, its text, and maybe a dataset; PUT and ADD have parts with their media types,
    for the graph called `graph` (None: the default graph)."""

    kind: str
    parts: tuple[bytes, ...] = ()
    media: tuple[str, ...] = ()
    graph: str | None = None
    default_graphs: Sequence[str] = ()
    named_graphs: Sequence[str] = ()

    def message(self) -> dict[str, Any]:
        """All but the parts, for `write_from`, which reads those from a file."""
        return {
            "kind": self.kind,
            "lengths": [len(part) for part in self.parts],
            "media": self.media,
            "graph": self.graph,
            "default_graphs": self.default_graphs,
            "named_graphs": self.named_graphs,
        }


def write_from(message: dict[str, Any], file: int) -> Write:
    """The write that `message` describes, its parts read from the beginning of an open file."""
    parts, offset = [], 0
    for length in message["lengths"]:
        part = bytearray()
        while len(part) < length:
            part += os.pread(file, length - len(part), offset + len(part))
        parts.append(bytes(part))
        offset += length
    return Write(
        kind=message["kind"],
        parts=tuple(parts),
        media=tuple(message["media"]),
        graph=message["graph"],
        default_graphs=message["default_graphs"],
        named_graphs=message["named_graphs"],
    )


def apply(store: Embedded, write: Write, bounds: Bounds) -> bool:
    """Write to the store; True if PUT or ADD made a new graph. Raises EvaluationError saying what is wrong."""
    if write.kind == UPDATE:
        _update(store, write, bounds)
        return False
    graph = graph_called(write.graph)
    created = isinstance(graph, ox.NamedNode) and not store.engine.contains_named_graph(graph)
    if write.kind == REMOVE:
        if created:
            raise EvaluationError(404, f"there is no graph <{write.graph}>", "graph")
        store.engine.remove_graph(graph)
        return False
    if write.kind == PUT:
        store.engine.clear_graph(graph)
    if isinstance(graph, ox.NamedNode):
        store.engine.add_graph(graph)
    for part, media in zip(write.parts, write.media, strict=True):
        try:
            store.engine.load(part, GRAPH_FORMATS[media], base_iri=write.graph, to_graph=graph)
        except SyntaxError as error:
            detail = f"the content is not {media}: {error}"
            raise EvaluationError(400, detail, "content", error.lineno, error.offset) from None
        except ValueError as error:
            raise EvaluationError(400, f"the content cannot be read as {media}: {error}", "content") from None
    return created


def _update(store: Embedded, write: Write, bounds: Bounds) -> None:
    text = write.parts[0].decode("utf-8")
    try:
        screen(text, bounds, "update")
        if write.default_graphs or write.named_graphs:
            text = with_dataset(text, write.default_graphs, write.named_graphs)
        store.engine.update(text, base_iri=BASE)
    except DatasetConflictError as error:
        raise EvaluationError(400, str(error), "update") from None
    except ENGINE_ERRORS as error:
        raise text_error(error, "update") from None
    except RecursionError:
        raise EvaluationError(400, "the update is nested too deeply", "update") from None
