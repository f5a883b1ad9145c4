"""Findings as answers show them: the keys of the objects made here are public, on the command line and in REST."""

from collections.abc import Sequence

from graph.answer import Answers
from graph.fact_view import Object, claim_objects
from graph.finding import KINDS, Severity
from graph.listing import Key, Listing, Row
from graph.mistake import allowed_instead
from graph.question import ParameterError
from graph.row import id_of
from ontology import BASE


def findings(
    answers: Answers,
    kind: str | None = None,
    severity: str | None = None,
    person: str | None = None,
    formation: str | None = None,
) -> Listing:
    """What does not fit together, the gravest first: kind, severity, words, what to look up, the facts and
    claims involved. Raises ParameterError for a kind, a severity, a person or a formation that there is not."""
    severities = [one.value for one in Severity]
    chosen: dict[str, str] = {}
    for name, value, allowed in (("kind", kind, KINDS), ("severity", severity, severities)):
        if value is not None:
            if value not in allowed:
                raise ParameterError(name, f'there is no {name} "{value}"', allowed_instead(value, allowed))
            chosen[name] = value
    for name, value in (("person", person), ("formation", formation)):
        if value is not None:
            chosen[name] = answers.thing(name, value)
    rows = [{**row, "place": place} for place, row in enumerate(answers.ask("findings", **chosen))]
    sorts: dict[str, Key] = {
        "severity": lambda row: row["place"],
        "kind": lambda row: str(row["kind"]),
        "id": lambda row: str(row["finding"]),
    }
    return Listing(rows, _id, sorts, lambda shown: _items(answers, shown))


def _id(row: Row) -> str:
    return id_of(row["finding"])


def _items(answers: Answers, rows: Sequence[Row]) -> list[Object]:
    about: dict[str, dict[str, list[str]]] = {}
    for row in answers.ask("statements", things=[str(row["finding"]) for row in rows]):
        of_finding = about.setdefault(str(row["thing"]), {})
        of_finding.setdefault(str(row["property"]).removeprefix("ontology#"), []).append(str(row["value"]))
    involved = {path for one in about.values() for path in one.get("involves", ())}
    shown = claim_objects(answers.statements, answers.names, involved)
    return [
        {
            "iri": BASE + str(row["finding"]),
            "type": "Finding",
            "id": _id(row),
            "kind": row["kind"],
            "means": KINDS[str(row["kind"])],
            "severity": row["severity"],
            "found": row["found"],
            "lookUp": row["lookup"],
            "facts": sorted(path.partition("/")[2] for path in about[str(row["finding"])].get("concerns", ())),
            "claims": [shown[path] for path in sorted(about[str(row["finding"])].get("involves", ()))],
        }
        for row in rows
    ]
