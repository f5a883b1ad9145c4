"""Tables: all rows of a question, kept while the store is the same, for lists that are filtered and cut in many ways.

The query file stays the definition; asking for all facts takes a third of a second, filtering what came a millisecond.
"""

from collections import OrderedDict
from threading import Lock

from graph.question import Value, ask, question
from graph.store import Store

Rows = tuple[dict[str, Value], ...]

KEPT = 24
"""Tables kept, the latest used; the largest, of all claims, takes some 10 MB."""


class Tables:
    """The tables of one store, which does not change."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._kept: OrderedDict[str, Rows] = OrderedDict()

    def rows(self, name: str, **values: object) -> Rows:
        """All rows that answer a question; not to be changed. Raises ParameterError as graph.question.ask does."""
        text = question(name).render(**values)
        with self._lock:
            found = self._kept.get(text)
            if found is not None:
                self._kept.move_to_end(text)
                return found
        rows = tuple(ask(self._store, name, **values))
        with self._lock:
            self._kept[text] = rows
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return rows
