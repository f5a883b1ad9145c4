"""Derivation: which source repeats, translates or rewrites which. What two such sources say is one word, not two.

The links stand in the source files (``derivedFrom``); a loop, a link to no source and a link to a page published later
are mistakes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from graph.edtf import days_of
from graph.mistake import Mistake, allowed_instead
from graph.source_file import SourceFile


def with_ancestors(files: Iterable[SourceFile], mistakes: list[Mistake]) -> list[SourceFile]:
    """The source files with the ancestors of their sources; what is wrong with the links is added to `mistakes`."""
    found = {one.source.id: one for one in files}
    for one in found.values():
        _check_link(one, found, mistakes)
    parents = {
        name: one.source.derived_from
        for name, one in found.items()
        if one.source.derived_from is not None and one.source.derived_from in found
    }
    ancestors = {name: _ancestors(name, parents) for name in parents}
    for name, behind in ancestors.items():
        if name in behind:
            circle = f"the links lead in a circle: {' -> '.join((name, *_way(name, parents)))}"
            _wrong(found[name], circle, "take out the link of the oldest page", mistakes)
    return [_derived(one, ancestors.get(name)) for name, one in found.items()]


def _check_link(one: SourceFile, files: Mapping[str, SourceFile], mistakes: list[Mistake]) -> None:
    parent = one.source.derived_from
    if parent is None:
        return
    if parent not in files:
        _wrong(one, f'unknown source "{parent}"', allowed_instead(parent, files), mistakes)
        return
    published = files[parent].source.published
    if published is not None and one.source.is_dated and days_of(published).earliest > one.source.known:
        problem = f'"{parent}" was published later, {published}'
        _wrong(one, problem, "a page can only repeat an earlier one", mistakes)


def _wrong(one: SourceFile, problem: str, allowed: str, mistakes: list[Mistake]) -> None:
    mistakes.append(Mistake(one.source.file, one.derivation_line, "source.derivedFrom", problem, allowed))


def _way(name: str, parents: Mapping[str, str]) -> list[str]:
    """The sources behind `name`, nearest first, up to the first that stands on the way already."""
    way: list[str] = []
    while (parent := parents.get(way[-1] if way else name)) is not None and parent not in way:
        way.append(parent)
    return way


def _ancestors(name: str, parents: Mapping[str, str]) -> frozenset[str]:
    return frozenset(_way(name, parents))


def _derived(one: SourceFile, ancestors: frozenset[str] | None) -> SourceFile:
    if ancestors is None:
        return one
    source = replace(one.source, ancestors=ancestors)
    return replace(one, source=source, claims=tuple(replace(claim, source=source) for claim in one.claims))
