"""Losses: whom a formation, and those below it at the time, are said to have lost by death, dismissal or custody."""

from graph.answer import Answers
from graph.days import both
from graph.fact_list import facts_known
from graph.fact_view import Object, named
from graph.row import days_of, id_of
from graph.subordination import days_below, steps_down

CONDITIONS = frozenset({"dead", "captive", "missing", "in-custody", "dismissed", "suspended"})
"""The conditions in which somebody is lost to a formation."""


def losses(answers: Answers, formation: str, known: object = None) -> Object:
    """The events that took, or are said to have taken, somebody out of a formation or of one that may have been below
    it on the day: facts as elsewhere with their claims as counts, in order of time, the undated ones last.

    An event counts for the formation that sources name with it. Raises UnknownThingError for an unknown formation and
    ParameterError for a bad day.
    """
    formation = answers.thing("formation", formation)
    moment = answers.moment(None, known)
    lost = {f"status/{slug}" for slug, one in answers.vocabulary.statuses.items() if one.condition in CONDITIONS}
    below = days_below(steps_down(answers, moment, {}), formation)
    found = []
    for row in facts_known(answers, moment.known):
        if row.get("status") not in lost or "person" not in row or "formation" not in row:
            continue
        within, days = below.get(id_of(row["formation"])), days_of(row, "possible")
        if within is not None and (days is None or both(within.possible, (days,))):
            found.append(row)
    found.sort(key=lambda row: (str(row.get("possibleUntil", "9")), str(row["fact"])))
    shown = answers.facts((str(row["fact"]) for row in found), moment.known, claims=False)
    items = [shown[str(row["fact"])] for row in found]
    return answers.listed(items, moment, formation=named(answers.names, f"formation/{formation}"))
