"""Ranks at posts, losses, confirmation and concentration: known answers on claims made to order, and the real data."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.concentration import concentration, weights
from graph.analysis.confirmation import confirmations
from graph.analysis.figure import Figure, frame, total
from graph.analysis.losses_in_time import loss_events, losses_in_time
from graph.analysis.ranks_at_post import ranks_at_post, usual_ranks
from graph.answer import Answers
from graph.claim import Claim, Kind
from graph.dated_fact import post_records
from graph.losses import losses
from tests.history.chronicle import answers_from, text, undated
from tests.resolver.army import PEOPLE, claim

A, B, C = PEOPLE
OFFICIAL = "russian-official"


def post(number: int, person: str, start: str, end: str, formation: str = "1-caa") -> Claim:
    return claim(number, Kind.POST, "commander", person=person, formation=formation, start=start, end=end, by=OFFICIAL)


def rank(number: int, person: str, name: str, on: str) -> Claim:
    return claim(number, Kind.RANK, name, person=person, formation=None, on=on, by=OFFICIAL)


def test_ranks_reached_in_a_post() -> None:
    answers = answers_from(
        [
            post(1, A, "2020-01-01", "2020-12-31", "1-caa"),
            rank(2, A, "major-general", "2020-02-01"),
            post(3, B, "2020-01-01", "2020-12-31", "2-caa"),
            rank(4, B, "major-general", "2020-02-01"),
            post(5, C, "2020-01-01", "2020-12-31", "district"),
            rank(6, C, "major-general", "2020-02-01"),
            rank(7, C, "lieutenant-general", "2020-06-01"),
        ]
    )
    levels = {name: answers.vocabulary.ranks[name].level for name in ("major-general", "lieutenant-general")}
    found = {one.person: one for one in ranks_at_post(answers, "2020", "2020")}
    assert found[A].level == Figure(levels["major-general"], levels["major-general"])
    assert found[C].level == Figure(levels["lieutenant-general"], levels["lieutenant-general"])
    assert found[A].usual is None, "two holders do not make a rank usual"
    assert usual_ranks(list(found.values())) == []
    fourth = [post(8, A, "2021-01-01", "2021-12-31", "2-caa"), rank(9, A, "major-general", "2021-06-01")]
    more = answers_from([*_without_district(), *fourth])
    (usual,) = usual_ranks(ranks_at_post(more, "2020", "2021"))
    assert (usual.level, usual.holders, usual.at_it) == (levels["major-general"], 3, Figure(3, 3))


def _without_district() -> list[Claim]:
    return [
        post(1, A, "2020-01-01", "2020-12-31", "1-caa"),
        rank(2, A, "major-general", "2020-02-01"),
        post(3, B, "2020-01-01", "2020-12-31", "2-caa"),
        rank(4, B, "major-general", "2020-02-01"),
    ]


def test_a_rank_seen_before_and_none_in_the_post() -> None:
    answers = answers_from([rank(1, A, "colonel", "2019-06-01"), post(2, A, "2020-01-01", "2020-12-31")])
    (one,) = ranks_at_post(answers, "2020", "2020")
    assert one.level == Figure(None, answers.vocabulary.ranks["colonel"].level)
    (none,) = ranks_at_post(answers_from([post(2, A, "2020-01-01", "2020-12-31")]), "2020", "2020")
    assert (none.level, none.ranks, none.usual) == (Figure(None, None), (), None)


def test_ranks_are_those_of_single_days(answers: Answers) -> None:
    """What the question for one day gives lies within the figure: certain ranks below it, possible ones not above."""
    levels = {f"rank/{slug}": one.level for slug, one in answers.vocabulary.ranks.items()}
    records = post_records(answers, answers.moment())
    certain = {one.id: one.certain for record in records.values() for one in record.tenures if not one.contested}
    checked = 0
    for one in ranks_at_post(answers, "2015", "2024", "army"):
        days = certain.get(one.tenure)
        if not one.firm or days is None:
            continue
        for on in (days.earliest, days.latest):
            rows = answers.ask("rank-on-day", person=one.person, on=on)
            told = [row for row in rows if levels[str(row["rank"])] and int(row["credibility"]) < 5]
            for row in told:
                level = levels[str(row["rank"])]
                assert one.level.highest is not None
                assert level <= one.level.highest
                if row["held"] == "certain":
                    assert one.level.lowest is not None
                    assert level <= one.level.lowest
                    checked += 1
    assert checked > 5


def event(number: int, status: str, on: str, *, sure: bool = True, person: str = A, formation: str = "1-caa") -> Claim:
    voice, stance = (OFFICIAL, "official") if sure else ("ukrainian-official", "alleged")
    return claim(number, Kind.STATUS, status, person=person, formation=formation, on=on, by=voice, stance=stance)


def test_losses_by_month() -> None:
    answers = answers_from(
        [
            event(1, "killed", "2020-01-05"),
            event(2, "dismissed", text(30, 40), person=B),
            event(3, "killed", "2020-02-10", sure=False, person=C),
            claim(4, Kind.SUBORDINATION, "district", person=None, formation="1-caa", link="organic", on="2020-01-03"),
        ]
    )
    rows = {(one.part, one.condition): one.persons for one in losses_in_time(answers, "2020-01", "2020-02")}
    assert rows["2020-01", "dead"] == Figure(1, 1)
    assert rows["2020-01", "dismissed"] == rows["2020-02", "dismissed"] == Figure(0, 1)
    assert rows["2020-02", "dead"] == Figure(0, 1)
    assert rows["2020-02", "captive"] == Figure(0, 0)
    below = {one.person: one.firm for one in loss_events(answers, "2020", "2020", "district")}
    assert below[A] is False, "the subordination is certain of another day only"
    assert loss_events(answers, "2020", "2020", "fleet") == []
    assert loss_events(answers, "1900", "1901") == []


def test_a_person_is_lost_once() -> None:
    """Detained one day and arrested the next, somebody is in custody once."""
    answers = answers_from([event(1, "detained", "2020-01-05"), event(2, "arrested", "2020-01-06")])
    assert len(loss_events(answers, "2020-01", "2020-01")) == 2
    rows = {one.condition: one.persons for one in losses_in_time(answers, "2020-01", "2020-01")}
    assert rows["in-custody"] == Figure(1, 1)


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(0, 3), st.booleans()), min_size=1, max_size=3))
@settings(max_examples=20)
def test_losses_are_those_of_all_readings(drawn: list[tuple[int, int, bool]]) -> None:
    claims = [
        event(number, "dismissed", text(first, first + width), sure=sure, person=PEOPLE[number])
        for number, (first, width, sure) in enumerate(drawn)
    ]
    answers = answers_from(claims)
    found = loss_events(answers, text(2, 4), text(4, 4))
    (count,) = (one.persons for one in losses_in_time(answers, text(2, 4), text(4, 4)) if one.condition == "dismissed")
    inside = [
        [2 <= day <= 4 for day in range(first, first + width + 1)] + ([] if one.firm else [False])
        for one in found
        for first, width, _ in [drawn[PEOPLE.index(one.person)]]
    ]
    assert count == Figure(sum(all(one) for one in inside), sum(any(one) for one in inside))
    assert {one.person for one in found} == {
        PEOPLE[number] for number, (first, width, _) in enumerate(drawn) if first <= 4 and first + width >= 2
    }


def test_losses_are_those_of_the_list(answers: Answers) -> None:
    listed = {
        one["id"]: one["edtf"]
        for one in losses(answers, "southern-md")["items"]
        if one["edtf"] is not None and one["credibility"]["code"] != 5
    }
    found = {one.event: one for one in loss_events(answers, "1990", "2030", "southern-md")}
    assert found.keys() == listed.keys()
    assert any(one.firm for one in found.values())


def test_what_came_of_reports() -> None:
    answers = answers_from(
        [
            claim(1, Kind.STATUS, "killed", on="2020-01-02", by="ukrainian-official", known=date(2020, 1, 3)),
            claim(2, Kind.STATUS, "killed", on="2020-01-02", by=OFFICIAL, stance="official", known=date(2020, 1, 13)),
            claim(3, Kind.STATUS, "killed", person=B, on="2020-01-02", by="ukrainian-official", known=date(2020, 1, 3)),
            claim(4, Kind.POST, "commander", person=B, on="2020-02-02", by=OFFICIAL, known=date(2020, 2, 3)),
            claim(5, Kind.STATUS, "killed", person=C, on="2020-01-02", by="ukrainian-official", known=date(2020, 1, 3)),
        ]
    )
    found = {one.person: one for one in confirmations(answers, ["killed"])}
    assert {person: (one.outcome, one.days, one.settled) for person, one in found.items() if person != C} == {
        A: ("confirmed", Figure(10, 10), "2020-01-13"),
        B: ("refuted", Figure(31, 31), "2020-02-03"),
    }
    assert (found[C].outcome, found[C].days.highest) == ("open", None)
    then = {one.person: one.outcome for one in confirmations(answers, ["killed"], known="2020-01-05")}
    assert then == {A: "open", B: "open", C: "open"}
    assert confirmations(answers, known="2019-01-01") == []


def test_what_a_page_without_a_date_confirmed() -> None:
    report = claim(1, Kind.STATUS, "killed", on="2020-01-02", by="ukrainian-official", known=date(2020, 1, 3))
    official = claim(2, Kind.STATUS, "killed", on="2020-01-02", by=OFFICIAL, stance="official", known=date(2020, 1, 13))
    (one,) = confirmations(answers_from([report, undated(official)]), ["killed"])
    assert (one.outcome, one.days, one.dated) == ("confirmed", Figure(0, 10), True)
    (other,) = confirmations(answers_from([undated(report), official]), ["killed"])
    assert (other.days, other.dated) == (Figure(None, None), False)


def test_what_facts_rest_on() -> None:
    answers = answers_from(
        [
            claim(1, Kind.STATUS, "killed", on="2020-01-02", page="a"),
            claim(2, Kind.STATUS, "killed", on="2020-01-02", page="b"),
            claim(3, Kind.RANK, "colonel", formation=None, on="2020-01-02", page="a"),
        ]
    )
    found = {one.kind: one for one in concentration(answers)}
    assert (found["event"].pages, found["event"].claimants, found["event"].only_page) == (Figure(2, 2), 2, "")
    assert (found["rank"].pages, found["rank"].only_page, found["rank"].only_claimant) == (Figure(1, 1), "a", "voice-3")
    by_claimant = {one.of: (one.alone, one.all) for one in weights(answers)["claimant"]}
    assert by_claimant == {"voice-1": (0, 1), "voice-2": (0, 1), "voice-3": (1, 1)}


def test_on_the_real_data(answers: Answers) -> None:
    found = concentration(answers)
    assert all((one.pages.lowest or 0) <= (one.pages.highest or 0) for one in found)
    assert any(one.pages.lowest != one.pages.highest for one in found), "there are likely repetitions"
    assert all(one.pages.highest or not one.origins for one in found), "what nobody asserts has no origin"
    alone = sum(one.alone for one in weights(answers)["claimant"])
    assert alone == sum(bool(one.only_claimant) for one in found)
    assert [one.fact for one in found] == sorted(one.fact for one in found)
    shown = answers.fact(found[0].fact)
    assert (shown["credibility"]["code"], len(shown["origins"])) == (found[0].credibility, found[0].origins)


def test_a_table_of_pandas_has_a_column_for_each_bound() -> None:
    rows = loss_events(answers_from([event(1, "killed", "2020-01-05")]), "2020", "2020")
    assert list(frame(rows)["person"]) == [A]
    counts = frame(losses_in_time(answers_from([event(1, "killed", "2020-01-05")]), "2020-01", "2020-01"))
    assert {"persons_lowest", "persons_highest"} <= set(counts.columns)
    assert frame([]).empty
    assert total([Figure(1, 2), Figure(0, 3)]) == Figure(1, 5)


@pytest.mark.parametrize(
    ("figure", "words"),
    [(Figure(1, 1), "1"), (Figure(1, 2), "1 to 2"), (Figure(3, None), "3 to no limit"), (Figure(None, None), "none")],
)
def test_a_figure_reads_as_words(figure: Figure, words: str) -> None:
    assert str(figure) == words
