"""A resolution: the facts that a set of claims amounts to, kept up to date as claims come and go.

The invariant: after any updates, `facts` is what the claims held amount to, whatever the order in which they came.
Only the groups that an update touches are resolved again: a person's claims, a formation's life, a post, the superiors
of a formation.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import Generic, TypeVar

from graph.claim import Claim, FactBase, Kind
from graph.consequence import Career, Post
from graph.evidence import Evidence, evidence_of
from graph.fact import Fact
from graph.policy import Policy
from graph.resolver import Edge, Resolver
from graph.spell import Limit
from ontology.vocabulary import Vocabulary

K = TypeVar("K", bound=Hashable)

Changes = dict[str, Fact | None]
"""What an update changed: fact id -> the fact as it is now, or None if it is gone."""


def resolve(base: FactBase, vocabulary: Vocabulary, policy: Policy) -> tuple[Fact, ...]:
    """All facts that the claims of `base` amount to, sorted by id."""
    resolution = Resolution(Resolver(vocabulary, policy, base.formations))
    resolution.update(base.claims)
    return resolution.facts


class Resolution:
    """The facts that the claims held amount to."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._persons: _Groups[str] = _Groups()
        self._formations: _Groups[str] = _Groups()
        self._posts: _Groups[Post] = _Groups()
        self._edges: _Groups[Edge] = _Groups()
        self._posts_of_formation: dict[str, set[Post]] = {}
        self._edges_of_formation: dict[str, set[Edge]] = {}
        self._careers: dict[str, Career] = {}
        self._lives: dict[str, tuple[Limit, ...]] = {}
        self._facts_of_group: dict[object, dict[str, Fact]] = {}

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All facts, sorted by id."""
        found = (fact for facts in self._facts_of_group.values() for fact in facts.values())
        return tuple(sorted(found, key=lambda fact: fact.id))

    def fact(self, fact_id: str) -> Fact | None:
        """The fact with this id, or None."""
        return next((found[fact_id] for found in self._facts_of_group.values() if fact_id in found), None)

    def tenures(self, post: Post) -> Collection[Fact]:
        """The tenures of one post."""
        return self._facts_of_group.get(("post", post), {}).values()

    def of_person(self, person: str) -> Collection[Fact]:
        """The events and ranks of one person."""
        return self._facts_of_group.get(("person", person), {}).values()

    def superiors(self, edge: Edge) -> Collection[Fact]:
        """The subordinations of one formation by one kind of link."""
        return self._facts_of_group.get(("edge", edge), {}).values()

    def update(self, added: Iterable[Claim] = (), removed: Iterable[Claim] = ()) -> Changes:
        """Take in the claims `added` and forget those `removed`; return what changed."""
        persons: set[str] = set()
        formations: set[str] = set()
        posts: set[Post] = set()
        edges: set[Edge] = set()
        for claims, there in ((added, True), (removed, False)):
            for claim in self._resolver.policy.admitted(claims):
                item = evidence_of(claim)
                if claim.person is not None:
                    persons.add(self._persons.put(claim.person, item, there=there))
                if claim.kind is Kind.POST:
                    post = self._posts.put(self._resolver.post_of(claim), item, there=there)
                    posts.add(post)
                    self._posts_of_formation.setdefault(post[0], set()).add(post)
                elif claim.kind is Kind.SUBORDINATION:
                    edge = self._edges.put(self._resolver.edge_of(claim), item, there=there)
                    edges.add(edge)
                    for end in (edge[0], claim.value):
                        self._edges_of_formation.setdefault(end, set()).add(edge)
                elif claim.kind is Kind.STATUS and claim.person is None:
                    assert claim.formation is not None
                    formations.add(self._formations.put(claim.formation, item, there=there))
        changes: Changes = {}
        for formation in sorted(formations):
            events, life = self._resolver.formation(formation, self._formations.of(formation))
            self._replace(("formation", formation), events, changes)
            if life != self._lives.get(formation, ()):
                self._lives[formation] = life
                posts |= self._posts_of_formation.get(formation, set())
                edges |= self._edges_of_formation.get(formation, set())
        for person in sorted(persons):
            items = self._persons.of(person)
            facts = self._resolver.person(person, items)
            self._replace(("person", person), [*facts.events, *facts.ranks], changes)
            if facts.career != self._careers.get(person):
                self._careers[person] = facts.career
                posts.update(self._resolver.post_of(item.claim) for item in items if item.claim.kind is Kind.POST)
        for post in sorted(posts):
            tenures = self._resolver.post(post, self._posts.of(post), self._careers, self._lives.get(post[0], ()))
            self._replace(("post", post), tenures, changes)
        for edge in sorted(edges):
            self._replace(("edge", edge), self._resolver.edge(edge, self._edges.of(edge), self._lives), changes)
        return changes

    def _replace(self, group: object, facts: Iterable[Fact], changes: Changes) -> None:
        now: Mapping[str, Fact] = {fact.id: fact for fact in facts}
        before = self._facts_of_group.get(group, {})
        changes.update(dict.fromkeys(before.keys() - now.keys()))
        changes.update({fact_id: fact for fact_id, fact in now.items() if before.get(fact_id) != fact})
        self._facts_of_group[group] = dict(now)


class _Groups(Generic[K]):
    """Evidence by the group that it is resolved in."""

    def __init__(self) -> None:
        self._items: dict[K, dict[str, Evidence]] = {}

    def put(self, key: K, item: Evidence, *, there: bool) -> K:
        """Add the item to the group `key`, or take it out; return the key."""
        group = self._items.setdefault(key, {})
        if there:
            group[item.claim.id] = item
        else:
            group.pop(item.claim.id, None)
        return key

    def of(self, key: K) -> list[Evidence]:
        """The evidence of a group, sorted by claim id."""
        group = self._items.get(key, {})
        return [group[claim] for claim in sorted(group)]
