"""Policies: files that can be read and changed, and every rule in them shown on the smallest set of claims."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from graph.claim import Claim, Kind
from graph.fact import Fact
from graph.mistake import ReadingError
from graph.policy import Policy, UnknownPolicyError, policy_names, read_policy
from graph.resolution import resolve
from graph.voices import SETS_ASIDE
from ontology import DIRECTORY
from tests.resolver.army import PEOPLE, POLICY, VOCABULARY, base, claim, day, facts_of

A = PEOPLE[0]
DISMISSED = f"event/{A}/dismissed"
DEATH = f"event/{A}/death"


def iso(number: int) -> str:
    return day(number).isoformat()


def dismissed(number: int, by: str = "russian-media", stance: str = "reported", **more) -> Claim:  # type: ignore[no-untyped-def]
    return claim(
        number, Kind.STATUS, "dismissed", on=iso(10), by=by, stance=stance, known=more.pop("known", day(11)), **more
    )


def judged(claims: list[Claim], policy: Policy = POLICY, fact: str = DISMISSED) -> Fact:
    found = {one.id: one for one in resolve(base(claims), VOCABULARY, policy)}
    return found[fact]


def without(rule: str) -> Policy:
    """The default policy without a rule that sets claims aside."""
    return replace(POLICY, sets_aside={name: why for name, why in POLICY.sets_aside.items() if name != rule})


def verdict(claims: list[Claim], policy: Policy = POLICY) -> tuple[str, int]:
    found = judged(claims, policy).verdict
    return found.rule, found.credibility


def test_three_policies_ship_and_the_default_comes_first() -> None:
    assert policy_names() == ("default", "any-two-origins", "official-only")
    for name in policy_names():
        policy = read_policy(name)
        assert policy.name == name
        assert policy.title
        assert all(rule.because for rule in policy.rules)
        assert all(policy.sets_aside.values())


def test_an_unknown_policy_names_those_that_there_are() -> None:
    with pytest.raises(UnknownPolicyError, match='there is no policy "oficial-only"; did you mean "official-only"'):
        read_policy("oficial-only")


def test_a_policy_with_mistakes_is_refused_with_their_lines(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(
        "name: yours\ntitle: Mine\nadmits: some\ncertain: 9\nsetsAside: {wikis: x}\ncertainWithout: [hedged]\n"
        "contested: [denyed]\nconsequences: {deth: 3}\nrules:\n"
        "  - name: a\n    when: {origin: 1}\n    credibility: 9\n    because: x\n    for: [evnt]\n"
        "  - name: b\n    when: {refuted: 1}\n    credibility: 3\n    because: x\n"
    )
    with pytest.raises(ReadingError) as error:
        read_policy("mine", tmp_path)
    text = str(error.value)
    for words in (
        'mine.yaml:1: name: is not that of the file; write "mine", or rename the file',
        'mine.yaml:3: admits: unknown kind of claim "some"; allowed are all, authority',
        'mine.yaml:4: certain: is "9"; allowed are 1 to 6',
        'mine.yaml:5: setsAside.wikis: unknown field; did you mean "wiki"',
        'mine.yaml:6: certainWithout: unknown rule of setsAside "hedged"',
        'mine.yaml:7: contested: unknown feature "denyed"; did you mean "denied"',
        'mine.yaml:8: consequences.deth: unknown field; did you mean "death"',
        'mine.yaml:11: rules[0].when: unknown feature "origin"; did you mean "origins"',
        'mine.yaml:12: rules[0].credibility: is "9"; allowed are 1 to 6',
        'mine.yaml:14: rules[0].for: unknown kind of fact "evnt"; did you mean "event"',
        'mine.yaml:16: rules[1].when.refuted: "1" does not fit; true or false',
    ):
        assert words in text, text


def test_a_policy_must_decide_every_case(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(
        "name: mine\ntitle: Mine\nrules:\n"
        "  - name: a\n    for: [event]\n    when: {}\n    credibility: 3\n    because: x\n"
    )
    with pytest.raises(ReadingError, match='no rule without conditions ends the list for the kind "tenure"'):
        read_policy("mine", tmp_path)


def test_changing_the_file_changes_the_verdict(tmp_path: Path) -> None:
    shutil.copy(DIRECTORY / "policies/default.yaml", tmp_path / "default.yaml")
    claims = [dismissed(1, by="ukrainian-official")]
    assert verdict(claims, read_policy(directory=tmp_path)) == ("adversary-alone", 4)
    text = (tmp_path / "default.yaml").read_text()
    when = "when: {adversary_only: true}\n    credibility: "
    changed = text.replace(f"{when}4", f"{when}2")
    assert changed != text
    (tmp_path / "default.yaml").write_text(changed)
    assert verdict(claims, read_policy(directory=tmp_path)) == ("adversary-alone", 2)


def test_the_official_policy_listens_to_nobody_else() -> None:
    official = read_policy("official-only")
    assert verdict([dismissed(1, by="russian-official", stance="official"), dismissed(2)], official) == ("authority", 2)
    assert resolve(base([dismissed(1), dismissed(2, by="ukrainian-official")]), VOCABULARY, official) == ()


def test_any_two_origins_are_enough_whoever_they_are() -> None:
    anyone = read_policy("any-two-origins")
    assert verdict([dismissed(1, by="wiki")], anyone) == ("one-origin", 4)
    assert verdict([dismissed(1, by="wiki"), dismissed(2, by="ukrainian-official")], anyone) == ("two-origins", 2)


def test_own_officials_and_the_adversary_together_confirm() -> None:
    ukraine = dismissed(1, by="ukrainian-official")
    office = replace(
        dismissed(2, by="russian-official"), claimant=replace(dismissed(2).claimant, kind="russian-official")
    )
    assert verdict([ukraine, office]) == ("both-sides", 1)
    assert verdict([ukraine, dismissed(3)]) == ("several-origins", 2)


def test_an_authority_speaks_over_its_matter_only() -> None:
    court = dismissed(1, by="court")
    ruled = replace(court, claimant=replace(court.claimant, side="russia", authority=("custody",)))
    assert verdict([ruled]) == ("one-origin", 3), "a court decides no appointment"
    arrested = replace(ruled, value="arrested", matter="custody")
    assert judged([arrested], fact=f"event/{A}/arrested").verdict.rule == "authority"


def test_a_late_word_is_doubtful_unless_it_is_the_own_sides_or_undated() -> None:
    late = dismissed(1, by="other-media", known=day(900))
    assert verdict([late]) == ("late-word", 4)
    assert verdict([dismissed(1, known=day(900))]) == ("one-origin", 3)
    undated = replace(late, source=replace(late.source, published=None))
    assert verdict([undated]) == ("one-origin", 3), "when an undated page was written is not known"


SHOWN: dict[str, tuple[list[Claim], tuple[str, int], tuple[str, int]]] = {
    # rule: the claims that show it, the verdict with it, the verdict without it
    "taken-back": (
        [
            replace(dismissed(1), claimant=replace(dismissed(1).claimant, id="same")),
            replace(
                dismissed(2, denies=True, known=day(20), by="russian-media"),
                claimant=replace(dismissed(2).claimant, id="same"),
            ),
        ],
        ("only-denied", 5),
        ("one-origin", 3),
    ),
    "wiki": ([dismissed(1, by="wiki")], ("derivative-only", 6), ("one-origin", 3)),
    "still-listed": ([dismissed(1, stance="listed")], ("derivative-only", 6), ("one-origin", 3)),
    "nameless": ([dismissed(1, by="unknown")], ("nameless", 6), ("one-origin", 3)),
    "third-country-press": (
        [dismissed(1, stance="alleged"), dismissed(2, by="other-media")],
        ("hedged", 4),
        ("one-origin", 3),
    ),
    "hedged": (
        [dismissed(1), dismissed(2, by="ukrainian-official", stance="alleged")],
        ("one-origin", 3),
        ("several-origins", 2),
    ),
    "no-confirmation": (
        [dismissed(1, stance="alleged"), dismissed(2, denies=True, stance="unconfirmed")],
        ("hedged", 4),
        ("denied-rumour", 5),
    ),
    "overtaken": (
        [
            dismissed(1, by="russian-official", stance="official", known=day(20)),
            dismissed(2, denies=True, by="russian-official", stance="official"),
        ],
        ("authority", 2),
        ("denied-outright", 4),
    ),
    "in-passing": (
        [dismissed(1, page="one"), claim(2, Kind.POST, "commander", on=iso(12), known=day(12), page="one")],
        ("one-origin", 3),
        ("refuted-by-observation", 5),
    ),
    "outweighed": (
        [dismissed(1), claim(2, Kind.POST, "commander", on=iso(15), known=day(16), by="other-media")],
        ("one-origin", 3),
        ("refuted-by-observation", 5),
    ),
    "retelling": (
        [
            dismissed(1, by="ukrainian-official"),
            replace(dismissed(2), source=replace(dismissed(2).source, ancestors=frozenset({"page-1"}))),
        ],
        ("adversary-alone", 4),
        ("several-origins", 2),
    ),
}


def test_every_rule_that_sets_aside_is_shown() -> None:
    assert SHOWN.keys() == set(SETS_ASIDE) == POLICY.sets_aside.keys()


@pytest.mark.parametrize("rule", SETS_ASIDE)
def test_a_rule_sets_claims_aside_and_can_be_left_out(rule: str) -> None:
    claims, expected, otherwise = SHOWN[rule]
    assert verdict(claims) == expected
    assert verdict(claims, without(rule)) == otherwise
    fact = judged(claims)
    assert fact.judgement is not None
    assert rule in {name for _, name in fact.judgement.weighing.set_aside}


def test_a_title_is_no_passing_one_if_the_claimant_denies_the_exit() -> None:
    """The governor who says that the admiral is at his post means just that."""
    governor = "russian-official"
    page = [
        dismissed(1, page="one"),
        dismissed(2, page="one", denies=True, by=governor),
        claim(3, Kind.POST, "commander", on=iso(12), known=day(12), page="one", by=governor),
    ]
    page[2] = replace(page[2], claimant=page[1].claimant)
    assert verdict(page)[0] == "refuted-by-observation"


def test_weak_evidence_makes_no_day_certain() -> None:
    firm = claim(1, Kind.POST, "commander", on=iso(10))
    for weak in (
        claim(2, Kind.POST, "commander", on=iso(400), stance="listed"),
        claim(2, Kind.POST, "commander", on=iso(400), by="unknown"),
        claim(2, Kind.POST, "commander", on=iso(400), stance="rumoured"),
    ):
        fact = facts_of([firm, weak])[f"tenure/{A}/1-caa/commander"]
        assert fact.certain is not None
        assert fact.certain.latest == day(10), weak
    assert facts_of([firm, claim(2, Kind.POST, "commander", on=iso(400))])[
        f"tenure/{A}/1-caa/commander"
    ].certain.latest == day(400)  # type: ignore[union-attr]
