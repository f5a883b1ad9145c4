"""Whether something was held on a day: the rule that turns the facts of one slot into certain, contested or possible.

The query files say the same in SPARQL (``queries/holders.rq``); a test holds the two together.
"""

from collections.abc import Callable, Iterable
from datetime import date

from graph.fact import Fact, Held


def held_on(facts: Iterable[Fact], on: date, holder: Callable[[Fact], str], *, single: bool = True) -> dict[str, Held]:
    """Who of the holders of one slot held it on a day; `holder` tells a fact's.

    Contested is who has evidence around the day while a rival has, too; certain, whom the bounds leave no choice;
    possible, whom they allow. In a slot for one holder those only possible are left out where another is certain.
    """
    by_id = {fact.id: fact for fact in facts}
    found: dict[str, Held] = {}
    for fact in by_id.values():
        held = _held(fact, by_id, on)
        if held is not None and found.get(holder(fact)) in (None, Held.POSSIBLE):
            found[holder(fact)] = held
    if single and Held.CERTAIN in found.values():
        return {one: held for one, held in found.items() if held is not Held.POSSIBLE}
    return found


def _held(fact: Fact, by_id: dict[str, Fact], on: date) -> Held | None:
    if fact.bounds is None or not fact.bounds.earliest_start <= on <= fact.bounds.latest_end:
        return None
    sure = fact.certain is not None and fact.certain.earliest <= on <= fact.certain.latest
    rivals = (by_id[rival] for rival in fact.rivals if rival in by_id)
    if (sure or _attested(fact, on)) and any(_attested(rival, on) for rival in rivals):
        return Held.CONTESTED
    return Held.CERTAIN if sure else Held.POSSIBLE


def _attested(fact: Fact, on: date) -> bool:
    return fact.evidence is not None and fact.evidence.earliest <= on <= fact.evidence.latest
