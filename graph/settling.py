"""What would settle an open question: which date would make a possible answer certain, and whose word a doubtful one
credible. The second is asked of the policy itself: what would it make of the fact if that word came?
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.fact import FactKind
from graph.policy import CREDIBILITY, Judgement, Policy
from graph.voices import Features

_FIRM_WORD: Features = {
    "asserted": True,
    "unsourced": False,
    "derivative_only": False,
    "nameless_only": False,
    "hedged_only": False,
    "late_only": False,
    "adversary_only": False,
}
"""What any new word changes that is given at the time, by name and without distance."""
_WORDS: Mapping[str, tuple[str, Features]] = {
    "authority": (
        "the word of somebody who decides or records the matter",
        {"authority": True, "own_side": True, "own_office": True},
    ),
    "own-side": ("an independent voice of the officer's own side", {"own_side": True}),
    "another-origin": ("another independent origin", {}),
    "denial-gone": ("the denial taken back", {"denied": False, "denied_by_authority": False}),
}


@dataclass(frozen=True, slots=True)
class Settling:
    """A kind of source that would change the verdict: its name, in words, and the credibility that it would bring."""

    name: str
    words: str
    credibility: int


def would_settle(kind: FactKind, judgement: Judgement, policy: Policy) -> tuple[Settling, ...]:
    """The kinds of source that would make a fact credible enough to be certain on a day, or free it of being contested;
    the one that carries furthest first. Empty if it is credible already, or refuted: what was seen remains seen."""
    features = judgement.features
    if features["refuted"] or (judgement.rule.credibility <= policy.certain and not judgement.contested):
        return ()
    found: list[Settling] = []
    for name, (words, changes) in _WORDS.items():
        if name == "denial-gone":
            if not features["denied"]:
                continue
            then: Features = {**features, **changes}
        else:
            then = {**features, **_FIRM_WORD, **changes, "origins": int(features["origins"]) + 1}
            if name == "authority":
                then |= {"denied": False, "denied_by_authority": False}
        code = policy.rule_for(kind, then).credibility
        still_contested = any(then[feature] for feature in policy.contested)
        if code <= policy.certain and not still_contested:
            found.append(Settling(name, f"{words} ({code}, {CREDIBILITY[code]})", code))
    return tuple(sorted(found, key=lambda one: one.credibility))


def what_would_settle(fact: Mapping[str, Any], held: str, on: date) -> str | None:
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
