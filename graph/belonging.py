"""Belonging: below which formations a formation stood in some days, by any source and any kind of link."""

from collections.abc import Callable
from datetime import date

from graph.answer import Answers
from graph.edtf import Days
from graph.fact_list import facts_known
from graph.row import days_of

Belongs = Callable[[str, Days | None], bool]
"""Whether the formation at a path belonged to the one asked for in some days; None: at any time."""


def below(answers: Answers, formation: str, known: date, parameter: str = "formation") -> Belongs:
    """What belongs to a formation, itself included, as known on a day: whatever sources place below it, step by step,
    in days that may be those asked about. An undated statement holds for all days. Raises UnknownThingError, naming the
    parameter, for a formation that there is not."""
    root = f"formation/{answers.thing('formation', formation, parameter)}"
    above: dict[str, list[tuple[str, Days | None]]] = {}
    for row in facts_known(answers, known):
        if "superior" in row:
            above.setdefault(str(row["formation"]), []).append((str(row["superior"]), days_of(row, "possible")))
    found: dict[tuple[str, Days | None], bool] = {}

    def belongs(path: str, days: Days | None) -> bool:
        key = (path, days)
        if key not in found:
            found[key] = root in _all_above(path, days, above)
        return found[key]

    return belongs


def _all_above(path: str, days: Days | None, above: dict[str, list[tuple[str, Days | None]]]) -> set[str]:
    """The formation and all that stood above it in the days."""
    reached, front = {path}, [path]
    while front:
        for superior, possible in above.get(front.pop(), ()):
            meets = days is None or possible is None or possible.intersect(days) is not None
            if meets and superior not in reached:
                reached.add(superior)
                front.append(superior)
    return reached
