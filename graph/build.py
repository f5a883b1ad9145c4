"""The build: from the files that people write to a snapshot that serves. Data flows one way and ends in one file."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from itertools import chain
from pathlib import Path
from time import perf_counter

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse, serialize

from graph import DIRECTORY as GRAPH_DIRECTORY
from graph.claim import FactBase
from graph.claim_rdf import post_quads, register_quads, source_file_quads
from graph.edtf import MAX, days_of
from graph.examination import examine
from graph.fact import Fact, Version
from graph.fact_rdf import fact_quads, finding_quads, version_quads
from graph.finding import Finding
from graph.history import history
from graph.iri import DCT_ISSUED, RDF_TYPE, claim_iri, day, history_graph, term, thing, version_iri
from graph.labels import SNAPSHOT, Labelling, history_labels, label_quads
from graph.policy import Policy, policy_names, read_policy
from graph.reading import FACTS, read_fact_base
from graph.snapshot import Home, Manifest, NoSnapshot, Snapshot
from graph.source_file import SourceFile
from ontology import BASE, DEFAULT_POLICY, DIRECTORY
from ontology.vocabulary import Vocabulary, load

Progress = Callable[[str, int, int], None]
"""Called with the step's name, what is done of it and what there is in all."""

NOT_IN_THE_GRAPH = frozenset({"shapes.ttl"})
"""Turtle files of the ontology that constrain the data and are not part of it."""


def build(home: Home, facts: Path = FACTS, progress: Progress | None = None, *, again: bool = False) -> Snapshot:
    """Build the fact base in `facts` and make it the current snapshot of `home`.

    If the current snapshot was built from the same input it is returned as it is, unless `again`. Raises
    ReadingError if what people wrote has mistakes; then, as after any other error, the current snapshot stays.
    """
    inputs = _hash_of_inputs(facts)
    if not again and (current := _current(home)) is not None and current.manifest.inputs == inputs:
        return current
    with home.building():
        if not again and (current := _current(home)) is not None and current.manifest.inputs == inputs:
            return current
        return _build(home, facts, inputs, progress or (lambda step, done, total: None))


def _current(home: Home) -> Snapshot | None:
    try:
        return home.current()
    except NoSnapshot:
        return None


def _build(home: Home, facts: Path, inputs: str, progress: Progress) -> Snapshot:
    clock = _Clock()
    vocabulary, policies = load(), [read_policy(name) for name in policy_names()]
    with clock.step("read"):
        base, files = read_fact_base(facts, vocabulary, lambda done, total: progress("read", done, total))
    versions: dict[str, tuple[Version, ...]] = {}
    with clock.step("resolve"):
        for number, policy in enumerate(policies):
            report = partial(_report, progress, number * len(base.claims), len(policies) * len(base.claims))
            versions[policy.name] = history(base, vocabulary, policy, report)
    with clock.step("examine"):
        today = [one.fact for one in versions[DEFAULT_POLICY] if one.known_until == MAX]
        findings = examine(base, vocabulary, today)
    created = datetime.now(UTC)
    name = f"{created:%Y%m%dT%H%M%S%f}Z-{inputs[:8]}"
    published = [source.published for source in base.sources.values() if source.published is not None]
    reaches = max((days_of(text).earliest for text in published), default=created.date())
    labelling = Labelling(base, vocabulary)
    with clock.step("write"):
        written = _Writing(progress, len(files) + sum(len(found) for found in versions.values()))
        graph = _sorted_lines(
            chain(
                _quads(base, files, vocabulary, written),
                _written_label_quads(base, labelling),
                _version_quads(DEFAULT_POLICY, versions, labelling, written),
                _fact_label_quads(versions, labelling),
                *(_policy_quads(policy) for policy in policies),
                _finding_quads(findings, today, labelling),
            )
        )
        others = {
            policy.name: _sorted_lines(_version_quads(policy.name, versions, labelling, written))
            for policy in policies
            if policy.name != DEFAULT_POLICY
        }
        digest = hashlib.sha256(b"".join((graph, *others.values()))).hexdigest()
        count = sum(data.count(b"\n") for data in (graph, *others.values()))
        graph += _n_quads(_snapshot_quads(name, created.date(), reaches))
    progress("publish", 0, 1)
    manifest = Manifest(
        version=name,
        created=created.isoformat(timespec="seconds"),
        software=_software(),
        policy=DEFAULT_POLICY,
        inputs=inputs,
        graph=digest,
        reaches=reaches.isoformat(),
        counts=_counts(base, versions[DEFAULT_POLICY], count) | {"findings": len(findings)},
        seconds=clock.seconds,
    )
    snapshot = home.publish(manifest, graph, others)
    progress("publish", 1, 1)
    return snapshot


def _report(progress: Progress, before: int, total: int, done: int, _: int) -> None:
    """The progress of resolving by one policy as part of resolving by all."""
    progress("resolve", before + done, total)


class _Writing:
    """Counts the files and versions written, and tells every hundredth."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0

    def one_more(self) -> None:
        self._done += 1
        if self._done % 100 == 0 or self._done == self._total:
            self._progress("write", self._done, self._total)


def _quads(base: FactBase, files: Iterable[SourceFile], vocabulary: Vocabulary, written: _Writing) -> Iterator[Quad]:
    """The vocabulary and what people wrote."""
    for path in sorted(DIRECTORY.glob("*.ttl")):
        if path.name not in NOT_IN_THE_GRAPH:
            yield from parse(path=path, format=RdfFormat.TURTLE)
    yield from register_quads(base)
    yield from post_quads(base, vocabulary)
    for source_file in files:
        yield from source_file_quads(source_file, vocabulary, base.formations)
        written.one_more()


def _written_label_quads(base: FactBase, labelling: Labelling) -> Iterator[Quad]:
    """The labels of sources and claims."""
    for source in base.sources.values():
        yield from label_quads(thing("source", source.id), labelling.source(source))
    for claim in base.claims:
        yield from label_quads(claim_iri(claim), labelling.claim(claim))


def _version_quads(
    policy: str, versions: Mapping[str, Sequence[Version]], labelling: Labelling, written: _Writing
) -> Iterator[Quad]:
    """Every version that a policy makes; for the default policy today's facts as well."""
    graph = history_graph(policy)
    for one in versions[policy]:
        yield from version_quads(one, policy)
        subject = version_iri(one.fact.id, one.known_from, policy)
        yield from label_quads(subject, labelling.version(one, policy), graph)
        if policy == DEFAULT_POLICY and one.known_until == MAX:
            yield from fact_quads(one.fact)
        written.one_more()


def _fact_label_quads(versions: Mapping[str, Sequence[Version]], labelling: Labelling) -> Iterator[Quad]:
    """The labels of all facts that any policy makes: as today's, else as the last version that there was of it."""
    newest = {one.fact.id: one.fact for policy in reversed(list(versions)) for one in versions[policy]}
    newest |= {one.fact.id: one.fact for one in versions[DEFAULT_POLICY] if one.known_until == MAX}
    for fact in newest.values():
        yield from label_quads(thing("fact", fact.id), labelling.fact(fact))


def _finding_quads(findings: Iterable[Finding], today: Iterable[Fact], labelling: Labelling) -> Iterator[Quad]:
    facts = {fact.id: fact for fact in today}
    for finding in findings:
        yield from finding_quads(finding)
        yield from label_quads(thing("finding", finding.id), labelling.finding(finding, facts))


def _sorted_lines(quads: Iterable[Quad]) -> bytes:
    """The quads as N-Quads, each once, sorted: the same for the same input."""
    return b"".join(sorted(set(_n_quads(quads).splitlines(keepends=True))))


def _n_quads(quads: Iterable[Quad]) -> bytes:
    data = serialize(quads, format=RdfFormat.N_QUADS)
    assert data is not None, "without an output, the bytes are returned"
    return data


def _policy_quads(policy: Policy) -> Iterator[Quad]:
    subject, graph = thing("policy", policy.name), history_graph(policy.name)
    yield Quad(subject, RDF_TYPE, term("Policy"))
    yield Quad(subject, term("versionsIn"), graph)
    yield from label_quads(subject, policy.titles)
    yield from label_quads(graph, history_labels(policy.titles))


def _snapshot_quads(name: str, created: date, reaches: date) -> Iterator[Quad]:
    subject = NamedNode(BASE)
    yield Quad(subject, RDF_TYPE, term("Snapshot"))
    yield from label_quads(subject, SNAPSHOT)
    yield Quad(subject, term("version"), Literal(name))
    yield Quad(subject, term("policy"), Literal(DEFAULT_POLICY))
    yield Quad(subject, term("reaches"), day(reaches))
    yield Quad(subject, DCT_ISSUED, day(created))


def _counts(base: FactBase, versions: Iterable[Version], quads: int) -> dict[str, int]:
    versions = list(versions)
    counts = {
        "persons": len(base.persons),
        "formations": len(base.formations),
        "claimants": len(base.claimants),
        "sources": len(base.sources),
        "claims": len(base.claims),
        **{f"{kind} claims": n for kind, n in sorted(Counter(claim.kind for claim in base.claims).items())},
    }
    open_now = [one.fact for one in versions if one.known_until == MAX]
    counts["facts"] = len(open_now)
    counts |= {f"{kind} facts": n for kind, n in sorted(Counter(fact.kind for fact in open_now).items())}
    return counts | {"versions": len(versions), "quads": quads}


def _hash_of_inputs(facts: Path) -> str:
    """The hash of all that a build depends on: the facts, the ontology, the policy and the code that resolves."""
    digest = hashlib.sha256(_software().encode())
    for root, pattern in ((facts, "**/*.yaml"), (DIRECTORY, "**/*"), (GRAPH_DIRECTORY, "*.py")):
        for path in sorted(root.glob(pattern)):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.relative_to(root).as_posix().encode() + b"\0")
                data = path.read_bytes()
                digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def _software() -> str:
    try:
        return version("stavka")
    except PackageNotFoundError:
        return "not installed"


class _Clock:
    """How long each step took."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        started = perf_counter()
        yield
        self.seconds[name] = round(perf_counter() - started, 3)
