"""The line of those who held a post: one after the other, and who held it over a period.

Between what is certain and what is open an answer tells four things apart. A day is *held* if the claims leave one
holder, *contested* if rivals have evidence for it, *possible* if somebody may have held it and nobody must have: a gap
in what is known; and *vacant* if every holder whom sources name had left by then or came later: a gap in the line. No
source need say so: a vacant post may have had a holder whom none names. Where a source names a holder without any
day, an empty day is *unknown*, not vacant.
"""

from collections.abc import Iterable, Mapping, Sequence

from graph.answer import Answers, Moment
from graph.dated_fact import DatedFact, PostRecord, dated_fact
from graph.days import NONE, both, count
from graph.edtf import MAX, MIN, Days
from graph.fact import Held
from graph.fact_view import Object, named
from graph.held import Span, days_of_holders
from graph.period import figure, period_of, shown

STATES = ("held", "overlap", "contested", "possible", "vacant", "unsucceeded", "unknown")
"""What can be said of a post on a day. After its last known holder it is ``unsucceeded``: vacant, or held by somebody
whom no source names yet. Before the first known one it is ``unknown``."""


def succession(
    answers: Answers, formation: str, role: str | None = None, known: object = None, *, claims: bool = True
) -> Object:
    """The tenures of a post (the leading one if no `role` is given), one after the other, the undated ones last, as
    `items`; and as `spans` the days from the first on which somebody may have held it to the last, divided by what is
    known.

    A span has `from`, `until` and `days` (None: without limit), `state`, the `holders` (each with person, held, and the
    ids of the tenures that it rests on) and `why` in words. Its state is ``held`` (one certain holder; a doubtful rival
    is listed as contested), ``overlap`` (several certain ones: a day of handing over, someone acting, or a shared
    post), ``contested`` (rivals with evidence, nobody certain), ``possible`` (somebody possibly, nobody certainly),
    ``vacant`` (nobody even possibly) or ``unknown`` (nobody dated, but sources name holders without a day). On every
    day the holders of its span are those that Answers.holders gives. With `claims` False the claims are counted only.
    Raises UnknownThingError for an unknown formation and ParameterError for an unknown role or a bad day.
    """
    record, shown_facts, moment = _post(answers, formation, role, known, claims=claims)
    return answers.listed(
        shown_facts,
        moment,
        post={"id": f"{record.formation}/{record.role}", "role": record.role},
        spans=[_span(answers, record, state, span) for state, span in _from_first_to_last(states_of(record))],
    )


def holders_between(
    answers: Answers,
    formation: str,
    role: str | None = None,
    first: object = None,
    last: object = None,
    known: object = None,
) -> Object:
    """Everyone who held a post on some day from `first` to `last` (EDTF; left out: without limit), in order of time.

    An item has `person`, `held`, the `tenures`, and how many `days` of the period they held it: `lowest` counts the
    certain days, `highest` all on which they may have held it (None: no limit). `held` is ``certain`` if a certain day
    lies in the period, else ``contested`` if a contested one does, else ``possible``. Who was attested in the period
    without any day being certain (seen "in May") is possible. Raises what `succession` does.
    """
    record, shown_facts, moment = _post(answers, formation, role, known)
    period = period_of(first if first is not None else Days(MIN, MIN), last if last is not None else Days(MAX, MAX))
    tenures = {fact["id"]: fact for fact in shown_facts}
    by_held = {held: days_of_holders(record.spans(), held) for held in Held}
    items = []
    for person, days in days_of_holders(record.spans()).items():
        within = both(days, (period,))
        if not within:
            continue
        held = {one: both(found.get(person, NONE), (period,)) for one, found in by_held.items()}
        own = [one for one in record.tenures if one.holder == person and _overlaps(one, period)]
        items.append(
            {
                "person": named(answers.names, f"person/{person}"),
                "held": next(one for one in (Held.CERTAIN, Held.CONTESTED, Held.POSSIBLE) if held[one]).value,
                "days": figure(count(held[Held.CERTAIN]), count(within)),
                "certain": [shown(one) for one in held[Held.CERTAIN]],
                "possible": [shown(one) for one in within],
                "tenures": [tenures[one.id] for one in own],
            }
        )
    return answers.listed(
        items,
        moment,
        post={"id": f"{record.formation}/{record.role}", "role": record.role},
        period=shown(period),
        undated=[fact for fact in shown_facts if not fact["bounds"]],
    )


def states_of(record: PostRecord) -> list[tuple[str, Span]]:
    """All days, divided where the holders of a post change, with what can be said of it."""
    undated = any(one.bounds is None for one in record.tenures)
    spans = record.spans()
    filled = [index for index, span in enumerate(spans) if span.held]
    found = []
    for index, span in enumerate(spans):
        if span.held:
            state = _state_of(list(span.held.values()))
        elif undated or not filled or index < filled[0]:
            state = "unknown"
        else:
            state = "vacant" if index < filled[-1] else "unsucceeded"
        found.append((state, span))
    return found


def _state_of(ways: Sequence[Held]) -> str:
    if Held.CERTAIN in ways:
        return "overlap" if ways.count(Held.CERTAIN) > 1 else "held"
    return "contested" if Held.CONTESTED in ways else "possible"


def _post(
    answers: Answers, formation: str, role: str | None, known: object, *, claims: bool = True
) -> tuple[PostRecord, list[Object], Moment]:
    """The post with its tenures, these also as facts to show, and the moment."""
    formation = answers.thing("formation", formation)
    role = answers.role(role, formation) if role is not None else answers.leading_role(formation)
    moment = answers.moment(None, known)
    rows = answers.ask("succession", formation=formation, role=role, known=moment.known)
    found = answers.facts((str(row["fact"]) for row in rows), moment.known, claims=claims)
    tenures = tuple(dated_fact(found[str(row["fact"])], row) for row in rows)
    post = next((row for row in answers.ask("posts", formation=formation) if row["role"] == f"role/{role}"), {})
    record = PostRecord(formation, role, "", bool(post.get("single", True)), bool(post.get("leads")), tenures)
    return record, [found[str(row["fact"])] for row in rows], moment


def _overlaps(tenure: DatedFact, period: Days) -> bool:
    return tenure.bounds is not None and tenure.bounds.possible.intersect(period) is not None


def _from_first_to_last(states: Sequence[tuple[str, Span]]) -> Sequence[tuple[str, Span]]:
    """The spans without the empty ones before the first holder and after the last."""
    filled = [index for index, (_, span) in enumerate(states) if span.held]
    return states[filled[0] : filled[-1] + 1] if filled else []


def _span(answers: Answers, record: PostRecord, state: str, span: Span) -> Object:
    behind = {
        person: [one for one in record.tenures if one.holder == person and _overlaps(one, span.days)]
        for person in span.held
    }
    return {
        **shown(span.days),
        "state": state,
        "holders": [
            {
                "person": named(answers.names, f"person/{person}"),
                "held": held.value,
                "tenures": [one.id for one in behind[person]],
            }
            for person, held in span.held.items()
        ],
        "why": _why(answers, record, span, state, behind),
    }


def _why(
    answers: Answers, record: PostRecord, span: Span, state: str, behind: Mapping[str, Sequence[DatedFact]]
) -> str:
    def names(people: Iterable[str]) -> str:
        return " and ".join(answers.names.label(f"person/{person}") for person in people)

    sure = [person for person, held in span.held.items() if held is Held.CERTAIN]
    rivals = [person for person, held in span.held.items() if held is Held.CONTESTED]
    match state:
        case "held":
            acting = all(one.capacity == "acting" for one in behind[sure[0]])
            doubtful = f"; doubtful reports also name {names(rivals)}" if rivals else ""
            return f"the claims leave no doubt of {names(sure)}" + (", who was acting" if acting else "") + doubtful
        case "overlap":
            return f"{names(sure)} at once: {_reason_of_overlap(record, span, [behind[one] for one in sure])}"
        case "contested":
            others = " at the same time" if len(rivals) > 1 else " while others show somebody else"
            return f"sources show {names(rivals)} in the post{others}"
        case "possible":
            gaps = [_gap(names([person]), own, span.days) for person, own in behind.items()]
            return "no source shows the holder: " + "; ".join(gaps)
        case "vacant":
            return "all whom sources name had left by then or came later: it was vacant, or no source names its holder"
        case _:
            without_day = names(sorted({one.holder for one in record.tenures if one.bounds is None}))
            return f"nobody is dated to these days, but sources name {without_day} without a day"


def _reason_of_overlap(record: PostRecord, span: Span, sure: Sequence[Sequence[DatedFact]]) -> str:
    if not record.single:
        return "several people hold such a post"
    if any(all(one.capacity == "acting" for one in own) for own in sure):
        return "one of them was acting for the other"
    return "the day of handing over" if span.days.width == 0 else "no source ends the one before the other begins"


def _gap(name: str, own: Sequence[DatedFact], days: Days) -> str:
    """Why a person is only possible on these days: how far what sources show of them is away."""
    certain = [one.certain for one in own if one.certain is not None]
    before = max((one.latest for one in certain if one.latest < days.earliest), default=None)
    after = min((one.earliest for one in certain if one.earliest > days.latest), default=None)
    if before and after:
        return f"{name} is certain until {before} and again from {after}"
    if before:
        return f"{name} may still have held it (certain until {before})"
    if after:
        return f"{name} may have held it already (certain from {after})"
    best = min((one.credibility for one in own), default=6)
    return f"{name} may have held it (no day is certain, credibility {best})"
