"""A dossier as one HTML file: no scripts, nothing fetched; every printed page tells the build and its date."""

from pathlib import Path
from typing import Any

from api.dossier.belief import all_claims, beliefs, reasons_set_aside
from api.dossier.content import Numbered
from api.dossier.formation import formation_parts
from api.dossier.paper import Paper, issued, known_words, paper
from api.dossier.person import person_parts
from api.dossier.references import References
from api.pages.assets import text_of
from api.pages.interface import words
from api.pages.person import other_names
from api.pages.rendering import rendered
from graph.answer import Answers, known_language
from graph.embedding import policy_digest
from graph.fact_view import named
from graph.question import ParameterError
from graph.void import LICENCE
from ontology import DEFAULT_POLICY

Object = dict[str, Any]

_STYLES = ("page.css", "things.css", "colours.css")
_PAPER = Path(__file__).parent / "paper.css"


def dossier_page(
    answers: Answers,
    person: str | None = None,
    formation: str | None = None,
    on: object = None,
    known: object = None,
    language: str = "en",
) -> str:
    """The dossier of a person or of a formation on a day, as known on a day, as the policy of `answers` judges:
    ``Path("page.html").write_text(dossier_page(answers, person="ivan-popov", on="2023-07-01"))``.

    The same build gives the same page. Raises ParameterError for a thing, day or language that there is not, and if not
    one of `person` and `formation` is given.
    """
    if (person is None) == (formation is None):
        raise ParameterError("person", "give either a person or a formation", "not both and not neither")
    ui = paper(answers, known_language(language))
    moment = answers.moment(on, known)
    if person is not None:
        path = f"person/{answers.thing('person', person)}"
        parts, groups = person_parts(ui, answers, person, moment)
    else:
        path = f"formation/{answers.thing('formation', str(formation))}"
        parts, groups = formation_parts(ui, answers, str(formation), moment)
    numbered = Numbered(answers, groups, moment)
    thing = named(answers.names, path)
    answer = answers.context(moment)
    assert thing is not None
    known_as = known_words(ui, answer["known"])
    set_aside = reasons_set_aside(answers, numbered.facts, moment.known)
    title = ui.t("dossier.title", name=ui.name(thing), day=answer["on"], known=known_as)
    style = _style(ui, title)
    return rendered(
        f"dossier-{path.partition('/')[0]}.html",
        ui=ui,
        title=title,
        style=style,
        digest=policy_digest(style),
        kind=path.partition("/")[0],
        thing=thing,
        other_names=other_names(ui, answers, path),
        answer=answer,
        known_as=known_as,
        issued=issued(answers),
        licence=LICENCE,
        numbered=numbered,
        claim_count=len({claim["id"] for fact in numbered.facts for claim in all_claims(fact)}),
        beliefs=beliefs(answers, numbered.facts, moment.known),
        set_aside=set_aside,
        references=References(answers),
        language_words=lambda code: ui.t(f"languages.{code}") if f"languages.{code}" in words() else code,
        again=_command(path, answer, language),
        **parts,
    )


def _command(path: str, answer: Object, language: str) -> str:
    """The command that makes the same dossier."""
    kind, _, slug = path.partition("/")
    known = f" --known {answer['known']}" if answer["known"] != "today" else ""
    policy = f" --policy {answer['policy']}" if answer["policy"] != DEFAULT_POLICY else ""
    return f"stavka report --{kind} {slug} --on {answer['on']}{known}{policy} --lang {language} --out {slug}.pdf"


def _style(ui: Paper, title: str) -> str:
    """The style sheets, and what stands on the edges of every printed page."""
    build = ui.t("dossier.build-of", version=ui.answers.snapshot["version"], day=issued(ui.answers))
    page, of = ui.t("dossier.page"), ui.t("dossier.of-pages")
    edges = f"""@page {{
  @top-left {{ content: {_css_text(title)}; }}
  @bottom-left {{ content: {_css_text(build)}; }}
  @bottom-right {{ content: {_css_text(page)} counter(page) {_css_text(of)} counter(pages); }}
}}"""
    return "\n".join([*(text_of(name) for name in _STYLES), _PAPER.read_text(encoding="utf-8"), edges])


def _css_text(text: str) -> str:
    """A text as a style sheet has it: no character in it can end the text, the rule or the element."""
    plain = "".join(one if one.isalnum() and one.isascii() else f"\\{ord(one):06x}" for one in text)
    return f'"{plain}"'
