"""REST under /api/v1: every endpoint parses its parameters, asks once and returns the answer as it is.

Days are ISO days or EDTF texts that allow one day only. A parameter that an endpoint does not know is an error, so that
a misspelt one is never ignored.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.dependencies.models import Dependant

from api.problems import Problem
from api.service import Service, service
from graph import line_of_holders
from graph.answer import Answers
from graph.comparison import compare
from graph.finding_view import findings as all_findings
from graph.hierarchy import chain, hierarchy
from graph.mistake import allowed_instead
from ontology import DEFAULT_POLICY

Answer = dict[str, Any]


def known_parameters_only(request: Request) -> None:
    """Refuse a query parameter that the endpoint does not have."""
    allowed = sorted(_names(request.scope["route"].dependant))
    for name in request.query_params:
        if name not in allowed:
            hint = allowed_instead(name, allowed) if allowed else "this address takes no parameters"
            raise Problem(422, f"there is no parameter {name}", name, hint)


def _names(dependant: Dependant) -> set[str]:
    found = {field.alias for field in dependant.query_params}
    return found.union(*(_names(inner) for inner in dependant.dependencies))


POLICY = "The policy by which claims are judged"
PolicyName = Annotated[str, Query(max_length=200, description=POLICY, examples=["official-only"])]


def answers(offered: Annotated[Service, Depends(service)], policy: PolicyName = DEFAULT_POLICY) -> Answers:
    """The answers of the request's service, as the policy judges."""
    return offered.answers.under(policy)


def as_written(offered: Annotated[Service, Depends(service)]) -> Answers:
    """The answers of the request's service about what people wrote, which no policy judges."""
    return offered.answers


router = APIRouter(prefix="/api/v1", dependencies=[Depends(known_parameters_only)])

Asked = Annotated[Answers, Depends(answers)]
AsWritten = Annotated[Answers, Depends(as_written)]
Day = "an ISO day or an EDTF text that allows one day"
On = Annotated[
    str | None,
    Query(description=f"The day asked about, {Day}; by default the newest the sources reach", examples=["2022-05-20"]),
]
Known = Annotated[
    str | None, Query(description=f"As known on this day, {Day}; by default today", examples=["2022-05-21"])
]
From = Annotated[str, Query(alias="from", description=f"The first day, {Day}", examples=["2022-05-01"])]
To = Annotated[str, Query(description=f"The last day, {Day}", examples=["2022-05-31"])]
Role = Annotated[
    str | None, Query(description="The role of the post; by default the one that leads", examples=["commander"])
]
Slug = Annotated[str, Path(description="The id", max_length=200)]
OptionalSlug = Annotated[str | None, Query(max_length=200)]
Limit = Annotated[int, Query(ge=1, le=500, description="How many items at most")]
Offset = Annotated[int, Query(ge=0, le=1_000_000, description="How many items to leave out first")]
Text = Annotated[str | None, Query(max_length=200, description="Part of a name, in any spelling")]
VIEWS = "a policy, or source:ID, claimant:ID or side:NAME for what these alone say"
View = Annotated[
    str, Query(max_length=300, description=f"One view: {VIEWS}", examples=["claimant:uk-ministry-of-defence"])
]
WITH = f"The other view: {VIEWS}"
OtherView = Annotated[str, Query(alias="with", max_length=300, description=WITH, examples=["official-only"])]
LINKS = "Only these kinds of subordination, with commas"
Links = Annotated[str | None, Query(max_length=100, description=LINKS, examples=["organic,operational"])]
WithClaims = Annotated[bool, Query(description="false: only the number of claims behind each fact")]


@router.get("", tags=["service"], summary="What there is")
def index(request: Request) -> Answer:
    """The addresses of this interface."""
    paths = request.app.openapi()["paths"]
    items = [{"path": path, "summary": found["get"]["summary"]} for path, found in paths.items() if "get" in found]
    return {"items": items, "total": len(items), "openapi": "/api/v1/openapi.json"}


@router.get("/health", tags=["service"], summary="Whether the service answers, and from which snapshot")
def health(asked: AsWritten) -> Answer:
    """The snapshot that answers and how far its sources reach."""
    return {"status": "ok", **asked.snapshot, "statements": len(asked.store)}


@router.get("/persons", tags=["persons"], summary="Persons, all or by name")
def persons(asked: AsWritten, q: Text = None, limit: Limit = 100, offset: Offset = 0) -> Answer:
    """The registered persons."""
    return asked.things("person", q, limit, offset)


@router.get("/persons/{id}", tags=["persons"], summary="A person with posts and ranks on a day")
def person(asked: Asked, id: Slug, on: On = None, known: Known = None) -> Answer:
    """One person."""
    return asked.person(id, on, known)


@router.get("/persons/{id}/timeline", tags=["persons"], summary="Everything known of a person in order of time")
def timeline(asked: Asked, id: Slug, known: Known = None) -> Answer:
    """Tenures, ranks and events."""
    return asked.timeline(id, known)


@router.get("/formations", tags=["formations"], summary="Formations, all, by name or by echelon")
def formations(
    asked: AsWritten, q: Text = None, echelon: OptionalSlug = None, limit: Limit = 100, offset: Offset = 0
) -> Answer:
    """The registered formations."""
    chosen = {"echelon": asked.thing("echelon", echelon)} if echelon is not None else {}
    return asked.things("formation", q, limit, offset, **chosen)


@router.get("/formations/{id}", tags=["formations"], summary="A formation with superiors and subordinates on a day")
def formation(asked: Asked, id: Slug, on: On = None, known: Known = None) -> Answer:
    """One formation."""
    return asked.formation(id, on, known)


@router.get("/formations/{id}/holders", tags=["formations"], summary="Who held a post of a formation on a day")
def holders(asked: Asked, id: Slug, role: Role = None, on: On = None, known: Known = None) -> Answer:
    """The holders: certain, possible or contested, each with the tenure and its claims."""
    return asked.holders(id, role, on, known)


@router.get("/formations/{id}/succession", tags=["formations"], summary="The holders of a post, one after the other")
def succession(asked: Asked, id: Slug, role: Role = None, known: Known = None) -> Answer:
    """The tenures of a post."""
    return line_of_holders.succession(asked, id, role, known)


@router.get("/hierarchy", tags=["hierarchy"], summary="The formations below a root on a day, with their leaders")
def hierarchy_on(
    asked: Asked,
    root: Annotated[str, Query(max_length=200, description="The formation at the top")] = "mod",
    on: On = None,
    known: Known = None,
    depth: Annotated[int, Query(ge=0, le=12, description="How many levels below the root")] = 12,
    links: Links = None,
    claims: WithClaims = True,
) -> Answer:
    """The hierarchy as a list of nodes, each with its superior, its leader and the facts behind both."""
    return hierarchy(asked, root, on, known, depth, links, claims=claims)


@router.get("/chain", tags=["hierarchy"], summary="The chain of command above a person or a formation on a day")
def chain_on(
    asked: Asked,
    person: OptionalSlug = None,
    formation: OptionalSlug = None,
    on: On = None,
    known: Known = None,
    links: Links = None,
) -> Answer:
    """Steps upwards: the leader, the edge with its claims, superiors rejected and why, and what no source tells."""
    return chain(asked, person, formation, on, known, links)


@router.get("/compare", tags=["hierarchy"], summary="What two policies, sources or claimants make of the same day")
def compare_on(
    asked: AsWritten,
    policy: View = DEFAULT_POLICY,
    other: OtherView = "official-only",
    on: On = None,
    known: Known = None,
    links: Links = None,
) -> Answer:
    """The posts and superiors on which two views of one day differ, with what each holds."""
    return compare(asked, policy, other, on, known, links)


@router.get("/policies", tags=["service"], summary="The policies by which claims are judged")
def policies(asked: AsWritten) -> Answer:
    """Every policy with its title and the named graph of its versions."""
    return asked.policies()


@router.get("/events", tags=["facts"], summary="Status events of a period")
def events(
    asked: Asked,
    start: From = "1990-01-01",
    to: To = "2100-01-01",
    known: Known = None,
    status: OptionalSlug = None,
    formation: OptionalSlug = None,
    person: OptionalSlug = None,
    credibility: Annotated[int, Query(ge=1, le=6, description="Of this credibility or better")] = 6,
    limit: Limit = 100,
    offset: Offset = 0,
) -> Answer:
    """What was reported to have happened, with its verdict."""
    chosen = {"status": status, "formation": formation, "person": person}
    return asked.events(start, to, known, **chosen, credibility=credibility, limit=limit, offset=offset)


@router.get("/contested", tags=["facts"], summary="Facts that a live denial or a rival contests")
def contested(asked: Asked, known: Known = None, limit: Limit = 100, offset: Offset = 0) -> Answer:
    """Contested facts with the claims of all sides."""
    return asked.contested(known, limit, offset)


@router.get("/findings", tags=["facts"], summary="What in the claims does not fit together, and what would decide it")
def findings(
    asked: AsWritten,
    kind: Annotated[str | None, Query(max_length=100, description="Only this kind", examples=["two-holders"])] = None,
    severity: Annotated[str | None, Query(max_length=100, description="high, medium or low")] = None,
    person: OptionalSlug = None,
    formation: OptionalSlug = None,
    limit: Limit = 100,
    offset: Offset = 0,
) -> Answer:
    """Findings with the facts they concern and the claims involved, the gravest first."""
    return all_findings(asked, kind, severity, person, formation, limit, offset)


@router.get("/facts/{id:path}", tags=["facts"], summary="One fact and how it changed as more became known")
def fact(asked: Asked, id: Slug, known: Known = None) -> Answer:
    """A fact by its id, such as tenure/igor-osipov/black-sea-fleet/commander."""
    return asked.fact(id, known)


@router.get("/changes", tags=["facts"], summary="What changed between two days, in the world or in what was known")
def changes(
    asked: Asked,
    start: From,
    to: To,
    axis: Annotated[str, Query(description="valid (in the world) or known (in what was known)")] = "valid",
    known: Known = None,
    limit: Limit = 100,
) -> Answer:
    """Facts that began, ended or happened; or versions that were learned, judged or dated anew."""
    return asked.changes(axis, start, to, known, limit)


@router.get("/sources", tags=["sources"], summary="Sources")
def sources(asked: AsWritten, publisher: Text = None, limit: Limit = 100, offset: Offset = 0) -> Answer:
    """The published pages that claims come from."""
    return asked.sources(publisher, limit, offset)


@router.get("/sources/{id}", tags=["sources"], summary="One source with its claims")
def source(asked: AsWritten, id: Slug) -> Answer:
    """A source and every claim in it."""
    return asked.source(id)


@router.get("/claims", tags=["sources"], summary="Claims, in the order in which they became known")
def claims(
    asked: AsWritten,
    person: OptionalSlug = None,
    formation: OptionalSlug = None,
    claimant: OptionalSlug = None,
    source: OptionalSlug = None,
    known: Known = None,
    limit: Limit = 100,
    offset: Offset = 0,
) -> Answer:
    """Claims, filtered."""
    chosen = {"person": person, "formation": formation, "claimant": claimant, "source": source}
    return asked.claims(known, limit, offset, **chosen)
