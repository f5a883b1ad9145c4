"""Succession: in a slot that holds one at a time, what is known of one holder bounds the others.

If the evidence leaves only one order of two spells, the earlier one ended no later than the latest day on which the
later one can have begun, and the later one began no earlier than the earliest day on which the earlier one can have
ended. If it leaves both orders, neither is bounded. If it leaves none, the two are rivals and stay as they are: which
of them is right is for the reader to weigh. Who only acts may stand in while the holder's time goes on: acting holders
and others neither bound nor rival each other. A handover day belongs to both.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from graph.edtf import MAX, MIN, Days
from graph.fact import Bounds
from graph.spell import Spell, narrowed, with_bounds


@dataclass(slots=True)
class Holding:
    """One spell in a slot. `id` is the fact's id; `bounding` is False if it is too doubtful to bound others;
    `stands_in` is True if the holder is only ever acting."""

    id: str
    holder: str
    spell: Spell
    bounding: bool
    stands_in: bool = False


def may_precede(earlier: Bounds, later: Bounds) -> bool:
    """True if some reading lets `earlier` end before `later` begins, a shared handover day allowed."""
    return earlier.earliest_end <= later.latest_start


def settle(holdings: Sequence[Holding], prefers: Callable[[str, str], bool] | None = None) -> set[tuple[str, str]]:
    """Bound the holdings of one slot by each other, in place; return the pairs of ids (sorted) that are rivals.

    `prefers(a, b)` may say that of two holders whose order the evidence leaves open a comes first (ranks rise).
    Runs until nothing changes; every step only narrows, so it ends, and the outcome does not depend on the input order.
    """
    dated = sorted((item for item in holdings if item.spell.is_dated), key=lambda item: item.id)
    rivals: set[tuple[str, str]] = set()
    pairs = [
        (a, b)
        for index, a in enumerate(dated)
        for b in dated[index + 1 :]
        if a.holder != b.holder and a.stands_in == b.stands_in
    ]
    changed = True
    while changed:
        changed = False
        for a, b in pairs:
            if not a.bounding and not b.bounding:
                continue
            forward = may_precede(a.spell.bounds, b.spell.bounds)
            backward = may_precede(b.spell.bounds, a.spell.bounds)
            if forward and backward and prefers is not None:
                forward, backward = not prefers(b.holder, a.holder), not prefers(a.holder, b.holder)
            if forward and backward:
                continue
            if not forward and not backward:
                rivals.add((a.id, b.id))
                continue
            changed |= _bound(a, b) if forward else _bound(b, a)
    return rivals


def _bound(earlier: Holding, later: Holding) -> bool:
    changed = False
    if later.bounding:
        after = narrowed(earlier.spell.bounds, end=Days(MIN, later.spell.bounds.latest_start))
        changed |= _move(earlier, after, "successor-in-post", later.id)
    if earlier.bounding:
        after = narrowed(later.spell.bounds, start=Days(earlier.spell.bounds.earliest_end, MAX))
        changed |= _move(later, after, "predecessor-in-post", earlier.id)
    return changed


def _move(holding: Holding, after: Bounds | None, rule: str, cause: str) -> bool:
    if after is None or after == holding.spell.bounds:
        return False
    with_bounds(holding.spell, after, rule, cause)
    return True


def spells_apart(
    own: Sequence[tuple[date, date]], rivals: Sequence[tuple[date, date]], ends: Sequence[tuple[date, date]]
) -> list[int]:
    """Where one holder's evidence, sorted by first day, breaks into spells: the indices that begin a new one.

    `own` and `rivals` are (first, last) days of pieces of evidence; a rival's piece breaks if it lies wholly between
    two own ones. `ends` pairs, per own piece, the latest explicit end (MIN if none) with the earliest explicit start
    (MAX if none) it gives: an end more than 31 days before a later start breaks too.
    """
    breaks: list[int] = []
    reached, ended = MIN, MIN
    for index, (first, last) in enumerate(own):
        if index:
            start = ends[index][1]
            apart = any(reached < rival_first and rival_last < first for rival_first, rival_last in rivals)
            closed = ended != MIN and start != MAX and (start - ended).days > 31 and reached <= ended
            if apart or closed:
                breaks.append(index)
                reached, ended = MIN, MIN
        reached, ended = max(reached, last), max(ended, ends[index][0])
    return breaks
