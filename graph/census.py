"""How much a store holds: counted once, when it is first asked for."""

from dataclasses import dataclass
from threading import Lock

from graph.question import ask
from graph.store import Store


@dataclass(frozen=True)
class Counts:
    """Of all graphs: statements, different subjects, properties and values, and how many subjects are ours; things by
    class, statements by property; statements and subjects by named graph."""

    triples: int
    subjects: int
    properties: int
    objects: int
    entities: int
    classes: dict[str, int]
    by_property: dict[str, int]
    graphs: dict[str, tuple[int, int]]


class Census:
    """The counts of one store, which does not change."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._counts: Counts | None = None

    def counts(self) -> Counts:
        """The counts; the first call reads the whole store, and whoever asks meanwhile waits for it."""
        with self._lock:
            if self._counts is None:
                self._counts = _count(self._store)
            return self._counts


def _count(store: Store) -> Counts:
    (whole,) = ask(store, "census")
    (addresses,) = ask(store, "census-of-addresses")
    return Counts(
        **{name: int(count) for name, count in {**whole, **addresses}.items()},
        classes={str(row["class"]): int(row["entities"]) for row in ask(store, "census-of-classes")},
        by_property={str(row["property"]): int(row["triples"]) for row in ask(store, "census-of-properties")},
        graphs={
            str(row["graph"]): (int(row["triples"]), int(row["subjects"])) for row in ask(store, "census-of-graphs")
        },
    )
