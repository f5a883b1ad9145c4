"""Claims: what one claimant says, in one source, about one thing. Written by people, read-only for the software."""

from dataclasses import dataclass, field
from datetime import date as Day  # noqa: N812 - a claim has a field called date
from enum import StrEnum

from graph.edtf import Days
from ontology.vocabulary import Role


class Kind(StrEnum):
    """What a claim is about; decided by the field that the claim carries."""

    POST = "post"
    RANK = "rank"
    STATUS = "status"
    SUBORDINATION = "subordination"


MATTERS = ("appointments", "ranks", "casualties", "custody", "structure")
"""What a claimant can have authority over."""

MATTER_OF_KIND = {Kind.POST: "appointments", Kind.RANK: "ranks", Kind.SUBORDINATION: "structure"}
"""The matter that a claim of a kind is about; that of a status depends on the status."""


@dataclass(frozen=True, slots=True)
class Person:
    """A registered person. `names` maps a language tag to the preferred name; `aliases` are other spellings met."""

    id: str
    names: dict[str, str] = field(hash=False)
    aliases: tuple[str, ...] = ()
    born: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Formation:
    """A registered formation. `arm` is what kind of troops it is by its public name; `shared_posts` lists roles that,
    against their vocabulary entry, several people hold at once in this formation; `leader` is the role that heads it,
    if sources give that one post different names; `sources` lists sources that attest its names without saying more
    about it."""

    id: str
    names: dict[str, str] = field(hash=False)
    echelon: str
    arm: str | None = None
    aliases: tuple[str, ...] = ()
    shared_posts: tuple[str, ...] = ()
    leader: str | None = None
    sources: tuple[str, ...] = ()
    note: str | None = None

    def post_role(self, role: Role) -> str:
        """The role of the post that `role` means here: acting and full are one post, as are all names of its head."""
        return self.leader if self.leader is not None and role.leads else role.post_role


@dataclass(frozen=True, slots=True)
class Claimant:
    """A registered claimant. `kind` is a slug of the claimant-kind scheme; `side` is whose word it is: ``russia``,
    ``ukraine``, ``west-uk`` .., ``other`` or ``none``; `person` is set if the claimant is a registered person;
    `authority` lists the matters that the claimant decides or records by office (see MATTERS)."""

    id: str
    name: str
    kind: str
    side: str
    aliases: tuple[str, ...] = ()
    person: str | None = None
    authority: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A published page. `published` is None for an undated one; `known` is the day from which it counts as known.

    `derived_from` is the id of the source that it repeats, translates or rewrites; `ancestors` are the ids of that one
    and of those that stand behind it in turn.
    """

    id: str
    url: str | None
    title: str
    publisher: str
    published: str | None
    language: str
    accessed: str
    seen: str | None
    known: Day
    derived_from: str | None = None
    ancestors: frozenset[str] = frozenset()
    file: str = field(compare=False, default="")

    @property
    def is_dated(self) -> bool:
        """False if the page shows no date, so that the day of access stands for it."""
        return self.published is not None


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim.

    `value` is a slug: a role for POST, a rank for RANK, a status for STATUS, the superior formation for SUBORDINATION
    (whose subordinate is `formation`). `start`, `end`, `date` are EDTF texts or None; `days` gives their day ranges.
    `matter` is what a claimant must have authority over to make it with authority. `known` is the day from which the
    claim could be known. `in_passing` tells a title that its page only names while it reports that the person left or
    died. `words` keeps the source's own wording where the vocabulary term is broader. `line` is the 1-based line of the
    claim in its source file.
    """

    id: str
    kind: Kind
    source: Source
    claimant: Claimant
    value: str
    person: str | None
    formation: str | None
    link: str | None
    matter: str
    start: str | None
    end: str | None
    date: str | None
    denies: bool
    stance: str
    made: str | None
    known: Day
    in_passing: bool = False
    words: str | None = None
    note: str | None = None
    start_days: Days | None = None
    end_days: Days | None = None
    date_days: Days | None = None
    line: int = field(compare=False, default=0)


@dataclass(frozen=True)
class FactBase:
    """Everything that people wrote: registers by id, sources by id, and all claims sorted by id."""

    persons: dict[str, Person]
    formations: dict[str, Formation]
    claimants: dict[str, Claimant]
    sources: dict[str, Source]
    claims: tuple[Claim, ...]
