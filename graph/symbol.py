"""The unit symbol of a formation, as the 20-digit code of APP-6(D) and MIL-STD-2525D that symbol libraries draw."""

from collections.abc import Mapping
from typing import Any

from graph.row import id_of
from ontology.vocabulary import Vocabulary

_BEGINNING = "1003100"
"""Digits 1 to 7: version 10, reality, friend, land unit, present.

The frame of every formation is the rectangle of a friend. It is chosen for its shape alone: the graph takes no side, so
all have one frame, and among those of the standard the rectangle fits a box best. Every formation is of symbol set 10,
land unit, fleets and air armies too: the sets of sea and air hold ships and aircraft, but set 10 holds organisations,
those of naval and air forces included."""
_ANY_ARM = "0000000000"
_NO_SIZE = "000"


def sidc(vocabulary: Vocabulary, echelon: str, arm: str | None) -> str | None:
    """The code of the symbol of a formation by the slugs of its echelon and its arm; None if neither gives anything to
    draw."""
    size = vocabulary.echelons[echelon].symbol
    icon = vocabulary.arms[arm].symbol if arm is not None else None
    if size is None and icon is None:
        return None
    return _BEGINNING + (size or _NO_SIZE) + (icon or _ANY_ARM)


def kind_fields(vocabulary: Vocabulary, row: Mapping[str, Any]) -> dict[str, str | None]:
    """What kind of formation a row of the question ``formations`` is about: echelon, arm and symbol."""
    echelon = id_of(row["echelon"])
    arm = id_of(row["arm"]) if "arm" in row else None
    return {"echelon": echelon, "arm": arm, "symbol": sidc(vocabulary, echelon, arm)}
