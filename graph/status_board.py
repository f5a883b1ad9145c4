"""The status board of a day: where everybody stands, what is only reported, and how many there are of each."""

from collections.abc import Iterable, Sequence
from datetime import date

from graph.answer import Answers
from graph.dated_fact import post_records
from graph.edtf import text_of
from graph.fact_view import Object, credibility, labelled, named
from graph.listing import FIRST_PAGE, Key, Listing, Part, Row
from graph.mistake import allowed_instead
from graph.question import ParameterError
from graph.standing import UNKNOWN, Happening, Standing, Tenure, happenings, standings, tenures


def status_board(
    answers: Answers,
    on: object = None,
    known: object = None,
    formation: str | None = None,
    state: str | None = None,
    part: Part = FIRST_PAGE,
) -> Object:
    """Where everybody stood on a day of whom sources tell a post, or an event that may have come by then.

    An item has `person`; the `state`, a condition (id, label, labels), and how it is `held`; all `conditions` that
    held, each with `held`, `since` (EDTF: one of these days), `credibility` and `facts` (ids of the events or tenures
    that it rests on); and `reported`, the events that are too doubtful to state anything. How a condition is certain,
    contested or possible is told in graph.standing. The state is the first condition, in the order of the vocabulary,
    that is certain or contested, else the first possible one; it is ``unknown``, held None, if there is none.
    `counts` says how many persons are in each state, before `state` and `part` choose among them.

    `formation` leaves only those who may have held a post in it on that day or before. `state` is the id of a
    condition. Raises UnknownThingError for an unknown formation, ParameterError for an unknown state or a bad day.
    """
    conditions = answers.vocabulary.conditions
    if state is not None and state not in conditions:
        raise ParameterError("state", f'there is no state "{state}"', allowed_instead(state, conditions))
    wanted = answers.thing("formation", formation) if formation is not None else None
    moment = answers.moment(on, known)
    events = happenings(answers, moment)
    posts = tenures(post_records(answers, moment).values(), moment.on)
    items = [
        board_item(answers, person, events.get(person, ()), posts.get(person, ()), moment.on)
        for person in sorted(events.keys() | posts.keys())
        if wanted is None or _served_in(wanted, posts.get(person, ()), moment.on)
    ]
    counts = {slug: dict.fromkeys(("total", "certain", "contested", "possible"), 0) for slug in conditions}
    for item in items:
        counts[item["state"]["id"]]["total"] += 1
        if item["held"] is not None:
            counts[item["state"]["id"]][item["held"]] += 1
    chosen = [item for item in items if state in (None, item["state"]["id"])]
    order = {slug: place for place, slug in enumerate(conditions)}
    sorts: dict[str, Key] = {"id": _person, "state": lambda item: order[item["state"]["id"]]}
    return {
        **answers.page(Listing(chosen, _person, sorts, lambda shown: [dict(item) for item in shown]), part, moment),
        "counts": counts,
        "formation": named(answers.names, f"formation/{wanted}" if wanted else None),
    }


def _person(item: Row) -> str:
    return str(item["person"]["id"])


def board_item(answers: Answers, person: str, events: Sequence[Happening], posts: Sequence[Tenure], on: date) -> Object:
    """One person of the board, as `status_board` describes it."""
    stood = standings(events, posts, on, answers.vocabulary)
    return {
        "person": named(answers.names, f"person/{person}"),
        "state": labelled(answers.names, f"condition/{stood[0].condition if stood else UNKNOWN}"),
        "held": stood[0].held.value if stood else None,
        "conditions": [_condition(answers, one) for one in stood],
        "reported": [_report(answers, one) for one in events if one.held is None and _tells(answers, one)],
    }


def _served_in(formation: str, posts: Iterable[Tenure], on: date) -> bool:
    return any(
        one.fact.formation == formation and one.fact.bounds is not None and one.fact.bounds.earliest_start <= on
        for one in posts
    )


def _tells(answers: Answers, event: Happening) -> bool:
    """True if the event, were it true, would put the person into a condition."""
    return answers.vocabulary.statuses[event.status].condition is not None


def _condition(answers: Answers, one: Standing) -> Object:
    return {
        **(labelled(answers.names, f"condition/{one.condition}") or {}),
        "held": one.held.value,
        "since": text_of(one.since),
        "credibility": credibility(one.credibility),
        "facts": list(one.facts),
    }


def _report(answers: Answers, event: Happening) -> Object:
    return {
        "id": event.id,
        "status": labelled(answers.names, f"status/{event.status}"),
        "edtf": text_of(event.days),
        "credibility": credibility(event.credibility),
        "contested": event.contested,
    }
