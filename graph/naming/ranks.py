"""Ranks beside a name: found, taken as context, and left out of the comparison of names; roles too."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.naming.phrases import Phrases
from graph.naming.spelling import Word, read_words, without_aside
from ontology.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Ranked:
    """A text without its rank: the words left, the ranks that those left out may mean, and what they were."""

    words: list[Word]
    ranks: frozenset[str]
    left_out: str


class RankWords:
    """The words for ranks: the labels of the vocabulary, and the abbreviations of ``rank-words.yaml``; and the labels
    of roles, which mean no rank and are only left out."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        meanings = [
            (frozenset(entry["means"]), word) for entry in read_words("rank-words.yaml") for word in entry["written"]
        ]
        labels = [
            (slug, without_aside(label)) for slug, rank in vocabulary.ranks.items() for label in rank.labels.values()
        ]
        meanings += [(frozenset((slug,)), label) for slug, label in labels if vocabulary.ranks[slug].level]
        meanings += [(frozenset[str](), label) for role in vocabulary.roles.values() for label in role.labels.values()]
        self._phrases = Phrases(meanings)

    def parted(self, text: Sequence[Word]) -> Ranked:
        """`text` without ranks and roles; whole if it is nothing else."""
        found = list(self._phrases.find(text))
        covered = {at for one in found for at in range(one.first, one.last)}
        rest = [word for at, word in enumerate(text) if at not in covered]
        if not covered or not rest:
            return Ranked(list(text), frozenset(), "")
        ranks = frozenset[str]().union(*(one.meaning for one in found))
        return Ranked(rest, ranks, " ".join(text[at].text for at in sorted(covered)))
