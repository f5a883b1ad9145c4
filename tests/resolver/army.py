"""A small invented army for tests: one formation, a handful of officers, claims made to order."""

from collections.abc import Sequence
from datetime import date, timedelta

from graph.claim import MATTER_OF_KIND, MATTERS, Claim, Claimant, FactBase, Formation, Kind, Person, Source
from graph.edtf import Days, days_of
from graph.evidence import with_titles_in_passing
from graph.fact import Fact, Held
from graph.history import history
from graph.policy import read_policy
from graph.resolution import resolve
from ontology.vocabulary import load

VOCABULARY = load()
POLICY = read_policy()
FIRST = date(2020, 1, 1)
LATER = date(2030, 1, 1)
PEOPLE = ("ivan-a", "ivan-b", "ivan-c")


def day(number: int) -> date:
    """The day of the tests' calendar with this number; day 1 is FIRST."""
    return FIRST + timedelta(days=number - 1)


def source(name: str, known: date = LATER) -> Source:
    """A dated page, published on `known`."""
    return Source(
        id=name,
        url=f"https://example.org/{name}",
        title=name,
        publisher="Example",
        published=known.isoformat(),
        language="en",
        accessed="2030-12-31",
        seen="full",
        known=known,
    )


def claimant(name: str, kind: str = "russian-media") -> Claimant:
    """A claimant of the kind, on the side that the kind has."""
    sides = {"russian-media": "russia", "russian-official": "russia", "ukrainian-official": "ukraine", "wiki": "none"}
    authority = MATTERS if kind == "russian-official" else ()
    return Claimant(name, name, kind, sides.get(kind, "other"), authority=authority)


def claim(
    number: int,
    kind: Kind,
    value: str,
    *,
    person: str | None = PEOPLE[0],
    formation: str | None = "1-caa",
    start: str | None = None,
    end: str | None = None,
    on: str | None = None,
    denies: bool = False,
    stance: str = "reported",
    by: str = "russian-media",
    known: date = LATER,
    link: str | None = None,
    page: str | None = None,
) -> Claim:
    """A claim by its own claimant, in its own source unless `page` names one; dates are EDTF texts."""

    def days(text: str | None) -> Days | None:
        return days_of(text) if text is not None else None

    name = page or f"page-{number}"
    return Claim(
        id=f"{name}/{number:04}",
        kind=kind,
        source=source(name, known),
        claimant=claimant(f"voice-{number}", by),
        value=value,
        person=person,
        formation=formation,
        link=link,
        matter=MATTER_OF_KIND.get(kind) or VOCABULARY.statuses[value].matter,
        start=start,
        end=end,
        date=on,
        denies=denies,
        stance=stance,
        made=None,
        known=known,
        start_days=days(start),
        end_days=days(end),
        date_days=days(on),
    )


def base(claims: Sequence[Claim]) -> FactBase:
    """A fact base with the invented army's registers and `claims`."""
    pages: dict[str, list[Claim]] = {}
    for one in claims:
        pages.setdefault(one.source.id, []).append(one)
    claims = [one for page in pages.values() for one in with_titles_in_passing(page, VOCABULARY)]
    formations = {name: Formation(name, {"en": name}, "army") for name in ("1-caa", "2-caa", "fleet", "district")}
    return FactBase(
        persons={name: Person(name, {"en": name}) for name in PEOPLE},
        formations=formations,
        claimants={one.claimant.id: one.claimant for one in claims},
        sources={one.source.id: one.source for one in claims},
        claims=tuple(claims),
    )


def facts_of(claims: Sequence[Claim]) -> dict[str, Fact]:
    """The facts that `claims` amount to, by id."""
    return {fact.id: fact for fact in resolve(base(claims), VOCABULARY, POLICY)}


def versions_of(claims: Sequence[Claim]):  # type: ignore[no-untyped-def]
    """All versions of all facts from `claims`."""
    return history(base(claims), VOCABULARY, POLICY)


def held_on(facts: dict[str, Fact], on: date) -> dict[str, Held]:
    """Who holds a single-holder post on a day, by the rule that the answers follow: if anyone is certain or contested
    that is the answer, else everyone who may have held it."""
    found: dict[str, Held] = {}
    for fact in facts.values():
        if fact.bounds is None or fact.person is None:
            continue
        certain = fact.bounds.certain
        sure = certain is not None and certain.earliest <= on <= certain.latest
        rivals = [facts[rival] for rival in fact.rivals]
        contested = any(
            one.evidence is not None and one.evidence.earliest <= on <= one.evidence.latest for one in rivals
        )
        if contested and (sure or (fact.evidence and fact.evidence.earliest <= on <= fact.evidence.latest)):
            found[fact.person] = Held.CONTESTED
        elif sure:
            found[fact.person] = Held.CERTAIN
        elif fact.bounds.earliest_start <= on <= fact.bounds.latest_end:
            found.setdefault(fact.person, Held.POSSIBLE)
    firm = {person: held for person, held in found.items() if held is not Held.POSSIBLE}
    return firm or found
