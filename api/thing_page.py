"""What the page of a thing shows: its statements in words, and what points to it, each with links that stay here."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode

from api.pages.fact_words import verdict_words
from api.pages.interface import Interface, words
from graph.answer import Answers
from graph.description import SHOWN, Description, Pointing, terms
from graph.fact_view import claim_objects
from graph.labels import LANGUAGES
from graph.line_of_holders import succession
from graph.store import Term
from ontology import BASE, ST
from ontology.namespaces import NAMESPACES

Object = dict[str, Any]

_FIRST = (
    *("person", "formation", "post", "role", "rank", "status", "superior", "link", "capacity", "edtf"),
    *("credibility", "contested", "why", "rule", "found", "lookUp", "severity"),
    *("claimant", "stance", "denies", "start", "end", "date", "words", "note", "made", "source"),
    *("url", "title", "publisher", "published", "language"),
    *("supportedBy", "opposedBy", "setAside", "disputedBy", "rival", "consequenceOf"),
    *("versionOf", "knownFrom", "knownUntil", "echelon", "arm", "born", "definition", "altLabel"),
)
"""The order of statements; what is not named here follows, by name."""

_KINDS = ("fact", "finding", "post", "formation", "claim", "claimant", "source", "policy", "role", "rank", "status")
"""The order of what points to a thing, by the first part of its address; what is not named here follows."""

_HIDDEN = {
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
    "http://www.w3.org/2000/01/rdf-schema#label",
    "http://www.w3.org/2004/02/skos/core#notation",
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://www.w3.org/2003/06/sw-vocab-status/ns#term_status",
}
"""What the heading says already, or what is kept for tools."""


@dataclass(frozen=True)
class Value:
    """A value on a page: its text, where it leads to, if anywhere, whether that is elsewhere, and its language."""

    text: str
    href: str | None = None
    elsewhere: bool = False
    language: str | None = None


def thing_view(about: Description, answers: Answers, ui: Interface) -> Object:
    """All that the page of a thing shows."""
    kind = about.path.partition("/")[0]
    return {
        "path": about.path,
        "iri": about.subject.value,
        "kind": kind,
        "heading": about.label(language=ui.language),
        "names": _other_names(about, ui),
        "what": what_words(about, ui),
        "statements": [
            _statement(name, values, about, ui) for name, values in _grouped(about) if name.value not in _HIDDEN
        ],
        "pointing": [_pointing(one, about, ui) for one in sorted(about.pointing, key=_by_kind)],
        "about": _more(kind, about, answers),
    }


def ontology_view(answers: Answers, ui: Interface) -> list[Object]:
    """The classes, then the properties of the ontology, each with its meaning and its statements."""
    parts: dict[str, list[Object]] = {ui.t("thing.classes"): [], ui.t("thing.properties"): []}
    classes, properties = parts.values()
    for one in terms(answers.store):
        name = one.path.partition("#")[2]
        said = [_statement(term, values, one, ui) for term, values in _grouped(one) if term.value not in _HIDDEN]
        kept = [row for row in said if row["name"] not in ("definition", "example", "isDefinedBy")]
        (classes if name[0].isupper() else properties).append(
            {
                "name": name,
                "labels": [(ui.language, one.label(language=ui.language)), *_other_names(one, ui)],
                "definition": _text(one, "definition"),
                "example": _text(one, "example"),
                "statements": kept,
            }
        )
    return [{"title": title, "terms": found} for title, found in parts.items()]


def what_words(about: Description, ui: Interface) -> str:
    """What kind of thing it is."""
    names = [about.label(f"ontology#{name}", ui.language) for name in about.kinds()]
    types = {value.value for name, value in about.statements if isinstance(value, NamedNode) and _local(name) == "type"}
    if names:
        return ", ".join(names)
    if any(one.endswith("#ConceptScheme") for one in types):
        return ui.t("thing.kind-scheme")
    return _words_or(ui, f"thing.kind-{about.path.partition('/')[0]}", "thing.kind-other")


def _more(kind: str, about: Description, answers: Answers) -> Object:
    """What a page shows of a thing of this kind besides its statements."""
    slug = about.path.partition("/")[2]
    match kind:
        case "claim":
            return {"claim": claim_objects(answers.statements, answers.names, [about.path])[about.path]}
        case "post":
            formation, _, role = slug.rpartition("/")
            line = succession(answers, formation, role, claims=False)["items"]
            return {"holders": answers.holders(formation, role), "succession": line}
        case "graph":
            return {"dump": f"/graph-store?{urlencode({'graph': about.subject.value})}"}
    return {}


def _other_names(about: Description, ui: Interface) -> list[tuple[str, str]]:
    """The labels in the other languages, each once, without the heading."""
    names = {about.label(language=language): language for language in reversed(LANGUAGES)}
    heading = about.label(language=ui.language)
    return sorted((language, name) for name, language in names.items() if name != heading)


def _grouped(about: Description) -> list[tuple[NamedNode, list[Term]]]:
    """The statements by property, those that say most first."""
    found: dict[NamedNode, list[Term]] = {}
    for name, value in about.statements:
        found.setdefault(name, []).append(value)
    order = {name: place for place, name in enumerate(_FIRST)}
    return sorted(found.items(), key=lambda one: (order.get(_local(one[0]), len(order)), _local(one[0])))


def _statement(name: NamedNode, values: list[Term], about: Description, ui: Interface) -> Object:
    local = _local(name)
    shown = sorted((_value(one, about, ui, local) for one in values[:SHOWN]), key=lambda one: one.text)
    return {
        "name": local,
        "label": _property_words(name, about, ui),
        "href": f"/{name.value.removeprefix(BASE)}" if name.value.startswith(ST) else None,
        "values": shown,
        "more": len(values) - len(shown),
    }


def _pointing(pointing: Pointing, about: Description, ui: Interface) -> Object:
    local = _local(pointing.name)
    kind = "versions" if local == "versionOf" else pointing.kind
    way = f"thing.way-{local}"
    named = ui.t(way) if way in words() else ui.t("thing.way-other", property=_property_words(pointing.name, about, ui))
    return {
        "title": ui.t("thing.pointing", noun=_words_or(ui, f"thing.kinds-{kind}", "thing.kinds-other"), way=named),
        "total": pointing.total,
        "things": [_value(one, about, ui) for one in pointing.things],
        "all": f"/sparql?{urlencode({'query': pointing.query})}" if pointing.is_cut else None,
    }


def _by_kind(pointing: Pointing) -> tuple[int, str]:
    return _KINDS.index(pointing.kind) if pointing.kind in _KINDS else len(_KINDS), _local(pointing.name)


def _value(term: Term, about: Description, ui: Interface, local: str = "") -> Value:
    if isinstance(term, NamedNode):
        if term.value.startswith(BASE):
            path = term.value.removeprefix(BASE)
            return Value(about.label(path, ui.language), f"/{path}")
        return Value(_shortened(term.value), term.value if _is_web(term.value) else None, elsewhere=True)
    if isinstance(term, Literal):
        if term.datatype.value.endswith("#boolean"):
            return Value(ui.t("thing.is-true" if term.value == "true" else "thing.is-false"))
        if local == "credibility":
            return Value(f"{term.value}: {verdict_words(ui, int(term.value))}", f"/credibility/{term.value}")
        web = _is_web(term.value) and " " not in term.value
        return Value(term.value, term.value if web else None, web, term.language)
    return Value(str(term))


def _property_words(name: NamedNode, about: Description, ui: Interface) -> str:
    if name.value.startswith(BASE):
        return about.label(name.value.removeprefix(BASE), ui.language)
    local = _local(name)
    if f"thing.property-{local}" in words():
        return ui.t(f"thing.property-{local}")
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in local)


def _words_or(ui: Interface, key: str, other: str) -> str:
    """The words of a key if there are any, else those of another one."""
    return ui.t(key if key in words() else other)


def _text(about: Description, local: str) -> str:
    found = [value for name, value in about.statements if _local(name) == local and isinstance(value, Literal)]
    return " ".join(value.value for value in found)


def _local(name: NamedNode) -> str:
    """The last part of an IRI."""
    return name.value.rpartition("#" if "#" in name.value else "/")[2]


def _is_web(text: str) -> bool:
    return text.startswith(("http://", "https://"))


def _shortened(iri: str) -> str:
    """An IRI of another vocabulary as people read it."""
    for prefix, namespace in NAMESPACES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri.removeprefix("https://").removeprefix("http://")
