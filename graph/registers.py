"""The registers: persons, formations and claimants that source files refer to by slug."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from graph.claim import MATTERS, Claimant, Formation, Person
from graph.edtf import EdtfError, days_of
from graph.fields import LANGUAGES, Fields
from graph.mistake import Mistake
from graph.slug import is_slug, wrong_slug
from graph.yaml_document import read_yaml
from ontology.vocabulary import Vocabulary

SIDES = ("russia", "ukraine", "other", "none")
"""Whose word a claimant's is; besides these, ``west-`` with a country code (west-uk) or west-eu, west-nato."""

R = TypeVar("R")


@dataclass(frozen=True)
class Registers:
    """The three registers, by id."""

    persons: dict[str, Person]
    formations: dict[str, Formation]
    claimants: dict[str, Claimant]


def read_registers(
    directory: Path, vocabulary: Vocabulary, sources: Collection[str], mistakes: list[Mistake]
) -> Registers:
    """The registers in `directory`; what is wrong is added to `mistakes`. `sources` are the known source ids."""

    def person(entry: Fields, slug: str) -> Person:
        born = entry.text("born")
        if born is not None:
            try:
                days_of(born)
            except EdtfError as error:
                entry.wrong(entry.line_of("born"), "born", str(error))
        aliases = tuple(text for text, _ in entry.texts("aliases"))
        return Person(slug, entry.names(), aliases, born, entry.text("note"))

    def formation(entry: Fields, slug: str) -> Formation:
        return Formation(
            id=slug,
            names=entry.names(),
            echelon=entry.known("echelon", vocabulary.echelons, "echelon", needed=True) or "",
            arm=entry.known("arm", vocabulary.arms, "arm"),
            aliases=tuple(text for text, _ in entry.texts("aliases")),
            shared_posts=entry.all_known("sharedPosts", vocabulary.roles, "role"),
            leader=entry.known(
                "leader", [slug for slug, role in vocabulary.roles.items() if role.leads], "leading role"
            ),
            sources=entry.all_known("sources", sources, "source"),
            note=entry.text("note"),
        )

    persons = _register(directory, "persons", {*LANGUAGES, "aliases", "born"}, person, mistakes)
    formations = _register(
        directory,
        "formations",
        {*LANGUAGES, "echelon", "arm", "aliases", "sharedPosts", "leader", "sources"},
        formation,
        mistakes,
    )
    spellings: dict[str, str] = {}

    def claimant(entry: Fields, slug: str) -> Claimant:
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
            authority=entry.all_known("authority", MATTERS, "matter"),
        )

    claimants = _register(
        directory, "claimants", {"name", "kind", "side", "aliases", "person", "authority"}, claimant, mistakes
    )
    return Registers(persons, formations, claimants)


def _register(
    directory: Path,
    name: str,
    fields: set[str],
    read: Callable[[Fields, str], R],
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
        entry = Fields(node, file, f"{name}[{index}]", {*fields, "id", "note"}, mistakes)
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
