"""What every page is given besides its content: the language, its words, and addresses that keep what was chosen.

Words are data: words/*.yaml, a key with English, Russian and Ukrainian side by side, in braces what is put in. A word
that counts has the plural forms of CLDR (https://cldr.unicode.org/index/cldr-spec/plural-rules): one and other in
English; one, few and many in Russian and Ukrainian.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

import yaml
from fastapi import Depends, Request

from api.parameters import one_of
from api.service import service
from graph.answer import Answers, known_language
from graph.embedding import in_script
from graph.labels import LANGUAGES
from graph.names import name_in

WORDS = Path(__file__).resolve().parent / "words"
NAMES = {"en": "English", "ru": "Русский", "uk": "Українська"}
"""What each language calls itself."""

Text = str | Mapping[str, str]
"""A text, or one for each plural form."""


@lru_cache(maxsize=1)
def words() -> dict[str, dict[str, Text]]:
    """All words by key, which begins with the name of its file: `explorer.play` -> ``{"en": …, "ru": …, "uk": …}``."""
    found: dict[str, dict[str, Text]] = {}
    for path in sorted(WORDS.glob("*.yaml")):
        for key, texts in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            found[f"{path.stem}.{key}"] = texts
    return found


def plural_form(language: str, count: int) -> str:
    """The plural form of a whole number in a language, by CLDR's rules."""
    if language == "en":
        return "one" if count == 1 else "other"
    if count % 10 == 1 and count % 100 != 11:
        return "one"
    return "few" if 2 <= count % 10 <= 4 and not 12 <= count % 100 <= 14 else "many"


@dataclass(frozen=True)
class Interface:
    """The language of one page and where it stands."""

    language: str
    named: bool
    """The address names the language, and so do the addresses on the page."""
    path: str
    parameters: Mapping[str, str]
    answers: Answers

    def t(self, key: str, **values: object) -> str:
        """The words of a key, with values put in. Raises KeyError for a key that is not there."""
        text = words()[key][self.language]
        assert isinstance(text, str), f"{key} counts: use n"
        return text.format(**values) if values else text

    def n(self, key: str, count: int, **values: object) -> str:
        """The words of a key that counts, for so many; {count} is the number."""
        forms = words()[key][self.language]
        assert not isinstance(forms, str), f"{key} does not count: use t"
        return forms[plural_form(self.language, count)].format(count=f"{count:,}".replace(",", "\u202f"), **values)

    def name(self, thing: Mapping[str, Any]) -> str:
        """What a thing with ``names`` by language, or a term with labels, is called in this language."""
        return name_in(thing.get("names", thing), self.language) or str(thing.get("id", ""))

    def to(self, path: str, **parameters: object) -> str:
        """The address of a page of ours, with those parameters that are not None or empty, in the language chosen."""
        return _address(path, {**parameters, "lang": self.language if self.named else None})

    def here(self, **changes: object) -> str:
        """This page's address with some parameters changed; None leaves one out."""
        return _address(self.path, {**self.parameters, **changes})

    def other_languages(self) -> list[tuple[str, str, str]]:
        """Code, own name and address of this page in each language."""
        return [(code, NAMES[code], self.here(lang=code)) for code in LANGUAGES]

    def for_scripts(self, *areas: str) -> str:
        """The words of some areas in this language, as JSON that can stand in a script element."""
        chosen = {key: texts[self.language] for key, texts in words().items() if key.partition(".")[0] in areas}
        return in_script({"language": self.language, "named": self.named, "words": chosen})


def _address(path: str, parameters: Mapping[str, object]) -> str:
    given = {name: str(value) for name, value in parameters.items() if value not in (None, "")}
    return f"{path}?{urlencode(given, safe='/,')}" if given else path


LanguageOfPage = Annotated[str | None, one_of("The language of the page", LANGUAGES, "uk")]


def interface(request: Request, lang: LanguageOfPage = None) -> Interface:
    """The interface of a request: in the language that its address names, else the one its browser likes best. Raises
    ParameterError for a language that is not offered."""
    return interface_of(request, known_language(lang) if lang else None)


def interface_of(request: Request, lang: str | None = None) -> Interface:
    """The interface of a request whose language is known or is to be taken from the browser."""
    language = lang or _liked(request.headers.get("accept-language", ""))
    return Interface(language, lang is not None, request.url.path, dict(request.query_params), service(request).answers)


def _liked(accepted: str) -> str:
    """The offered language that Accept-Language (RFC 9110, section 12.5.4) likes best; English if none."""
    best, quality_of_best = "en", 0.0
    for part in accepted.split(","):
        tag, _, parameter = part.strip().partition(";")
        code = tag.strip().lower().partition("-")[0]
        try:
            quality = float(parameter.strip().removeprefix("q=") or 1)
        except ValueError:
            continue
        if code in LANGUAGES and quality > quality_of_best:
            best, quality_of_best = code, quality
    return best


Shown = Annotated[Interface, Depends(interface)]
