"""Namesakes are told apart by rank, formation and day; nothing is said for certain that is not."""

import pytest

from api.terminal import find_thing
from graph.answer import Answers
from graph.naming.context import HIGHEST, LOWEST, NAME_ALONE
from graph.naming.match import LEAST, REGISTERED, SAME
from graph.question import ParameterError


@pytest.mark.parametrize(
    ("text", "context", "slug"),
    [
        ("Popov", {"formation": "58-caa", "on": "2023-07-01"}, "ivan-popov"),
        ("Popov", {"formation": "mod", "on": "2020-01-01"}, "pavel-popov"),
        ("Popov", {"formation": "247-aar", "on": "2023-09-01", "rank": "major"}, "vasily-popov"),
        ("Popov", {"rank": "vice-admiral"}, "sergei-popov-admiral"),
        ("полковник Попов", {}, "pyotr-popov"),
        ("Герасимов", {"rank": "major-general", "on": "2022-03-01"}, "vitaly-gerasimov"),
        ("Gerasimov", {"formation": "general-staff"}, "valery-gerasimov"),
        ("Сергей Макаров", {"formation": "north-caucasus-md"}, "sergei-makarov-ncmd"),
        ("Сергей Макаров", {"formation": "8-caa"}, "sergei-makarov"),
        ("Vladislav Ershov", {"formation": "6-caa"}, "vladislav-ershov"),
    ],
)
def test_the_namesake_who_fits_comes_first(answers: Answers, text: str, context: dict[str, str], slug: str) -> None:
    found = answers.search(text, ["person"], **context)  # type: ignore[arg-type]
    assert found[0].path == f"person/{slug}", found[:3]
    assert found[0].score > found[1].score
    assert found[0].agrees or found[1].differs, "the difference is explained"


def test_a_formation_of_its_time_comes_first(answers: Answers) -> None:
    early = answers.search("Leningrad Military District", ["formation"], on="2005-01-01")
    late = answers.search("Leningrad Military District", ["formation"], on="2024-12-01")
    assert early[0].path == "formation/leningrad-md-old"
    assert late[0].path == "formation/leningrad-md"
    assert any("not yet formed" in why for match in early for why in match.differs)


def test_a_credible_death_counts_against_a_later_day(answers: Answers) -> None:
    (before,) = answers.search("Andrei Sukhovetsky", ["person"], on="2022-01-15")
    (after,) = answers.search("Andrei Sukhovetsky", ["person"], on="2023-06-01")
    assert before.score >= SAME
    assert after.score < before.score
    assert any("killed" in why for why in after.differs)


def test_context_moves_within_bounds_and_leaves_out_none_that_is_called_so(answers: Answers) -> None:
    plain = {match.path: match.score for match in answers.search("Popov", ["person"])}
    there = answers.search("Popov", ["person"], formation="58-caa", on="2023-07-01", rank="major-general")
    assert {path for path, score in plain.items() if score > 80} <= {match.path for match in there}
    for match in there:
        assert max(LEAST, plain[match.path] + LOWEST) <= match.score <= min(REGISTERED - 1, plain[match.path] + HIGHEST)


def test_what_is_not_credible_is_said_to_be_reported(answers: Answers) -> None:
    """Of whom only doubtful facts speak, that is said where they are shown."""
    for match in answers.search("Popov", ["person"], rank="colonel"):
        for why in (*match.agrees, *match.differs):
            slug = match.path.partition("/")[2]
            ranks = [fact for fact in answers.timeline(slug)["items"] if fact["kind"] == "rank"]
            doubtful = all(fact["credibility"]["code"] > 2 for fact in ranks)
            assert ("(reported)" in why or "(contested)" in why) or not doubtful


def test_what_is_not_known_speaks_against_nobody(answers: Answers) -> None:
    people = [path for path in answers.names.forms if path.startswith("person/")]
    ranked = {row["person"] for row in answers.ask("careers", things=people) if "rank" in row}
    unranked = [path for path in people if path not in ranked]
    assert unranked
    for path in unranked[:20]:
        (match,) = [one for one in answers.search(answers.names.label(path), rank="colonel") if one.path == path]
        assert match.score == NAME_ALONE
        assert match.agrees == match.differs == ()


@pytest.mark.parametrize(
    ("context", "parameter"),
    [
        ({"rank": "field-marshal"}, "rank"),
        ({"formation": "999-caa"}, "formation"),
        ({"on": "2022"}, "on"),
        ({"known": "yesterday"}, "known"),
    ],
)
def test_context_that_is_none_is_an_error(answers: Answers, context: dict[str, str], parameter: str) -> None:
    with pytest.raises(ParameterError) as error:
        answers.search("Popov", **context)  # type: ignore[arg-type]
    assert error.value.parameter == parameter


def test_copies_of_the_answers_share_the_index(answers: Answers) -> None:
    assert answers.under("official-only").naming is answers.naming


def test_the_command_line_takes_what_is_clear_and_asks_for_the_rest(
    answers: Answers, capsys: pytest.CaptureFixture[str]
) -> None:
    assert find_thing(answers, "ivan-popov") == "person/ivan-popov"
    assert find_thing(answers, "генерал-майор И. Попов") == "person/ivan-popov"
    assert find_thing(answers, "58 ОА") == "formation/58-caa"
    with pytest.raises(SystemExit):
        find_thing(answers, "ген. Попов")
    several = capsys.readouterr().err
    assert "ivan-popov" in several
    assert "pavel-popov" in several
    with pytest.raises(SystemExit):
        find_thing(answers, "Joe Biden")
    assert "anything like" in capsys.readouterr().err
