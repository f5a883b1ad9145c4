"""Service together: who served under a person, or beside them, when and for how long.

Two tenures have days in common only as far as both of them, and every subordination between them, held on those days.
A day is certain if all of these held for certain that day, and possible if all of them may have; between the two lies
what the claims leave open. How long two people served together is therefore two figures: the certain days are the
fewest, the possible ones the most that the claims allow.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.answer import Answers, Moment
from graph.dated_fact import DatedFact, HeldDays, Post, PostRecord, post_records
from graph.days import DaySet, both, count, days_in
from graph.edtf import MAX, MIN, Days
from graph.fact_view import Object, credibility, named
from graph.hierarchy import DEEPEST, chosen_links
from graph.listing import FIRST_PAGE, Key, Listing, Part, Row
from graph.period import figure, period_between, shown
from graph.subordination import steps_down, ways_down


@dataclass(frozen=True, slots=True)
class Together:
    """One way in which somebody served with the person asked about: both tenures, the subordinations between them from
    above, what the other was to that person (``under``, ``over`` or ``beside``), and the days in common."""

    own: DatedFact
    other: DatedFact
    steps: tuple[DatedFact, ...]
    relation: str
    days: HeldDays

    @property
    def facts(self) -> tuple[DatedFact, ...]:
        """All the facts that it rests on."""
        return self.own, *self.steps, self.other


def served_under(
    answers: Answers,
    person: str,
    known: object = None,
    on: object = None,
    between: object = None,
    depth: int = DEEPEST,
    links: str | None = None,
    part: Part = FIRST_PAGE,
) -> Object:
    """Who held a post below `person`, when and for how long: in a formation that the person led, or in one that was
    below it at that time, at most `depth` steps down (0: the formation itself only).

    An item is one person: `days` (lowest: certain ones; highest: possible ones; None without limit), the ranges
    `certain` and `possible`, `held` (``certain`` if there is a certain day, else ``possible``), and the `ways` in which
    they served under the person: `own` and `other` tenure and the `steps` of subordination between them, all with dates
    and credibility, the days that they have in common, `credibility` (that of the weakest of these facts, as a way is
    no better than that) and `contested` if one of them is. The credibility of the item is that of its best way.
    Whoever held no post even possibly at such a time is left out; `undated` are tenures in the same formations that
    sources give without a day, so that nothing can be said of the time.

    `on` or `between` (EDTF, such as ``2022-02-24/2022-06``) leave only what lies on that day or in that period; `links`
    names the kinds of subordination, with commas (all, if None). The longest certain service comes first.
    Raises UnknownThingError for an unknown person and ParameterError for a bad day, period or link.
    """
    person = answers.thing("person", person)
    moment = answers.moment(on, known)
    records = post_records(answers, moment)
    steps = steps_down(answers, moment, chosen_links(answers, links))
    by_formation = _by_formation(records)
    held: dict[Post, dict[str, HeldDays]] = {}
    found: list[Together] = []
    beside: list[PostRecord] = []
    for own, own_days, record in _tenures_of(person, records, held):
        if not record.leads:
            continue
        for way in ways_down(steps, own.formation, own_days, depth):
            for below in by_formation.get(way.formation, ()):
                if below.leads and way.formation == own.formation:
                    continue
                beside.append(below)
                found += _common(person, own, way.days, below, held, way.steps, "under")
    return _answer(answers, person, moment, _within(found, on, between, moment), beside, part)


def served_with(
    answers: Answers,
    person: str,
    known: object = None,
    on: object = None,
    between: object = None,
    part: Part = FIRST_PAGE,
) -> Object:
    """Who held another post in the same formation at the same time as `person`, when and for how long.

    The shape is that of `served_under`, without steps; `relation` of a way tells what the other was to the person:
    ``under`` (the person led the formation), ``over`` (the other did) or ``beside``. Predecessors and successors in a
    post that one person holds at a time are left out, even for the day of handing over.
    """
    person = answers.thing("person", person)
    moment = answers.moment(on, known)
    records = post_records(answers, moment)
    by_formation = _by_formation(records)
    held: dict[Post, dict[str, HeldDays]] = {}
    found: list[Together] = []
    beside: list[PostRecord] = []
    for own, own_days, record in _tenures_of(person, records, held):
        for other in by_formation[own.formation]:
            if other is record and record.single:
                continue
            beside.append(other)
            relation = "beside" if other.leads == record.leads else "under" if record.leads else "over"
            found += _common(person, own, own_days, other, held, (), relation)
    return _answer(answers, person, moment, _within(found, on, between, moment), beside, part)


def _by_formation(records: Mapping[Post, PostRecord]) -> dict[str, list[PostRecord]]:
    found: dict[str, list[PostRecord]] = {}
    for record in records.values():
        found.setdefault(record.formation, []).append(record)
    return found


def _tenures_of(
    person: str, records: Mapping[Post, PostRecord], held: dict[Post, dict[str, HeldDays]]
) -> Iterator[tuple[DatedFact, HeldDays, PostRecord]]:
    """The dated tenures of one person with their days and the post's record."""
    for record in records.values():
        for tenure in record.tenures:
            if tenure.holder == person and (days := _days(record, held)[tenure.id]).possible:
                yield tenure, days, record


def _days(record: PostRecord, held: dict[Post, dict[str, HeldDays]]) -> dict[str, HeldDays]:
    """The days of each tenure of a post, reckoned once for an answer."""
    post = record.formation, record.role
    if post not in held:
        held[post] = record.held_days()
    return held[post]


def _common(
    person: str,
    own: DatedFact,
    days: HeldDays,
    record: PostRecord,
    held: dict[Post, dict[str, HeldDays]],
    steps: tuple[DatedFact, ...],
    relation: str,
) -> list[Together]:
    """What the other holders of a post have in common with the person's tenure on these days."""
    found: list[Together] = []
    for other in record.tenures:
        theirs = _days(record, held)[other.id]
        possible = both(days.possible, theirs.possible)
        if possible and other.holder != person:
            found.append(Together(own, other, steps, relation, HeldDays(both(days.certain, theirs.certain), possible)))
    return found


def _within(found: Iterable[Together], on: object, between: object, moment: Moment) -> list[Together]:
    """What lies on the day or in the period, if one is given."""
    wanted = [Days(moment.on, moment.on)] if on is not None else []
    wanted += [period_between(between)] if between is not None else []
    kept = list(found)
    for period in wanted:
        cut = [(one, HeldDays(both(one.days.certain, (period,)), both(one.days.possible, (period,)))) for one in kept]
        kept = [replace(one, days=days) for one, days in cut if days.possible]
    return kept


def _answer(
    answers: Answers,
    person: str,
    moment: Moment,
    found: Sequence[Together],
    beside: Iterable[PostRecord],
    part: Part,
) -> Object:
    people: dict[str, list[Together]] = {}
    for one in found:
        people.setdefault(one.other.holder, []).append(one)
    ordered = sorted(((_days_of(ways), name, ways) for name, ways in people.items()), key=_longest_first)
    undated = {one.id: one for record in beside for one in record.tenures if one.bounds is None}
    rows = [{"person": name, "place": place, "of": entry} for place, entry in enumerate(ordered) for name in [entry[1]]]
    sorts: dict[str, Key] = {"days": lambda row: row["place"], "id": lambda row: row["person"]}

    def items(shown: Sequence[Row]) -> list[Object]:
        return [_item(answers, name, days, ways) for row in shown for days, name, ways in [row["of"]]]

    return {
        **answers.page(Listing(rows, lambda row: str(row["person"]), sorts, items), part, moment),
        "person": named(answers.names, f"person/{person}"),
        "undated": [
            {"person": named(answers.names, f"person/{one.holder}"), **_tenure(answers, one)}
            for _, one in sorted(undated.items())
            if one.holder != person
        ],
    }


def _days_of(ways: Iterable[Together]) -> HeldDays:
    """The days of all ways together."""
    ways = list(ways)
    return HeldDays(
        days_in(days for one in ways for days in one.days.certain),
        days_in(days for one in ways for days in one.days.possible),
    )


def _longest_first(entry: tuple[HeldDays, str, list[Together]]) -> tuple[int, int, str]:
    days, name, _ = entry
    return -_size(days.certain), -_size(days.possible), name


def _size(days: DaySet) -> int:
    """The number of days, for sorting; without limit counts as very many."""
    found = count(days)
    return Days(MIN, MAX).width if found is None else found


def _item(answers: Answers, name: str, days: HeldDays, ways: Sequence[Together]) -> Object:
    ordered = sorted(ways, key=lambda one: (_weakest(one), len(one.steps), one.days.possible[0].earliest, one.other.id))
    return {
        "person": named(answers.names, f"person/{name}"),
        "held": "certain" if days.certain else "possible",
        **_days_shown(days),
        "credibility": credibility(_weakest(ordered[0])),
        "ways": [_way(answers, one) for one in ordered],
    }


def _way(answers: Answers, one: Together) -> Object:
    return {
        "relation": one.relation,
        "own": _tenure(answers, one.own),
        "other": _tenure(answers, one.other),
        "steps": [_step(answers, step) for step in one.steps],
        **_days_shown(one.days),
        "credibility": credibility(_weakest(one)),
        "contested": any(fact.contested for fact in one.facts),
    }


def _weakest(one: Together) -> int:
    return max(fact.credibility for fact in one.facts)


def _days_shown(days: HeldDays) -> Object:
    return {
        "days": figure(count(days.certain), count(days.possible)),
        "certain": [shown(one) for one in days.certain],
        "possible": [shown(one) for one in days.possible],
    }


def _tenure(answers: Answers, one: DatedFact) -> Object:
    post = f"{one.formation}/{one.value}"
    return {
        "id": one.id,
        "post": {"id": post, "label": answers.names.label(f"post/{post}"), "capacity": one.capacity},
        "formation": named(answers.names, f"formation/{one.formation}"),
        **_judged(one),
    }


def _step(answers: Answers, one: DatedFact) -> Object:
    return {
        "id": one.id,
        "formation": named(answers.names, f"formation/{one.formation}"),
        "superior": named(answers.names, f"formation/{one.holder}"),
        "link": one.value,
        **_judged(one),
    }


def _judged(one: DatedFact) -> Object:
    return {
        "edtf": one.bounds.edtf if one.bounds is not None else None,
        "credibility": credibility(one.credibility),
        "contested": one.contested,
    }
