"""Lists: pages that go on where the last one ended, orders, filters, what is included."""

from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.listing import Listing, Part

LISTS = [
    "persons?", "formations?", "posts?", "claimants?side=ukraine", "sources?publisher=TASS", "claims?person=ivan-popov",
    "facts?formation=58-caa&claims=false", "tenures?role=chief-of-staff&claims=false", "contested?", "findings?",
    "rank-holdings?rank=major-general&claims=false", "events?status=killed&claims=false",
    "subordinations?superior=mod&claims=false", "roles?", "ranks?", "statuses?", "echelons?", "arms?", "links?",
    "stances?", "claimant-kinds?", "credibilities?",
]  # fmt: skip
ROWS = st.lists(
    st.tuples(st.integers(0, 5), st.one_of(st.none(), st.integers(-3, 3))), max_size=30, unique_by=lambda row: row[0]
)


def pages(client: httpx.Client, address: str) -> list[dict[str, Any]]:
    found = [client.get(address)]
    while "next" in found[-1].links:
        found.append(client.get(found[-1].links["next"]["url"]))
    assert all(page.status_code == 200 for page in found)
    return [page.json() for page in found]


@pytest.mark.parametrize("name", LISTS)
def test_pages_together_are_the_list(client: httpx.Client, name: str) -> None:
    """Through links, through cursors, in every order that the list offers: each item once."""
    whole = pages(client, f"/api/v1/{name}&limit=500")
    ids = [item["id"] for page in whole for item in page["items"]]
    assert 0 < len(ids) == len(set(ids)) == whole[0]["total"]
    assert whole[-1]["next"] is None
    size = min(500, len(ids) // 3 + 1)
    small = pages(client, f"/api/v1/{name}&limit={size}&fields=id")
    assert [item["id"] for page in small for item in page["items"]] == ids
    refused = client.get(f"/api/v1/{name}&sort=nothing")
    orders = refused.json()["allowed"].removeprefix("allowed are ").partition(", each")[0].split(", ")
    for order in orders:
        for sort in (order, f"-{order}"):
            ordered = pages(client, f"/api/v1/{name}&limit={size}&fields=id&sort={sort}")
            assert sorted(item["id"] for page in ordered for item in page["items"]) == sorted(ids)


@given(ROWS, st.sampled_from(["value", "-value", "id", "-id"]), st.integers(1, 7), st.data())
@settings(max_examples=200)
def test_a_page_begins_after_the_last_whatever_came_or_went(
    rows: list[tuple[int, int | None]], sort: str, limit: int, data: st.DataObject
) -> None:
    """Rows may be added and removed between two pages: what stays is given once, and nothing twice."""

    def listing(shown: list[tuple[int, int | None]]) -> Listing:
        made = [{"id": str(id), "value": value} for id, value in shown]
        sorts = {"id": lambda row: row["id"], "value": lambda row: row["value"]}
        return Listing(made, lambda row: row["id"], sorts, lambda some: [dict(row) for row in some])

    first = listing(rows).cut(Part(sort, None, limit))
    others = [row for row in data.draw(ROWS) if row[0] not in {id for id, _ in rows}]
    gone = data.draw(st.sets(st.sampled_from([id for id, _ in rows]))) if rows else set()
    later = [row for row in rows if row[0] not in gone] + others
    cursor, seen = first["next"], list(first["items"])
    while cursor is not None:
        page = listing(later).cut(Part(sort, cursor, limit))
        seen += page["items"]
        cursor = page["next"]
    ids = [item["id"] for item in seen]
    assert len(ids) == len(set(ids))
    if first["next"] is not None:
        assert {str(id) for id, _ in rows if id not in gone} <= set(ids)


def test_order_is_that_of_the_key(client: httpx.Client) -> None:
    counts = [item["claimCount"] for item in client.get("/api/v1/persons?sort=-claimCount&limit=500").json()["items"]]
    assert counts == sorted(counts, reverse=True)
    known = [item["known"] for item in client.get("/api/v1/claims?limit=500&person=ivan-popov").json()["items"]]
    assert known == sorted(known)
    names = [item["label"].casefold() for item in client.get("/api/v1/persons?sort=name&lang=ru").json()["items"]]
    assert names == sorted(names)


def test_a_cursor_is_for_its_order(client: httpx.Client) -> None:
    cursor = client.get("/api/v1/persons?limit=1").json()["next"]
    problem = client.get(f"/api/v1/persons?limit=1&sort=name&cursor={cursor}")
    assert problem.status_code == 422
    assert "sort=id" in problem.json()["detail"]


def test_filters_keep_what_they_name(client: httpx.Client) -> None:
    claims = client.get("/api/v1/claims?claimant=oleksiy-arestovych&kind=status&denies=false").json()
    assert claims["total"] > 0
    assert {(one["claimant"]["id"], one["kind"], one["denies"]) for one in claims["items"]} == {
        ("oleksiy-arestovych", "status", False)
    }
    tenures = client.get("/api/v1/tenures?formation=58-caa&role=commander&credibility=2&claims=false").json()["items"]
    assert tenures
    assert all(one["formation"]["id"] == "58-caa" and one["credibility"]["code"] <= 2 for one in tenures)
    posts = client.get("/api/v1/posts?leads=true&limit=500").json()["items"]
    assert all(one["leads"] for one in posts)
    fleets = client.get("/api/v1/formations?echelon=fleet").json()["items"]
    assert {one["echelon"] for one in fleets} == {"fleet"}
    assert client.get("/api/v1/contested?limit=500").json()["total"] == sum(
        client.get(f"/api/v1/facts?kind={kind}&contested=true&limit=1").json()["total"]
        for kind in ("tenure", "rank", "event", "subordination")
    )


def test_persons_by_what_they_held_in_some_days(client: httpx.Client) -> None:
    generals = client.get("/api/v1/persons?rank=army-general&on=2022-02-24&include=ranks&certainty=certain").json()
    assert generals["total"] > 0
    for person in generals["items"]:
        assert "army-general" in {fact["rank"]["id"] for fact in person["ranks"]}
        assert {fact["held"] for fact in person["ranks"]} == {"certain"}
    held = client.get("/api/v1/persons?formation=58-caa&role=commander&on=2022-02-24").json()
    holders = client.get("/api/v1/formations/58-caa/holders?role=commander&on=2022-02-24").json()
    assert {one["id"] for one in held["items"]} == {one["person"]["id"] for one in holders["items"]}
    below = client.get("/api/v1/formations?superior=southern-md&on=2021-06-01&include=superiors").json()
    assert below["total"] > 0
    for formation in below["items"]:
        assert "southern-md" in {fact["superior"]["id"] for fact in formation["superiors"]}


def test_details_are_included_when_asked_for(client: httpx.Client) -> None:
    person = client.get("/api/v1/persons/ivan-popov?include=timeline,claims,findings").json()
    assert person["timeline"] == client.get("/api/v1/persons/ivan-popov/timeline").json()["items"]
    assert person["claims"] == client.get("/api/v1/claims?person=ivan-popov&limit=500").json()["items"]
    assert "timeline" not in client.get("/api/v1/persons/ivan-popov").json()
