"""Every day's answer equals what enumerating every interval consistent with the claims gives."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.claim import Claim, Kind
from graph.edtf import MAX, MIN, Days
from graph.fact import Fact, Held
from tests.resolver.army import PEOPLE, claim, day, facts_of, held_on

HORIZON = 10
DAYS = range(HORIZON + 2)
"""Day 0 stands for any earlier day, the last one for any later day; claims speak of the days between."""

Interval = tuple[int, int]


def text(first: int, last: int) -> str:
    return f"{day(first)}/{day(last)}"


@st.composite
def ranges(draw: st.DrawFn, around: int | None = None) -> tuple[int, int]:
    """A range of days; if `around` is given, one that contains it."""
    if around is None:
        first = draw(st.integers(1, HORIZON))
        return first, draw(st.integers(first, HORIZON))
    return draw(st.integers(1, around)), draw(st.integers(around, HORIZON))


@st.composite
def true_claims(draw: st.DrawFn, people: int) -> list[Claim]:
    """Claims that are all true of one line of holders, each holding the post once, one after the other."""
    days = sorted(draw(st.lists(st.integers(1, HORIZON), min_size=2 * people, max_size=2 * people)))
    order = draw(st.permutations(PEOPLE[:people]))
    found: list[Claim] = []
    for index, person in enumerate(order):
        first, last = days[2 * index], days[2 * index + 1]
        for _ in range(draw(st.integers(1, 3))):
            kind = draw(st.sampled_from(["seen", "start", "end", "both"]))
            start = text(*draw(ranges(first))) if kind in ("start", "both") else None
            end = text(*draw(ranges(last))) if kind in ("end", "both") else None
            seen = text(*draw(ranges(draw(st.integers(first, last))))) if kind == "seen" else None
            found.append(claim(len(found), Kind.POST, "commander", person=person, start=start, end=end, on=seen))
    return found


@st.composite
def any_claims(draw: st.DrawFn) -> list[Claim]:
    """Claims about one person that need not agree."""
    found: list[Claim] = []
    for number in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(["seen", "start", "end"]))
        span = text(*draw(ranges()))
        by = draw(st.sampled_from(["russian-official", "russian-media", "wiki"]))
        found.append(
            claim(
                number,
                Kind.POST,
                "commander",
                by=by,
                start=span if kind == "start" else None,
                end=span if kind == "end" else None,
                on=span if kind == "seen" else None,
            )
        )
    return found


def numbers(days: Days) -> Interval:
    first = 0 if days.earliest == MIN else (days.earliest - day(0)).days
    last = HORIZON + 1 if days.latest == MAX else (days.latest - day(0)).days
    return first, last


def consistent(starts: list[Interval], ends: list[Interval], seen: list[Interval]) -> list[Interval]:
    """Every interval that starts and ends within all of the ranges given and meets every sighting."""
    return [
        (s, e)
        for s, e in product(DAYS, DAYS)
        if s <= e
        and all(first <= s <= last for first, last in starts)
        and all(first <= e <= last for first, last in ends)
        and all(s <= last and first <= e for first, last in seen)
    ]


def intervals_of(claims: list[Claim]) -> list[Interval]:
    return consistent(
        [numbers(one.start_days) for one in claims if one.start_days],
        [numbers(one.end_days) for one in claims if one.end_days],
        [numbers(one.date_days) for one in claims if one.date_days],
    )


def intervals_kept(claims: list[Claim], fact: Fact) -> list[Interval]:
    """The intervals consistent with the claims that `fact` did not set aside. Disputed dates of one weight of voices
    are alternatives: the range that spans them stands for them."""
    aside = {(name, rule.partition("-")[0]) for name, rule in fact.set_aside}
    starts: list[Interval] = []
    ends: list[Interval] = []
    disputed: dict[tuple[str, str], list[Interval]] = {}
    for one in claims:
        for field, days, into in (("start", one.start_days, starts), ("end", one.end_days, ends)):
            if days is None or (one.id, field) in aside:
                continue
            alternatives = disputed.setdefault((field, one.claimant.kind), [])
            (alternatives if one.id in fact.disputed else into).append(numbers(days))
    for (field, _), ranges_named in disputed.items():
        if ranges_named:
            span = (min(first for first, _ in ranges_named), max(last for _, last in ranges_named))
            (starts if field == "start" else ends).append(span)
    seen = [numbers(one.date_days) for one in claims if one.date_days and (one.id, "seen") not in aside]
    return consistent(starts, ends, seen)


def day_answer(fact: Fact, number: int) -> Held | None:
    assert fact.bounds is not None
    certain = fact.bounds.certain
    if certain is not None and certain.earliest <= day(number) <= certain.latest:
        return Held.CERTAIN
    possible = fact.bounds.possible
    return Held.POSSIBLE if possible.earliest <= day(number) <= possible.latest else None


def enumerated(intervals: list[Interval], number: int) -> Held | None:
    holding = [s <= number <= e for s, e in intervals]
    return Held.CERTAIN if all(holding) else Held.POSSIBLE if any(holding) else None


@given(true_claims(people=1))
@settings(max_examples=600, deadline=None)
def test_one_holder_without_contradictions(claims: list[Claim]) -> None:
    (fact,) = facts_of(claims).values()
    assert not fact.set_aside and not fact.disputed
    intervals = intervals_of(claims)
    for number in range(1, HORIZON + 1):
        assert day_answer(fact, number) == enumerated(intervals, number), (number, fact.bounds)


@given(any_claims())
@settings(max_examples=1000, deadline=None)
def test_one_holder_with_contradictions(claims: list[Claim]) -> None:
    facts = list(facts_of(claims).values())
    for fact in facts:
        own = [one for one in claims if one.id in fact.supported_by]
        intervals = intervals_kept(own, fact)
        assert intervals, "what is kept is consistent"
        for number in range(1, HORIZON + 1):
            assert day_answer(fact, number) == enumerated(intervals, number), (number, fact)


def leaves_room(taken: list[Interval], others: list[list[Interval]]) -> bool:
    """True if each of the `others` has an interval apart from all that are taken, a shared handover day allowed."""
    return not others or any(
        all(one[1] <= other[0] or other[1] <= one[0] for other in taken) and leaves_room([*taken, one], others[1:])
        for one in others[0]
    )


@given(st.integers(2, 3).flatmap(lambda people: true_claims(people=people)))
@settings(max_examples=600, deadline=None)
def test_a_line_of_holders_without_contradictions(claims: list[Claim]) -> None:
    facts = facts_of(claims)
    people = sorted({one.person for one in claims if one.person})
    own = {person: intervals_of([one for one in claims if one.person == person]) for person in people}
    intervals = {
        person: [one for one in own[person] if leaves_room([one], [own[other] for other in people if other != person])]
        for person in people
    }
    assert all(intervals.values())
    for number in range(1, HORIZON + 1):
        answer = held_on(facts, day(number))
        expected = {person: held for person in people if (held := enumerated(intervals[person], number)) is not None}
        firm = {person: held for person, held in expected.items() if held is Held.CERTAIN}
        assert answer == (firm or expected), (number, [(f.id, f.bounds) for f in facts.values()])
