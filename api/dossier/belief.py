"""How a verdict came about: what was believed of a fact from which day on, and which claims became known then."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from api.pages.strips import strips
from graph.answer import Answers

Object = dict[str, Any]
Fact = Mapping[str, Any]


def all_claims(fact: Fact) -> list[Object]:
    """Every claim that bears on a fact: for it, against it, set aside."""
    return [*fact["claimsFor"], *fact["claimsAgainst"], *fact["setAside"]]


def beliefs(answers: Answers, facts: Sequence[Fact], known: date) -> dict[str, Object]:
    """For each fact that is contested, or of which something else was believed before the day of knowing, by id: the
    `steps`, each the verdict from a day on with the `claims` that became known then or since, until the next step; and
    `would_settle`, what would settle a contested one, in words. What was believed after that day is left out."""
    found: dict[str, Object] = {}
    by_id = {fact["id"]: fact for fact in facts}
    for id, segments in strips(answers, by_id, known, least=1).items():
        stood = [one for one in segments if one.since <= known.isoformat()]
        fact = by_id[id]
        if len(stood) < 2 and not fact["contested"]:
            continue
        ends = [one.since for one in stood[1:]] + [date.max.isoformat()]
        steps = []
        for number, (segment, end) in enumerate(zip(stood, ends, strict=True)):
            since = segment.since if number else date.min.isoformat()
            claims = [claim for claim in all_claims(fact) if since <= claim["known"] < end]
            steps.append({"segment": segment, "claims": _voices(claims)})
        why = answers.fact(id, known)["explanation"] if fact["contested"] else None
        found[id] = {"steps": steps, "would_settle": [one["words"] for one in why["wouldSettle"]] if why else []}
    return {fact["id"]: found[fact["id"]] for fact in facts if fact["id"] in found}


def _voices(claims: Sequence[Object]) -> list[Object]:
    """One claim of each claimant in each source: a source may say one thing in several ways."""
    found: dict[object, Object] = {}
    for claim in claims:
        found.setdefault((claim["claimant"]["id"], claim["source"]["id"], claim["denies"]), claim)
    return list(found.values())


def reasons_set_aside(answers: Answers, facts: Sequence[Fact], known: date) -> dict[str, str]:
    """Why claims about these facts are set aside, by the claims' ids."""
    found: dict[str, str] = {}
    for fact in facts:
        why = answers.fact(fact["id"], known)["explanation"] if fact["setAside"] else None
        found |= {one["claim"]["id"]: one["because"] for one in (why or {}).get("setAside", ())}
    return found
