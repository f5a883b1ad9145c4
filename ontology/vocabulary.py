"""The controlled vocabulary, read from the SKOS files beside this module."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from ontology import BASE, DIRECTORY, ST

T = TypeVar("T", bound="Term")

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


@dataclass(frozen=True, slots=True)
class Term:
    """A concept of one scheme: its slug, its labels by language (en, ru, uk), its place in the scheme's order, and the
    slug of its broader concept, if any."""

    slug: str
    labels: dict[str, str]
    order: int
    broader: str | None


@dataclass(frozen=True, slots=True)
class Role(Term):
    """A role. Its holder holds the post of the role `post_role`; `acting` tells the capacity; `single` says that one
    person holds the post at a time; `leads` that the holder heads the formation."""

    post_role: str
    acting: bool
    single: bool
    leads: bool


@dataclass(frozen=True, slots=True)
class Rank(Term):
    """A rank. `level` orders army and navy together, higher is senior, 0 has no place in the order."""

    level: int
    nato: str | None
    service: str | None


@dataclass(frozen=True, slots=True)
class Status(Term):
    """A status. `effect`: death, exit (from a post), removal (refuted by being seen in post), appointment, alive or
    none. `matter` is what a claimant must have authority over to speak of it with authority; ``none``: nobody does.
    `condition` is the slug of the condition in which it puts a person, if any."""

    effect: str
    matter: str
    condition: str | None


@dataclass(frozen=True, slots=True)
class Condition(Term):
    """Where a person stands on a day; a later event of a status in `ended_by` takes them out of it."""

    ended_by: frozenset[str]


@dataclass(frozen=True, slots=True)
class Echelon(Term):
    """A level of formations; `symbol` is how it stands in the code of a unit symbol, if it does."""

    symbol: str | None


@dataclass(frozen=True, slots=True)
class Arm(Term):
    """A kind of troops; `symbol` is its icon in the code of a unit symbol."""

    symbol: str


@dataclass(frozen=True, slots=True)
class Link(Term):
    """A kind of subordination; `single` says that a formation has at most one superior of it at a time."""

    single: bool


@dataclass(frozen=True, slots=True)
class Stance(Term):
    """How a source puts a claim; a higher `weight` is firmer."""

    weight: int


@dataclass(frozen=True, slots=True)
class ClaimantKind(Term):
    """Who speaks; `reliability` is the Admiralty code's A-F that the kind starts from."""

    reliability: str
    own_side: bool


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All schemes, by slug, in their order."""

    roles: dict[str, Role]
    ranks: dict[str, Rank]
    statuses: dict[str, Status]
    conditions: dict[str, Condition]
    echelons: dict[str, Echelon]
    arms: dict[str, Arm]
    links: dict[str, Link]
    stances: dict[str, Stance]
    claimant_kinds: dict[str, ClaimantKind]
    credibility: dict[str, Term]


class _Concept:
    """The statements about one concept of a scheme."""

    def __init__(self, scheme: str, slug: str, quads: list[Quad]) -> None:
        self._scheme = scheme
        self._slug = slug
        self._quads = quads

    def _objects(self, predicate: str) -> Iterator[NamedNode | Literal]:
        for quad in self._quads:
            if quad.predicate.value == predicate and isinstance(quad.object, NamedNode | Literal):
                yield quad.object

    def text(self, name: str) -> str | None:
        """The value of the property ``st:<name>``, or None."""
        return next((found.value for found in self._objects(ST + name)), None)

    def needed(self, name: str) -> str:
        """The value of the property ``st:<name>``; ValueError if the concept lacks it."""
        value = self.text(name)
        if value is None:
            raise ValueError(f"{BASE}{self._scheme}/{self._slug} lacks st:{name}")
        return value

    def flag(self, name: str) -> bool:
        """True if the property ``st:<name>`` is true."""
        return self.text(name) == "true"

    def slug_of(self, predicate: str) -> str | None:
        """The slug of the concept that `predicate` points to, or None."""
        return next(self.slugs_of(predicate), None)

    def slugs_of(self, predicate: str) -> Iterator[str]:
        """The slugs of the concepts that `predicate` points to."""
        return (found.value.rpartition("/")[2] for found in self._objects(predicate))

    def common(self) -> tuple[str, dict[str, str], int, str | None]:
        """Slug, labels, order and broader concept."""
        labels = {
            found.language: found.value
            for found in self._objects(_LABEL)
            if isinstance(found, Literal) and found.language
        }
        return self._slug, labels, int(self.needed("order")), self.slug_of(_SKOS + "broader")


@lru_cache(maxsize=4)
def load(directory: Path = DIRECTORY) -> Vocabulary:
    """The vocabulary in `directory`. Raises ValueError naming a concept that lacks a property it needs."""
    return Vocabulary(
        roles=_scheme(
            directory,
            "roles.ttl",
            "role",
            lambda one: Role(
                *one.common(),
                one.slug_of(ST + "canonicalRole") or one.common()[0],
                one.flag("acting"),
                one.flag("singleHolder"),
                one.flag("leads"),
            ),
        ),
        ranks=_scheme(
            directory,
            "ranks.ttl",
            "rank",
            lambda one: Rank(*one.common(), int(one.needed("level")), one.text("natoCode"), one.text("service")),
        ),
        statuses=_scheme(
            directory,
            "statuses.ttl",
            "status",
            lambda one: Status(
                *one.common(), one.needed("effect"), one.needed("matter"), one.slug_of(ST + "condition")
            ),
        ),
        conditions=_scheme(
            directory,
            "conditions.ttl",
            "condition",
            lambda one: Condition(*one.common(), frozenset(one.slugs_of(ST + "endedBy"))),
        ),
        echelons=_scheme(
            directory, "echelons.ttl", "echelon", lambda one: Echelon(*one.common(), one.text("symbolEchelon"))
        ),
        arms=_scheme(directory, "arms.ttl", "arm", lambda one: Arm(*one.common(), one.needed("symbolIcon"))),
        links=_scheme(directory, "links.ttl", "link", lambda one: Link(*one.common(), one.flag("singleHolder"))),
        stances=_scheme(
            directory, "stances.ttl", "stance", lambda one: Stance(*one.common(), int(one.needed("weight")))
        ),
        claimant_kinds=_scheme(
            directory,
            "claimant-kinds.ttl",
            "claimant-kind",
            lambda one: ClaimantKind(*one.common(), one.needed("reliability"), one.flag("ownSide")),
        ),
        credibility=_scheme(directory, "credibility.ttl", "credibility", lambda one: Term(*one.common())),
    )


def _scheme(directory: Path, file: str, path: str, read: Callable[[_Concept], T]) -> dict[str, T]:
    prefix = f"{BASE}{path}/"
    concepts: dict[str, list[Quad]] = {}
    for quad in parse(path=directory / file, format=RdfFormat.TURTLE):
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(prefix):
            concepts.setdefault(quad.subject.value.removeprefix(prefix), []).append(quad)
    terms = [read(_Concept(path, slug, quads)) for slug, quads in concepts.items()]
    return {term.slug: term for term in sorted(terms, key=lambda term: term.order)}
