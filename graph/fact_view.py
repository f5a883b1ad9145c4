"""A fact as answers show it: with its dates, its verdict and its reason, and every claim for and against it.

The keys of the objects made here are the public shape of facts and claims, on the command line and in REST alike.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from graph.edtf import MAX, MIN
from graph.fact import Held
from graph.labels import CREDIBLE
from graph.names import Names
from graph.policy import CREDIBILITY
from graph.question import ask
from graph.statements import Said, Statements, property_name
from graph.store import Store
from ontology import BASE

Object = dict[str, Any]
"""A JSON object."""

_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_SENTINELS = (MIN.isoformat(), MAX.isoformat())
_BOUNDS = ("earliestStart", "latestStart", "earliestEnd", "latestEnd")
_KINDS = {"TenureVersion": "tenure", "RankHoldingVersion": "rank", "StatusEventVersion": "event"} | {
    "SubordinationVersion": "subordination"
}
_CLASSES = {kind: name for name, kind in _KINDS.items()}
_CLAIM_KINDS = {
    "PostClaim": "post",
    "RankClaim": "rank",
    "StatusClaim": "status",
    "SubordinationClaim": "subordination",
}
_SIDES = {"claimsFor": "supportedBy", "claimsAgainst": "opposedBy", "setAside": "setAside"}


def named(names: Names, path: str | None) -> Object | None:
    """A thing by its IRI, id, name in the language of the answer, and names in all; None for None."""
    if path is None:
        return None
    label = names.label(path)
    known = names.labels.get(path, {"en": label})
    return {"iri": BASE + path, "id": path.partition("/")[2], "label": label, "names": known}


def labelled(names: Names, path: str | None) -> Object | None:
    """A term of the vocabulary by its IRI, id, label in the language of the answer, and all labels; None for None."""
    if path is None:
        return None
    labels = names.labels.get(path, {})
    return {"iri": BASE + path, "id": path.partition("/")[2], "label": names.label(path), "labels": labels}


def credibility(code: int) -> Object:
    """A credibility by its code (1-6) and what it means."""
    return {"code": code, "label": CREDIBILITY[code]}


def facts(
    store: Store,
    statements: Statements,
    names: Names,
    paths: Iterable[str],
    known: object,
    policy: str,
    *,
    claims: bool = True,
) -> dict[str, Object]:
    """The facts at `paths` (``fact/...``) as a policy judges what was known on a day, by path; those not known by then
    are absent.

    A fact's IRI is that of the version that stood, of which all else is said; `versionOf` is the fact's own. With
    `claims` False the claims are counted only (`counts`), for views that show many facts.
    """
    stood: dict[str, dict[str, list[Any]]] = {}
    for row in ask(store, "facts", facts=sorted(set(paths)), known=known, policy=policy):
        of_fact = stood.setdefault(str(row["fact"]), {})
        of_fact.setdefault("version", [row["version"]])
        of_fact.setdefault(property_name(str(row["property"])), []).append(row["value"])
    behind: set[str] = set()
    if claims:
        for found in stood.values():
            for name in ("supportedBy", "opposedBy", "setAside"):
                behind.update(found.get(name, ()))
    shown = claim_objects(statements, names, behind)
    return {path: _fact(path, found, names, shown, claims=claims) for path, found in stood.items()}


def claim_objects(statements: Statements, names: Names, paths: Iterable[str]) -> dict[str, Object]:
    """The claims at `paths` (``claim/...``) with claimant and source, by path."""
    found = statements.of(paths)
    sources = statements.of({one["source"][0] for one in found.values() if "source" in one})
    claimants = statements.of({one["claimant"][0] for one in found.values() if "claimant" in one})
    return {path: _claim(path, one, sources, claimants, names) for path, one in found.items()}


def _first(found: Said, name: str) -> Any:
    values = found.get(name)
    return values[0] if values else None


def _fact(path: str, found: Said, names: Names, shown: Mapping[str, Object], *, claims: bool) -> Object:
    kind = next(_KINDS[name] for value in found[_RDF_TYPE] if (name := property_name(value)) in _KINDS)
    post = _first(found, "post")
    fact: Object = {
        "iri": BASE + str(_first(found, "version")),
        "type": ["FactVersion", _CLASSES[kind]],
        "id": path.removeprefix("fact/"),
        "versionOf": BASE + path,
        "kind": kind,
        "person": named(names, _first(found, "person")),
        "formation": named(names, _first(found, "formation")),
        "post": _post(post, found, names) if post else None,
        "rank": labelled(names, _first(found, "rank")),
        "status": labelled(names, _first(found, "status")),
        "superior": named(names, _first(found, "superior")),
        "link": labelled(names, _first(found, "link")),
        "edtf": _first(found, "edtf"),
        "bounds": {name: _first(found, name) for name in _BOUNDS} if _first(found, "dated") else {},
        "evidence": _evidence(found),
        "held": _held(kind, found),
        "credibility": credibility(int(_first(found, "credibility"))),
        "contested": _first(found, "contested"),
        "why": _first(found, "why"),
        "rule": _first(found, "rule"),
        "reports": _first(found, "reports"),
        "origins": sorted(found.get("origin", ())),
        "rivals": sorted(one.removeprefix("fact/") for one in found.get("rival", ())),
        "consequenceOf": sorted(one.removeprefix("fact/") for one in found.get("consequenceOf", ())),
        "knownFrom": _first(found, "knownFrom"),
        "knownUntil": _open(_first(found, "knownUntil")),
    }
    fact["counts"] = {name: len(found.get(relation, ())) for name, relation in _SIDES.items()}
    if claims:
        for name, relation in _SIDES.items():
            fact[name] = sorted((shown[one] for one in found.get(relation, ())), key=_by_known)
    return fact


def _evidence(found: Said) -> Object:
    """The first and the last day that dated claims speak of; empty if none does."""
    since, until = _first(found, "evidenceFrom"), _first(found, "evidenceUntil")
    return {"from": since, "until": until} if since is not None else {}


def _by_known(claim: Object) -> tuple[str, str]:
    return claim["known"], claim["id"]


def _open(value: str) -> str | None:
    return None if value in _SENTINELS else value


def _held(kind: str, found: Said) -> str:
    """Whether it held, or happened, at all, when no day is asked about."""
    if _first(found, "contested"):
        return Held.CONTESTED
    sure = int(_first(found, "credibility")) <= CREDIBLE if kind == "event" else "certainFrom" in found
    return Held.CERTAIN if sure else Held.POSSIBLE


def _post(path: str, found: Said, names: Names) -> Object:
    role = str(_first(found, "role"))
    return {
        "iri": BASE + path,
        "id": path.partition("/")[2],
        "role": role.partition("/")[2],
        "label": names.label(path),
        "roleLabels": names.labels.get(role, {}),
        "capacity": _first(found, "capacity"),
    }


def _claim(
    path: str,
    found: Said,
    sources: Mapping[str, Said],
    claimants: Mapping[str, Said],
    names: Names,
) -> Object:
    source_path, claimant_path = str(_first(found, "source")), str(_first(found, "claimant"))
    source, claimant = sources.get(source_path, {}), claimants.get(claimant_path, {})
    kind = next(name for value in found[_RDF_TYPE] if (name := property_name(value)) in _CLAIM_KINDS)
    return {
        "iri": BASE + path,
        "type": ["Claim", kind],
        "id": path.removeprefix("claim/"),
        "kind": _CLAIM_KINDS[kind],
        "says": _says(found, names),
        "person": named(names, _first(found, "person")),
        "formation": named(names, _first(found, "formation")),
        "role": labelled(names, _first(found, "role")),
        "rank": labelled(names, _first(found, "rank")),
        "status": labelled(names, _first(found, "status")),
        "superior": named(names, _first(found, "superior")),
        "link": labelled(names, _first(found, "link")),
        "claimant": {
            "iri": BASE + claimant_path,
            "id": claimant_path.partition("/")[2],
            "name": names.label(claimant_path),
            "kind": str(_first(claimant, "claimantKind") or "").partition("/")[2],
            "side": _first(claimant, "side"),
        },
        "stance": str(_first(found, "stance")).partition("/")[2],
        "denies": bool(_first(found, "denies")),
        "known": _first(found, "knownFrom"),
        "start": _first(found, "start"),
        "end": _first(found, "end"),
        "date": _first(found, "date"),
        "made": _first(found, "made"),
        "words": _first(found, "words"),
        "note": _first(found, "note"),
        "source": {
            "iri": BASE + source_path,
            "id": source_path.partition("/")[2],
            "title": _first(source, "title"),
            "publisher": _first(source, "publisher"),
            "published": _first(source, "published"),
            "url": _first(source, "url"),
            "language": _first(source, "language"),
        },
    }


def _says(found: Said, names: Names) -> str:
    """The claim in one line: who, what, where, when; a denial begins with "denies"."""

    def label(name: str) -> str | None:
        path = _first(found, name)
        return names.label(path) if path is not None else None

    what = _first(found, "words") or label("role") or label("rank") or label("status")
    if _first(found, "superior") is not None:
        line = f"{label('formation')} is subordinate to {label('superior')} ({label('link')})"
    else:
        where = label("formation") if _first(found, "person") is not None else None
        line = f"{label('person') or label('formation')}: {what}" + (f", {where}" if where else "")
    dates = [f"{prefix} {_first(found, name)}" for name, prefix in _DATES if _first(found, name) is not None]
    return ("denies: " if _first(found, "denies") else "") + ", ".join([line, *dates])


_DATES = (("start", "from"), ("end", "until"), ("date", "on"))
