"""Where one person stands on a day, by what happened to them and by the posts that they held.

Which status puts a person into which condition, and what takes them out of it again, is data beside the ontology
(``ontology/conditions.ttl``). Of one condition is said, as of everything: *certain* if an uncontested event, at least
probably true, had happened by that day and nothing shows that it was over; *contested* if a denial of the event stands;
*possible* if the event is only possibly true, or may have come after the day, or the condition may have been over. A
report that is more doubtful than that, a refuted one included, states nothing. The words are those of the Admiralty
code (NATO AJP-2.1): 1 and 2 confirmed and probably true, 3 possibly true, 4 to 6 doubtful or beyond judgement.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from graph.answer import Answers, Moment
from graph.dated_fact import DatedFact, PostRecord
from graph.edtf import MAX, MIN, Days
from graph.fact import Held
from graph.held import held_on
from graph.labels import CREDIBLE
from graph.row import days_of, id_of
from ontology.vocabulary import Vocabulary

IN_POST, DEAD, UNKNOWN = "in-post", "dead", "unknown"
"""The conditions with rules of their own: by posts, without an end, and by silence."""

_POSSIBLE = 3
_ORDER = {Held.CERTAIN: 0, Held.CONTESTED: 1, Held.POSSIBLE: 2}


@dataclass(frozen=True, slots=True)
class Happening:
    """An event of one person that happened on one of `days`, not certainly after the day asked about; `held` says
    whether it had happened by then, and is None if it is too doubtful to say."""

    id: str
    status: str
    days: Days
    credibility: int
    contested: bool
    held: Held | None


@dataclass(frozen=True, slots=True)
class Tenure:
    """A tenure of one person and how it was held on the day; None if it was not."""

    fact: DatedFact
    held: Held | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A condition in which a person was on the day, since one of the days `since`, and the facts that say so."""

    condition: str
    held: Held
    since: Days
    credibility: int
    facts: tuple[str, ...]


def happenings(answers: Answers, moment: Moment) -> dict[str, list[Happening]]:
    """The events of every person that may have happened by the day, by the person's id; an undated one happened on any
    day."""
    found: dict[str, list[Happening]] = {}
    for row in answers.table("person-events", known=moment.known):
        days = days_of(row, "possible") or Days(MIN, MAX)
        if days.earliest > moment.on:
            continue
        credibility = int(row["credibility"])
        sure = credibility <= CREDIBLE and days.latest <= moment.on
        held = Held.CONTESTED if row["contested"] else Held.CERTAIN if sure else Held.POSSIBLE
        found.setdefault(id_of(row["person"]), []).append(
            Happening(
                id_of(row["fact"]),
                id_of(row["status"]),
                days,
                credibility,
                bool(row["contested"]),
                held if credibility <= _POSSIBLE else None,
            )
        )
    return found


def tenures(records: Iterable[PostRecord], on: date) -> dict[str, list[Tenure]]:
    """The tenures of every person, by the person's id, with how each was held on a day."""
    found: dict[str, list[Tenure]] = {}
    for record in records:
        held = held_on(record.tenures, on, lambda one: one.id, single=record.single)
        for one in record.tenures:
            found.setdefault(one.holder, []).append(Tenure(one, held.get(one.id)))
    return found


def standings(events: Sequence[Happening], posts: Sequence[Tenure], on: date, vocabulary: Vocabulary) -> list[Standing]:
    """The conditions in which one person was on a day: certain and contested ones first, in the order of the
    vocabulary. The dead are in no other condition."""
    found: dict[str, list[Standing]] = {}
    for event in events:
        condition = vocabulary.statuses[event.status].condition
        if condition is not None and event.held is not None:
            held = _lasting(event, condition, events, posts, on, vocabulary)
            if held is not None:
                found.setdefault(condition, []).append(
                    Standing(condition, held, event.days, event.credibility, (event.id,))
                )
    for post in posts:
        if post.held is not None and post.fact.bounds is not None:
            bounds = post.fact.bounds
            since = Days(bounds.earliest_start, bounds.latest_start)
            found.setdefault(IN_POST, []).append(
                Standing(IN_POST, post.held, since, post.fact.credibility, (post.fact.id,))
            )
    joined = [_joined(of_one) for of_one in found.values()]
    dead = [one for one in joined if one.condition == DEAD and one.held is Held.CERTAIN]
    order = vocabulary.conditions
    return dead or sorted(joined, key=lambda one: (one.held is Held.POSSIBLE, order[one.condition].order))


def _lasting(
    event: Happening,
    condition: str,
    events: Iterable[Happening],
    posts: Iterable[Tenure],
    on: date,
    vocabulary: Vocabulary,
) -> Held | None:
    """How far the condition that an event brought about still held on the day; None if it was over for certain."""
    if condition == DEAD:
        return event.held
    ending = vocabulary.conditions[condition].ended_by
    maybe_over = False
    for other in events:
        if other.status not in ending or other.held is None:
            continue
        if other.held is Held.CERTAIN and other.days.earliest >= event.days.latest:
            return None
        maybe_over |= other.days.latest > event.days.earliest
    for post in posts:
        bounds, certain = post.fact.bounds, post.fact.certain
        if bounds is None or bounds.earliest_start > on or bounds.latest_end <= event.days.latest:
            continue
        if certain is not None and certain.earliest <= on and bounds.earliest_start > event.days.latest:
            return None
        maybe_over |= bounds.latest_start > event.days.earliest
    return Held.POSSIBLE if maybe_over and event.held is Held.CERTAIN else event.held


def _joined(standings_of_one: Sequence[Standing]) -> Standing:
    """One condition for which several facts speak: held as the best of them, since the first of those."""
    ordered = sorted(standings_of_one, key=lambda one: (_ORDER[one.held], one.since.latest, one.facts))
    best = [one for one in ordered if one.held is ordered[0].held]
    return Standing(
        ordered[0].condition,
        ordered[0].held,
        ordered[0].since,
        min(one.credibility for one in best),
        tuple(fact for one in ordered for fact in one.facts),
    )
