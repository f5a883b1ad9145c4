"""Retrieval: the claims of a store as they were written, so that they can be judged anew.

The invariant: what is retrieved resolves to the same facts as what was built into the store.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from graph.claim import MATTER_OF_KIND, Claim, Claimant, FactBase, Formation, Kind, Source
from graph.edtf import days_of
from graph.evidence import with_titles_in_passing
from graph.policy import Policy
from graph.question import ask
from graph.resolution import Resolution
from graph.resolver import Resolver
from graph.row import id_of
from graph.store import Store
from ontology.vocabulary import Vocabulary

_ST = "ontology#"
_VALUE = {Kind.POST: "role", Kind.RANK: "rank", Kind.STATUS: "status", Kind.SUBORDINATION: "superior"}

KEPT = 6
"""Resolutions kept, the latest used; one takes half a second to make."""


class Written:
    """What people wrote, read back from a store when it is first needed, and what policies make of it."""

    def __init__(self, store: Store, vocabulary: Vocabulary) -> None:
        self._store = store
        self.vocabulary = vocabulary
        self._resolutions: dict[tuple[str, date], Resolution] = {}

    @cached_property
    def base(self) -> FactBase:
        """All that people wrote."""
        return retrieve(self._store, self.vocabulary)

    def known_by(self, known: date) -> FactBase:
        """What could be known on a day."""
        return replace(self.base, claims=tuple(claim for claim in self.base.claims if claim.known <= known))

    def resolution(self, policy: Policy, known: date) -> Resolution:
        """The facts that a policy makes of what could be known on a day."""
        key = (policy.name, known)
        found = self._resolutions.pop(key, None)
        if found is None:
            base = self.known_by(known)
            found = Resolution(Resolver(self.vocabulary, policy, base.formations))
            found.update(base.claims)
        self._resolutions[key] = found
        while len(self._resolutions) > KEPT:
            self._resolutions.pop(next(iter(self._resolutions)), None)
        return found


_Statements = dict[str, dict[str, list[Any]]]


def retrieve(store: Store, vocabulary: Vocabulary) -> FactBase:
    """All claims of `store` with their sources and claimants, and the formations; judging needs no persons."""
    found: _Statements = {}
    for row in ask(store, "as-written"):
        of_thing = found.setdefault(str(row["thing"]), {})
        of_thing.setdefault(str(row["property"]).removeprefix(_ST), []).append(row["value"])
    claimants = {id_of(path): _claimant(id_of(path), one) for path, one in _of_kind(found, "claimant")}
    parents = {
        id_of(path): id_of(one["derivedFrom"][0]) for path, one in _of_kind(found, "source") if "derivedFrom" in one
    }
    sources = {id_of(path): _source(id_of(path), one, parents) for path, one in _of_kind(found, "source")}
    pages: dict[str, list[Claim]] = {}
    for path, one in _of_kind(found, "claim"):
        claim = _claim(id_of(path), one, sources, claimants, vocabulary)
        pages.setdefault(claim.source.id, []).append(claim)
    claims = [claim for page in pages.values() for claim in with_titles_in_passing(page, vocabulary)]
    posts = dict(_of_kind(found, "post"))
    leaders = _leaders(found, vocabulary)
    formations = {
        id_of(path): Formation(
            id=id_of(path),
            names={},
            echelon=id_of(one["echelon"][0]),
            shared_posts=tuple(
                id_of(post["role"][0])
                for post in posts.values()
                if post["formation"][0] == path and not post["singleHolder"][0]
            ),
            leader=leaders.get(id_of(path)),
        )
        for path, one in _of_kind(found, "formation")
    }
    return FactBase({}, formations, claimants, sources, tuple(sorted(claims, key=lambda claim: claim.id)))


def _of_kind(found: _Statements, kind: str) -> list[tuple[str, dict[str, list[Any]]]]:
    return [(path, one) for path, one in found.items() if path.startswith(f"{kind}/")]


def _first(one: Mapping[str, Sequence[Any]], name: str) -> Any:
    values = one.get(name)
    return values[0] if values else None


def _leaders(found: _Statements, vocabulary: Vocabulary) -> dict[str, str]:
    """The role that heads each formation where sources give that post other names too."""
    leaders: dict[str, str] = {}
    for _, one in _of_kind(found, "claim"):
        if "post" in one:
            formation, _, post_role = id_of(one["post"][0]).partition("/")
            if vocabulary.roles[id_of(one["role"][0])].post_role != post_role:
                leaders[formation] = post_role
    return leaders


def _claimant(slug: str, one: Mapping[str, Sequence[Any]]) -> Claimant:
    person = _first(one, "claimantPerson")
    return Claimant(
        id=slug,
        name=str(_first(one, "http://www.w3.org/2000/01/rdf-schema#label")),
        kind=id_of(_first(one, "claimantKind")),
        side=str(_first(one, "side")),
        person=id_of(person) if person is not None else None,
        authority=tuple(sorted(one.get("authorityOver", ()))),
    )


def _source(slug: str, one: Mapping[str, Sequence[Any]], parents: Mapping[str, str]) -> Source:
    ancestors: list[str] = []
    while (parent := parents.get(ancestors[-1] if ancestors else slug)) is not None:
        ancestors.append(parent)
    return Source(
        id=slug,
        url=_first(one, "url"),
        title=str(_first(one, "title")),
        publisher=str(_first(one, "publisher")),
        published=_first(one, "published"),
        language=str(_first(one, "language")),
        accessed=str(_first(one, "accessed")),
        seen=_first(one, "seen"),
        known=date.fromisoformat(_first(one, "knownFrom")),
        derived_from=parents.get(slug),
        ancestors=frozenset(ancestors),
    )


def _claim(
    slug: str,
    one: Mapping[str, Sequence[Any]],
    sources: Mapping[str, Source],
    claimants: Mapping[str, Claimant],
    vocabulary: Vocabulary,
) -> Claim:
    kind = next(kind for kind in Kind if _VALUE[kind] in one)
    value = id_of(one[_VALUE[kind]][0])
    start, end, on = (_first(one, name) for name in ("start", "end", "date"))
    person, formation, link = (_first(one, name) for name in ("person", "formation", "link"))
    return Claim(
        id=slug,
        kind=kind,
        source=sources[id_of(one["source"][0])],
        claimant=claimants[id_of(one["claimant"][0])],
        value=value,
        person=id_of(person) if person is not None else None,
        formation=id_of(formation) if formation is not None else None,
        link=id_of(link) if link is not None else None,
        matter=MATTER_OF_KIND.get(kind) or vocabulary.statuses[value].matter,
        start=start,
        end=end,
        date=on,
        denies=bool(one["denies"][0]),
        stance=id_of(one["stance"][0]),
        made=_first(one, "made"),
        known=date.fromisoformat(_first(one, "knownFrom")),
        words=_first(one, "words"),
        note=_first(one, "note"),
        start_days=days_of(start) if start is not None else None,
        end_days=days_of(end) if end is not None else None,
        date_days=days_of(on) if on is not None else None,
    )
