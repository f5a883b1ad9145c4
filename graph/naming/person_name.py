"""Names of persons: surname, given name and patronymic, as far as a text has them, and how far two names agree.

A registered spelling gives the surname last, unless a patronymic stands there. In what people type the order is
unknown: every word is tried as the surname. What counts against a name is in points of 99, the constants below; a
registered spelling itself has 100.
"""

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from graph.naming.match import REGISTERED
from graph.naming.spelling import Word, is_cyrillic, read_words, sound, sounds, stem, without_aside, words

ALIKE = 0.6
"""Likeness (1 less the part of letters that differ) below which two words are different names."""

OTHER_SPELLING = 1.0
OTHER_CASE = 3.0
OTHER_ORDER = 0.5
NO_GIVEN_NAME = 16.0
INITIAL = 12.0
BEGINNING = 16.0
OTHER_GIVEN_NAME = 38.0
OTHER_PATRONYMIC = 40.0
UNKNOWN_PATRONYMIC = 2.0
NOT_IN_NAME = 24.0
INITIAL_NOT_IN_NAME = 12.0
ONLY_GIVEN_NAME = 36.0

_PATRONYMIC = re.compile(r"(?:o|e|io|i)?(?:v?iC|vna|iCna|ivna)$")
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
            found |= _FORMS.get(one, frozenset())
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


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far a typed name agrees with a registered one: points of 100, and in words what agrees and what does not."""

    score: float
    reasons: tuple[str, ...]


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
    return len(sounded) > 4 and _PATRONYMIC.search(sounded) is not None


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


class Likeness:
    """How alike the typed words are to registered ones: 1 for the same sound, less by the letters that differ."""

    def __init__(self, name: Typed) -> None:
        self.name = name
        self._alike: dict[tuple[str, Part], float] = {}

    def of(self, word: tuple[str, str], part: Part) -> float:
        """0 to 1; 0 below ALIKE. Initials are alike to nothing here."""
        text, sounded = word
        key = (sounded, part)
        if key not in self._alike:
            if sounded in part.sounds:
                self._alike[key] = 1.0
            else:
                by_sound = max(OSA.normalized_similarity(sounded, one, score_cutoff=ALIKE) for one in part.sounds)
                by_letter = OSA.normalized_similarity(text, part.text, score_cutoff=ALIKE)
                self._alike[key] = max(by_sound, by_letter)
        return self._alike[key]


def agreement(name: Typed, of: Person, registered: PersonName, alike: Likeness) -> Agreement | None:
    """How far `name` agrees with one registered spelling of a person; None if no word may be the surname."""
    best: Agreement | None = None
    for at, word in enumerate(name.words):
        if alike.of(word, registered.surname) or _begins(name, at, registered.surname):
            found = _with_surname(at, name, of, registered, alike)
            best = found if best is None or found.score > best.score else best
    if best is None and len(name.words) == 1 and not name.initials and registered.given is not None:
        likeness = alike.of(name.words[0], registered.given)
        if likeness == 1 or _begins(name, 0, registered.given):
            return Agreement(REGISTERED - 1 - ONLY_GIVEN_NAME, ("only the given name",))
    return best


def _with_surname(at: int, name: Typed, of: Person, registered: PersonName, alike: Likeness) -> Agreement:
    """The agreement if the word at this place is the surname."""
    cost, reason = _cost("surname", name.words[at], registered.surname, alike, 90)
    reasons = [reason]
    rest = [word for place, word in enumerate(name.words) if place != at]
    initials = list(name.initials)
    given = (registered.given,) if registered.given is not None else of.given
    patronymics = (registered.patronymic,) if registered.patronymic is not None else of.patronymics

    whole = [word for word in rest if not is_patronymic(word[1])] or rest[:1]
    word = max(whole, key=lambda one: max((alike.of(one, part) for part in given), default=0.0), default=None)
    if word is not None and not (given or (len(rest) > 1 and is_patronymic(word[1]))):
        cost += NOT_IN_NAME
        reasons.append("no given name is registered")
        rest.remove(word)
    elif word is not None:
        more, reason = _given(word, given, alike)
        cost += more
        reasons.append(reason)
        rest.remove(word)
        if at < name.words.index(word):
            cost += OTHER_ORDER
    elif initials and given:
        initial = initials.pop(0)
        if any(_starts(part, initial) for part in given):
            cost += INITIAL
            reasons.append("given name by its initial")
        else:
            cost += OTHER_GIVEN_NAME
            reasons.append("another given name")
    elif given:
        cost += NO_GIVEN_NAME
        reasons.append("no given name typed")

    for more, reason in _patronymic(rest, initials, patronymics, alike):
        cost += more
        reasons.append(reason)
    return Agreement(max(0.0, REGISTERED - 1 - cost), tuple(reasons))


def _given(word: tuple[str, str], given: Sequence[Part], alike: Likeness) -> tuple[float, str]:
    """What a typed given name costs against the registered ones."""
    costs = []
    for part in given:
        if part.initial:
            starts = _starts_sound(word[1], part)
            costs.append((INITIAL, "given name by its initial") if starts else (OTHER_GIVEN_NAME, "another given name"))
        elif alike.of(word, part):
            costs.append(_cost("given name", word, part, alike, 40))
        elif len(word[1]) > 2 and any(one.startswith(word[1]) for one in part.sounds):
            costs.append((INITIAL, "the beginning of the given name"))
        else:
            costs.append((OTHER_GIVEN_NAME, "another given name"))
    return min(costs)


def _patronymic(
    rest: list[tuple[str, str]], initials: list[str], known: Sequence[Part], alike: Likeness
) -> Iterable[tuple[float, str]]:
    """What the words and initials left cost, the first of them taken as the patronymic."""
    for place, word in enumerate(rest):
        if place or not is_patronymic(word[1]):
            yield NOT_IN_NAME, f'"{word[0]}" is not in the name'
        elif not known:
            yield UNKNOWN_PATRONYMIC, "no patronymic is registered"
        elif any(part.initial and _starts_sound(word[1], part) for part in known):
            yield OTHER_SPELLING, "patronymic by its initial"
        elif any(_same_father(word[1], one) for part in known for one in part.sounds):
            yield 0.0, "patronymic"
        else:
            yield OTHER_PATRONYMIC, "another patronymic"
    for place, initial in enumerate(initials):
        if place or rest:
            yield INITIAL_NOT_IN_NAME, "an initial is not in the name"
        elif not known:
            yield UNKNOWN_PATRONYMIC, "no patronymic is registered"
        elif any(_starts(part, initial) for part in known):
            yield OTHER_SPELLING, "patronymic by its initial"
        else:
            yield OTHER_PATRONYMIC, "another patronymic"


def _cost(what: str, word: tuple[str, str], part: Part, alike: Likeness, weight: float) -> tuple[float, str]:
    """What a word that is alike to a part costs, and how it agrees, in words."""
    if word[0] == part.text:
        return 0.0, what
    likeness = alike.of(word, part)
    if likeness == 1:
        other = is_cyrillic(word[0]) == is_cyrillic(part.text)
        return OTHER_SPELLING if other else OTHER_SPELLING / 2, f"{what} in another spelling" if other else what
    if not likeness:
        return BEGINNING, f"the beginning of the {what}"
    if is_cyrillic(word[0]) and is_cyrillic(part.text) and stem(word[0]) == stem(part.text):
        return OTHER_CASE, f"{what} in another case"
    letters = min(OSA.distance(word[0], part.text), *(OSA.distance(word[1], one) for one in part.sounds))
    return 2 + weight * (1 - likeness), f"{what} but for {letters} letter{'s' * (letters > 1)}"


def _begins(name: Typed, at: int, part: Part) -> bool:
    """True if the word, the last one typed, may be the beginning of a part that is still being typed."""
    sounded = name.words[at][1]
    return at == len(name.words) - 1 and len(sounded) > 2 and any(one.startswith(sounded) for one in part.sounds)


def _starts(part: Part, initial: str) -> bool:
    return part.text.startswith(initial) or any(one.startswith(sound(initial)) for one in part.sounds)


def _starts_sound(sounded: str, initial: Part) -> bool:
    return any(sounded.startswith(one) for one in initial.sounds)


def _same_father(one: str, other: str) -> bool:
    """True if two patronymics are formed of one given name, or nearly so: their endings differ by language."""
    bare, other_bare = _PATRONYMIC.sub("", one), _PATRONYMIC.sub("", other)
    return bare == other_bare or OSA.normalized_similarity(bare, other_bare) >= ALIKE


def _forms_of_given_names() -> dict[str, frozenset[str]]:
    """For the sound of a given name the sounds of all its forms."""
    found: dict[str, frozenset[str]] = {}
    for row in read_words("given-names.yaml"):
        together = frozenset[str]().union(*(sounds(one.casefold()) for one in row))
        for one in together:
            found[one] = found.get(one, frozenset()) | together
    return found


_FORMS = _forms_of_given_names()
