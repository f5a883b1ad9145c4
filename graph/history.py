"""Known time: every fact as it stood after each day on which a claim about it became known.

The invariant: for any day K, the versions open on K are exactly the facts that `resolver.resolve` makes of the claims
known by K. A version chain covers known time from the day its fact is first known, without gap or overlap, except where
a fact vanishes because its evidence is joined to another spell.
"""

from collections.abc import Callable, Iterable
from datetime import date
from itertools import groupby

from graph.claim import FactBase
from graph.consequence import Post
from graph.edtf import MAX
from graph.evidence import Evidence, evidence_of
from graph.fact import Fact, Version
from graph.policy import Policy
from graph.resolver import Edge, Groups, PersonFacts, Resolver
from graph.spell import Limit
from ontology.vocabulary import Vocabulary

Progress = Callable[[int, int], None]


def history(
    base: FactBase, vocabulary: Vocabulary, policy: Policy, progress: Progress | None = None
) -> tuple[Version, ...]:
    """All versions of all facts, sorted by fact id and day; those open today have `known_until` MAX.

    `progress` is called with claims done and claims in all.
    """
    replay = Replay(Resolver(vocabulary, policy, base.formations))
    evidence = sorted((evidence_of(claim) for claim in base.claims), key=lambda item: (item.known, item.claim.id))
    done = 0
    for day, items in groupby(evidence, key=lambda item: item.known):
        learned = list(items)
        replay.learn(day, learned)
        done += len(learned)
        if progress is not None:
            progress(done, len(evidence))
    return replay.versions()


class Replay:
    """Learns claims in the order in which they became known and resolves again only the groups that they touch."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._groups = Groups(resolver)
        self._posts_of_person: dict[str, set[Post]] = {}
        self._posts_of_formation: dict[str, set[Post]] = {}
        self._edges_of_formation: dict[str, set[Edge]] = {}
        self._people: dict[str, PersonFacts] = {}
        self._lives: dict[str, tuple[Limit, ...]] = {}
        self._facts_of_group: dict[object, dict[str, Fact]] = {}
        self._open: dict[str, tuple[date, Fact]] = {}
        self._closed: list[Version] = []

    def learn(self, day: date, learned: Iterable[Evidence]) -> None:
        """Take in what became known on `day`; days must come in ascending order."""
        persons: set[str] = set()
        formations: set[str] = set()
        posts: set[Post] = set()
        edges: set[Edge] = set()
        for item in learned:
            self._groups.add(item)
            claim = item.claim
            if claim.person is not None:
                persons.add(claim.person)
            if claim.kind == "post":
                assert claim.person is not None
                post = self._resolver.post_of(claim)
                posts.add(post)
                self._posts_of_person.setdefault(claim.person, set()).add(post)
                self._posts_of_formation.setdefault(post[0], set()).add(post)
            elif claim.kind == "subordination":
                assert claim.formation is not None and claim.link is not None
                edge = (claim.formation, claim.link)
                edges.add(edge)
                for formation in (claim.formation, claim.value):
                    self._edges_of_formation.setdefault(formation, set()).add(edge)
            elif claim.kind == "status" and claim.person is None:
                assert claim.formation is not None
                formations.add(claim.formation)
        changed: dict[str, Fact | None] = {}
        for formation in sorted(formations):
            events, life = self._resolver.formation(formation, self._groups.formations[formation])
            self._replace(("formation", formation), events, changed)
            if life != self._lives.get(formation, ()):
                self._lives[formation] = life
                posts |= self._posts_of_formation.get(formation, set())
                edges |= self._edges_of_formation.get(formation, set())
        for person in sorted(persons):
            facts = self._resolver.person(person, self._sorted(self._groups.persons[person]))
            before = self._people.get(person)
            self._people[person] = facts
            self._replace(("person", person), [*facts.events, *facts.ranks], changed)
            if before is None or facts.exits != before.exits:
                posts |= self._posts_of_person.get(person, set())
        exits = {person: facts.exits for person, facts in self._people.items()}
        for post in sorted(posts):
            tenures = self._resolver.post(
                post, self._sorted(self._groups.posts[post]), exits, self._lives.get(post[0], ())
            )
            self._replace(("post", post), tenures, changed)
        for edge in sorted(edges):
            facts_of_edge = self._resolver.edge(edge, self._sorted(self._groups.edges[edge]), self._lives)
            self._replace(("edge", edge), facts_of_edge, changed)
        for fact_id, fact in changed.items():
            self._turn(day, fact_id, fact)

    @staticmethod
    def _sorted(items: list[Evidence]) -> list[Evidence]:
        return sorted(items, key=lambda item: item.claim.id)

    def _replace(self, group: object, facts: Iterable[Fact], changed: dict[str, Fact | None]) -> None:
        now = {fact.id: fact for fact in facts}
        before = self._facts_of_group.get(group, {})
        for fact_id in before.keys() - now.keys():
            changed[fact_id] = None
        for fact_id, fact in now.items():
            if before.get(fact_id) != fact:
                changed[fact_id] = fact
        self._facts_of_group[group] = now

    def _turn(self, day: date, fact_id: str, fact: Fact | None) -> None:
        if fact_id in self._open:
            since, old = self._open.pop(fact_id)
            if since < day:
                self._closed.append(Version(old, since, day))
        if fact is not None:
            self._open[fact_id] = (day, fact)

    def versions(self) -> tuple[Version, ...]:
        """All versions so far, sorted by fact id and first known day."""
        still = [Version(fact, since, MAX) for since, fact in self._open.values()]
        return tuple(sorted([*self._closed, *still], key=lambda version: (version.fact.id, version.known_from)))
