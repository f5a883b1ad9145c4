"""What a client has is told to be right for as long as the same build serves; what it sends comes back."""

from datetime import timedelta
from email.utils import format_datetime, parsedate_to_datetime

import httpx

PERSON = "/api/v1/persons/ivan-popov?on=2023-07-01"


def test_a_copy_is_right_while_the_build_is_the_same(client: httpx.Client) -> None:
    first = client.get(PERSON)
    again = client.get(PERSON, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    others = [f"{PERSON}&lang=ru", f"{PERSON}&known=2024-01-01", "/api/v1/persons/igor-osipov?on=2023-07-01"]
    forms = [client.get(PERSON, headers={"Accept": "text/turtle"}), client.get("/api/v1/persons/ivan-popov.csv")]
    tags = {response.headers["etag"] for response in [first, *map(client.get, others), *forms]}
    assert len(tags) == 6
    for address in others:
        assert client.get(address, headers={"If-None-Match": first.headers["etag"]}).status_code == 200


def test_a_copy_from_after_the_build_is_right(client: httpx.Client) -> None:
    built = parsedate_to_datetime(client.get(PERSON).headers["last-modified"])
    for seconds, status in ((0, 304), (60, 304), (-60, 200)):
        since = format_datetime(built + timedelta(seconds=seconds), usegmt=True)
        assert client.get(PERSON, headers={"If-Modified-Since": since}).status_code == status
    assert client.get("/api/v1/persons/nobody", headers={"If-Modified-Since": since}).status_code == 404
    assert client.get(PERSON, headers={"If-Modified-Since": "yesterday"}).status_code == 200


def test_a_kept_answer_is_the_same_answer(client: httpx.Client) -> None:
    address = "/api/v1/hierarchy?on=2021-03-03&depth=1&claims=false"
    first, second = client.get(address), client.get(address)
    plain = client.get(address, headers={"Accept-Encoding": "identity"})
    assert first.content == second.content == plain.content
    assert "content-encoding" not in plain.headers
    assert first.headers["content-encoding"] == second.headers["content-encoding"] == "gzip"
    names = [name for name, _ in second.headers.multi_items()]
    assert len(names) == len(set(names))


def test_an_answer_in_one_form_only_stays_in_it_whatever_else_is_liked_better(client: httpx.Client) -> None:
    first = client.get("/api/v1", headers={"Accept": "text/turtle, application/json;q=0.1"})
    for response in (first, client.get("/api/v1")):
        assert response.headers["content-type"] == "application/json"
        assert response.json()["items"]


def test_head_is_get_without_the_content(client: httpx.Client) -> None:
    got, head = client.get(PERSON), client.head(PERSON)
    assert head.content == b""
    assert head.headers["etag"] == got.headers["etag"]
    assert client.head("/api/v1/persons/nobody").status_code == 404


def test_every_response_has_a_request_id(client: httpx.Client) -> None:
    one, other = client.get(PERSON), client.get("/api/v1/persons/nobody")
    assert one.headers["x-request-id"] != other.headers["x-request-id"]
    named = client.get(PERSON, headers={"X-Request-Id": "desk-7.42"})
    assert named.headers["x-request-id"] == "desk-7.42"
    assert client.get(PERSON, headers={"X-Request-Id": "a b\tc"}).headers["x-request-id"] != "a b\tc"


def test_other_origins_may_ask_and_read_the_headers(client: httpx.Client) -> None:
    response = client.get(PERSON, headers={"Origin": "https://example.org"})
    assert response.headers["access-control-allow-origin"] == "*"
    exposed = response.headers["access-control-expose-headers"].lower()
    assert all(name in exposed for name in ("etag", "link", "x-total-count", "x-request-id"))


def test_an_address_must_be_readable(client: httpx.Client) -> None:
    long = client.get("/api/v1/persons", params={"q": "a" * 9000})
    assert (long.status_code, long.headers["content-type"]) == (414, "application/problem+json")
    assert "8,000" in long.json()["allowed"]
    broken = client.get("/api/v1/persons?q=%D0%9F%FF")
    assert broken.status_code == 400
    assert broken.json()["parameter"] == "q"
    assert client.get("/api/v1/persons/%FF%FE").status_code == 400


def test_only_reading_is_allowed(client: httpx.Client) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        refused = client.request(method, "/api/v1/persons")
        assert refused.status_code == 405
        assert refused.headers["content-type"] == "application/problem+json"
