"""From claims to facts, group by group. The invariant: facts are a pure function of claims, vocabulary and policy.

The strata, so that nothing goes round in a circle: (1) evidence in each claim; (2) status events, judged with claims as
sightings; (3) holdings (tenures, ranks, subordinations) limited by the consequences of events; (4) succession inside
each slot; (5) verdicts. The order of the claims does not matter; removing a source equals never having had it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from graph.claim import Claim, Formation, Kind
from graph.consequence import Career, Post, career_of, lifetime_limits
from graph.event import events_of, family_of, sightings_of
from graph.evidence import Evidence
from graph.fact import Fact, FactKind
from graph.holding import Slot, holdings_of
from graph.phase import phases_of_subordination, phases_of_tenure
from graph.policy import Policy
from graph.rank import prefers_lower, without_misprints
from graph.spell import Limit
from ontology.vocabulary import Vocabulary

Edge = tuple[str, str]
"""The slot of a superior: subordinate formation id and kind of link."""


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What one person's claims amount to: events, ranks, and what both mean for tenures."""

    events: tuple[Fact, ...]
    ranks: tuple[Fact, ...]
    career: Career


class Resolver:
    """Resolves groups of claims that belong together; knows no state but vocabulary, policy and registers."""

    def __init__(self, vocabulary: Vocabulary, policy: Policy, formations: Mapping[str, Formation]) -> None:
        self._vocabulary = vocabulary
        self.policy = policy
        self._formations = formations

    def post_of(self, claim: Claim) -> Post:
        """The post that a post claim is about: acting and full are one, as are commander and commander-in-chief."""
        assert claim.formation is not None
        role = self._vocabulary.roles[claim.value]
        return claim.formation, self._formations[claim.formation].post_role(role)

    def is_single(self, post: Post) -> bool:
        """True if one person holds the post at a time."""
        formation, role = post
        return self._vocabulary.roles[role].single and role not in self._formations[formation].shared_posts

    @staticmethod
    def edge_of(claim: Claim) -> Edge:
        """The slot that a subordination claim is about: a formation has one superior of each kind of link."""
        assert claim.formation is not None and claim.link is not None
        return claim.formation, claim.link

    def person(self, person: str, evidence: Sequence[Evidence]) -> PersonFacts:
        """The events and ranks of one person from all evidence about that person."""
        events = self.events(person, evidence)
        posts: dict[Post, list[Evidence]] = {}
        for item in evidence:
            if item.claim.kind is Kind.POST and not item.claim.denies:
                posts.setdefault(self.post_of(item.claim), []).append(item)
        return PersonFacts(
            events=tuple(events),
            ranks=tuple(self.ranks(person, [item for item in evidence if item.claim.kind is Kind.RANK])),
            career=career_of(events, posts, self._vocabulary, self.policy.consequences),
        )

    def events(self, subject: str, evidence: Sequence[Evidence], family: str | None = None) -> list[Fact]:
        """The status events of one person or formation from all evidence about it; of one `family` of statuses only
        (``death`` or a status), if given."""
        statuses = [
            item
            for item in evidence
            if item.claim.kind is Kind.STATUS and family in (None, family_of(item.claim.value, self._vocabulary))
        ]
        sightings = sightings_of(evidence, self._vocabulary)
        return events_of(subject, statuses, sightings, self._vocabulary, self.policy)

    def ranks(self, person: str, evidence: Sequence[Evidence]) -> list[Fact]:
        """The ranks held by one person from the evidence about them."""
        ranks: dict[str, list[Evidence]] = {}
        kept, misprints = without_misprints(evidence, self._vocabulary)
        for item in kept:
            ranks.setdefault(item.claim.value, []).append(item)
        slot = Slot(
            FactKind.RANK,
            single=True,
            id_of=lambda rank: f"rank/{person}/{rank}",
            prefers=prefers_lower(self._vocabulary),
        )
        facts = holdings_of(slot, ranks, {}, self.policy)
        return [
            _with_misprints(fact, misprints.get(fact.value, ())) if fact.id == slot.id_of(fact.value) else fact
            for fact in facts
        ] + [
            fact
            for rank, items in sorted(misprints.items())
            if rank not in ranks
            for fact in holdings_of(replace(slot, single=False), {rank: items}, {}, self.policy)
        ]

    def post(
        self, post: Post, evidence: Sequence[Evidence], careers: Mapping[str, Career], lifetime: Sequence[Limit]
    ) -> list[Fact]:
        """The tenures of one post from its evidence; `careers` by person, `lifetime` of the formation."""
        formation, role = post
        holders: dict[str, list[Evidence]] = {}
        for item in evidence:
            assert item.claim.person is not None
            holders.setdefault(item.claim.person, []).append(item)
        slot = Slot(
            FactKind.TENURE,
            single=self.is_single(post),
            id_of=lambda person: f"tenure/{person}/{formation}/{role}",
            phases=lambda items: phases_of_tenure(items, self._vocabulary),
            is_acting=lambda item: self._vocabulary.roles[item.claim.value].acting,
        )
        limits = {person: [*careers[person].limits(post), *lifetime] for person in holders}
        facts = holdings_of(slot, holders, limits, self.policy)
        return [replace(fact, value=role) for fact in facts]

    def edge(self, edge: Edge, evidence: Sequence[Evidence], lifetimes: Mapping[str, Sequence[Limit]]) -> list[Fact]:
        """The subordinations of one formation by one kind of link; `lifetimes` by formation."""
        child, link = edge
        superiors: dict[str, list[Evidence]] = {}
        for item in evidence:
            superiors.setdefault(item.claim.value, []).append(item)
        slot = Slot(
            FactKind.SUBORDINATION,
            single=self._vocabulary.links[link].single,
            id_of=lambda superior: f"subordination/{child}/{superior}/{link}",
            phases=phases_of_subordination,
        )
        limits = {superior: [*lifetimes.get(child, ()), *lifetimes.get(superior, ())] for superior in superiors}
        return holdings_of(slot, superiors, limits, self.policy)

    def formation(self, formation: str, evidence: Sequence[Evidence]) -> tuple[tuple[Fact, ...], tuple[Limit, ...]]:
        """The events of one formation and the limits that its life puts on what is said about it."""
        events = tuple(self.events(formation, sorted(evidence, key=lambda item: item.claim.id)))
        return events, lifetime_limits(events, self.policy.consequences)


def _with_misprints(fact: Fact, items: Sequence[Evidence]) -> Fact:
    """`fact` with the claims of its rank that contradict the order of ranks listed as set aside."""
    if not items:
        return fact
    ids = [item.claim.id for item in items]
    return replace(
        fact,
        supported_by=tuple(sorted({*fact.supported_by, *ids})),
        set_aside=tuple(sorted([*fact.set_aside, *((claim, "rank-out-of-order") for claim in ids)])),
    )
