"""The voices behind a fact: who says so, counted by independent origin and side, never by outlet.

Press of third countries retells, so it counts as an origin only where nobody else asserts the thing. A claimant without
a name (unknown) or a wiki is never an origin.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from graph.claim import Claim
from graph.evidence import HEDGED, Tier, is_derivative, is_self, tier_of

_ORIGIN_OF_KIND = {
    "russian-official": "russia-official",
    "russian-media": "russia-media",
    "milblogger": "russia-milbloggers",
    "ukrainian-official": "ukraine",
    "ukrainian-media": "ukraine",
    "think-tank": "think-tank",
    "family": "family",
    "self": "self",
}
OWN_SIDE = frozenset({"court", "russia-official", "russia-media", "russia-milbloggers", "self", "family"})
"""Origins on the officer's own side."""
_NAMELESS = frozenset({"unknown", "wiki"})

Features = dict[str, bool | int]
"""What a policy's conditions are asked about: feature name -> value."""


LATE = timedelta(days=730)
"""A word given this long after what it reports is a late one."""


@dataclass(frozen=True, slots=True)
class Voices:
    """The claims about one fact, sorted by role: for it, denials of it, and claims whose observation refutes it."""

    asserting: tuple[Claim, ...]
    denying: tuple[Claim, ...]
    refuting: tuple[Claim, ...] = ()

    @property
    def standing(self) -> tuple[Claim, ...]:
        """The assertions that their claimants have not taken back by denying the thing later."""
        return _not_taken_back(self.asserting, self.denying)

    @property
    def speaking(self) -> tuple[Claim, ...]:
        """The standing assertions that count: what press of third countries adds to another's word only retells it, and
        takes the distance out of what was alleged."""
        standing = self.standing
        own = tuple(claim for claim in standing if origin_of(claim) not in (None, "press"))
        return own or tuple(claim for claim in standing if origin_of(claim) is not None) or standing

    @property
    def denials(self) -> tuple[Claim, ...]:
        """The denials that still stand: not taken back, not hedged (no confirmation is no denial), by a claimant with a
        name, and not overtaken by an authority's word."""
        settled = [claim.known for claim in self.asserting if tier_of(claim) is Tier.AUTHORITATIVE]
        return tuple(
            claim
            for claim in _not_taken_back(self.denying, self.asserting)
            if origin_of(claim) is not None
            and claim.stance not in HEDGED
            and not any(known >= claim.known for known in settled)
        )

    @property
    def origins(self) -> tuple[str, ...]:
        """The independent origins that assert it, unhedged ones if there are any, sorted."""
        return tuple(sorted(_origins(_unhedged(self.speaking) or self.speaking)))

    def features(self) -> Features:
        """The features that a policy's conditions may name; see ontology/policies/default.yaml for what each means."""
        standing, denials = self.standing, self.denials
        unhedged = _unhedged(self.speaking)
        origins = _origins(unhedged)
        return {
            "asserted": bool(standing),
            "refuted": bool(self.refuting),
            "unsourced": bool(standing) and all(claim.source.url is None for claim in standing),
            "derivative_only": bool(standing) and all(is_derivative(claim) for claim in standing),
            "nameless_only": bool(standing) and all(origin_of(claim) is None for claim in standing),
            "hedged_only": not unhedged,
            "late_only": bool(unhedged) and all(_is_late(claim) for claim in unhedged),
            "authority": any(tier_of(claim) is Tier.AUTHORITATIVE for claim in unhedged),
            "own_side": bool(origins & OWN_SIDE),
            "adversary_only": origins == {"ukraine"},
            "denied": bool(denials),
            "denied_by_authority": any(tier_of(claim) is Tier.AUTHORITATIVE for claim in denials),
            "origins": len(origins),
        }


def _unhedged(claims: Iterable[Claim]) -> list[Claim]:
    return [claim for claim in claims if claim.stance not in HEDGED]


def _not_taken_back(words: Sequence[Claim], opposite: Sequence[Claim]) -> tuple[Claim, ...]:
    """Those of `words` whose claimant did not say the opposite later."""
    last: dict[str, date] = {}
    for claim in opposite:
        if origin_of(claim) is not None:
            last[claim.claimant.id] = max(claim.known, last.get(claim.claimant.id, claim.known))
    return tuple(claim for claim in words if claim.claimant.id not in last or last[claim.claimant.id] <= claim.known)


def _is_late(claim: Claim) -> bool:
    days = claim.date_days
    return days is not None and claim.known - days.latest > LATE


def origin_of(claim: Claim) -> str | None:
    """The independent origin that a claim speaks for; None for a wiki or a claimant without a name."""
    if is_self(claim):
        return "self"
    kind = claim.claimant.kind
    if kind in _NAMELESS or is_derivative(claim):
        return None
    if kind == "court":
        return "court" if claim.claimant.side == "russia" else "international-court"
    if kind == "western-official":
        return claim.claimant.side
    return _ORIGIN_OF_KIND.get(kind, "press")


def _origins(claims: Sequence[Claim]) -> set[str]:
    return {origin for claim in claims if (origin := origin_of(claim)) is not None}


def claim_ids(claims: Iterable[Claim]) -> tuple[str, ...]:
    """The ids of `claims`, sorted, each once."""
    return tuple(sorted({claim.id for claim in claims}))
