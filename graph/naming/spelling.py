"""Spellings: words of a text, and their sounds, by which spellings of one name in any scheme are equal.

The data is ``sounds.yaml``; the schemes themselves are iuliia's (https://github.com/nalgeon/iuliia-py).
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import iuliia  # type: ignore[import-untyped]
import yaml

_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_APOSTROPHES = re.compile(r"[’'ʼ`ʹ′ʺ″]")
_WORD = re.compile(r"(?P<word>\d+|[^\W\d_]+)(?P<after>[.]?[-‐‑–]?)")
_ASIDE = re.compile(r"\s*\([^()]*\)\s*")
_HYPHENS = frozenset("-‐‑–")
_UKRAINIAN = re.compile("[іїєґ]")


def read_words(name: str) -> Any:
    """The content of one of the data files beside this module."""
    return yaml.load(Path(__file__).with_name(name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


_DATA = read_words("sounds.yaml")
_LETTERS = str.maketrans(_DATA["letters"])
_RULES = [(re.compile(rule), sound) for rule, sound in _DATA["rules"]]
_UK_AS_RU = str.maketrans(_DATA["ukrainian"])
_SILENT = str.maketrans("", "", _DATA["silent"])
_OTHERWISE: dict[str, str] = _DATA["otherwise"]
_SCHEMES = [getattr(iuliia, name) for name in _DATA["schemes"]]
_PLAIN = iuliia.ICAO_DOC_9303
_ENDING = re.compile(_DATA["endings"])


@dataclass(frozen=True, slots=True)
class Word:
    """A word or number of a text in lower case, and whether a hyphen or a full stop follows."""

    text: str
    hyphen: bool
    stop: bool


def words(text: str) -> list[Word]:
    """The words and numbers of `text`; apostrophes are no part of them, and a letter is parted from a digit."""
    plain = unicodedata.normalize("NFKC", _APOSTROPHES.sub("", text).casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return [
        Word(found["word"], bool(_HYPHENS & {*found["after"]}), "." in found["after"])
        for found in _WORD.finditer(plain)
    ]


def without_aside(text: str) -> str:
    """`text` without what stands in brackets, unless that is all of it."""
    return _ASIDE.sub(" ", text).strip() or text


def is_cyrillic(text: str) -> bool:
    """True if a letter of `text` is Cyrillic."""
    return _CYRILLIC.search(text) is not None


def language_of(text: str) -> str:
    """What the letters of `text` show, in English: Russian, Ukrainian, or the Latin alphabet."""
    if not is_cyrillic(text):
        return "Latin"
    return "Ukrainian" if _UKRAINIAN.search(text.casefold()) else "Russian"


def nearness(form: str, text: str) -> tuple[bool, bool, int]:
    """An order of registered spellings that fit `text` equally: of the same language, of the same script, short."""
    return language_of(form) == language_of(text), is_cyrillic(form) == is_cyrillic(text), -len(form)


@lru_cache(maxsize=1 << 17)
def sound(word: str) -> str:
    """The sounds of one word in lower case, in any script; the same for all its usual spellings."""
    if is_cyrillic(word):
        russian = word.translate(_UK_AS_RU).replace("ё", "е").translate(_SILENT)
        return _latin_sound(_PLAIN.translate(russian))
    return _latin_sound(word)


@lru_cache(maxsize=1 << 17)
def sounds(word: str) -> frozenset[str]:
    """All sounds that a registered `word` in lower case may be spelled with in Latin letters, its own first."""
    own = sound(word)
    if not is_cyrillic(word):
        return frozenset((own,))
    russian = word.translate(_UK_AS_RU)
    spelled = {russian, re.sub("(?<=[бвдзлмнпрстхцчшщь])е(?=вы?й?$|ва$)", "ё", russian)}
    found = {_latin_sound(scheme.translate(one)) for scheme in _SCHEMES for one in spelled}
    found.add(own)
    for letter, other in _OTHERWISE.items():
        found |= {one.replace(letter, other) for one in found}
    return frozenset(found)


def stem(word: str) -> str:
    """The sounds of a word of a unit's or body's name without its case ending, if it is Cyrillic and long enough."""
    if len(word) > 4 and is_cyrillic(word):
        shorter = _ENDING.sub("", word)
        return sound(shorter if len(shorter) > 2 else word)
    return sound(word)


def _latin_sound(word: str) -> str:
    plain = word.casefold().translate(_LETTERS)
    plain = "".join(letter for letter in unicodedata.normalize("NFD", plain) if letter.isalnum())
    for rule, becomes in _RULES:
        plain = rule.sub(becomes, plain)
    return plain
