"""The tests that the W3C's manifests list, each with what it takes to check it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from tests.w3c.contents import Contents
from tests.w3c.data import MF, QT, RDF, RDFS, SPARQL11, UT, Description, Node, file_of
from tests.w3c.description import ServiceDescription
from tests.w3c.evaluation import QueryEvaluation, UpdateEvaluation
from tests.w3c.prose import deprecated_exchanges
from tests.w3c.recorded import recorded_exchange
from tests.w3c.service import Service
from tests.w3c.syntax import Syntax

# The manifests, under the specification that they test.
SPECIFICATIONS: dict[str, tuple[str, ...]] = {
    "Query": (
        "aggregates",
        "bind",
        "bindings",
        "cast",
        "construct",
        "exists",
        "functions",
        "grouping",
        "negation",
        "project-expression",
        "property-path",
        "subquery",
        "syntax-query",
    ),
    "Update": (
        "add",
        "basic-update",
        "clear",
        "copy",
        "delete",
        "delete-data",
        "delete-insert",
        "delete-where",
        "drop",
        "move",
        "syntax-update-1",
        "syntax-update-2",
        "update-silent",
    ),
    "Results": ("csv-tsv-res", "json-res"),
    "Protocol": ("protocol",),
    "Service description": ("service-description",),
    "Graph store protocol": (
        "graph-store-protocol/manifest-indirect",
        "graph-store-protocol/manifest-direct",
        "http-rdf-update",
    ),
    "Federated query": ("service", "syntax-fed"),
    "Entailment regimes": ("entailment",),
}


class Check(Protocol):
    """What a test does."""

    def check(self, service: Service) -> None:
        """Raise Deviation if the service does otherwise than the test demands."""


@dataclass(frozen=True)
class ConformanceTest:
    """A test: its IRI, the manifest that lists it, its name there, and what it checks."""

    iri: str
    manifest: str
    name: str
    check: Check

    @property
    def short(self) -> str:
        """A name to read and to select by: its manifest and the last part of its IRI."""
        return f"{self.manifest}/{self.iri.rpartition('#')[2]}"


def suite() -> list[ConformanceTest]:
    """All tests, those on the same data after each other, so that it is loaded once."""
    found = [test for manifests in SPECIFICATIONS.values() for name in manifests for test in tests_of(name)]
    return sorted(found, key=lambda test: (not isinstance(test.check, QueryEvaluation), _data(test.check)))


def tests_of(manifest: str) -> Iterator[ConformanceTest]:
    """The tests of one manifest, in its order. Raises ValueError at a kind of test that is not known."""
    file = SPARQL11 / (manifest if "/" in manifest else f"{manifest}/manifest")
    described = Description(file.with_suffix(".ttl"))
    (head,) = described.instances(MF + "Manifest")
    entries = list(described.members(head, MF + "entries"))
    prose = deprecated_exchanges(described, entries) if manifest == "http-rdf-update" else {}
    for entry in entries:
        check = prose.get(entry.value) or _check(described, entry)
        yield ConformanceTest(entry.value, manifest, described.text(entry, MF + "name") or "", check)


def _data(check: Check) -> str:
    return str(check.data) if isinstance(check, QueryEvaluation) else ""


def _check(described: Description, entry: Node) -> Check:
    kind = (described.text(entry, RDF + "type") or "").removeprefix(MF)
    if kind in ("ProtocolTest", "GraphStoreProtocolTest"):
        return recorded_exchange(described, entry, _contents(described, entry, UT))
    if kind == "ServiceDescriptionTest":
        return ServiceDescription(entry.value.rpartition("#")[2])
    action, result = described.node(entry, MF + "action"), described.node(entry, MF + "result")
    if action is None:
        raise ValueError(f"{entry.value} has no action")
    if kind.endswith("SyntaxTest11"):
        # By its name: some malformed updates are listed as if they were queries, and any update is a malformed query.
        file = file_of(action.value)
        return Syntax(file, file.suffix == ".ru", kind.startswith("Positive"))
    if result is None:
        raise ValueError(f"{entry.value} has no result")
    if kind in ("QueryEvaluationTest", "CSVResultFormatTest"):
        query = file_of(described.text(action, QT + "query") or "")
        return QueryEvaluation(query, _contents(described, action, QT), file_of(result.value))
    if kind == "UpdateEvaluationTest":
        update = file_of(described.text(action, UT + "request") or "")
        return UpdateEvaluation(update, _contents(described, action, UT), _contents(described, result, UT))
    raise ValueError(f'{entry.value} is a "{kind}", which this suite does not know')


def _contents(described: Description, node: Node, vocabulary: str) -> Contents:
    """The data that a node names; a named graph is a file under its own IRI, or a graph and a label."""
    default = tuple(sorted(file_of(file.value) for file in described.nodes(node, vocabulary + "data")))
    named = []
    for given in described.nodes(node, vocabulary + "graphData"):
        graph = described.node(given, vocabulary + "graph")
        file = (graph or given).value
        named.append((described.text(given, RDFS + "label") or file, file_of(file)))
    return Contents(default, tuple(sorted(named)))
