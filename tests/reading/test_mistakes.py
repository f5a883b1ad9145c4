"""Files in, mistakes out: every mistake with file, line, field, what is wrong and what is allowed."""

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.mistake import Mistake, ReadingError
from graph.reading import read_fact_base
from ontology.vocabulary import load

ONE = "sources/2022/2022-01-10-one.yaml"
HEAD = """source:
  url: https://example.org/x
  title: A page
  publisher: Example
  published: "2022-01-10"
  language: en
  accessed: "2026-11-22"
  seen: full
claims:
"""
CLAIM = """  - person: ivan-a
    role: commander
    formation: 1-caa
    start: "2021-12-01"
    stance: official
    claimant: ministry
"""


def mistakes_of(directory: Path, text: str | bytes, file: str = ONE) -> tuple[Mistake, ...]:
    """The mistakes found when `text` stands in `file`."""
    data = text.encode() if isinstance(text, str) else text
    path = directory / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    try:
        read_fact_base(directory, load())
    except ReadingError as error:
        return error.mistakes
    return ()


def test_a_sound_base_has_none(facts_directory: Path) -> None:
    assert mistakes_of(facts_directory, HEAD + CLAIM) == ()


@pytest.mark.parametrize(
    ("before", "after", "line", "field", "words"),
    [
        ("person: ivan-a", "person: ivan-b", 10, "claims[0].person", 'unknown person "ivan-b"; did you mean "ivan-a"'),
        ("formation: 1-caa", "formation: 1-cca", 12, "claims[0].formation", 'did you mean "1-caa"'),
        ("role: commander", "role: comander", 11, "claims[0].role", 'did you mean "commander"'),
        ("claimant: ministry", "claimant: minstry", 15, "claims[0].claimant", 'did you mean "ministry"'),
        ("stance: official", "stance: sure", 14, "claims[0].stance", "alleged, confirmed, listed, official"),
        ("role: commander", "status: exploded", 11, "claims[0].status", 'unknown status "exploded"'),
        ("role: commander", "rank: capten", 11, "claims[0].rank", 'unknown rank "capten"'),
        ("role: commander", "role: head of press", 11, "claims[0].role", "lower-case letters"),
        ('start: "2021-12-01"', 'start: "2021-13-01"', 13, "claims[0].start", "not a day of the calendar"),
        ('start: "2021-12-01"', 'start: "1 Dec 2021"', 13, "claims[0].start", "allowed are"),
        ('start: "2021-12-01"', 'start: "2021-12-01"\n    end: "2021-11"', 14, "claims[0].end", "before the start"),
        ('start: "2021-12-01"', 'start: ""', 13, "claims[0].start", "is empty"),
        ('start: "2021-12-01"', "start: [2021]", 13, "claims[0].start", "is a list; a text is needed"),
        ('start: "2021-12-01"', "strat: 2021", 13, "claims[0].strat", 'unknown field; did you mean "start"'),
        ("    stance: official\n", "", 10, "claims[0].stance", "is missing"),
        ("    formation: 1-caa\n", "", 10, "claims[0].formation", "is missing"),
        ("    role: commander\n", "", 10, "claims[0]", "one of role, rank, status, parent"),
        ("role: commander", "role: commander\n    rank: colonel", 10, "claims[0]", "has role and rank"),
        ("role: commander", "parent: mod\n    link: organic", 10, "claims[0].person", "does not belong"),
        ("stance: official", 'stance: official\n    denies: "maybe"', 15, "claims[0].denies", "true, false"),
        ("  title: A page\n", "", 2, "source.title", "is missing"),
        ("  url: https://example.org/x\n", "", 2, "source.url", "is missing"),
        ("https://example.org/x", "example.org/x", 2, "source.url", "http:// or https://"),
        ("https://example.org/x", "https://example.org/a b", 2, "source.url", "no spaces"),
        ('published: "2022-01-10"', 'published: "10.1.2022"', 5, "source.published", "not a date"),
        ('published: "2022-01-10"', 'published: "2027-01-10"', 5, "source.published", "after the day of access"),
        ('accessed: "2026-11-22"', "accessed: today", 7, "source.accessed", "not a day"),
        ("language: en", "language: English", 6, "source.language", "such as en"),
        ("seen: full", "seen: half", 8, "source.seen", "full, excerpt"),
        ("claims:\n", "claims: none\nrest:\n", 9, "claims", "a list is needed"),
    ],
)
def test_a_mistake_is_placed_and_explained(
    facts_directory: Path, before: str, after: str, line: int, field: str, words: str
) -> None:
    text = HEAD + CLAIM
    assert before in text
    found = mistakes_of(facts_directory, text.replace(before, after, 1))
    one = next((mistake for mistake in found if mistake.field == field), None)
    assert one is not None, found
    assert (one.file, one.line) == (ONE, line)
    assert words in str(one)
    assert str(one).startswith(f"{ONE}:{line}: {field}: ")


def test_all_mistakes_of_a_run_come_at_once(facts_directory: Path) -> None:
    (facts_directory / "sources/2022/2022-03-10-three.yaml").write_text("source: nothing\nclaims: []\n")
    persons = facts_directory / "persons.yaml"
    persons.write_text(persons.read_text() + "  - id: Ivan A\n    name: Again\n")
    found = mistakes_of(facts_directory, (HEAD + CLAIM).replace("commander", "comander").replace("1-caa", "2-caa"))
    assert {mistake.file for mistake in found} == {ONE, "sources/2022/2022-03-10-three.yaml", "persons.yaml"}
    assert len(found) >= 4
    assert list(found) == sorted(found)


def test_claims_equal_in_every_field_are_one_too_many(facts_directory: Path) -> None:
    (found,) = mistakes_of(facts_directory, HEAD + CLAIM + CLAIM)
    assert (found.line, found.field) == (16, "claims[1]")
    assert "line 10" in found.problem
    assert mistakes_of(facts_directory, HEAD + CLAIM + CLAIM + "    note: said twice\n") == ()
    assert mistakes_of(facts_directory, HEAD + CLAIM + CLAIM + "    id: second-mention\n") == ()


def test_a_file_has_its_place_and_name(facts_directory: Path) -> None:
    (found,) = mistakes_of(facts_directory, HEAD + CLAIM, "sources/2021/2022-01-11-x.yaml")
    assert 'move it to "2022"' in str(found)
    (facts_directory / "sources/2021/2022-01-11-x.yaml").unlink()
    (found,) = mistakes_of(facts_directory, HEAD + CLAIM, "sources/undated/Strange Name.yaml")
    assert "lower-case letters" in str(found)
    (facts_directory / "sources/undated/Strange Name.yaml").unlink()
    found_twice = mistakes_of(facts_directory, HEAD + CLAIM, "sources/undated/2022-01-10-one.yaml")
    assert any("same name" in mistake.problem for mistake in found_twice)


@pytest.mark.parametrize(
    ("file", "addition", "words"),
    [
        ("persons.yaml", "  - id: ivan-a\n    name: Again\n", "registered twice, first in line"),
        ("persons.yaml", "  - name: Nobody\n", "is missing"),
        ("persons.yaml", "  - id: x\n", "name: is missing"),
        ("persons.yaml", "  - id: x\n    name: X\n    born: once\n", "not a date"),
        ("persons.yaml", "  - id: x\n    name: X\n    naem: Y\n", 'did you mean "name"'),
        ("formations.yaml", "  - id: x\n    name: X\n    echelon: armee\n", 'did you mean "army"'),
        ("formations.yaml", "  - id: x\n    name: X\n    echelon: army\n    arm: tanc\n", 'did you mean "tank"'),
        ("formations.yaml", "  - id: x\n    name: X\n    echelon: army\n    arm: wizards\n", "allowed are"),
        (
            "formations.yaml",
            "  - id: x\n    name: X\n    echelon: army\n    sources: [page]\n",
            'unknown source "page"',
        ),
        ("formations.yaml", "  - id: x\n    name: X\n    echelon: army\n    sharedPosts: [boss]\n", "unknown role"),
        ("claimants.yaml", "  - id: x\n    name: X\n    kind: oracle\n    side: russia\n", "unknown kind of claimant"),
        ("claimants.yaml", "  - id: x\n    name: X\n    kind: wiki\n    side: mars\n", "west-uk"),
        ("claimants.yaml", "  - id: x\n    name: a paper\n    kind: wiki\n    side: none\n", 'claimant "paper" too'),
        ("claimants.yaml", "  - id: x\n    name: X\n    kind: wiki\n    side: none\n    person: y\n", "unknown person"),
    ],
)
def test_registers_are_checked(facts_directory: Path, file: str, addition: str, words: str) -> None:
    path = facts_directory / file
    found = mistakes_of(facts_directory, path.read_text() + addition, file)
    assert any(words in str(mistake) and mistake.file == file and mistake.line for mistake in found), found


BOMB = "a: &a [x, x]\n" + "".join(f"b{i}: &b{i} [*{'a' if i == 0 else f'b{i - 1}'}, *a]\n" for i in range(30))


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (BOMB, 1, "anchors and aliases are not accepted"),
        ("source: {}\nsource: {}\nclaims: []\n", 2, 'the key "source" stands twice, first in line 1'),
        ("source: !!int 3\nclaims: []\n", 1, "tag"),
        ("source:\n  title: !!python/object:os.system x\nclaims: []\n", 2, "tag"),
        ("base: &base {a: b}\nsource:\n  <<: *base\n", 1, "anchors and aliases"),
        ("source:\n  <<: {title: x}\nclaims: []\n", 2, "merge keys"),
        ("[" * 2000 + "]" * 2000, 1, "nested deeper"),
        ("- " * 500 + "x", 1, "nested deeper"),
        ("source: x\n---\nclaims: []\n", 2, "not valid YAML"),
        ("source: 'x\n", 2, "not valid YAML"),
        ("source:\n\ttitle: x\n", 2, "not valid YAML"),
        ('source: "\\0"\nclaims: []\n', 1, "U+0000"),
        ("source: a\x07b\nclaims: []\n", 1, "U+0007"),
        (b"source: \xff\xfe\n", 1, "not valid UTF-8"),
        (b"source:\n  title: \xd0\n", 2, "not valid UTF-8"),
        ("", 0, "the file is empty"),
        ("# nothing but a comment\n", 0, "the file is empty"),
        ("just a text\n", 1, "a mapping is needed"),
        ("? [a, b]\n: c\n", 1, "a key must be a text"),
    ],
)
def test_tricks_of_yaml_are_refused(facts_directory: Path, text: str | bytes, line: int, words: str) -> None:
    started = time.perf_counter()
    found = mistakes_of(facts_directory, text)
    assert time.perf_counter() - started < 5
    assert any(words in str(mistake) and mistake.line == line and mistake.file == ONE for mistake in found), found


def test_a_comma_in_an_unquoted_value_is_pointed_at(facts_directory: Path) -> None:
    text = HEAD + "  - {person: ivan-a, rank: colonel, stance: reported, claimant: Ministry of Defence, Russia}\n"
    assert any("quote the text that has the comma" in str(mistake) for mistake in mistakes_of(facts_directory, text))


def test_texts_stay_as_they_are_written(facts_directory: Path) -> None:
    """No Norway problem: no, 2022 and unquoted days are texts."""
    text = HEAD.replace("language: en", "language: no").replace('"2022-01-10"', "2022-01-10").replace("A page", "2022")
    assert mistakes_of(facts_directory, text + CLAIM.replace('"2021-12-01"', "2021-12?")) == ()
    base, _ = read_fact_base(facts_directory, load())
    source = base.sources["2022-01-10-one"]
    assert (source.language, source.published, source.title) == ("no", "2022-01-10", "2022")
    assert any(claim.start == "2021-12?" for claim in base.claims)


def test_line_ends_and_byte_order_marks_do_not_matter(facts_directory: Path) -> None:
    plain = (HEAD + CLAIM).encode()
    assert mistakes_of(facts_directory, plain) == ()
    before = [claim.id for claim in read_fact_base(facts_directory, load())[0].claims]
    assert mistakes_of(facts_directory, b"\xef\xbb\xbf" + plain.replace(b"\n", b"\r\n")) == ()
    assert [claim.id for claim in read_fact_base(facts_directory, load())[0].claims] == before


def test_the_name_of_a_claim_depends_on_its_content_alone(facts_directory: Path) -> None:
    other = CLAIM.replace("ivan-a", "pyotr-b")
    mistakes_of(facts_directory, HEAD + CLAIM)
    (alone,) = [c.id for c in read_fact_base(facts_directory, load())[0].claims if c.source.id == "2022-01-10-one"]
    mistakes_of(facts_directory, "# a line more\n" + HEAD + other + CLAIM)
    names = [c.id for c in read_fact_base(facts_directory, load())[0].claims if c.source.id == "2022-01-10-one"]
    assert alone in names
    assert len(set(names)) == 2


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: (HEAD + text).encode("utf-8", "ignore")))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_give_a_base_or_mistakes(facts_directory: Path, data: bytes) -> None:
    mistakes_of(facts_directory, data)
