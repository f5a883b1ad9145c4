"""The probe: does a server answer rightly? Questions whose answers are known without it.

A check is one file in ``checks/``. What it should answer stands in its header, or was found by the embedded engine on
the same build when that was published, and lies beside the build on the server. A check that matters to our questions
is an error where it fails; one that they avoid is a warning. When a build is published, and by `stavka probe`, every
question of ``queries/`` is asked as well, with its example parameters.
"""

import hashlib
import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from graph.addresses import shown
from graph.endpoint import Endpoint
from graph.question import Question, plain, questions
from graph.store import QueryError, Row, Store, StoreError
from ontology import BASE

CHECKS = Path(__file__).resolve().parent / "checks"
PROBE_GRAPH = f"{BASE}graph/probe"
"""The graph on a server that holds what the checks should answer."""

SHOWN = 6
"""Answers of more rows are compared by their number and a hash."""

_VALUE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#value"
_EXPECTED = f"SELECT ?check ?answer WHERE {{ ?check <{_VALUE}> ?answer }}"
_HEADER = re.compile(r"# (check|matters|avoided|expects): (.+)")
_AT_ONCE = 4
_log = logging.getLogger("stavka")
warned: set[str] = set()
"""The servers of which this process has told its warnings."""

Progress = Callable[[int, int], None]


class FalseAnswersError(StoreError):
    """A server answers questions falsely that ours depend on."""


@dataclass(frozen=True, slots=True)
class Check:
    """One question to a server: what it checks, why that matters or that our questions avoid it, and the answer if that
    is the same for every build."""

    name: str
    title: str
    why: str
    matters: bool
    expects: str | None
    text: str

    @property
    def key(self) -> str:
        """The name under which the expected answer is written down; it changes with the query."""
        return f"{self.name}/{hashlib.sha256(self.text.encode()).hexdigest()[:8]}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a server did on a check; `expected` is None if what it should answer is not known."""

    check: Check
    expected: str | None
    got: str

    @property
    def passed(self) -> bool:
        """True if the answer is the expected one, or none is known to compare it with."""
        return self.expected is None or self.got == self.expected

    def __str__(self) -> str:
        return f"{self.check.title} ({self.check.name}): expected {self.expected}; got {self.got}"


@lru_cache(maxsize=1)
def checks() -> tuple[Check, ...]:
    """All checks. Raises ValueError naming a file whose header lacks something."""
    return tuple(_check(path.stem, path.read_text(encoding="utf-8")) for path in sorted(CHECKS.glob("*.rq")))


def _check(name: str, text: str) -> Check:
    head = {match[1]: match[2] for line in text.splitlines() if (match := _HEADER.fullmatch(line.rstrip()))}
    if "check" not in head or ("matters" in head) == ("avoided" in head):
        raise ValueError(f"checks/{name}.rq: the header needs check, and either matters or avoided")
    matters = "matters" in head
    why = head["matters" if matters else "avoided"]
    return Check(name, head["check"], why, matters, head.get("expects"), text)


@lru_cache(maxsize=1)
def question_checks() -> tuple[Check, ...]:
    """Every question with its example parameters as a check."""
    return tuple(_of_question(asked) for asked in questions().values())


def _of_question(asked: Question) -> Check:
    given = {one.name: one.example for one in asked.parameters if one.default is None}
    why = "it is one of our questions"
    return Check(f"question/{asked.name}", asked.title, why, True, None, asked.render(**given))


def answer_of(store: Store, check: Check) -> str:
    """What a store answers to a check, as text that can be compared; an error is told as one."""
    try:
        return told(store.select(check.text))
    except (QueryError, StoreError) as error:
        return f"an error: {error}"


def told(rows: Iterable[Row]) -> str:
    """Rows as one text, whatever their order: the rows if they are few, else their number and a hash of them."""
    lines = sorted(", ".join(f"{name}={value}" for name, value in sorted(plain(row).items())) for row in rows)
    if len(lines) <= SHOWN:
        return "; ".join(lines) or "nothing"
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return f"{len(lines)} rows ({digest[:12]})"


def expectations(store: Store) -> Iterator[ox.Triple]:
    """What a store that answers rightly answers to every check, as statements for the probe's graph."""
    for check in (*checks(), *question_checks()):
        if check.expects is None:
            subject = ox.NamedNode(f"{BASE}probe/{check.key}")
            yield ox.Triple(subject, ox.NamedNode(_VALUE), ox.Literal(answer_of(store, check)))


def probe(
    endpoint: Endpoint, asked: Sequence[Check] | None = None, progress: Progress | None = None
) -> tuple[Verdict, ...]:
    """How a server does on the checks asked; by default all, the questions too. Raises StoreError if it does not
    answer at all."""
    asked = (*checks(), *question_checks()) if asked is None else asked
    expected = expected_answers(endpoint)
    verdicts: list[Verdict] = []
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for check, got in zip(asked, pool.map(lambda check: answer_of(endpoint, check), asked), strict=True):
            verdicts.append(Verdict(check, check.expects or expected.get(check.key), got))
            if progress is not None:
                progress(len(verdicts), len(asked))
    return tuple(verdicts)


def expected_answers(endpoint: Endpoint) -> Mapping[str, str]:
    """What is written down on a server that it should answer, by the keys of the checks."""
    prefix = f"{BASE}probe/"
    found = endpoint.select_from(PROBE_GRAPH, _EXPECTED)
    return {row["check"].value.removeprefix(prefix): row["answer"].value for row in found}  # type: ignore[union-attr]


def connect(endpoint: Endpoint) -> None:
    """Ask a server the checks that take no time. Raises FalseAnswersError naming those that it fails and that matter;
    warns, once a process, of the others."""
    verdicts = probe(endpoint, checks())
    name = shown(endpoint.addresses.query)
    wrong = [verdict for verdict in verdicts if not verdict.passed]
    grave = [verdict for verdict in wrong if verdict.check.matters]
    if grave:
        lines = "\n".join(f"  {verdict}\n    {verdict.check.why}\n    {verdict.check.text}" for verdict in grave)
        raise FalseAnswersError(f"{name} answers falsely, so that our answers would be false:\n{lines}")
    if name in warned:
        return
    warned.add(name)
    if wrong:
        names = ", ".join(verdict.check.name for verdict in wrong)
        _log.warning("%s fails checks that no question of ours depends on: %s (see `stavka probe`)", name, names)
    if all(verdict.expected is None for verdict in verdicts if verdict.check.expects is None):
        _log.warning("%s holds no expected answers, so that little could be checked: use `stavka publish`", name)
