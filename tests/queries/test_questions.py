"""Every question runs on the shipped fact base, and no parameter can be more than a term."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib.plugins.sparql import prepareQuery

from graph.answer import Answers
from graph.question import ParameterError, Question, ask, parse_question, question, questions


def example(asked: Question) -> dict[str, object]:
    """The examples that a question's file gives for the parameters that must be given."""
    return {parameter.name: parameter.example for parameter in asked.parameters if parameter.default is None}


@pytest.mark.parametrize("name", sorted(questions()))
def test_every_question_answers_its_own_example(answers: Answers, name: str) -> None:
    asked = question(name)
    rows = ask(answers.store, name, **example(asked))
    assert rows, "the example should show an answer"
    assert asked.title
    assert asked.question
    assert asked.returns


@pytest.mark.parametrize("name", sorted(questions()))
def test_every_question_is_standard_sparql(name: str) -> None:
    """rdflib knows SPARQL 1.1 and nothing of the engine's own extensions."""
    asked = question(name)
    given_values = {
        parameter.name: parameter.example for parameter in asked.parameters if parameter.example is not None
    }
    prepareQuery(asked.render(**given_values))


def test_optional_filters_filter(answers: Answers, claims_written: int) -> None:
    everything = ask(answers.store, "claims")
    some = ask(answers.store, "claims", person="igor-osipov")
    assert len(everything) == claims_written
    assert 50 < len(some) < 1000
    assert {row["person"] for row in some} == {"person/igor-osipov"}
    period = {"from": "2022-05-01", "to": "2022-05-31"}
    events = ask(answers.store, "events", **period)
    dismissed = ask(answers.store, "events", **period, status="dismissed")
    assert 0 < len(dismissed) < len(events)
    assert {row["status"] for row in dismissed} == {"status/dismissed"}
    assert all(row["credibility"] <= 2 for row in ask(answers.store, "events", **period, credibility=2))


def test_what_is_only_possible_is_left_out_where_one_is_certain(answers: Answers) -> None:
    rows = ask(answers.store, "holders", formation="black-sea-fleet", on="2020-06-01")
    assert [(row["person"], row["held"]) for row in rows] == [("person/igor-osipov", "certain")]


def test_rivals_with_evidence_are_contested(answers: Answers) -> None:
    pairs = ask(answers.store, "overlapping")
    assert pairs
    facts = answers.facts({str(pair[name]) for pair in pairs for name in ("fact", "rival")}, claims=False)
    together = 0
    for pair in pairs:
        one, other = (facts[str(pair[name])] for name in ("fact", "rival"))
        first = max(one["evidence"]["from"], other["evidence"]["from"])
        if first <= min(one["evidence"]["until"], other["evidence"]["until"]):
            together += 1
            items = answers.holders(one["formation"]["id"], one["post"]["role"], first)["items"]
            held = {item["tenure"]["id"]: item["held"] for item in items}
            for fact, rival in ((one, other), (other, one)):
                if fact["id"] in held and rival["id"] in fact["rivals"]:
                    assert held[fact["id"]] == "contested", pair
    assert together


def test_deputies_share_a_post(answers: Answers) -> None:
    rows = ask(answers.store, "holders", formation="southern-md", role="deputy-commander", on="2022-06-01")
    assert len({row["person"] for row in rows}) > 1


@pytest.mark.parametrize(
    ("name", "values", "parameter", "words"),
    [
        ("holders", {}, "formation", "is needed"),
        ("holders", {"formation": "58-caa"}, "on", "for example on=2022-05-20"),
        ("holders", {"formation": "58-caa", "on": "2022-05"}, "on", "one day is needed"),
        ("holders", {"formation": "58-caa", "on": "soon"}, "on", "not a date"),
        ("holders", {"formation": "58 CAA", "on": "2022-05-20"}, "formation", "lower-case letters"),
        (
            "holders",
            {"formation": "58-caa", "on": "2022-05-20", "knwon": "2022-05-21"},
            "knwon",
            'did you mean "known"',
        ),
        ("holderz", {}, "question", 'did you mean "holders"'),
        ("events", {"from": "2022-01-01", "to": "2022-02-01", "credibility": "good"}, "credibility", "whole number"),
    ],
)
def test_wrong_parameters_are_explained(
    answers: Answers, name: str, values: dict[str, object], parameter: str, words: str
) -> None:
    with pytest.raises(ParameterError) as error:
        ask(answers.store, name, **values)
    assert error.value.parameter == parameter
    assert words in str(error.value)


@given(st.text())
def test_no_id_can_break_out(text: str) -> None:
    try:
        rendered = question("holders").render(formation=text, on="2022-05-20")
    except ParameterError:
        return
    assert set(text) <= set("abcdefghijklmnopqrstuvwxyz0123456789-/")
    prepareQuery(rendered)


@given(st.text())
def test_no_text_can_break_out(text: str) -> None:
    """Whatever the text, the query stays the same but for one literal, which is that text."""
    rendered = question("sources").render(publisher=text)
    if text == "any":
        return
    plain = question("sources").render(publisher="x")
    head, _, tail = plain.partition('"x"')
    assert rendered.startswith(head)
    assert rendered.endswith(tail)
    literal = rendered[len(head) : len(rendered) - len(tail)]
    assert literal.startswith('"')
    assert literal.endswith('"')
    assert "\n" not in literal
    assert '"' not in literal[1:-1].replace("\\\\", "").replace('\\"', "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# title: A\nSELECT * WHERE {}", "lacks question, returns"),
        ("# title: A\n# question: B\n# returns: C\nSELECT * WHERE { ?s ?p $x }", "used \\['x'\\]"),
        ("# title: A\n# question: B\n# returns: C\n# param x day\nASK {}", "cannot read the parameter"),
        ("# title: A\n# question: B\n# returns: C\n# param x pony -- p\nASK { $x ?p ?o }", "unknown type 'pony'"),
    ],
)
def test_a_file_whose_header_and_body_differ_is_refused(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        parse_question("made-up", text)


def test_a_token_in_a_text_or_comment_is_none() -> None:
    text = '# title: A\n# question: B\n# returns: C\nASK { ?s ?p "$x" } # $x\n'
    assert parse_question("made-up", text).render() == text
