"""An invented army of any size as files of facts: for tests and measurements of what large hierarchies do to the pages.

Nothing in it is true. The names are syllables, the same for every run.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import yaml

SIZE = 2000
DAY = date(2022, 6, 1)
"""A day on which the army stands."""

_FIRST = date(2018, 1, 1)
_ECHELONS = ("ministry", "military-district", "army", "division", "regiment")
_BELOW = (8, 5, 7, 6)
"""How many a formation of each echelon but the last has directly below it."""
_NAMES = ("Ministry", "Military District", "Combined Arms Army", "Motor Rifle Division", "Tank Regiment")
_SYLLABLES = ("ba", "do", "fe", "gu", "ki", "lo", "mu", "ne", "pa", "ru", "si", "to", "va", "ze", "cha", "shu")
_CLAIMANTS = {"mud": "russian-official", "sheet": "russian-media", "wire": "other-media"}
_SIDES = {"mud": "russia", "sheet": "russia", "wire": "other"}

Claim = dict[str, str]


@dataclass(frozen=True, slots=True)
class Unit:
    """A formation: its place in the army, and its level below the top."""

    id: str
    above: str | None
    level: int
    name: str


def units(size: int = SIZE) -> list[Unit]:
    """The formations of an army, from the top down: five levels."""
    made = [Unit("mod", None, 0, _NAMES[0])]
    for unit in made:
        if unit.level == len(_BELOW):
            break
        for _ in range(_BELOW[unit.level]):
            if len(made) == size:
                return made
            level, number = unit.level + 1, len(made)
            name = f"{number}th {_word(number)} {_NAMES[level]}"
            made.append(Unit(f"{number}-{_ECHELONS[level]}", unit.id, level, name))
    return made


def write_army(directory: Path, size: int = SIZE) -> Path:
    """Write the files of an army into `directory`, which is then one for `stavka build --facts`; gives it back.

    Of the formations one in nine has no leader that is known, one in seven has two at once of whom the same is said,
    others have had up to three after each other; one in ten has a second superior.
    """
    army = units(size)
    claims = [claim for number, unit in enumerate(army) for claim in _about(number, unit, army)]
    people = list(dict.fromkeys(claim["person"] for _, claim in claims if "person" in claim))
    formations = [{"id": one.id, "name": one.name, "echelon": _ECHELONS[one.level], **_arm(one)} for one in army]
    persons = [{"id": one, "name": one.replace("-", " ").title()} for one in people]
    claimants = [{"id": one, "name": one, "kind": kind, "side": _SIDES[one]} for one, kind in _CLAIMANTS.items()]
    for name, entries in (("formations", formations), ("persons", persons), ("claimants", claimants)):
        _write(directory / f"{name}.yaml", {name: entries})
    pages: dict[date, list[Claim]] = {}
    for told, claim in claims:
        pages.setdefault(told.replace(day=1), []).append(claim)
    for told, said in pages.items():
        name = f"{told}-page"
        source = {"url": f"https://example.org/{name}", "title": name, "publisher": "Example", "published": f"{told}"}
        source |= {"language": "en", "accessed": "2026-11-22"}
        _write(directory / "sources" / f"{told.year}" / f"{name}.yaml", {"source": source, "claims": said})
    return directory


def _about(number: int, unit: Unit, army: list[Unit]) -> Iterator[tuple[date, Claim]]:
    """The claims about one formation, each with the day on which it is told."""
    random = Random(number)
    if unit.above is not None:
        yield _FIRST, _under(unit, unit.above, "organic", _FIRST)
    if unit.level == 3 and number % 10 == 0:
        other = random.choice([one for one in army if one.level == 2 and one.id != unit.above])
        yield DAY, _under(unit, other.id, "operational", date(2022, 3, 1))
    if number % 9 == 0:
        return
    starts = sorted(_FIRST + timedelta(days=random.randrange(3000)) for _ in range(random.choice((1, 2, 3))))
    for turn, start in enumerate(starts):
        claimant = random.choice(tuple(_CLAIMANTS))
        yield start + timedelta(days=40), _leads(_person(number, turn), unit, start, claimant)
        if turn > 0 and random.random() < 0.3:
            left = {"person": _person(number, turn - 1), "status": random.choice(("dismissed", "arrested", "killed"))}
            left |= {"formation": unit.id, "date": start.isoformat(), "stance": "reported", "claimant": claimant}
            yield start + timedelta(days=20), left
    if number % 7 == 0:
        for turn in (3, 4):
            told = {**_leads(_person(number, turn), unit, date(2022, 2, 1), "mud"), "end": "2022-10-01"}
            yield date(2022, 11, 1), told


def _under(unit: Unit, above: str, link: str, start: date) -> Claim:
    claim = {"formation": unit.id, "parent": above, "link": link, "start": start.isoformat()}
    return {**claim, "stance": "official", "claimant": "mud"}


def _leads(person: str, unit: Unit, start: date, claimant: str) -> Claim:
    claim = {"person": person, "role": "commander", "formation": unit.id, "start": start.isoformat()}
    return {**claim, "stance": "official" if claimant == "mud" else "reported", "claimant": claimant}


def _arm(unit: Unit) -> dict[str, str]:
    arms = (None, None, "combined-arms", "motor-rifle", "tank")
    arm = arms[unit.level]
    return {"arm": arm} if arm is not None else {}


def _person(number: int, turn: int) -> str:
    return f"{_word(number * 7 + turn).lower()}-{_word(number * 5 + turn, 4).lower()}"


def _word(number: int, length: int = 3) -> str:
    """A word that says nothing; different for every number below 16 ** length."""
    syllables = [_SYLLABLES[(number * 5 + 3) // 16**place % 16] for place in range(length)]
    return "".join(syllables).capitalize()


def _write(path: Path, content: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.dump(content, Dumper=yaml.CSafeDumper, sort_keys=False), encoding="utf-8")
