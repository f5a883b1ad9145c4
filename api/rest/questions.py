"""REST: questions about the order of battle. Holders, succession, hierarchy, chain of command, comparison."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.parameters import EchelonId, FormationId, From, Known, Links, On, PersonId, Role, Slug, StateId, To, id_of
from api.rest import answer_models
from api.rest.description import described
from api.rest.parameters import Between, Judged, OtherView, Page, View, WithClaims, Written
from api.rest.reply import Reply
from api.rest.route import RestRoute
from graph import line_of_holders
from graph.assignment import assignment
from graph.comparison import compare
from graph.hierarchy import DEEPEST, ROOT, chain, hierarchy
from graph.service_together import served_under, served_with
from graph.status_board import status_board
from graph.structure import structure
from graph.turnover import turnover, vacancies
from ontology import DEFAULT_POLICY

router = APIRouter(route_class=RestRoute)


@router.get(
    "/formations/{id}/holders",
    **described(
        "Who held a post of a formation on a day",
        answer_models.Holders,
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
        answer_models.Succession,
        "/formations/58-caa/succession?role=commander",
        tag="questions",
    ),
)
def succession(asked: Judged, reply: Reply, id: Slug, role: Role = None, known: Known = None) -> Response:
    """The tenures of a post, the undated ones last; and its time divided into spans: held, overlap, contested, possible
    (a gap in what is known), vacant (nobody even possibly), unknown. Each span says why."""
    return reply.many(line_of_holders.succession(asked, id, role, known))


@router.get(
    "/formations/{id}/structure",
    **described(
        "A formation's superiors and subordinates through time",
        answer_models.Structure,
        "/formations/58-caa/structure?between=2020/2023",
        tag="questions",
    ),
)
def structure_of(asked: Judged, reply: Reply, id: Slug, between: Between = None, known: Known = None) -> Response:
    """Superiors, subordinates and events of the formation itself in order of time, and the spans of its superiors:
    which one when, and where none is known."""
    return reply.many(structure(asked, id, known, between), "superiors")


@router.get(
    "/persons/{id}/assignment",
    **described(
        "What a person was on a day: posts, rank, state, superiors",
        answer_models.Assignment,
        "/persons/ivan-popov/assignment?on=2023-07-01",
        tag="questions",
    ),
)
def assignment_of(asked: Judged, reply: Reply, id: Slug, on: On = None, known: Known = None) -> Response:
    """The posts, each with the next above and who led it; the rank; and the state of the status board."""
    return reply.one(assignment(asked, id, on, known))


@router.get(
    "/persons/{id}/served-under",
    **described(
        "Who served under a person, when, and how long together",
        answer_models.Together,
        "/persons/alexander-dvornikov/served-under?between=2020&depth=1&limit=5",
        tag="questions",
    ),
)
def served_under_person(
    asked: Judged,
    page: Page,
    reply: Reply,
    id: Slug,
    on: On = None,
    between: Between = None,
    known: Known = None,
    depth: Annotated[int, Query(ge=0, le=DEEPEST, description="How many steps of subordination down")] = DEEPEST,
    links: Links = None,
) -> Response:
    """Those who held posts in formations that the person led, or in those below them at the time: the days that all
    these facts have in common, the lowest and the highest number of them, and the facts that each way rests on."""
    return reply.many(served_under(asked, id, known, on, between, depth, links, page))


@router.get(
    "/persons/{id}/served-with",
    **described(
        "Who served in the same formation as a person, when, and how long together",
        answer_models.Together,
        "/persons/alexander-dvornikov/served-with?between=2020&limit=5",
        tag="questions",
    ),
)
def served_with_person(
    asked: Judged,
    page: Page,
    reply: Reply,
    id: Slug,
    on: On = None,
    between: Between = None,
    known: Known = None,
) -> Response:
    """Those who held another post in the same formation at the same time: under the person, over them, or beside."""
    return reply.many(served_with(asked, id, known, on, between, page))


@router.get(
    "/status-board",
    **described(
        "Where everybody stood on a day: dead, in custody, dismissed, in post, unknown ...",
        answer_models.Board,
        "/status-board?on=2023-07-20&state=dead&limit=5",
        tag="questions",
    ),
)
def board(
    asked: Judged,
    page: Page,
    reply: Reply,
    on: On = None,
    known: Known = None,
    formation: FormationId = None,
    state: StateId = None,
) -> Response:
    """Each person's state on the day with how surely, since when and by which facts; what is too doubtful to state is
    listed as reported. `counts` has the numbers of all states."""
    return reply.many(status_board(asked, on, known, formation, state, page))


@router.get(
    "/turnover",
    **described(
        "How often leading posts changed hands in a period",
        answer_models.Turnover,
        "/turnover?from=2022-02-24&to=2023-02-23&echelon=army",
        tag="questions",
    ),
)
def turnover_of(
    asked: Judged,
    reply: Reply,
    start: From,
    to: To,
    echelon: EchelonId = None,
    formation: FormationId = None,
    known: Known = None,
) -> Response:
    """For each leading post, of an echelon or below a formation: holders, changes, days in each state, as the lowest
    and the highest number that the claims allow; and the figures of all together."""
    return reply.many(turnover(asked, start, to, echelon, formation, known))


@router.get(
    "/vacancies",
    **described(
        "Leading posts that nobody is dated to on a day",
        answer_models.Vacancies,
        "/vacancies?on=2022-06-01&echelon=army",
        tag="questions",
    ),
)
def vacancies_on(
    asked: Judged,
    reply: Reply,
    on: On = None,
    known: Known = None,
    echelon: EchelonId = None,
    formation: FormationId = None,
) -> Response:
    """Vacant, without a known successor, or unknown, told apart; each with the last holder and the next."""
    return reply.many(vacancies(asked, on, known, echelon, formation))


@router.get(
    "/hierarchy",
    **described(
        "The formations below a root on a day, with their leaders",
        answer_models.Hierarchy,
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
        answer_models.Chain,
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
        answer_models.Comparison,
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
