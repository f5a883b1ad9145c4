"""Repetition: pages that likely repeat, translate or rewrite another, proposed for a person to accept.

Two pages are likely of one origin if within days they say the same things in the same claimants' names, or if their
titles are nearly the same. Language does not matter for the first: claims have none. Nothing is linked by itself; an
accepted link is the line ``derivedFrom`` in the source file of the page that repeats.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from graph.claim import Claim, FactBase, Source
from graph.edtf import Days, days_of
from graph.mistake import ReadingError
from graph.names import folded
from graph.reading import read_fact_base
from ontology.vocabulary import Vocabulary

WITHIN = 7
"""Days within which a story is retold."""
SHARED = 2
"""Claims that two pages must share at least, unless their titles are nearly the same."""
SHARE = 0.6
"""Part of the claims of the smaller page that the other must share."""
ALIKE = 0.85
"""Likeness of two titles (0 to 1) from which they are nearly the same."""

_SOURCE_OF_SOURCES = re.compile(r"\b(tass|ria|interfax|reuters|afp|ap|rbc|kommersant|ministry|gov|kremlin)\b")


@dataclass(frozen=True, slots=True)
class Repetition:
    """A link to accept or not: the page that likely repeats, the page that likely stands behind it, how many claims
    they share of how many that the smaller has, how alike their titles are (0 to 1), and the days between them."""

    page: str
    origin: str
    shared: int
    claims: int
    alike: float
    days_apart: int

    @property
    def reason(self) -> str:
        """Why the link is proposed, in words."""
        parts = [f"{self.shared} of {self.claims} claims the same, in the same names"] if self.shared else []
        if self.alike >= ALIKE:
            parts.append("titles nearly the same")
        parts.append("the same day" if not self.days_apart else f"{self.days_apart} days apart")
        return ", ".join(parts)


def propose(base: FactBase) -> list[Repetition]:
    """The links that are likely and not yet made, one a page, those that share most first."""
    claims: dict[str, dict[tuple[object, ...], Claim]] = {}
    pages: dict[tuple[object, ...], set[str]] = {}
    for claim in base.claims:
        said = _said(claim)
        claims.setdefault(claim.source.id, {})[said] = claim
        pages.setdefault(said, set()).add(claim.source.id)
    together: dict[tuple[str, str], int] = {}
    for sharing in pages.values():
        for one in sharing:
            for other in sharing:
                if one < other:
                    together[one, other] = together.get((one, other), 0) + 1
    for pair in _same_titles(base.sources.values()):
        together.setdefault(pair, 0)
    best: dict[str, Repetition] = {}
    for (one, other), shared in together.items():
        link = _link(base.sources[one], base.sources[other], claims, shared)
        if link is not None and (link.page not in best or _strength(link) > _strength(best[link.page])):
            best[link.page] = link
    open_links = (link for link in best.values() if base.sources[link.page].derived_from is None)
    return sorted(open_links, key=lambda link: (-link.shared, -link.alike, link.page))


def _said(claim: Claim) -> tuple[object, ...]:
    """What a claim says and in whose name, apart from where it is said and how precisely of when."""
    return claim.kind, claim.person, claim.formation, claim.value, claim.denies, claim.claimant.id


def _link(
    one: Source, other: Source, claims: Mapping[str, Mapping[tuple[object, ...], Claim]], shared: int
) -> Repetition | None:
    days_one, days_other = _published(one), _published(other)
    if days_one is None or days_other is None:
        return None
    apart = max((days_one.earliest - days_other.latest).days, (days_other.earliest - days_one.latest).days, 0)
    smaller = min(len(claims.get(one.id, ())), len(claims.get(other.id, ())))
    alike = SequenceMatcher(None, folded(one.title), folded(other.title)).ratio() if apart <= WITHIN else 0
    same_claims = shared >= SHARED and shared >= SHARE * smaller
    if apart > WITHIN or not (same_claims or alike >= ALIKE):
        return None
    page, origin = (other, one) if _stands_behind(one, other) else (one, other)
    if one.id in other.ancestors or other.id in one.ancestors or origin.derived_from == page.id:
        return None
    return Repetition(page.id, origin.id, shared, smaller, round(alike, 2), apart)


def _stands_behind(one: Source, other: Source) -> bool:
    """True if of two pages `one` is the likelier origin: published first, or by those whose words others retell."""
    days_one, days_other = _published(one), _published(other)
    assert days_one is not None and days_other is not None
    agency_one, agency_other = (bool(_SOURCE_OF_SOURCES.search(folded(page.publisher))) for page in (one, other))
    return (days_one.latest, not agency_one, one.id) < (days_other.latest, not agency_other, other.id)


def _published(source: Source) -> Days | None:
    return days_of(source.published) if source.published is not None else None


def _same_titles(sources: Iterable[Source]) -> Iterable[tuple[str, str]]:
    """Pairs of pages whose titles are the same but for case, accents and marks."""
    by_title: dict[str, list[str]] = {}
    for source in sources:
        title = re.sub(r"[^\w ]", "", folded(source.title)).strip()
        if len(title) > 20:
            by_title.setdefault(title, []).append(source.id)
    for pages in by_title.values():
        for index, one in enumerate(sorted(pages)):
            for other in sorted(pages)[index + 1 :]:
                yield one, other


def _strength(link: Repetition) -> tuple[int, float, int]:
    return link.shared, link.alike, -link.days_apart


def accept(directory: Path, page: str, origin: str, vocabulary: Vocabulary) -> Path:
    """Write into the source file of `page` that it is derived from `origin`; return the file.

    Raises KeyError if there is no such page, ReadingError if the fact base would have a mistake; then the file stays as
    it was.
    """
    base, _ = read_fact_base(directory, vocabulary)
    path = directory / base.sources[page].file
    before = path.read_text(encoding="utf-8")
    head, claims, rest = before.partition("\nclaims:")
    lines = [line for line in head.split("\n") if not line.startswith("  derivedFrom:")]
    path.write_text("\n".join([*lines, f"  derivedFrom: {origin}"]) + claims + rest, encoding="utf-8")
    try:
        read_fact_base(directory, vocabulary)
    except ReadingError:
        path.write_text(before, encoding="utf-8")
        raise
    return path
