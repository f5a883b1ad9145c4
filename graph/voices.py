"""The voices behind a fact: who says so, counted by independent origin and side, never by outlet.

Press of third countries retells, so it counts as an origin only where nobody else asserts the thing. A claimant without
a name (unknown) or a wiki is never an origin.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.claim import Claim
from graph.evidence import HEDGED, Tier, is_self, tier_of

_ORIGIN_OF_KIND = {
    "court": "court",
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


@dataclass(frozen=True, slots=True)
class Voices:
    """The claims about one fact, sorted by role: for it, denials of it, and claims whose observation refutes it."""

    asserting: tuple[Claim, ...]
    denying: tuple[Claim, ...]
    refuting: tuple[Claim, ...] = ()

    @property
    def origins(self) -> tuple[str, ...]:
        """The independent origins that assert it, unhedged ones if there are any, sorted."""
        speaking = self._speaking()
        unhedged = [claim for claim in speaking if claim.stance not in HEDGED]
        return tuple(sorted(_origins(unhedged or speaking)))

    def features(self) -> Features:
        """The features that a policy's conditions may name; see ontology/policy.yaml for what each means."""
        unhedged = [claim for claim in self._speaking() if claim.stance not in HEDGED]
        origins = _origins(unhedged)
        live = self._live_denials()
        kinds = {claim.claimant.kind for claim in self.asserting}
        return {
            "asserted": bool(self.asserting),
            "refuted": bool(self.refuting),
            "unsourced": bool(self.asserting) and all(claim.source.url is None for claim in self.asserting),
            "wiki_only": kinds == {"wiki"},
            "nameless_only": bool(kinds) and kinds <= _NAMELESS,
            "hedged_only": not unhedged,
            "authority": any(tier_of(claim) is Tier.AUTHORITATIVE for claim in unhedged),
            "own_side": bool(origins & OWN_SIDE),
            "adversary_only": origins == {"ukraine"},
            "denied": bool(live),
            "denied_by_authority": any(tier_of(claim) is Tier.AUTHORITATIVE for claim in live),
            "origins": len(origins),
        }

    def _speaking(self) -> Sequence[Claim]:
        """The assertions that count: what press of third countries adds to another's word only retells it, and takes
        the distance out of what was alleged."""
        own = [claim for claim in self.asserting if origin_of(claim) not in (None, "press")]
        return own or [claim for claim in self.asserting if origin_of(claim) is not None] or self.asserting

    def _live_denials(self) -> list[Claim]:
        """Denials by claimants who do not assert it as well, not from a wiki, not overtaken by an authority's word."""
        asserting = {claim.claimant.id for claim in self.asserting}
        settled = [claim.known for claim in self.asserting if tier_of(claim) is Tier.AUTHORITATIVE]
        return [
            claim
            for claim in self.denying
            if claim.claimant.kind not in _NAMELESS
            and claim.claimant.id not in asserting
            and not any(known >= claim.known for known in settled)
        ]


def origin_of(claim: Claim) -> str | None:
    """The independent origin that a claim speaks for; None for a wiki or a claimant without a name."""
    if is_self(claim):
        return "self"
    kind = claim.claimant.kind
    if kind in _NAMELESS:
        return None
    if kind == "western-official":
        return claim.claimant.side
    return _ORIGIN_OF_KIND.get(kind, "press")


def _origins(claims: Sequence[Claim]) -> set[str]:
    return {origin for claim in claims if (origin := origin_of(claim)) is not None}


def claim_ids(claims: Iterable[Claim]) -> tuple[str, ...]:
    """The ids of `claims`, sorted, each once."""
    return tuple(sorted({claim.id for claim in claims}))
