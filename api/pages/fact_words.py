"""A fact, a verdict and a claim in the words of a page; what is not credible, or contested, is said to be reported."""

from collections.abc import Mapping
from typing import Any

from api.pages.interface import Interface
from graph.labels import CREDIBLE

Fact = Mapping[str, Any]


def is_reported(fact: Fact) -> bool:
    """True if the fact may only be called reported."""
    return bool(fact["credibility"]["code"] > CREDIBLE or fact["contested"])


def heading_words(ui: Interface, fact: Fact) -> str:
    """Of whom, or of what, a fact is, and what it says."""
    return f"{ui.name(fact['person'] or fact['formation'])}: {what_words(ui, fact)}"


def what_words(ui: Interface, fact: Fact) -> str:
    """What a fact says, apart from of whom and when."""
    said = kind_words(ui, fact)
    if fact["formation"] and fact["person"]:
        said = f"{said}, {ui.name(fact['formation'])}"
    return said


def kind_words(ui: Interface, fact: Fact) -> str:
    """The same without the formation of a person's fact: the role, the rank, the status, the superior."""
    said = _bare_words(ui, fact)
    if not is_reported(fact) or said.startswith(ui.t("site.reported")):
        return said
    return ui.t("fact.reported-event" if fact["kind"] == "event" else "fact.reported", what=said)


def _bare_words(ui: Interface, fact: Fact) -> str:
    match fact["kind"]:
        case "tenure":
            capacity = {"acting": "site.acting", "both": "site.first-acting"}.get(fact["post"]["capacity"])
            role = fact["post"]["roleLabels"]
            return ui.name(role) + (f" ({ui.t(capacity)})" if capacity else "")
        case "rank":
            return ui.t("fact.rank", rank=ui.name(fact["rank"]["labels"]))
        case "event":
            return ui.name(fact["status"]["labels"])
    return ui.t("fact.under", superior=ui.name(fact["superior"]), link=ui.name(fact["link"]["labels"]))


def verdict_words(ui: Interface, code: int) -> str:
    """What a credibility of the Admiralty code means."""
    return ui.name(ui.answers.vocabulary.credibility[str(code)].labels)


def stance_words(ui: Interface, claim: Mapping[str, Any]) -> str:
    """How the source puts a claim, and whether it denies."""
    stance = ui.answers.vocabulary.stances.get(claim["stance"])
    said = ui.name(stance.labels) if stance is not None else str(claim["stance"])
    return f"{said}, {ui.t('site.denies')}" if claim["denies"] else said


def says_words(claim: Mapping[str, Any]) -> str:
    """What a claim says, or what it denies: that it denies stands with its stance."""
    return str(claim["says"]).removeprefix("denies: ")


def claimants_of(fact: Fact, most: int = 3) -> tuple[list[Mapping[str, Any]], int]:
    """Who says so, each once, the first to say it first, and how many more there are."""
    found = {claim["claimant"]["id"]: claim["claimant"] for claim in reversed(fact["claimsFor"])}
    ordered = list(reversed(found.values()))
    return ordered[:most], len(ordered) - len(ordered[:most])
