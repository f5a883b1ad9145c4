"""What the page of a thing shows: its statements in words, and what points to it, each with links that stay here."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode

from graph.answer import Answers
from graph.description import SHOWN, Description, Pointing, terms
from graph.fact_view import claim_objects
from graph.line_of_holders import succession
from graph.policy import CREDIBILITY
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

_HIDDEN = {
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
    "http://www.w3.org/2000/01/rdf-schema#label",
    "http://www.w3.org/2004/02/skos/core#notation",
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://www.w3.org/2003/06/sw-vocab-status/ns#term_status",
}
"""What the heading says already, or what is kept for tools."""

_OTHER_VOCABULARIES = {
    "altLabel": "also written",
    "broader": "broader term",
    "domain": "is said of",
    "domainIncludes": "is said of",
    "inScheme": "scheme",
    "inverseOf": "the other way round",
    "isDefinedBy": "defined in",
    "range": "its values are",
    "rangeIncludes": "its values are",
    "seeAlso": "see also",
    "subClassOf": "is a kind of",
    "subPropertyOf": "is a case of",
    "topConceptOf": "top term of",
    "versionIRI": "version",
    "versionInfo": "version",
}
"""What properties of other vocabularies are called on a page."""

_POINTING = {
    "actingOf": "of those who act in it",
    "arm": "of this arm",
    "attestedBy": "whose names it attests",
    "broader": "that are narrower",
    "canonicalRole": "that are other names of it",
    "claimant": "by this claimant",
    "claimantKind": "of this kind",
    "claimantPerson": "that are this person",
    "concerns": "that concern it",
    "consequenceOf": "that follow from it",
    "derivedFrom": "that repeat it",
    "disputedBy": "whose dates it disputes",
    "echelon": "of this echelon",
    "formation": "of this formation",
    "inScheme": "in this scheme",
    "involves": "that involve it",
    "isDefinedBy": "defined here",
    "link": "of this kind of subordination",
    "opposedBy": "that it speaks against",
    "person": "about this person",
    "post": "about this post",
    "rank": "with this rank",
    "rival": "that cannot be true beside it",
    "role": "with this role",
    "setAside": "for which its date is set aside",
    "source": "made here",
    "stance": "put so",
    "status": "of this status",
    "superior": "that put a formation under it",
    "supportedBy": "that it supports",
    "topConceptOf": "with nothing broader",
    "versionIRI": "of which this is a version",
    "versionOf": "of it, in known time",
    "versionsIn": "whose versions these are",
}
"""In which way things point to one, by property."""

_PLURALS = {
    "fact": "Facts",
    "finding": "Findings",
    "post": "Posts",
    "formation": "Formations",
    "claim": "Claims",
    "claimant": "Claimants",
    "source": "Sources",
    "policy": "Policies",
    "role": "Roles",
    "rank": "Ranks",
    "status": "Statuses",
}
"""What things that point to one are called, by the first part of their address; those named first are shown first."""

_KINDS = {"graph": "named graph", "ontology": "ontology", "fact": "fact that some policy or earlier day knew"}
"""What things without a class of the ontology are, by the first part of their address."""


@dataclass(frozen=True)
class Value:
    """A value on a page: its text, where it leads to, if anywhere, whether that is elsewhere, and its language."""

    text: str
    href: str | None = None
    elsewhere: bool = False
    language: str | None = None


def thing_view(about: Description, answers: Answers) -> Object:
    """All that the page of a thing shows."""
    kind = about.path.partition("/")[0]
    return {
        "path": about.path,
        "iri": about.subject.value,
        "kind": kind,
        "heading": about.label(),
        "names": _other_names(about),
        "what": what_words(about),
        "statements": [
            _statement(name, values, about) for name, values in _grouped(about) if name.value not in _HIDDEN
        ],
        "pointing": [_pointing(one, about) for one in sorted(about.pointing, key=_by_kind)],
        "about": _more(kind, about, answers),
    }


def ontology_view(answers: Answers) -> list[Object]:
    """The classes, then the properties of the ontology, each with its meaning and its statements."""
    parts: dict[str, list[Object]] = {"Classes": [], "Properties": []}
    for one in terms(answers.store):
        name = one.path.partition("#")[2]
        said = [_statement(term, values, one) for term, values in _grouped(one) if term.value not in _HIDDEN]
        kept = [row for row in said if row["name"] not in ("definition", "example", "isDefinedBy")]
        parts["Classes" if name[0].isupper() else "Properties"].append(
            {
                "name": name,
                "labels": [("en", one.label()), *_other_names(one)],
                "definition": _text(one, "definition"),
                "example": _text(one, "example"),
                "statements": kept,
            }
        )
    return [{"title": title, "terms": found} for title, found in parts.items()]


def what_words(about: Description) -> str:
    """What kind of thing it is."""
    names = [about.label(f"ontology#{name}") for name in about.kinds()]
    types = {value.value for name, value in about.statements if isinstance(value, NamedNode) and _local(name) == "type"}
    if not names and any(one.endswith("#ConceptScheme") for one in types):
        return "scheme of terms"
    return ", ".join(names) or _KINDS.get(about.path.partition("/")[0], "thing")


def _more(kind: str, about: Description, answers: Answers) -> Object:
    """What a page shows of a thing of this kind besides its statements."""
    slug = about.path.partition("/")[2]
    match kind:
        case "claim":
            return {"claim": claim_objects(answers.statements, answers.names, [about.path])[about.path]}
        case "formation":
            return {"holders": answers.holders(slug), "succession": succession(answers, slug)["items"]}
        case "post":
            formation, _, role = slug.rpartition("/")
            line = succession(answers, formation, role)["items"]
            return {"holders": answers.holders(formation, role), "succession": line}
        case "graph":
            return {"dump": f"/graph-store?{urlencode({'graph': about.subject.value})}"}
    return {}


def _other_names(about: Description) -> list[tuple[str, str]]:
    """The Russian and the Ukrainian label, once if they are the same, not if they are the heading."""
    names = {about.label(language=language): language for language in ("uk", "ru")}
    return sorted((language, name) for name, language in names.items() if name != about.label())


def _grouped(about: Description) -> list[tuple[NamedNode, list[Term]]]:
    """The statements by property, those that say most first."""
    found: dict[NamedNode, list[Term]] = {}
    for name, value in about.statements:
        found.setdefault(name, []).append(value)
    order = {name: place for place, name in enumerate(_FIRST)}
    return sorted(found.items(), key=lambda one: (order.get(_local(one[0]), len(order)), _local(one[0])))


def _statement(name: NamedNode, values: list[Term], about: Description) -> Object:
    local = _local(name)
    shown = sorted((_value(one, about, local) for one in values[:SHOWN]), key=lambda one: one.text)
    return {
        "name": local,
        "label": _property_words(name, about),
        "href": f"/{name.value.removeprefix(BASE)}" if name.value.startswith(ST) else None,
        "values": shown,
        "more": len(values) - len(shown),
    }


def _pointing(pointing: Pointing, about: Description) -> Object:
    local = _local(pointing.name)
    noun = "Versions" if local == "versionOf" else _PLURALS.get(pointing.kind, "Terms")
    way = _POINTING.get(local) or f"that name it as “{_property_words(pointing.name, about)}”"
    return {
        "title": f"{noun} {way}",
        "total": pointing.total,
        "things": [_value(one, about) for one in pointing.things],
        "all": f"/sparql?{urlencode({'query': pointing.query})}" if pointing.is_cut else None,
    }


def _by_kind(pointing: Pointing) -> tuple[int, str]:
    order = list(_PLURALS)
    return order.index(pointing.kind) if pointing.kind in order else len(order), _local(pointing.name)


def _value(term: Term, about: Description, local: str = "") -> Value:
    if isinstance(term, NamedNode):
        if term.value.startswith(BASE):
            path = term.value.removeprefix(BASE)
            return Value(about.label(path), f"/{path}")
        return Value(_shortened(term.value), term.value if _is_web(term.value) else None, elsewhere=True)
    if isinstance(term, Literal):
        if term.datatype.value.endswith("#boolean"):
            return Value("yes" if term.value == "true" else "no")
        if local == "credibility":
            return Value(f"{term.value}: {CREDIBILITY[int(term.value)]}", f"/credibility/{term.value}")
        web = _is_web(term.value) and " " not in term.value
        return Value(term.value, term.value if web else None, web, term.language)
    return Value(str(term))


def _property_words(name: NamedNode, about: Description) -> str:
    if name.value.startswith(BASE):
        return about.label(name.value.removeprefix(BASE))
    local = _local(name)
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in local)
    return _OTHER_VOCABULARIES.get(local, words)


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
