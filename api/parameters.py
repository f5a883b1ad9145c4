"""Parameters that pages and REST have in common: the answers of a policy, days, ids, and that no other is taken.

A parameter that an endpoint does not know is an error, so that a misspelt one is never ignored.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import Depends, Path, Query, Request
from fastapi.dependencies.models import Dependant

from api.problems import Problem
from api.service import Service, service
from graph.answer import Answers
from graph.mistake import allowed_instead
from graph.policy import policy_names
from ontology import DEFAULT_POLICY
from ontology.vocabulary import load


def known_parameters_only(request: Request) -> None:
    """Refuse a query parameter that the endpoint does not have, and one that is given twice."""
    allowed = sorted(_names(request.scope["route"].dependant))
    for name, times in Counter(name for name, _ in request.query_params.multi_items()).items():
        if times > 1:
            raise Problem(422, f"{name} is given {times} times", name, "give it once")
        if name not in allowed:
            hint = allowed_instead(name, allowed) if allowed else "this address takes no parameters"
            raise Problem(422, f"there is no parameter {name}", name, hint)


def _names(dependant: Dependant) -> set[str]:
    found = {field.alias for field in dependant.query_params}
    return found.union(*(_names(inner) for inner in dependant.dependencies))


def one_of(about: str, names: Iterable[str], example: str | None = None) -> Any:
    """A parameter that takes one of these names. It is described with them; what else is given is refused by what knows
    them, in its own words."""
    return Query(
        max_length=200, description=about, examples=[example] if example else None, json_schema_extra={"enum": [*names]}
    )


def id_of(kind: str, example: str | None = None) -> Any:
    """A parameter that takes the id of a thing of a kind."""
    return Query(max_length=300, description=f"The id of a {kind}", examples=[example] if example else None, **_ID)


_ID: dict[str, Any] = {"json_schema_extra": {"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}}
_DAY: dict[str, Any] = {"json_schema_extra": {"pattern": r"^([0-9]{4}-[0-9]{2}-[0-9]{2}[?~]?|today)$"}}
_words = load()

PolicyName = Annotated[str, one_of("The policy by which claims are judged", policy_names(), "official-only")]


def answers(offered: Annotated[Service, Depends(service)], policy: PolicyName = DEFAULT_POLICY) -> Answers:
    """The answers of the request's service, as the policy judges."""
    return offered.answers.under(policy)


def as_written(offered: Annotated[Service, Depends(service)]) -> Answers:
    """The answers of the request's service about what people wrote, which no policy judges."""
    return offered.answers


Asked = Annotated[Answers, Depends(answers)]
AsWritten = Annotated[Answers, Depends(as_written)]
DAY = "an ISO day, an EDTF text that allows one day, or today"
_ON = f"The day asked about, {DAY}; by default the newest the sources reach"
On = Annotated[str | None, Query(max_length=100, description=_ON, examples=["2022-05-20"], **_DAY)]
_KNOWN = f"As known on this day, {DAY}; by default today"
Known = Annotated[str | None, Query(max_length=100, description=_KNOWN, examples=["2022-05-21"], **_DAY)]
From = Annotated[
    str, Query(alias="from", max_length=100, description=f"The first day, {DAY}", examples=["2022-05-01"], **_DAY)
]
To = Annotated[str, Query(max_length=100, description=f"The last day, {DAY}", examples=["2022-05-31"], **_DAY)]
Role = Annotated[str | None, one_of("The role of the post; by default the one that leads", _words.roles, "commander")]
RoleId = Annotated[str | None, one_of("The role of a post", _words.roles, "commander")]
RankId = Annotated[str | None, one_of("A rank", _words.ranks, "major-general")]
StatusId = Annotated[str | None, one_of("What is said to have happened", _words.statuses, "dismissed")]
StateId = Annotated[str | None, one_of("Only who is in this state", _words.conditions, "dead")]
EchelonId = Annotated[str | None, one_of("An echelon", _words.echelons, "army")]
LinkId = Annotated[str | None, one_of("A kind of subordination", _words.links, "organic")]
StanceId = Annotated[str | None, one_of("How the source puts it", _words.stances, "alleged")]
ClaimantKindId = Annotated[str | None, one_of("A kind of claimants", _words.claimant_kinds, "court")]
PersonId = Annotated[str | None, id_of("person", "ivan-popov")]
FormationId = Annotated[str | None, id_of("formation", "58-caa")]
ClaimantId = Annotated[str | None, id_of("claimant", "oleksiy-arestovych")]
SourceId = Annotated[str | None, id_of("source")]
Slug = Annotated[str, Path(description="The id", max_length=200, **_ID)]
LongSlug = Annotated[
    str, Path(description="The id", max_length=600, json_schema_extra={"pattern": "^[a-z0-9]+([-/][a-z0-9]+)*$"})
]
Text = Annotated[str | None, Query(max_length=200, description="A name or a part of one, in any spelling")]
LINKS = "Only these kinds of subordination, with commas"
Links = Annotated[
    str | None,
    Query(
        max_length=100,
        description=LINKS,
        examples=["organic,operational"],
        json_schema_extra={"pattern": "^({0})(,({0}))*$".format("|".join(_words.links))},
    ),
]
