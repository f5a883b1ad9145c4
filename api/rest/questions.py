"""REST: questions about the order of battle. Holders, succession, hierarchy, chain of command, comparison."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.parameters import FormationId, Known, Links, On, PersonId, Role, Slug, id_of
from api.rest import models
from api.rest.description import described
from api.rest.parameters import Judged, OtherView, View, WithClaims, Written
from api.rest.reply import Reply
from api.rest.route import RestRoute
from graph.comparison import compare
from graph.hierarchy import DEEPEST, ROOT, chain, hierarchy
from ontology import DEFAULT_POLICY

router = APIRouter(route_class=RestRoute)


@router.get(
    "/formations/{id}/holders",
    **described(
        "Who held a post of a formation on a day",
        models.Holders,
        "/formations/black-sea-fleet/holders?on=2022-05-20&known=2022-05-21",
        tag="questions",
    ),
)
def holders(asked: Judged, reply: Reply, id: Slug, role: Role = None, on: On = None, known: Known = None) -> Response:
    """The holders: certain, possible or contested, each with the tenure and its claims, what would settle it, and what
    was reported to have ended it."""
    return reply.many(asked.holders(id, role, on, known))


@router.get(
    "/formations/{id}/succession",
    **described(
        "The holders of a post, one after the other",
        models.Succession,
        "/formations/58-caa/succession?role=commander",
        tag="questions",
    ),
)
def succession(asked: Judged, reply: Reply, id: Slug, role: Role = None, known: Known = None) -> Response:
    """The tenures of a post, the undated ones last."""
    return reply.many(asked.succession(id, role, known))


@router.get(
    "/hierarchy",
    **described(
        "The formations below a root on a day, with their leaders",
        models.Hierarchy,
        "/hierarchy?root=southern-md&on=2022-02-24&depth=2&claims=false",
        tag="questions",
    ),
)
def hierarchy_on(
    asked: Judged,
    reply: Reply,
    root: Annotated[str, id_of("formation at the top", "southern-md")] = ROOT,
    on: On = None,
    known: Known = None,
    depth: Annotated[int, Query(ge=0, le=DEEPEST, description="How many levels below the root")] = DEEPEST,
    links: Links = None,
    claims: WithClaims = True,
) -> Response:
    """The hierarchy as a list of nodes, each with its superior, its leader and the facts behind both."""
    return reply.many(hierarchy(asked, root, on, known, depth, links, claims=claims), "nodes")


@router.get(
    "/chain",
    **described(
        "The chain of command above a person or a formation on a day",
        models.Chain,
        "/chain?person=ivan-popov&on=2023-07-01",
        tag="questions",
    ),
)
def chain_on(
    asked: Judged,
    reply: Reply,
    person: PersonId = None,
    formation: FormationId = None,
    on: On = None,
    known: Known = None,
    links: Links = None,
) -> Response:
    """Steps upwards: the leader, the edge with its claims, superiors rejected and why, and what no source tells. Give
    either a person or a formation."""
    return reply.many(chain(asked, person, formation, on, known, links), "steps")


@router.get(
    "/compare",
    **described(
        "What two policies, sources or claimants make of the same day",
        models.Comparison,
        "/compare?on=2022-06-25&policy=claimant:uk-ministry-of-defence&with=side:russia",
        tag="questions",
    ),
)
def compare_on(
    asked: Written,
    reply: Reply,
    policy: View = DEFAULT_POLICY,
    other: OtherView = "official-only",
    on: On = None,
    known: Known = None,
    links: Links = None,
) -> Response:
    """The posts and superiors on which two views of one day differ, with what each holds."""
    return reply.many(compare(asked, policy, other, on, known, links), "posts")
