"""Claims as boards list them, and what may be said of an event by its verdict."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.pages.interface import Interface
from graph.labels import CREDIBLE

Claim = Mapping[str, Any]


def spread(ui: Interface, claims: Sequence[Claim]) -> list[Claim]:
    """The firmest claims first, every claimant once before anyone comes again."""
    stances = ui.answers.vocabulary.stances
    firmest = sorted(claims, key=lambda claim: (-stances[claim["stance"]].weight, claim["known"], claim["id"]))
    heard: set[str] = set()
    first: list[Claim] = []
    again: list[Claim] = []
    for claim in firmest:
        (again if claim["claimant"]["id"] in heard else first).append(claim)
        heard.add(claim["claimant"]["id"])
    return [*first, *again]


def said(ui: Interface, claim: Claim) -> str:
    """What a claim says of its person or formation: the words of its source, else the term that they were read as."""
    term = next((claim[name] for name in ("role", "rank", "status") if claim[name] is not None), None)
    if claim["superior"] is not None:
        return ui.t("boards.under", formation=ui.name(claim["superior"]))
    return f"\u201c{claim['words']}\u201d" if claim["words"] else ui.name(term["labels"]) if term else ""


def needs_reported(event: Mapping[str, Any]) -> bool:
    """True if an event must not be told as a fact: it is not credible or is contested, and its own words do not say
    that it is a report."""
    doubtful = event["contested"] or event["credibility"]["code"] > CREDIBLE
    return bool(doubtful) and not event["status"]["id"].startswith("reported-")
