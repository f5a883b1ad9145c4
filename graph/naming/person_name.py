"""Names of persons: surname, given name and patronymic, as far as a registered spelling or what was typed has them.

A registered spelling gives the surname last, unless a patronymic stands there.
"""

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from graph.naming.spelling import Word, read_words, sound, sounds, without_aside, words

PATRONYMIC = re.compile(r"(?:o|e|io|i)?(?:v?iC|vna|iCna|ivna)$")
_LONG_INITIALS = frozenset(("yu", "ye", "ya", "yo", "iu", "ia", "zh", "kh", "ts", "ch", "sh", "ju", "je", "ja"))


@dataclass(frozen=True, slots=True)
class Part:
    """One word of a registered name: as written, in lower case, and the sounds it may have."""

    text: str
    sounds: frozenset[str]

    @classmethod
    def of(cls, text: str) -> "Part":
        """The part that a word in lower case is; a given name sounds like all forms of it. Letters count as sounds
        too: they are what a typist gets wrong."""
        found = sounds(text) | {text}
        for one in tuple(found):
            found |= _forms_of_given_names().get(one, frozenset())
        return cls(text, found)

    @property
    def initial(self) -> bool:
        """True if only the first letter is known."""
        return len(self.text) == 1


@dataclass(frozen=True, slots=True)
class PersonName:
    """One registered spelling of a person's name: the spelling, and its parts as far as it has them."""

    form: str
    surname: Part
    given: Part | None
    patronymic: Part | None


@dataclass(frozen=True, slots=True)
class Person:
    """A person as registered: every spelling; what one of them lacks the others may have."""

    path: str
    names: tuple[PersonName, ...]
    given: tuple[Part, ...]
    patronymics: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: the words and initials of a name, each with its sound, in order."""

    words: tuple[tuple[str, str], ...]
    initials: tuple[str, ...]


def person(path: str, forms: Iterable[str]) -> Person:
    """The person at `path` as registered under `forms`."""
    names = tuple(name for form in forms if (name := _registered(form)) is not None)
    given = {name.given.text: name.given for name in names if name.given is not None}
    patronymics = {name.patronymic.text: name.patronymic for name in names if name.patronymic is not None}
    return Person(path, names, tuple(given.values()), tuple(patronymics.values()))


def _registered(form: str) -> PersonName | None:
    found = _joined(words(without_aside(form)))
    texts = [word.text for word in found]
    if not texts:
        return None
    if len(texts) == 1:
        return PersonName(form, Part.of(texts[0]), None, None)
    if len(texts) > 2 and is_patronymic(sound(texts[-1])):
        texts = [*texts[1:], texts[0]]
    surname = texts.pop()
    middle = next((text for text in texts[1:] if is_patronymic(sound(text)) or len(text) == 1), None)
    return PersonName(form, Part.of(surname), Part.of(texts[0]), Part.of(middle) if middle else None)


def is_patronymic(sounded: str) -> bool:
    """True if a word of this sound may be a patronymic, by its ending."""
    return len(sounded) > 4 and PATRONYMIC.search(sounded) is not None


def typed(text: Sequence[Word], known: Container[str]) -> Typed:
    """The words and initials in what was typed; two words are one if only together they are `known` by their sound."""
    whole: list[tuple[str, str]] = []
    initials: list[str] = []
    for word in _joined(text):
        if len(word.text) == 1 or (word.stop and word.text in _LONG_INITIALS):
            initials.append(word.text)
            continue
        sounded = sound(word.text)
        if whole and sounded not in known and whole[-1][1] not in known and whole[-1][1] + sounded in known:
            whole[-1] = (whole[-1][0] + word.text, whole[-1][1] + sounded)
        else:
            whole.append((word.text, sounded))
    return Typed(tuple(whole[:5]), tuple(initials[:3]))


def _joined(text: Sequence[Word]) -> list[Word]:
    """Words with those that a hyphen joins as one; an initial is not joined."""
    found: list[Word] = []
    joins = False
    for word in text:
        if joins and len(word.text) > 1:
            found[-1] = Word(found[-1].text + word.text, False, word.stop)
        else:
            found.append(word)
        joins = word.hyphen and len(word.text) > 1
    return found


@cache
def _forms_of_given_names() -> dict[str, frozenset[str]]:
    """For the sound of a given name the sounds of all its forms."""
    found: dict[str, frozenset[str]] = {}
    for row in read_words("given-names.yaml"):
        together = frozenset[str]().union(*(sounds(one.casefold()) for one in row))
        for one in together:
            found[one] = found.get(one, frozenset()) | together
    return found
