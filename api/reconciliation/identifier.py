"""Identifiers of things, and dated identifiers: ``formation/58-caa@2022-05-20`` is a formation as it was on a day.

A row of a table has a day of its own, but the requests of the Reconciliation API have none but what stands in the
identifiers. So a thing that was matched as of a day, or of a time such as ``2022-05``, carries it in its identifier,
and so do the values fetched for it. Without it the identifier is an address below the base IRI.
"""

from dataclasses import dataclass

from graph.edtf import Days, EdtfError, days_of
from graph.names import Names
from graph.question import is_address
from ontology import BASE

_SHORT = ("person", "formation")
"""Kinds whose things may also be given by their slug alone."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """A thing by its kind and slug; `on` is a day or a time in EDTF if it is meant as it was then."""

    kind: str
    slug: str
    on: str | None = None

    @property
    def path(self) -> str:
        """The thing's path below the base IRI."""
        return f"{self.kind}/{self.slug}"

    @property
    def text(self) -> str:
        """The identifier as it is sent."""
        return self.path if self.on is None else f"{self.path}@{self.on}"

    @property
    def days(self) -> Days | None:
        """The days that the thing is meant on; None if it is meant as such."""
        return days_of(self.on) if self.on is not None else None


def identifier_of(text: str) -> Identifier | None:
    """The identifier in `text`, its IRI included; None if it is none. Whether there is such a thing is not asked."""
    path, at, time = text.strip().removeprefix(BASE).partition("@")
    kind, slash, slug = path.partition("/")
    if not (slash and kind and slug and is_address(path)):
        return None
    if not at:
        return Identifier(kind, slug)
    try:
        days_of(time)
    except EdtfError:
        return None
    return Identifier(kind, slug, time)


def registered(text: str, names: Names, kinds: tuple[str, ...]) -> Identifier | None:
    """The thing of one of `kinds` that `text` identifies: by identifier, IRI or, for persons and formations, by slug
    alone; None if it identifies none."""
    found = identifier_of(text)
    if found is not None:
        return found if found.kind in kinds and names.knows(found.kind, found.slug) else None
    slug = text.strip()
    kind = next((kind for kind in _SHORT if kind in kinds and names.knows(kind, slug)), None)
    return Identifier(kind, slug) if kind is not None else None
