"""An explanation as answers show it: the keys of the object made here are public, on the command line and in REST."""

from collections.abc import Mapping

from graph.explanation import Decided, Explanation
from graph.fact_view import Object
from graph.policy import CREDIBILITY

DATES = {
    "contradicted": "a stronger or earlier voice leaves no room for this date",
    "outvoted": "more voices name another date, as precisely",
    "rank-out-of-order": "it shows a lower rank after a higher one",
}
"""Why a date was set aside, by the end of the rule's name."""


def explanation_object(why: Explanation, shown: Mapping[str, Object]) -> Object:
    """The explanation as a JSON object; `shown` are the claims that it names, by path."""
    judgement, rule = why.judgement, why.judgement.rule
    return {
        "paragraph": why.paragraph,
        "rule": {
            "name": rule.name,
            "because": rule.because,
            "credibility": _decided((rule.credibility, judgement.contested)),
            "conditions": dict(rule.when),
        },
        "features": judgement.features,
        "counted": [shown[f"claim/{claim.id}"] for claim in why.counted],
        "setAside": [
            {"claim": shown[f"claim/{claim.id}"], "rule": name, "because": reason}
            for claim, name, reason in why.set_aside
        ],
        "datesSetAside": [
            {"claim": shown[f"claim/{claim}"], "rule": name, "because": _date_reason(name)}
            for claim, name in why.fact.set_aside
        ],
        "decisive": [
            {
                "claim": shown[f"claim/{one.claim.id}"],
                "without": _decided(one.without) if one.without is not None else None,
            }
            for one in why.decisive
        ],
        "origins": [
            {
                "id": one.id,
                "label": one.label,
                "claimants": list(one.claimants),
                "reports": one.reports,
                "without": _decided(one.without),
            }
            for one in why.origins
        ],
        "consequences": [{"rule": name, "fact": cause} for name, cause in why.fact.consequences],
        "wouldSettle": [{"name": one.name, "words": one.words, "credibility": one.credibility} for one in why.settling],
    }


def _decided(decided: Decided) -> Object:
    code, contested = decided
    return {"code": code, "label": CREDIBILITY[code], "contested": contested}


def _date_reason(rule: str) -> str:
    return next((reason for end, reason in DATES.items() if rule.endswith(end)), rule)
