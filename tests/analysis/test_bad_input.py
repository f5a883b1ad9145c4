"""What is asked wrongly is told: which parameter, what is wrong, what would be right."""

import sys
from collections.abc import Callable
from typing import Any

import pytest

from graph.analysis.command_network import command_network
from graph.analysis.confirmation import confirmations
from graph.analysis.figure import Figure, frame
from graph.analysis.losses_in_time import loss_events, losses_in_time
from graph.analysis.person_network import person_network
from graph.analysis.pictures import picture
from graph.analysis.ranks_at_post import ranks_at_post
from graph.analysis.replacement import acting_spells, empty_posts, replacements
from graph.analysis.survival import Length, survival, tenure_lengths
from graph.analysis.turnover_in_time import changes_in_time
from graph.answer import Answers
from graph.question import ParameterError

OVER_TIME = (acting_spells, changes_in_time, empty_posts, ranks_at_post, replacements, tenure_lengths)


@pytest.mark.parametrize("analysis", OVER_TIME)
@pytest.mark.parametrize(
    ("values", "parameter"),
    [
        ({"first": "2023", "last": "2022"}, "to"),
        ({"first": "2022", "last": "2023/.."}, "to"),
        ({"first": "2022-13", "last": "2023"}, "from"),
        ({"first": "2022", "last": "2023", "echelon": "armee"}, "echelon"),
        ({"first": "2022", "last": "2023", "formation": "58-ca"}, "formation"),
    ],
)
def test_periods_echelons_and_formations(
    answers: Answers, analysis: Callable[..., Any], values: dict[str, str], parameter: str
) -> None:
    with pytest.raises(ParameterError) as found:
        analysis(answers, **values)
    assert found.value.parameter == parameter


@pytest.mark.parametrize("analysis", [one for one in OVER_TIME if one is not ranks_at_post])
def test_before_any_data_nothing_is_sure(answers: Answers, analysis: Callable[..., Any]) -> None:
    """Of a tenure whose start no source tells a reading may have any start, but none has to."""
    for row in analysis(answers, "1700", "1700"):
        assert not getattr(row, "firm", False), row
        assert all(getattr(row, name).lowest == 0 for name in ("began", "ended") if hasattr(row, name))
    assert not any(one.days.lowest or one.days.highest for one in empty_posts(answers, "1700", "1700"))
    assert replacements(answers, "1700", "1700") == []


def test_others(answers: Answers) -> None:
    wrong: list[tuple[Callable[[], object], str]] = [
        (lambda: loss_events(answers, "2022", "2023", "58-ca"), "formation"),
        (lambda: losses_in_time(answers, "2022", "2023", every="weak"), "every"),
        (lambda: confirmations(answers, ["kiled"]), "status"),
        (lambda: person_network(answers, links="loose"), "links"),
        (lambda: person_network(answers, between="yesterday"), "between"),
        (lambda: command_network(answers, "2022-02-30"), "on"),
        (lambda: command_network(answers, root="58-ca"), "root"),
    ]
    for ask, parameter in wrong:
        with pytest.raises(ParameterError) as found:
            ask()
        assert found.value.parameter == parameter


def test_a_formation_without_a_superior(answers: Answers) -> None:
    """Asked from itself downwards it is a network of its own."""
    network = command_network(answers, "2023-07-10", root="58-caa")
    assert network.in_degree("58-caa") == 0
    assert network.graph["root"] == "58-caa"


def test_what_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra of the package the estimate, tables and pictures say what is missing; all else works."""
    for name in ("pandas", "lifelines", "matplotlib.pyplot"):
        monkeypatch.setitem(sys.modules, name, None)
    length = Length("tenure", "person", "formation", "commander", "army", "full", Figure(3, 5), firm=True)
    for wanting in (lambda: frame([length]), lambda: survival([length]), lambda: picture("", "", "", "")):
        with pytest.raises(ImportError, match="pip install"):
            wanting()
