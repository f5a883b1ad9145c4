"""The reader of the vocabulary, and what the schemes promise to those who use it."""

from pathlib import Path
from shutil import copytree

import pytest

from ontology import DIRECTORY
from ontology.vocabulary import Term, Vocabulary, load

LANGUAGES = {"en", "ru", "uk"}
EFFECTS = {
    "death": {"killed", "died", "reported-dead"},
    "exit": {"dismissed", "left-post", "resigned", "retired", "transferred", "discharged"},
    "removal": {"suspended", "detained", "arrested", "house-arrest", "captured"},
    "appointment": {"appointed"},
    "alive": {"seen-alive", "returned", "released", "in-service", "seen-on-duty"},
}


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load()


def schemes(vocabulary: Vocabulary) -> dict[str, dict[str, Term]]:
    names = (
        "roles",
        "ranks",
        "statuses",
        "conditions",
        "echelons",
        "arms",
        "links",
        "stances",
        "claimant_kinds",
        "credibility",
    )
    return {name: dict(getattr(vocabulary, name)) for name in names}


def test_every_scheme_has_terms_labelled_in_three_languages(vocabulary: Vocabulary) -> None:
    for name, terms in schemes(vocabulary).items():
        assert terms, name
        for slug, term in terms.items():
            assert term.slug == slug
            assert set(term.labels) == LANGUAGES, slug
            assert all(text.strip() for text in term.labels.values()), slug


def test_orders_are_the_numbers_from_one_without_a_gap(vocabulary: Vocabulary) -> None:
    for name, terms in schemes(vocabulary).items():
        assert [term.order for term in terms.values()] == list(range(1, len(terms) + 1)), name


def test_broader_terms_exist_and_make_no_circle(vocabulary: Vocabulary) -> None:
    for terms in schemes(vocabulary).values():
        for slug in terms:
            seen = [slug]
            while (broader := terms[seen[-1]].broader) is not None:
                assert broader in terms, seen
                assert broader not in seen, seen
                seen.append(broader)


def test_labels_tell_the_terms_of_a_scheme_apart(vocabulary: Vocabulary) -> None:
    for name, terms in schemes(vocabulary).items():
        for language in LANGUAGES:
            labels = [term.labels[language] for term in terms.values()]
            assert len(labels) == len(set(labels)), (name, language)


def test_acting_and_full_are_one_post(vocabulary: Vocabulary) -> None:
    roles = vocabulary.roles
    assert roles["acting-commander"].post_role == "commander"
    assert roles["commander-in-chief"].post_role == roles["acting-commander-in-chief"].post_role == "commander"
    assert not roles["commander"].acting
    assert roles["acting-commander"].acting
    for role in roles.values():
        canonical = roles[role.post_role]
        assert canonical.post_role == canonical.slug, role.slug
        assert not canonical.acting, role.slug
        assert (role.single, role.leads) == (canonical.single, canonical.leads), role.slug


def test_one_person_heads_a_formation(vocabulary: Vocabulary) -> None:
    assert all(role.single for role in vocabulary.roles.values() if role.leads)
    assert not vocabulary.roles["deputy-commander"].single


def test_ranks_are_in_order_and_army_and_navy_meet_at_each_level(vocabulary: Vocabulary) -> None:
    ranks = list(vocabulary.ranks.values())
    assert [rank.level for rank in ranks] == sorted(rank.level for rank in ranks)
    for rank in ranks:
        assert rank.nato == (f"OF-{rank.level}" if rank.level else None), rank.slug
    services = {level: {rank.service for rank in ranks if rank.level == level} for level in range(3, 10)}
    assert all(found == {"army", "navy"} for found in services.values()), services
    assert vocabulary.ranks["vice-admiral"].level == vocabulary.ranks["lieutenant-general"].level


def test_effects_of_statuses(vocabulary: Vocabulary) -> None:
    for effect, slugs in EFFECTS.items():
        assert {slug for slug, status in vocabulary.statuses.items() if status.effect == effect} == slugs
    assert {status.effect for status in vocabulary.statuses.values()} == {*EFFECTS, "none"}


def test_a_formation_has_one_organic_superior(vocabulary: Vocabulary) -> None:
    assert [link.slug for link in vocabulary.links.values() if link.single] == ["organic"]


def test_stances_are_totally_ordered(vocabulary: Vocabulary) -> None:
    weights = [stance.weight for stance in vocabulary.stances.values()]
    assert weights == sorted(set(weights), reverse=True)


def test_reliability_is_a_grade_of_the_admiralty_code(vocabulary: Vocabulary) -> None:
    assert {kind.reliability for kind in vocabulary.claimant_kinds.values()} <= set("ABCDEF")
    assert vocabulary.claimant_kinds["russian-official"].own_side
    assert not vocabulary.claimant_kinds["ukrainian-official"].own_side


def test_credibility_has_the_six_grades(vocabulary: Vocabulary) -> None:
    assert list(vocabulary.credibility) == ["1", "2", "3", "4", "5", "6"]


def test_a_concept_that_lacks_a_property_is_named(tmp_path: Path) -> None:
    directory = tmp_path / "ontology"
    copytree(DIRECTORY, directory)
    text = (directory / "statuses.ttl").read_text(encoding="utf-8")
    (directory / "statuses.ttl").write_text(text.replace('st:effect "exit"', 'st:efect "exit"', 1), encoding="utf-8")
    with pytest.raises(ValueError, match=r"status/dismissed lacks st:effect"):
        load(directory)
