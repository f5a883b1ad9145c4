"""Findings as answers show them: the keys of the objects made here are public, on the command line and in REST."""

from graph.answer import Answers
from graph.fact_view import Object, claim_objects
from graph.finding import KINDS, Severity
from graph.mistake import allowed_instead
from graph.question import ParameterError


def findings(
    answers: Answers,
    kind: str | None = None,
    severity: str | None = None,
    person: str | None = None,
    formation: str | None = None,
    limit: int = 100,
    offset: int = 0,
) -> Object:
    """What does not fit together, the gravest first: kind, severity, words, what to look up, the facts and
    claims involved. Raises ParameterError for a kind, a severity, a person or a formation that there is not."""
    chosen: dict[str, str] = {}
    for name, value, allowed in (("kind", kind, KINDS), ("severity", severity, [one.value for one in Severity])):
        if value is not None:
            if value not in allowed:
                raise ParameterError(name, f'there is no {name} "{value}"', allowed_instead(value, allowed))
            chosen[name] = value
    for name, value in (("person", person), ("formation", formation)):
        if value is not None:
            chosen[name] = answers.thing(name, value)
    rows = answers.ask("findings", **chosen)
    page = rows[offset : offset + limit]
    about: dict[str, dict[str, list[str]]] = {}
    for row in answers.ask("statements", things=[str(row["finding"]) for row in page]):
        of_finding = about.setdefault(str(row["thing"]), {})
        of_finding.setdefault(str(row["property"]).removeprefix("ontology#"), []).append(str(row["value"]))
    involved = {path for one in about.values() for path in one.get("involves", ())}
    shown = claim_objects(answers.store, answers.names, involved)
    items = []
    for row in page:
        of_finding = about[str(row["finding"])]
        items.append(
            {
                "id": str(row["finding"]).partition("/")[2],
                "kind": row["kind"],
                "means": KINDS[str(row["kind"])],
                "severity": row["severity"],
                "found": row["found"],
                "lookUp": row["lookup"],
                "facts": sorted(path.partition("/")[2] for path in of_finding.get("concerns", ())),
                "claims": [shown[path] for path in sorted(of_finding.get("involves", ()))],
            }
        )
    return answers.listed(items, None, total=len(rows), limit=limit, offset=offset)
