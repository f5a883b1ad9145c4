"""Why: the claims named as decisive are those without which the verdict is another, tried on any claims at all."""

from dataclasses import replace

from hypothesis import given, settings

from graph.claim import Claim, FactBase, Kind
from graph.explanation import Explanation, decided, explain
from graph.fact import Fact
from graph.resolution import Resolution, resolve
from graph.resolver import Resolver
from tests.resolver.army import PEOPLE, POLICY, VOCABULARY, base, claim, day
from tests.resolver.test_known_time import claims_over_time

A = PEOPLE[0]


def iso(number: int) -> str:
    return day(number).isoformat()


def why(claims: list[Claim], fact_id: str) -> Explanation:
    whole = base(claims)
    fact = {one.id: one for one in resolve(whole, VOCABULARY, POLICY)}[fact_id]
    return explain(fact, whole, VOCABULARY, POLICY)


def status_of(event: Fact) -> str:
    """The subject and the status in an event's id; what follows them tells several such events apart."""
    return "/".join(event.id.split("/")[:3])


def found_again(facts: tuple[Fact, ...], fact: Fact) -> Fact | None:
    """The fact about the same thing that rests on most of the same claims. For events the thing is the status as well:
    a sighting that refutes a death is an event of its own, and not what is left of the death."""
    behind = {*fact.supported_by, *fact.opposed_by}
    alike = [
        one for one in facts if one.kind is fact.kind and (one.kind != "event" or status_of(one) == status_of(fact))
    ]
    shared = {one.id: len(behind & {*one.supported_by, *one.opposed_by}) for one in alike}
    same = [one for one in facts if shared.get(one.id)]
    return max(same, key=lambda one: (shared[one.id], one.id == fact.id, one.id), default=None)


@given(claims_over_time())
@settings(max_examples=150, deadline=None)
def test_a_claim_is_named_as_decisive_exactly_if_the_verdict_hangs_on_it(claims: list[Claim]) -> None:
    whole = base(claims)
    rests = {removed.id: tuple(one for one in whole.claims if one is not removed) for removed in whole.claims}
    without = {name: resolve(replace(whole, claims=rest), VOCABULARY, POLICY) for name, rest in rests.items()}
    for fact in resolve(whole, VOCABULARY, POLICY):
        named = {one.claim.id: one.without for one in explain(fact, whole, VOCABULARY, POLICY).decisive}
        for removed, facts in without.items():
            again = found_again(facts, fact)
            now = decided(again.verdict) if again is not None else None
            if removed in named:
                assert now == named[removed] != decided(fact.verdict)
            else:
                assert now == decided(fact.verdict), (fact.id, removed)


def test_nothing_is_left_of_a_death_that_was_only_denied_without_its_denial() -> None:
    claims = [
        claim(1, Kind.STATUS, "seen-alive", on=iso(2), known=day(5), by="russian-official", stance="official"),
        claim(2, Kind.STATUS, "killed", on=iso(1), known=day(5), by="russian-official", stance="official", denies=True),
    ]
    found = why(claims, f"event/{A}/death")
    assert ("page-2/0002", None) in {(one.claim.id, one.without) for one in found.decisive}


def test_on_the_shipped_facts_too(shipped: FactBase) -> None:
    """Every claim about five officers and a fleet: taken away, the verdicts that change are those that name it."""
    people = {"igor-osipov", "viktor-sokolov", "sergei-surovikin", "andrei-mordvichev", "oleg-tsokov"}
    claims = [one for one in shipped.claims if one.person in people or one.formation == "22-ac"]
    whole: FactBase = replace(shipped, claims=tuple(claims))
    resolution = Resolution(Resolver(VOCABULARY, POLICY, whole.formations))
    resolution.update(whole.claims)
    before = {fact.id: fact for fact in resolution.facts if fact.kind == "event"}
    named = {
        fact.id: {one.claim.id for one in explain(fact, whole, VOCABULARY, POLICY).decisive} for fact in before.values()
    }
    assert sum(map(len, named.values())) > 20
    for removed in [one for one in claims if one.kind is Kind.STATUS][::7]:
        resolution.update(removed=[removed])
        after = resolution.facts
        for fact in before.values():
            if fact.person == removed.person:
                again = found_again(after, fact)
                changed = again is None or decided(again.verdict) != decided(fact.verdict)
                assert changed == (removed.id in named[fact.id]), (fact.id, removed.id)
        resolution.update(added=[removed])


def test_every_claim_counts_or_is_set_aside_by_a_named_rule() -> None:
    claims = [
        claim(1, Kind.STATUS, "dismissed", on=iso(10), known=day(11)),
        claim(2, Kind.STATUS, "dismissed", on=iso(10), known=day(11), by="wiki"),
        claim(3, Kind.STATUS, "dismissed", on=iso(10), known=day(11), by="ukrainian-official", stance="alleged"),
        claim(4, Kind.STATUS, "dismissed", on=iso(10), known=day(12), by="ukrainian-official", denies=True),
        claim(5, Kind.STATUS, "dismissed", on=iso(10), known=day(12), by="other-media", denies=True, stance="rumoured"),
    ]
    found = why(claims, f"event/{A}/dismissed")
    assert {one.id for one in found.counted} == {"page-1/0001", "page-4/0004"}
    assert {(one.id, rule) for one, rule, _ in found.set_aside} == {
        ("page-2/0002", "wiki"),
        ("page-3/0003", "hedged"),
        ("page-5/0005", "no-confirmation"),
    }
    assert all(reason == POLICY.sets_aside[rule] for _, rule, reason in found.set_aside)
    for words in ("3 reports, 1 origin: Russian media (voice-1)", "It is denied by voice-4", "So it is contested"):
        assert words in found.paragraph
    assert "1 claim (voice-2), because a wiki stands on others" in found.paragraph


def test_what_hangs_on_one_voice_says_so() -> None:
    one = [claim(1, Kind.STATUS, "dismissed", on=iso(10), known=day(11))]
    assert "nothing would be known of it" in why(one, f"event/{A}/dismissed").paragraph
    two = [*one, claim(2, Kind.STATUS, "dismissed", on=iso(10), known=day(11))]
    assert "No single claim decides" in why(two, f"event/{A}/dismissed").paragraph


def test_an_origin_tells_what_the_verdict_would_be_without_it() -> None:
    claims = [
        claim(1, Kind.STATUS, "dismissed", on=iso(10), known=day(11)),
        claim(2, Kind.STATUS, "dismissed", on=iso(10), known=day(11)),
        claim(3, Kind.STATUS, "dismissed", on=iso(10), known=day(11), by="ukrainian-official"),
    ]
    origins = {one.id: one for one in why(claims, f"event/{A}/dismissed").origins}
    assert origins.keys() == {"russia-media", "ukraine"}
    assert (origins["russia-media"].reports, origins["russia-media"].without) == (2, (4, False))
    assert (origins["ukraine"].reports, origins["ukraine"].without) == (1, (3, False))


def test_what_would_settle_it_does_settle_it() -> None:
    """The word that is asked for is given: the verdict becomes what was promised."""
    rumour = claim(1, Kind.STATUS, "dismissed", on=iso(10), known=day(11), by="ukrainian-official", stance="alleged")
    given_words = {
        "authority": claim(
            2, Kind.STATUS, "dismissed", on=iso(10), known=day(12), by="russian-official", stance="official"
        ),
        "own-side": claim(2, Kind.STATUS, "dismissed", on=iso(10), known=day(12)),
        "another-origin": claim(2, Kind.STATUS, "dismissed", on=iso(10), known=day(12), by="think-tank"),
    }
    promised = {one.name: one.credibility for one in why([rumour], f"event/{A}/dismissed").settling}
    assert promised.keys() == given_words.keys()
    for name, word in given_words.items():
        assert why([rumour, word], f"event/{A}/dismissed").fact.verdict.credibility == promised[name], name


def test_what_is_credible_or_refuted_needs_nothing_more() -> None:
    decree = claim(1, Kind.STATUS, "dismissed", on=iso(10), known=day(11), by="russian-official", stance="official")
    assert why([decree], f"event/{A}/dismissed").settling == ()
    seen = claim(2, Kind.POST, "commander", on=iso(20), known=day(21), by="russian-official", stance="official")
    rumour = claim(3, Kind.STATUS, "dismissed", on=iso(10), known=day(11), stance="rumoured")
    refuted = why([rumour, seen], f"event/{A}/dismissed")
    assert refuted.fact.verdict.credibility == 5
    assert refuted.settling == ()


def test_a_denial_is_named_in_what_would_settle_it() -> None:
    claims = [
        claim(1, Kind.STATUS, "dismissed", on=iso(10), known=day(11)),
        claim(2, Kind.STATUS, "dismissed", on=iso(10), known=day(12), by="ukrainian-official", denies=True),
    ]
    found = {one.name for one in why(claims, f"event/{A}/dismissed").settling}
    assert found == {"denial-gone", "authority"}
