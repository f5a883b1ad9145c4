"""Findings: what in the claims does not fit together, found by checks, each with what would decide it.

A finding decides nothing. It names the claims involved and what to look up; a person then corrects a file, or leaves
the disagreement as it is. The checks are in graph/finding_posts.py, graph/finding_ranks.py and
graph/finding_formations.py.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from graph.claim import Claim, FactBase, Kind
from graph.edtf import MAX, MIN, Days
from graph.evidence import evidence_of
from graph.fact import Fact, FactKind
from ontology.vocabulary import Vocabulary


class Severity(StrEnum):
    """How much hangs on a finding."""

    HIGH = "high"
    """It cannot be true as it stands."""
    MEDIUM = "medium"
    """It is unlikely, or sources disagree."""
    LOW = "low"
    """Something is missing or imprecise."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: the check that made it, how much hangs on it, what was found in words, what to look up, and the ids
    of the facts and claims involved, sorted."""

    kind: str
    severity: Severity
    found: str
    look_up: str
    facts: tuple[str, ...]
    claims: tuple[str, ...]

    @property
    def id(self) -> str:
        """The id: the kind and a hash of what is involved, so that it stays while that stays."""
        involved = "\n".join((*self.facts, "", *self.claims))
        return f"{self.kind}/{hashlib.sha256(involved.encode()).hexdigest()[:10]}"


KINDS: Mapping[str, str] = {
    "two-holders": "two people in a post that one holds at a time, on the same days",
    "attested-after-death": "an officer attested in post after a credible death",
    "attested-in-custody": "an officer attested in post while in custody",
    "exit-of-several-posts": "an exit that may mean several posts, and so ends none",
    "dates-contradict": "dates of one holding that exclude each other",
    "rank-out-of-order": "a lower rank reported after a higher one",
    "rank-above-demotion": "a higher rank again after a demotion or the loss of a rank",
    "two-posts-at-once": "one person in two full-time posts at once, neither above the other",
    "namesake": "claims about one person that fit two, or two persons that may be one",
    "outside-lifetime": "a formation led before it was formed or after it was dissolved",
    "two-superiors": "two organic superiors at once",
    "circle": "a formation above itself",
    "no-superior": "a formation without a superior in any source",
    "published-before": "a claim published before what it reports",
}
"""Every kind of finding, in words."""


@dataclass(frozen=True)
class Case:
    """What the checks look at: the fact base, the vocabulary, and today's facts with quick ways to them."""

    base: FactBase
    vocabulary: Vocabulary
    facts: Mapping[str, Fact]
    claims: Mapping[str, Claim]

    @classmethod
    def of(cls, base: FactBase, vocabulary: Vocabulary, facts: Iterable[Fact]) -> "Case":
        """The case of a fact base and the facts that it amounts to."""
        return cls(base, vocabulary, {fact.id: fact for fact in facts}, {claim.id: claim for claim in base.claims})

    def of_kind(self, kind: FactKind) -> list[Fact]:
        """The facts of a kind."""
        return [fact for fact in self.facts.values() if fact.kind is kind]

    def by_person(self, kind: FactKind) -> dict[str, list[Fact]]:
        """The facts of a kind by person."""
        found: dict[str, list[Fact]] = {}
        for fact in self.of_kind(kind):
            if fact.person is not None:
                found.setdefault(fact.person, []).append(fact)
        return found

    def rivals(self, kind: FactKind) -> Iterable[tuple[Fact, Fact, Days]]:
        """The pairs of rival facts of a kind whose evidence meets, each pair once, with the days that both have."""
        for fact in self.of_kind(kind):
            for rival in (self.facts[name] for name in fact.rivals):
                if fact.id < rival.id and fact.evidence is not None and rival.evidence is not None:
                    both = fact.evidence.intersect(rival.evidence)
                    if both is not None:
                        yield fact, rival, both

    def events(self, status: str, credible: int) -> list[Fact]:
        """The uncontested events of a status, or of death, that are at least so credible."""
        return [
            fact
            for fact in self.of_kind(FactKind.EVENT)
            if fact.person is not None
            and (fact.value == status or (status == "death" and self.vocabulary.statuses[fact.value].effect == "death"))
            and fact.verdict.credibility <= credible
            and not fact.verdict.contested
        ]

    def person(self, slug: str | None) -> str:
        """The name of a person."""
        registered = self.base.persons.get(slug or "")
        return registered.names["en"] if registered is not None else str(slug)

    def formation(self, slug: str | None) -> str:
        """The name of a formation."""
        return self.base.formations[slug].names.get("en", slug) if slug is not None else "no formation"

    def post(self, fact: Fact) -> str:
        """The post of a tenure in words."""
        return f"{self.vocabulary.roles[fact.value].labels['en']} of {self.formation(fact.formation)}"

    def says(self, claim: Claim) -> str:
        """A claim in a few words: who says it, where, of when."""
        when = claim.date or claim.start or claim.end or "no date"
        return f"{claim.claimant.name} in {claim.source.id} ({when})"

    def say(self, claims: Iterable[Claim], most: int = 4) -> str:
        """Several claims in a few words, the first of them and how many more."""
        words = [self.says(claim) for claim in claims]
        return "; ".join(words[:most]) + (f"; and {len(words) - most} more" if len(words) > most else "")


def first_seen(claim: Claim) -> date:
    """The first day that a claim shows something on."""
    seen = evidence_of(claim).seen
    return seen.earliest if seen is not None else MIN


def last_seen(claim: Claim) -> date:
    """The last day that a claim shows something on."""
    seen = evidence_of(claim).seen
    return seen.latest if seen is not None else MAX


def later(day: date, by: timedelta) -> date:
    """A day so much later, or the last day there is."""
    return day + by if MAX - day > by else MAX


def published_before(case: Case) -> Iterable[Finding]:
    """Claims about persons that show something on a day after their page was known. What is announced may lie ahead: a
    start, a formation's founding, a hearing in court."""
    for claim in case.base.claims:
        days = claim.date_days
        if days is None or days.earliest <= claim.known or claim.person is None:
            continue
        hearing = claim.kind is Kind.STATUS and claim.matter == "custody"
        yield Finding(
            "published-before",
            Severity.LOW if hearing else Severity.HIGH,
            f"{case.person(claim.person)}: {case.says(claim)} speaks of a day after the page was known, {claim.known}.",
            "the date in the page, and the day on which it was published",
            (),
            (claim.id,),
        )
