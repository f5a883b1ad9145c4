"""Persons are found by name as people type it."""

import iuliia
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.answer import Answers
from graph.names import folded
from graph.naming import NameSearch
from graph.naming.match import LEAST, LIKELY, REGISTERED, SAME

PERSON = ("person",)
relaxed = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Ivan Popov", "ivan-popov"),
        ("popov ivan", "ivan-popov"),
        ("I. Popov", "ivan-popov"),
        ("Попов И. И.", "ivan-popov"),
        ("И.И. Попов", "ivan-popov"),
        ("Иван Иванович Попов", "ivan-popov"),
        ("Попов Иван Иванович", "ivan-popov"),
        ("Maj. Gen. Ivan Popov", "ivan-popov"),
        ("генерал-майора Ивана Попова", "ivan-popov"),
        ("Spartak", "ivan-popov"),
        ("Shoigu", "sergei-shoigu"),
        ("Shoygu", "sergei-shoigu"),
        ("Šojgu", "sergei-shoigu"),
        ("Choïgou", "sergei-shoigu"),
        ("Serhii Shoihu", "sergei-shoigu"),
        ("Сергій Шойгу", "sergei-shoigu"),
        ("Сергей Шойу", "sergei-shoigu"),
        ("Oleksandr Dvornikov", "alexander-dvornikov"),
        ("Олександр Дворніков", "alexander-dvornikov"),
        ("Mykhailo Teplynskyi", "mikhail-teplinsky"),
        ("Volodymyr Zarudnytskyi", "vladimir-zarudnitsky"),
        ("Waleri Gerassimow", "valery-gerasimov"),
        ("Evkurov", "yunus-bek-yevkurov"),
        ("Yunus Bek Evkurov", "yunus-bek-yevkurov"),
        ("Zhuravlev", "alexander-zhuravlyov"),
        ("Журавлёв", "alexander-zhuravlyov"),
        ("Juravlev", "alexander-zhuravlyov"),
        ("Oleg Zokov", "oleg-tsokov"),
        ("Surovkin Sergey", "sergei-surovikin"),
        ("General Armageddon", "sergei-surovikin"),
        ("Col. Gen. S. Surovikin", "sergei-surovikin"),
        ("chief of staff Zarudnitsky", "vladimir-zarudnitsky"),
        ("General Lieutenant Teplinsky", "mikhail-teplinsky"),
        ("ген.-п. Суровикин", "sergei-surovikin"),
        ("контр-адмирал Пинчук", "sergei-pinchuk"),
        ("віцеадмірал Осипов", "igor-osipov"),
        ("Vladimir Belyaevsky", "v-a-belyaevsky"),
    ],
)
def test_a_person_is_found_first(search: NameSearch, text: str, slug: str) -> None:
    found = search.search(text, PERSON)
    assert found[0].path == f"person/{slug}", found[:3]
    assert f'"{found[0].form}"' in found[0].why


def two_part_names(answers: Answers, language: str) -> list[tuple[str, str]]:
    """Registered labels of a given name and a surname, with their paths."""
    return [
        (path, label)
        for path, by_language in answers.names.labels.items()
        if path.startswith("person/")
        and (label := by_language.get(language, "")).count(" ") == 1
        and "." not in label
        and "(" not in label
    ]


@relaxed
@given(number=st.integers(0, 10_000), change=st.sampled_from([str.upper, str.lower, str.title, str.swapcase]))
def test_case_and_the_dots_of_yo_do_not_matter(
    answers: Answers, search: NameSearch, number: int, change: object
) -> None:
    names = two_part_names(answers, "ru")
    path, label = names[number % len(names)]
    assert callable(change)
    for text in (change(label), label.replace("ё", "е")):
        scores = {match.path: match.score for match in search.search(text, PERSON)}
        assert scores[path] == REGISTERED


@relaxed
@given(number=st.integers(0, 10_000), language=st.sampled_from(["en", "ru"]))
def test_order_does_not_matter(answers: Answers, search: NameSearch, number: int, language: str) -> None:
    names = two_part_names(answers, language)
    path, label = names[number % len(names)]
    given_name, surname = label.split()
    scores = {match.path: match.score for match in search.search(f"{surname} {given_name}", PERSON)}
    assert scores[path] >= SAME
    assert max(scores.values()) - scores[path] <= 1, "only a namesake may be as near"


@relaxed
@given(
    number=st.integers(0, 10_000),
    scheme=st.sampled_from(["BGN_PCGN", "ICAO_DOC_9303", "WIKIPEDIA", "MOSMETRO", "GOST_52290", "BS_2979", "MVD_310"]),
)
def test_the_scheme_of_transliteration_does_not_matter(
    answers: Answers, search: NameSearch, number: int, scheme: str
) -> None:
    names = two_part_names(answers, "ru")
    path, label = names[number % len(names)]
    scores = {match.path: match.score for match in search.search(getattr(iuliia, scheme).translate(label), PERSON)}
    assert scores[path] >= SAME


@relaxed
@given(
    number=st.integers(0, 10_000),
    rank=st.sampled_from(["Gen.", "Maj. Gen.", "генерал", "ген.-м.", "полковник", "генерал-лейтенант", "контрадмірал"]),
)
def test_a_rank_in_front_is_left_out_and_said(answers: Answers, search: NameSearch, number: int, rank: str) -> None:
    names = two_part_names(answers, "ru")
    path, label = names[number % len(names)]
    (match,) = [one for one in search.search(f"{rank} {label}", PERSON) if one.path == path]
    assert match.score >= SAME
    assert "left out" in match.why


@relaxed
@given(text=st.text(max_size=300), kind=st.sampled_from(["person", "formation", "claimant", "rank", "post"]))
def test_whatever_is_typed_scores_are_ordered_and_bounded(search: NameSearch, text: str, kind: str) -> None:
    found = search.search(text, [kind], limit=5)
    assert len(found) <= 5
    assert [match.score for match in found] == sorted((match.score for match in found), reverse=True)
    for match in found:
        assert LEAST <= match.score <= REGISTERED
        assert match.path.startswith(f"{kind}/")
        assert (match.score == REGISTERED) == (folded(match.form) == folded(text))


@pytest.mark.parametrize("text", ["", "   ", "...", "—", "()"])
def test_nothing_is_called_nothing(search: NameSearch, text: str) -> None:
    assert search.search(text, ["person", "formation", "role"]) == []


def test_namesakes_are_all_found_alike(search: NameSearch) -> None:
    found = search.search("Сергей Макаров", PERSON)
    assert [match.path for match in found if match.score == REGISTERED] == [
        "person/sergei-makarov",
        "person/sergei-makarov-ncmd",
    ]
    popovs = [match for match in search.search("Popov", PERSON) if match.score >= LIKELY]
    assert len(popovs) == len({match.path for match in popovs}) >= 5
    assert len({match.score for match in popovs}) == 1


@pytest.mark.parametrize(
    ("same", "other"),
    [
        ("Иван Иванович Попов", "Иван Петрович Попов"),
        ("И. И. Попов", "И. П. Попов"),
        ("Ivan Popov", "Stepan Popov"),
        ("I. Popov", "K. Popov"),
    ],
)
def test_what_contradicts_counts_against(search: NameSearch, same: str, other: str) -> None:
    def score(text: str) -> float:
        return max((one.score for one in search.search(text, PERSON) if one.path == "person/ivan-popov"), default=0)

    assert score(same) >= LIKELY > score(other)


def test_a_part_counts_once(search: NameSearch) -> None:
    once, twice = (search.search(text, PERSON)[0] for text in ("Ivan Popov", "Ivan Popov Popov"))
    assert once.path == twice.path == "person/ivan-popov"
    assert twice.score < once.score


def test_strangers_are_nobody(answers: Answers, search: NameSearch) -> None:
    registered = {folded(form) for forms in answers.names.forms.values() for form in forms}
    for given_name in ("Иван", "Александр", "Пётр", "Захар"):
        for surname in ("Петров", "Сидоров", "Фёдоров", "Кузнецов", "Иванов", "Попов", "Смирнов", "Байден"):
            text = f"{given_name} {surname}"
            if folded(text) not in registered:
                assert all(match.score < LIKELY for match in search.search(text, PERSON)), text
    assert search.search("Joe Biden", PERSON) == []
