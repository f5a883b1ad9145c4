"""Phrases: the words that mean a rank, an echelon or an arm, however they are written, found in a text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from graph.naming.spelling import Word

Meaning = TypeVar("Meaning")

_PATTERN_WORD = re.compile(r"\d+|[^\W\d_]+[*~]?-?")


@dataclass(frozen=True, slots=True)
class Found(Generic[Meaning]):
    """What the words from `first` up to `last` (not included) of a text mean."""

    meaning: Meaning
    first: int
    last: int


class Phrases(Generic[Meaning]):
    """Phrases with their meanings. In a phrase ``*`` stands for any ending, ``~`` for the ending of a case; a hyphen
    between its words must be there."""

    def __init__(self, meanings: Iterable[tuple[Meaning, str]]) -> None:
        self._by_beginning: dict[str, list[tuple[list[re.Pattern[str]], list[bool], Meaning]]] = {}
        for meaning, written in meanings:
            patterns = _PATTERN_WORD.findall(written.casefold().replace("ё", "е"))
            phrase = ([_pattern(one.rstrip("-")) for one in patterns], [one.endswith("-") for one in patterns], meaning)
            self._by_beginning.setdefault(patterns[0][0], []).append(phrase)
        for phrases in self._by_beginning.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))

    def find(self, text: Sequence[Word]) -> Iterator[Found[Meaning]]:
        """The phrases in a text from left to right, the longest first, none twice."""
        plain = [word.text.replace("ё", "е") for word in text]
        at = 0
        while at < len(plain):
            for patterns, hyphens, meaning in self._by_beginning.get(plain[at][:1], ()):
                end = at + len(patterns)
                fits = end <= len(plain) and all(map(re.Pattern.fullmatch, patterns, plain[at:end]))
                if fits and all(word.hyphen for word, needed in zip(text[at:end], hyphens, strict=True) if needed):
                    yield Found(meaning, at, at + len(patterns))
                    at += len(patterns) - 1
                    break
            at += 1


def _pattern(word: str) -> re.Pattern[str]:
    ending = {"*": r"\w*", "~": "(?:[ауеыіи]|ом|ам)?"}.get(word[-1], "")
    return re.compile(re.escape(word.rstrip("*~")) + ending)
