"""Turnover of leading posts: how often their holders changed, how long they stayed, and when nobody held them.

Every figure is given as the lowest and the highest that the claims allow, each reckoned by itself: the lowest counts
only what is certain, the highest all that is possible. No reading of the claims goes beyond them, though not every
combination in between is one.
"""

from collections.abc import Mapping, Sequence
from statistics import mean, median

from graph.answer import Answers, Moment
from graph.dated_fact import DatedFact, PostRecord, post_records
from graph.days import NONE, DaySet, both, count, without
from graph.edtf import MAX, MIN, Days
from graph.fact import Held
from graph.fact_view import Object, named
from graph.held import Span, days_of_holders
from graph.lifetime import days_gone
from graph.line_of_holders import STATES, states_of
from graph.mistake import allowed_instead
from graph.period import figure, limited_period
from graph.question import ParameterError
from graph.subordination import days_below, steps_down

EMPTY = ("vacant", "unsucceeded", "unknown")
"""The states of a post that nobody is dated to."""


def turnover(
    answers: Answers,
    first: object,
    last: object,
    echelon: str | None = None,
    formation: str | None = None,
    known: object = None,
) -> Object:
    """How the leading posts changed hands from `first` to `last` (EDTF): of one echelon, or of the formations that may
    have been below `formation` (itself included) in that time, or of all.

    An item is one post, with `formation`, `echelon`, and as lowest and highest: `holderCount` (people with a certain
    day in the period; with a possible one), `changes` (tenures that began in the period for certain; possibly), and
    `days`, how many days of the period it was in each state (see graph.line_of_holders), but for those on which the
    formation did not exist. `figures` has the same for all of them together, `postCount`, how many had a `vacant` day,
    and the `tenures`: the `complete` ones that lie within the period by every reading, with the `mean` and `median` of
    their length in days; the `censored` ones, cut by the period, still going on, or of unknown start or end, whose
    length counts nowhere; and the `doubtful` ones, too doubtful to make any day certain. Short tenures fit into a
    period more easily than long ones: where many are censored, the mean is too short.
    Raises UnknownThingError for an unknown formation, ParameterError for an unknown echelon or a bad period.
    """
    period = limited_period(first, last)
    moment = answers.moment(period.latest, known)
    records = leading_posts(answers, moment, (period,), echelon, formation)
    gone = days_gone(answers, moment)
    items: list[Object] = []
    tenures: list[DatedFact] = []
    for record in records:
        there = without((period,), gone.get(record.formation, NONE))
        if there:
            items.append(_changes(answers, record, there, period))
            tenures += (one for one in record.tenures if one.bounds and one.bounds.possible.intersect(period))
    items.sort(key=lambda item: (-item["changes"]["lowest"], -item["changes"]["highest"], item["post"]["id"]))
    return answers.listed(
        items,
        moment,
        period={"from": period.earliest.isoformat(), "until": period.latest.isoformat(), "days": count((period,))},
        figures={
            "postCount": len(items),
            "vacant": sum(item["days"]["vacant"] > 0 for item in items),
            "holderCount": _sum(items, "holderCount"),
            "changes": _sum(items, "changes"),
            "days": {state: sum(item["days"][state] for item in items) for state in STATES},
            "tenures": _lengths(tenures, period, answers.policies_by_name[answers.policy].certain),
        },
    )


def vacancies(
    answers: Answers,
    on: object = None,
    known: object = None,
    echelon: str | None = None,
    formation: str | None = None,
) -> Object:
    """The leading posts that nobody is dated to on a day, told apart by `state`: ``vacant`` (every holder whom sources
    name had left or came later), ``unsucceeded`` (the last one had left and no source names another: vacant, or taken
    by somebody not named yet) and ``unknown`` (no source tells of that time, or it names holders without a day).

    An item has `post`, `formation`, `echelon`, `state`, `since` and `until` (the days that are empty; None without
    limit), the `last` and the `next` holder (person, tenureId, edtf) and the `undated` ones. `counts` says how many
    leading posts are in each state on the day, those with a certain or possible holder included. Posts of formations
    that did not exist that day are left out. The filters are those of `turnover`, and so are the errors.
    """
    moment = answers.moment(on, known)
    today = (Days(moment.on, moment.on),)
    gone = days_gone(answers, moment)
    counts, items = dict.fromkeys(STATES, 0), []
    for record in leading_posts(answers, moment, today, echelon, formation):
        if both(gone.get(record.formation, NONE), today):
            continue
        state, span = next(one for one in states_of(record) if both((one[1].days,), today))
        counts[state] += 1
        if state in EMPTY:
            items.append(_vacancy(answers, record, state, span))
    items.sort(key=lambda item: (EMPTY.index(item["state"]), item["post"]["id"]))
    return answers.listed(items, moment, counts=counts)


def leading_posts(
    answers: Answers, moment: Moment, period: DaySet, echelon: str | None, formation: str | None
) -> list[PostRecord]:
    """The leading posts of one echelon and of the formations that may have been below `formation` (itself included) on
    a day of the period; of all, for None. Raises UnknownThingError for an unknown formation and ParameterError for an
    unknown echelon."""
    echelons = answers.vocabulary.echelons
    if echelon is not None and echelon not in echelons:
        raise ParameterError("echelon", f'there is no echelon "{echelon}"', allowed_instead(echelon, echelons))
    within: Mapping[str, object] | None = None
    if formation is not None:
        below = days_below(steps_down(answers, moment, {}), answers.thing("formation", formation))
        within = {one: days for one, days in below.items() if both(days.possible, period)}
    return [
        record
        for record in post_records(answers, moment).values()
        if record.leads and echelon in (None, record.echelon) and (within is None or record.formation in within)
    ]


def _changes(answers: Answers, record: PostRecord, there: DaySet, period: Days) -> Object:
    spans = [span for _, span in states_of(record)]
    certain, possible = days_of_holders(spans, Held.CERTAIN), days_of_holders(spans)
    days = dict.fromkeys(STATES, 0)
    for state, span in states_of(record):
        days[state] += count(both((span.days,), there)) or 0
    return {
        **_post(answers, record),
        "holderCount": figure(
            *(sum(bool(both(one, there)) for one in found.values()) for found in (certain, possible))
        ),
        "changes": figure(
            sum(_begins(one, period, surely=True) for one in record.tenures),
            sum(_begins(one, period, surely=False) for one in record.tenures),
        ),
        "days": days,
    }


def _begins(tenure: DatedFact, period: Days, *, surely: bool) -> bool:
    """True if a tenure began in the period for certain, or possibly; a doubtful one never for certain."""
    if tenure.bounds is None:
        return False
    first, last = tenure.bounds.earliest_start, tenure.bounds.latest_start
    if not surely:
        return first <= period.latest and last >= period.earliest
    return tenure.certain is not None and period.earliest <= first and tenure.certain.earliest <= period.latest


def _lengths(tenures: Sequence[DatedFact], period: Days, doubtful: int) -> Object:
    """How long those tenures were that lie within the period; those less credible than `doubtful` count apart."""
    firm = [one.bounds for one in tenures if one.bounds is not None and one.credibility <= doubtful]
    inside = [one for one in firm if period.contains(one.possible)]
    shortest = [max((one.earliest_end - one.latest_start).days + 1, 1) for one in inside]
    longest = [one.possible.width + 1 for one in inside]
    return {
        "complete": len(inside),
        "censored": len(firm) - len(inside),
        "doubtful": len(tenures) - len(firm),
        # Both rise with each length, so that those of the shortest and of the longest are bounds.
        "mean": figure(*(round(mean(one), 1) if one else None for one in (shortest, longest))),
        "median": figure(*(median(one) if one else None for one in (shortest, longest))),
    }


def _sum(items: Sequence[Object], name: str) -> Object:
    return figure(*(sum(item[name][bound] for item in items) for bound in ("lowest", "highest")))


def _post(answers: Answers, record: PostRecord) -> Object:
    post = f"{record.formation}/{record.role}"
    return {
        "post": {"id": post, "role": record.role, "label": answers.names.label(f"post/{post}")},
        "formation": named(answers.names, f"formation/{record.formation}"),
        "echelon": record.echelon,
    }


def _vacancy(answers: Answers, record: PostRecord, state: str, span: Span) -> Object:
    dated = [(one, one.bounds) for one in record.tenures if one.bounds is not None]
    gone = [(bounds.latest_end, one.id, one) for one, bounds in dated if bounds.latest_end < span.days.earliest]
    coming = [(bounds.earliest_start, one.id, one) for one, bounds in dated if bounds.earliest_start > span.days.latest]
    return {
        **_post(answers, record),
        "state": state,
        "since": span.days.earliest.isoformat() if span.days.earliest != MIN else None,
        "until": span.days.latest.isoformat() if span.days.latest != MAX else None,
        "last": _holder(answers, max(gone)[2]) if gone else None,
        "next": _holder(answers, min(coming)[2]) if coming else None,
        "undated": [_holder(answers, one) for one in record.tenures if one.bounds is None],
    }


def _holder(answers: Answers, one: DatedFact) -> Object:
    return {
        "person": named(answers.names, f"person/{one.holder}"),
        "tenureId": one.id,
        "edtf": one.bounds.edtf if one.bounds is not None else None,
    }
