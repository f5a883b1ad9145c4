"""Changes: what came to be otherwise between two days, in the world (valid time) or in what was known (known time)."""

from collections.abc import Iterable, Sequence

from graph.answer import Answers, Moment
from graph.fact_view import Object
from graph.listing import Key, Listing, Row
from graph.question import ParameterError, day_of

AXES = ("valid", "known")
"""The axes of time."""
_SAID = ("change", "knownFrom", "edtf", "edtfBefore", "credibility", "credibilityBefore", "contested")


def changes(answers: Answers, axis: str, start: object, end: object, known: object = None) -> tuple[Listing, Moment]:
    """What changed from one day to another, and the moment that it is asked for.

    On the axis ``valid``, facts that began, ended or happened in between, as known on a day; on ``known``, versions of
    facts that were learned, judged anew, dated anew or reported again, each with the fact as it stood from that day.
    Raises ParameterError for an axis that there is not, for what is no day, and for an end before the start.
    """
    if axis not in AXES:
        raise ParameterError("axis", f'"{axis}" is not an axis of time', f"allowed are {', '.join(AXES)}")
    moment = answers.moment(None, known)
    first, last = day_of(start, "from"), day_of(end, "to")
    if first > last:
        raise ParameterError("to", f'"{end}" is before "{start}"', "give a day not before the first one")
    period: dict[str, object] = {"from": first, "to": last}
    at: dict[str, object] = {"known": moment.known} if axis == "valid" else {}
    rows = answers.table(f"changed-{axis}", **period, **at)

    def items(shown: Sequence[Row]) -> list[Object]:
        if axis == "known":
            facts = as_they_stood(answers, shown)
        else:
            found = answers.facts((str(row["fact"]) for row in shown), moment.known)
            facts = [found[str(row["fact"])] for row in shown]
        return [_item(row, fact) for row, fact in zip(shown, facts, strict=True)]

    sorts: dict[str, Key] = {
        "day": lambda row: str(row["knownFrom"]) if "knownFrom" in row else None,
        "id": lambda row: str(row["version"]),
        "change": lambda row: str(row["change"]),
        "credibility": lambda row: int(row["credibility"]),
    }
    if axis == "valid":
        sorts.pop("day")
    return Listing(rows, lambda row: str(row["version"]), sorts, items), moment


def as_they_stood(answers: Answers, rows: Iterable[Row], *, claims: bool = True) -> list[Object]:
    """The fact of each row as it stood from the day on which the row's version became known (its `knownFrom`)."""
    rows = list(rows)
    by_day: dict[str, list[str]] = {}
    for row in rows:
        by_day.setdefault(str(row["knownFrom"]), []).append(str(row["fact"]))
    found = {day: answers.facts(paths, day, claims=claims) for day, paths in by_day.items()}
    return [found[str(row["knownFrom"])][str(row["fact"])] for row in rows]


def _item(row: Row, fact: Object) -> Object:
    said = {
        name: value for name, value in row.items() if name not in ("fact", "version", "before", "person", "formation")
    }
    return {**said, "fact": fact}
