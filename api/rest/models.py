"""The shapes of answers, for the description of the interface: what is in them is made in graph/ and held to these by
tests, not by work at every request.

A field that `fields=` leaves out is absent, so all but the id may be; None says that nothing is known.
"""

from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

T = TypeVar("T")

Names = dict[str, str]
Held = Literal["certain", "contested", "possible"]


class Shape(BaseModel):
    """An object of an answer; its fields are written in camel case."""

    model_config = ConfigDict(alias_generator=to_camel)


class Thing(Shape):
    """A thing that is referred to: its IRI, id, name in the language of the answer, and names by language."""

    iri: str | None = None
    id: str
    label: str | None = None
    names: Names | None = None


class Term(Shape):
    """A term of the vocabulary that is referred to."""

    iri: str | None = None
    id: str
    label: str | None = None
    labels: Names | None = None


class PostOfFact(Shape):
    """The post of a tenure, with the capacity in which it was held: full, acting, or both (acting first)."""

    iri: str | None = None
    id: str
    role: str | None = None
    label: str | None = None
    role_labels: Names | None = None
    capacity: str | None = None


class Bounds(Shape):
    """Four bounds of an interval of days, all inclusive; None: not known."""

    earliest_start: str | None = None
    latest_start: str | None = None
    earliest_end: str | None = None
    latest_end: str | None = None


class Since(Shape):
    """A first and a last day; None: not known, or still going on."""

    from_: str | None = Field(None, alias="from")
    until: str | None = None


class Verdict(Shape):
    """Credibility by the Admiralty code: 1 confirmed by other sources, 2 probably true, 3 possibly true, 4 doubtful,
    5 improbable, 6 truth cannot be judged."""

    code: int | None = Field(None, ge=1, le=6)
    label: str | None = None


class Counts(Shape):
    """How many claims are for a fact, against it, and set aside."""

    claims_for: int | None = None
    claims_against: int | None = None
    set_aside: int | None = None


class ClaimantOfClaim(Shape):
    """Who makes a claim."""

    iri: str | None = None
    id: str | None = None
    name: str | None = None
    kind: str | None = None
    side: str | None = None


class SourceOfClaim(Shape):
    """The published page that a claim is in."""

    iri: str | None = None
    id: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None


class Claim(Shape):
    """What one claimant says in one source about one thing. `says` has it in one line; start, end and date are EDTF."""

    iri: str | None = None
    type: list[str] | None = None
    id: str
    kind: str | None = None
    says: str | None = None
    person: Thing | None = None
    formation: Thing | None = None
    role: Term | None = None
    rank: Term | None = None
    status: Term | None = None
    superior: Thing | None = None
    link: Term | None = None
    claimant: ClaimantOfClaim | None = None
    stance: str | None = None
    denies: bool | None = None
    known: str | None = None
    start: str | None = None
    end: str | None = None
    date: str | None = None
    made: str | None = None
    words: str | None = None
    note: str | None = None
    source: SourceOfClaim | None = None


class Fact(Shape):
    """What all claims about one thing amount to: a tenure, a rank held, a status event or a subordination, as it stood
    on the day of knowing. An allegation is one: see `credibility`, `contested` and `why`."""

    iri: str | None = None
    type: list[str] | None = None
    id: str
    version_of: str | None = None
    kind: str | None = None
    person: Thing | None = None
    formation: Thing | None = None
    post: PostOfFact | None = None
    rank: Term | None = None
    status: Term | None = None
    superior: Thing | None = None
    link: Term | None = None
    edtf: str | None = None
    bounds: Bounds | None = None
    evidence: Since | None = None
    held: Held | None = None
    credibility: Verdict | None = None
    contested: bool | None = None
    why: str | None = None
    rule: str | None = None
    reports: int | None = None
    origins: list[str] | None = None
    rivals: list[str] | None = None
    consequence_of: list[str] | None = None
    known_from: str | None = None
    known_until: str | None = None
    counts: Counts | None = None
    claims_for: list[Claim] | None = None
    claims_against: list[Claim] | None = None
    set_aside: list[Claim] | None = None


class Record(Shape):
    """An answer: the address of its JSON-LD context, and the snapshot that it comes from."""

    context: str | None = Field(None, alias="@context")
    snapshot: str | None = None


class About(Record):
    """What an answer holds for: the days on both axes, the policy, the snapshot. `reaches` is the newest day that the
    sources reach; `extrapolated` is true if none of them reaches the day asked about."""

    on: str | None = None
    between: dict[str, str] | None = None
    known: str | None = None
    reaches: str | None = None
    extrapolated: bool | None = None
    policy: str | None = None


class FactInFull(About, Fact):
    """A fact with the explanation of its verdict and its versions."""

    explanation: dict[str, Any] | None = None
    versions: list[dict[str, Any]] | None = None


class Listed(About, Generic[T]):
    """A page of a list: its items, how many there are in all, the cursor of the next page (None: it is the last)."""

    items: list[T]
    total: int
    next: str | None = None


class PersonItem(Thing):
    """A person, with the number of claims about them; posts, ranks and events if they are included."""

    type: str | None = None
    claim_count: int | None = None
    posts: list[Fact] | None = None
    ranks: list[Fact] | None = None
    events: list[Fact] | None = None


class Person(About, Thing):
    """A person on a day."""

    type: str | None = None
    other_names: list[str] | None = None
    posts: list[Fact] | None = None
    ranks: list[Fact] | None = None
    undated_left_out: int | None = None
    timeline: list[Fact] | None = None
    claims: list[Claim] | None = None
    findings: list["Finding"] | None = None


class FormationItem(Thing):
    """A formation; superiors and the tenures of those who led it if they are included."""

    type: str | None = None
    echelon: str | None = None
    arm: str | None = None
    symbol: str | None = None
    claim_count: int | None = None
    superiors: list[Fact] | None = None
    leader_tenures: list[Fact] | None = None


class PostOfFormation(Shape):
    """A post of a formation, with the number of people ever said to have held it."""

    post: str | None = None
    role: str | None = None
    single: bool | None = None
    leads: bool | None = None
    people: int | None = None


class Formation(About, Thing):
    """A formation on a day."""

    type: str | None = None
    other_names: list[str] | None = None
    echelon: str | None = None
    arm: str | None = None
    symbol: str | None = None
    superiors: list[Fact] | None = None
    subordinates: list[Fact] | None = None
    posts: list[PostOfFormation] | None = None
    events: list[Fact] | None = None
    undated_left_out: int | None = None
    claims: list[Claim] | None = None
    findings: list["Finding"] | None = None


class PostItem(Thing):
    """A post: a role in a formation. `single`: one person holds it at a time; `leads`: its holder is its head."""

    type: str | None = None
    role: Term | None = None
    formation: Thing | None = None
    single: bool | None = None
    leads: bool | None = None
    people: int | None = None


class VocabularyTerm(Thing):
    """A term of the vocabulary, with what the ontology says of it."""

    type: str | None = None
    order: int | None = None
    definition: str | None = None
    broader: str | None = None
    code: int | str | None = None
    level: int | None = None
    nato_code: str | None = None
    symbol_echelon: str | None = None
    symbol_icon: str | None = None
    service: str | None = None
    effect: str | None = None
    condition: str | None = None
    ended_by: list[str] | None = None
    matter: str | None = None
    acting: bool | None = None
    acting_of: str | None = None
    canonical_role: str | None = None
    single_holder: bool | None = None
    leads: bool | None = None
    weight: int | None = None
    reliability: str | None = None
    own_side: bool | None = None


class Claimant(Thing):
    """Who makes claims: its kind, its side, the number of its claims."""

    type: str | None = None
    kind: str | None = None
    side: str | None = None
    claim_count: int | None = None


class SourceItem(Shape):
    """A published page, with the number of claims in it."""

    iri: str | None = None
    type: str | None = None
    id: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    dated: bool | None = None
    known: str | None = None
    claim_count: int | None = None


class Source(Record):
    """A published page with every claim in it."""

    iri: str | None = None
    type: str | None = None
    id: str
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    accessed: str | None = None
    seen: str | None = None
    known: str | None = None
    dated: bool | None = None
    claims: list[Claim] | None = None


class Finding(Shape):
    """What in the claims does not fit together, and what would decide it."""

    iri: str | None = None
    type: str | None = None
    id: str
    kind: str | None = None
    means: str | None = None
    severity: str | None = None
    found: str | None = None
    look_up: str | None = None
    facts: list[str] | None = None
    claims: list[Claim] | None = None


class Policy(Shape):
    """A policy by which claims are judged, with the named graph of the versions that it makes."""

    iri: str | None = None
    type: str | None = None
    id: str
    title: str | None = None
    graph: str | None = None
