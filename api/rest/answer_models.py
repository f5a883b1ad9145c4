"""The shapes of answers to questions, and of what the interface says of itself; see api/rest/models.py."""

from typing import Any

from api.rest.models import About, Fact, Held, Listed, Record, Shape, Term, Thing


class Match(Thing):
    """A thing that a name may mean: how well it fits (100: a registered spelling exactly), by which spelling, why, and
    what of the context (rank, formation, day) agrees or differs."""

    type: str | None = None
    kind: str | None = None
    score: float | None = None
    form: str | None = None
    why: str | None = None
    agrees: list[str] | None = None
    differs: list[str] | None = None


class Holder(Shape):
    """Who held a post on the day, how surely, by which tenure; what would make it certain; what was reported to have
    ended it."""

    person: Thing | None = None
    held: Held | None = None
    tenure: Fact | None = None
    would_settle: Any = None
    reported: list[Fact] | None = None


class Holders(Listed[Holder]):
    """The holders of a post."""

    post: dict[str, Any] | None = None
    undated_left_out: int | None = None


class Succession(Listed[Fact]):
    """The tenures of a post, one after the other, and the spans of its time."""

    post: dict[str, Any] | None = None
    spans: list[dict[str, Any]] | None = None


class Timeline(Listed[Fact]):
    """Everything known of a person in order of time."""

    person: Thing | None = None
    undated_left_out: int | None = None


class Structure(About):
    """A formation through time: facts about its superiors, its subordinates and itself, and spans of superiors."""

    formation: Thing | None = None
    superiors: list[Fact]
    subordinates: list[Fact]
    events: list[Fact] | None = None
    spans: list[dict[str, Any]] | None = None
    period: dict[str, Any] | None = None


class Assignment(About):
    """What a person was on a day: posts with their superiors, ranks, and the state of the status board."""

    person: Thing | None = None
    posts: list[dict[str, Any]]
    ranks: list[Fact]
    state: Term | None = None
    held: Held | None = None
    conditions: list[dict[str, Any]] | None = None
    reported: list[dict[str, Any]] | None = None


class Together(Listed[dict[str, Any]]):
    """Persons with the days that they certainly and possibly served together, and the ways in which they did."""

    person: Thing | None = None
    undated: list[dict[str, Any]] | None = None


class Board(Listed[dict[str, Any]]):
    """Persons with their state on a day, and how many there are in each state."""

    counts: dict[str, dict[str, int]] | None = None
    formation: Thing | None = None


class Turnover(Listed[dict[str, Any]]):
    """Leading posts with holders, changes and days in each state, lowest and highest; and the figures of all."""

    figures: dict[str, Any] | None = None
    period: dict[str, Any] | None = None


class Vacancies(Listed[dict[str, Any]]):
    """Leading posts that nobody is dated to on a day, and how many posts are in each state."""

    counts: dict[str, int] | None = None


class Hierarchy(About):
    """The formations below a root on a day, each with its superior and its leader."""

    root: str
    nodes: list[dict[str, Any]]
    total: int
    depth: int
    links: str | None = None
    leaders: dict[str, int] | None = None
    unplaced: int | None = None
    not_existing: list[str] | None = None


class Chain(About):
    """The chain of command above a person or a formation: a step a formation, the lowest first, and what no source
    tells."""

    steps: list[dict[str, Any]]
    total: int
    person: Thing | None = None
    post: Fact | None = None
    other_posts: list[Fact] | None = None
    gap: str | None = None


class Change(Shape):
    """What changed: in the world (began, ended, happened) or in what was known (learned, judged anew, dated anew,
    reported again), with the fact as it then stood."""

    change: str | None = None
    known_from: str | None = None
    edtf: str | None = None
    edtf_before: str | None = None
    credibility: int | None = None
    credibility_before: int | None = None
    contested: bool | None = None
    fact: Fact | None = None


class Comparison(About):
    """Two views of one day: the posts and superiors on which they differ, and on how many they agree."""

    a: dict[str, str] | None = None
    b: dict[str, str] | None = None
    posts: list[dict[str, Any]]
    superiors: list[dict[str, Any]]
    same: dict[str, int] | None = None
    links: str | None = None


class Health(Record):
    """Whether the service answers, from which snapshot, and how far its sources reach."""

    status: str
    version: str
    policy: str
    reaches: str
    issued: str | None = None
    statements: int


class Operation(Shape):
    """An address of this interface, with an example that works."""

    id: str
    path: str
    summary: str
    example: str | None = None


class Index(Record):
    """The addresses of this interface."""

    items: list[Operation]
    total: int
    openapi: str
