"""A fact and a verdict in the words of a page; what is not credible, or contested, is said to be reported."""

from collections.abc import Mapping
from typing import Any

from api.pages.interface import Interface
from graph.labels import CREDIBLE, tells_of_report

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
    if not is_reported(fact) or (fact["kind"] == "event" and tells_of_report(fact["status"]["id"])):
        return said
    return ui.t("site.reported", what=said)


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
