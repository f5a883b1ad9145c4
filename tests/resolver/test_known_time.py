"""Known time: what was known on a day is what the claims known by then amount to, and versions cover it whole."""

from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.claim import Claim, Kind
from graph.edtf import MAX
from graph.fact import Fact, Version
from tests.resolver.army import PEOPLE, claim, day, facts_of, versions_of


@st.composite
def claims_over_time(draw: st.DrawFn) -> list[Claim]:
    """Claims of all kinds about a few people and formations, published on various days, in agreement or not."""
    found: list[Claim] = []
    for number in range(draw(st.integers(1, 12))):
        known = day(draw(st.integers(5, 40)))
        first = draw(st.integers(1, 30))
        span = f"{day(first)}/{day(draw(st.integers(first, 31)))}"
        field = draw(st.sampled_from(["start", "end", "on"]))
        kind = draw(st.sampled_from(list(Kind)))
        by = draw(st.sampled_from(["russian-official", "russian-media", "ukrainian-official", "wiki"]))
        denies = draw(st.integers(0, 5)) == 0
        person: str | None = draw(st.sampled_from(PEOPLE))
        formation: str | None = draw(st.sampled_from(["1-caa", "2-caa"]))
        link = None
        match kind:
            case Kind.POST:
                value = draw(st.sampled_from(["commander", "acting-commander", "deputy-commander"]))
            case Kind.RANK:
                value = draw(st.sampled_from(["colonel", "major-general", "lieutenant-general"]))
                formation = None
            case Kind.STATUS:
                value = draw(st.sampled_from(["killed", "dismissed", "arrested", "seen-alive", "formed", "dissolved"]))
                field = "on"
                if value in ("formed", "dissolved"):
                    person = None
            case Kind.SUBORDINATION:
                person, link = None, draw(st.sampled_from(["organic", "operational"]))
                value = draw(st.sampled_from(["fleet", "district"]))
        found.append(
            claim(
                number,
                kind,
                value,
                person=person,
                formation=formation,
                link=link,
                by=by,
                denies=denies,
                known=known,
                start=span if field == "start" else None,
                end=span if field == "end" else None,
                on=span if field == "on" else None,
                stance=draw(st.sampled_from(["official", "reported", "alleged"])),
                page=f"page-{draw(st.integers(0, 3))}-{known}",
            )
        )
    return found


def open_on(versions: tuple[Version, ...], known: date) -> dict[str, Fact]:
    return {one.fact.id: one.fact for one in versions if one.known_from <= known < one.known_until}


@given(claims_over_time(), st.integers(1, 45))
@settings(max_examples=400, deadline=None)
def test_what_was_known_is_what_the_claims_known_by_then_amount_to(claims: list[Claim], number: int) -> None:
    by_then = [one for one in claims if one.known <= day(number)]
    assert open_on(versions_of(claims), day(number)) == facts_of(by_then)


@given(claims_over_time())
@settings(max_examples=300, deadline=None)
def test_versions_follow_each_other_and_the_open_ones_are_todays_facts(claims: list[Claim]) -> None:
    versions = versions_of(claims)
    assert open_on(versions, date(9999, 12, 30)) == facts_of(claims)
    chains: dict[str, list[Version]] = {}
    for one in versions:
        assert one.known_from < one.known_until
        chains.setdefault(one.fact.id, []).append(one)
    for chain in chains.values():
        for earlier, later in pairwise(chain):
            assert earlier.known_until <= later.known_from
            assert earlier.known_until < later.known_from or earlier.fact != later.fact
    known = {one.known for one in claims}
    assert all(one.known_from in known and (one.known_until in known or one.known_until == MAX) for one in versions)


@given(claims_over_time(), st.randoms())
@settings(max_examples=300, deadline=None)
def test_the_order_of_the_claims_does_not_matter(claims: list[Claim], random) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(claims)
    random.shuffle(shuffled)
    assert facts_of(shuffled) == facts_of(claims)
    assert versions_of(shuffled) == versions_of(claims)


@given(claims_over_time(), st.integers(0, 3))
@settings(max_examples=200, deadline=None)
def test_removing_a_source_equals_never_having_had_it(claims: list[Claim], number: int) -> None:
    kept = [one for one in claims if not one.source.id.startswith(f"page-{number}")]
    facts = facts_of(kept)
    named = {name for fact in facts.values() for name in (*fact.supported_by, *fact.opposed_by, *fact.disputed)}
    assert named <= {one.id for one in kept}
    assert {one.id for one in kept if not one.denies} <= named


@given(claims_over_time())
@settings(max_examples=400, deadline=None)
def test_bounds_are_in_order_everywhere(claims: list[Claim]) -> None:
    for one in versions_of(claims):
        bounds = one.fact.bounds
        if bounds is None:
            continue
        assert bounds.earliest_start <= bounds.latest_start <= bounds.latest_end
        assert bounds.earliest_start <= bounds.earliest_end <= bounds.latest_end
        assert 1 <= one.fact.verdict.credibility <= 6
