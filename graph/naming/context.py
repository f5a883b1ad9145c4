"""Context: what else is known of those who are called so, against what was said beside the name: rank, formation, day.

What fits raises a score, what does not fit lowers it, what is not known changes nothing. Facts decide, by
their days; one that is not credible or contested is called so and weighs half.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from graph.edtf import Days, text_of
from graph.labels import CREDIBLE
from graph.naming.match import LEAST, REGISTERED, Match
from graph.row import days_of, id_of, stood_on

if TYPE_CHECKING:
    from graph.answer import Answers

NEAR = timedelta(days=183)
"""What is known of this long before or after a day is taken to speak of the day."""

RANK = 8.0
FORMATION = 10.0
CHAIN = 6.0
"""For the next formation above or below; half for two steps, a third for three."""
IN_POST = 4.0
OTHER_RANK = -12.0
OTHER_FORMATION = -12.0
NO_POST = -8.0
GONE = -12.0
NAME_ALONE = 97.0
"""What the name alone can score where there is a context: a registered spelling needs a fact that fits for more."""
LOWEST, HIGHEST = -20.0, 15.0
"""The bounds of what context can change."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Context:
    """What was said beside a name: ranks that one may have held, by their ids, and how the rank was said; the id of a
    formation; a day or period (None: no matter when); and the day of knowing."""

    ranks: frozenset[str]
    rank: str
    formation: str | None
    on: Days | None
    known: date


@dataclass(frozen=True, slots=True)
class Finding:
    """What one part of the context changes in a score, and why."""

    change: float
    why: str


def ranked(answers: "Answers", matches: Sequence[Match], context: Context) -> list[Match]:
    """`matches` with scores, `agrees` and `differs` as the context has it, the likeliest first. A match falls out if
    what speaks against it leaves less than match.LEAST."""
    people = [match.path for match in matches if match.path.startswith("person/")]
    careers: dict[str, list[Row]] = {}
    for row in answers.ask("careers", things=people, known=context.known) if people else ():
        careers.setdefault(str(row["person"]), []).append(row)
    chain = chain_of(answers, context)
    gone = _gone(answers, context) if len(people) < len(matches) else frozenset()
    found = []
    for match in matches:
        if match.path.startswith("person/"):
            findings = list(parts(answers, careers.get(match.path, []), context, chain).values())
        else:
            findings = _of_formation(answers, match.path, context, chain, gone)
        score = moved(match.score, findings)
        if score >= LEAST:
            agrees = tuple(one.why for one in findings if one.change > 0)
            differs = tuple(one.why for one in findings if one.change < 0)
            found.append(replace(match, score=score, agrees=agrees, differs=differs))
    return sorted(found, key=lambda match: (-match.score, -len(match.agrees), match.path))


def moved(score: float, findings: Iterable[Finding]) -> float:
    """The score of a name, changed by what was found of the context, within bounds."""
    change = min(HIGHEST, max(LOWEST, sum(one.change for one in findings)))
    most = REGISTERED if score == REGISTERED else REGISTERED - 1
    return round(min(most, min(NAME_ALONE, score) + change), 1)


def parts(answers: "Answers", career: Sequence[Row], context: Context, chain: Mapping[str, int]) -> dict[str, Finding]:
    """What is found of a person for each part of a context: ``rank``, ``formation`` (`chain` has the steps to others)
    or else ``day``, and ``life``; parts of which nothing is known are absent. `career` are the person's facts."""
    found = {
        "rank": _rank(answers, career, context) if context.ranks else None,
        "formation": _formation(answers, career, context, chain) if context.formation else None,
        "day": _post(answers, career, context) if context.formation is None else None,
        "life": _death(answers, career, context),
    }
    return {part: one for part, one in found.items() if one is not None}


def _rank(answers: "Answers", career: Sequence[Row], context: Context) -> Finding | None:
    """The ranks held on or near the day, against those that were said."""
    levels = {slug: rank.level for slug, rank in answers.vocabulary.ranks.items()}
    held = [row for row in career if "rank" in row]
    fits = [row for row in held if id_of(row["rank"]) in context.ranks and _near(row, "possible", context.on)]
    if fits:
        return max((_weighed(answers, row, row["rank"], RANK, context) for row in fits), key=lambda one: one.change)
    others = [row for row in held if levels[id_of(row["rank"])] and _attested(row, context.on)]
    highest = max(others, key=lambda row: levels[id_of(row["rank"])], default=None)
    if highest is None or (
        context.on is None and levels[id_of(highest["rank"])] > max(levels[one] for one in context.ranks)
    ):
        return None
    return Finding(OTHER_RANK, f"{_said(answers, highest, highest['rank'])}, not {context.rank}")


def _formation(answers: "Answers", career: Sequence[Row], context: Context, chain: Mapping[str, int]) -> Finding | None:
    """The posts held on or near the day, against the formation that was said and those above and below it."""
    posts = [row for row in career if "post" in row]
    then = [row for row in posts if _near(row, "possible", context.on)]
    itself = [row for row in then if row["formation"] == f"formation/{context.formation}"]
    if itself:
        return max(
            (_weighed(answers, row, row["post"], FORMATION, context) for row in itself), key=lambda one: one.change
        )
    linked = [row for row in then if row["formation"] in chain]
    if linked:
        found = [_weighed(answers, row, row["post"], CHAIN / chain[str(row["formation"])], context) for row in linked]
        return max(found, key=lambda one: one.change)
    elsewhere = next((row for row in then if _attested(row, context.on)), None)
    if elsewhere is None:
        return None
    where = answers.names.label(f"formation/{context.formation}")
    return Finding(OTHER_FORMATION, f"{_said(answers, elsewhere, elsewhere['post'])}, not in {where}")


def _post(answers: "Answers", career: Sequence[Row], context: Context) -> Finding | None:
    """Whether any post may have been held around the day."""
    posts = [row for row in career if "post" in row]
    if context.on is None or not posts:
        return None
    attested = [row for row in posts if _attested(row, context.on)]
    if attested:
        return max(
            (_weighed(answers, row, row["post"], IN_POST, context) for row in attested), key=lambda one: one.change
        )
    if any(_near(row, "possible", context.on) for row in posts):
        return None
    return Finding(NO_POST, f"no post is known that can have been held around {text_of(context.on)}")


def _death(answers: "Answers", career: Sequence[Row], context: Context) -> Finding | None:
    """A credible death before the day."""
    for row in career:
        status = answers.vocabulary.statuses.get(id_of(row.get("status", "")))
        if status is None or status.effect != "death" or context.on is None:
            continue
        if (
            int(row["credibility"]) <= CREDIBLE
            and not row["contested"]
            and str(row["possibleUntil"]) < str(context.on.earliest)
        ):
            return Finding(GONE, _said(answers, row, row["status"]))
    return None


def _of_formation(
    answers: "Answers", path: str, context: Context, chain: Mapping[str, int], gone: frozenset[str]
) -> list[Finding]:
    findings = []
    if path in gone:
        findings.append(Finding(GONE, f"dissolved or not yet formed on {_day(answers, context)}"))
    if path == f"formation/{context.formation}":
        findings.append(Finding(FORMATION, "the formation that was said"))
    elif path in chain:
        where = answers.names.label(f"formation/{context.formation}")
        findings.append(Finding(CHAIN / chain[path], f"above or below {where} on {_day(answers, context)}"))
    return findings


def chain_of(answers: "Answers", context: Context) -> dict[str, int]:
    """The formations above and below the one that was said, on the day or else on the newest one, and the steps."""
    if context.formation is None:
        return {}
    above: dict[str, set[str]] = {}
    below: dict[str, set[str]] = {}
    day = str(_day(answers, context))
    for row in answers.table("versions"):
        if "superior" not in row or not str(row.get("possibleFrom", "")) <= day <= str(row.get("possibleUntil", "")):
            continue
        if not stood_on(row, context.known):
            continue
        above.setdefault(str(row["formation"]), set()).add(str(row["superior"]))
        below.setdefault(str(row["superior"]), set()).add(str(row["formation"]))
    start = f"formation/{context.formation}"
    return _steps(start, below) | _steps(start, above)


def _steps(start: str, next_to: Mapping[str, set[str]]) -> dict[str, int]:
    """How many steps each formation is away that can be reached from `start`."""
    found = {start: 0}
    ahead = [start]
    for one in ahead:
        for other in sorted(next_to.get(one, set()) - found.keys()):
            found[other] = found[one] + 1
            ahead.append(other)
    return {one: steps for one, steps in found.items() if steps}


def _gone(answers: "Answers", context: Context) -> frozenset[str]:
    if context.on is None:
        return frozenset()
    rows = answers.table("dissolved", on=context.on.earliest, known=context.known)
    return frozenset(str(row["formation"]) for row in rows)


def _day(answers: "Answers", context: Context) -> date:
    return context.on.latest if context.on is not None else min(answers.reaches, context.known)


def _weighed(answers: "Answers", row: Row, what: object, weight: float, context: Context) -> Finding:
    """What a fact that fits adds: all if it is credible and attested near the day, else half."""
    sound = _attested(row, context.on) and int(row["credibility"]) <= CREDIBLE and not row["contested"]
    return Finding(weight if sound else weight / 2, _said(answers, row, what))


def _said(answers: "Answers", row: Row, what: object) -> str:
    """A fact in words, with its days; called reported or contested where it is."""
    label = f"{answers.names.label(str(what))}, {row['edtf']}"
    if row["contested"]:
        return f"{label} (contested)"
    return label if int(row["credibility"]) <= CREDIBLE else f"{label} (reported)"


def _attested(row: Row, on: Days | None) -> bool:
    """True if the fact is certain or in evidence on a day near the one asked for."""
    return _near(row, "certain", on) or _near(row, "evidence", on)


def _near(row: Row, name: str, on: Days | None) -> bool:
    """True if the row's days of this name touch those near the one asked for; no matter when, if none is."""
    days = days_of(row, name)
    return days is not None and (on is None or days.intersect(around(on)) is not None)


def around(days: Days) -> Days:
    """The days that are near some others, these included."""
    earliest = days.earliest - NEAR if days.earliest - date.min > NEAR else date.min
    latest = days.latest + NEAR if date.max - days.latest > NEAR else date.max
    return Days(earliest, latest)
