"""The chronicle as it is sent, and how it is fetched."""

import gzip
from collections.abc import Iterator
from functools import partial

import httpx
import pytest
from playwright.sync_api import Page, Route

from graph.answer import Answers
from tests.explorer.modules import called


@pytest.fixture(scope="module")
def client(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server, timeout=60) as made:
        yield made


def test_it_is_sent_once(client: httpx.Client, answers: Answers) -> None:
    plain = client.get("/chronicle/default", headers={"Accept-Encoding": "identity"})
    assert plain.status_code == 200
    assert plain.headers["Cache-Control"] == "no-cache"
    packed = client.stream("GET", "/chronicle/default", headers={"Accept-Encoding": "gzip"})
    with packed as response:
        assert response.headers["Content-Encoding"] == "gzip"
        raw = b"".join(response.iter_raw())
    assert len(raw) < 400_000
    assert gzip.decompress(raw) == plain.content
    again = client.get("/chronicle/default", headers={"If-None-Match": plain.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/chronicle/official-only", headers={"If-None-Match": plain.headers["ETag"]})
    assert other.status_code == 200
    assert other.json()["policy"] == "official-only"
    version = plain.json()["version"]
    assert version == answers.snapshot["version"]
    for_good = client.get("/chronicle/default", params={"v": version})
    assert "immutable" in for_good.headers["Cache-Control"]
    assert for_good.content == plain.content
    assert client.get("/chronicle/default?v=another").headers["Cache-Control"] == "no-cache"


def test_of_an_unknown_policy_it_says_what_there_is(client: httpx.Client) -> None:
    response = client.get("/chronicle/official")
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["parameter"] == "policy"
    assert "official-only" in response.json()["allowed"]


def test_it_names_all_formations_and_all_who_led_one(client: httpx.Client, answers: Answers) -> None:
    sent = client.get("/chronicle/default").json()
    assert sent["formations"]["id"] == sorted(answers.names.ids("formation"))
    leading = {slug for slug, role in answers.vocabulary.roles.items() if role.leads}
    led = {
        str(row["person"]).partition("/")[2]
        for row in answers.table("versions")
        if str(row.get("role")).partition("/")[2] in leading
    }
    assert led <= set(sent["persons"]["id"])
    place = sent["persons"]["id"].index("ivan-popov")
    assert [sent["persons"][language][place] for language in ("en", "ru")] == ["Ivan Popov", "Иван Попов"]


def _fulfilled(body: str, status: int, route: Route) -> None:
    route.fulfill(status=status, body=body)


@pytest.mark.browser
def test_what_is_wrong_with_fetching_it_is_said(opened: Page) -> None:
    told = """try { await chronicle.load(policy); return null; }
        catch (error) { return { message: error.message, status: error.status }; }"""
    unknown = called(opened, told, "chronicle", policy="official")
    assert unknown["status"] == 404
    assert "official-only" in unknown["message"]
    for policy, (body, status) in {
        "cut": ('{"version": "1", "for', 200),
        "empty": ("{}", 200),
        "busy": ("", 503),
    }.items():
        opened.route(f"**/chronicle/{policy}", partial(_fulfilled, body, status))
        found = called(opened, told, "chronicle", policy=policy)
        assert found["status"] == status
        assert found["message"]
    opened.route("**/chronicle/none", lambda route: route.abort())
    assert called(opened, told, "chronicle", policy="none")["status"] == 0
    opened.unroute_all()


@pytest.mark.browser
def test_the_browser_holds_what_was_sent(opened: Page, client: httpx.Client) -> None:
    sent = client.get("/chronicle/default").json()
    body = """const found = await chronicle.load("default");
        return { tenures: found.tenures.map((one) => one.fact), reaches: found.reaches, version: found.version,
                 popov: found.persons.get("ivan-popov").names, army: found.formations.get("58-caa").echelon };"""
    found = called(opened, body, "chronicle")
    assert found["tenures"] == [sent["facts"][place] for place in sent["tenures"]["fact"]]
    assert found["reaches"] == sent["reaches"]
    assert (found["version"], found["popov"], found["army"]) == (
        sent["version"],
        {"en": "Ivan Popov", "ru": "Иван Попов"},
        "army",
    )
