"""A claim in the words of a page: who says it, how, and what; and which claims of many come first."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.pages.date_words import claim_days
from api.pages.interface import Interface

Claim = Mapping[str, Any]


def spread(ui: Interface, claims: Sequence[Claim]) -> list[Claim]:
    """The firmest claims first, every claimant once before anyone comes again."""
    first = _first_of_each(ui, claims)
    return [*first, *(claim for claim in _firmest(ui, claims) if claim not in first)]


def by_claimant(ui: Interface, claims: Sequence[Claim], most: int) -> tuple[list[Claim], int]:
    """The firmest claim of each claimant, the firmest ones first, and how many claimants more there are."""
    first = _first_of_each(ui, claims)
    return first[:most], len(first[most:])


def stance_words(ui: Interface, claim: Claim) -> str:
    """How the source puts a claim."""
    return ui.name(ui.answers.vocabulary.stances[claim["stance"]].labels)


def says_words(ui: Interface, claim: Claim) -> str:
    """What a claim says of whom, or what it denies."""
    of_whom = claim["person"] or claim["formation"]
    return f"{ui.name(of_whom)}: {', '.join(_parts(ui, claim))}"


def _parts(ui: Interface, claim: Claim) -> list[str]:
    if claim["superior"] is not None:
        link = ui.name(claim["link"]["labels"])
        return [ui.t("fact.under", superior=ui.name(claim["superior"]), link=link), *claim_days(ui, claim)]
    term = next(claim[name] for name in ("role", "rank", "status") if claim[name] is not None)
    where = [ui.name(claim["formation"])] if claim["person"] and claim["formation"] else []
    return [ui.name(term["labels"]), *where, *claim_days(ui, claim)]


def _first_of_each(ui: Interface, claims: Sequence[Claim]) -> list[Claim]:
    found: dict[str, Claim] = {}
    for claim in _firmest(ui, claims):
        found.setdefault(claim["claimant"]["id"], claim)
    return list(found.values())


def _firmest(ui: Interface, claims: Sequence[Claim]) -> list[Claim]:
    stances = ui.answers.vocabulary.stances
    return sorted(claims, key=lambda claim: (-stances[claim["stance"]].weight, claim["known"], claim["id"]))
