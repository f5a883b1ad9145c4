"""The dataset that the protocol gives for an update (SPARQL 1.1 Protocol, 2.2.3), put into the text as USING clauses,
because the engine takes it in no other way.
"""

import re
from collections.abc import Iterator, Sequence

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*)"""
    r"""|(?P<text>\"{3}(?:\\.|(?!\"{3}).)*\"{3}|'{3}(?:\\.|(?!'{3}).)*'{3}|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')"""
    r"""|(?P<iri><[^<>"{}|^`\\\s]*>)"""
    r"""|(?P<name>[?$:\w][\w:.\-%\\]*)"""
    r"""|(?P<other>.)""",
    re.DOTALL,
)


class DatasetConflictError(ValueError):
    """The update names a dataset itself, by USING or WITH, besides the one that the protocol gives."""


def with_dataset(update: str, default_graphs: Sequence[str], named_graphs: Sequence[str]) -> str:
    """`update` with USING and USING NAMED for the graphs given, in each operation that has a WHERE.

    Raises DatasetConflictError if an operation has USING or WITH itself.
    """
    clauses = "".join(f"USING <{graph}> " for graph in default_graphs)
    clauses += "".join(f"USING NAMED <{graph}> " for graph in named_graphs)
    pieces: list[str] = []
    pattern_of_delete_where: int | None = None
    before = ""
    depth = 0
    for kind, text in _tokens(update):
        word = text.upper() if kind == "name" and depth == 0 else ""
        if word in ("USING", "WITH"):
            raise DatasetConflictError(f"the update has {word} and the request gives a dataset as well: leave one out")
        if word == "WHERE" and before == "DELETE":
            pattern_of_delete_where = len(pieces)
        elif word == "WHERE":
            pieces.append(clauses)
        depth += (text == "{") - (text == "}") if kind == "other" else 0
        pieces.append(text)
        if pattern_of_delete_where is not None and text == "}" and depth == 0:
            # DELETE WHERE takes no USING: it is short for a DELETE whose template is its pattern.
            pattern = "".join(pieces[pattern_of_delete_where + 1 :])
            pieces[pattern_of_delete_where:] = [pattern, f" {clauses}WHERE", pattern]
            pattern_of_delete_where = None
        if kind != "comment" and text.strip():
            before = word
    return "".join(pieces)


def _tokens(update: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(update):
        assert match.lastgroup is not None, "a token is of some kind"
        yield match.lastgroup, match[0]
