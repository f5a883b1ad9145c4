"""Statements about things that stay as they are while a build serves: claims, sources, claimants."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.question import ask
from graph.store import Store

Said = Mapping[str, Sequence[Any]]
"""The values of a thing's properties; those of the ontology by their name alone (``person``), others by their IRI."""

KEPT = 20_000
"""Things kept at most, some kilobytes each: answers show the same claims again and again, and reading them anew is most
of the work of an answer."""


class Statements:
    """What the default graph of one store, which does not change, says of things."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: dict[str, Said] = {}

    def of(self, paths: Iterable[str]) -> dict[str, Said]:
        """What is said of the things at `paths` (``claim/...``), by path; of what there is not, nothing."""
        wanted = sorted(set(paths))
        known = {path: said for path in wanted if (said := self._kept.get(path)) is not None}
        missing = [path for path in wanted if path not in known]
        if missing:
            known |= self._read(missing)
        return {path: known[path] for path in wanted if path in known}

    def _read(self, paths: Sequence[str]) -> dict[str, Said]:
        found: dict[str, dict[str, list[Any]]] = {}
        for row in ask(self._store, "statements", things=paths):
            said = found.setdefault(str(row["thing"]), {})
            said.setdefault(property_name(str(row["property"])), []).append(row["value"])
        if len(self._kept) + len(found) > KEPT:
            self._kept.clear()
        self._kept.update(found)
        return dict(found)


def property_name(path: str) -> str:
    """A property of the ontology by its name alone, another one by its IRI."""
    return path.removeprefix("ontology#")
