"""Parameters that pages and REST have in common: the answers of a policy, days, ids, and that no other is taken.

A parameter that an endpoint does not know is an error, so that a misspelt one is never ignored.
"""

from typing import Annotated

from fastapi import Depends, Path, Query, Request
from fastapi.dependencies.models import Dependant

from api.problems import Problem
from api.service import Service, service
from graph.answer import Answers
from graph.mistake import allowed_instead
from ontology import DEFAULT_POLICY


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


Asked = Annotated[Answers, Depends(answers)]
AsWritten = Annotated[Answers, Depends(as_written)]
DAY = "an ISO day or an EDTF text that allows one day"
On = Annotated[
    str | None,
    Query(description=f"The day asked about, {DAY}; by default the newest the sources reach", examples=["2022-05-20"]),
]
Known = Annotated[
    str | None, Query(description=f"As known on this day, {DAY}; by default today", examples=["2022-05-21"])
]
Role = Annotated[
    str | None,
    Query(max_length=200, description="The role of the post; by default the one that leads", examples=["commander"]),
]
Slug = Annotated[str, Path(description="The id", max_length=300)]
OptionalSlug = Annotated[str | None, Query(max_length=300, description="Its id, as other answers give it")]
Text = Annotated[str | None, Query(max_length=200, description="A name or a part of one, in any spelling")]
LINKS = "Only these kinds of subordination, with commas"
Links = Annotated[str | None, Query(max_length=100, description=LINKS, examples=["organic,operational"])]
