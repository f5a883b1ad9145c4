"""The page of findings: what in the claims does not fit together."""

import sys
from itertools import groupby

from fastapi import APIRouter, Depends, Response

from api.pages.interface import Shown
from api.pages.rendering import render
from api.parameters import AsWritten, FormationId, PersonId, Text, known_parameters_only
from graph.finding_view import findings
from graph.labels import FINDING_KINDS
from graph.listing import Part

router = APIRouter(dependencies=[Depends(known_parameters_only)], include_in_schema=False)


@router.get("/findings")
def show(
    ui: Shown,
    asked: AsWritten,
    kind: Text = None,
    severity: Text = None,
    person: PersonId = None,
    formation: FormationId = None,
) -> Response:
    """What in the claims does not fit together, the gravest first, with what would decide it."""
    whole = Part(limit=sys.maxsize)
    found = asked.page(findings(asked, kind or None, severity or None, person or None, formation or None), whole)
    grouped = groupby(found["items"], key=lambda one: (one["severity"], one["kind"]))
    groups = [(FINDING_KINDS[kind], list(group)) for (_, kind), group in grouped]
    facts = asked.facts((f"fact/{fact}" for one in found["items"] for fact in one["facts"]), claims=False)
    return render(ui, "findings.html", found=found, groups=groups, facts=facts)
