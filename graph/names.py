"""What things are called: labels and other spellings of everything in a store, read once."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pyoxigraph import Literal, NamedNode

from graph.question import question
from graph.store import Store
from ontology import BASE


@dataclass(frozen=True)
class Names:
    """Labels by path (``person/igor-osipov``) and language, and every spelling of each as it is registered."""

    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    forms: dict[str, list[str]] = field(default_factory=dict)
    language: str = "en"
    """The language of labels, unless another is asked for."""

    @classmethod
    def of(cls, store: Store) -> "Names":
        """The names in `store`, in an order of ours: engines give them in any."""
        names = cls()
        spellings: dict[str, set[str]] = {}
        for row in store.select(question("names").render()):
            thing, name, other = row["thing"], row["name"], row["other"]
            if not isinstance(thing, NamedNode) or not isinstance(name, Literal) or not isinstance(other, Literal):
                continue
            path = thing.value.removeprefix(BASE)
            spellings.setdefault(path, set()).add(name.value)
            if other.value in ("false", "0"):
                names.labels.setdefault(path, {})[name.language or "en"] = name.value
        labels = {path: dict(sorted(names.labels[path].items())) for path in sorted(names.labels)}
        return cls(labels, {path: sorted(spellings[path]) for path in sorted(spellings)})

    def in_language(self, language: str) -> "Names":
        """The same names, with labels in `language` where there are such."""
        return replace(self, language=language)

    def label(self, path: str, language: str | None = None) -> str:
        """The name of the thing at `path` in `language`, as `name_in` has it; its slug if it has none."""
        return name_in(self.labels.get(path, {}), language or self.language) or path.rpartition("/")[2]

    def ids(self, kind: str) -> list[str]:
        """The ids of all things of a kind (person, formation, role ...)."""
        prefix = f"{kind}/"
        return [path.removeprefix(prefix) for path in self.labels if path.startswith(prefix)]

    def knows(self, kind: str, slug: str) -> bool:
        """True if there is a thing of this kind and id."""
        return f"{kind}/{slug}" in self.labels


def name_in(names: Mapping[str, str], language: str) -> str | None:
    """One of the names by language: what has none in Ukrainian stands in Russian, else as it is registered."""
    return names.get(language) or (names.get("ru") if language == "uk" else None) or names.get("en")


def surname(name: str) -> str:
    """The last word of a person's name; what stands in brackets after it is left out."""
    return name.partition(" (")[0].rpartition(" ")[2]


def folded(text: str) -> str:
    """`text` for comparison: lower case, without accents, with the letter yo as ye."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("ё", "е"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).strip()
