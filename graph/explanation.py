"""Why a fact is judged as it is: the rule that decided, the claims that count, those set aside and by which rule, and
the claims without which the verdict would be another.

A claim is decisive if the same fact, resolved again from all other claims, is judged otherwise: another credibility,
contested where it was not, or not known at all. That is tried, not argued.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.claim import Claim, FactBase
from graph.fact import Fact, Verdict
from graph.hearing import Hearing
from graph.policy import CREDIBILITY, Judgement, Policy, count
from graph.settling import Settling, would_settle
from graph.voices import Voices, origin_of
from ontology.vocabulary import Vocabulary

ORIGINS = {
    "russia-official": "Russian officials",
    "russia-media": "Russian media",
    "russia-milbloggers": "Russian military bloggers",
    "russia-associations": "Russian associations of officers and veterans",
    "ukraine": "the Ukrainian side",
    "court": "Russian courts",
    "international-court": "international courts",
    "self": "the person",
    "family": "the family",
    "think-tank": "research groups",
    "press": "press of third countries",
    "wiki": "wikis",
    "nameless": "nobody named",
    "west-eu": "the European Union",
    "west-nato": "NATO",
}
"""Origins in words; any other is a western government, by country."""

Decided = tuple[int, bool]
"""What a verdict comes down to: credibility, and whether it is contested."""


@dataclass(frozen=True, slots=True)
class Origin:
    """One independent origin: its id, its name, those who speak for it, how many reports carry its word, and what the
    verdict would be without it."""

    id: str
    label: str
    claimants: tuple[str, ...]
    reports: int
    without: Decided


@dataclass(frozen=True, slots=True)
class Decisive:
    """A claim without which the verdict would be another: `without` is that verdict, None if nothing would be known."""

    claim: Claim
    without: Decided | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why `fact` is judged as it is. `counted` are the claims that the verdict rests on, denials and refuting
    observations included; `set_aside` pairs each claim that does not count with the rule and its reason; the ways to
    settle it are sorted by how far they would carry."""

    fact: Fact
    judgement: Judgement
    counted: tuple[Claim, ...]
    set_aside: tuple[tuple[Claim, str, str], ...]
    decisive: tuple[Decisive, ...]
    origins: tuple[Origin, ...]
    settling: tuple[Settling, ...]

    @property
    def paragraph(self) -> str:
        """The explanation as one readable paragraph."""
        return " ".join((*_verdict_words(self), *_aside_words(self), *_decisive_words(self), *_settling_words(self)))


def explain(fact: Fact, base: FactBase, vocabulary: Vocabulary, policy: Policy) -> Explanation:
    """Why `fact`, which `policy` makes of the claims of `base`, is judged as it is."""
    judgement = fact.judgement
    assert judgement is not None, "resolved facts come with their judgement"
    hearing = Hearing.of(base, vocabulary, policy, fact.id)
    weighing = judgement.weighing
    return Explanation(
        fact=fact,
        judgement=judgement,
        counted=(*weighing.counted, *weighing.denials, *weighing.refuting),
        set_aside=tuple((claim, rule, policy.sets_aside[rule]) for claim, rule in weighing.set_aside),
        decisive=_decisive(hearing, fact),
        origins=_origins(policy, fact, judgement),
        settling=would_settle(fact.kind, judgement, policy),
    )


def decided(verdict: Verdict) -> Decided:
    """What a verdict comes down to."""
    return verdict.credibility, verdict.contested


def _decisive(hearing: Hearing, fact: Fact) -> tuple[Decisive, ...]:
    """Every claim of the hearing without which `fact` would be judged otherwise, those behind the fact first."""
    found: list[Decisive] = []
    for item in hearing.evidence:
        without = hearing.again(fact, without=item.claim)
        if without is None or decided(without.verdict) != decided(fact.verdict):
            found.append(Decisive(item.claim, decided(without.verdict) if without is not None else None))
    behind = {*fact.supported_by, *fact.opposed_by}
    return tuple(sorted(found, key=lambda one: (one.claim.id not in behind, one.claim.known, one.claim.id)))


def _origins(policy: Policy, fact: Fact, judgement: Judgement) -> tuple[Origin, ...]:
    counted = judgement.weighing.counted
    voices = judgement.voices
    found: list[Origin] = []
    for origin in judgement.weighing.origins:
        own = [claim for claim in voices.asserting if origin_of(claim) == origin]
        others = tuple(claim for claim in voices.asserting if origin_of(claim) != origin)
        without = policy.judge(fact.kind, Voices(others, voices.denying, voices.refuting, voices.passing)).verdict
        names = sorted({claim.claimant.name for claim in counted if origin_of(claim) == origin})
        found.append(Origin(origin, origin_label(origin), tuple(names), len(own), decided(without)))
    return tuple(found)


def origin_label(origin: str) -> str:
    """An origin in words."""
    return ORIGINS.get(origin) or f"the government of {origin.removeprefix('west-').upper()}"


def _verdict_words(why: Explanation) -> list[str]:
    verdict, rule = why.fact.verdict, why.judgement.rule
    words = [f"{CREDIBILITY[verdict.credibility].capitalize()} ({verdict.credibility}): {rule.because}."]
    if why.origins:
        voices = "; ".join(f"{one.label} ({_some(one.claimants)})" for one in why.origins)
        words.append(f"{count(verdict.reports, 'report')}, {count(len(why.origins), 'origin')}: {voices}.")
    weighing = why.judgement.weighing
    if weighing.refuting:
        first = weighing.first_refuting
        number = count(len(weighing.refuting), "later observation")
        words.append(
            f"It is contradicted by {number}, first by {first.claimant.name} ({first.source.publisher}, {first.known})."
        )
    if weighing.denials:
        words.append(f"It is denied by {_some(sorted({claim.claimant.name for claim in weighing.denials}))}.")
    if why.judgement.contested:
        words.append("So it is contested.")
    return words


def _aside_words(why: Explanation) -> list[str]:
    by_rule: dict[str, list[Claim]] = {}
    for claim, _, reason in why.set_aside:
        by_rule.setdefault(reason, []).append(claim)
    if not by_rule:
        return []
    parts = [
        f"{count(len(claims), 'claim')} ({_some(sorted({claim.claimant.name for claim in claims}))}), because {reason}"
        for reason, claims in by_rule.items()
    ]
    return [f"Set aside: {'; '.join(parts)}."]


def _decisive_words(why: Explanation) -> list[str]:
    if not why.decisive:
        return ["No single claim decides: without any one of them the verdict would be the same."]
    parts = [f"without {_word_of(one.claim)} {_would_be(one.without)}" for one in why.decisive[:4]]
    more = len(why.decisive) - len(parts)
    return [f"Decisive: {'; '.join(parts)}{f'; and {more} more' if more else ''}."]


def _settling_words(why: Explanation) -> list[str]:
    return [f"What would settle it: {'; or '.join(one.words for one in why.settling)}."] if why.settling else []


def _word_of(claim: Claim) -> str:
    return f"the word of {claim.claimant.name} ({claim.source.publisher}, {claim.known})"


def _would_be(without: Decided | None) -> str:
    if without is None:
        return "nothing would be known of it"
    credibility, contested = without
    return f"it would be {CREDIBILITY[credibility]} ({credibility}{', contested' if contested else ''})"


def _some(names: Sequence[str], most: int = 3) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
