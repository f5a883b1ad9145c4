"""A person's career as a drawing: a lane for each post, each rank and each kind of event, on one axis of years."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from api.pages.date_words import when_words
from api.pages.fact_words import kind_words, verdict_words, what_words
from api.pages.interface import Interface
from api.pages.lanes import Axis, Row, axis_of, core, mark, pieces

Object = dict[str, Any]
Fact = Mapping[str, Any]


def career(ui: Interface, facts: Sequence[Fact], rows: Mapping[str, Row]) -> Object | None:
    """The axis and the groups of lanes that draw these facts by their `rows`; None if none of them is dated."""
    dated = [fact for fact in facts if fact["id"] in rows and core(rows[fact["id"]]) is not None]
    axis = axis_of(days for fact in dated if (days := core(rows[fact["id"]])) is not None)
    if axis is None:
        return None
    groups = []
    for kind in ("tenure", "rank", "event"):
        lanes: dict[Any, list[Fact]] = {}
        for fact in dated:
            if fact["kind"] == kind:
                lanes.setdefault(_lane_of(ui, fact), []).append(fact)
        drawn = [_lane(ui, axis, kind, own, rows) for own in lanes.values()]
        groups.append({"title": ui.t(f"person.lanes-{kind}"), "lanes": drawn})
    return {"axis": axis, "groups": groups, "undated": len(facts) - len(dated)}


def says(ui: Interface, fact: Fact) -> str:
    """A fact in one line: what, when, how far to be believed."""
    doubt = f", {ui.t('site.contested')}" if fact["contested"] else ""
    code = fact["credibility"]["code"]
    return f"{what_words(ui, fact)}; {when_words(ui, fact['edtf'])}; {code}: {verdict_words(ui, code)}{doubt}"


def to_card(fact: Fact) -> str:
    """Where a bar or a mark leads on a page that has a card for every fact."""
    return f"#{fact['id']}"


def bars(
    ui: Interface, axis: Axis, facts: Iterable[Fact], rows: Mapping[str, Row], href: Callable[[Fact], str] = to_card
) -> list[Object]:
    """The bars of facts in one lane, each with what it says and where it leads."""
    return [
        {"href": href(fact), "says": says(ui, fact), "pieces": pieces(axis, rows[fact["id"]])}
        for fact in facts
        if fact["id"] in rows
    ]


def marks(
    ui: Interface, axis: Axis, facts: Iterable[Fact], rows: Mapping[str, Row], href: Callable[[Fact], str] = to_card
) -> list[Object]:
    """The marks of events in one lane, likewise."""
    found = ((fact, mark(axis, rows[fact["id"]])) for fact in facts if fact["id"] in rows)
    return [{"href": href(fact), "says": says(ui, fact), "mark": one} for fact, one in found if one is not None]


def _lane_of(ui: Interface, fact: Fact) -> Any:
    """What shares a lane: tenures of one post, holdings of one rank, events called alike."""
    match fact["kind"]:
        case "tenure":
            return fact["post"]["id"]
        case "rank":
            return fact["rank"]["id"]
    return kind_words(ui, fact)


def _lane(ui: Interface, axis: Axis, kind: str, facts: Sequence[Fact], rows: Mapping[str, Row]) -> Object:
    if kind == "event":
        return {"words": kind_words(ui, facts[0]), "marks": marks(ui, axis, facts, rows), "bars": []}
    words = ui.name(facts[0]["rank"]["labels"]) if kind == "rank" else _post_words(ui, facts[0])
    return {"words": words, "marks": [], "bars": bars(ui, axis, facts, rows)}


def _post_words(ui: Interface, fact: Fact) -> str:
    return f"{ui.name(fact['post']['roleLabels'])}, {ui.name(fact['formation'])}"
