"""Belonging: below which formations a formation stood in some days, by any source and any kind of link."""

from collections.abc import Callable
from datetime import date

from graph.answer import Answers
from graph.days import both
from graph.edtf import Days
from graph.row import id_of
from graph.subordination import days_below, steps_down

Belongs = Callable[[str, Days | None], bool]
"""Whether the formation at a path belonged to the one asked for on some of the days; None: at any time."""


def below(answers: Answers, formation: str, known: date, parameter: str = "formation") -> Belongs:
    """What belongs to a formation, itself included, as known on a day: what may have been below it on one of the days
    asked about, as graph.subordination tells. Raises UnknownThingError, naming the parameter, for a formation that
    there is not."""
    root = answers.thing("formation", formation, parameter)
    found = days_below(steps_down(answers, answers.moment(None, known), {}), root)

    def belongs(path: str, days: Days | None) -> bool:
        held = found.get(id_of(path))
        return held is not None and (days is None or bool(both(held.possible, (days,))))

    return belongs
