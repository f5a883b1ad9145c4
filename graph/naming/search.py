"""Search by name over all that is registered."""

from collections.abc import Iterable
from functools import cached_property

from graph.names import Names, folded
from graph.naming.match import Match
from graph.naming.people import People
from graph.naming.ranks import Ranked, RankWords
from graph.naming.spelling import without_aside, words
from graph.naming.titles import Titles
from ontology.vocabulary import Vocabulary

PERSON = "person"
NUMBERED = frozenset(("formation", "post"))
"""Kinds whose names have the skeleton of a unit's."""
KINDS = (PERSON, "formation")


class NameSearch:
    """Search by name over what a store holds. An index is built when it is first asked, and kept."""

    def __init__(self, names: Names, vocabulary: Vocabulary) -> None:
        self._names = names
        self._vocabulary = vocabulary
        self._titles: dict[str, Titles] = {}

    @cached_property
    def _people(self) -> People:
        return People(self._forms(PERSON))

    @cached_property
    def _ranks(self) -> RankWords:
        return RankWords(self._vocabulary)

    @cached_property
    def _paths_by_form(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path, forms in self._names.forms.items():
            for form in {folded(form) for form in forms}:
                found.setdefault(form, []).append(path)
        return found

    def search(self, text: str, kinds: Iterable[str] = KINDS, limit: int = 10) -> list[Match]:
        """What `text` may mean among things of these kinds, the likeliest first, at most `limit`; see match.LEAST,
        LIKELY and SAME for what the scores mean. Nothing for a text without a letter or digit."""
        typed = words(text)
        if not typed:
            return []
        found: list[Match] = []
        for kind in kinds:
            found += (
                self._people.search(text, self.ranked(text)) if kind == PERSON else self._titles_of(kind).search(text)
            )
        return sorted(found, key=lambda match: (-match.score, len(match.form), match.path))[:limit]

    def exact(self, text: str, kinds: Iterable[str] = KINDS) -> list[str]:
        """Paths of the things of these kinds that are called exactly `text`, in any case and with ё as е."""
        prefixes = tuple(f"{kind}/" for kind in kinds)
        return sorted(path for path in self._paths_by_form.get(folded(text), ()) if path.startswith(prefixes))

    def ranked(self, text: str) -> Ranked:
        """`text` taken apart: its words without a rank and without what stands in brackets, and the ranks."""
        return self._ranks.parted(words(without_aside(text)))

    def _titles_of(self, kind: str) -> Titles:
        if kind not in self._titles:
            self._titles[kind] = Titles(self._forms(kind), units=kind in NUMBERED)
        return self._titles[kind]

    def _forms(self, kind: str) -> dict[str, list[str]]:
        prefix = f"{kind}/"
        return {path: forms for path, forms in self._names.forms.items() if path.startswith(prefix)}
