"""What was told in some days of the persons whom it took out of a post, and what came of it: every death, dismissal,
arrest and the like as it was judged then and as it is judged now."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from graph.answer import Answers
from graph.edtf import Days
from graph.event_kinds import GRAVE
from graph.event_list import when
from graph.fact_list import facts_known
from graph.fact_view import Object, named
from graph.labels import CREDIBLE
from graph.row import days_of, id_of

Row = Mapping[str, Any]

_NOT_JUDGED = 6
"""The credibility of what cannot be judged."""

OUTCOMES = ("borne-out", "disputed", "refuted", "denied", "not-confirmed", "told-later", "gone")
"""What can come of what was told: it is credible now; it is contested; a later observation contradicts it; all that is
left is denials; none of these; it was not told yet; it is no event of its own any more."""


def told(then: Answers, known_then: date, now: Answers, known_now: date, days: Days) -> list[Object]:
    """By person, those of whom something was told then before others, the highest post first: `person`, the `posts` in
    those days as known now, and the `events` that may have happened in the days or first became known in them, each
    with its fact `then` and `now` (None: not known) and its `outcome` (see OUTCOMES). What was told later only is
    there if it certainly happened in the days."""
    before = {str(row["fact"]): row for row in facts_known(then, known_then)}
    after = {str(row["fact"]): row for row in facts_known(now, known_now)}
    first = _first_known(then)
    chosen: dict[str, list[str]] = {}
    for path in sorted(before.keys() | after.keys()):
        rows = [row for row in (before.get(path), after.get(path)) if row is not None]
        if (
            "status" in rows[0]
            and "person" in rows[0]
            and _is_grave(then, rows[0])
            and _is_of(path, before, after, first, days)
        ):
            chosen.setdefault(str(rows[0]["person"]), []).append(path)
    posts = {person: _posts(now, after.values(), person, days) for person in chosen}
    paths = [path for found in chosen.values() for path in found]
    facts_then = then.facts((path for path in paths if path in before), known_then)
    facts_now = now.facts((path for path in paths if path in after), known_now)
    held = now.facts((str(row["fact"]) for rows in posts.values() for row in rows), known_now, claims=False)

    def place(person: str) -> tuple[bool, int, str]:
        return not any(path in before for path in chosen[person]), _place(now, posts[person]), person

    return [
        {
            "person": named(now.names, person),
            "posts": [held[str(row["fact"])] for row in posts[person]],
            "events": sorted(
                (_event(now, facts_then.get(path), facts_now.get(path)) for path in chosen[person]), key=_by_word
            ),
        }
        for person in sorted(chosen, key=place)
    ]


def outcome(now: Answers, before: Object | None, after: Object | None) -> str:
    """What came of what was told, by the verdict of now: one of OUTCOMES."""
    if after is None:
        return "gone"
    if before is None:
        return "told-later"
    if after["contested"]:
        return "disputed"
    if after["credibility"]["code"] <= CREDIBLE:
        return "borne-out"
    policy = now.policies_by_name.get(now.policy)
    rule = next((one for one in policy.rules if one.name == after["rule"]), None) if policy is not None else None
    conditions = dict(rule.when) if rule is not None else {}
    if conditions.get("refuted") is True:
        return "refuted"
    return "denied" if conditions.get("asserted") is False else "not-confirmed"


def _by_word(event: Object) -> tuple[bool, int, str]:
    """What was told before what was not yet, and what more reports told before others."""
    fact = event["then"] or event["now"]
    return event["then"] is None, -fact["reports"], fact["id"]


def _event(now: Answers, before: Object | None, after: Object | None) -> Object:
    return {"then": before, "now": after, "outcome": outcome(now, before, after)}


def _first_known(answers: Answers) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in answers.table("versions"):
        path, day = str(row["fact"]), str(row["knownFrom"])
        found[path] = min(found.get(path, day), day)
    return found


def _is_grave(answers: Answers, row: Row) -> bool:
    return answers.vocabulary.statuses[id_of(row["status"])].effect in GRAVE


def _is_of(
    path: str, before: Mapping[str, Row], after: Mapping[str, Row], first: Mapping[str, str], days: Days
) -> bool:
    """True if an event is one of the days: it may have happened in them or first became known in them; it certainly
    happened in them, if it was told later only."""
    if path not in before:
        return (found := when(after[path])) is not None and days.contains(found)
    if days.earliest.isoformat() <= first[path] <= days.latest.isoformat():
        return True
    rows = (before[path], after.get(path, before[path]))
    return any((found := when(row)) is not None and found.intersect(days) is not None for row in rows)


def _posts(answers: Answers, rows: Iterable[Row], person: str, days: Days) -> list[Row]:
    """The posts that a person may have held in the days, the highest first; those that lead a formation only, if there
    are such. What cannot be judged is left out."""
    held = [
        row
        for row in rows
        if "post" in row
        and row["person"] == person
        and int(row["credibility"]) < _NOT_JUDGED
        and (found := days_of(row, "possible")) is not None
        and found.intersect(days) is not None
    ]
    leading = [row for row in held if answers.vocabulary.roles[id_of(row["role"])].leads]
    return sorted(leading or held, key=lambda row: (_place(answers, [row]), int(row["credibility"]), str(row["fact"])))


def _place(answers: Answers, posts: list[Row]) -> int:
    """How high the first of some posts stands."""
    if not posts:
        return len(answers.vocabulary.echelons) + 1
    return answers.heights()[str(posts[0]["formation"])]
