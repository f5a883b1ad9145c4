"""What people see where a program gets a problem document: the same words on a page, with ways on."""

from fastapi import Request, Response

from api.negotiation import chosen
from api.pages.interface import interface_of
from api.pages.rendering import render
from api.problems import Problem
from graph.labels import LANGUAGES

_NOT_FOR_PEOPLE = ("/api/", "/reconcile", "/sparql", "/graph-store", "/feeds/", "/chronicle/")


def is_for_people(request: Request) -> bool:
    """Is it a page that was asked for, by something that names HTML as what it takes?"""
    accepted = request.headers.get("accept", "")
    if "text/html" not in accepted or request.url.path.startswith(_NOT_FOR_PEOPLE):
        return False
    try:
        return chosen(accepted, ["text/html", "application/problem+json", "application/json"]) == "text/html"
    except Problem:
        return False


def problem_page(request: Request, problem: Problem) -> Response | None:
    """The page that tells of a problem, if people asked."""
    if not is_for_people(request):
        return None
    asked = request.query_params.get("lang")
    ui = interface_of(request, asked if asked in LANGUAGES else None)
    return render(ui, "problem.html", problem.status, problem=problem)
