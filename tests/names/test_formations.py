"""Formations, and whatever else is registered, are found by name as people write it."""

import pytest

from graph.answer import Answers
from graph.naming import NameSearch
from graph.naming.match import LIKELY, SAME


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("58 ОА", "58-caa"),
        ("58ОА", "58-caa"),
        ("58А", "58-caa"),
        ("58-я армия", "58-caa"),
        ("58-я общевойсковая армия", "58-caa"),
        ("58-й общевойсковой армии", "58-caa"),
        ("58th Combined Arms Army", "58-caa"),
        ("58th Combined Ars Army", "58-caa"),
        ("58th CAA", "58-caa"),
        ("58 CAA", "58-caa"),
        ("58-ма загальновійськова армія", "58-caa"),
        ("58 гв. ОА", "58-caa"),
        ("1 ГТА", "1-gta"),
        ("First Guards Tank Army", "1-gta"),
        ("22 АК", "22-ac"),
        ("22-й корпус", "22-ac"),
        ("Краснознамённая 5-я армия", "5-caa"),
        ("150 мсд", "150-mrd"),
        ("76 дшд", "76-gaad"),
        ("76th Airborne Division", "76-gaad"),
        ("командующий 58-й армией", "58-caa"),
        ("Wagner PMC", "wagner"),
        ("150th Motorised Rifle Division", "150-mrd"),
        ("155 обрмп", "155-nib"),
        ("810-я бригада", "810-nib"),
        ("4-я армия ВВС и ПВО", "4-afadf"),
        ("ЧФ", "black-sea-fleet"),
        ("BSF", "black-sea-fleet"),
        ("Черноморского флота", "black-sea-fleet"),
        ("ТОФ", "pacific-fleet"),
        ("ЮВО", "southern-md"),
        ("Южный ВО", "southern-md"),
        ("ГРУ", "gu-gru"),
        ("GRU", "gu-gru"),
        ("в/ч 29155", "gru-unit-29155"),
        ("ВДВ", "vdv"),
        ("VDV", "vdv"),
        ("ВКС", "aerospace-forces"),
        ("Генштаб", "general-staff"),
        ("Минобороны", "mod"),
        ("группировка «Центр»", "gof-center"),
        ("ЧВК Вагнер", "wagner"),
    ],
)
def test_a_formation_is_found_first(search: NameSearch, text: str, slug: str) -> None:
    found = search.search(text, ["formation"])
    assert found[0].path == f"formation/{slug}", found[:3]
    assert found[0].score >= LIKELY


def test_both_that_an_abbreviation_may_mean_are_found(search: NameSearch) -> None:
    assert {match.path for match in search.search("SMD", ["formation"])} >= {
        "formation/southern-md",
        "formation/siberian-md",
    }


@pytest.mark.parametrize("text", ["59 CAA", "158-я армия", "58-я дивизия", "58 мсд", "58-я танковая армия"])
def test_another_number_echelon_or_arm_is_another_unit(search: NameSearch, text: str) -> None:
    assert "formation/58-caa" not in {match.path for match in search.search(text, ["formation"])}


def test_every_numbered_unit_is_found_by_its_names(answers: Answers, search: NameSearch) -> None:
    """And no unit of another number is."""
    for path, forms in answers.names.forms.items():
        number = path.partition("/")[2].partition("-")[0]
        if path.startswith("formation/") and number.isdigit():
            for form in forms:
                found = search.search(form.upper(), ["formation"], limit=20)
                assert path in {match.path for match in found if match.score >= SAME}, form
                numbers = {match.path.partition("/")[2].partition("-")[0] for match in found}
                assert form[0].isalpha() or {one for one in numbers if one.isdigit()} == {number}, form


@pytest.mark.parametrize(
    ("kind", "text", "slug"),
    [
        ("role", "командующий", "commander"),
        ("role", "chief of staff", "chief-of-staff"),
        ("rank", "Major General", "major-general"),
        ("rank", "контр-адмирал", "rear-admiral"),
        ("claimant", "ISW", "isw"),
        ("claimant", "тасс", "tass"),
        ("post", "commander 58th CAA", "58-caa/commander"),
        ("status", "dismissed", "dismissed"),
    ],
)
def test_other_things_have_names_too(search: NameSearch, kind: str, text: str, slug: str) -> None:
    assert search.search(text, [kind])[0].path == f"{kind}/{slug}"


def test_kinds_are_searched_together(search: NameSearch) -> None:
    found = search.search("Вагнер", ["person", "formation", "claimant"])
    assert {match.path.partition("/")[0] for match in found} >= {"formation"}
    assert search.exact("navy") == ["formation/navy"]
    assert search.exact("Navy", ["person"]) == []
