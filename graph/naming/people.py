"""The index of persons by the sounds of their names."""

from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from graph.names import folded
from graph.naming.agreement import ALIKE, Likeness, agreement
from graph.naming.match import LEAST, REGISTERED, Match
from graph.naming.person_name import Person, PersonName, person, typed
from graph.naming.ranks import Ranked
from graph.naming.spelling import language_of, nearness

_ALIKE = OSA.normalized_similarity


class People:
    """Persons, found by name. Built once from every registered spelling, by path."""

    def __init__(self, forms: Mapping[str, Iterable[str]]) -> None:
        self._by_surname: dict[str, list[tuple[Person, PersonName]]] = {}
        self._by_given_name: dict[str, list[tuple[Person, PersonName]]] = {}
        for path, spellings in forms.items():
            one = person(path, spellings)
            for name in one.names:
                for part, index in ((name.surname, self._by_surname), (name.given, self._by_given_name)):
                    for sound in part.sounds if part is not None else ():
                        index.setdefault(sound, []).append((one, name))
        self._known = self._by_surname.keys() | self._by_given_name.keys()

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
            for index in (self._by_surname, self._by_given_name)[: 2 if len(words) == 1 else 1]:
                meant = [
                    one
                    for written in {text, sounded}
                    for one, _, _ in process.extract(
                        written, index.keys(), scorer=_ALIKE, score_cutoff=ALIKE, limit=None
                    )
                ]
                if len(sounded) > 2 and place == len(words) - 1:
                    meant += [one for one in index if one.startswith(sounded)]
                for sound in meant:
                    for one, name in index[sound]:
                        found[one.path, name.form] = (one, name)
        return found.values()
