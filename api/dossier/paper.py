"""The interface of a document that lies alone: what it names by address is named by its IRI, in full."""

from dataclasses import dataclass

from api.pages.interface import Interface
from graph.answer import Answers
from ontology import BASE


@dataclass(frozen=True)
class Paper(Interface):
    """The language of a document, and its words."""

    def to(self, path: str, **parameters: object) -> str:
        """The IRI of a thing of ours."""
        return super().to(BASE.removesuffix("/") + path, **parameters)


def paper(answers: Answers, language: str) -> Paper:
    """The interface of a document in a language."""
    return Paper(language, named=False, path="", parameters={}, answers=answers)


def known_words(ui: Interface, known: str) -> str:
    """As known on which day, by the `known` of an answer. What is known today is what the build knows: the words stay
    the same from day to day."""
    if known != "today":
        return ui.t("site.known-on-day", day=known)
    return ui.t("dossier.known-at-build", day=issued(ui.answers))


def issued(answers: Answers) -> str:
    """The day on which the build that answers was made."""
    return str(answers.snapshot["issued"])
