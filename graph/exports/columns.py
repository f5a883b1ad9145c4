"""What a table is: its columns with types, its key, and what it takes from a thing."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from graph.exports.thing import Thing, Value

Row = list[Value]
Type = Literal["string", "integer", "boolean", "date"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it holds, and its type by the Table Schema specification. `of` is the property that it
    takes, by its last part, if it is not called as the column is; `to` is the table whose key it refers to."""

    name: str
    about: str
    type: Type = "string"
    of: str = ""
    to: str = ""
    needed: bool = False

    def cell(self, thing: Thing) -> Value:
        """What the column takes from a thing: its id, a label, or the values of a property, several with ``; ``."""
        if self.of == "@id":
            return thing.id
        if self.of.startswith("@"):
            return thing.label(self.of[1:])
        values = thing.all(self.of or self.name)
        return "; ".join(map(str, values)) if len(values) > 1 else values[0] if values else None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, what it holds, its columns, the columns that make its key (none if rows have no name), and the
    rows that a thing gives it."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Callable[[Thing], Iterable[Row]]
    key: tuple[str, ...] = ()
    indexes: tuple[str, ...] = field(default=())


def of_classes(
    name: str, title: str, classes: Iterable[str], columns: Iterable[Column], indexes: tuple[str, ...] = ()
) -> Table:
    """A table with a row for each thing of these classes, keyed by its first column."""
    chosen, row = frozenset(classes), tuple(columns)

    def rows(thing: Thing) -> Iterator[Row]:
        if not chosen.isdisjoint(thing.classes):
            yield [column.cell(thing) for column in row]

    return Table(name, title, row, rows, (row[0].name,), indexes)
