"""The resolver's named rules, each on the smallest set of claims that shows it."""

from dataclasses import replace
from datetime import date

import pytest

from graph.claim import Kind
from graph.edtf import MAX, MIN
from graph.policy import CONSEQUENCES, Policy
from graph.resolution import resolve
from tests.resolver.army import PEOPLE, POLICY, VOCABULARY, base, claim, day, facts_of, held_on

A, B, C = PEOPLE
TENURE = f"tenure/{A}/1-caa/commander"
EVENT = f"event/{A}"


def iso(number: int) -> str:
    return day(number).isoformat()


def test_nothing_is_observed_after_it_was_published() -> None:
    fact = facts_of([claim(1, Kind.POST, "commander", on="2020-01", known=day(13))])[TENURE]
    assert fact.bounds is not None
    assert fact.bounds.latest_start == day(13)


def test_a_start_may_be_announced() -> None:
    fact = facts_of([claim(1, Kind.POST, "commander", start=iso(40), known=day(13))])[TENURE]
    assert fact.bounds is not None
    assert fact.bounds.earliest_start == day(40)


def test_acting_and_full_are_one_tenure() -> None:
    facts = facts_of(
        [
            claim(1, Kind.POST, "acting-commander", start=iso(1), end=iso(20)),
            claim(2, Kind.POST, "commander", start=iso(20)),
            claim(3, Kind.POST, "commander-in-chief", on=iso(90)),
        ]
    )
    (fact,) = facts.values()
    assert fact.capacity == "both"
    assert fact.bounds is not None
    assert fact.bounds.certain is not None
    assert (fact.bounds.certain.earliest, fact.bounds.certain.latest) == (day(1), day(90))


def test_a_former_commander_is_possible_on_no_day() -> None:
    fact = facts_of([claim(1, Kind.POST, "commander", end="../2020-01-20")])[TENURE]
    assert fact.bounds is None


def test_the_better_voice_decides_and_the_other_is_set_aside() -> None:
    fact = facts_of(
        [
            claim(1, Kind.POST, "commander", start=iso(3), by="russian-official", stance="official"),
            claim(2, Kind.POST, "commander", start=iso(9)),
        ]
    )[TENURE]
    assert fact.bounds is not None
    assert fact.bounds.earliest_start == fact.bounds.latest_start == day(3)
    assert fact.set_aside == (("page-2/0002", "start-contradicted"),)
    assert set(fact.supported_by) == {"page-1/0001", "page-2/0002"}


def test_equal_voices_stay_alternatives() -> None:
    fact = facts_of([claim(1, Kind.POST, "commander", start=iso(3)), claim(2, Kind.POST, "commander", start=iso(9))])[
        TENURE
    ]
    assert fact.bounds is not None
    assert (fact.bounds.earliest_start, fact.bounds.latest_start) == (day(3), day(9))
    assert fact.disputed == ("page-1/0001", "page-2/0002")


def test_a_rival_in_between_makes_two_spells() -> None:
    facts = facts_of(
        [
            claim(1, Kind.POST, "commander", on=iso(1), known=day(2)),
            claim(2, Kind.POST, "commander", person=B, on=iso(30)),
            claim(3, Kind.POST, "commander", on=iso(60)),
        ]
    )
    assert {TENURE, f"{TENURE}/2", f"tenure/{B}/1-caa/commander"} == facts.keys()
    assert [held_on(facts, day(number)) for number in (1, 30, 60)] == [{A: "certain"}, {B: "certain"}, {A: "certain"}]


def test_a_wiki_makes_no_two_spells() -> None:
    facts = facts_of(
        [
            claim(1, Kind.POST, "commander", on=iso(1)),
            claim(2, Kind.POST, "commander", person=B, on=iso(30), by="wiki"),
            claim(3, Kind.POST, "commander", on=iso(60)),
        ]
    )
    assert f"{TENURE}/2" not in facts
    assert held_on(facts, day(30)) == {A: "certain", B: "contested"}


def test_an_end_before_a_later_start_makes_two_spells() -> None:
    facts = facts_of(
        [
            claim(1, Kind.POST, "commander", start=iso(1), end=iso(20)),
            claim(2, Kind.POST, "commander", start=iso(90), end=iso(120)),
        ]
    )
    assert {TENURE, f"{TENURE}/2"} == facts.keys()


def test_successors_bound_each_other() -> None:
    facts = facts_of(
        [claim(1, Kind.POST, "commander", on=iso(10)), claim(2, Kind.POST, "commander", person=B, on=iso(30))]
    )
    first, second = facts[TENURE], facts[f"tenure/{B}/1-caa/commander"]
    assert first.bounds is not None
    assert second.bounds is not None
    assert first.bounds.latest_end == day(30)
    assert second.bounds.earliest_start == day(10)
    assert ("successor-in-post", second.id) in first.consequences


def test_rumour_and_wiki_bound_nobody() -> None:
    for by, stance in (("russian-media", "rumoured"), ("wiki", "reported")):
        facts = facts_of(
            [
                claim(1, Kind.POST, "commander", on=iso(10)),
                claim(2, Kind.POST, "commander", person=B, on=iso(30), by=by, stance=stance),
            ]
        )
        first = facts[TENURE]
        assert first.bounds is not None
        assert first.bounds.latest_end == MAX


def test_deputies_do_not_bound_each_other() -> None:
    facts = facts_of(
        [
            claim(1, Kind.POST, "deputy-commander", on=iso(10)),
            claim(2, Kind.POST, "deputy-commander", person=B, on=iso(30)),
        ]
    )
    assert all(fact.bounds is not None and fact.bounds.latest_end == MAX for fact in facts.values())


def test_two_certain_holders_are_contested() -> None:
    facts = facts_of(
        [
            claim(1, Kind.POST, "commander", start=iso(1), end=iso(50)),
            claim(2, Kind.POST, "commander", person=B, start=iso(20), end=iso(90)),
        ]
    )
    assert held_on(facts, day(30)) == {A: "contested", B: "contested"}
    assert held_on(facts, day(5)) == {A: "certain"}


def test_reported_dead_and_seen_alive() -> None:
    claims = [
        claim(1, Kind.STATUS, "killed", formation=None, on=iso(10), by="ukrainian-official", known=day(11)),
        claim(2, Kind.STATUS, "seen-alive", formation=None, on=iso(20), known=day(21)),
    ]
    assert facts_of(claims[:1])[f"{EVENT}/death"].verdict.credibility == 4
    refuted = facts_of(claims)[f"{EVENT}/death"]
    assert refuted.verdict.credibility == 5
    assert refuted.verdict.rule == "refuted-by-observation"
    assert refuted.opposed_by == ("page-2/0002",)


def test_a_title_in_passing_refutes_nothing() -> None:
    """The source that reports the dismissal names the man by his post."""
    in_passing = [
        claim(1, Kind.STATUS, "dismissed", on=iso(10), known=day(12), page="page-x"),
        claim(2, Kind.POST, "commander", on=iso(12), known=day(12), page="page-x"),
    ]
    assert facts_of(in_passing)[f"{EVENT}/dismissed"].verdict.credibility == 3
    apart = [in_passing[0], claim(2, Kind.POST, "commander", on=iso(15), known=day(16))]
    assert facts_of(apart)[f"{EVENT}/dismissed"].verdict.credibility == 5


def test_who_came_back_was_not_refuted() -> None:
    facts = facts_of(
        [
            claim(1, Kind.STATUS, "arrested", on=iso(10), known=day(12)),
            claim(2, Kind.STATUS, "released", formation=None, on=iso(20), known=day(21)),
            claim(3, Kind.POST, "commander", on=iso(30), known=day(31)),
        ]
    )
    assert facts[f"{EVENT}/arrested"].verdict.credibility == 3


def test_an_event_is_no_later_than_its_first_report() -> None:
    fact = facts_of([claim(1, Kind.STATUS, "arrested", on="2020-01", known=day(9))])[f"{EVENT}/arrested"]
    assert fact.bounds is not None
    assert fact.bounds.latest_end == day(9)


def test_a_death_ends_every_tenure() -> None:
    facts = facts_of(
        [
            claim(1, Kind.POST, "commander", start=iso(1)),
            claim(2, Kind.POST, "commander", formation="2-caa", start=iso(1)),
            claim(3, Kind.STATUS, "killed", formation=None, on=iso(10), by="russian-official", stance="official"),
        ]
    )
    for formation in ("1-caa", "2-caa"):
        fact = facts[f"tenure/{A}/{formation}/commander"]
        assert fact.bounds is not None
        assert fact.bounds.latest_end == day(10)
        assert fact.consequences == (("death", f"{EVENT}/death"),)


@pytest.mark.parametrize(
    ("by", "stance", "ends"),
    [
        ("russian-official", "official", True),
        ("ukrainian-official", "official", False),
        ("russian-media", "rumoured", False),
    ],
)
def test_a_dismissal_ends_a_tenure_if_it_is_credible(by: str, stance: str, ends: bool) -> None:
    fact = facts_of(
        [
            claim(1, Kind.POST, "commander", start=iso(1)),
            claim(2, Kind.STATUS, "dismissed", on=iso(10), by=by, stance=stance),
        ]
    )[TENURE]
    assert fact.bounds is not None
    assert (fact.bounds.latest_end == day(10)) is ends


def test_a_dismissal_that_may_mean_two_posts_ends_none() -> None:
    facts = facts_of(
        [
            claim(1, Kind.POST, "commander", start=iso(1)),
            claim(2, Kind.POST, "deputy-commander", start=iso(1)),
            claim(3, Kind.STATUS, "dismissed", on=iso(10), by="russian-official", stance="official"),
        ]
    )
    assert all(fact.bounds.latest_end == MAX for fact in facts.values() if fact.kind == "tenure" and fact.bounds)


def test_a_denial_that_stands_makes_contested() -> None:
    claims = [
        claim(1, Kind.STATUS, "dismissed", on=iso(10), known=day(11)),
        claim(2, Kind.STATUS, "dismissed", on=iso(10), known=day(12), denies=True, by="russian-official"),
    ]
    contested = facts_of(claims)[f"{EVENT}/dismissed"]
    assert contested.verdict.contested
    assert contested.verdict.credibility == 4
    confirmed = claim(3, Kind.STATUS, "dismissed", on=iso(10), known=day(20), by="russian-official", stance="official")
    assert not facts_of([*claims, confirmed])[f"{EVENT}/dismissed"].verdict.contested


def test_a_hundred_retellings_are_one_origin() -> None:
    claims = [
        claim(number, Kind.STATUS, "dismissed", on=iso(10), by="ukrainian-official", stance="alleged", known=day(11))
        for number in range(50)
    ]
    retold = [claim(number, Kind.STATUS, "dismissed", on=iso(10), by="other-media") for number in range(50, 100)]
    fact = facts_of([*claims, *retold])[f"{EVENT}/dismissed"]
    assert fact.verdict.reports == 100
    assert len(fact.verdict.origins) == 1
    assert fact.verdict.credibility == 4


def test_self_is_only_about_oneself() -> None:
    verdicts = []
    for about in (A, B):
        one = claim(1, Kind.STATUS, "dismissed", person=about, on=iso(10), known=day(12))
        own = replace(one, claimant=replace(one.claimant, person=A, kind="self"))
        verdicts.append(facts_of([own])[f"event/{about}/dismissed"].verdict.rule)
    assert verdicts == ["authority", "one-origin"]


def test_ranks_rise_and_a_slip_is_set_aside() -> None:
    facts = facts_of(
        [
            claim(1, Kind.RANK, "major-general", formation=None, on=iso(1)),
            claim(2, Kind.RANK, "lieutenant-general", formation=None, on=iso(100)),
            claim(3, Kind.RANK, "lieutenant-general", formation=None, on=iso(200)),
            claim(4, Kind.RANK, "major-general", formation=None, on=iso(300)),
        ]
    )
    lower = facts[f"rank/{A}/major-general"]
    assert lower.bounds is not None
    assert lower.bounds.latest_end == day(100)
    assert lower.set_aside == (("page-4/0004", "rank-out-of-order"),)


def test_reports_of_one_happening_are_one_event() -> None:
    def events(*days: str) -> set[str]:
        claims = [claim(number, Kind.STATUS, "wounded", on=text) for number, text in enumerate(days)]
        return set(facts_of(claims))

    assert events(iso(1), iso(10), "2020-01") == {f"{EVENT}/wounded"}
    assert events(iso(1), iso(60)) == {f"{EVENT}/wounded", f"{EVENT}/wounded/2"}


def test_all_reports_of_a_death_are_one() -> None:
    facts = facts_of(
        [
            claim(1, Kind.STATUS, "killed", formation=None, on=iso(1)),
            claim(2, Kind.STATUS, "reported-dead", formation=None, on=iso(300)),
        ]
    )
    assert facts.keys() == {f"{EVENT}/death"}


def test_an_organic_superior_is_one_at_a_time_an_operational_need_not_be() -> None:
    def edges(link: str) -> list[date]:
        facts = facts_of(
            [
                claim(1, Kind.SUBORDINATION, "district", person=None, link=link, start=iso(1)),
                claim(2, Kind.SUBORDINATION, "fleet", person=None, link=link, start=iso(50)),
            ]
        )
        fact = facts[f"subordination/1-caa/district/{link}"]
        assert fact.bounds is not None
        return [fact.bounds.latest_end]

    assert edges("organic") != [day(50)], "both are shown as of the day of publication"
    assert edges("operational") == [MAX]


def test_a_structure_shows_as_of_its_publication() -> None:
    fact = facts_of([claim(1, Kind.SUBORDINATION, "district", person=None, link="organic", known=day(50))])[
        "subordination/1-caa/district/organic"
    ]
    assert fact.bounds is not None
    assert fact.bounds.certain is not None
    assert fact.bounds.certain.earliest == day(50)
    assert fact.bounds.earliest_start == MIN


def test_new_terms_under_the_same_superior_are_no_new_start() -> None:
    fact = facts_of(
        [
            claim(1, Kind.SUBORDINATION, "district", person=None, link="organic", start=iso(1), known=day(50)),
            claim(2, Kind.SUBORDINATION, "district", person=None, link="organic", start=iso(900), known=day(950)),
        ]
    )["subordination/1-caa/district/organic"]
    assert fact.bounds is not None
    assert fact.bounds.latest_start == day(1)
    assert fact.bounds.earliest_end == day(950)


def test_nothing_is_held_before_a_formation_is_formed_or_after_it_is_dissolved() -> None:
    facts = facts_of(
        [
            claim(1, Kind.STATUS, "formed", person=None, on=iso(5)),
            claim(2, Kind.STATUS, "dissolved", person=None, on=iso(500)),
            claim(3, Kind.POST, "commander", on=iso(50)),
        ]
    )
    fact = facts[TENURE]
    assert fact.bounds is not None
    assert (fact.bounds.earliest_start, fact.bounds.latest_end) == (day(5), day(500))


@pytest.mark.parametrize("name", CONSEQUENCES)
def test_every_consequence_can_be_switched_off(name: str) -> None:
    claims = [
        claim(1, Kind.POST, "commander", on=iso(3)),
        claim(2, Kind.POST, "commander", person=B, on=iso(30)),
        claim(3, Kind.STATUS, "killed", formation=None, on=iso(10), by="russian-official", stance="official"),
        claim(4, Kind.STATUS, "dismissed", on=iso(9), by="russian-official", stance="official"),
        claim(5, Kind.STATUS, "formed", person=None, on=iso(1)),
    ]
    drawn = {key: needed for key, needed in POLICY.consequences.items() if key != name}
    without = replace(POLICY, consequences=drawn)

    def rules(policy: Policy) -> set[str]:
        facts = resolve(base(claims), VOCABULARY, policy)
        return {rule for fact in facts for rule, _ in fact.consequences}

    names = {"succession": {"predecessor-in-post", "successor-in-post"}}.get(name, {name})
    assert rules(POLICY) & names
    assert not rules(without) & names
