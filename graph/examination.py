"""The examination: every check, run on everything that is known."""

from collections.abc import Callable, Iterable

from graph import finding_formations as formations
from graph import finding_posts as posts
from graph import finding_ranks as ranks
from graph.claim import FactBase
from graph.fact import Fact
from graph.finding import Case, Finding, Severity, published_before
from ontology.vocabulary import Vocabulary

CHECKS: tuple[Callable[[Case], Iterable[Finding]], ...] = (
    posts.two_holders,
    posts.attested_after_death,
    posts.attested_in_custody,
    posts.exit_of_several_posts,
    posts.dates_contradict,
    ranks.rank_out_of_order,
    ranks.rank_above_demotion,
    posts.two_posts_at_once,
    ranks.namesakes,
    formations.outside_lifetime,
    formations.two_superiors,
    formations.circles,
    formations.no_superior,
    published_before,
)
_ORDER = {severity: number for number, severity in enumerate(Severity)}


def examine(base: FactBase, vocabulary: Vocabulary, facts: Iterable[Fact]) -> tuple[Finding, ...]:
    """All findings about a fact base and the facts that it amounts to, the gravest first, then by kind and words."""
    case = Case.of(base, vocabulary, facts)
    found = {finding.id: finding for check in CHECKS for finding in check(case)}
    return tuple(sorted(found.values(), key=lambda one: (_ORDER[one.severity], one.kind, one.found)))
