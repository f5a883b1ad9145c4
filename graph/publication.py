"""Publication: a snapshot brought to a SPARQL server, so that readers never see half of it.

The invariant: the statements go into staging graphs named by the snapshot's version, and the graphs that are read
change only when all of them are there and counted. Everything before that may break off at any point and be done again:
pieces are sent in a fixed order, and a piece is skipped only if the server already counts as many statements as there
are up to its end.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from graph.addresses import Addresses, shown
from graph.connection import NotOfferedError
from graph.endpoint import Endpoint
from graph.iri import history_graph
from graph.pieces import Piece, pieces
from graph.place import in_memory
from graph.probe import PROBE_GRAPH, checks, expectations, expected_answers, question_checks
from graph.query_text import TODAY_GRAPH
from graph.snapshot import NoSnapshot, Snapshot
from graph.store import QueryError, StoreError
from ontology import BASE, HISTORY

STAGING = f"{BASE}graph/staging"
"""The graph that lists the staging graphs there are; their names begin with its name."""

MOST_INSERTED = 2000
"""Statements in one INSERT DATA: with more of them Virtuoso runs out of memory for its compiler."""

_VALUE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#value"
_LISTED = f"SELECT ?graph ?version WHERE {{ ?graph <{_VALUE}> ?version }}"

Progress = Callable[[str, int, int], None]


class PublicationError(StoreError):
    """The server does not hold what was sent; the graphs that are read are as they were."""


@dataclass(slots=True)
class Publication:
    """What was published: the version, the statements of every graph that is read, how many of them were already there
    from an attempt before, and what had to be done in another way than usual."""

    version: str
    counts: dict[str, int] = field(default_factory=dict)
    found: int = 0
    already: bool = False
    notices: list[str] = field(default_factory=list)


def publish(
    snapshot: Snapshot, addresses: Addresses, progress: Progress | None = None, *, again: bool = False
) -> Publication:
    """Bring a snapshot to a server and make it the one that is read there; what broke off before is gone on with.

    If the server already reads that snapshot, and whole, nothing is sent unless `again`. Raises StoreError if the
    server cannot be reached, refuses, or does not hold what was sent; then, unless the last step had begun, readers see
    what they saw before.
    """
    return _Publishing(snapshot, Endpoint(addresses), progress or (lambda step, done, total: None)).run(again)


class _Publishing:
    """One publication on its way."""

    def __init__(self, snapshot: Snapshot, server: Endpoint, progress: Progress) -> None:
        self._snapshot = snapshot
        self._server = server
        self._progress = progress
        self._version = snapshot.manifest.version
        self._total = snapshot.manifest.counts["quads"]
        self._by_graph_store = server.addresses.graphs is not None
        self._result = Publication(self._version)

    def run(self, again: bool) -> Publication:
        if not again and self._is_there():
            self._result.already = True
            self._renew_expectations()
            return self._result
        self._list_staging()
        sent = self._send()
        self._verify(sent)
        self._switch(sent)
        self._clear()
        self._result.counts = {graph: self._server.count(graph) for graph in sent}
        if self._result.counts != sent:
            raise PublicationError(f"the graphs hold {self._result.counts} statements and should hold {sent}")
        return self._result

    def _is_there(self) -> bool:
        """True if the server reads this snapshot and has all statements of it."""
        try:
            if self._server.version() != self._version:
                return False
        except NoSnapshot:
            return False
        ends = {piece.graph: piece.end for piece in pieces(self._snapshot)}
        self._result.counts = {graph: self._server.count(graph) for graph in ends}
        return self._result.counts == ends

    def _renew_expectations(self) -> None:
        """Write down anew what the probe should answer, if its questions are not those of the publication."""
        keys = {check.key for check in (*checks(), *question_checks()) if check.expects is None}
        if expected_answers(self._server).keys() != keys:
            lines = b"".join(self._expectations().lines).decode()
            inserted = f"INSERT DATA {{ GRAPH <{PROBE_GRAPH}> {{\n{lines}}} }}"
            self._server.connection.update(f"{_drop(PROBE_GRAPH)} ;\n{inserted}", repeatable=True)

    # -- staging

    def _staging(self, graph: str) -> str:
        return f"{STAGING}/{self._version}/{graph.removeprefix(f'{BASE}graph/')}"

    def _list_staging(self) -> None:
        """Write down which staging graphs there will be; a server that may not be written to says so here."""
        listed = " ".join(f'<{self._staging(graph)}> <{_VALUE}> "{self._version}" .' for graph in self._graphs())
        self._server.connection.update(f"INSERT DATA {{ GRAPH <{STAGING}> {{ {listed} }} }}", repeatable=True)

    def _graphs(self) -> list[str]:
        """The graphs of the snapshot as they are named on a server, today's last, so that it is switched last."""
        others = [history_graph(policy).value for policy in self._snapshot.policies]
        return [PROBE_GRAPH, HISTORY, *others, TODAY_GRAPH]

    def _send(self) -> dict[str, int]:
        """Send what is not there yet; gives how many statements every graph has to have."""
        there = {graph: self._server.count(self._staging(graph)) for graph in self._graphs()}
        self._result.found = sum(there.values())
        ends: dict[str, int] = {}
        done = 0
        for piece in self._pieces():
            if piece.end > there[piece.graph]:
                self._add(piece)
            ends[piece.graph] = piece.end
            done += len(piece.lines)
            self._progress("publish", min(done, self._total), self._total)
        return {graph: ends.get(graph, 0) for graph in self._graphs()}

    def _pieces(self) -> Iterable[Piece]:
        """The statements of the snapshot, and what the probe will expect of it."""
        yield from pieces(self._snapshot)
        yield self._expectations()

    def _expectations(self) -> Piece:
        lines = tuple(f"{statement} .\n".encode() for statement in expectations(in_memory(self._snapshot)))
        return Piece(PROBE_GRAPH, 0, lines)

    def _add(self, piece: Piece) -> None:
        graph = self._staging(piece.graph)
        if self._by_graph_store:
            try:
                self._server.connection.add(graph, b"".join(piece.lines))
                return
            except NotOfferedError as error:
                self._by_graph_store = False
                self._result.notices.append(f"there is no graph store ({error}): sent by INSERT DATA instead")
        for start in range(0, len(piece.lines), MOST_INSERTED):
            lines = b"".join(piece.lines[start : start + MOST_INSERTED]).decode()
            self._server.connection.update(f"INSERT DATA {{ GRAPH <{graph}> {{\n{lines}}} }}", repeatable=True)

    def _verify(self, sent: dict[str, int]) -> None:
        """Count what is staged; a graph that went on from an attempt before and does not agree is sent anew, once."""
        wrong = self._disagreeing(sent)
        if wrong and self._result.found:
            for graph in wrong:
                self._server.connection.update(_drop(self._staging(graph)), repeatable=True)
            self._send()
            wrong = self._disagreeing(sent)
        if wrong:
            told = "; ".join(f"{graph}: {count} of {sent[graph]}" for graph, count in wrong.items())
            name = shown(self._server.addresses.query)
            raise PublicationError(f"{name} does not hold all statements that were sent ({told}): nothing was switched")

    def _disagreeing(self, sent: dict[str, int]) -> dict[str, int]:
        counts = {graph: self._server.count(self._staging(graph)) for graph in sent}
        return {graph: count for graph, count in counts.items() if count != sent[graph]}

    # -- switching

    def _switch(self, sent: dict[str, int]) -> None:
        """Move the staging graphs to where they are read, in one update; drop those of policies that are gone."""
        self._progress("switch", 0, 1)
        try:
            gone = set(self._server.named_graphs) - set(sent)
        except NoSnapshot:
            gone = set()
        dropped = [_drop(graph) for graph in sorted(gone)]
        empty = [_drop(graph) for graph, count in sent.items() if not count]  # there is nothing to move
        moves = [f"MOVE <{self._staging(graph)}> TO <{graph}>" for graph, count in sent.items() if count]
        try:
            self._server.connection.update(" ;\n".join([*dropped, *empty, *moves]), repeatable=False)
        except (QueryError, NotOfferedError) as error:
            copies = [step for graph in sent for step in _copied(self._staging(graph), graph)]
            self._server.connection.update(" ;\n".join([*map(_emptied, sorted(gone)), *copies]), repeatable=False)
            self._result.notices.append(f"the server refuses MOVE ({error}): copied by DELETE and INSERT in one update")
        self._progress("switch", 1, 1)

    def _clear(self) -> None:
        """Drop what staging graphs are left of attempts that were given up."""
        left = {row["graph"].value for row in self._server.select_from(STAGING, _LISTED)}  # type: ignore[union-attr]
        self._server.connection.update(" ;\n".join(map(_drop, sorted({*left, STAGING}))), repeatable=True)


def _drop(graph: str) -> str:
    return f"DROP SILENT GRAPH <{graph}>"


def _emptied(graph: str) -> str:
    return f"DELETE WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"


def _copied(staging: str, graph: str) -> list[str]:
    """The updates that do what MOVE does, for servers without it."""
    copied = f"INSERT {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} WHERE {{ GRAPH <{staging}> {{ ?s ?p ?o }} }}"
    return [_emptied(graph), copied, _emptied(staging)]
