"""A fact as answers show it: with its dates, its verdict and its reason, and every claim for and against it.

The keys of the objects made here are the public shape of facts and claims, on the command line and in REST alike.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.edtf import MAX, MIN
from graph.fact import Held
from graph.names import Names
from graph.policy import CREDIBILITY
from graph.question import ask
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
_CLAIM_KINDS = {
    "PostClaim": "post",
    "RankClaim": "rank",
    "StatusClaim": "status",
    "SubordinationClaim": "subordination",
}

_Statements = Mapping[str, Sequence[Any]]


def named(names: Names, path: str | None) -> Object | None:
    """A thing by its id and names; None for None."""
    if path is None:
        return None
    return {"id": path.partition("/")[2], "names": names.labels.get(path, {"en": names.label(path)})}


def labelled(names: Names, path: str | None) -> Object | None:
    """A term of the vocabulary by its id, its English label and all its labels; None for None."""
    if path is None:
        return None
    return {"id": path.partition("/")[2], "label": names.label(path), "labels": names.labels.get(path, {})}


def credibility(code: int) -> Object:
    """A credibility by its code (1-6) and what it means."""
    return {"code": code, "label": CREDIBILITY[code]}


def facts(
    store: Store, names: Names, paths: Iterable[str], known: object, policy: str, *, claims: bool = True
) -> dict[str, Object]:
    """The facts at `paths` (``fact/...``) as a policy judges what was known on a day, by path; those not known by then
    are absent.

    With `claims` False the claims are given as counts only, for views that show many facts.
    """
    statements: dict[str, dict[str, list[Any]]] = {}
    for row in ask(store, "facts", facts=sorted(set(paths)), known=known, policy=policy):
        of_fact = statements.setdefault(str(row["fact"]), {})
        of_fact.setdefault("version", [row["version"]])
        of_fact.setdefault(_short(str(row["property"])), []).append(row["value"])
    behind: set[str] = set()
    if claims:
        for found in statements.values():
            for name in ("supportedBy", "opposedBy", "setAside"):
                behind.update(found.get(name, ()))
    shown = claim_objects(store, names, behind)
    return {path: _fact(path, found, names, shown, claims=claims) for path, found in statements.items()}


def claim_objects(store: Store, names: Names, paths: Iterable[str]) -> dict[str, Object]:
    """The claims at `paths` (``claim/...``) with claimant and source, by path."""
    found = _statements(store, paths)
    sources = _statements(store, {one["source"][0] for one in found.values() if "source" in one})
    claimants = _statements(store, {one["claimant"][0] for one in found.values() if "claimant" in one})
    return {path: _claim(path, one, sources, claimants, names) for path, one in found.items()}


def _statements(store: Store, paths: Iterable[str]) -> dict[str, dict[str, list[Any]]]:
    found: dict[str, dict[str, list[Any]]] = {}
    wanted = sorted(set(paths))
    if not wanted:
        return found
    for row in ask(store, "statements", things=wanted):
        found.setdefault(str(row["thing"]), {}).setdefault(_short(str(row["property"])), []).append(row["value"])
    return found


def _short(property_path: str) -> str:
    return property_path.removeprefix("ontology#")


def _first(found: _Statements, name: str) -> Any:
    values = found.get(name)
    return values[0] if values else None


def _fact(path: str, found: _Statements, names: Names, shown: Mapping[str, Object], *, claims: bool) -> Object:
    kind = next(_KINDS[name] for value in found[_RDF_TYPE] if (name := _short(value)) in _KINDS)
    post = _first(found, "post")
    fact: Object = {
        "id": path.removeprefix("fact/"),
        "iri": BASE + path,
        "kind": kind,
        "person": named(names, _first(found, "person")),
        "formation": named(names, _first(found, "formation")),
        "post": _post(post, found, names) if post else None,
        "rank": labelled(names, _first(found, "rank")),
        "status": labelled(names, _first(found, "status")),
        "superior": named(names, _first(found, "superior")),
        "link": labelled(names, _first(found, "link")),
        "edtf": _first(found, "edtf"),
        "bounds": {name: _first(found, name) for name in _BOUNDS} if _first(found, "dated") else None,
        "evidence": _evidence(found),
        "held": _held(found),
        "credibility": credibility(int(_first(found, "credibility"))),
        "contested": _first(found, "contested"),
        "why": _first(found, "why"),
        "rule": _first(found, "rule"),
        "reports": _first(found, "reports"),
        "origins": sorted(found.get("origin", ())),
        "rivals": sorted(one.removeprefix("fact/") for one in found.get("rival", ())),
        "consequenceOf": sorted(one.removeprefix("fact/") for one in found.get("consequenceOf", ())),
        "known": {"from": _first(found, "knownFrom"), "until": _open(_first(found, "knownUntil"))},
    }
    sides = {"claimsFor": "supportedBy", "claimsAgainst": "opposedBy", "setAside": "setAside"}
    for name, relation in sides.items():
        behind = found.get(relation, ())
        fact[name] = sorted((shown[one] for one in behind), key=_by_known) if claims else len(behind)
    return fact


def _evidence(found: _Statements) -> Object | None:
    """The first and the last day that dated claims speak of."""
    since, until = _first(found, "evidenceFrom"), _first(found, "evidenceUntil")
    return {"from": since, "until": until} if since is not None else None


def _by_known(claim: Object) -> tuple[str, str]:
    return claim["known"], claim["id"]


def _open(value: str) -> str | None:
    return None if value in _SENTINELS else value


def _held(found: _Statements) -> str:
    """Whether it held at all, when no day is asked about."""
    if _first(found, "contested"):
        return Held.CONTESTED
    return Held.CERTAIN if "certainFrom" in found else Held.POSSIBLE


def _post(path: str, found: _Statements, names: Names) -> Object:
    role = str(_first(found, "role"))
    return {
        "id": path.partition("/")[2],
        "role": role.partition("/")[2],
        "label": names.label(path),
        "roleLabels": names.labels.get(role, {}),
        "capacity": _first(found, "capacity"),
    }


def _claim(
    path: str,
    found: _Statements,
    sources: Mapping[str, _Statements],
    claimants: Mapping[str, _Statements],
    names: Names,
) -> Object:
    source_path, claimant_path = str(_first(found, "source")), str(_first(found, "claimant"))
    source, claimant = sources.get(source_path, {}), claimants.get(claimant_path, {})
    return {
        "id": path.removeprefix("claim/"),
        "iri": BASE + path,
        "kind": next(_CLAIM_KINDS[name] for value in found[_RDF_TYPE] if (name := _short(value)) in _CLAIM_KINDS),
        "says": _says(found, names),
        "claimant": {
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
            "id": source_path.partition("/")[2],
            "title": _first(source, "title"),
            "publisher": _first(source, "publisher"),
            "published": _first(source, "published"),
            "url": _first(source, "url"),
            "language": _first(source, "language"),
        },
    }


def _says(found: _Statements, names: Names) -> str:
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
