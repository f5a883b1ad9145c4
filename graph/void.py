"""The data set described by VoID (W3C Interest Group Note of 3 March 2011) and SPARQL 1.1 Service Description: what it
is, how much it holds, and where a server gives it out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode, urljoin

from pyoxigraph import Literal, NamedNode, Triple

from graph.answer import Answers
from graph.census import Counts
from graph.description import describe
from graph.iri import RDF_TYPE, history_graph
from graph.labels import SNAPSHOT
from graph.question import ask
from ontology import BASE
from ontology.namespaces import namespaces

TITLE = "Stavka: an open knowledge graph of the Russian military command hierarchy"
CREATOR = "Stavka contributors"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
EXAMPLES = ("person/igor-osipov", "formation/black-sea-fleet", "fact/event/igor-osipov/arrested")
"""Things that show what the data set is about, where it holds them."""

PREFIXES = namespaces("dcterms", "foaf", "format", "owl", "sd", "void", "xsd")
"""The vocabularies of the description."""

DESCRIPTION = (
    "Who held which post in which formation, with which rank and from when to when, what was reported to have happened "
    "to them, who reported it, and how far that can be believed. The default graph holds persons, formations, sources, "
    "claims and today’s facts; one named graph a policy holds every version of every fact. Claims are what their "
    "claimants say: an allegation is no finding of this data set."
)
_VOCABULARIES = namespaces("st", "rdfs", "owl", "skos", "org", "prov", "dcterms", "foaf", "schema").values()
_FORMATS = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD")


def dataset_iri(server: str) -> NamedNode:
    """The IRI of the data set as a server gives it out; `server` is its address with a slash at the end."""
    return NamedNode(f"{server}.well-known/void#dataset")


def void_triples(answers: Answers, server: str) -> Iterator[Triple]:
    """The description of the data set behind `answers`, as the server at the address `server` gives it out.

    The data set is an sd:Dataset as well, so that a service description can name it as its default one. The first call
    counts the store.
    """
    return _Description(answers, server, answers.census.counts()).triples()


@dataclass(frozen=True)
class _Description:
    answers: Answers
    server: str
    counts: Counts

    def triples(self) -> Iterator[Triple]:
        document = NamedNode(f"{self.server}.well-known/void")
        yield self._is(document, "void:DatasetDescription")
        yield self._text(document, "dcterms:title", f"What there is in {TITLE}")
        yield self._link(document, "foaf:primaryTopic", self.dataset)
        yield from self._about()
        yield from self._access()
        yield from self._statistics()
        yield from self._graphs()

    @property
    def dataset(self) -> NamedNode:
        return dataset_iri(self.server)

    def _about(self) -> Iterator[Triple]:
        dataset, creator = self.dataset, self._part("creator")
        yield self._is(dataset, "void:Dataset")
        yield self._is(dataset, "sd:Dataset")
        for language, title in SNAPSHOT.items():
            words = TITLE if language == "en" else title
            yield Triple(dataset, _term("dcterms:title"), Literal(words, language=language))
        yield self._text(dataset, "dcterms:description", DESCRIPTION)
        yield self._link(dataset, "dcterms:license", NamedNode(LICENCE))
        yield self._link(dataset, "dcterms:creator", creator)
        yield self._is(creator, "foaf:Agent")
        yield Triple(creator, _term("foaf:name"), Literal(CREATOR))
        yield Triple(dataset, _term("owl:versionInfo"), Literal(str(self.answers.snapshot["version"])))
        issued = self.answers.snapshot.get("issued")
        if issued is not None:
            for name in ("dcterms:issued", "dcterms:modified"):
                yield Triple(dataset, _term(name), Literal(str(issued), datatype=_term("xsd:date")))
        yield self._link(dataset, "foaf:homepage", NamedNode(self.server))

    def _access(self) -> Iterator[Triple]:
        dataset = self.dataset
        yield Triple(dataset, _term("void:uriSpace"), Literal(BASE))
        yield self._link(dataset, "void:sparqlEndpoint", NamedNode(urljoin(self.server, "sparql")))
        for name in _FORMATS:
            yield self._link(dataset, "void:feature", _term(f"format:{name}"))
        for vocabulary in _VOCABULARIES:
            yield self._link(dataset, "void:vocabulary", NamedNode(vocabulary))
        for path in EXAMPLES:
            if describe(self.answers.store, path) is not None:
                yield self._link(dataset, "void:exampleResource", NamedNode(BASE + path))
        yield self._link(dataset, "void:dataDump", self._dump(None))
        for graph in self.counts.graphs:
            yield self._link(dataset, "void:dataDump", self._dump(_iri(graph)))

    def _statistics(self) -> Iterator[Triple]:
        dataset, counts = self.dataset, self.counts
        numbers = {
            "triples": counts.triples,
            "entities": counts.entities,
            "distinctSubjects": counts.subjects,
            "distinctObjects": counts.objects,
            "properties": counts.properties,
            "classes": len(counts.classes),
        }
        for name, number in numbers.items():
            yield self._number(dataset, name, number)
        for kind, name, found in (
            ("class", "entities", counts.classes),
            ("property", "triples", counts.by_property),
        ):
            for place, (path, number) in enumerate(found.items(), 1):
                partition = self._part(f"{kind}-{place}")
                yield self._link(dataset, f"void:{kind}Partition", partition)
                yield self._link(partition, f"void:{kind}", NamedNode(_iri(path)))
                yield self._number(partition, name, number)

    def _graphs(self) -> Iterator[Triple]:
        """The default graph and the graph of each policy, each a subset of its own and a graph of the data set."""
        today = self._part("today")
        in_graphs = [sum(number) for number in zip(*self.counts.graphs.values(), strict=True)] or [0, 0]
        yield self._link(self.dataset, "sd:defaultGraph", today)
        yield from self._subset(today, "Persons, formations, sources, claims and today’s facts", None)
        yield self._number(today, "triples", self.counts.triples - in_graphs[0])
        yield self._number(today, "distinctSubjects", self.counts.subjects - in_graphs[1])
        for row in ask(self.answers.store, "policies"):
            policy = str(row["policy"]).partition("/")[2]
            graph, subset = history_graph(policy), self._part(f"policy-{policy}")
            named = self._part(f"graph-{policy}")
            triples, subjects = self.counts.graphs.get(str(row["graph"]), (0, 0))
            yield from self._subset(subset, f"All versions of facts: {row['title']}", graph.value)
            yield self._number(subset, "triples", triples)
            yield self._number(subset, "distinctSubjects", subjects)
            yield self._link(self.dataset, "sd:namedGraph", named)
            yield self._is(named, "sd:NamedGraph")
            yield self._link(named, "sd:name", graph)
            yield self._link(named, "sd:graph", subset)

    def _subset(self, subset: NamedNode, title: str, graph: str | None) -> Iterator[Triple]:
        yield self._link(self.dataset, "void:subset", subset)
        yield self._is(subset, "void:Dataset")
        yield self._is(subset, "sd:Graph")
        yield self._text(subset, "dcterms:title", title)
        yield self._link(subset, "dcterms:license", NamedNode(LICENCE))
        yield self._link(subset, "void:dataDump", self._dump(graph))

    def _part(self, name: str) -> NamedNode:
        return NamedNode(f"{self.server}.well-known/void#{name}")

    def _dump(self, graph: str | None) -> NamedNode:
        wanted = "default" if graph is None else urlencode({"graph": graph})
        return NamedNode(f"{self.server}graph-store?{wanted}")

    def _is(self, subject: NamedNode, kind: str) -> Triple:
        return Triple(subject, RDF_TYPE, _term(kind))

    def _link(self, subject: NamedNode, name: str, target: NamedNode) -> Triple:
        return Triple(subject, _term(name), target)

    def _text(self, subject: NamedNode, name: str, text: str) -> Triple:
        return Triple(subject, _term(name), Literal(text, language="en"))

    def _number(self, subject: NamedNode, name: str, number: int) -> Triple:
        return Triple(subject, _term(f"void:{name}"), Literal(number))


def _iri(path: str) -> str:
    """The IRI at a path below the base; one of another vocabulary stays as it is."""
    return path if "://" in path else BASE + path


def _term(name: str) -> NamedNode:
    """The term that a name with a prefix stands for."""
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)
