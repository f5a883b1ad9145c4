"""What things are called: labels and other spellings of everything in a store, read once, and search by name."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from pyoxigraph import Literal, NamedNode

from graph.question import question
from graph.store import Store
from ontology import BASE


@dataclass(frozen=True)
class Names:
    """Labels by path (``person/igor-osipov``) and language, and every spelling, folded, with the paths it may mean."""

    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    spellings: dict[str, set[str]] = field(default_factory=dict)
    language: str = "en"
    """The language of labels, unless another is asked for."""

    @classmethod
    def of(cls, store: Store) -> "Names":
        """The names in `store`, in an order of ours: engines give them in any."""
        names = cls()
        for row in store.select(question("names").render()):
            thing, name, other = row["thing"], row["name"], row["other"]
            if not isinstance(thing, NamedNode) or not isinstance(name, Literal) or not isinstance(other, Literal):
                continue
            path = thing.value.removeprefix(BASE)
            names.spellings.setdefault(folded(name.value), set()).add(path)
            if other.value in ("false", "0"):
                names.labels.setdefault(path, {})[name.language or "en"] = name.value
        return cls({path: dict(sorted(names.labels[path].items())) for path in sorted(names.labels)}, names.spellings)

    def in_language(self, language: str) -> "Names":
        """The same names, with labels in `language` where there are such."""
        return replace(self, language=language)

    def label(self, path: str, language: str | None = None) -> str:
        """The name of the thing at `path`: in `language`, else in English, else its slug."""
        found = self.labels.get(path, {})
        return found.get(language or self.language) or found.get("en") or path.rpartition("/")[2]

    def ids(self, kind: str) -> list[str]:
        """The ids of all things of a kind (person, formation, role ...)."""
        prefix = f"{kind}/"
        return [path.removeprefix(prefix) for path in self.labels if path.startswith(prefix)]

    def knows(self, kind: str, slug: str) -> bool:
        """True if there is a thing of this kind and id."""
        return f"{kind}/{slug}" in self.labels

    def exact(self, text: str, kinds: Iterable[str] = ("person", "formation")) -> list[str]:
        """Paths of the things that are called exactly `text`, in any script and case."""
        prefixes = tuple(f"{kind}/" for kind in kinds)
        return sorted(path for path in self.spellings.get(folded(text), ()) if path.startswith(prefixes))

    def search(self, text: str, kinds: Iterable[str] = ("person", "formation"), limit: int = 10) -> list[str]:
        """Paths of the things whose name contains `text`, or is close to it; the best first."""
        wanted = folded(text)
        prefixes = tuple(f"{kind}/" for kind in kinds)
        spellings = {
            spelling: [path for path in paths if path.startswith(prefixes)]
            for spelling, paths in self.spellings.items()
        }
        exact = [spelling for spelling in spellings if spelling == wanted]
        within = sorted((spelling for spelling in spellings if wanted in spelling), key=len) if wanted else []
        near = get_close_matches(
            wanted, [spelling for spelling, paths in spellings.items() if paths], n=limit, cutoff=0.7
        )
        found: dict[str, None] = {}
        for spelling in [*exact, *within, *near]:
            found.update(dict.fromkeys(sorted(spellings[spelling])))
        return list(found)[:limit]


def folded(text: str) -> str:
    """`text` for comparison: lower case, without accents, with the letter yo as ye."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("ё", "е"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).strip()
