"""Every REST endpoint, called on a real server with a real client."""

from typing import Any

import httpx
import pytest

JUDGED = [
    "/api/v1/persons/ivan-popov?on=2023-07-01",
    "/api/v1/persons/ivan-popov/timeline",
    "/api/v1/formations/58-caa?on=2022-02-24",
    "/api/v1/formations/58-caa/holders?on=2023-07-20",
    "/api/v1/formations/58-caa/succession?role=commander",
    "/api/v1/hierarchy?on=2022-02-24&depth=1&claims=false",
    "/api/v1/chain?formation=22-ac&on=2021-01-01",
    "/api/v1/events?between=2023-07",
    "/api/v1/contested?limit=5",
    "/api/v1/facts/event/oleg-tsokov/death",
    "/api/v1/changes?from=2022-05-15&to=2022-05-21&axis=known&limit=5",
]
"""Answers that depend on the policy."""

FACT = {
    "id", "iri", "kind", "edtf", "bounds", "held", "credibility", "contested", "why", "rule", "reports", "origins",
    "claimsFor", "claimsAgainst",
}  # fmt: skip
CLAIM = {"claimant", "stance", "denies", "known", "says", "source"}


@pytest.fixture(scope="module")
def client(server: str):  # type: ignore[no-untyped-def]
    with httpx.Client(base_url=server, timeout=30) as made:
        yield made


def facts_in(value: Any) -> list[dict[str, Any]]:
    """Every fact anywhere in an answer."""
    if isinstance(value, list):
        return [fact for item in value for fact in facts_in(item)]
    if not isinstance(value, dict):
        return []
    own = [value] if "credibility" in value and "why" in value else []
    return own + [fact for item in value.values() for fact in facts_in(item)]


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/formations/58-caa/holders?role=commander&on=2023-07-20&known=2024-01-01",
        "/api/v1/chain?person=ivan-popov&on=2023-07-01",
        "/api/v1/chain?formation=22-ac&on=2021-01-01",
        "/api/v1/changes?from=2022-05-15&to=2022-05-21&axis=known&limit=5",
        "/api/v1/changes?from=2022-05-01&to=2022-09-01&limit=5",
    ],
)
def test_every_fact_carries_its_dates_verdict_and_claims(client: httpx.Client, path: str) -> None:
    found = [fact for fact in facts_in(client.get(path).json()) if "claimsFor" in fact]
    assert found
    for fact in found:
        assert fact.keys() >= FACT
        assert fact["held"] in ("certain", "possible", "contested")
        assert fact["credibility"].keys() == {"code", "label"}
        for claim in [*fact["claimsFor"], *fact["claimsAgainst"]]:
            assert claim.keys() >= CLAIM
            assert claim["source"]["title"]


@pytest.mark.parametrize("path", JUDGED)
def test_every_judged_answer_takes_a_policy(client: httpx.Client, path: str) -> None:
    mark = "&" if "?" in path else "?"
    for policy in ("official-only", "any-two-origins"):
        response = client.get(f"{path}{mark}policy={policy}")
        assert response.status_code in (200, 404), response.text
        if response.status_code == 200:
            assert response.json()["policy"] == policy
    wrong = client.get(f"{path}{mark}policy=officials")
    assert wrong.status_code == 422
    assert wrong.json()["parameter"] == "policy"
    assert "official-only" in wrong.json()["allowed"]


def test_a_fact_explains_itself(client: httpx.Client) -> None:
    why = client.get("/api/v1/facts/event/igor-osipov/arrested?known=2022-05-21").json()["explanation"]
    assert why["paragraph"].startswith("Doubtful (4): every source keeps its distance")
    assert why["rule"]["name"] == "hedged"
    assert why["rule"]["conditions"] == {"hedged_only": True}
    for claim in [*why["counted"], *(one["claim"] for one in why["setAside"])]:
        assert claim.keys() >= CLAIM
    assert all(one["rule"] and one["because"] for one in why["setAside"])
    assert [one["without"]["code"] for one in why["decisive"]] == [6]
    (origin,) = why["origins"]
    assert origin.keys() == {"id", "label", "claimants", "reports", "without"}
    assert {one["name"] for one in why["wouldSettle"]} >= {"authority"}


def test_a_chain_names_gaps_and_rejections(client: httpx.Client) -> None:
    steps = client.get("/api/v1/chain?formation=22-ac&on=2021-06-01").json()["steps"]
    assert all({"leader", "alternatives", "gaps"} <= step.keys() for step in steps)
    assert ["edge" in step for step in steps] == [True] * (len(steps) - 1) + [False]
    assert [other["rejected"] for step in steps for other in step["alternatives"]]


def test_holders_have_person_held_and_tenure(client: httpx.Client) -> None:
    answer = client.get("/api/v1/formations/black-sea-fleet/holders?on=2022-05-20&known=2022-05-21").json()
    (item,) = answer["items"]
    assert item["person"]["id"] == "igor-osipov"
    assert item["person"]["names"]["ru"] == "Игорь Осипов"
    assert item["held"] == "possible"
    assert item["tenure"]["kind"] == "tenure"
    assert answer["undatedLeftOut"] > 0


def test_commander_in_chief_and_commander_are_one_post(client: httpx.Client) -> None:
    paths = [
        f"/api/v1/formations/navy/holders?role={role}&on=2020-01-01" for role in ("commander", "commander-in-chief")
    ]
    first, second = (client.get(path).json()["items"] for path in paths)
    assert first == second
    assert first[0]["held"] == "certain"


def test_a_later_day_is_said_to_be_extrapolated(client: httpx.Client) -> None:
    answer = client.get("/api/v1/formations/black-sea-fleet/holders?on=2026-10-01").json()
    assert answer["extrapolated"] is True
    assert answer["reaches"] < "2026-10-01"


@pytest.mark.parametrize(
    ("path", "status", "parameter", "words"),
    [
        ("/api/v1/persons/igor-osipof", 404, "person", "igor-osipov"),
        ("/api/v1/formations/blacksea-fleet/holders", 404, "formation", "black-sea-fleet"),
        ("/api/v1/formations/58-caa/holders?role=comander", 422, "role", "commander"),
        ("/api/v1/formations/58-caa/holders?on=2022-13-01", 422, "on", "2022-13-01"),
        ("/api/v1/formations/58-caa/holders?on=2022-05", 422, "on", "one day"),
        ("/api/v1/formations/58-caa/holders?knwon=2022-05-01", 422, "knwon", "known"),
        ("/api/v1/events?between=2023-01-01/2022-01-01", 422, "between", "2022-01/2022-06"),
        ("/api/v1/events?between=2023&on=2023-01-01", 422, "between", "on"),
        ("/api/v1/changes?from=2023-01-01&to=2022-01-01", 422, "to", "before"),
        ("/api/v1/formations/58-caa/holders?on=2023-01-01&known=2022-01-01", 422, "on", "on=2022-01-01"),
        ("/api/v1/tenures?certainty=perhaps", 422, "certainty", "possible"),
        ("/api/v1/tenures?credibility=7", 422, "credibility", "up to 6"),
        ("/api/v1/persons?lang=de", 422, "lang", "en, ru, uk"),
        ("/api/v1/persons?sort=age", 422, "sort", "claimCount"),
        ("/api/v1/persons?cursor=never", 422, "cursor", "next"),
        ("/api/v1/persons?fields=age", 422, "fields", "names"),
        ("/api/v1/persons?include=age", 422, "include", "posts"),
        ("/api/v1/claims?kind=postal", 422, "kind", "post"),
        ("/api/v1/claims/nothing", 404, "claim", "known ones"),
        ("/api/v1/posts/58-caa/comander", 404, "post", "58-caa/commander"),
        ("/api/v1/ranks/colonel-genral", 404, "rank", "colonel-general"),
        ("/api/v1/claimants?side=rusia", 422, "side", "russia"),
        ("/api/v1/events?status=exploded", 422, "status", "status"),
        ("/api/v1/persons?limit=501", 422, "limit", "500"),
        ("/api/v1/persons?limit=0", 422, "limit", "from 1 on"),
        ("/api/v1/chain", 422, "person", "formation"),
        ("/api/v1/hierarchy?root=nowhere-at-all", 422, "root", "formation"),
        ("/api/v1/hierarchy?links=friendly", 422, "links", "organic"),
        ("/api/v1/changes?from=2022-01-01&to=2022-02-01&axis=imaginary", 422, "axis", "known"),
        ("/api/v1/facts/tenure/nobody/58-caa/commander", 404, "fact", "nobody"),
        ("/api/v1/facts/event/igor-osipov/arrested?known=2022-04-01", 404, "fact", "begin on 2022-04-15"),
        ("/api/v1/facts/event/igor-osipov/arrested?policy=official-only", 404, "fact", "default knows of it"),
        ("/api/v1/facts/event/igor-osipov/sold?policy=official-only", 404, "fact", "another answer"),
        ("/api/v1/facts/%22%3E%20DROP", 422, "fact", "id"),
        ("/api/v1/sources/nothing", 404, "source", "sources"),
        ("/api/v1/nothing", 404, None, "/api/v1"),
        ("/api/v1/findings?kind=two-holder", 422, "kind", "two-holders"),
        ("/api/v1/findings?severity=grave", 422, "severity", "high"),
        ("/api/v1/findings?person=nobody-at-all", 422, "person", "person"),
        ("/api/v1/compare?policy=officials", 422, "policy", "official-only"),
        ("/api/v1/compare?with=claimant:nobody", 422, "with", "nothing"),
        ("/api/v1/compare?with=friend:x", 422, "with", "source, claimant, side"),
        ("/api/v1/claims?policy=official-only", 422, "policy", "there is no parameter"),
    ],
)
def test_errors_say_what_is_wrong_and_what_is_allowed(
    client: httpx.Client, path: str, status: int, parameter: str | None, words: str
) -> None:
    response = client.get(path)
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == status
    assert problem.get("parameter") == parameter
    assert words in f"{problem['detail']} {problem.get('allowed', '')}"
    assert "Traceback" not in response.text
    if path != "/api/v1/nothing":
        assert client.get(problem["example"]).status_code == 200


def test_only_reading_is_allowed(client: httpx.Client) -> None:
    for method in ("POST", "PUT", "DELETE"):
        assert client.request(method, "/api/v1/persons").status_code == 405
