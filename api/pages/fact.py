"""What the page of a fact shows: why it is judged as it is, the verdict through known time, and what bears on it."""

from typing import Any

from api.pages.fact_words import heading_words
from api.pages.interface import Interface
from api.pages.strips import strips
from graph.answer import Answers

Object = dict[str, Any]


def fact_view(ui: Interface, asked: Answers, id: str, known: str | None) -> Object:
    """All that the page of a fact shows, as known on a day. Raises what Answers.fact raises."""
    fact = asked.fact(id, known)
    moment = asked.moment(None, known)
    around = asked.facts(
        (f"fact/{one}" for one in [*fact["consequenceOf"], *fact["rivals"]]), moment.known, claims=False
    )
    others = [
        (ui.t(f"fact.{key}"), [around[f"fact/{one}"] for one in fact[name] if f"fact/{one}" in around])
        for name, key in (("consequenceOf", "rests-on"), ("rivals", "rivals"))
    ]
    return {
        "fact": fact,
        "why": fact["explanation"],
        "heading": heading_words(ui, fact),
        "strip": strips(asked, [id], moment.known).get(id),
        "others": [(title, found) for title, found in others if found],
    }
