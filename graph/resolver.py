"""From claims to facts. The invariant: facts are a pure function of claims, vocabulary and policy.

The strata, so that nothing goes round in a circle: (1) evidence in each claim; (2) status events, judged with claims as
sightings; (3) holdings (tenures, ranks, subordinations) limited by the consequences of events; (4) succession inside
each slot; (5) verdicts. The order of the claims does not matter; removing a source equals never having had it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.claim import Claim, FactBase, Formation, Kind
from graph.consequence import Exits, Post, exits_of, lifetime_limits
from graph.event import events_of, sightings_of
from graph.evidence import Evidence, evidence_of
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
    """What one person's claims amount to: events, ranks, and the limits that events put on tenures."""

    events: tuple[Fact, ...]
    ranks: tuple[Fact, ...]
    exits: Exits


class Resolver:
    """Resolves groups of claims that belong together; knows no state but vocabulary, policy and registers."""

    def __init__(self, vocabulary: Vocabulary, policy: Policy, formations: Mapping[str, Formation]) -> None:
        self._vocabulary = vocabulary
        self._policy = policy
        self._formations = formations

    def post_of(self, claim: Claim) -> Post:
        """The post that a post claim is about: acting and full are one, as are commander and commander-in-chief."""
        assert claim.formation is not None
        return claim.formation, self._vocabulary.roles[claim.value].post_role

    def person(self, person: str, evidence: Sequence[Evidence]) -> PersonFacts:
        """The events and ranks of one person from all evidence about that person."""
        statuses = [item for item in evidence if item.claim.kind is Kind.STATUS]
        sightings = sightings_of(evidence, self._vocabulary)
        events = events_of(person, statuses, sightings, self._vocabulary, self._policy)
        posts: dict[Post, list[Evidence]] = {}
        for item in evidence:
            if item.claim.kind is Kind.POST and not item.claim.denies:
                posts.setdefault(self.post_of(item.claim), []).append(item)
        return PersonFacts(
            events=tuple(events),
            ranks=tuple(self._ranks(person, [item for item in evidence if item.claim.kind is Kind.RANK])),
            exits=exits_of(events, posts, self._vocabulary, self._policy.consequences),
        )

    def _ranks(self, person: str, evidence: Sequence[Evidence]) -> list[Fact]:
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
        facts = holdings_of(slot, ranks, {}, self._policy)
        return [
            _with_misprints(fact, misprints.get(fact.value, ())) if fact.id == slot.id_of(fact.value) else fact
            for fact in facts
        ] + [
            fact
            for rank, items in sorted(misprints.items())
            if rank not in ranks
            for fact in holdings_of(replace(slot, single=False), {rank: items}, {}, self._policy)
        ]

    def post(
        self, post: Post, evidence: Sequence[Evidence], exits: Mapping[str, Exits], lifetime: Sequence[Limit]
    ) -> list[Fact]:
        """The tenures of one post from its evidence; `exits` by person, `lifetime` of the formation."""
        formation, role = post
        holders: dict[str, list[Evidence]] = {}
        for item in evidence:
            assert item.claim.person is not None
            holders.setdefault(item.claim.person, []).append(item)
        shared = role in self._formations[formation].shared_posts
        slot = Slot(
            FactKind.TENURE,
            single=self._vocabulary.roles[role].single and not shared,
            id_of=lambda person: f"tenure/{person}/{formation}/{role}",
            phases=lambda items: phases_of_tenure(items, self._vocabulary),
        )
        limits = {person: [*exits[person].limits(post), *lifetime] for person in holders}
        facts = holdings_of(slot, holders, limits, self._policy, self._capacity)
        return [replace(fact, value=role) for fact in facts]

    def _capacity(self, evidence: Iterable[Evidence]) -> str:
        acting = {self._vocabulary.roles[item.claim.value].acting for item in evidence}
        return "both" if len(acting) == 2 else "acting" if True in acting else "full"

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
        return holdings_of(slot, superiors, limits, self._policy)

    def formation(self, formation: str, evidence: Sequence[Evidence]) -> tuple[tuple[Fact, ...], tuple[Limit, ...]]:
        """The events of one formation and the limits that its life puts on what is said about it."""
        events = tuple(
            events_of(formation, sorted(evidence, key=lambda item: item.claim.id), (), self._vocabulary, self._policy)
        )
        return events, lifetime_limits(events) if "lifetime" in self._policy.consequences else ()


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


def resolve(base: FactBase, vocabulary: Vocabulary, policy: Policy) -> tuple[Fact, ...]:
    """All facts that the claims of `base` amount to, sorted by id."""
    evidence = [evidence_of(claim) for claim in sorted(base.claims, key=lambda claim: claim.id)]
    return resolve_evidence(evidence, Resolver(vocabulary, policy, base.formations))


def resolve_evidence(evidence: Iterable[Evidence], resolver: Resolver) -> tuple[Fact, ...]:
    """All facts that `evidence` (sorted by claim id) amounts to, sorted by id."""
    groups = Groups(resolver)
    for item in evidence:
        groups.add(item)
    people = {person: resolver.person(person, items) for person, items in groups.persons.items()}
    lives = {formation: resolver.formation(formation, items) for formation, items in groups.formations.items()}
    limits = {formation: life for formation, (_, life) in lives.items()}
    exits = {person: facts.exits for person, facts in people.items()}
    facts: list[Fact] = []
    for person_facts in people.values():
        facts.extend([*person_facts.events, *person_facts.ranks])
    for events, _ in lives.values():
        facts.extend(events)
    for post, items in groups.posts.items():
        facts.extend(resolver.post(post, items, exits, limits.get(post[0], ())))
    for edge, items in groups.edges.items():
        facts.extend(resolver.edge(edge, items, limits))
    return tuple(sorted(facts, key=lambda fact: fact.id))


class Groups:
    """Evidence sorted into the groups that are resolved together; each keeps the order in which evidence is added."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self.persons: dict[str, list[Evidence]] = {}
        self.posts: dict[Post, list[Evidence]] = {}
        self.formations: dict[str, list[Evidence]] = {}
        self.edges: dict[Edge, list[Evidence]] = {}

    def add(self, item: Evidence) -> None:
        """Add one piece of evidence to every group that it concerns."""
        claim = item.claim
        if claim.person is not None:
            self.persons.setdefault(claim.person, []).append(item)
        if claim.kind is Kind.POST:
            self.posts.setdefault(self._resolver.post_of(claim), []).append(item)
        elif claim.kind is Kind.STATUS and claim.person is None:
            assert claim.formation is not None
            self.formations.setdefault(claim.formation, []).append(item)
        elif claim.kind is Kind.SUBORDINATION:
            assert claim.formation is not None and claim.link is not None
            self.edges.setdefault((claim.formation, claim.link), []).append(item)
