"""The sources of a document, numbered as the text first names them, so that none is named without an entry and no entry
without being named."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.answer import Answers
from graph.row import id_of
from graph.statements import Said
from ontology import BASE

Claim = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A source in the list: its number, what is said of it, and the page that it repeats, if it does, by title, and by
    number where the text names that too. `facts` are the numbers of the facts for or against which it is named."""

    number: int
    id: str
    title: str
    publisher: str | None
    published: str | None
    accessed: str | None
    url: str
    language: str | None
    seen: str | None
    repeats: str | None
    repeats_number: int | None
    facts: Sequence[int]


class References:
    """The numbers of the sources; a source gets its number when it is first asked for, so a text asks as it goes."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._numbers: dict[str, int] = {}
        self._facts: dict[str, dict[int, None]] = {}

    def number(self, claim: Claim, fact: int | None = None) -> int:
        """The number of a claim's source, named for the fact of this number."""
        source = str(claim["source"]["id"])
        if fact is not None:
            self._facts.setdefault(source, {})[fact] = None
        return self._numbers.setdefault(source, len(self._numbers) + 1)

    def first(self, claims: Iterable[Claim], most: int, fact: int | None = None) -> tuple[list[int], int]:
        """The numbers of the sources that the first of these claims come from, `most` of them, sorted; and how many
        more sources there are."""
        found = list({str(claim["source"]["id"]): claim for claim in reversed(list(claims))}.values())[::-1]
        return sorted(self.number(claim, fact) for claim in found[:most]), len(found[most:])

    def __len__(self) -> int:
        return len(self._numbers)

    def entries(self) -> list[Entry]:
        """The list of the sources named so far."""
        said = self._answers.statements.of(f"source/{source}" for source in self._numbers)
        origins = {str(_first(one, "derivedFrom")) for one in said.values() if "derivedFrom" in one}
        said_of_origins = self._answers.statements.of(origins)
        return [self._entry(source, said[f"source/{source}"], said_of_origins) for source in self._numbers]

    def _entry(self, source: str, said: Said, origins: Mapping[str, Said]) -> Entry:
        origin = _first(said, "derivedFrom")
        return Entry(
            number=self._numbers[source],
            id=source,
            title=str(_first(said, "title") or source),
            publisher=_first(said, "publisher"),
            published=_first(said, "published"),
            accessed=_first(said, "accessed"),
            url=str(_first(said, "url") or f"{BASE}source/{source}"),
            language=_first(said, "language"),
            seen=_first(said, "seen"),
            repeats=_first(origins.get(str(origin), {}), "title") if origin else None,
            repeats_number=self._numbers.get(id_of(origin)) if origin else None,
            facts=sorted(self._facts.get(source, ())),
        )


def _first(said: Said, name: str) -> Any:
    return next(iter(said.get(name, ())), None)
