"""What a query text says of itself: its form, and whether it names the graphs that it is about.

A remote server has to be told both before it answers: the media type to answer in depends on the form, and the graphs
that stand for our default graph and named graphs may only be given where the query names none.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from ontology import BASE

TODAY_GRAPH = f"{BASE}graph/today"
"""The graph that holds on a server what our default graph holds: with many servers the default graph is the union."""

_NOT_WORDS = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r'|<[^<>"{}|^`\\\s]*>'
    r"|#[^\n\r]*",
    re.DOTALL,
)
_FORM = re.compile(r"(?<![\w?$:@.-])(SELECT|ASK|CONSTRUCT|DESCRIBE)(?![\w:-])", re.IGNORECASE)
_FROM = re.compile(r"(?<![\w?$:@.-])FROM(?![\w:-])", re.IGNORECASE)


def words_of(text: str) -> str:
    """A query text without its strings, IRIs and comments."""
    return _NOT_WORDS.sub(" ", text)


def form_of(text: str) -> str | None:
    """SELECT, ASK, CONSTRUCT or DESCRIBE; None if the text is no query."""
    found = _FORM.search(words_of(text))
    return found[1].upper() if found else None


@lru_cache(maxsize=256)
def names_its_graphs(text: str) -> bool:
    """True if the query has a FROM or FROM NAMED clause."""
    if _FROM.search(words_of(text)) is None:
        return False
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        return "datasetClause" in parseQuery(text)[1]
    except (ParseException, RecursionError):
        return True  # not for us to judge: the server is asked what the text says and no more


def dataset_parameters(text: str, named: Iterable[str]) -> list[tuple[str, str]]:
    """The parameters of the SPARQL protocol that give a query our dataset on a server (SPARQL 1.1 Protocol, 2.1.4).

    `named` are the graphs that our dataset names. Empty if the query names its graphs itself: the protocol's would
    override them.
    """
    if names_its_graphs(text):
        return []
    return [("default-graph-uri", TODAY_GRAPH), *(("named-graph-uri", graph) for graph in named)]
