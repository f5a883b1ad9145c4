"""Findings: each check finds what is planted, and nothing in a sound base."""

from dataclasses import replace

import pytest

from graph.claim import Claim, Formation, Kind, Person
from graph.examination import examine
from graph.finding import KINDS, Finding
from graph.resolution import resolve
from tests.resolver.army import PEOPLE, POLICY, VOCABULARY, base, claim, day

A, B, C = PEOPLE


def iso(number: int) -> str:
    return day(number).isoformat()


def post(number: int, **more) -> Claim:  # type: ignore[no-untyped-def]
    return claim(number, Kind.POST, more.pop("role", "commander"), **more)


def status(number: int, value: str, **more) -> Claim:  # type: ignore[no-untyped-def]
    return claim(number, Kind.STATUS, value, by="russian-official", stance="official", **more)


def under(number: int, child: str, parent: str, **more) -> Claim:  # type: ignore[no-untyped-def]
    return claim(number, Kind.SUBORDINATION, parent, person=None, formation=child, link="organic", **more)


PLANTED: dict[str, list[Claim]] = {
    "two-holders": [post(1, start=iso(1), end=iso(50)), post(2, person=B, start=iso(20), end=iso(90))],
    "attested-after-death": [
        status(1, "killed", formation=None, on=iso(10), known=day(11)),
        post(2, on=iso(100), by="other-media", known=day(101)),
    ],
    "attested-in-custody": [
        status(1, "convicted", formation=None, on=iso(10), known=day(11)),
        post(2, on=iso(100), known=day(101)),
    ],
    "exit-of-several-posts": [
        post(1, start=iso(1)),
        post(2, role="deputy-commander", start=iso(1)),
        status(3, "dismissed", on=iso(10), known=day(11)),
    ],
    "dates-contradict": [
        post(1, start=iso(30), by="russian-official", stance="official"),
        post(2, start=iso(50)),
    ],
    "rank-out-of-order": [
        claim(number, Kind.RANK, rank, formation=None, on=iso(on))
        for number, (rank, on) in enumerate(
            [("major-general", 1), ("lieutenant-general", 200), ("lieutenant-general", 300), ("major-general", 400)]
        )
    ],
    "rank-above-demotion": [
        claim(1, Kind.RANK, "major-general", formation=None, on=iso(1)),
        status(2, "demoted", formation=None, on=iso(100), known=day(101)),
        claim(3, Kind.RANK, "major-general", formation=None, on=iso(200)),
    ],
    "two-posts-at-once": [
        post(1, start=iso(1), end=iso(200)),
        post(2, formation="2-caa", start=iso(50), end=iso(250)),
    ],
    "namesake": [
        claim(1, Kind.RANK, "colonel", formation=None, on=iso(1)),
        claim(2, Kind.RANK, "lieutenant-general", formation=None, on=iso(20)),
    ],
    "outside-lifetime": [
        status(1, "dissolved", person=None, on=iso(100), known=day(101)),
        post(2, on=iso(300)),
    ],
    "two-superiors": [
        under(1, "1-caa", "district", start=iso(1), end=iso(100)),
        under(2, "1-caa", "fleet", start=iso(20), end=iso(150)),
    ],
    "circle": [
        under(1, "1-caa", "2-caa", start=iso(1), end=iso(100)),
        under(2, "2-caa", "1-caa", start=iso(1), end=iso(100)),
    ],
    "no-superior": [post(1, on=iso(1))],
    "published-before": [status(1, "wounded", formation=None, on=iso(30), known=day(10))],
}


def findings(claims: list[Claim]) -> list[Finding]:
    whole = base(claims)
    return list(examine(whole, VOCABULARY, resolve(whole, VOCABULARY, POLICY)))


def test_every_kind_is_planted() -> None:
    assert PLANTED.keys() == KINDS.keys()


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_planted_is_found(kind: str) -> None:
    found = [one for one in findings(PLANTED[kind]) if one.kind == kind]
    assert found, kind
    for one in found:
        assert one.found.endswith(".")
        assert one.look_up
        assert one.facts or one.claims
        known = {claim.id for claim in PLANTED[kind]}
        assert set(one.claims) <= known
    assert len({one.id for one in found}) == len(found)


def test_a_sound_base_has_no_findings() -> None:
    sound = [
        post(1, start=iso(1), end=iso(100)),
        post(2, person=B, start=iso(100)),
        status(3, "dismissed", on=iso(100), known=day(101)),
        claim(4, Kind.RANK, "major-general", formation=None, on=iso(1)),
        claim(5, Kind.RANK, "lieutenant-general", formation=None, on=iso(300)),
        under(6, "1-caa", "district", start=iso(1)),
        under(7, "district", "mod", start=iso(1)),
    ]
    whole = base(sound)
    whole = replace(whole, formations={**whole.formations, "mod": Formation("mod", {"en": "Ministry"}, "ministry")})
    assert examine(whole, VOCABULARY, resolve(whole, VOCABULARY, POLICY)) == ()


@pytest.mark.parametrize("kind", ["attested-after-death", "attested-in-custody"])
def test_a_title_in_passing_is_no_finding(kind: str) -> None:
    event, seen = PLANTED[kind]
    report = replace(status(3, event.value, formation=None, on=event.date, known=seen.known), source=seen.source)
    assert not [one for one in findings([event, seen, report]) if one.kind == kind]


def test_who_came_back_is_no_finding() -> None:
    released = status(3, "released", formation=None, on=iso(50), known=day(51))
    assert not [one for one in findings([*PLANTED["attested-in-custody"], released]) if "custody" in one.kind]


def test_whoever_leads_a_group_of_forces_keeps_the_post_at_home() -> None:
    whole = base(PLANTED["two-posts-at-once"])
    group = replace(whole.formations["2-caa"], echelon="group-of-forces")
    whole = replace(whole, formations={**whole.formations, "2-caa": group})
    found = examine(whole, VOCABULARY, resolve(whole, VOCABULARY, POLICY))
    assert "two-posts-at-once" not in {one.kind for one in found}


def test_two_people_of_one_surname_in_one_post_may_be_one() -> None:
    whole = base([post(1, on=iso(1)), post(2, person=B, on=iso(300))])
    persons = {A: Person(A, {"en": "Ivan Popov"}), B: Person(B, {"en": "I. Popov"})}
    found = examine(replace(whole, persons=persons), VOCABULARY, resolve(whole, VOCABULARY, POLICY))
    assert [one.found for one in found if one.kind == "namesake"] == [
        "I. Popov and Ivan Popov both held the post of commander of 1-caa."
    ] or [one.found for one in found if one.kind == "namesake"] == [
        "Ivan Popov and I. Popov both held the post of commander of 1-caa."
    ]


def test_an_announced_start_or_founding_is_no_finding() -> None:
    announced = [
        post(1, start=iso(30), known=day(10)),
        status(2, "formed", person=None, on=iso(30), known=day(10)),
    ]
    assert "published-before" not in {one.kind for one in findings(announced)}
