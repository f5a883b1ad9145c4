"""Losses: whom a formation, and those below it at the time, are said to have lost by death, dismissal or custody."""

from graph.answer import Answers, Moment
from graph.dated_fact import HeldDays
from graph.days import both
from graph.fact_list import facts_known
from graph.fact_view import Object, named
from graph.listing import Row
from graph.row import days_of, id_of
from graph.subordination import EVER, days_below, steps_down

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
    found = [row for row, _ in loss_rows(answers, moment, formation)]
    found.sort(key=lambda row: (str(row.get("possibleUntil", "9")), str(row["fact"])))
    shown = answers.facts((str(row["fact"]) for row in found), moment.known, claims=False)
    items = [shown[str(row["fact"])] for row in found]
    return answers.listed(items, moment, formation=named(answers.names, f"formation/{formation}"))


def loss_rows(answers: Answers, moment: Moment, formation: str | None) -> list[tuple[Row, HeldDays]]:
    """The rows of queries/versions.rq that tell of losses of `formation`, each with the days on which the formation
    that sources name was below it; of all losses, also those without a formation, for None. Undated ones are in."""
    lost = {f"status/{slug}" for slug, one in answers.vocabulary.statuses.items() if one.condition in CONDITIONS}
    below = days_below(steps_down(answers, moment, {}), formation) if formation is not None else None
    found = []
    for row in facts_known(answers, moment.known):
        if row.get("status") not in lost or "person" not in row:
            continue
        within = EVER if below is None else below.get(id_of(row["formation"])) if "formation" in row else None
        days = days_of(row, "possible")
        if within is not None and (days is None or both(within.possible, (days,))):
            found.append((row, within))
    return found
