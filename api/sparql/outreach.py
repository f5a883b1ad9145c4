"""Queries that reach out of the graph: SERVICE and LOAD, found on the parsed text.

The engine would call any address that a query names. Only a text in which the keyword can be read at all is parsed,
because parsing takes longer than most queries: a keyword is written out, or with code point escapes (SPARQL 1.1, 19.2).
"""

import re
from collections.abc import Iterator, Set
from typing import Any

from pyparsing import ParseException
from rdflib import URIRef
from rdflib.plugins.sparql.parser import parseQuery, parseUpdate
from rdflib.plugins.sparql.parserutils import CompValue

_MAY_NAME_A_SERVICE = re.compile(r"service|\\u", re.IGNORECASE)
_MAY_LOAD = re.compile(r"load|\\u", re.IGNORECASE)
_KEYWORD = re.compile(r"(?<![?$:\w])service\b(?!:)|\\u", re.IGNORECASE)
_KEYWORDS_OF_UPDATES = re.compile(r"(?<![?$:\w])(?:service|load)\b(?!:)|\\u", re.IGNORECASE)


class OutreachError(Exception):
    """The text asks another server for data, which is not allowed; the message says what it would do."""


class UnreadableError(Exception):
    """The text has a keyword that is refused, and cannot be read to see what it does."""

    def __init__(self, detail: str, line: int | None = None, column: int | None = None) -> None:
        self.line, self.column = line, column
        super().__init__(detail)


def refuse_outreach(text: str, allowed: Set[str], *, update: bool = False) -> None:
    """Raise OutreachError for SERVICE, unless it names one of the endpoints in `allowed`, and for LOAD.

    A text that this parser cannot read passes if it holds neither keyword; the engine judges it. For one that holds a
    keyword UnreadableError is raised, because nobody can say what it does.
    """
    if not _MAY_NAME_A_SERVICE.search(text) and not (update and _MAY_LOAD.search(text)):
        return
    try:
        parsed = parseUpdate(text) if update else parseQuery(text)
    except ParseException as error:
        if _reads_as_keyword(text, update=update):
            detail = f"line {error.lineno}, column {error.col}: a text with SERVICE or LOAD must be SPARQL 1.1"
            raise UnreadableError(detail, error.lineno, error.col) from None
        return
    except RecursionError:
        raise UnreadableError("the text is nested too deeply") from None
    prefixes = _prefixes(parsed)
    for part in _parts(parsed):
        if part.name == "Load":
            raise OutreachError("LOAD is not allowed: this service fetches nothing from other servers")
        if part.name == "ServiceGraphPattern" and _address(part.term, prefixes) not in allowed:
            offered = f"; allowed are {', '.join(sorted(allowed))}" if allowed else ""
            raise OutreachError(f"SERVICE is not allowed: this service asks no other endpoint{offered}")


def _reads_as_keyword(text: str, *, update: bool) -> bool:
    """True if a keyword stands outside of texts, IRIs and comments, or if escapes hide what stands there."""
    bare = re.sub(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|<[^<>\s]*>|#[^\n]*", " ", text)
    return (_KEYWORDS_OF_UPDATES if update else _KEYWORD).search(bare) is not None


def _parts(node: Any) -> Iterator[CompValue]:
    """Every part of a parsed text."""
    if isinstance(node, CompValue):
        yield node
        for value in node.values():
            yield from _parts(value)
    elif not isinstance(node, str) and hasattr(node, "__iter__"):
        for value in node:
            yield from _parts(value)


def _prefixes(parsed: Any) -> dict[str, str]:
    """The prefixes declared once; one that is declared anew stands for nothing that could be allowed."""
    found: dict[str, str] = {}
    for part in _parts(parsed):
        if part.name == "PrefixDecl":
            prefix, iri = str(part.prefix or ""), str(part.iri)
            found[prefix] = iri if found.get(prefix, iri) == iri else ""
    return found


def _address(term: Any, prefixes: dict[str, str]) -> str | None:
    """The IRI that a SERVICE names; None for a variable."""
    if isinstance(term, URIRef):
        return str(term)
    if isinstance(term, CompValue) and term.name == "pname":
        namespace = prefixes.get(str(term.prefix or ""))
        return f"{namespace}{term.localname}" if namespace else None
    return None
