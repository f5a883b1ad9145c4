"""REST: what people wrote and registered. Persons, formations, posts, claimants, sources, claims, the vocabulary."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from api.parameters import (
    ClaimantId,
    ClaimantKindId,
    EchelonId,
    FormationId,
    Known,
    LongSlug,
    On,
    PersonId,
    RankId,
    RoleId,
    Slug,
    SourceId,
    StanceId,
    StatusId,
    Text,
    one_of,
)
from api.rest import answer_models, models
from api.rest.description import alone, described
from api.rest.parameters import AtTimes, Judged, Page, Written, included
from api.rest.reply import Reply
from api.rest.route import RestRoute
from graph import record_list
from graph.fact_list import When
from graph.finding_view import findings
from graph.listing import MOST, Part
from graph.question import TODAY
from graph.record_list import CLAIM_KINDS, SCHEMES, one

router = APIRouter(route_class=RestRoute)

_NO_MATTER_WHEN = When(None, TODAY)


_WITH_PERSONS = ("posts", "ranks", "events")
_WITH_PERSON = ("timeline", "claims", "findings")
_WITH_FORMATIONS = ("superiors", "leaderTenures")
_WITH_FORMATION = ("claims", "findings")


def _added(names: tuple[str, ...]) -> Any:
    either = "|".join(names)
    return Query(
        max_length=200,
        description=f"What to add, with commas: {', '.join(names)}",
        json_schema_extra={"pattern": f"^({either})(,({either}))*$"},
    )


PersonsInclude = Annotated[str | None, _added(_WITH_PERSONS)]
PersonInclude = Annotated[str | None, _added(_WITH_PERSON)]
FormationsInclude = Annotated[str | None, _added(_WITH_FORMATIONS)]
FormationInclude = Annotated[str | None, _added(_WITH_FORMATION)]


@router.get(
    "/persons",
    **described(
        "Persons: all, by name, or by what they held in some days",
        models.Listed[models.PersonItem],
        "/persons?rank=army-general&on=2022-02-24&include=posts",
        tag="persons",
    ),
)
def persons(
    at: AtTimes,
    page: Page,
    reply: Reply,
    q: Text = None,
    rank: RankId = None,
    formation: FormationId = None,
    role: RoleId = None,
    status: StatusId = None,
    include: PersonsInclude = None,
) -> Response:
    """The registered persons, called like `q` (sorted by how well the name fits), or who held a rank, or a post in a
    formation or of a role, or to whom something of a status is said to have happened, in the days asked for."""
    listing = record_list.persons(
        at.answers,
        at.when,
        q,
        rank=rank,
        formation=formation,
        role=role,
        status=status,
        include=included(include, _WITH_PERSONS),
    )
    return reply.many({**listing.cut(page), **at.context})


@router.get(
    "/persons/{id}",
    **described(
        "A person with posts and ranks on a day", models.Person, "/persons/ivan-popov?on=2023-07-01", tag="persons"
    ),
)
def person(
    asked: Judged,
    reply: Reply,
    id: Slug,
    on: On = None,
    known: Known = None,
    include: PersonInclude = None,
) -> Response:
    """One person: names, the posts and ranks on the day, and with `include` everything known in order of time, the
    claims about them, and what does not fit together."""
    answer = asked.person(id, on, known)
    for name in included(include, _WITH_PERSON):
        if name == "timeline":
            answer[name] = asked.timeline(id, known)["items"]
        elif name == "claims":
            at = When(None, asked.moment(on, known).known)
            answer[name] = record_list.claims(asked, at, person=id).cut(Part(limit=MOST))["items"]
        else:
            answer[name] = findings(asked, person=id).cut(Part(limit=MOST))["items"]
    return reply.one(answer)


@router.get(
    "/persons/{id}/timeline",
    **described(
        "Everything known of a person in order of time",
        answer_models.Timeline,
        "/persons/ivan-popov/timeline?known=2023-08-01",
        tag="persons",
    ),
)
def timeline(asked: Judged, reply: Reply, id: Slug, known: Known = None) -> Response:
    """Tenures, ranks and events; undated ones last."""
    return reply.many(asked.timeline(id, known))


@router.get(
    "/formations",
    **described(
        "Formations: all, by name, by echelon, or below a superior",
        models.Listed[models.FormationItem],
        "/formations?echelon=fleet&on=2022-02-24&include=leaderTenures",
        tag="formations",
    ),
)
def formations(
    at: AtTimes,
    page: Page,
    reply: Reply,
    q: Text = None,
    echelon: EchelonId = None,
    superior: FormationId = None,
    include: FormationsInclude = None,
) -> Response:
    """The registered formations, called like `q` (sorted by how well the name fits), of an echelon, or subordinate to a
    superior in the days asked for."""
    listing = record_list.formations(
        at.answers, at.when, q, echelon=echelon, superior=superior, include=included(include, _WITH_FORMATIONS)
    )
    return reply.many({**listing.cut(page), **at.context})


@router.get(
    "/formations/{id}",
    **described(
        "A formation with superiors and subordinates on a day",
        models.Formation,
        "/formations/58-caa?on=2022-02-24",
        tag="formations",
    ),
)
def formation(
    asked: Judged,
    reply: Reply,
    id: Slug,
    on: On = None,
    known: Known = None,
    include: FormationInclude = None,
) -> Response:
    """One formation: names, echelon, superiors and subordinates on the day, its posts, what happened to it; with
    `include` the claims about it, and what does not fit together."""
    answer = asked.formation(id, on, known)
    for name in included(include, _WITH_FORMATION):
        if name == "claims":
            at = When(None, asked.moment(on, known).known)
            answer[name] = record_list.claims(asked, at, formation=id).cut(Part(limit=MOST))["items"]
        else:
            answer[name] = findings(asked, formation=id).cut(Part(limit=MOST))["items"]
    return reply.one(answer)


@router.get(
    "/posts",
    **described("Posts", models.Listed[models.PostItem], "/posts?formation=black-sea-fleet", tag="formations"),
)
def posts(
    asked: Written,
    page: Page,
    reply: Reply,
    formation: FormationId = None,
    role: RoleId = None,
    leads: Annotated[bool | None, Query(description="Only posts whose holder heads the formation, or no such")] = None,
) -> Response:
    """The posts that claims speak of: of a formation, of a role, those whose holder heads the formation."""
    listing = record_list.posts(asked, formation, role, leads=leads)
    return reply.many(asked.page(listing, page))


@router.get(
    "/posts/{formation}/{role}",
    **described("One post", alone(models.PostItem), "/posts/black-sea-fleet/commander", tag="formations"),
)
def post(asked: Written, reply: Reply, formation: Slug, role: Slug) -> Response:
    """A post by its formation and role."""
    return reply.one({**one(record_list.posts(asked), "post", f"{formation}/{role}"), **asked.context()})


@router.get(
    "/claimants",
    **described(
        "Claimants", models.Listed[models.Claimant], "/claimants?side=ukraine&sort=-claimCount&limit=5", tag="sources"
    ),
)
def claimants(
    asked: Written,
    page: Page,
    reply: Reply,
    q: Text = None,
    kind: ClaimantKindId = None,
    side: Annotated[str | None, Query(max_length=100, description="russia, ukraine or third")] = None,
) -> Response:
    """Who makes claims, called like `q`, of a kind, of a side."""
    return reply.many(asked.page(record_list.claimants(asked, q, kind, side), page))


@router.get(
    "/claimants/{id}",
    **described("One claimant", alone(models.Claimant), "/claimants/oleksiy-arestovych", tag="sources"),
)
def claimant(asked: Written, reply: Reply, id: Slug) -> Response:
    """A claimant: kind, side, the number of claims."""
    return reply.one({**one(record_list.claimants(asked), "claimant", id), **asked.context()})


@router.get(
    "/sources",
    **described(
        "Sources", models.Listed[models.SourceItem], "/sources?publisher=Reuters&sort=-known&limit=3", tag="sources"
    ),
)
def sources(
    asked: Written,
    page: Page,
    reply: Reply,
    publisher: Annotated[str | None, Query(max_length=200, description="The publisher", examples=["Reuters"])] = None,
    language: Annotated[str | None, Query(max_length=20, description="The language of the page")] = None,
) -> Response:
    """The published pages that claims come from."""
    return reply.many(asked.page(record_list.sources(asked, publisher, language), page))


@router.get(
    "/sources/{id}",
    **described(
        "One source with its claims",
        models.Source,
        "/sources/2022-05-mybrosco-russian-military-leaders-sacked-and-arrested",
        tag="sources",
    ),
)
def source(asked: Written, reply: Reply, id: Slug) -> Response:
    """A source and every claim in it."""
    return reply.one(asked.source(id))


@router.get(
    "/claims",
    **described(
        "Claims, in the order in which they became known",
        models.Listed[models.Claim],
        "/claims?claimant=oleksiy-arestovych&limit=5",
        tag="sources",
    ),
)
def claims(
    asked: Written,
    page: Page,
    reply: Reply,
    person: PersonId = None,
    formation: FormationId = None,
    claimant: ClaimantId = None,
    source: SourceId = None,
    stance: StanceId = None,
    kind: Annotated[str | None, one_of("What kind of claim", CLAIM_KINDS, "status")] = None,
    denies: Annotated[bool | None, Query(description="Only denials, or only assertions")] = None,
    known: Known = None,
) -> Response:
    """What claimants say, as it was written: about a person, a formation; by a claimant, in a source."""
    moment = asked.moment(None, known)
    listing = record_list.claims(
        asked,
        When(None, moment.known),
        kind=kind,
        denies=denies,
        source=source,
        person=person,
        formation=formation,
        claimant=claimant,
        stance=stance,
    )
    return reply.many(asked.page(listing, page, moment))


@router.get(
    "/claims/{id:path}",
    **described("One claim", alone(models.Claim), "/claims/2001-08-31-www-vremya-ru-no1/aee48203", tag="sources"),
)
def claim(asked: Written, reply: Reply, id: LongSlug) -> Response:
    """A claim by its id."""
    return reply.one({**one(record_list.claims(asked, _NO_MATTER_WHEN), "claim", id), **asked.context()})


def _vocabulary(plural: str, kind: str, example: str) -> None:
    @router.get(
        f"/{plural}",
        operation_id=f"list_{plural.replace('-', '_')}",
        **described(
            f"Vocabulary: {plural.replace('-', ' ')}",
            models.Listed[models.VocabularyTerm],
            f"/{plural}?lang=ru",
            tag="vocabulary",
        ),
    )
    def listed(asked: Written, page: Page, reply: Reply) -> Response:
        """The terms of one scheme in their order, with what the ontology says of each."""
        return reply.many(asked.page(record_list.terms(asked, kind), page))

    @router.get(
        f"/{plural}/{{id}}",
        operation_id=f"get_{kind.replace('-', '_')}",
        **described(
            f"Vocabulary: one {kind.replace('-', ' ')}",
            alone(models.VocabularyTerm),
            f"/{plural}/{example}",
            tag="vocabulary",
        ),
    )
    def single(asked: Written, reply: Reply, id: Slug) -> Response:
        """One term with what the ontology says of it."""
        return reply.one({**one(record_list.terms(asked, kind), kind, id), **asked.context()})


_EXAMPLES = {
    "role": "commander",
    "rank": "colonel-general",
    "status": "dismissed",
    "echelon": "army",
    "arm": "motor-rifle",
    "link": "organic",
    "stance": "alleged",
    "claimant-kind": "court",
    "credibility": "3",
    "condition": "in-custody",
}
for _plural, _kind in SCHEMES.items():
    _vocabulary(_plural, _kind, _EXAMPLES[_kind])
