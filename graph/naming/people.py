"""The index of persons by the sounds of their names."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from rapidfuzz import process
from rapidfuzz.distance import OSA

from graph.names import folded
from graph.naming.agreement import ALIKE, Likeness, agreement
from graph.naming.match import LEAST, REGISTERED, Match
from graph.naming.person_name import Part, Person, PersonName, person, typed
from graph.naming.ranks import Ranked
from graph.naming.spelling import language_of, nearness


class _Names:
    """Registered names by the sounds of one of their parts."""

    def __init__(self, parts: Iterable[tuple[Part, Person, PersonName]]) -> None:
        self._names: dict[str, list[tuple[Person, PersonName]]] = {}
        for part, one, name in parts:
            for sound in part.sounds:
                self._names.setdefault(sound, []).append((one, name))
        self._in_order = sorted(self._names)

    @property
    def sounds(self) -> Set[str]:
        """All sounds that a part has."""
        return self._names.keys()

    def near(self, spellings: Iterable[str], beginning: str | None) -> Iterator[tuple[Person, PersonName]]:
        """The names of which the part is like one of `spellings`, or begins with `beginning`; some more than once."""
        for written in spellings:
            alike = process.extract(
                written, self._names.keys(), scorer=OSA.normalized_similarity, score_cutoff=ALIKE, limit=None
            )
            for sound, _, _ in alike:
                yield from self._names[sound]
        at = bisect_left(self._in_order, beginning) if beginning is not None else len(self._in_order)
        while beginning is not None and at < len(self._in_order) and self._in_order[at].startswith(beginning):
            yield from self._names[self._in_order[at]]
            at += 1


class People:
    """Persons, found by name. Built once from every registered spelling, by path."""

    def __init__(self, forms: Mapping[str, Iterable[str]]) -> None:
        people = [person(path, spellings) for path, spellings in forms.items()]
        self._by_surname = _Names((name.surname, one, name) for one in people for name in one.names)
        self._by_given_name = _Names((name.given, one, name) for one in people for name in one.names if name.given)
        self._known = self._by_surname.sounds | self._by_given_name.sounds

    def search(self, text: str, ranked: Ranked) -> list[Match]:
        """The persons that a text may mean, one match each, in no order; `ranked` is the text without its rank."""
        name = typed(ranked.words, self._known)
        wanted = folded(text)
        alike = Likeness(name)
        found: dict[str, Match] = {}
        places: dict[str, tuple[float, bool, bool, int]] = {}
        left_out = f'; "{ranked.left_out}" left out' if ranked.left_out else ""
        for one, registered in self._candidates(name.words):
            exact = folded(registered.form) == wanted
            how = agreement(name, one, registered, alike)
            if exact:
                score, reasons = REGISTERED, "registered spelling"
            elif how is not None:
                score, reasons = how.score, ", ".join(how.reasons)
            else:
                continue
            score = round(score, 1)
            place = (score, *nearness(registered.form, text))
            if score < LEAST or (one.path in found and places[one.path] >= place):
                continue
            places[one.path] = place
            why = f'{reasons}: "{registered.form}" ({language_of(registered.form)}){left_out}'
            found[one.path] = Match(one.path, score, registered.form, why)
        return list(found.values())

    def _candidates(self, words: Sequence[tuple[str, str]]) -> Iterable[tuple[Person, PersonName]]:
        """The registered names whose surname sounds like a word that was typed, or begins with the last one; by a
        single word also those whose given name does."""
        found: dict[tuple[str, str], tuple[Person, PersonName]] = {}
        for place, (text, sounded) in enumerate(words):
            last = place == len(words) - 1
            for index in (self._by_surname, self._by_given_name)[: 2 if len(words) == 1 else 1]:
                for one, name in index.near({text, sounded}, sounded if last and len(sounded) > 2 else None):
                    found[one.path, name.form] = (one, name)
        return found.values()
