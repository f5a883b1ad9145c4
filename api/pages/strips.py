"""What was believed when: the verdict on a fact through known time, as a strip of one segment a belief."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.answer import Answers

WIDEST = 12
"""The widths of segments go from 1 to this: days of one verdict can be years of another."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Known time from a day on which the same was believed: the verdict and the dates. `until` is None if it is so
    still; `dated_anew` tells that only the dates changed, `stands` that the day of knowing of the page lies in it."""

    since: str
    until: str | None
    code: int
    contested: bool
    edtf: str | None
    versions: int
    width: int
    dated_anew: bool
    stands: bool


def strips(answers: Answers, facts: Iterable[str], known: date, least: int = 2) -> dict[str, list[Segment]]:
    """The strip of each of these facts, by id; those of fewer segments than `least` are left out: one has a fact of
    which always the same was believed."""
    wanted = {f"fact/{one}": one for one in facts}
    rows: dict[str, list[Mapping[str, Any]]] = {}
    for row in answers.table("versions"):
        if row["fact"] in wanted:
            rows.setdefault(wanted[str(row["fact"])], []).append(row)
    found = {one: strip(versions, known) for one, versions in rows.items()}
    return {one: segments for one, segments in found.items() if len(segments) >= least}


def strip(versions: Iterable[Mapping[str, Any]], known: date) -> list[Segment]:
    """The segments of the versions of one fact, given in order of known time."""
    runs: list[list[Mapping[str, Any]]] = []
    for row in versions:
        if runs and _belief(runs[-1][-1]) == _belief(row) and runs[-1][-1]["knownUntil"] == row["knownFrom"]:
            runs[-1].append(row)
        else:
            runs.append([row])
    ends = [date.fromisoformat(str(run[-1]["knownUntil"])) for run in runs]
    starts = [date.fromisoformat(str(run[0]["knownFrom"])) for run in runs]
    lasted = [(min(end, date.today()) - start).days for start, end in zip(starts, ends, strict=True)]
    longest = max([*lasted, 1])
    return [
        Segment(
            since=start.isoformat(),
            until=None if end == date.max else end.isoformat(),
            code=int(run[0]["credibility"]),
            contested=bool(run[0]["contested"]),
            edtf=run[0].get("edtf"),
            versions=len(run),
            width=1 + round((WIDEST - 1) * max(days, 0) / longest),
            dated_anew=before is not None and _belief(before[0])[:2] == _belief(run[0])[:2],
            stands=start <= known < end,
        )
        for before, run, start, end, days in zip([None, *runs[:-1]], runs, starts, ends, lasted, strict=True)
    ]


def _belief(row: Mapping[str, Any]) -> tuple[int, bool, Any]:
    return int(row["credibility"]), bool(row["contested"]), row.get("edtf")
