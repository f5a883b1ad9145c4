"""How far a typed name of a person agrees with a registered one: points, and in words what agrees and what does not.

The order of what was typed is unknown: every word is tried as the surname. What counts against a name is in points of
99, the constants below; a registered spelling itself has 100.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from graph.naming.match import REGISTERED
from graph.naming.person_name import PATRONYMIC, Part, Person, PersonName, Typed, is_patronymic
from graph.naming.spelling import is_cyrillic, sound, stem

ALIKE = 0.6
"""Likeness (1 less the part of letters that differ) below which two words are different names."""

OTHER_SPELLING = 1.0
OTHER_CASE = 3.0
OTHER_ORDER = 0.5
NO_GIVEN_NAME = 16.0
INITIAL = 12.0
INITIAL_REGISTERED = 8.0
BEGINNING = 16.0
OTHER_GIVEN_NAME = 38.0
OTHER_PATRONYMIC = 40.0
UNKNOWN_PATRONYMIC = 2.0
NOT_IN_NAME = 24.0
INITIAL_NOT_IN_NAME = 12.0
ONLY_GIVEN_NAME = 36.0


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far a typed name agrees with a registered one: points of 100, and in words what agrees and what does not."""

    score: float
    reasons: tuple[str, ...]


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
            only = (INITIAL_REGISTERED, "given name, of which the initial is registered")
            costs.append(only if starts else (OTHER_GIVEN_NAME, "another given name"))
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
    bare, other_bare = PATRONYMIC.sub("", one), PATRONYMIC.sub("", other)
    return bare == other_bare or OSA.normalized_similarity(bare, other_bare) >= ALIKE
