"""Tests of the service description: what a service says of itself where it is asked nothing.

The manifest gives names only. What they ask for is written in SPARQL 1.1 Service Description: RDF comes (2), it names
the address asked (3.4.1), and it uses the vocabulary as its schema has it (3.2 to 3.4).
"""

from dataclasses import dataclass

import pyoxigraph as ox

from tests.w3c.data import RDF
from tests.w3c.exchange import graph
from tests.w3c.service import Deviation, Service, accepted

SD = "http://www.w3.org/ns/sparql-service-description#"
# property: the class of what has it, the class of its values ("" for one outside the vocabulary)
_PROPERTIES = {
    "endpoint": ("Service", ""),
    "feature": ("Service", "Feature"),
    "defaultEntailmentRegime": ("Service", "EntailmentRegime"),
    "entailmentRegime": ("NamedGraph", "EntailmentRegime"),
    "defaultSupportedEntailmentProfile": ("Service", "EntailmentProfile"),
    "supportedEntailmentProfile": ("NamedGraph", "EntailmentProfile"),
    "extensionFunction": ("Service", "Function"),
    "extensionAggregate": ("Service", "Aggregate"),
    "languageExtension": ("Service", "Feature"),
    "supportedLanguage": ("Service", "Language"),
    "propertyFeature": ("Service", "Feature"),
    "defaultDataset": ("Service", "Dataset"),
    "availableGraphs": ("Service", "GraphCollection"),
    "resultFormat": ("Service", ""),
    "inputFormat": ("Service", ""),
    "defaultGraph": ("Dataset", "Graph"),
    "namedGraph": ("GraphCollection", "NamedGraph"),
    "name": ("NamedGraph", ""),
    "graph": ("NamedGraph", "Graph"),
}
_BROADER = {"Dataset": "GraphCollection"}
_CLASSES = {name for pair in _PROPERTIES.values() for name in pair if name}
_INSTANCES = {
    "Feature": {"DereferencesURIs", "UnionDefaultGraph", "RequiresDataset", "EmptyGraphs", "BasicFederatedQuery"},
    "Language": {"SPARQL10Query", "SPARQL11Query", "SPARQL11Update"},
}


@dataclass(frozen=True)
class ServiceDescription:
    """One of the three tests, by the last part of its IRI."""

    name: str

    def check(self, service: Service) -> None:
        """Raise Deviation if the description is not as the test demands."""
        address = service.addresses.query
        answer = service.request("GET", address, {"Accept": "text/turtle, application/rdf+xml;q=0.9"})
        accepted(answer, "GET with no query")
        try:
            described = graph(answer)
        except (SyntaxError, ValueError) as error:
            raise Deviation(f"no RDF came: {error}") from None
        if not described:
            raise Deviation("the description says nothing")
        if self.name == "has-endpoint-triple":
            named = {quad.object.value for quad in described if quad.predicate.value == SD + "endpoint"}  # type: ignore[union-attr]
            if address not in named:
                raise Deviation(f"sd:endpoint is {named or 'missing'}, not {address}")
        elif self.name == "conforms-to-schema":
            if faults := schema_faults(described):
                raise Deviation("; ".join(faults))
        elif self.name != "returns-rdf":
            raise ValueError(f'"{self.name}" is none of the tests of service description')


def schema_faults(described: list[ox.Quad]) -> list[str]:
    """Where a description uses the vocabulary otherwise than its schema has it."""
    types: dict[object, set[str]] = {}
    for quad in described:
        if quad.predicate.value == RDF + "type" and isinstance(quad.object, ox.NamedNode):
            types.setdefault(quad.subject, set()).update(_local(quad.object))
    for kind, names in _INSTANCES.items():
        types.update({ox.NamedNode(SD + name): {kind} for name in names})
    faults = [f"sd:{name} is no class of the vocabulary" for kinds in types.values() for name in kinds - _CLASSES]
    if not any("Service" in kinds for kinds in types.values()):
        faults.append("nothing is an sd:Service")
    for quad in described:
        for name in _local(quad.predicate):
            if name not in _PROPERTIES:
                faults.append(f"sd:{name} is no property of the vocabulary")
                continue
            subject, value = _PROPERTIES[name]
            if isinstance(quad.object, ox.Literal):
                faults.append(f"sd:{name} has the literal {quad.object}")
            elif _local(quad.object) and quad.object not in types:
                faults.append(f"{quad.object} is not in the vocabulary")
            faults += [
                f"sd:{name}: {node} is no sd:{wanted}"
                for node, wanted in ((quad.subject, subject), (quad.object, value))
                if wanted and types.get(node) and wanted not in _with_broader(types[node])
            ]
    return faults


def _local(term: object) -> set[str]:
    """The name of a term in the vocabulary, or nothing."""
    is_of_it = isinstance(term, ox.NamedNode) and term.value.startswith(SD)
    return {term.value.removeprefix(SD)} if is_of_it and isinstance(term, ox.NamedNode) else set()


def _with_broader(kinds: set[str]) -> set[str]:
    return kinds | {_BROADER[kind] for kind in kinds if kind in _BROADER}
