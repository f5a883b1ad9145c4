"""A formation's structure through time: above it, below it, and what happened to it."""

from collections.abc import Mapping, Sequence
from typing import Any

from graph.answer import Answers
from graph.dated_fact import dated_fact
from graph.days import ALWAYS, NONE, DaySet, both, without
from graph.edtf import Days
from graph.fact import Held
from graph.fact_view import Object, named
from graph.held import Span, spans_of
from graph.lifetime import days_gone
from graph.period import period_between, shown

Row = Mapping[str, Any]


def structure(answers: Answers, formation: str, known: object = None, between: object = None) -> Object:
    """The `superiors` and `subordinates` of a formation and the `events` of its own (formed, dissolved, renamed,
    reorganised), facts as elsewhere with claims as counts, each list in order of time, the undated ones last.

    `spans` divide the days from the first on which sources give it an organic superior to the last, by what is known:
    `from`, `until`, `days`, `state`, `superiors` (formation, held, facts) and `why`. The state is ``held`` (one certain
    superior; a doubtful rival is listed as contested), ``overlap`` (several certain ones), ``contested``, ``possible``
    (no source shows it on these days; an undated statement stands in where there is no dated one), ``unplaced`` (no
    source tells) or ``gone`` (it did not exist).
    `between` (EDTF, such as ``2022/2023-06``) leaves only what may have held in that period.
    Raises UnknownThingError for an unknown formation and ParameterError for a bad day or period.
    """
    formation = answers.thing("formation", formation)
    moment = answers.moment(None, known)
    period: DaySet = (period_between(between),) if between is not None else ALWAYS
    rows = answers.ask("structure", formation=formation, known=moment.known)
    found = answers.facts((str(row["fact"]) for row in rows), moment.known, claims=False)

    def of_side(side: str) -> list[Object]:
        return [found[str(row["fact"])] for row in rows if row["side"] == side and _within(row, period)]

    return {
        "formation": named(answers.names, f"formation/{formation}"),
        **answers.context(moment),
        "between": shown(period[0]) if between is not None else None,
        "superiors": of_side("superior"),
        "subordinates": of_side("subordinate"),
        "events": of_side("event"),
        "spans": _spans(
            answers,
            [(found[str(row["fact"])], row) for row in rows if row["side"] == "superior"],
            days_gone(answers, moment).get(formation, NONE),
            period,
        ),
    }


def _within(row: Row, period: DaySet) -> bool:
    """True if the fact may have held in the period, or is undated."""
    if "possibleFrom" not in row:
        return True
    first, last = (str(row[name]) for name in ("possibleFrom", "possibleUntil"))
    return first <= period[-1].latest.isoformat() and last >= period[0].earliest.isoformat()


def _spans(answers: Answers, superiors: Sequence[tuple[Object, Row]], gone: DaySet, period: DaySet) -> list[Object]:
    organic = [dated_fact(fact, row) for fact, row in superiors if fact["link"]["id"] == "organic"]
    undated = [one for one in organic if one.bounds is None]
    divided = spans_of(organic, lambda one: one.id, single=False)
    filled = [index for index, span in enumerate(divided) if span.held]
    if not filled:
        return []
    by_id = {one.id: one for one in organic}
    spans: list[Object] = []
    for span in divided[filled[0] : filled[-1] + 1]:
        for days, exists in _divided(span, gone):
            held = span.held if exists else {}
            stands_in = exists and not held
            shown_held = dict.fromkeys((one.id for one in undated), Held.POSSIBLE) if stands_in else held
            state, why = _state(
                answers, [(by_id[one].holder, how) for one, how in shown_held.items()], exists, stands_in
            )
            for part in both((days,), period):
                spans.append(
                    {
                        **shown(part),
                        "state": state,
                        "superiors": [
                            {
                                "formation": named(answers.names, f"formation/{by_id[one].holder}"),
                                "held": how.value,
                                "fact": one,
                            }
                            for one, how in shown_held.items()
                        ],
                        "why": why,
                    }
                )
    return spans


def _divided(span: Span, gone: DaySet) -> list[tuple[Days, bool]]:
    """The days of a span, cut where the formation began or ceased to exist, with whether it did."""
    there = [(days, True) for days in without((span.days,), gone)]
    return sorted([*there, *((days, False) for days in both((span.days,), gone))], key=lambda one: one[0].earliest)


def _state(answers: Answers, superiors: Sequence[tuple[str, Held]], exists: bool, stands_in: bool) -> tuple[str, str]:
    def names(*ways: Held) -> str:
        chosen = [one for one, how in superiors if how in ways]
        return " and ".join(answers.names.label(f"formation/{one}") for one in dict.fromkeys(chosen))

    ways = [how for _, how in superiors]
    if not exists:
        return "gone", "it was not yet formed, or dissolved"
    if Held.CERTAIN in ways:
        doubtful = f"; doubtful reports also name {names(Held.CONTESTED)}" if Held.CONTESTED in ways else ""
        one = "overlap" if ways.count(Held.CERTAIN) > 1 else "held"
        return one, f"the claims leave no doubt of {names(Held.CERTAIN)}{doubtful}"
    if Held.CONTESTED in ways:
        others = "at the same time" if ways.count(Held.CONTESTED) > 1 else "while others show another"
        return "contested", f"sources show {names(Held.CONTESTED)} {others}"
    if stands_in and superiors:
        return "possible", f"no dated source; an undated statement gives {names(Held.POSSIBLE)}"
    if superiors:
        return "possible", f"no source shows these days; before or after them it shows {names(Held.POSSIBLE)}"
    return "unplaced", "no source tells to whom it belonged"
