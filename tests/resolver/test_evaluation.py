"""Leaving claims out: what is left out together, what the rest answers, and how it is counted."""

from dataclasses import replace

from graph.claim import Claim, Kind
from graph.evaluation import LeftOut, Outcome, evaluate, report, tally
from graph.reliability import reliability
from tests.resolver.army import PEOPLE, POLICY, VOCABULARY, base, claim, day

A, B, C = PEOPLE


def iso(number: int) -> str:
    return day(number).isoformat()


def seen(number: int, on: int, person: str = A, **more) -> Claim:  # type: ignore[no-untyped-def]
    return claim(number, Kind.POST, "commander", person=person, on=iso(on), **more)


def outcomes(claims: list[Claim], by: LeftOut = LeftOut.GROUP) -> dict[str, Outcome]:
    return {one.claim.id: one for one in evaluate(base(claims), VOCABULARY, POLICY, by)}


def test_what_lies_between_two_sightings_is_certain_without_its_own() -> None:
    found = outcomes([seen(1, 1), seen(2, 100), seen(3, 200)])
    assert [(one.answer, one.agrees) for one in found.values()] == [
        ("possible", True),
        ("certain", True),
        ("possible", True),
    ]


def test_copies_of_the_month_go_with_it_but_not_if_only_pages_are_left_out() -> None:
    claims = [seen(1, 100), seen(2, 101), seen(3, 102)]
    assert {one.answer for one in outcomes(claims).values()} == {"none"}
    assert "certain" in {one.answer for one in outcomes(claims, LeftOut.SOURCE).values()}


def test_a_story_takes_the_exit_of_the_month_with_it() -> None:
    claims = [
        claim(1, Kind.POST, "commander", start=iso(1)),
        claim(2, Kind.STATUS, "dismissed", on=iso(102), by="russian-official", stance="official", known=day(103)),
        seen(3, 102),
    ]
    assert outcomes(claims)["page-3/0003"].answer == "certain"
    assert outcomes(claims, LeftOut.STORY)["page-3/0003"].answer == "possible"


def test_a_wrong_answer_is_no_agreement() -> None:
    found = outcomes([seen(1, 1), seen(2, 200), seen(3, 100, person=B)])
    assert (found["page-3/0003"].answer, found["page-3/0003"].agrees) == ("certain", False)


def test_a_claim_is_asked_over_its_whole_range() -> None:
    month = replace(seen(3, 100), date="2020-04", date_days=claim(9, Kind.POST, "commander", on="2020-04").date_days)
    found = outcomes([seen(1, 1), seen(2, 110, person=B), seen(4, 300, person=B), month, seen(5, 99)])
    assert found[month.id].answer in ("possible", "contested")
    assert found[month.id].agrees


def test_what_is_listed_hedged_in_range_or_denied_asks_nothing() -> None:
    claims = [
        seen(1, 1, stance="listed"),
        claim(2, Kind.POST, "commander", on="2020"),
        seen(3, 3, denies=True),
        claim(4, Kind.POST, "commander", start=iso(4)),
    ]
    assert outcomes(claims) == {}


def test_an_event_is_credible_refuted_or_unknown_without_its_report() -> None:
    def report_of(number: int, **more) -> Claim:  # type: ignore[no-untyped-def]
        return claim(number, Kind.STATUS, "dismissed", on=iso(10), known=day(11), **more)

    apart = claim(5, Kind.STATUS, "dismissed", on=iso(40), known=day(41), by="russian-official", stance="official")
    found = outcomes([report_of(1), report_of(2, by="ukrainian-official"), apart])
    assert (found[apart.id].answer, found[apart.id].agrees) == ("certain", True)
    assert found["page-1/0001"].answer == "certain"
    refuted = [report_of(1), claim(3, Kind.STATUS, "dismissed", on="2019-12-20"), seen(4, 90)]
    assert outcomes(refuted)["page-1/0001"].answer == "refuted"
    assert outcomes([report_of(1)])["page-1/0001"].answer == "none"


def test_a_question_that_many_pages_ask_counts_once() -> None:
    claims = [seen(1, 1), seen(2, 100), seen(3, 100), seen(4, 100), seen(5, 200)]
    found = evaluate(base(claims), VOCABULARY, POLICY)
    assert len(found) == 5
    counted = tally(found)
    assert counted.asked == 3
    assert counted.answers["certain"] == (1, 1)


def test_folds_leave_out_more_at_once_and_are_always_the_same() -> None:
    claims = [seen(number, 40 * number) for number in range(1, 9)]
    one_by_one = evaluate(base(claims), VOCABULARY, POLICY)
    in_two = evaluate(base(claims), VOCABULARY, POLICY, folds=2)
    assert {one.claim.id for one in in_two} == {one.claim.id for one in one_by_one}
    assert evaluate(base(list(reversed(claims))), VOCABULARY, POLICY, folds=2) == in_two
    certain = [sum(one.answer == "certain" for one in found) for found in (one_by_one, in_two)]
    assert certain[1] <= certain[0]


def test_the_report_has_coverage_beside_agreement_and_names_the_misses() -> None:
    found = evaluate(base([seen(1, 1), seen(2, 200), seen(3, 100, person=B)]), VOCABULARY, POLICY)
    told = report(found, LeftOut.GROUP, "default")
    (row,) = told["tables"]["by predicate"]
    assert (row["what"], row["asked"]) == ("post", 3)
    certain = row["answers"]["certain"]
    assert (certain["given"], certain["agree"], certain["coverage"]) == (1, 0, 1 / 3)
    (miss,) = told["misses"]
    assert B in miss["asked"]
    assert f"{A} certain" in miss["found"]
    assert {"post by stance", "post by claimant"} <= told["tables"].keys()


def test_reliability_counts_what_authorities_said_later() -> None:
    rumour = claim(1, Kind.STATUS, "dismissed", on=iso(10), known=day(11), by="ukrainian-official", stance="alleged")
    decree = claim(2, Kind.STATUS, "dismissed", on=iso(10), known=day(20), by="russian-official", stance="official")
    other = claim(3, Kind.STATUS, "dismissed", person=B, on=iso(10), known=day(11), stance="rumoured")
    denial = claim(
        4,
        Kind.STATUS,
        "dismissed",
        person=B,
        on=iso(10),
        known=day(20),
        by="russian-official",
        stance="official",
        denies=True,
    )
    found = {one.credibility: one for one in reliability(base([rumour, decree, other, denial]), VOCABULARY, POLICY)}
    assert (found[4].stood, found[4].confirmed, found[4].contradicted) == (2, 1, 1)
    assert found[4].right == 0.5
    assert (found[2].stood, found[2].confirmed) == (1, 0), "the decree itself is no later word"
    assert (found[5].stood, found[5].contradicted) == (1, 0)
    assert found[1].right is None
