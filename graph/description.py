"""A thing as the graph describes it: what is said about it, in whichever graph, what points to it, and what all that is
called.

Bounded: of what points to a thing by one property the first `SHOWN` of each kind are given, with the number of all and
the query that finds them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph.iri import RDF_TYPE, RDFS_LABEL
from graph.question import ParameterError, Value, ask, question
from graph.store import Store, Term
from ontology import BASE, ST

SHOWN = 50
"""How many of the things of one kind that point to one by the same property a description names."""

ONTOLOGY = "ontology"
"""The address of the ontology; those of its terms are parts of it."""

_CLASSES = {"claim": "Claim", "fact": "Fact", "finding": "Finding", "source": "Source"}
_AT_ONCE = 500


@dataclass(frozen=True)
class Pointing:
    """What points to a thing by the property `name`, of one kind: the first of it and how much there is; `query` finds
    all. The kind is the first part of addresses (claim, fact, ...), or empty for what has none."""

    name: NamedNode
    kind: str
    things: tuple[NamedNode, ...]
    total: int
    query: str

    @property
    def is_cut(self) -> bool:
        """True if there are more than are named."""
        return self.total > len(self.things)


@dataclass(frozen=True)
class Description:
    """What the graph says about the thing at `path`, and by path and language the labels of all of ours in it."""

    path: str
    statements: tuple[tuple[NamedNode, Term], ...]
    pointing: tuple[Pointing, ...]
    labels: Mapping[str, Mapping[str, str]]

    @property
    def subject(self) -> NamedNode:
        """The thing's IRI."""
        return NamedNode(BASE + self.path)

    def label(self, path: str | None = None, language: str = "en") -> str:
        """What the thing, or another one of ours in the description, is called: in `language`, else in English, else by
        its address."""
        path = self.path if path is None else path
        found = self.labels.get(path, {})
        return found.get(language) or found.get("en") or path

    def kinds(self) -> list[str]:
        """The names of the thing's classes in the ontology, the most particular one first."""
        general = ("Fact", "FactVersion", "Claim")
        types = [value.value for name, value in self.statements if name == RDF_TYPE and isinstance(value, NamedNode)]
        names = [name.removeprefix(ST) for name in types if name.startswith(ST)]
        return sorted(names, key=lambda name: (name in general, name))

    def triples(self) -> Iterator[Triple]:
        """The description as RDF: the statements, what points to the thing, and the labels."""
        for name, value in self.statements:
            yield Triple(self.subject, name, value)
        for pointing in self.pointing:
            for one in pointing.things:
                yield Triple(one, pointing.name, self.subject)
        yield from _label_triples(self.labels)


def describe(store: Store, path: str) -> Description | None:
    """The thing at `path` below the base; None if the graph does not know it. Raises ParameterError for a path that no
    address of ours can have."""
    rows = list(store.select(question("about").render(thing=path)))
    statements = tuple((row["property"], row["value"]) for row in rows if isinstance(row["property"], NamedNode))
    pointing = tuple(_pointing(store, path))
    if not statements and not pointing:
        return None
    used = [path, *(one.value for pair in statements for one in pair if isinstance(one, NamedNode))]
    used += [one.value for found in pointing for one in (found.name, *found.things)]
    return Description(path, statements, pointing, labels_of(store, used))


def ontology_triples(store: Store) -> Iterator[Triple]:
    """The ontology itself, and everything said about its classes and properties, whose IRIs are parts of its own."""
    for row in store.select(question("about").render(thing=ONTOLOGY)):
        yield from _triples(NamedNode(BASE + ONTOLOGY), row["property"], row["value"])
    for row in store.select(question("ontology").render()):
        yield from _triples(row["term"], row["property"], row["value"])


def terms(store: Store) -> list[Description]:
    """The classes and properties of the ontology, sorted by name."""
    found: dict[str, list[tuple[NamedNode, Term]]] = {}
    used: set[str] = set()
    for triple in ontology_triples(store):
        path = triple.subject.value.removeprefix(BASE) if isinstance(triple.subject, NamedNode) else ""
        if path.startswith(f"{ONTOLOGY}#"):
            found.setdefault(path, []).append((triple.predicate, triple.object))
            used |= {path} | ({triple.object.value} if isinstance(triple.object, NamedNode) else set())
    labels = labels_of(store, used)
    return [Description(path, tuple(said), (), labels) for path, said in sorted(found.items())]


def labels_of(store: Store, iris: Iterable[str]) -> dict[str, dict[str, str]]:
    """The labels of those of `iris` (or paths below the base) that are ours, by path and language."""
    paths = sorted({iri.removeprefix(BASE) for iri in iris if iri.startswith(BASE) or "://" not in iri})
    versions = [path for path in paths if "/v/" in path]
    labels: dict[str, dict[str, str]] = {}
    for name, wanted in (("labels", [path for path in paths if "/v/" not in path]), ("labels-of-versions", versions)):
        for start in range(0, len(wanted), _AT_ONCE):
            for row in store.select(question(name).render(things=wanted[start : start + _AT_ONCE])):
                if isinstance(label := row["label"], Literal) and isinstance(thing := row["thing"], NamedNode):
                    labels.setdefault(thing.value.removeprefix(BASE), {})[label.language or "en"] = label.value
    return labels


def near(store: Store, path: str) -> list[str]:
    """Up to three addresses most like that of a claim, fact, version, source or finding that is not there: of those
    that begin like it, the ones that have most in common with it."""
    kind, _, rest = path.partition("/")
    if kind not in _CLASSES or not rest:
        return []
    among = [str(row["subject"]) for row in _beginning_like(store, path)]
    return sorted(among, key=lambda one: (-_alike(one, path), one))[:3]


def _beginning_like(store: Store, path: str) -> list[dict[str, Value]]:
    """The versions of the fact that `path` names; else what has an address like its up to the last part; else what
    begins with the same ten characters."""
    kind, _, rest = path.partition("/")
    fact, _, version = path.partition("/v/")
    if version:
        try:
            return ask(store, "pointing", thing=fact, property=f"{ONTOLOGY}#versionOf", most=500)
        except ParameterError:
            return []
    beside = [path.rpartition("/")[0] + "/"] if "/" in rest else []
    for start in [*beside, f"{kind}/{rest[:10]}"]:
        wanted = {"class": f"{ONTOLOGY}#{_CLASSES[kind]}", "start": BASE + start}
        found = ask(store, "addresses", **wanted)
        if found:
            return found
    return []


def _alike(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _pointing(store: Store, path: str) -> Iterator[Pointing]:
    for row in store.select(question("pointing-counts").render(thing=path)):
        name, kind, total = row["property"], row["kind"], row["total"]
        if not isinstance(name, NamedNode) or not isinstance(kind, Literal) or not isinstance(total, Literal):
            continue
        start = f"{BASE}{kind.value}/" if kind.value else BASE
        wanted = {"thing": path, "property": name.value.removeprefix(BASE), "start": start}
        subjects = [found["subject"] for found in store.select(question("pointing").render(**wanted, most=SHOWN))]
        things = tuple(one for one in subjects if isinstance(one, NamedNode))
        yield Pointing(name, kind.value, things, int(total.value), question("pointing").render(**wanted))


def _triples(subject: Term, name: Term, value: Term) -> Iterator[Triple]:
    if isinstance(subject, NamedNode | BlankNode) and isinstance(name, NamedNode):
        yield Triple(subject, name, value)


def _label_triples(labels: Mapping[str, Mapping[str, str]]) -> Iterator[Triple]:
    for path, names in labels.items():
        for language, name in names.items():
            yield Triple(NamedNode(BASE + path), RDFS_LABEL, Literal(name, language=language))
