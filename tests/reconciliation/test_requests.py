"""Requests that are wrong or odd: what cannot be a query is refused with what would be right, the rest is answered."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.problems import Problem
from api.reconciliation.fetching import request_of
from api.reconciliation.query import queries_0_2, queries_1_0
from tests.reconciliation.client import OpenRefine
from tests.reconciliation.schema import SPECIFICATION, official_complaints

FORM = "application/x-www-form-urlencoded"
NAME = {"matchType": "name", "propertyValue": "Popov"}


def match(http: httpx.Client, *queries: Any) -> httpx.Response:
    return http.post("/reconcile/1.0/match", json={"queries": list(queries)})


def reconcile(http: httpx.Client, **queries: Any) -> httpx.Response:
    return http.post("/reconcile", data={"queries": json.dumps(queries)})


@pytest.mark.parametrize(
    "query",
    [
        {},
        "Popov",
        {"query": ""},
        {"query": 5},
        {"query": "Popov", "limit": 0},
        {"query": "Popov", "limit": "many"},
        {"query": "Popov", "limit": 1.5},
        {"query": "Popov", "properties": {"pid": "rank"}},
        {"query": "Popov", "properties": [{"pid": "rank"}]},
        {"query": "Popov", "properties": [{"pid": "rank", "v": None}]},
        {"query": "Popov", "properties": [{"pid": "rank", "v": {"name": "admiral"}}]},
    ],
)
def test_a_query_that_is_none_is_named(http: httpx.Client, query: Any) -> None:
    answer = reconcile(http, q0={"query": "Osipov"}, wrong=query)
    assert answer.status_code == 400
    problem = answer.json()
    assert (problem["parameter"], problem["query"]) == ("queries", "query wrong")
    assert problem["allowed"]


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"query": "Popov"},
        {"conditions": []},
        {"conditions": [{"propertyValue": "Popov"}]},
        {"conditions": [{"matchType": "name"}]},
        {"conditions": [{"matchType": "property", "propertyValue": "admiral"}]},
        {"conditions": [NAME], "type": ["person"]},
        {"conditions": [NAME], "properties": []},
        {"conditions": [{**NAME, "matchQuantifier": "some"}, {"matchType": "property"}]},
        {"conditions": [{"matchType": "property", "propertyId": "rank", "propertyValue": "x", "required": "yes"}]},
    ],
)
def test_a_query_of_the_draft_that_is_none_is_named(http: httpx.Client, query: Any) -> None:
    answer = match(http, {"conditions": [NAME]}, query)
    assert answer.status_code == 400
    assert answer.json()["query"] == "query 1"
    assert answer.json()["allowed"]


@pytest.mark.parametrize(
    ("path", "sent", "status", "told"),
    [
        ("/reconcile", {"data": {"queries": "{"}}, 400, "JSON"),
        ("/reconcile", {"data": {"queries": "[]"}}, 400, "object"),
        ("/reconcile", {"data": {"queries": '{"q": {"query": "\\ud800"}}'}}, 400, "JSON"),
        ("/reconcile", {"data": {"queries": '{"q": {"query": "a", "limit": NaN}}'}}, 400, "NaN"),
        ("/reconcile", {"data": {"queries": "[" * 100_000}}, 400, "nested"),
        ("/reconcile", {"data": {"queries": "{}", "extend": "{}"}}, 400, "both"),
        ("/reconcile", {"data": {"extend": "{}"}}, 400, "ids"),
        ("/reconcile", {"data": {"extend": '{"ids": [], "properties": [{"id": "leadr"}]}'}}, 400, "leadr"),
        ("/reconcile", {"content": b"queries=%ff", "headers": {"content-type": FORM}}, 400, "UTF-8"),
        ("/reconcile", {"json": {}}, 415, "application/json"),
        ("/reconcile/1.0/match", {"data": {"queries": "{}"}}, 415, "urlencoded"),
        ("/reconcile/1.0/match", {"json": {}}, 400, "queries"),
        ("/reconcile/1.0/match", {"content": b"\xff"}, 400, "JSON"),
        ("/reconcile/1.0/match", {"content": b" " * 1_000_001}, 413, "bytes"),
        ("/reconcile/1.0/extend", {"json": {"ids": ["x"] * 1001, "properties": [{"id": "rank"}]}}, 413, "values"),
        ("/reconcile/1.0/extend", {"json": {"ids": [5], "properties": []}}, 400, "ids"),
    ],
)  # fmt: skip
def test_a_request_that_cannot_be_read_is_refused(
    http: httpx.Client, path: str, sent: dict[str, Any], status: int, told: str
) -> None:
    answer = http.post(path, **sent)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert told in answer.json()["detail"]


@pytest.mark.parametrize(
    ("setting", "value"),
    [("on", "soon"), ("known", "2022"), ("policy", "mine"), ("certainty", "sure"), ("role", "cook")],
)
def test_a_wrong_setting_is_named(http: httpx.Client, setting: str, value: str) -> None:
    wanted = {"id": "holder", "settings": {setting: value}}
    answer = http.post("/reconcile/1.0/extend", json={"ids": ["formation/58-caa"], "properties": [wanted]})
    assert answer.status_code == 400
    assert answer.json()["parameter"] == setting
    assert answer.json()["allowed"] or value in answer.json()["detail"]


def test_as_many_queries_are_taken_as_the_manifest_says(client: OpenRefine, http: httpx.Client) -> None:
    most = client.manifest()["batchSize"]
    assert len(client.reconcile(["Osipov"] * most, "person")) == most
    too_many = [{"conditions": [NAME]}] * (most + 1)
    named = {f"q{index}": {"query": "Osipov"} for index in range(most + 1)}
    answer = match(http, *too_many) if client.version == "1.0" else reconcile(http, **named)
    assert answer.status_code == 413
    assert str(most) in answer.json()["detail"]


def test_what_cannot_be_used_is_told_and_left_out(http: httpx.Client) -> None:
    wrong = [
        {"pid": pid, "v": v} for pid, v in (("day", "soon"), ("rank", "cook"), ("formation", "x" * 300), ("mood", "?"))
    ]
    query = {"query": "Igor Osipov", "type": "person"}
    answer = reconcile(http, plain=query, odd={**query, "properties": wrong}).json()
    assert {one["property"] for one in answer["odd"]["ignored"]} == {"day", "rank", "formation", "mood"}
    assert all(one["why"] for one in answer["odd"]["ignored"])
    plain, odd = answer["plain"]["result"][0], answer["odd"]["result"][0]
    assert (odd["id"], odd["score"], odd["match"]) == (plain["id"], plain["score"], plain["match"])
    assert {one["id"] for one in odd["features"]} >= {"ignored-day", "ignored-rank"}


def test_a_thing_on_a_day_needs_a_day(http: httpx.Client) -> None:
    query = {"query": "Black Sea Fleet", "type": "formation-on-day"}
    found = reconcile(http, q=query).json()["q"]
    assert (found["result"][0]["id"], found["result"][0]["match"]) == ("formation/black-sea-fleet", False)
    assert found["ignored"][0]["property"] == "day"


@pytest.mark.parametrize("text", ["person/igor-osipov", "https://w3id.org/stavka/person/igor-osipov", "igor-osipov"])
def test_an_identifier_finds_its_thing(http: httpx.Client, text: str) -> None:
    by_name = match(http, {"conditions": [{"matchType": "name", "propertyValue": text}]}).json()
    by_id = match(http, {"conditions": [{"matchType": "id", "propertyValue": text}]}).json()
    for answer in (by_name, by_id):
        best = answer["results"][0]["candidates"][0]
        assert (best["id"], best["score"], best["match"]) == ("person/igor-osipov", 100, True)


def test_conditions_of_the_draft(http: httpx.Client) -> None:
    def ids(**condition: Any) -> set[str]:
        given = {"matchType": "property", "propertyId": "formation", **condition}
        return {one["id"] for one in match(http, {"conditions": [NAME, given]}).json()["results"][0]["candidates"]}

    everyone = ids(propertyValue="formation/58-caa")
    only = ids(propertyValue="formation/58-caa", required=True)
    assert only == {"person/ivan-popov"}
    assert only < everyone
    assert "person/ivan-popov" not in ids(propertyValue="formation/58-caa", required=True, matchQuantifier="none")
    two = ["formation/58-caa", "formation/20-gomsbr"]
    assert ids(propertyValue=two, required=True, matchQuantifier="all") == only
    assert ids(propertyValue=[two[0], "formation/navy"], required=True, matchQuantifier="all") == set()


def test_who_fits_can_be_asked_without_a_name(http: httpx.Client) -> None:
    wanted = [
        {"pid": "formation", "v": "formation/black-sea-fleet"},
        {"pid": "role", "v": "commander"},
        {"pid": "day", "v": "2020"},
    ]
    found = reconcile(http, q={"properties": wanted}).json()["q"]["result"]
    assert "person/igor-osipov" in {one["id"] for one in found}
    assert not any(one["match"] for one in found)


def test_an_answer_can_be_a_call_of_a_function(http: httpx.Client) -> None:
    answer = http.get("/reconcile", params={"callback": "jQuery3._17"})
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.text.startswith("/**/jQuery3._17({")
    for name in ("alert(1)", "a b", "", "x" * 101, "a..b", "ж"):
        assert http.get("/reconcile", params={"callback": name}).status_code == 400


def test_everybody_may_ask(http: httpx.Client) -> None:
    for path in ("/reconcile", "/reconcile/1.0", "/reconcile/suggest/type?prefix=p"):
        assert http.get(path, headers={"Origin": "https://example.org"}).headers["access-control-allow-origin"] == "*"
    assert http.get("/reconcile/").json() == http.get("/reconcile").json()
    assert http.get("/reconcile/help").text.count("formation-on-day") == 1
    assert http.get("/reconcile/nothing").headers["content-type"] == "application/problem+json"


FIELDS = [
    *("query", "type", "limit", "properties", "pid", "v", "id", "queries", "conditions", "matchType", "propertyId"),
    *("propertyValue", "matchQuantifier", "required", "ids", "settings", "name"),
]
WORDS = ["name", "property", "id", "rank", "leader", "person"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(FIELDS), inner | st.sampled_from(WORDS), max_size=4)
    ),
    max_leaves=20,
)


def refusal(read: Callable[[str], object], value: Any) -> Problem | None:
    """Why a value is refused, None if it is read; anything but a problem is a fault."""
    try:
        read(json.dumps(value))
    except Problem as problem:
        return problem
    return None


def read_draft(text: str) -> object:
    return queries_1_0(text.encode())


@settings(max_examples=200)
@given(JSON)
def test_any_json_is_read_or_refused(value: Any) -> None:
    for read in (queries_0_2, read_draft, request_of):
        problem = refusal(read, value)
        assert problem is None or (problem.status in (400, 413) and problem.detail)


QUERY = st.fixed_dictionaries(
    {},
    optional={
        "query": st.text(max_size=5),
        "type": st.text(max_size=5),
        "limit": st.integers(1, 99),
        "properties": st.lists(st.fixed_dictionaries({"pid": st.text(max_size=5), "v": JSON}), max_size=2),
        "conditions": st.lists(
            st.fixed_dictionaries(
                {"matchType": st.sampled_from(["name", "id", "property"]), "propertyValue": JSON},
                optional={"propertyId": st.text(max_size=5), "required": st.booleans()},
            ),
            max_size=2,
        ),
    },
)


@pytest.mark.skipif(SPECIFICATION is None, reason="STAVKA_RECONCILIATION_SPECS names no copy of the specification")
@settings(max_examples=300)
@given(QUERY)
def test_what_the_specification_takes_is_taken(query: Any) -> None:
    """A query that the specification's schemas allow is read, but for what its text forbids and they cannot say."""
    for version, batch, read in (
        ("0.2", {"q0": query}, queries_0_2),
        ("1.0", {"queries": [query]}, read_draft),
    ):
        if official_complaints(version, "query", batch):
            continue
        problem = refusal(read, batch)
        forbidden = ("neither query nor properties", "lacks propertyId", "is no number in JSON")
        assert problem is None or any(one in problem.detail for one in forbidden), problem
