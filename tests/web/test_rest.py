"""Every REST endpoint, called on a real server with a real client."""

from typing import Any

import httpx
import pytest

ENDPOINTS = [
    "/api/v1",
    "/api/v1/health",
    "/api/v1/persons?q=попов",
    "/api/v1/persons/ivan-popov?on=2023-07-01",
    "/api/v1/persons/ivan-popov/timeline?known=2023-08-01",
    "/api/v1/formations?echelon=fleet",
    "/api/v1/formations/58-caa?on=2022-02-24",
    "/api/v1/formations/58-caa/holders?role=commander&on=2023-07-20&known=2024-01-01",
    "/api/v1/formations/58-caa/succession?role=commander",
    "/api/v1/hierarchy?root=southern-md&on=2022-02-24&known=2023-01-01&depth=2",
    "/api/v1/chain?person=ivan-popov&on=2023-07-01",
    "/api/v1/chain?formation=22-ac&on=2021-01-01",
    "/api/v1/events?from=2023-07-01&to=2023-07-31&status=killed",
    "/api/v1/contested?limit=5",
    "/api/v1/facts/event/valery-gerasimov/suspended?known=2022-05-15",
    "/api/v1/changes?from=2022-05-15&to=2022-05-21&axis=known&limit=5",
    "/api/v1/changes?from=2022-05-01&to=2022-09-01&limit=5",
    "/api/v1/sources?limit=3",
    "/api/v1/sources/2022-05-mybrosco-russian-military-leaders-sacked-and-arrested",
    "/api/v1/claims?claimant=oleksiy-arestovych&limit=5",
    "/api/v1/policies",
    "/api/v1/findings?severity=medium&limit=5",
    "/api/v1/compare?on=2022-06-25&policy=default&with=any-two-origins&links=organic",
    "/api/v1/compare?on=2022-06-25&policy=claimant:uk-ministry-of-defence&with=side:russia",
]
JUDGED = [
    "/api/v1/persons/ivan-popov?on=2023-07-01",
    "/api/v1/persons/ivan-popov/timeline",
    "/api/v1/formations/58-caa?on=2022-02-24",
    "/api/v1/formations/58-caa/holders?on=2023-07-20",
    "/api/v1/formations/58-caa/succession?role=commander",
    "/api/v1/hierarchy?on=2022-02-24&depth=1&claims=false",
    "/api/v1/chain?formation=22-ac&on=2021-01-01",
    "/api/v1/events?from=2023-07-01&to=2023-07-31",
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


@pytest.mark.parametrize("path", ENDPOINTS)
def test_endpoint_answers(client: httpx.Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200, response.text[:500]
    answer = response.json()
    if "items" in answer:
        assert answer["items"]
        assert answer["total"] >= len(answer["items"])


def facts_in(value: Any) -> list[dict[str, Any]]:
    """Every fact anywhere in an answer."""
    if isinstance(value, list):
        return [fact for item in value for fact in facts_in(item)]
    if not isinstance(value, dict):
        return []
    own = [value] if "credibility" in value and "why" in value else []
    return own + [fact for item in value.values() for fact in facts_in(item)]


@pytest.mark.parametrize(
    "path", [path for path in ENDPOINTS if "changes" in path or "holders" in path or "chain" in path]
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
    assert all({"leader", "edge", "alternatives", "gaps"} <= step.keys() for step in steps)
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
        ("/api/v1/events?from=2023-01-01&to=2022-01-01", 422, "to", "before"),
        ("/api/v1/events?status=exploded", 422, "status", "status"),
        ("/api/v1/persons?limit=501", 422, "limit", "500"),
        ("/api/v1/persons?offset=-1", 422, "offset", "0"),
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


def test_only_reading_is_allowed(client: httpx.Client) -> None:
    for method in ("POST", "PUT", "DELETE"):
        assert client.request(method, "/api/v1/persons").status_code == 405


def test_openapi_describes_every_parameter(client: httpx.Client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    promised = {
        "persons", "persons/{id}", "persons/{id}/timeline", "formations", "formations/{id}", "formations/{id}/holders",
        "formations/{id}/succession", "hierarchy", "chain", "events", "contested", "sources", "sources/{id}", "claims",
        "health", "policies", "findings", "compare", "facts/{id}", "changes",
    }  # fmt: skip
    assert {f"/api/v1/{path}" for path in promised} | {"/sparql"} <= described["paths"].keys()
    for path, methods in described["paths"].items():
        assert methods.get("get", methods.get("post"))["summary"], path
