"""The voices behind a fact: who says so, counted by independent origin and side, never by outlet.

A claim counts unless a rule of the policy sets it aside (``sets_aside`` in ontology/policies). What each rule looks for
is written here; whether it applies, and why, is the policy's.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from graph.claim import Claim
from graph.evidence import HEDGED, Tier, is_self, tier_of

_ORIGIN_OF_KIND = {
    "russian-official": "russia-official",
    "russian-media": "russia-media",
    "milblogger": "russia-milbloggers",
    "ukrainian-official": "ukraine",
    "ukrainian-media": "ukraine",
    "association": "russia-associations",
    "think-tank": "think-tank",
    "family": "family",
    "self": "self",
    "wiki": "wiki",
    "unknown": "nameless",
}
OWN_SIDE = frozenset(
    {"court", "russia-official", "russia-media", "russia-milbloggers", "russia-associations", "self", "family"}
)
"""Origins on the officer's own side."""
OWN_OFFICE = frozenset({"court", "russia-official", "self"})
"""Those of them that answer for what they say: officials, courts, the person."""
ADVERSARY = "ukraine"
"""The origin on the other side of the war."""

SETS_ASIDE = (
    "taken-back",
    "wiki",
    "still-listed",
    "nameless",
    "retelling",
    "third-country-press",
    "hedged",
    "no-confirmation",
    "overtaken",
    "in-passing",
    "outweighed",
)
"""The rules that may set a claim aside, in the order in which they are asked."""
_SAYS_NOTHING_NEW = frozenset({"wiki", "still-listed", "retelling"})

LATE = timedelta(days=730)
"""A word given this long after what it reports is a late one."""

Features = dict[str, bool | int]
"""What a policy's conditions are asked about: feature name -> value."""


@dataclass(frozen=True, slots=True)
class Voices:
    """The claims about one fact, sorted by role: for it, denials of it, claims whose observation refutes it, and claims
    that would refute it if they were more than a title given in passing."""

    asserting: tuple[Claim, ...]
    denying: tuple[Claim, ...] = ()
    refuting: tuple[Claim, ...] = ()
    passing: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Weighing:
    """The voices as they count: `standing` assertions (not taken back), those of them `speaking` for an origin of their
    own, the `firm` ones among these (without distance, where the policy minds it), the `denials` that stand, the
    observations that refute; and every claim set aside, with the rule that did it."""

    standing: tuple[Claim, ...]
    speaking: tuple[Claim, ...]
    firm: tuple[Claim, ...]
    denials: tuple[Claim, ...]
    refuting: tuple[Claim, ...]
    set_aside: tuple[tuple[Claim, str], ...]

    @property
    def counted(self) -> tuple[Claim, ...]:
        """The assertions that count: the firm ones, or where there are none all that speak."""
        return self.firm or self.speaking

    @property
    def origins(self) -> tuple[str, ...]:
        """The independent origins that assert it, sorted."""
        return tuple(sorted({origin_of(claim) for claim in self.counted}))

    @property
    def first_refuting(self) -> Claim:
        """The observation that refuted it first. Raises ValueError if none does."""
        return min(self.refuting, key=lambda claim: (claim.known, claim.id))

    def features(self) -> Features:
        """The features that a policy's conditions may name; see ontology/policies/default.yaml for what each means."""
        origins = {origin_of(claim) for claim in self.firm}
        aside = {claim.id: rule for claim, rule in self.set_aside}
        return {
            "asserted": bool(self.standing),
            "refuted": bool(self.refuting),
            "unsourced": bool(self.standing) and all(claim.source.url is None for claim in self.standing),
            "derivative_only": bool(self.standing)
            and all(aside.get(claim.id) in _SAYS_NOTHING_NEW for claim in self.standing),
            "nameless_only": bool(self.standing) and not self.speaking,
            "hedged_only": bool(self.speaking) and not self.firm,
            "late_only": bool(self.firm) and all(_is_late(claim) for claim in self.firm),
            "authority": any(tier_of(claim) is Tier.AUTHORITATIVE for claim in self.firm),
            "own_side": bool(origins & OWN_SIDE),
            "own_office": bool(origins & OWN_OFFICE),
            "adversary": ADVERSARY in origins,
            "adversary_only": origins == {ADVERSARY},
            "denied": bool(self.denials),
            "denied_by_authority": any(tier_of(claim) is Tier.AUTHORITATIVE for claim in self.denials),
            "origins": len(origins),
        }


def weigh(voices: Voices, rules: Collection[str]) -> Weighing:
    """The `voices` as they count under the `rules` (of SETS_ASIDE) that the policy applies."""
    aside: list[tuple[Claim, str]] = []

    def keep(claims: Iterable[Claim], reason_of: Mapping[str, str]) -> tuple[Claim, ...]:
        """Those of `claims` that have no reason; the others are set aside, each for its reason."""
        if not reason_of:
            return tuple(claims)
        kept = []
        for claim in claims:
            if claim.id in reason_of:
                aside.append((claim, reason_of[claim.id]))
            else:
                kept.append(claim)
        return tuple(kept)

    standing = keep(voices.asserting, _taken_back(voices.asserting, voices.denying, rules))
    named = keep(standing, _not_of_their_own(standing, rules))
    speaking = keep(named, _only_press(named, rules))
    firm = speaking
    if "hedged" in rules:
        hedged = {claim.id: "hedged" for claim in speaking if claim.stance in HEDGED}
        firm = keep(speaking, hedged) if len(hedged) < len(speaking) else ()
    denials = keep(voices.denying, _taken_back(voices.denying, voices.asserting, rules))
    denials = keep(denials, _no_denials(denials, voices.asserting, rules))
    passing = keep(voices.passing, {claim.id: "in-passing" for claim in voices.passing if "in-passing" in rules})
    seen = (*voices.refuting, *passing)
    seen = keep(seen, _outweighed(seen, firm, rules))
    return Weighing(standing, speaking, firm, denials, seen, tuple(aside))


def _taken_back(words: Sequence[Claim], opposite: Sequence[Claim], rules: Collection[str]) -> dict[str, str]:
    """Those of `words` whose claimant said the opposite later."""
    if "taken-back" not in rules or not opposite:
        return {}
    last: dict[str, date] = {}
    for claim in opposite:
        if claim.claimant.kind not in ("wiki", "unknown"):
            last[claim.claimant.id] = max(claim.known, last.get(claim.claimant.id, claim.known))
    return {claim.id: "taken-back" for claim in words if last.get(claim.claimant.id, claim.known) > claim.known}


def _not_of_their_own(standing: Sequence[Claim], rules: Collection[str]) -> dict[str, str]:
    """Those that speak for nobody of their own: a wiki, a list, a nameless claimant, a copy of another page."""
    pages = {claim.source.id for claim in standing}
    found: dict[str, str] = {}
    for claim in standing:
        reason = _without_a_name(claim)
        if reason is None and not pages.isdisjoint(claim.source.ancestors):
            reason = "retelling"
        if reason in rules and reason is not None:
            found[claim.id] = reason
    return found


def _without_a_name(claim: Claim) -> str | None:
    if claim.stance == "listed":
        return "still-listed"
    return {"wiki": "wiki", "unknown": "nameless"}.get(claim.claimant.kind)


def _only_press(named: Sequence[Claim], rules: Collection[str]) -> dict[str, str]:
    """What press of third countries adds to another's word: it retells, and takes the distance out of an allegation."""
    press = [claim for claim in named if origin_of(claim) == "press"]
    if "third-country-press" not in rules or len(press) == len(named):
        return {}
    return {claim.id: "third-country-press" for claim in press}


def _no_denials(denials: Sequence[Claim], asserting: Sequence[Claim], rules: Collection[str]) -> dict[str, str]:
    """Denials that deny nothing: a refusal to confirm, a nameless one, one overtaken by an authority's later word."""
    settled = max((claim.known for claim in asserting if tier_of(claim) is Tier.AUTHORITATIVE), default=date.min)
    found: dict[str, str] = {}
    for claim in denials:
        reason = _without_a_name(claim)
        if reason is None and claim.stance in HEDGED:
            reason = "no-confirmation"
        elif reason is None and settled >= claim.known:
            reason = "overtaken"
        if reason in rules and reason is not None:
            found[claim.id] = reason
    return found


def _outweighed(seen: Sequence[Claim], firm: Sequence[Claim], rules: Collection[str]) -> dict[str, str]:
    """Observations by weaker voices than the strongest that asserts the thing: a late title in the press, say."""
    if "outweighed" not in rules:
        return {}
    strongest = max((_weight(claim) for claim in firm), default=0)
    return {claim.id: "outweighed" for claim in seen if _weight(claim) < strongest}


def _weight(claim: Claim) -> int:
    """How much a voice weighs against a contrary one: 3 authority, 2 a party or a named voice of a side, 1 press of
    third countries, 0 whoever keeps a distance or has no name."""
    if claim.stance in HEDGED or _without_a_name(claim) is not None:
        return 0
    if tier_of(claim) is Tier.AUTHORITATIVE:
        return 3
    return 1 if origin_of(claim) == "press" else 2


def _is_late(claim: Claim) -> bool:
    """True if the word comes long after what it reports; when an undated page was written is not known."""
    days = claim.date_days
    dated = days is not None and claim.source.is_dated and claim.matter != "structure"
    return dated and days is not None and claim.known - days.latest > LATE


def origin_of(claim: Claim) -> str:
    """The independent origin that a claim speaks for: a side in Russia, Ukraine, a western government, a court ..."""
    if is_self(claim):
        return "self"
    kind = claim.claimant.kind
    if kind == "court":
        return "court" if claim.claimant.side == "russia" else "international-court"
    if kind == "western-official":
        return claim.claimant.side
    return _ORIGIN_OF_KIND.get(kind, "press")


def claim_ids(claims: Iterable[Claim]) -> tuple[str, ...]:
    """The ids of `claims`, sorted, each once."""
    return tuple(sorted({claim.id for claim in claims}))
