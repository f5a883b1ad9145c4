"""What things are called in three languages: put together from their parts, and never surer than they are."""

import pytest
from pyoxigraph import Literal

from graph.answer import Answers
from graph.description import labels_of
from graph.finding import KINDS
from graph.labels import FINDING_KINDS
from graph.names import Names
from ontology import BASE, ST

PREFIX = f"PREFIX st: <{ST}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
DENIED = f"{PREFIX}SELECT ?c {{ ?c a st:Claim ; st:denies true }} ORDER BY ?c LIMIT 1"


@pytest.mark.parametrize(
    ("path", "labels"),
    [
        (
            "fact/event/igor-osipov/arrested/2/v/2022-05-13",
            {
                "en": "Igor Osipov: arrested, Black Sea Fleet, [2022-05-01..2022-05-13] (reported; doubtful), "
                "as known from 2022-05-13 until 2022-05-18",
                "ru": "Игорь Осипов: арестован, Черноморский флот, [2022-05-01..2022-05-13] (сообщается; сомнительно), "
                "как известно с 2022-05-13 до 2022-05-18",
            },
        ),
        (
            "claim/2022-05-10-freedom-bunker-repost-no-sign-of-top-russian-general/954a430c",
            {
                "en": "Valery Gerasimov: wounded, 2022-04-30~ (unconfirmed: Unnamed media reports)",
                "uk": "Валерий Герасимов: поранений, 2022-04-30~ (не підтверджено: Unnamed media reports)",
            },
        ),
        (
            "formation/58-caa",
            {
                "en": "58th Combined Arms Army",
                "ru": "58-я общевойсковая армия",
                "uk": "58-ма загальновійськова армія",
            },
        ),
        ("post/black-sea-fleet/commander", {"uk": "командувач, Чорноморський флот"}),
        (
            "graph/history",
            {"en": "All versions of facts: All voices, weighed by authority, side and independence"},
        ),
    ],
)
def test_labels_are_put_together_from_their_parts(answers: Answers, path: str, labels: dict[str, str]) -> None:
    assert labels_of(answers.store, [path])[path].items() >= labels.items()


def test_what_is_not_credible_is_called_reported_and_what_is_contested_contested(answers: Answers) -> None:
    words = {"en": ("reported", "contested"), "ru": ("сообщается", "оспаривается")} | {
        "uk": ("повідомляється", "оспорюється")
    }
    query = (
        f"{PREFIX}SELECT * {{ ?fact a st:Fact ; st:credibility ?code ; st:contested ?contested ; rdfs:label ?label }}"
    )
    seen = 0
    for row in answers.store.select(query):
        label, code, contested = row["label"], row["code"], row["contested"]
        assert isinstance(label, Literal) and isinstance(code, Literal) and isinstance(contested, Literal)
        reported, in_doubt = words[str(label.language)]
        assert (f"({reported}; " in label.value) == (int(code.value) > 2), label
        assert label.value.endswith(f"{in_doubt})") == (contested.value == "true"), label
        seen += 1
    assert seen > 6000


def test_a_denial_is_called_one(answers: Answers) -> None:
    (row,) = answers.store.select(DENIED)
    path = str(row["c"])[1:-1].removeprefix(BASE)
    labels = labels_of(answers.store, [path])[path]
    for language, word in (("en", "(denied, "), ("ru", "(отрицается, "), ("uk", "(заперечується, ")):
        assert word in labels[language]


def test_every_kind_of_finding_has_a_heading() -> None:
    assert FINDING_KINDS.keys() == KINDS.keys()
    assert all(labels.keys() == {"en", "ru", "uk"} for labels in FINDING_KINDS.values())


def test_the_index_of_names_holds_only_what_is_looked_up_by_name(answers: Answers) -> None:
    kinds = {path.partition("/")[0] for path in Names.of(answers.store).labels}
    assert kinds >= {"person", "formation", "claimant", "post", "policy", "role", "rank", "status", "link", "stance"}
    assert "ontology#Claim" in kinds
    assert not kinds & {"claim", "fact", "source", "finding"}
