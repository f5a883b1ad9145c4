"""A formation's structure through time: above it, below it, and what happened to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
    source tells) or ``gone`` (no source tells, and it did not exist).
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
        "period": shown(period[0]) if between is not None else None,
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


@dataclass(frozen=True, slots=True)
class _Part:
    """Days on which all of the superiors, by the facts that give them, were held alike, and what that means."""

    days: Days
    held: Mapping[str, Held]
    state: str
    why: str


def _spans(answers: Answers, superiors: Sequence[tuple[Object, Row]], gone: DaySet, period: DaySet) -> list[Object]:
    organic = [dated_fact(fact, row) for fact, row in superiors if fact["link"]["id"] == "organic"]
    names = {one.id: answers.names.label(f"formation/{one.holder}") for one in organic}
    undated = [one.id for one in organic if one.bounds is None]
    divided = spans_of(organic, lambda one: one.id, single=False)
    filled = [index for index, span in enumerate(divided) if span.held]
    parts: list[_Part] = []
    for span in divided[filled[0] : filled[-1] + 1] if filled else []:
        parts += [_placed(span, names)] if span.held else _gap(span.days, gone, undated, names)
    by_id = {one.id: one for one in organic}
    return [
        {
            **shown(days),
            "state": part.state,
            "superiors": [
                {
                    "formation": named(answers.names, f"formation/{by_id[one].holder}"),
                    "held": how.value,
                    "fact": one,
                }
                for one, how in part.held.items()
            ],
            "why": part.why,
        }
        for part in parts
        for days in both((part.days,), period)
    ]


def _placed(span: Span, names: Mapping[str, str]) -> _Part:
    """Days for which dated sources give a superior, certainly or possibly."""

    def words(wanted: Held) -> str:
        return " and ".join(dict.fromkeys(names[one] for one, how in span.held.items() if how is wanted))

    ways = list(span.held.values())
    if Held.CERTAIN in ways:
        doubtful = f"; doubtful reports also name {words(Held.CONTESTED)}" if Held.CONTESTED in ways else ""
        state = "overlap" if ways.count(Held.CERTAIN) > 1 else "held"
        return _Part(span.days, span.held, state, f"the claims leave no doubt of {words(Held.CERTAIN)}{doubtful}")
    if Held.CONTESTED in ways:
        others = "at the same time" if ways.count(Held.CONTESTED) > 1 else "while others show another"
        return _Part(span.days, span.held, "contested", f"sources show {words(Held.CONTESTED)} {others}")
    why = f"no source shows these days; before or after them it shows {words(Held.POSSIBLE)}"
    return _Part(span.days, span.held, "possible", why)


def _gap(days: Days, gone: DaySet, undated: Sequence[str], names: Mapping[str, str]) -> list[_Part]:
    """Days for which no dated source gives a superior, cut where the formation began or ceased to exist."""
    missing = [_Part(one, {}, "gone", "it was not yet formed, or dissolved") for one in both((days,), gone)]
    for one in without((days,), gone):
        if undated:
            why = f"no dated source; an undated statement gives {' and '.join(names[fact] for fact in undated)}"
            missing.append(_Part(one, dict.fromkeys(undated, Held.POSSIBLE), "possible", why))
        else:
            missing.append(_Part(one, {}, "unplaced", "no source tells to whom it belonged"))
    return sorted(missing, key=lambda part: part.days.earliest)
