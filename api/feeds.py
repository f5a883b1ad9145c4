"""Feeds of changes in what is known: Atom (RFC 4287) and JSON Feed 1.1 of the same entries, the latest first."""

from collections.abc import Callable
from typing import Annotated, Any
from urllib.parse import urlencode
from xml.etree import ElementTree as Xml

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse

from api import problems
from api.freshness import built, not_modified, validators
from api.parameters import Asked, known_parameters_only
from api.tables import name_of, what_words
from graph.answer import Answers
from graph.change_list import as_they_stood
from graph.hierarchy import hierarchy
from graph.labels import CREDIBLE
from graph.question import ParameterError
from graph.void import CREATOR
from ontology import BASE, DEFAULT_POLICY

ATOM = "application/atom+xml"
JSON_FEED = "application/feed+json"
TITLE = "Stavka: what changed in what is known"
SUBTITLE = (
    "Facts learned, judged anew or dated anew. What is reported is what its claimants say: an allegation is no finding."
)
_NAMESPACE = "http://www.w3.org/2005/Atom"
_ALL = 999_999_999
NO_JUDGEMENT = 6
"""The Admiralty code's "truth cannot be judged"."""
_WORDS = {"learned": "Learned", "judged anew": "Judged anew", "dated anew": "Dated anew"}

router = APIRouter(prefix="/feeds", dependencies=[Depends(known_parameters_only)], tags=["feeds"])

Object = dict[str, Any]

Formation = Annotated[
    str | None,
    Query(max_length=200, description="Only facts about this formation, its posts and its place", examples=["58-caa"]),
]
Person = Annotated[
    str | None, Query(max_length=200, description="Only facts about this person", examples=["igor-osipov"])
]
Subtree = Annotated[bool, Query(description="true: also about the formations below it on the newest day")]
Limit = Annotated[int, Query(ge=1, le=200, description="How many entries at most")]


def _described(media: str, example: object) -> dict[int | str, dict[str, Any]]:
    """The answers of a feed for the OpenAPI description."""
    schema = {"type": "string"} if isinstance(example, str) else {"type": "object"}
    return {
        200: {"description": "The feed", "content": {media: {"schema": schema, "example": example}}},
        304: {"description": "The reader has it"},
        414: problems.described("The address is too long"),
        422: problems.described("A parameter is wrong"),
    }


_ENTRY = {
    "id": f"{BASE}fact/event/igor-osipov/arrested/v/2022-04-15",
    "title": "Learned: Igor Osipov: reported: arrested, Black Sea Fleet, [2022-04-01..2022-04-15]; judged doubtful (4)",
}


@router.get(
    "/changes.atom",
    summary="Changes in what is known, as Atom",
    response_class=Response,
    responses=_described(ATOM, f'<feed xmlns="{_NAMESPACE}"><entry><id>{_ENTRY["id"]}</id></entry></feed>'),
)
def atom(
    request: Request,
    asked: Asked,
    formation: Formation = None,
    person: Person = None,
    subtree: Subtree = False,
    limit: Limit = 50,
) -> Response:
    """Entries are versions of facts, identified by their IRI and dated by the day from which they were known."""
    return _answered(request, asked, formation, person, subtree, limit, _atom)


@router.get(
    "/changes.json",
    summary="Changes in what is known, as JSON Feed",
    response_class=Response,
    responses=_described(JSON_FEED, {"version": "https://jsonfeed.org/version/1.1", "title": TITLE, "items": [_ENTRY]}),
)
def json_feed(
    request: Request,
    asked: Asked,
    formation: Formation = None,
    person: Person = None,
    subtree: Subtree = False,
    limit: Limit = 50,
) -> Response:
    """The same entries as in the Atom feed."""
    return _answered(request, asked, formation, person, subtree, limit, _json)


router.add_api_route("/changes.atom", atom, methods=["HEAD"], include_in_schema=False)
router.add_api_route("/changes.json", json_feed, methods=["HEAD"], include_in_schema=False)


def _answered(
    request: Request,
    asked: Answers,
    formation: str | None,
    person: str | None,
    subtree: bool,
    limit: int,
    written: Callable[[Request, Answers, str, list[Object]], Response],
) -> Response:
    """A feed, or that the reader has it: it is a function of the build and the address."""
    if formation is not None:
        formation = asked.thing("formation", formation)
    if person is not None:
        person = asked.thing("person", person)
    if subtree and formation is None:
        raise ParameterError("subtree", "there is no formation to look below", "give formation= as well")
    headers = validators(f"W/{asked.snapshot['version']}", built(asked))
    if (same := not_modified(request, headers)) is not None:
        return same
    chosen = {"formation": formation, "person": person}
    title = ", ".join([TITLE, *(asked.names.label(f"{kind}/{slug}") for kind, slug in chosen.items() if slug)])
    response = written(request, asked, title, entries(asked, formation, person, limit, subtree=subtree))
    response.headers.update(headers)
    return response


def entries(
    asked: Answers, formation: str | None, person: str | None, limit: int, *, subtree: bool = False
) -> list[Object]:
    """The last changes, the latest first: id (IRI of the version), title, day, path of the page, text, change, kind."""
    chosen: dict[str, object] = {"person": person} if person is not None else {}
    if formation is None or subtree:
        rows = asked.ask("changed-last", **chosen, limit=_ALL if subtree else limit)
    else:
        rows = asked.ask("changed-last", **chosen, formation=formation, limit=limit)
    if subtree and formation is not None:
        below = {f"formation/{node['formation']['id']}" for node in hierarchy(asked, formation, claims=False)["nodes"]}
        rows = [row for row in rows if below & {row.get("formation"), row.get("superior")}][:limit]
    facts = as_they_stood(asked, rows, claims=False)
    return [_entry(row, fact, asked) for row, fact in zip(rows, facts, strict=True)]


def _entry(row: Object, fact: Object, asked: Answers) -> Object:
    change, day = str(row["change"]), str(row["knownFrom"])
    shown = {"known": day} | ({"policy": asked.policy} if asked.policy != DEFAULT_POLICY else {})
    return {
        "id": BASE + str(row["version"]),
        "title": title_of(change, fact, row, asked),
        "day": f"{day}T00:00:00Z",
        "page": f"fact/{fact['id']}?{urlencode(shown)}",
        "text": f"{fact['why']} Known from {day} on.",
        "change": change,
        "kind": str(fact["kind"]),
    }


def title_of(change: str, fact: Object, row: Object, asked: Answers) -> str:
    """What changed, in words: said to be reported unless it is credible, always with how far it can be believed."""
    code = int(fact["credibility"]["code"])
    who = name_of(fact["person"]) or name_of(fact["formation"])
    what = what_words(fact).removeprefix("reported: ")
    said = "" if code <= CREDIBLE else "reported: " if fact["reports"] else "only denied: "
    when = f", {fact['edtf']}" if fact["edtf"] else ""
    title = f"{_WORDS[change]}: {who}: {said}{what}{when}; {_judged(code, asked)}"
    if fact["contested"]:
        title += ", contested"
    if change == "judged anew":
        title += f"; before {_judged(int(row['credibilityBefore']), asked)}"
    if change == "dated anew":
        title += f"; before dated {row.get('edtfBefore') or 'not at all'}"
    return title


def _judged(code: int, asked: Answers) -> str:
    label = asked.vocabulary.credibility[str(code)].labels["en"]
    return f"{label} ({code})" if code == NO_JUDGEMENT else f"judged {label} ({code})"


def _atom(request: Request, asked: Answers, title: str, found: list[Object]) -> Response:
    feed = Xml.Element("feed", {"xmlns": _NAMESPACE, "xml:lang": "en"})
    address = str(request.url)
    _add(feed, "id", _feed_id(request))
    _add(feed, "title", title)
    _add(feed, "subtitle", SUBTITLE)
    _add(feed, "updated", found[0]["day"] if found else built(asked).strftime("%Y-%m-%dT%H:%M:%SZ"))
    _add(_add(feed, "author"), "name", CREATOR)
    _add(feed, "link", rel="self", type=ATOM, href=address)
    _add(feed, "link", rel="alternate", type="text/html", href=str(request.base_url))
    _add(feed, "rights", "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/")
    for one in found:
        entry = _add(feed, "entry")
        _add(entry, "id", one["id"])
        _add(entry, "title", one["title"])
        _add(entry, "updated", one["day"])
        _add(entry, "link", rel="alternate", type="text/html", href=f"{request.base_url}{one['page']}")
        _add(entry, "category", term=one["change"])
        _add(entry, "category", term=one["kind"])
        _add(entry, "content", one["text"], type="text")
    return Response(Xml.tostring(feed, encoding="utf-8", xml_declaration=True), media_type=ATOM)


def _json(request: Request, asked: Answers, title: str, found: list[Object]) -> Response:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "description": SUBTITLE,
        "home_page_url": str(request.base_url),
        "feed_url": str(request.url),
        "language": "en",
        "authors": [{"name": CREATOR}],
        "items": [
            {
                "id": one["id"],
                "url": f"{request.base_url}{one['page']}",
                "title": one["title"],
                "content_text": one["text"],
                "date_published": one["day"],
                "tags": [one["change"], one["kind"]],
            }
            for one in found
        ],
    }
    return JSONResponse(feed, media_type=JSON_FEED)


def _feed_id(request: Request) -> str:
    """The feed's own IRI, the same from whatever address it is served: by its path and what it was asked for."""
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{BASE}{request.url.path.removeprefix('/')}{query}"


def _add(parent: Xml.Element, name: str, text: str | None = None, **attributes: str) -> Xml.Element:
    child = Xml.SubElement(parent, name, attributes)
    child.text = text
    return child
