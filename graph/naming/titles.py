"""The index of names that are no person's: of formations, posts, claimants, roles and all other terms."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import log

from rapidfuzz import process
from rapidfuzz.distance import OSA

from graph.names import folded
from graph.naming.match import LEAST, REGISTERED, Match
from graph.naming.spelling import language_of, nearness, without_aside, words
from graph.naming.unit_name import (
    ARMS,
    HONOURS,
    LITERALS,
    UnitName,
    abbreviations,
    conflict,
    plain_name,
    unit_name,
)

ALIKE = 0.72
"""Likeness (1 less the part of letters that differ) below which two words are different words."""
SHORT = 4
"""Words of fewer sounds must be the same."""
SHORTEST = 3
"""Words of fewer letters are not read as others."""
BEGINS = 0.8
"""What a word counts of which only the beginning was typed."""

NUMBER = 3.0
TERM = 1.2
HONOUR = 0.1
LEAST_WORD, MOST_WORD, UNKNOWN_WORD = 0.5, 2.5, 1.5
LEFT_OUT = 0.35
"""What a term of the registered name that was not typed counts, against 1 for one that was typed and is not there."""
BESIDE_NUMBER = 0.4
"""What a word counts that is not in the name, where the number is: a superior, say."""
MISREAD = 5.0
"""Points less for each word that had to be read as another."""
ASIDE = 2.0
"""Points less for a name that agrees only without what was typed in brackets."""
ABBREVIATED = 3.0
"""Points less for a name that is met only by its abbreviation."""


@dataclass(frozen=True, slots=True)
class _Title:
    path: str
    form: str
    name: UnitName
    short: bool


class Titles:
    """Things found by name. Built once from every registered spelling, by path; `units` says that they are numbered."""

    def __init__(self, forms: Mapping[str, Iterable[str]], *, units: bool) -> None:
        self._units = units
        self._taken_apart = unit_name if units else plain_name
        self._written = LITERALS | {
            word.text for spellings in forms.values() for form in spellings for word in words(form)
        }
        self._titles: list[_Title] = []
        for path, spellings in forms.items():
            for form in spellings:
                bare = {form, without_aside(form)} if units else {form}
                self._titles += [_Title(path, form, self._taken_apart(one), False) for one in bare]
                shorts = abbreviations(form) if units else []
                self._titles += [_Title(path, form, plain_name(short), True) for short in shorts]
        self._holding: dict[str, list[_Title]] = {}
        for title in self._titles:
            for term in title.name.all:
                self._holding.setdefault(term, []).append(title)
        self._words = list(dict.fromkeys(word for title in self._titles for word in title.name.others))
        things = Counter(
            word for _, word in {(title.path, word) for title in self._titles for word in title.name.others}
        )
        rarest = log(max(2, len(forms)))
        self._weights = {
            word: LEAST_WORD + (MOST_WORD - LEAST_WORD) * max(0.0, 1 - log(count) / rarest)
            for word, count in things.items()
        }

    def search(self, text: str) -> list[Match]:
        """The things that a text may mean, one match each, in no order."""
        found: dict[str, Match] = {}
        places: dict[str, tuple[float, bool, bool, int]] = {}
        wanted = folded(text)
        for cost, typed in ((0.0, text), (ASIDE, without_aside(text)))[: 1 + (without_aside(text) != text)]:
            for title, points, why in self._agreeing(typed):
                exact = not title.short and folded(title.form) == wanted
                score = REGISTERED if exact else round(points - cost, 1)
                place = (score, *nearness(title.form, text))
                if score >= LEAST and (title.path not in found or places[title.path] < place):
                    places[title.path] = place
                    told = f'{"registered spelling" if exact else why}: "{title.form}" ({language_of(title.form)})'
                    found[title.path] = Match(title.path, score, title.form, told)
        return list(found.values())

    def _agreeing(self, text: str) -> Iterator[tuple[_Title, float, str]]:
        """The names that nothing in a text contradicts, with points of 100 and how they agree."""
        short = plain_name(text)
        for name, read in self._readings(text):
            note = "".join(f', "{typed}" read as "{meant}"' for typed, meant in read.items())
            alike = {word: self._alike(word, last) for word, last in _with_last(name)}
            alike |= {word: self._alike(word, False) for word in short.others if word not in alike}
            for title in self._candidates(name, alike):
                if title.short:
                    yield title, *self._agreement(short, title, alike)
                elif not conflict(name, title.name):
                    points, why = self._agreement(name, title, alike)
                    yield title, points - MISREAD * len(read), why + note

    def _readings(self, text: str) -> Iterator[tuple[UnitName, dict[str, str]]]:
        """The name that was typed; and, of a unit, words that nothing is called read as the nearest that one is."""
        name = self._taken_apart(text)
        yield name, {}
        read: dict[str, str] = {}
        for typed in name.others.values() if self._units else ():
            if typed not in self._written and len(typed) >= SHORTEST:
                near = process.extractOne(typed, self._written, scorer=OSA.normalized_similarity, score_cutoff=ALIKE)
                read |= {typed: near[0]} if near is not None else {}
        if read:
            pattern = re.compile("|".join(rf"\b{re.escape(typed)}\b" for typed in read))
            yield self._taken_apart(pattern.sub(lambda typed: read[typed[0]], text.casefold())), read

    def _alike(self, word: str, last: bool) -> dict[str, float]:
        """The registered words that are like a typed one, and how much."""
        if word.isdigit() or len(word) < SHORT:
            return {word: 1.0} if word in self._weights else {}
        near = process.extract(word, self._words, scorer=OSA.normalized_similarity, score_cutoff=ALIKE, limit=None)
        found = {one: BEGINS for one in self._words if last and one.startswith(word)}
        return found | {one: likeness for one, likeness, _ in near if len(one) >= SHORT}

    def _candidates(self, name: UnitName, alike: Mapping[str, Mapping[str, float]]) -> Iterable[_Title]:
        terms = [*name.numbers] or [*name.terms - HONOURS]
        terms += [meant for words in alike.values() for meant in words]
        return {id(title): title for term in terms for title in self._holding.get(term, ())}.values()

    def _agreement(self, name: UnitName, title: _Title, alike: Mapping[str, Mapping[str, float]]) -> tuple[float, str]:
        """Points of 100 and how the two agree: what both have, against what only one has."""
        of = title.name
        both = [*sorted(name.numbers & of.numbers), *sorted(name.terms & of.terms, key=_reading_order)]
        agreed = sum(map(self._weight, both))
        missing = sum(map(self._weight, (name.numbers - of.numbers) | (name.terms - of.terms)))
        beside = BESIDE_NUMBER if name.numbers & of.numbers else 1.0
        left = dict(of.others)
        met: list[str] = []
        for word, typed in name.others.items():
            meant = max(left, key=lambda one: alike[word].get(one, 0.0), default=None)
            likeness = alike[word].get(meant, 0.0) if meant is not None else 0.0
            weight = self._weights.get(meant or "", MOST_WORD) if likeness else self._weights.get(word, UNKNOWN_WORD)
            agreed += weight * likeness
            missing += weight * (1 - likeness) * beside
            if meant is not None and likeness:
                met.append(f'"{left.pop(meant)}"' + (f' for "{typed}"' if likeness < 1 else ""))
        out = [*sorted((of.numbers - name.numbers) | (of.terms - name.terms)), *left]
        unsaid = sum(map(self._weight, out))
        if not agreed:
            return 0.0, ""
        score = (REGISTERED - 1) * agreed / (agreed + missing + LEFT_OUT * unsaid) - (ABBREVIATED if title.short else 0)
        said = [" ".join(one.replace("-", " ") for one in both), *met]
        parts = ["abbreviation"] if title.short else [part for part in said if part]
        not_said = [left.get(one, one.replace("-", " ")) for one in out]
        return score, ", ".join(parts) + (f" (without {', '.join(not_said)})" if not_said else "")

    def _weight(self, term: str) -> float:
        if term.isdigit():
            return NUMBER
        if term in self._weights:
            return self._weights[term]
        return HONOUR if term in HONOURS else TERM


def _with_last(name: UnitName) -> list[tuple[str, bool]]:
    others = list(name.others)
    return [(word, place == len(others) - 1) for place, word in enumerate(others)]


def _reading_order(term: str) -> tuple[bool, bool, str]:
    """Honours, then the arm, then the echelon: as English says it."""
    return term not in HONOURS, term not in ARMS, term
