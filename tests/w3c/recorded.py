"""Exchanges as manifests record them, in the vocabulary HTTP in RDF."""

from tests.w3c.contents import Contents
from tests.w3c.data import HT, MF, Description, Node
from tests.w3c.exchange import Exchange, Expected, Message

CNT = "http://www.w3.org/2011/content#"
_STATUSES = {
    "OK": "200",
    "Created": "201",
    "NoContent": "204",
    "NotFound": "404",
    "StatusCode2xx": "2xx",
    "StatusCode3xx": "3xx",
    "StatusCode4xx": "4xx",
}


def recorded_exchange(described: Description, entry: Node, contents: Contents) -> Exchange:
    """The exchange that a test records."""
    action = described.node(entry, MF + "action")
    if action is None:
        raise ValueError(f"{entry.value} has no action")
    messages = tuple(_message(described, request) for request in described.members(action, HT + "requests"))
    return Exchange(contents, messages, updating="update" in entry.value.rpartition("#")[2])


def _message(described: Description, request: Node) -> Message:
    response = described.node(request, HT + "resp")
    if response is None:
        raise ValueError(f"a request of {described.iri} has no response")
    body = described.node(request, HT + "body")
    sent = (
        None
        if body is None
        else (described.text(body, CNT + "chars") or "").encode(
            described.text(body, CNT + "characterEncoding") or "utf-8"
        )
    )
    return Message(
        described.text(request, HT + "methodName") or "",
        described.text(request, HT + "absolutePath") or "",
        _expected(described, response),
        _headers(described, request),
        sent,
    )


def _expected(described: Description, response: Node) -> Expected:
    statuses = [value.value.rpartition("#")[2] for value in described.values(response, MF + "expectedStatus")]
    truth = described.text(response, MF + "expectedBoolean")
    body = described.node(response, HT + "body")
    return Expected(
        statuses=tuple(sorted(_STATUSES[status] for status in statuses)),
        format=described.text(response, MF + "expectedFormat"),
        truth=None if truth is None else truth == "true",
        media=_headers(described, response).get("content-type", "").partition(";")[0] or None,
        turtle=None if body is None else described.text(body, CNT + "chars"),
        location=described.text(response, MF + "expectedLocation"),
    )


def _headers(described: Description, message: Node) -> dict[str, str]:
    found = {}
    for header in described.members(message, HT + "headers"):
        found[(described.text(header, HT + "fieldName") or "").lower()] = (
            described.text(header, HT + "fieldValue") or ""
        )
    return found
