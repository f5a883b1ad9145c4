"""When two answers are the same.

Statements and rows are compared up to the names of blank nodes, rows as a multiset, or in order where the query orders
them. Literals of one numeric datatype (and booleans) are compared by value: the specification has engines compute with
values and leaves open which lexical form of a value they write ("2" or "2.0" for one decimal). The datatype must be the
same, decimals must agree in every digit, floats and doubles in every bit. Language tags are compared without regard to
case (RDF 1.1 Concepts, 3.3). Everything else is compared as a term.
"""

import struct
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

XSD = "http://www.w3.org/2001/XMLSchema#"
_DERIVED = (
    "integer long int short byte nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger "
    "unsignedLong unsignedInt unsignedShort unsignedByte"
)
_INTEGERS = {XSD + name for name in _DERIVED.split()}
_BOOLEANS = {"true": "true", "1": "true", "false": "false", "0": "false"}

Row = tuple[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None, ...]


def same_dataset(one: Iterable[ox.Quad], other: Iterable[ox.Quad]) -> bool:
    """Whether two sets of quads are isomorphic."""
    return _canonical(one) == _canonical(other)


def same_rows(one: list[Row], other: list[Row], *, ordered: bool) -> bool:
    """Whether two lists of rows are the same up to blank nodes, as multisets or in order."""
    return _canonical(_described(one, ordered)) == _canonical(_described(other, ordered))


def same_value(term: ox.Literal) -> ox.Literal:
    """The literal that stands for all of its datatype and value; the literal itself if it is ill-typed."""
    if term.language:
        return ox.Literal(term.value, language=term.language.lower())
    kind = term.datatype.value
    try:
        if kind in _INTEGERS:
            return ox.Literal(str(int(term.value)), datatype=term.datatype)
        if kind == XSD + "decimal":
            return ox.Literal(format(Decimal(term.value).normalize(), "f"), datatype=term.datatype)
        if kind == XSD + "double":
            return ox.Literal(repr(float(term.value)), datatype=term.datatype)
        if kind == XSD + "float":
            (rounded,) = struct.unpack("f", struct.pack("f", float(term.value)))
            return ox.Literal(repr(rounded), datatype=term.datatype)
    except (ValueError, OverflowError, InvalidOperation):
        return term
    if kind == XSD + "boolean" and term.value in _BOOLEANS:
        return ox.Literal(_BOOLEANS[term.value], datatype=term.datatype)
    return term


def _canonical(quads: Iterable[ox.Quad]) -> ox.Dataset:
    named = ox.Dataset(
        ox.Quad(q.subject, q.predicate, same_value(q.object), q.graph_name) if isinstance(q.object, ox.Literal) else q
        for q in quads
    )
    named.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return named


def _described(rows: list[Row], ordered: bool) -> Iterable[ox.Quad]:
    """Rows as statements about them, so that one isomorphism does for graphs and for tables.

    Like rows are one node with their number, unless their places count.
    """
    valued = [tuple(same_value(term) if isinstance(term, ox.Literal) else term for term in row) for row in rows]
    counted = [(row, place) for place, row in enumerate(valued)] if ordered else list(Counter(valued).items())
    for row, number in counted:
        node = ox.BlankNode()
        yield ox.Quad(node, ox.NamedNode("urn:row:number"), ox.Literal(number))
        for column, term in enumerate(row):
            if term is not None:
                yield ox.Quad(node, ox.NamedNode(f"urn:row:column:{column}"), term)
