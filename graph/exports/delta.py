"""The difference between two builds: what has been added to today's facts, changed in them and removed from them, and
the claims and sources that came or went.

The invariant: a delta from A to B, applied to the facts of A, gives those of B; the inverse of it is the delta from B
to A. Both builds are read once, side by side, and only what differs is looked at: their files are sorted by subject.
"""

import gzip
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO

import pyoxigraph as ox

from graph.exports.thing import Value, plain
from graph.iri import RDF_TYPE, RDFS_LABEL
from ontology import BASE, ST

State = dict[str, Value | list[Value]]
"""A fact or another thing: each of its properties with its value, those with several with a sorted list."""

KINDS = ("fact", "claim", "source")
_LISTS = frozenset({"supportedBy", "opposedBy", "setAside", "disputedBy", "rival", "consequenceOf", "origin"})
"""Properties of which a fact may have several values; they are lists even with one."""
_OF_KIND = tuple(f"<{BASE}{kind}/".encode() for kind in KINDS)
_GRAPHS = f"<{BASE}graph/".encode()


class UnsortedError(ValueError):
    """The lines of an N-Quads file are not sorted by subject; the message says where and what helps."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `op` is ADD, MOD or DEL; `kind` is one of KINDS. A fact that was added or removed has its whole
    `state`; what was changed has in `changes` each property that differs, with what it was and what it is (None: it had
    none). `label` is for readers: what the fact says, or said if it is removed."""

    op: str
    kind: str
    id: str
    label: str | None = field(default=None, compare=False)
    state: State | None = None
    changes: dict[str, dict[str, Value | list[Value]]] | None = None

    def inverse(self) -> "Change":
        """The change back."""
        back = {"ADD": "DEL", "DEL": "ADD", "MOD": "MOD"}[self.op]
        turned = (
            None
            if self.changes is None
            else {name: {"from": one["to"], "to": one["from"]} for name, one in self.changes.items()}
        )
        return Change(back, self.kind, self.id, self.label, self.state, turned)

    def line(self) -> dict[str, Any]:
        """The change as an object for JSON; what it does not have is left out."""
        found = {"op": self.op, "kind": self.kind, "id": self.id, "label": self.label}
        return {name: value for name, value in found.items() if value is not None} | {
            name: value for name, value in (("fact", self.state), ("changes", self.changes)) if value is not None
        }


def delta(before: Path, after: Path) -> Iterator[Change]:
    """The changes from one N-Quads file to another (either may end in ``.gz``), in the order of ids. Raises
    UnsortedError if one of them is not sorted, OSError if it cannot be read."""
    old, new = _things(before), _things(after)
    left, right = next(old, None), next(new, None)
    while left is not None or right is not None:
        if right is None or (left is not None and left[0] < right[0]):
            assert left is not None
            yield _change("DEL", left)
            left = next(old, None)
        elif left is None or right[0] < left[0]:
            yield _change("ADD", right)
            right = next(new, None)
        else:
            if left[1] != right[1] and (change := _modified(left, right)) is not None:
                yield change
            left, right = next(old, None), next(new, None)


def applied(changes: Iterable[Change], facts: Mapping[str, State]) -> dict[str, State]:
    """The facts, by id, after the changes. Raises KeyError for a change of a fact that is not there."""
    found = dict(facts)
    for change in changes:
        if change.kind != "fact":
            continue
        if change.op == "DEL":
            del found[change.id]
        elif change.state is not None:
            found[change.id] = change.state
        else:
            moved = {name: one["to"] for name, one in (change.changes or {}).items()}
            merged = {**found[change.id], **moved}
            found[change.id] = {name: value for name, value in merged.items() if value is not None}
    return found


def facts_of(path: Path) -> dict[str, State]:
    """Today's facts in an N-Quads file, by id; see `delta` for what it raises."""
    found = ((_named(subject), lines) for subject, lines in _things(path))
    return {slug: _state(lines)[0] for (kind, slug), lines in found if kind == "fact"}


def summary(changes: Iterable[Change], before: str, after: str) -> dict[str, Any]:
    """A delta as one object: facts added, changed and removed, as `Change.line` has them, the ids of claims and sources
    added, changed and removed, and how many there are of each."""
    found: dict[str, dict[str, list[Any]]] = {f"{kind}s": {"added": [], "changed": [], "removed": []} for kind in KINDS}
    names = {"ADD": "added", "MOD": "changed", "DEL": "removed"}
    for change in changes:
        line = change.line()
        shown = {name: value for name, value in line.items() if name not in ("op", "kind")}
        found[f"{change.kind}s"][names[change.op]].append(shown if change.kind == "fact" else change.id)
    counts = {kind: {name: len(ids) for name, ids in of_kind.items()} for kind, of_kind in found.items()}
    return {"from": before, "to": after, "counts": counts, **found}


_Lines = tuple[bytes, list[bytes]]


def _things(path: Path) -> Iterator[_Lines]:
    """The subjects of KINDS in the default graph of an N-Quads file with their lines, without parsing them."""
    before = b""
    with _opened(path) as file:
        lines = (line for line in file if line.startswith(_OF_KIND) and not _is_named(line))
        for subject, found in groupby(lines, key=lambda line: line.partition(b" ")[0]):
            if subject <= before:
                where = f"{path}: {subject.decode()} comes after {before.decode()}"
                raise UnsortedError(f"{where}; sort the file by LC_ALL=C sort first")
            before = subject
            yield subject, list(found)


def _is_named(line: bytes) -> bool:
    """True if the statement is in one of our named graphs: the last term before the full stop is its IRI."""
    last = line.rsplit(b" ", 2)[-2]
    return last.startswith(_GRAPHS) and last.endswith(b">")


def _opened(path: Path) -> BinaryIO:
    return gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb")  # type: ignore[return-value]


def _named(subject: bytes) -> tuple[str, str]:
    kind, _, slug = subject[1:-1].decode().removeprefix(BASE).partition("/")
    return kind, slug


def _change(op: str, found: _Lines) -> Change:
    kind, slug = _named(found[0])
    if kind != "fact":
        return Change(op, kind, slug)
    state, label = _state(found[1])
    return Change(op, kind, slug, label, state)


def _modified(left: _Lines, right: _Lines) -> Change | None:
    """What differs between two states of a thing; None if it is no more than the label."""
    kind, slug = _named(right[0])
    (old, _), (new, label) = _state(left[1]), _state(right[1])
    names = [name for name in sorted(old.keys() | new.keys()) if old.get(name) != new.get(name)]
    changes = {name: {"from": old.get(name), "to": new.get(name)} for name in names}
    return Change("MOD", kind, slug, label, changes=changes) if changes else None


def _state(lines: list[bytes]) -> tuple[State, str | None]:
    """The state that lines tell of, and the English label."""
    values: dict[str, list[Value]] = {}
    label = None
    for quad in ox.parse(b"".join(lines), format=ox.RdfFormat.N_QUADS, lenient=True):
        if quad.predicate == RDFS_LABEL:
            if isinstance(quad.object, ox.Literal) and quad.object.language == "en":
                label = quad.object.value
        elif isinstance(quad.object, ox.NamedNode | ox.Literal) and quad.predicate != RDF_TYPE:
            values.setdefault(quad.predicate.value.removeprefix(ST), []).append(plain(quad.object))
    state: State = {
        name: sorted(found, key=str) if name in _LISTS or len(found) > 1 else found[0]
        for name, found in sorted(values.items())
    }
    return state, label
