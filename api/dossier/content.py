"""What a dossier holds: groups of facts, numbered through the document, and other facts that they are told with."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.answer import Answers, Moment

Object = dict[str, Any]
Fact = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Group:
    """Facts under one heading, which is empty if there is one group only, with what is to be said of them."""

    title: str
    facts: Sequence[Fact]
    note: str = ""


class Numbered:
    """The facts of a dossier, each once, by number and by id; and what else is told with them."""

    def __init__(self, asked: Answers, groups: Iterable[Group], moment: Moment) -> None:
        self.groups = list(groups)
        self.facts = list({fact["id"]: fact for group in self.groups for fact in group.facts}.values())
        self._asked, self._moment = asked, moment
        self._numbers = {str(fact["id"]): number for number, fact in enumerate(self.facts, 1)}
        self._others: dict[str, Fact] = {}

    def number(self, fact: str) -> int | None:
        """The number of a fact by its id; None if it is no fact of this dossier."""
        return self._numbers.get(fact)

    def fact(self, id: str) -> Fact | None:
        """A fact by its id, of the dossier or not; None if it was not known on the day of knowing."""
        number = self.number(id)
        if number is not None:
            return self.facts[number - 1]
        if id not in self._others:
            self._others |= {
                path.removeprefix("fact/"): found
                for path, found in self._asked.facts([f"fact/{id}"], self._moment.known).items()
            }
        return self._others.get(id)

    def known(self, ids: Iterable[str]) -> list[Fact]:
        """Those of these facts that were known on the day of knowing."""
        return [found for id in ids if (found := self.fact(id)) is not None]
