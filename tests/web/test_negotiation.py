"""Accept headers as browsers and RDF tools send them."""

import pytest

from api.negotiation import chosen
from api.problems import Problem

OFFERED = ["text/html", "text/turtle", "application/ld+json", "application/rdf+xml"]
CHROMIUM = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
RDFLIB = "text/turtle, application/rdf+xml;q=0.9, text/n3;q=0.8, */*;q=0.1"
JENA = "application/ld+json;q=0.9,application/rdf+xml;q=0.9,text/turtle,*/*;q=0.3"


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, "text/html"),
        ("*/*", "text/html"),
        (CHROMIUM, "text/html"),
        (RDFLIB, "text/turtle"),
        (JENA, "text/turtle"),
        ("application/rdf+xml, text/turtle", "application/rdf+xml"),
        ("text/turtle;q=0.2, application/ld+json;q=0.3", "application/ld+json"),
        ("image/png;q=0.9, application/*;q=0.5", "application/ld+json"),
        ("text/html;q=0.2, */*", "text/turtle"),
        ("text/*;q=0, */*;q=0.1", "application/ld+json"),
        ("TEXT/TURTLE ; Q=1", "text/turtle"),
    ],
)
def test_the_best_liked_is_chosen(accept: str | None, media: str) -> None:
    assert chosen(accept, OFFERED) == media


@pytest.mark.parametrize(
    ("accept", "status"),
    [("image/png", 406), ("text/html;q=0", 406), ("text/html;q=high", 400), ("*/*;q=2", 400), ("*/*;q=nan", 400)],
)
def test_what_cannot_be_is_a_problem(accept: str, status: int) -> None:
    with pytest.raises(Problem) as error:
        chosen(accept, OFFERED)
    assert error.value.status == status
