"""A formation's structure through time agrees with the hierarchy of each day."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from graph.answer import Answers
from graph.claim import Claim, Kind
from graph.lifetime import days_gone
from graph.structure import structure
from graph.subordination import days_below, steps_down
from tests.history.chronicle import answers_from, undated
from tests.history.test_service_together import below, edges_on
from tests.resolver.army import claim

DAYS = tuple(date(year, month, 1) for year in (2005, 2015, 2022, 2024) for month in (1, 12))


def test_a_formation_is_gone_on_the_days_that_the_question_says(answers: Answers) -> None:
    gone = days_gone(answers, answers.moment())
    assert gone
    edges = {one.earliest for days in gone.values() for one in days} | {
        one.latest for days in gone.values() for one in days
    }
    for on in [*DAYS, *sorted(edges)[1:-1:12]]:
        expected = {row["formation"] for row in answers.ask("dissolved", on=on)}
        found = {one for one, days in gone.items() if any(part.earliest <= on <= part.latest for part in days)}
        assert {f"formation/{one}" for one in found} == expected, on


@pytest.mark.parametrize("root", ["southern-md", "navy", "general-staff"])
def test_what_is_below_a_formation_is_so_on_each_day(answers: Answers, root: str) -> None:
    found = days_below(steps_down(answers, answers.moment(), {}), root)
    for on in DAYS:
        gone = {row["formation"] for row in answers.ask("dissolved", on=on)}
        edges = [row for row in edges_on(answers, on) if not {row["formation"], row["superior"]} & gone]
        edges = [row for row in edges if row["formation"] != "formation/mod"]
        for kind, ways in (("certain", ("certain",)), ("possible", ("certain", "contested", "possible"))):
            expected = below(edges, f"formation/{root}", ways)
            got = {
                f"formation/{one}"
                for one, days in found.items()
                if any(part.earliest <= on <= part.latest for part in getattr(days, kind))
            }
            assert got == expected, (on, kind)


@pytest.mark.parametrize("formation", ["22-ac", "black-sea-fleet", "northern-fleet", "58-caa"])
def test_spans_of_superiors_agree_with_the_days(answers: Answers, formation: str) -> None:
    spans = structure(answers, formation)["spans"]
    assert spans
    for span in spans:
        on = date.fromisoformat(span["from"])
        rows = answers.ask("superiors", formation=formation, on=on, links="organic")
        expected = {(str(row["superior"]).removeprefix("formation/"), row["held"]) for row in rows}
        if span["state"] not in ("gone", "unplaced"):
            assert {(one["formation"]["id"], one["held"]) for one in span["superiors"]} == expected, on
    for before, after in pairwise(spans):
        assert date.fromisoformat(before["until"]) + timedelta(days=1) == date.fromisoformat(after["from"])


def test_a_fleet_changed_its_superior(answers: Answers) -> None:
    found = structure(answers, "black-sea-fleet")
    above = [one["superior"]["id"] for one in found["superiors"]]
    assert above.index("southern-md") < above.index("navy")
    assert "22-ac" in {one["formation"]["id"] for one in found["subordinates"]}
    in_2015 = structure(answers, "black-sea-fleet", between="2015")
    assert [one["superior"]["id"] for one in in_2015["superiors"]] == ["southern-md"]
    assert [(span["from"], span["until"]) for span in in_2015["spans"]] == [("2015-01-01", "2015-12-31")]


def test_gaps_undated_statements_and_absence_are_told_apart() -> None:
    def under(number: int, superior: str, start: str | None, end: str | None = None) -> Claim:
        return claim(
            number, Kind.SUBORDINATION, superior, person=None, formation="1-caa", link="organic", start=start, end=end
        )

    first, last = under(1, "district", "2010-01-01", "2012-12-31"), under(2, "fleet", "2016-01-01", "2018-12-31")
    gap = structure(answers_from([first, last]), "1-caa")["spans"]
    assert [span["state"] for span in gap] == ["held", "unplaced", "held"]
    stands_in = structure(answers_from([first, last, undated(under(3, "2-caa", None))]), "1-caa")["spans"]
    assert [span["state"] for span in stands_in] == ["held", "possible", "held"]
    assert [one["formation"]["id"] for one in stands_in[1]["superiors"]] == ["2-caa"]
    assert "undated" in stands_in[1]["why"]
    life = (("formed", "2000-01-01"), ("dissolved", "2013-06-30"), ("formed", "2015-07-01"))
    events = [
        claim(number, Kind.STATUS, status, person=None, on=on, by="russian-official")
        for number, (status, on) in enumerate(life, start=4)
    ]
    again = structure(answers_from([first, last, *events]), "1-caa")
    assert [span["state"] for span in again["spans"]] == ["held", "unplaced", "gone", "unplaced", "held"]
    assert [one["status"]["id"] for one in again["events"]] == ["formed", "dissolved", "formed"]
