"""Every row of the researched fact base arrived in the files: counted and compared field by field.

The fact base is found through STAVKA_FACT_BASE, or in ``shared/facts`` beside the repository. Pages that were looked up
again may say something else than their rows: corrections.yaml names them, and why. Pages read since are left out.
"""

import csv
import os
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.claim import Claim, FactBase, Kind
from graph.source_file import UNSOURCED_PUBLISHER

Row = dict[str, str]
Correction = dict[str, Any]


@pytest.fixture(scope="module")
def rows() -> dict[str, list[Row]]:
    beside = Path(__file__).resolve().parents[2].parent / "shared" / "facts"
    directory = Path(os.environ.get("STAVKA_FACT_BASE", beside))
    if not (directory / "claims.csv").is_file():
        pytest.skip(f"the researched fact base is not at {directory} (set STAVKA_FACT_BASE)")

    def read(name: str) -> list[Row]:
        with (directory / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return {name: read(f"{name}.csv") for name in ("claims", "sources", "persons", "formations")}


@pytest.fixture(scope="module")
def base(rows: dict[str, list[Row]], shipped: FactBase) -> FactBase:
    """What the shipped files say of the pages of the fact base, and of structure that no page is named for."""
    pages = {row["source_id"] for row in rows["sources"]}
    pages |= {source.id for source in shipped.sources.values() if source.publisher == UNSOURCED_PUBLISHER}
    return replace(
        shipped,
        sources={name: source for name, source in shipped.sources.items() if name in pages},
        claims=tuple(claim for claim in shipped.claims if claim.source.id in pages),
    )


@pytest.fixture(scope="module")
def corrections() -> dict[str, Correction]:
    """The pages that were looked up again, by source."""
    written = yaml.safe_load(Path(__file__).with_name("corrections.yaml").read_text(encoding="utf-8"))
    return {one["source"]: one for one in written}


def test_every_correction_has_a_reason_and_is_needed(
    rows: dict[str, list[Row]], base: FactBase, corrections: dict[str, Correction]
) -> None:
    missing = {claim for one in corrections.values() for claim in one.get("rows", ())}
    assert missing == set(_not_arrived(rows, base))
    for name, one in corrections.items():
        assert name in base.sources
        assert len(one["why"]) > 20, name
        assert one.keys() & {"rows", "formations", "published"}, name


def term_of(claim: Claim) -> str:
    """The value as the fact base writes it: a plain term, or ``other:`` with the source's words."""
    return f"other:{claim.words}" if claim.words is not None else claim.value


def test_count_in_is_count_out_per_kind(
    rows: dict[str, list[Row]], base: FactBase, corrections: dict[str, Correction]
) -> None:
    corrected = corrections.keys()
    counted = Counter(row["predicate"] for row in rows["claims"] if row["source_id"] not in corrected)
    personal = Counter(
        claim.kind.value for claim in base.claims if claim.person is not None and claim.source.id not in corrected
    )
    assert personal == counted
    assert len(rows["sources"]) == sum(source.publisher != UNSOURCED_PUBLISHER for source in base.sources.values())
    assert {row["person_id"] for row in rows["persons"]} <= set(base.persons)
    assert {row["formation_id"] for row in rows["formations"]} <= set(base.formations)


def test_every_claim_arrived_with_all_its_fields(
    rows: dict[str, list[Row]], base: FactBase, corrections: dict[str, Correction]
) -> None:
    explained = {claim for one in corrections.values() for claim in one.get("rows", ())}
    assert set(_not_arrived(rows, base)) <= explained
    left = [one.id for one in _in_no_row(rows, base) if one.source.id not in corrections]
    assert not left, f"claims that are in no row: {left[:5]}"


def _not_arrived(rows: dict[str, list[Row]], base: FactBase) -> list[str]:
    """The rows that no claim says in every field."""
    return _matched(rows, base)[0]


def _in_no_row(rows: dict[str, list[Row]], base: FactBase) -> list[Claim]:
    """The claims that say in every field what no row says."""
    return _matched(rows, base)[1]


def _matched(rows: dict[str, list[Row]], base: FactBase) -> tuple[list[str], list[Claim]]:
    arrived: dict[tuple[object, ...], list[Claim]] = {}
    for one in base.claims:
        if one.person is not None:
            dates = (one.start or "", one.end or "", one.date or "", one.made or "")
            key = (one.source.id, one.person, one.kind.value, dates, one.denies, one.stance, one.note or "")
            arrived.setdefault(key, []).append(one)
    missing: list[str] = []
    for row in rows["claims"]:
        dates = (row["start"], row["end"], row["date"], row["made"])
        denies = row["polarity"] == "denies"
        key = (row["source_id"], row["person_id"], row["predicate"], dates, denies, row["stance"], row["notes"])
        same = [one for one in arrived.get(key, []) if _same_thing(row, one)]
        if same:
            arrived[key].remove(min(same, key=lambda one: (one.formation or "") != row["formation_id"]))
        else:
            missing.append(row["claim_id"])
    return missing, [one for found in arrived.values() for one in found]


def _same_thing(row: Row, claim: Claim) -> bool:
    claimant = claim.claimant
    named = row["claimant"].casefold() in {name.casefold() for name in (claimant.name, *claimant.aliases)}
    place = row["formation_id"] in ("", claim.formation or "")
    words = row["value"].removeprefix("other:")
    return named and place and (row["value"] in (claim.value, term_of(claim)) or _respelt(words) == claim.value)


def _respelt(words: str) -> str:
    """Terms whose words only differ in spelling from the vocabulary's own."""
    return {
        "deputy commander for military-political work": "political-deputy",
        "acting deputy commander for military-political work": "acting-political-deputy",
    }.get(words, words.lower().replace("chief of the general staff", "chief-of-general-staff").replace(" ", "-"))


def test_every_source_arrived_with_its_fields(
    rows: dict[str, list[Row]], base: FactBase, corrections: dict[str, Correction]
) -> None:
    for row in rows["sources"]:
        source = base.sources[row["source_id"]]
        assert (source.url, source.title, source.language, source.seen) == (
            row["url"],
            row["title"],
            row["language"],
            row["seen_text"],
        )
        corrected = "published" in corrections.get(source.id, {})
        assert ((source.published or "") != row["published"]) == corrected, source.id
        assert source.publisher == row["publisher"] or not row["publisher"]


def test_every_name_arrived(rows: dict[str, list[Row]], base: FactBase) -> None:
    for row in rows["persons"]:
        person = base.persons[row["person_id"]]
        others = [name.strip() for name in row["other_names"].split("|") if name.strip()]
        assert {row["name_en"], row["name_ru"], *others} - {""} <= {*person.names.values(), *person.aliases}
    for row in rows["formations"]:
        formation = base.formations[row["formation_id"]]
        assert {row["name_en"], row["name_ru"]} - {""} <= {*formation.names.values(), *formation.aliases}


def test_formations_parents_and_dates_arrived_as_claims(
    rows: dict[str, list[Row]], base: FactBase, corrections: dict[str, Correction]
) -> None:
    corrected = {(name, formation) for name, one in corrections.items() for formation in one.get("formations", ())}
    elsewhere = {formation for _, formation in corrected}
    said = [claim for claim in base.claims if claim.person is None]
    parents = {(c.source.id, c.formation, c.value, c.start or "") for c in said if c.kind is Kind.SUBORDINATION}
    ends = {(c.formation, c.value, c.end) for c in said if c.kind is Kind.SUBORDINATION}
    dates = {(c.source.id, c.formation, c.value, c.date) for c in said if c.kind is Kind.STATUS}
    dissolved = {(c.formation, c.date) for c in said if c.value == "dissolved"}
    unsourced = next(source.id for source in base.sources.values() if source.publisher == UNSOURCED_PUBLISHER)
    for row in rows["formations"]:
        formation = row["formation_id"]
        for source in row["source_ids"].split("|") if row["source_ids"] else [unsourced]:
            if (source, formation) in corrected:
                continue
            if row["parent_id"]:
                assert (source, formation, row["parent_id"], row["parent_start"]) in parents
            if row["formed"]:
                assert (source, formation, "formed", row["formed"]) in dates
            if row["source_ids"] and not (row["parent_id"] or row["formed"] or row["dissolved"]):
                assert source in base.formations[formation].sources
        if row["parent_end"] and formation not in elsewhere:
            assert (formation, row["parent_id"], row["parent_end"]) in ends
        if row["dissolved"] and formation not in elsewhere:
            assert (formation, row["dissolved"]) in dissolved


def test_no_term_was_dropped(rows: dict[str, list[Row]], base: FactBase, corrections: dict[str, Correction]) -> None:
    """Where a broader term stands for the source's words, the words are kept."""
    wording = {claim.words for claim in base.claims if claim.words is not None}
    terms = {claim.value for claim in base.claims}
    for row in rows["claims"]:
        if row["value"].startswith("other:") and row["source_id"] not in corrections:
            words = row["value"].removeprefix("other:")
            assert words in wording or words.replace(" ", "-") in terms or _respelt(words) in terms, words
