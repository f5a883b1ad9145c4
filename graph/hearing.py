"""Hearings: one fact resolved again from the evidence that can bear on its verdict, whole or without a claim."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from graph.claim import Claim, FactBase, Kind
from graph.consequence import Career
from graph.evidence import Evidence, evidence_of
from graph.fact import Fact, FactKind
from graph.policy import Policy
from graph.resolver import Resolver
from ontology.vocabulary import Vocabulary

Resolve = Callable[[Sequence[Evidence]], Sequence[Fact]]


@dataclass(frozen=True)
class Hearing:
    """The evidence that can bear on the verdict on one fact, and the way to resolve it: all about its post, about the
    superiors of its formation, about its person's ranks, or about the fate of its person (or formation)."""

    evidence: tuple[Evidence, ...]
    resolve: Resolve

    @classmethod
    def of(cls, base: FactBase, vocabulary: Vocabulary, policy: Policy, fact_id: str) -> "Hearing":
        """The hearing of the fact with this id, which must be well-formed (see fact.Fact)."""
        resolver = Resolver(vocabulary, policy, base.formations)
        kind, subject, *rest = fact_id.split("/")
        resolve: Resolve
        match kind:
            case FactKind.TENURE:
                post = (rest[0], rest[1])
                claims = [one for one in base.claims if one.kind is Kind.POST and resolver.post_of(one) == post]
                careers = {str(claim.person): Career() for claim in claims}
                resolve = partial(resolver.post, post, careers=careers, lifetime=())
            case FactKind.SUBORDINATION:
                edge = (subject, rest[1])
                edges = [one for one in base.claims if one.kind is Kind.SUBORDINATION]
                claims = [one for one in edges if resolver.edge_of(one) == edge]
                resolve = partial(resolver.edge, edge, lifetimes={})
            case FactKind.RANK:
                claims = [one for one in base.claims if one.kind is Kind.RANK and one.person == subject]
                resolve = partial(resolver.ranks, subject)
            case _:
                fates = [one for one in base.claims if one.kind in (Kind.STATUS, Kind.POST)]
                claims = [one for one in fates if one.person == subject]
                claims = claims or [one for one in fates if one.person is None and one.formation == subject]
                resolve = partial(resolver.events, subject, family=rest[0])
        return cls(tuple(evidence_of(claim) for claim in policy.admitted(claims)), resolve)

    def facts(self, without: Claim | None = None) -> Sequence[Fact]:
        """The facts that the evidence amounts to, without one claim if given."""
        return self.resolve([item for item in self.evidence if without is None or item.claim.id != without.id])

    def again(self, fact: Fact, without: Claim) -> Fact | None:
        """`fact` resolved without a claim: the one that shares most claims with it; None if none does."""
        behind = {*fact.supported_by, *fact.opposed_by}
        facts = self.facts(without)
        shared = {one.id: len(behind.intersection((*one.supported_by, *one.opposed_by))) for one in facts}
        best = max(facts, key=lambda one: (shared[one.id], one.id == fact.id, one.id), default=None)
        return best if best is not None and shared[best.id] else None
