"""Checks of ranks: out of order, back after a demotion, and so far apart that they speak of two people."""

from collections.abc import Iterable
from datetime import timedelta

from graph.claim import Claim, Kind
from graph.edtf import MIN
from graph.evidence import is_derivative
from graph.fact import Fact, FactKind
from graph.finding import Case, Finding, Severity, first_seen, last_seen, later
from graph.voices import claim_ids

APART = 2
"""Levels between two ranks reported in the same months that make one person unlikely."""
SAME_MONTHS = timedelta(days=92)
"""Two reports of a rank within this time are of the same time."""


def rank_out_of_order(case: Case) -> Iterable[Finding]:
    """Reports of a lower rank after a higher one."""
    for fact in case.of_kind(FactKind.RANK):
        slips = [case.claims[claim] for claim, rule in fact.set_aside if rule == "rank-out-of-order"]
        if slips:
            yield Finding(
                "rank-out-of-order",
                Severity.LOW,
                f"{case.person(fact.person)} is called {_rank(case, fact.value)} when other ranks are reported that do "
                f"not fit: {case.say(slips)}.",
                "the decree on the promotion, or the page's wording",
                (fact.id,),
                claim_ids(slips),
            )


def rank_above_demotion(case: Case) -> Iterable[Finding]:
    """A rank reported again after the person was credibly demoted, as high as before."""
    for event in case.events("demoted", credible=2):
        if event.bounds is None:
            continue
        after = event.bounds.latest_end
        ranks = [claim for claim in case.base.claims if claim.person == event.person and claim.kind is Kind.RANK]
        before = max((_level(case, claim) for claim in ranks if last_seen(claim) <= after), default=0)
        again = [claim for claim in ranks if first_seen(claim) > after and before and _level(case, claim) >= before]
        if again:
            yield Finding(
                "rank-above-demotion",
                Severity.LOW,
                f"{case.person(event.person)} lost rank by {after} and is given it later: {case.say(again)}.",
                "whether the page means a former rank, or the sentence had not yet taken effect",
                (event.id,),
                claim_ids(again),
            )


def namesakes(case: Case) -> Iterable[Finding]:
    """One person with ranks too far apart in the same months, and two persons of one surname in one post."""
    ranks: dict[str, list[Claim]] = {}
    for claim in case.base.claims:
        if claim.kind is Kind.RANK and claim.person and not is_derivative(claim) and first_seen(claim) > MIN:
            ranks.setdefault(claim.person, []).append(claim)
    for person, claims in ranks.items():
        claims.sort(key=lambda claim: (first_seen(claim), claim.id))
        for index, one in enumerate(claims):
            until = later(first_seen(one), SAME_MONTHS)
            near = [other for other in claims[index + 1 :] if first_seen(other) <= until]
            apart = [other for other in near if _level(case, one) and _level(case, other)]
            apart = [other for other in apart if abs(_level(case, one) - _level(case, other)) >= APART]
            if apart:
                yield Finding(
                    "namesake",
                    Severity.MEDIUM,
                    f"{case.person(person)} is called {_rank(case, one.value)} and {_rank(case, apart[0].value)} "
                    f"within three months: {case.say([one, *apart])}.",
                    "whether two people of that name are meant",
                    (),
                    claim_ids([one, *apart]),
                )
                break
    posts: dict[tuple[str | None, str, str], list[Fact]] = {}
    for fact in case.of_kind(FactKind.TENURE):
        posts.setdefault((fact.formation, fact.value, _surname(case, fact.person)), []).append(fact)
    for (_, _, surname), tenures in posts.items():
        people = sorted({str(fact.person) for fact in tenures})
        if len(people) > 1 and surname:
            yield Finding(
                "namesake",
                Severity.MEDIUM,
                f"{' and '.join(case.person(one) for one in people)} both held the post of {case.post(tenures[0])}.",
                "whether they are one person under two ids",
                tuple(sorted(fact.id for fact in tenures)),
                (),
            )


def _level(case: Case, claim: Claim) -> int:
    return case.vocabulary.ranks[claim.value].level


def _rank(case: Case, rank: str) -> str:
    return case.vocabulary.ranks[rank].labels["en"]


def _surname(case: Case, person: str | None) -> str:
    return case.person(person).split()[-1].casefold()
