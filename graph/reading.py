"""Reading everything that people wrote: all of it, or every mistake in it."""

from collections.abc import Callable
from pathlib import Path

from graph.claim import Claim, FactBase
from graph.derivation import with_ancestors
from graph.mistake import Mistake, ReadingError
from graph.registers import read_registers
from graph.source_file import SourceFile, SourceFileReader
from graph.yaml_document import read_yaml
from ontology.vocabulary import Vocabulary

FACTS = Path(__file__).resolve().parent / "facts"
"""The fact base that comes with Stavka."""

Progress = Callable[[int, int], None]


def read_fact_base(
    directory: Path, vocabulary: Vocabulary, progress: Progress | None = None
) -> tuple[FactBase, tuple[SourceFile, ...]]:
    """The fact base in `directory` and its source files, sorted by id.

    `progress` is called with files done and files in all. Raises ReadingError with every mistake of every file.
    """
    mistakes: list[Mistake] = []
    paths = sorted((directory / "sources").rglob("*.yaml"), key=lambda path: path.stem)
    if not paths:
        mistakes.append(Mistake("sources", 0, "", f"no source files (*.yaml) in {directory / 'sources'}"))
    places: dict[str, str] = {}
    for path in paths:
        file = path.relative_to(directory).as_posix()
        other = places.setdefault(path.stem, file)
        if other != file:
            mistakes.append(Mistake(file, 0, "", f"has the same name as {other}", "a source id is used once"))
    registers = read_registers(directory, vocabulary, places.keys(), mistakes)
    reader = SourceFileReader(registers, vocabulary, mistakes)
    files: list[SourceFile] = []
    for done, path in enumerate(paths, start=1):
        file = path.relative_to(directory).as_posix()
        root = read_yaml(path, file, mistakes)
        source_file = reader.read(root, file) if root is not None else None
        if source_file is not None:
            files.append(source_file)
        if progress is not None:
            progress(done, len(paths))
    files = with_ancestors(files, mistakes)
    if mistakes:
        raise ReadingError(mistakes)
    claims: list[Claim] = [claim for source_file in files for claim in source_file.claims]
    base = FactBase(
        persons=registers.persons,
        formations=registers.formations,
        claimants=registers.claimants,
        sources={source_file.source.id: source_file.source for source_file in files},
        claims=tuple(sorted(claims, key=lambda claim: claim.id)),
    )
    return base, tuple(files)
