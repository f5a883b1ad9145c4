"""Candidates for a query: names searched, namesakes told apart by what else the query says, and one chosen if it is
clearly the one.

The score is that of the name, changed by the context as graph/naming/context.py says: what fits raises it, what does
not fit lowers it, what the sources do not tell changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from api.reconciliation.context import About, Given, Ignored, Reading
from api.reconciliation.identifier import Identifier, identifier_of, registered
from api.reconciliation.offer import DEFAULT_KINDS, LONGEST_TEXT, TYPES
from api.reconciliation.query import Query
from graph.answer import Answers
from graph.edtf import Days, days_of
from graph.naming.context import NAME_ALONE, Finding, moved
from graph.naming.match import REGISTERED, SAME

MARGIN = 5.0
"""How far the next one must be behind."""

_NAMELESS = 50.0
"""The score of who is found by the context alone."""
_SEARCHED = 50
"""How many namesakes are looked at before the context decides."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that a query may mean: its score from 0 to 100, the part of the name in it, and by property what was
    found of it; what is not known is absent. `why` tells how the names agree."""

    identifier: Identifier
    score: float
    name_score: float
    findings: dict[str, Finding]
    why: str = ""
    match: bool = False

    @property
    def fits(self) -> bool:
        """False if something that was found speaks against it."""
        return all(one.change > 0 for one in self.findings.values())

    @property
    def strength(self) -> float:
        """The score before it is cut at 100, by which namesakes of one registered name still differ."""
        return min(self.name_score, NAME_ALONE if self.findings else REGISTERED) + sum(
            map(_change, self.findings.values())
        )


@dataclass(frozen=True, slots=True)
class Result:
    """The candidates for a query, the best first; what of the query was of no use; and the time it speaks of."""

    candidates: list[Candidate]
    ignored: list[Ignored] = field(default_factory=list)
    when: Days | None = None


@dataclass(frozen=True, slots=True)
class _Named:
    """Somebody found by name or identifier."""

    identifier: Identifier
    score: float
    why: str = ""


class Matcher:
    """Finds the candidates of the queries of one batch; a value that many of them have is understood once."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._reading = Reading(answers)

    def result(self, query: Query) -> Result:
        """The candidates for a query. Nothing in it is an error here: what cannot be used is told in the result."""
        ignored: list[Ignored] = []
        read = (self._reading.given(one, ignored) for one in query.conditions)
        given = [one for one in read if one is not None]
        time = next((one.time for one in given if one.time is not None), None)
        when = days_of(time) if time is not None else None
        if query.dated and time is None:
            ignored.append(Ignored("day", "", "things on a day were asked for, but no day was given"))
        found = self._named(query, ignored)
        if not query.names and not query.identifiers:
            found = self._fitting(query, given, when)
        about = About(when, elsewhere=any(one.name == "formation" for one in given))
        candidates = []
        for one in found:
            findings: dict[str, Finding] = {}
            for each in given:
                finding = each.finding(self._answers, one.identifier.kind, one.identifier.slug, about)
                if finding is not None:
                    findings[each.part(self._answers, one.identifier.slug, finding, about)] = finding
            if any(each.required and not _fits(findings.get(each.name)) for each in given):
                continue
            identifier = one.identifier
            if query.dated and identifier.on is None and identifier.kind in DEFAULT_KINDS:
                identifier = replace(identifier, on=time)
            narrowed = any(each.narrows(identifier.kind) for each in given)
            score = moved(one.score, findings.values()) if narrowed else one.score
            candidates.append(Candidate(identifier, round(max(score, 0.0), 1), round(one.score, 1), findings, one.why))
        candidates.sort(key=lambda one: (-one.score, -one.strength, one.identifier.path))
        if candidates and _is_the_one(candidates, dated=query.dated):
            candidates[0] = replace(candidates[0], match=True)
        return Result(candidates[: query.limit], ignored, when)

    def _named(self, query: Query, ignored: list[Ignored]) -> list[_Named]:
        """Who is called so, or has this identifier."""
        kinds = query.kinds if query.types else tuple(dict.fromkeys(one.kind for one in TYPES))
        found: dict[str, _Named] = {}
        for text in (*query.identifiers, *query.names):
            exact = registered(text, self._answers.names, kinds)
            if exact is not None:
                found[exact.path] = _Named(exact, 100.0, "the identifier")
        for text in query.names:
            if len(text) > LONGEST_TEXT:
                ignored.append(Ignored("query", text, f"it is longer than {LONGEST_TEXT} characters"))
                continue
            for match in self._answers.naming.search(text, query.kinds, _SEARCHED):
                known = found.get(match.path)
                identifier = identifier_of(match.path)
                if identifier is not None and (known is None or known.score < match.score):
                    found[match.path] = _Named(identifier, match.score, match.why)
        return list(found.values())

    def _fitting(self, query: Query, given: Sequence[Given], when: Days | None) -> list[_Named]:
        """Who held a post of the formations and roles given, where no name is."""
        said = {one.name: frozenset[str]().union(*(each.slugs for each in one.wanted)) for one in given}
        formations, roles = said.get("formation"), said.get("role")
        if "person" not in query.kinds or (formations is None and roles is None):
            return []
        return [
            _Named(Identifier("person", slug), _NAMELESS)
            for slug in self._answers.careers.people()
            if any(
                (formations is None or step.formation in formations) and (roles is None or step.role in roles)
                for step in self._answers.careers.of(slug).posts(when)
            )
        ]


def _fits(finding: Finding | None) -> bool:
    return finding is not None and finding.change > 0


def _change(finding: Finding) -> float:
    return finding.change


def _is_the_one(candidates: Sequence[Candidate], *, dated: bool) -> bool:
    """True if the first candidate is the match: good enough, ahead of all others, with nothing that does not fit."""
    best = candidates[0]
    ahead = all(best.strength - other.strength >= MARGIN for other in candidates[1:])
    whole = best.identifier.on is not None or not dated
    return best.score >= SAME and ahead and whole and best.fits
