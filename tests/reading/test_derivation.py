"""Which page repeats which: links in the files, their mistakes, and what they mean for a verdict."""

from pathlib import Path

import pytest

from graph.mistake import ReadingError
from graph.policy import read_policy
from graph.reading import read_fact_base
from graph.repetition import accept, propose
from graph.resolution import resolve
from ontology.vocabulary import load

HEAD = (
    "source:\n  url: https://example.org/{name}\n  title: {title}\n  publisher: Example\n"
    '  published: "{published}"\n  language: en\n  accessed: "2026-11-22"\n{link}claims:\n'
)
DISMISSED = (
    '  - person: ivan-a\n    status: dismissed\n    formation: 1-caa\n    date: "2022-03-01"\n'
    "    stance: reported\n    claimant: {claimant}\n"
)
RANK = (
    '  - person: ivan-a\n    rank: major-general\n    date: "2022-03-01"\n    stance: reported\n'
    "    claimant: {claimant}\n"
)


def write(directory: Path, name: str, link: str = "", published: str = "2022-03-02", claimant: str = "paper") -> None:
    text = HEAD.format(
        name=name,
        title=f"General dismissed, says {name}",
        published=published,
        link=f"  derivedFrom: {link}\n" if link else "",
    )
    (directory / f"sources/2022/{name}.yaml").write_text(
        text + DISMISSED.format(claimant=claimant) + RANK.format(claimant=claimant), encoding="utf-8"
    )


def mistakes(directory: Path) -> list[str]:
    with pytest.raises(ReadingError) as error:
        read_fact_base(directory, load())
    return [str(mistake) for mistake in error.value.mistakes]


def test_a_copy_of_a_copy_knows_all_that_stand_behind_it(facts_directory: Path) -> None:
    write(facts_directory, "2022-03-02-wire")
    write(facts_directory, "2022-03-03-copy", "2022-03-02-wire", "2022-03-03")
    write(facts_directory, "2022-03-04-copy", "2022-03-03-copy", "2022-03-04")
    base, _ = read_fact_base(facts_directory, load())
    assert base.sources["2022-03-04-copy"].ancestors == {"2022-03-03-copy", "2022-03-02-wire"}
    assert {claim.source.ancestors for claim in base.claims if claim.source.id == "2022-03-04-copy"} == {
        frozenset({"2022-03-03-copy", "2022-03-02-wire"})
    }


def test_a_link_to_nothing_is_a_mistake_with_its_line(facts_directory: Path) -> None:
    write(facts_directory, "2022-03-03-copy", "2022-03-02-wir")
    write(facts_directory, "2022-03-02-wire")
    (found,) = mistakes(facts_directory)
    place = 'sources/2022/2022-03-03-copy.yaml:8: source.derivedFrom: unknown source "2022-03-02-wir"'
    assert found.startswith(f'{place}; did you mean "2022-03-02-wire"')


def test_a_loop_is_a_mistake_of_every_page_in_it(facts_directory: Path) -> None:
    for name, link in (("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")):
        write(facts_directory, f"2022-03-02-{name}", f"2022-03-02-{link}")
    found = mistakes(facts_directory)
    assert len(found) == 3
    assert (
        "sources/2022/2022-03-02-a.yaml:8: source.derivedFrom: the links lead in a circle: 2022-03-02-a -> 2022-03-02-b"
        " -> 2022-03-02-c -> 2022-03-02-a; take out the link of the oldest page"
    ) in found


def test_a_page_repeats_no_later_one(facts_directory: Path) -> None:
    write(facts_directory, "2022-03-02-copy", "2022-03-09-wire")
    write(facts_directory, "2022-03-09-wire", published="2022-03-09")
    (found,) = mistakes(facts_directory)
    assert '"2022-03-09-wire" was published later, 2022-03-09; a page can only repeat an earlier one' in found


def test_what_a_copy_says_counts_once(facts_directory: Path) -> None:
    def origins() -> tuple[int, int]:
        base, _ = read_fact_base(facts_directory, load())
        facts = {fact.id: fact for fact in resolve(base, load(), read_policy())}
        verdict = facts["event/ivan-a/dismissed"].verdict
        return verdict.reports, len(verdict.origins)

    write(facts_directory, "2022-03-02-wire")
    write(facts_directory, "2022-03-03-other", published="2022-03-03", claimant="ministry")
    assert origins() == (2, 2)
    write(facts_directory, "2022-03-03-other", "2022-03-02-wire", "2022-03-03", "ministry")
    assert origins() == (2, 1)


def test_likely_repetitions_are_proposed_until_they_are_accepted(facts_directory: Path) -> None:
    write(facts_directory, "2022-03-02-wire")
    write(facts_directory, "2022-03-03-copy", published="2022-03-03")
    write(facts_directory, "2022-06-03-later", published="2022-06-03")
    base, _ = read_fact_base(facts_directory, load())
    (link,) = propose(base)
    assert (link.page, link.origin, link.shared, link.claims) == ("2022-03-03-copy", "2022-03-02-wire", 2, 2)
    assert "2 of 2 claims the same" in link.reason
    path = accept(facts_directory, link.page, link.origin, load())
    assert "  derivedFrom: 2022-03-02-wire\nclaims:\n" in path.read_text()
    base, _ = read_fact_base(facts_directory, load())
    assert base.sources["2022-03-03-copy"].derived_from == "2022-03-02-wire"
    assert propose(base) == []


def test_a_wrong_link_is_not_written(facts_directory: Path) -> None:
    write(facts_directory, "2022-03-02-wire")
    path = facts_directory / "sources/2022/2022-03-02-wire.yaml"
    before = path.read_text()
    with pytest.raises(ReadingError, match="unknown source"):
        accept(facts_directory, "2022-03-02-wire", "nowhere", load())
    assert path.read_text() == before
