"""Where a person was on a day, in the sense of posts: which they held, in which rank and state, and under whom."""

from collections.abc import Mapping
from typing import Any

from graph.answer import Answers, Moment
from graph.dated_fact import Post, PostRecord, post_records
from graph.fact_view import Object, credibility, named
from graph.held import held_on
from graph.row import id_of
from graph.standing import happenings, tenures
from graph.status_board import board_item

Row = Mapping[str, Any]


def assignment(answers: Answers, person: str, on: object = None, known: object = None) -> Object:
    """Where a person was on a day: `posts` and `ranks` (facts as elsewhere, claims as counts, with `held` on the day:
    certain, contested or possible), and what the status board says of them: `state`, `held`, `conditions`, `reported`.

    Each post has `superiors`, the next above: the formation itself with its leaders if the person did not lead it
    (`subordination` None), else every formation to which it was subordinate that day, with the `subordination` (id,
    link, held, credibility; an undated statement stands in, as possible, where no dated one is known). `leaders` are
    all who led it, or may have, each with person, held, tenure and credibility; an empty list says that no source
    tells.
    Raises UnknownThingError for an unknown person and ParameterError for a bad day.
    """
    person = answers.thing("person", person)
    moment = answers.moment(on, known)
    days: dict[str, object] = {"on": moment.on, "known": moment.known}
    posts = answers.ask("posts-of-person", person=person, **days)
    ranks = answers.ask("rank-on-day", person=person, **days)
    found = answers.facts([str(row["fact"]) for row in [*posts, *ranks]], moment.known, claims=False)
    records = post_records(answers, moment)
    events = happenings(answers, moment).get(person, ())
    stood = board_item(answers, person, events, tenures(records.values(), moment.on).get(person, ()), moment.on)
    return {
        **stood,
        **answers.context(moment),
        "posts": [
            {
                **found[str(row["fact"])],
                "held": row["held"],
                "superiors": _superiors(answers, records, (id_of(row["formation"]), id_of(row["role"])), moment),
            }
            for row in posts
        ],
        "ranks": [{**found[str(row["fact"])], "held": row["held"]} for row in ranks],
    }


def _superiors(answers: Answers, records: Mapping[Post, PostRecord], post: Post, moment: Moment) -> list[Object]:
    """The next above the holder of a post: the leaders of the formation, or, for these, the formations above."""
    formation, _ = post
    if not records[post].leads:
        return [_superior(answers, records, formation, None, moment)]
    rows: list[Row] = list(answers.ask("superiors", formation=formation, on=moment.on, known=moment.known))
    if not rows:
        undated = answers.ask("undated-subordinations", known=moment.known)
        rows = [row for row in undated if id_of(row["formation"]) == formation]
    return [_superior(answers, records, id_of(row["superior"]), row, moment) for row in rows]


def _superior(
    answers: Answers, records: Mapping[Post, PostRecord], formation: str, edge: Row | None, moment: Moment
) -> Object:
    leaders = []
    for record in records.values():
        if record.leads and record.formation == formation:
            held = held_on(record.tenures, moment.on, lambda one: one.id, single=record.single)
            leaders += [(one, held[one.id]) for one in record.tenures if one.id in held]
    return {
        "formation": named(answers.names, f"formation/{formation}"),
        "subordination": {
            "id": id_of(edge["fact"]),
            "link": id_of(edge["link"]),
            "held": edge["held"],
            "credibility": credibility(int(edge["credibility"])),
        }
        if edge is not None
        else None,
        "leaders": [
            {
                "person": named(answers.names, f"person/{one.holder}"),
                "held": how.value,
                "tenure": one.id,
                "credibility": credibility(one.credibility),
            }
            for one, how in leaders
        ],
    }
