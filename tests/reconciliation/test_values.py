"""Identifiers, context and values, held against the rules they follow."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.reconciliation.identifier import Identifier, identifier_of
from api.reconciliation.matching import Matcher
from api.reconciliation.query import Condition, Query
from graph.answer import Answers
from graph.edtf import Days, days_of
from graph.extension import PROPERTIES, Extension, property_of
from graph.naming.context import NAME_ALONE
from graph.question import TODAY

SLUG = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)
DAY = st.dates(date(2000, 1, 1), date(2026, 3, 6))
TIME = st.none() | DAY.map(date.isoformat) | st.sampled_from(["2022", "2022-05", "2022-05/2022-09", "2022~", "../2020"])


@given(st.sampled_from(["person", "formation", "rank"]), SLUG, TIME)
def test_an_identifier_is_read_as_it_was_written(kind: str, slug: str, on: str | None) -> None:
    thing = Identifier(kind, slug, on)
    assert identifier_of(thing.text) == thing
    assert thing.days == (days_of(on) if on is not None else None)


@pytest.mark.parametrize(
    "text", ["", "Igor Osipov", "person/", "/x", "person/x@", "person/x@soon", "person/x@2022-13", "a b/c"]
)
def test_what_is_no_identifier_is_none(text: str) -> None:
    assert identifier_of(text) is None


def query(name: str, **context: str) -> Query:
    return Query((name,), (), ("person",), tuple(Condition(key, (value,)) for key, value in context.items()), 50)


def test_everybody_is_found_by_name_and_where_they_served(answers: Answers) -> None:
    """Whom sources show in a formation in some year comes first by name and these two."""
    matcher, tried = Matcher(answers), 0
    for person in answers.names.ids("person"):
        for post in answers.careers.of(person).tenures[:1]:
            seen = post.possible.intersect(post.evidence) if post.possible and post.evidence else None
            if seen is None:
                continue
            tried += 1
            name, year = answers.names.label(f"person/{person}"), f"{seen.latest.year:04}"
            found = matcher.result(query(name, formation=f"formation/{post.formation}", day=year))
            assert found.candidates[0].identifier.slug == person, name
            assert found.candidates[0].findings["formation"].change > 0
    assert tried > 100


@settings(max_examples=60)
@given(st.data())
def test_context_moves_scores_one_way(answers: Answers, data: st.DataObject) -> None:
    """What fits never lowers a score, what does not fit or is not told never raises it, and nobody
    is the match whom something does not fit."""
    person = data.draw(st.sampled_from(answers.names.ids("person")))
    surname = answers.names.label(f"person/{person}").split()[-1]
    context = data.draw(
        st.fixed_dictionaries(
            {},
            optional={
                "rank": st.sampled_from(list(answers.vocabulary.ranks)).map(lambda slug: f"rank/{slug}"),
                "formation": st.sampled_from(answers.names.ids("formation")).map(lambda slug: f"formation/{slug}"),
                "day": DAY.map(date.isoformat),
            },
        )
    )
    result = Matcher(answers).result(query(surname, **context))
    assert result.ignored == []
    for one in result.candidates:
        assert 0 <= one.score <= 100
        changes = [finding.change for finding in one.findings.values()]
        assert one.findings.keys() <= {*context, "chain"}
        if changes and min(changes) > 0:
            assert one.score >= min(one.name_score, NAME_ALONE)
        if changes and max(changes) < 0:
            assert one.score < one.name_score
    assert sum(one.match for one in result.candidates) <= 1
    assert all(one.fits for one in result.candidates if one.match)


@settings(max_examples=25)
@given(st.data())
def test_who_led_on_a_day_is_who_the_question_tells(answers: Answers, data: st.DataObject) -> None:
    formation = data.draw(st.sampled_from(answers.names.ids("formation")))
    day = data.draw(DAY)
    known = data.draw(st.sampled_from([TODAY, TODAY, date(2023, 8, 1)]))
    day = min(day, known)
    policy = data.draw(st.sampled_from(["default", "official-only"]))
    asked = answers.under(policy)
    told = {
        (row["person"], row["held"])
        for row in asked.ask("holders", formation=formation, role=asked.leading_role(formation), on=day, known=known)
    }
    leader = property_of("formation", "leader")
    assert leader is not None
    found = Extension(asked, known).values(leader, formation, Days(day, day))
    best = dict(sorted(told, reverse=True))
    assert {(one.path, str(one.held)) for one in found} == {(str(person), str(held)) for person, held in best.items()}
    certain = Extension(asked, known, certain_only=True).values(leader, formation, Days(day, day))
    assert certain == [one for one in found if one.held == "certain"]


@settings(max_examples=25)
@given(st.data())
def test_a_period_has_the_values_of_its_days(answers: Answers, data: st.DataObject) -> None:
    """Who is a value on a day is one in every period with that day, and no less sure."""
    asked = data.draw(st.sampled_from([one for one in PROPERTIES if one.dated and one.id != "fate"]))
    slug = data.draw(st.sampled_from(answers.names.ids(asked.kind)))
    day = data.draw(DAY)
    period = Days(
        day - timedelta(days=data.draw(st.integers(0, 400))), day + timedelta(days=data.draw(st.integers(0, 400)))
    )
    extension = Extension(answers, TODAY)
    on_day = extension.values(asked, slug, Days(day, day))
    within = {(one.path, one.text): one.held for one in extension.values(asked, slug, period)}
    assert {(one.path, one.text) for one in on_day} <= within.keys()
    assert all(within[one.path, one.text] != "possible" for one in on_day if one.held == "certain")


def test_reports_are_told_as_reports(answers: Answers) -> None:
    fate = property_of("person", "fate")
    assert fate is not None
    extension = Extension(answers, TODAY)
    told = 0
    for person in answers.names.ids("person"):
        for one in extension.values(fate, person, Days(TODAY, TODAY)):
            assert one.credibility is not None
            assert one.text is not None
            assert one.text.startswith("reported: ") == (one.credibility > 2)
            told += one.credibility > 2
    assert told > 50
