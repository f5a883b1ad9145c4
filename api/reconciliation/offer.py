"""What the service can be asked for: the types of things, and the properties that tell namesakes apart."""

from dataclasses import dataclass

from graph.extension import PROPERTIES

BATCH = 50
"""The most queries in one request."""
MOST_CANDIDATES = 50
"""The most candidates for one query."""
CANDIDATES = 10
"""How many candidates a query gets that does not say."""
MOST_VALUES = 1000
"""The most values, identifiers times properties, that one request can fetch."""
LONGEST_TEXT = 200
"""The longest name searched for, in characters."""


@dataclass(frozen=True, slots=True)
class Type:
    """A type of things: those of a `kind`; `dated`, as they were on a day."""

    id: str
    name: str
    about: str
    kind: str
    dated: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """A property that a query can give beside the name, and the kinds of things that it narrows."""

    id: str
    name: str
    about: str
    kinds: tuple[str, ...]


TYPES: tuple[Type, ...] = (
    Type("person", "Person", "An officer or official", "person"),
    Type("formation", "Formation", "A formation, unit or headquarters", "formation"),
    Type(
        "person-on-day",
        "Person on a day",
        "A person as of the day in the property day: values fetched later are those of that day",
        "person",
        dated=True,
    ),
    Type(
        "formation-on-day",
        "Formation on a day",
        "A formation as of the day in the property day: values fetched later, its leader say, are those of that day",
        "formation",
        dated=True,
    ),
    Type("claimant", "Claimant", "Who makes claims: a ministry, a paper, a channel", "claimant"),
    Type("rank", "Rank", "A military rank", "rank"),
    Type("role", "Role", "The role of a post: commander, chief of staff", "role"),
    Type("echelon", "Echelon", "A kind of formation: army, division, fleet", "echelon"),
)
BY_ID = {one.id: one for one in TYPES}
DEFAULT_KINDS = ("person", "formation")
"""The kinds searched where no type is given."""

CONTEXT: tuple[Context, ...] = (
    Context("rank", "Rank", "The person's rank, by name or identifier, in any of three languages", ("person",)),
    Context(
        "formation", "Formation", "Where the person served: a name as it is written, or an identifier", ("person",)
    ),
    Context("role", "Role", "The role of the person's post, such as commander", ("person",)),
    Context(
        "day",
        "Day",
        "The day or time that the row speaks of: 2022-05-20, 2022-05, 2022, or any EDTF text",
        ("person", "formation"),
    ),
    Context("echelon", "Echelon", "What kind of formation it is: army, division, fleet", ("formation",)),
)
CONTEXT_BY_ID = {one.id: one for one in CONTEXT}

CERTAINTY = ":certainty"
FACT = ":fact"
"""Endings of the properties that tell of a dated property how sure its values are, and which facts give them."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A property that can be fetched: one of the graph's (by `property` id), or what is told of its values."""

    id: str
    name: str
    about: str
    kinds: tuple[str, ...]
    property: str
    aspect: str = ""


def _fetched() -> dict[str, Fetched]:
    found: dict[str, Fetched] = {}
    for one in PROPERTIES:
        kinds = (*found[one.id].kinds, one.kind) if one.id in found else (one.kind,)
        found[one.id] = Fetched(one.id, one.name, one.about, kinds, one.id)
        if one.dated:
            sure, fact = f"{one.id}{CERTAINTY}", f"{one.id}{FACT}"
            about = f"For each value of {one.name}: certain, contested or possible, and its credibility"
            found[sure] = Fetched(sure, f"{one.name}: how sure", about, kinds, one.id, CERTAINTY)
            about = f"For each value of {one.name}: the address of the fact, with its claims and sources"
            found[fact] = Fetched(fact, f"{one.name}: the fact", about, kinds, one.id, FACT)
    found["undated"] = Fetched("undated", "Without the day", "The thing itself, as such", DEFAULT_KINDS, "")
    return found


FETCHED = _fetched()
"""By id, the properties that can be fetched."""
