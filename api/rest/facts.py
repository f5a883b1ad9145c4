"""REST: what the claims amount to. Tenures, ranks held, events, subordinations; changes, findings, policies."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from api.parameters import (
    FormationId,
    From,
    Known,
    LinkId,
    LongSlug,
    PersonId,
    RankId,
    RoleId,
    Slug,
    StatusId,
    To,
    one_of,
)
from api.rest import answer_models, models
from api.rest.description import alone, described
from api.rest.parameters import AtTimes, Credibility, Judged, Page, WithClaims, Written
from api.rest.reply import Reply
from api.rest.route import RestRoute
from graph.change_list import AXES, changes
from graph.fact_list import KINDS, facts_listing
from graph.finding import KINDS as FINDING_KINDS
from graph.finding import Severity
from graph.finding_view import findings
from graph.record_list import one

router = APIRouter(route_class=RestRoute)

Contested = Annotated[bool | None, Query(description="Only what is contested, or only what is not")]
Kind = Annotated[str | None, one_of("One kind of facts", KINDS, "event")]


class FactLister:
    """What all lists of facts take, and what answers with such a list."""

    def __init__(
        self,
        at: AtTimes,
        page: Page,
        reply: Reply,
        credibility: Credibility = 6,
        contested: Contested = None,
        claims: WithClaims = True,
    ) -> None:
        self._at, self._page, self._reply = at, page, reply
        self._credibility, self._contested, self._claims = credibility, contested, claims

    def of(self, kind: str | None, about: Mapping[str, str | None]) -> Response:
        """The facts of a kind (None: of all) about some things."""
        listing = facts_listing(
            self._at.answers,
            self._at.when,
            kind,
            about,
            claims=self._claims,
            credibility=self._credibility,
            contested=self._contested,
        )
        return self._reply.many({**listing.cut(self._page), **self._at.context})


Facts = Annotated[FactLister, Depends()]


@router.get(
    "/facts",
    **described(
        "Facts of every kind",
        models.Listed[models.Fact],
        "/facts?person=igor-osipov&on=2022-05-20&known=2022-05-21",
        tag="facts",
    ),
)
def facts(
    listed: Facts,
    kind: Kind = None,
    person: PersonId = None,
    formation: FormationId = None,
) -> Response:
    """What held, or happened, in the days asked for (at any time, if none are), with the claims behind each."""
    return listed.of(kind, {"person": person, "formation": formation})


@router.get(
    "/facts/{id:path}",
    **described(
        "One fact, why it is judged so, and how it changed as more became known",
        models.FactInFull,
        "/facts/event/valery-gerasimov/suspended?known=2022-05-15",
        tag="facts",
    ),
)
def fact(asked: Judged, reply: Reply, id: LongSlug, known: Known = None) -> Response:
    """A fact by its id, such as tenure/igor-osipov/black-sea-fleet/commander: the verdict in words, the claims that
    count and those set aside, what would settle it, and its versions in known time."""
    return reply.one(asked.fact(id, known))


@router.get(
    "/tenures",
    **described(
        "Tenures: who held which post",
        models.Listed[models.Fact],
        "/tenures?role=commander&on=2022-02-24&certainty=certain&limit=5&claims=false",
        tag="facts",
    ),
)
def tenures(
    listed: Facts,
    person: PersonId = None,
    formation: FormationId = None,
    role: RoleId = None,
) -> Response:
    """The tenures of a person, in a formation, of a role; those of a day or a period."""
    return listed.of("tenure", {"person": person, "formation": formation, "role": role})


@router.get(
    "/rank-holdings",
    **described(
        "Ranks held by persons",
        models.Listed[models.Fact],
        "/rank-holdings?rank=army-general&on=2022-02-24&claims=false",
        tag="facts",
    ),
)
def rank_holdings(
    listed: Facts,
    person: PersonId = None,
    rank: RankId = None,
) -> Response:
    """Who held which rank; on a day or in a period."""
    return listed.of("rank", {"person": person, "rank": rank})


@router.get(
    "/events",
    **described(
        "Status events: what was reported to have happened",
        models.Listed[models.Fact],
        "/events?between=2022-05&status=dismissed&known=2022-06-01",
        tag="facts",
    ),
)
def events(
    listed: Facts,
    person: PersonId = None,
    formation: FormationId = None,
    status: StatusId = None,
) -> Response:
    """What was reported to have happened to a person, or to a formation itself, each with its verdict. An event whose
    days are known only as a range is listed for every day of it."""
    return listed.of("event", {"person": person, "formation": formation, "status": status})


@router.get(
    "/subordinations",
    **described(
        "Subordinations: which formation belonged to which",
        models.Listed[models.Fact],
        "/subordinations?superior=southern-md&on=2021-06-01&claims=false",
        tag="facts",
    ),
)
def subordinations(
    listed: Facts,
    formation: FormationId = None,
    superior: FormationId = None,
    link: LinkId = None,
) -> Response:
    """The superiors that sources give formations, by kind of link; on a day or in a period."""
    return listed.of("subordination", {"formation": formation, "superior": superior, "link": link})


@router.get(
    "/contested",
    **described(
        "Facts that a live denial or a rival contests", models.Listed[models.Fact], "/contested?limit=5", tag="facts"
    ),
)
def contested(at: AtTimes, page: Page, reply: Reply, kind: Kind = None) -> Response:
    """Contested facts with the claims of all sides."""
    listing = facts_listing(at.answers, at.when, kind, contested=True)
    return reply.many({**listing.cut(page), **at.context})


@router.get(
    "/changes",
    **described(
        "What changed between two days, in the world or in what was known",
        models.Listed[answer_models.Change],
        "/changes?from=2022-05-15&to=2022-05-21&axis=known&limit=5",
        tag="facts",
    ),
)
def changed(
    asked: Judged,
    page: Page,
    reply: Reply,
    start: From,
    to: To,
    axis: Annotated[str, one_of("valid (in the world) or known (in what was known)", AXES, "known")] = "valid",
    known: Known = None,
) -> Response:
    """Facts that began, ended or happened; or versions that were learned, judged or dated anew, each with the fact as
    it stood from that day. With axis=known and a long period, this is the list of all versions."""
    listing, moment = changes(asked, axis, start, to, known)
    return reply.many(asked.page(listing, page, moment))


@router.get(
    "/findings",
    **described(
        "What in the claims does not fit together, and what would decide it",
        models.Listed[models.Finding],
        "/findings?severity=medium&limit=5",
        tag="facts",
    ),
)
def all_findings(
    asked: Written,
    page: Page,
    reply: Reply,
    kind: Annotated[str | None, one_of("Only this kind", FINDING_KINDS, "two-holders")] = None,
    severity: Annotated[str | None, one_of("How grave it is", [one.value for one in Severity], "high")] = None,
    person: PersonId = None,
    formation: FormationId = None,
) -> Response:
    """Findings with the facts they concern and the claims involved, the gravest first."""
    return reply.many(asked.page(findings(asked, kind, severity, person, formation), page))


@router.get(
    "/findings/{id:path}",
    **described("One finding", alone(models.Finding), "/findings/two-holders/a4355478c9", tag="facts"),
)
def finding(asked: Written, reply: Reply, id: LongSlug) -> Response:
    """A finding by its id."""
    return reply.one({**one(findings(asked), "finding", id), **asked.context()})


@router.get(
    "/policies",
    **described("The policies by which claims are judged", models.Listed[models.Policy], "/policies", tag="vocabulary"),
)
def policies(asked: Written, reply: Reply) -> Response:
    """Every policy with its title and the named graph of its versions."""
    return reply.many(asked.policies())


@router.get(
    "/policies/{id}", **described("One policy", alone(models.Policy), "/policies/official-only", tag="vocabulary")
)
def policy(asked: Written, reply: Reply, id: Slug) -> Response:
    """A policy by its name."""
    known = {item["id"]: item for item in asked.policies()["items"]}
    return reply.one({**known[asked.thing("policy", id)], **asked.context()})
