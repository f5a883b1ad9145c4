"""Names of formations and other bodies, as a bag of terms: the number, the echelon, the arm, honours, and other words.

The number with the echelon and the arm is the skeleton of a unit's name: a number must be the same, an echelon or arm
must not be another one. Honours may be left out. Other words weigh by how rare they are.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from graph.naming.phrases import Phrases
from graph.naming.spelling import Word, read_words, stem, without_aside, words

_DATA = read_words("unit-words.yaml")
ECHELONS = frozenset(_DATA["echelon"])
ARMS = frozenset(_DATA["arm"])
HONOURS = frozenset(_DATA["honour"])
_SMALL = frozenset(_DATA["small"])
_ORDINALS = {word: number for number, found in _DATA["ordinals"].items() for word in found}
_ORDINAL = re.compile(r"(\d+)(?:(?:st|nd|rd|th)\b|\s?[-–‑](?:[аяйеіоуюы]|[а-яіє]{2,3})\b)", re.IGNORECASE)
_MILITARY_UNIT = re.compile(r"\bв\s?/\s?ч\b", re.IGNORECASE)
_ABBREVIATION = re.compile(r"[(/]([A-ZА-ЯІЇЄҐ]{2,6})(?=[)/])")
_YEAR = re.compile(r"(?:19|20)\d\d")


def _meanings() -> Iterable[tuple[tuple[str, ...], str]]:
    for kind in ("echelon", "arm", "honour", "body"):
        for term, written in _DATA[kind].items():
            yield from (((term,), _without_small(one)) for one in written)
    for terms, written in _DATA["together"].items():
        yield from ((tuple(terms.split()), one) for one in written)


def _without_small(phrase: str) -> str:
    return " ".join(word for word in phrase.split() if word not in _SMALL)


_PHRASES = Phrases(_meanings())
_BEHIND_NUMBER = {one: term for term, written in _DATA["behind-number"].items() for one in written}


LITERALS = frozenset(
    word.rstrip("*") for _, written in _meanings() for word in written.split() if len(word.rstrip("*")) > 3
)
"""The words of the vocabulary of units, without endings."""


@dataclass(frozen=True, slots=True)
class UnitName:
    """A name as a bag of terms: numbers, terms of the vocabulary of units, and the sounds of the other words, each with
    the word that it comes from."""

    numbers: frozenset[str]
    terms: frozenset[str]
    others: Mapping[str, str]

    @property
    def all(self) -> frozenset[str]:
        """Every term of the bag."""
        return self.numbers | self.terms | self.others.keys()


def unit_name(text: str) -> UnitName:
    """The name of a formation, taken apart."""
    plain = _MILITARY_UNIT.sub("вч", _ORDINAL.sub(r"\1 ", text))
    found = _with_numbers([word for word in words(plain) if word.text not in _SMALL])
    terms: set[str] = set()
    numbers: set[str] = set()
    rest: list[Word] = []
    at = 0
    phrases = {one.first: one for one in _PHRASES.find(found)}
    while at < len(found):
        word = found[at]
        behind = at > 0 and found[at - 1].text.isdigit()
        if behind and word.text in _BEHIND_NUMBER:
            terms.add(_BEHIND_NUMBER[word.text])
        elif at in phrases:
            terms.update(phrases[at].meaning)
            at = phrases[at].last - 1
        elif word.text.isdigit() and not _YEAR.fullmatch(word.text):
            numbers.add(word.text.lstrip("0") or "0")
        else:
            rest.append(word)
        at += 1
    return UnitName(frozenset(numbers), frozenset(terms), _sounded(rest))


def plain_name(text: str) -> UnitName:
    """The name of anything else: only its words."""
    return UnitName(frozenset(), frozenset(), _sounded(words(text)))


def _with_numbers(found: Sequence[Word]) -> list[Word]:
    return [Word(_ORDINALS.get(word.text, word.text), word.hyphen, word.stop) for word in found]


def _sounded(rest: Iterable[Word]) -> dict[str, str]:
    return {stem(word.text): word.text for word in rest if word.text not in _SMALL}


def abbreviations(form: str) -> list[str]:
    """How the name of a body without a number is abbreviated: in brackets behind it, by custom, or by the initials of
    its words, with and without the small ones."""
    bare = words(without_aside(form))
    if any(word.text.isdigit() for word in bare):
        return []
    found = _ABBREVIATION.findall(form)
    found += [short for name, shorts in _by_custom() if form.casefold().startswith(name) for short in shorts]
    for chosen in (bare, [word for word in bare if word.text not in _SMALL]):
        if 2 <= len(chosen) <= 6:
            found.append("".join(word.text[0] for word in chosen))
    return list(dict.fromkeys(found))


@lru_cache(maxsize=1)
def _by_custom() -> list[tuple[str, list[str]]]:
    return [(name.casefold(), shorts) for name, shorts in _DATA["abbreviations"].items()]


def conflict(one: UnitName, other: UnitName) -> bool:
    """True if two names cannot mean the same: another number, another echelon, another arm."""
    if one.numbers != other.numbers and one.numbers:
        return True
    return any(
        one.terms & kind and other.terms & kind and not one.terms & other.terms & kind for kind in (ECHELONS, ARMS)
    )
