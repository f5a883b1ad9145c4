"""Checks of posts: two people in one, one person in two, attested where they cannot have been, dates at odds."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import combinations

from graph.claim import Claim, Kind
from graph.edtf import MAX, Days
from graph.evidence import HEDGED, evidence_of, is_derivative
from graph.fact import Fact, FactKind
from graph.finding import Case, Finding, Severity, first_seen, later
from graph.voices import claim_ids

HANDOVER = 1
"""Days for which two holders may overlap: the handover day belongs to both."""
LINGERING = timedelta(days=30)
"""A title may linger in the press so long after its holder is in custody."""
AT_ONCE = 62
"""Days for which two full-time posts must overlap to be worth a look: people move before they are replaced."""

_CUSTODY = ("arrested", "convicted", "imprisoned", "captured")
_FULL_TIME = frozenset({"commander", "chief-of-staff", "head", "minister", "chief-of-general-staff"})


def two_holders(case: Case) -> Iterable[Finding]:
    """Rivals in a post that one person holds at a time, with evidence of the same days."""
    for fact, rival, both in case.rivals(FactKind.TENURE):
        if both.width < HANDOVER:
            continue
        certain = fact.certain.intersect(rival.certain) if fact.certain and rival.certain else None
        yield Finding(
            "two-holders",
            Severity.HIGH if certain is not None and certain.width > HANDOVER else Severity.MEDIUM,
            f"{case.person(fact.person)} and {case.person(rival.person)} are both shown as {case.post(fact)} "
            f"between {both.earliest} and {both.latest}.",
            "a source for the day of the handover, or for one of them having only acted",
            (fact.id, rival.id),
            _dated_in(case, (fact, rival), both),
        )


def attested_after_death(case: Case) -> Iterable[Finding]:
    """Officers shown in post after a death that is credible, by more than a title in passing."""
    for event in case.events("death", credible=3):
        after = event.bounds.latest_end if event.bounds is not None else MAX
        seen = [claim for claim in _posts(case, event.person) if first_seen(claim) > after and not claim.in_passing]
        if seen:
            yield Finding(
                "attested-after-death",
                Severity.HIGH,
                f"{case.person(event.person)} is reported dead by {after} and shown in post later: {case.say(seen)}.",
                "whether the later page means the man himself, or a namesake, or names his last post",
                (event.id,),
                claim_ids(seen),
            )


def attested_in_custody(case: Case) -> Iterable[Finding]:
    """Officers shown in post after they were taken into custody or captured, and not known to have come back."""
    for event in [one for status in _CUSTODY for one in case.events(status, credible=2)]:
        if event.bounds is None:
            continue
        after = event.bounds.latest_end
        about_it = {
            claim.source.id
            for claim in case.base.claims
            if claim.person == event.person and claim.kind is Kind.STATUS and claim.matter == "custody"
        }
        back = [claim for claim in case.base.claims if claim.person == event.person and _is_return(claim, after)]
        seen = [
            claim
            for claim in _posts(case, event.person)
            if first_seen(claim) > later(after, LINGERING)
            if not claim.in_passing and claim.source.id not in about_it
        ]
        if seen and not back:
            yield Finding(
                "attested-in-custody",
                Severity.MEDIUM,
                f"{case.person(event.person)} is {_status(case, event)} by {after} and shown in post later: "
                f"{case.say(seen)}.",
                "whether he was released, or the later page names a former post or a namesake",
                (event.id,),
                claim_ids(seen),
            )


def exit_of_several_posts(case: Case) -> Iterable[Finding]:
    """Credible exits from a formation in which the person held several posts: they end none."""
    tenures = case.by_person(FactKind.TENURE)
    for event in case.of_kind(FactKind.EVENT):
        effect = case.vocabulary.statuses[event.value].effect
        if effect != "exit" or event.verdict.credibility > 2 or event.bounds is None or event.person is None:
            continue
        day = event.bounds.possible
        held = [
            fact
            for fact in tenures.get(event.person, ())
            if fact.formation == event.formation and fact.bounds is not None and fact.bounds.possible.intersect(day)
        ]
        if len({fact.value for fact in held}) > 1:
            posts = " and ".join(case.post(fact) for fact in held)
            yield Finding(
                "exit-of-several-posts",
                Severity.LOW,
                f"{case.person(event.person)} was {_status(case, event)} ({event.bounds.edtf.partition('/')[0]}): "
                f"it may mean {posts}.",
                "which of the posts the source means",
                (event.id, *sorted(fact.id for fact in held)),
                event.supported_by,
            )


def dates_contradict(case: Case) -> Iterable[Finding]:
    """Dates of one tenure or subordination that exclude each other, wikis, lists and hedged ones apart."""
    for fact in case.facts.values():
        if fact.kind not in (FactKind.TENURE, FactKind.SUBORDINATION):
            continue
        names = dict.fromkeys(name for name, rule in fact.set_aside if rule.endswith("contradicted"))
        aside = [case.claims[name] for name in names]
        firm = [claim for claim in aside if not is_derivative(claim) and claim.stance not in HEDGED]
        if firm:
            yield Finding(
                "dates-contradict",
                Severity.LOW,
                f"{_thing(case, fact)}, {fact.bounds.edtf if fact.bounds else 'undated'}: no room is left for "
                f"{case.say(firm)}.",
                "the days in these pages",
                (fact.id,),
                claim_ids(firm),
            )


def two_posts_at_once(case: Case) -> Iterable[Finding]:
    """People certainly in two full-time posts at once, of formations of which neither is above the other. Whoever leads
    a group of forces keeps his post at home, so these are left out."""
    above = _superiors(case)
    for person, tenures in case.by_person(FactKind.TENURE).items():
        held = [fact for fact in tenures if fact.certain is not None and fact.value in _FULL_TIME]
        held = [fact for fact in held if case.base.formations[str(fact.formation)].echelon != "group-of-forces"]
        for one, other in combinations(sorted(held, key=lambda fact: fact.id), 2):
            both = one.certain.intersect(other.certain) if one.certain and other.certain else None
            if both is None or both.width < AT_ONCE or one.formation == other.formation:
                continue
            first, second = str(one.formation), str(other.formation)
            if first in above.get(second, ()) or second in above.get(first, ()):
                continue
            yield Finding(
                "two-posts-at-once",
                Severity.MEDIUM,
                f"{case.person(person)} is certainly {case.post(one)} and {case.post(other)} from {both.earliest} to "
                f"{both.latest}.",
                "when the first of the posts ended, or whether both were held together",
                (one.id, other.id),
                _dated_in(case, (one, other), both),
            )


def _posts(case: Case, person: str | None) -> list[Claim]:
    """The claims that show a person in post without distance."""
    return [
        claim
        for claim in case.base.claims
        if claim.kind is Kind.POST and claim.person == person and not claim.denies
        if not is_derivative(claim) and claim.stance not in HEDGED and claim.end is None
    ]


def _is_return(claim: Claim, after: date) -> bool:
    return (
        claim.kind is Kind.STATUS
        and claim.value in ("released", "returned", "amnestied", "appointed")
        and (claim.date_days is None or claim.date_days.latest >= after)
    )


def _dated_in(case: Case, facts: Iterable[Fact], days: Days) -> tuple[str, ...]:
    """The claims behind the facts that speak of these days."""
    behind = [case.claims[claim] for fact in facts for claim in fact.supported_by]
    found = [claim for claim in behind if any(one.intersect(days) for one in evidence_of(claim).ranges)]
    return claim_ids(found)


def _superiors(case: Case) -> dict[str, set[str]]:
    """All formations that were ever above each formation, by any link."""
    direct: dict[str, set[str]] = {}
    for fact in case.of_kind(FactKind.SUBORDINATION):
        direct.setdefault(str(fact.formation), set()).add(fact.value)
    found: dict[str, set[str]] = {}
    for formation, parents in direct.items():
        above: set[str] = set()
        front = set(parents)
        while front:
            above |= front
            front = {parent for one in front for parent in direct.get(one, ())} - above
        found[formation] = above
    return found


def _status(case: Case, event: Fact) -> str:
    return case.vocabulary.statuses[event.value].labels["en"]


def _thing(case: Case, fact: Fact) -> str:
    if fact.kind is FactKind.TENURE:
        return f"{case.person(fact.person)}, {case.post(fact)}"
    return f"{case.formation(fact.formation)} under {case.formation(fact.value)}"
