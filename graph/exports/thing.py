"""Things as a snapshot's files tell of them: all that one graph says of one subject, one thing after the other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox

from graph.edtf import MAX, MIN
from graph.iri import ALT_LABEL, RDF_TYPE, RDFS_LABEL
from ontology import BASE, ST

Value = str | int | bool | None
"""A cell: ISO days and EDTF are texts, things are given by their id; None is an empty one."""

_SENTINELS = (MIN.isoformat(), MAX.isoformat())


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing: its address below the base, the named graph that speaks of it (None: the default graph), its classes and
    the values of its properties. Stavka's own classes and properties are named by their last part."""

    path: str
    graph: str | None
    classes: frozenset[str]
    values: dict[str, list[ox.NamedNode | ox.Literal]]

    @property
    def kind(self) -> str:
        """The first part of the address: person, claim, fact ..."""
        return self.path.partition("/")[0]

    @property
    def id(self) -> str:
        """The address without its kind."""
        return self.path.partition("/")[2]

    def first(self, name: str) -> Value:
        """The first value of a property, None if there is none."""
        return next((plain(one) for one in self.values.get(name, ())), None)

    def all(self, name: str) -> list[Value]:
        """All values of a property in the order of the file."""
        return [plain(one) for one in self.values.get(name, ())]

    def label(self, language: str) -> str | None:
        """The label in a language, None if there is none."""
        return next((one.value for one in self.labels() if one.language == language), None)

    def labels(self) -> Iterator[ox.Literal]:
        """All labels."""
        return (one for one in self.values.get(RDFS_LABEL.value, ()) if isinstance(one, ox.Literal))

    def other_names(self) -> Iterator[ox.Literal]:
        """All other spellings."""
        return (one for one in self.values.get(ALT_LABEL.value, ()) if isinstance(one, ox.Literal))


def plain(term: ox.NamedNode | ox.Literal) -> Value:
    """A term as a cell; None for a day that stands for "not known"."""
    if isinstance(term, ox.NamedNode):
        return term.value.removeprefix(BASE).partition("/")[2] if term.value.startswith(BASE) else term.value
    kind = term.datatype.value.rpartition("#")[2]
    if kind == "integer":
        return int(term.value)
    if kind == "boolean":
        return term.value == "true"
    return None if term.value in _SENTINELS else term.value


def quads(paths: Iterable[Path]) -> Iterator[ox.Quad]:
    """The quads of N-Quads files that a build has written, in their order."""
    for path in paths:
        yield from ox.parse(path=path, format=ox.RdfFormat.N_QUADS, lenient=True)


def things(paths: Iterable[Path]) -> Iterator[Thing]:
    """The things in N-Quads files in which the statements about one subject stand together, as a build writes them."""
    for (subject, graph), found in groupby(quads(paths), key=lambda quad: (quad.subject, quad.graph_name)):
        if not isinstance(subject, ox.NamedNode):
            continue
        values: dict[str, list[ox.NamedNode | ox.Literal]] = {}
        for quad in found:
            value = quad.object
            if isinstance(value, ox.NamedNode | ox.Literal):
                values.setdefault(quad.predicate.value.removeprefix(ST), []).append(value)
        types = (one.value for one in values.get(RDF_TYPE.value, ()))
        classes = frozenset(one.removeprefix(ST) for one in types if one.startswith(ST))
        name = graph.value if isinstance(graph, ox.NamedNode) else None
        yield Thing(subject.value.removeprefix(BASE), name, classes, values)
