"""The registers: persons, formations and claimants that source files refer to by slug."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from graph.claim import Claimant, Formation, Person
from graph.edtf import EdtfError, days_of
from graph.mistake import Mistake, allowed_instead
from graph.slug import is_slug, wrong_slug
from graph.yaml_document import Entry, Node, read_yaml
from ontology.vocabulary import Vocabulary

SIDES = ("russia", "ukraine", "other", "none")
"""Whose word a claimant's is; besides these, ``west-`` with a country code (west-uk) or west-eu, west-nato."""

R = TypeVar("R")

_LANGUAGES = {"name": "en", "nameRu": "ru", "nameUk": "uk"}


@dataclass(frozen=True)
class Registers:
    """The three registers, by id."""

    persons: dict[str, Person]
    formations: dict[str, Formation]
    claimants: dict[str, Claimant]


class _Entry:
    """One entry of a register: takes its fields one by one and notes what is wrong with them."""

    def __init__(self, node: Node, file: str, place: str, allowed: Collection[str], mistakes: list[Mistake]) -> None:
        self._file = file
        self._mistakes = mistakes
        self._fields: Mapping[str, Entry] = node.mapping or {}
        self.place = place
        self.line = node.line
        if node.mapping is None:
            self.wrong(node.line, "", f"is {node.kind}", "a mapping is needed")
        for key, entry in self._fields.items():
            if key not in allowed:
                self.wrong(entry.line, key, "unknown field", allowed_instead(key, allowed))

    def wrong(self, line: int, field: str, problem: str, allowed: str = "") -> None:
        """Note a mistake in this entry."""
        self._mistakes.append(Mistake(self._file, line, f"{self.place}.{field}".rstrip("."), problem, allowed))

    def line_of(self, field: str) -> int:
        """The line of a field, or of the entry if the field is absent."""
        return self._fields[field].line if field in self._fields else self.line

    def text(self, field: str, *, needed: bool = False) -> str | None:
        """A text field; None if absent or wrong."""
        if field not in self._fields:
            if needed:
                self.wrong(self.line, field, "is missing")
            return None
        node = self._fields[field].node
        if node.text is None or not node.text.strip():
            found = node.kind if node.text is None else "empty"
            self.wrong(self._fields[field].line, field, f"is {found}", "a text is needed")
            return None
        return node.text

    def texts(self, field: str) -> tuple[tuple[str, int], ...]:
        """A list of texts with their lines; empty if absent."""
        if field not in self._fields:
            return ()
        node = self._fields[field].node
        if node.items is None:
            self.wrong(node.line, field, f"is {node.kind}", "a list of texts is needed")
            return ()
        for item in node.items:
            if not item.text:
                self.wrong(item.line, field, f"holds {item.kind}", "a list of texts is needed")
        return tuple((item.text, item.line) for item in node.items if item.text)

    def known(self, field: str, known: Collection[str], what: str, *, needed: bool = False) -> str | None:
        """A text that must be one of `known`."""
        value = self.text(field, needed=needed)
        if value is not None and value not in known:
            self.wrong(self.line_of(field), field, f'unknown {what} "{value}"', allowed_instead(value, known))
            return None
        return value

    def names(self) -> dict[str, str]:
        """The preferred names by language; English is needed."""
        found = {_LANGUAGES[field]: self.text(field, needed=field == "name") for field in _LANGUAGES}
        return {language: name for language, name in found.items() if name}


def read_registers(
    directory: Path, vocabulary: Vocabulary, sources: Collection[str], mistakes: list[Mistake]
) -> Registers:
    """The registers in `directory`; what is wrong is added to `mistakes`. `sources` are the known source ids."""

    def person(entry: _Entry, slug: str) -> Person:
        born = entry.text("born")
        if born is not None:
            try:
                days_of(born)
            except EdtfError as error:
                entry.wrong(entry.line_of("born"), "born", str(error))
        aliases = tuple(text for text, _ in entry.texts("aliases"))
        return Person(slug, entry.names(), aliases, born, entry.text("note"))

    def formation(entry: _Entry, slug: str) -> Formation:
        for field, known, what in (
            ("sharedPosts", vocabulary.roles, "role"),
            ("sources", sources, "source"),
        ):
            for text, line in entry.texts(field):
                if text not in known:
                    entry.wrong(line, field, f'unknown {what} "{text}"', allowed_instead(text, known))
        return Formation(
            id=slug,
            names=entry.names(),
            echelon=entry.known("echelon", vocabulary.echelons, "echelon", needed=True) or "",
            aliases=tuple(text for text, _ in entry.texts("aliases")),
            shared_posts=tuple(text for text, _ in entry.texts("sharedPosts")),
            sources=tuple(text for text, _ in entry.texts("sources")),
            note=entry.text("note"),
        )

    persons = _register(directory, "persons", {*_LANGUAGES, "aliases", "born"}, person, mistakes)
    formations = _register(
        directory, "formations", {*_LANGUAGES, "echelon", "aliases", "sharedPosts", "sources"}, formation, mistakes
    )
    spellings: dict[str, str] = {}

    def claimant(entry: _Entry, slug: str) -> Claimant:
        name = entry.text("name", needed=True) or ""
        side = entry.text("side", needed=True) or ""
        if side and side not in SIDES and not side.startswith("west-"):
            allowed = f"allowed are {', '.join(SIDES)}, or west- with a country such as west-uk"
            entry.wrong(entry.line_of("side"), "side", f'unknown side "{side}"', allowed)
        aliases = entry.texts("aliases")
        for text, line in [(name, entry.line_of("name")), *aliases]:
            other = spellings.setdefault(text.casefold(), slug)
            if other != slug:
                entry.wrong(line, "aliases", f'"{text}" is a name of the claimant "{other}" too', "give it to one")
        return Claimant(
            id=slug,
            name=name,
            kind=entry.known("kind", vocabulary.claimant_kinds, "kind of claimant", needed=True) or "",
            side=side,
            aliases=tuple(text for text, _ in aliases),
            person=entry.known("person", persons, "person"),
        )

    claimants = _register(directory, "claimants", {"name", "kind", "side", "aliases", "person"}, claimant, mistakes)
    return Registers(persons, formations, claimants)


def _register(
    directory: Path,
    name: str,
    fields: set[str],
    read: Callable[[_Entry, str], R],
    mistakes: list[Mistake],
) -> dict[str, R]:
    file = f"{name}.yaml"
    root = read_yaml(directory / file, file, mistakes)
    if root is None:
        return {}
    if root.mapping is None or set(root.mapping) != {name} or root.mapping[name].node.items is None:
        mistakes.append(Mistake(file, root.line, "", f"must be one list called `{name}`"))
        return {}
    found: dict[str, R] = {}
    lines: dict[str, int] = {}
    for index, node in enumerate(root.mapping[name].node.items or []):
        entry = _Entry(node, file, f"{name}[{index}]", {*fields, "id", "note"}, mistakes)
        slug = entry.text("id", needed=True)
        if slug is None:
            continue
        if not is_slug(slug):
            entry.wrong(entry.line_of("id"), "id", *wrong_slug(slug))
        elif slug in found:
            entry.wrong(entry.line_of("id"), "id", f'"{slug}" is registered twice, first in line {lines[slug]}')
        else:
            lines[slug] = entry.line
            found[slug] = read(entry, slug)
    return found
