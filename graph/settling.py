"""What would settle an open question: which source would make a possible answer certain."""

from datetime import date

from graph.fact_view import Object


def what_would_settle(fact: Object, held: str, on: date) -> str | None:
    """In words, the kind of source that would make `fact` certain on the day `on`; None if it is certain.

    A fact is certain between its latest start and its earliest end, so one of the two is too far away from `on`.
    """
    if held == "certain":
        return None
    if held == "contested":
        return "a source that shows which of the rivals held it that day, or ends the one before the other begins"
    bounds, day = fact["bounds"] or {}, on.isoformat()
    start, end = bounds.get("latestStart"), bounds.get("earliestEnd")
    thing = {"tenure": "appointment", "rank": "promotion", "subordination": "assignment"}.get(fact["kind"], "start")
    wanted: list[str] = []
    if start is None or start > day:
        since = f"not before {bounds['earliestStart']}" if bounds.get("earliestStart") else "on an unknown day"
        until = f" and by {start}" if start is not None else ""
        wanted.append(f"a source for the {thing}, or one that shows it on or before {day} (it began {since}{until})")
    if end is None or end < day:
        last = f"after {end}" if end is not None else "at all"
        wanted.append(f"a source that shows it on or after {day}, or says when it ended (nothing shows it {last})")
    return "; and ".join(wanted) or None
