"""REST: search by name as people type it."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.parameters import FormationId, Known, On, RankId
from api.rest import answer_models, models
from api.rest.description import described
from api.rest.parameters import Judged, Limit
from api.rest.reply import Reply
from api.rest.route import RestRoute
from graph.fact_view import named
from graph.mistake import allowed_instead
from graph.question import ParameterError

router = APIRouter(route_class=RestRoute)

KINDS = ("person", "formation", "post", "claimant", "role", "rank", "status", "echelon")
_TYPES = {kind: kind.capitalize() for kind in KINDS}

Kinds = Annotated[
    str,
    Query(
        max_length=100,
        description=f"What to search, with commas: {', '.join(KINDS)}",
        json_schema_extra={"pattern": "^({0})(,({0}))*$".format("|".join(KINDS))},
    ),
]


@router.get(
    "/search",
    **described(
        "What a name may mean, as people type it",
        models.Listed[answer_models.Match],
        "/search?q=%D0%B3%D0%B5%D0%BD.%20%D0%9F%D0%BE%D0%BF%D0%BE%D0%B2&formation=58-caa&on=2023-07-01",
        tag="search",
    ),
)
def search(
    asked: Judged,
    reply: Reply,
    q: Annotated[
        str, Query(min_length=1, max_length=200, description="The name, in any spelling", examples=["Gen. Popov"])
    ],
    kind: Kinds = "person,formation",
    rank: RankId = None,
    formation: FormationId = None,
    on: On = None,
    known: Known = None,
    limit: Limit = 10,
) -> Response:
    """Persons and formations (or other kinds) called like `q`: in Latin, Russian or Ukrainian, with or without
    patronymic, by initials, in either order, with a rank before it, with typos; units by number and kind. Rank,
    formation and day tell namesakes apart. The best first, each with the spelling that matched and why; a score from 90
    on is the same name, from 75 on a likely one."""
    kinds = [name.strip() for name in kind.split(",")]
    for name in kinds:
        if name not in KINDS:
            raise ParameterError("kind", f'"{name}" cannot be searched', allowed_instead(name, KINDS))
    found = asked.search(q, kinds, rank=rank, formation=formation, on=on, known=known, limit=limit)
    items = [
        {
            **(named(asked.names, match.path) or {}),
            "type": _TYPES[match.path.partition("/")[0]],
            "kind": match.path.partition("/")[0],
            "score": match.score,
            "form": match.form,
            "why": match.why,
            "agrees": list(match.agrees),
            "differs": list(match.differs),
        }
        for match in found
    ]
    return reply.many(asked.listed(items, asked.moment(on, known)))
