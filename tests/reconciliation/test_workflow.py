"""A table is matched and filled as people do it in OpenRefine, in both versions."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import httpx
import pytest
from playwright.sync_api import sync_playwright

from tests.reconciliation.client import OpenRefine
from tests.reconciliation.schema import SPECIFICATION, official_complaints
from tests.web.conftest import ARGUMENTS

OFFICERS = [
    ("Igor Osipov", "admiral", "Black Sea Fleet", "2022-05-12T00:00:00Z", "person/igor-osipov"),
    ("Popov", "major general", "58th Combined Arms Army", "2023-07-01T00:00:00Z", "person/ivan-popov"),
    ("Попов", "майор", "247th Guards Air Assault Regiment", "2023", "person/vasily-popov"),
    ("Zusko", "Lt. Gen.", "58th Combined Arms Army", "2021", "person/mikhail-zusko"),
    ("Oleg Tsokov", "lieutenant general", "", "2023-07-11", "person/oleg-tsokov"),
    ("Герасимов", "генерал армии", "", "09.05.2022", "person/valery-gerasimov"),
]
"""As the two reports that started this write them: name, rank, formation, when; and who is meant."""

UNITS = [
    ("58th Combined Arms Army", "2023-07-01"),
    ("Black Sea Fleet", "2022-05-20"),
    ("Черноморский флот", "2020-06-01T00:00:00Z"),
    ("Southern Military District", "2022"),
]


def details(row: tuple[str, ...]) -> dict[str, str]:
    """The other columns of a row; empty cells are not sent."""
    return {name: cell for name, cell in zip(("rank", "formation", "day"), row[1:4], strict=True) if cell}


def test_officers_are_matched_by_their_other_columns(client: OpenRefine) -> None:
    names = [row[0] for row in OFFICERS]
    assert client.guess_types(names)[0] == "person"
    suggested = [client.suggest("property", prefix, type="person")[0]["id"] for prefix in ("Ran", "Forma", "Day")]
    assert suggested == ["rank", "formation", "day"]
    found = client.reconcile(names, "person", [details(row) for row in OFFICERS])
    for row, candidates in zip(OFFICERS, found, strict=True):
        assert (candidates[0]["id"], candidates[0]["match"]) == (row[4], True), row
        assert not any(other["match"] for other in candidates[1:])
        assert all(feature["value"] is not False for feature in candidates[0]["features"])
        assert candidates[0]["description"]


def test_namesakes_are_left_to_people_without_more(client: OpenRefine) -> None:
    (candidates,) = client.reconcile(["Popov"], "person")
    namesakes = [one for one in candidates if one["name"].endswith(" Popov")]
    assert len(namesakes) > 2
    assert not any(one["match"] for one in candidates)
    assert len({one["description"] for one in namesakes}) == len(namesakes), "descriptions tell namesakes apart"


def test_commander_of_column_a_on_the_day_of_column_b(client: OpenRefine, http: httpx.Client) -> None:
    (type_found,) = [one["id"] for one in client.suggest("type", "formation on")]
    found = client.reconcile([name for name, _ in UNITS], type_found, [{"day": day} for _, day in UNITS])
    ids = [candidates[0]["id"] for candidates in found]
    assert all(candidates[0]["match"] for candidates in found)
    assert [one.partition("@")[2] for one in ids] == [day[:10] for _, day in UNITS]
    proposed = [one["id"] for one in client.propose(type_found)]
    assert {"leader", "leader:certainty", "leader:fact", "superior"} <= set(proposed)
    rows = client.extend(ids, "leader", "leader:certainty", "leader:fact", "superior")
    for identifier in ids[:3]:
        path, _, day = identifier.partition("@")
        formation = path.partition("/")[2]
        leaders = rows[identifier]["leader"]
        asked = http.get(f"/api/v1/formations/{formation}/holders", params={"on": day}).json()
        assert {one["id"].partition("@")[0] for one in leaders} == {
            f"person/{i['person']['id']}" for i in asked["items"]
        }
        assert all(one["id"].endswith(f"@{day}") for one in leaders)
        sure = [value["str"] for value in rows[identifier]["leader:certainty"]]
        assert [one.split(",")[0].split(";")[0] for one in sure] == [
            one["description"].split(",")[0].split(";")[0] for one in leaders
        ]
    assert http.get(rows[ids[0]]["leader:fact"][0]["str"]).status_code == 200


def test_values_of_values_are_those_of_the_same_day(client: OpenRefine) -> None:
    row = client.extend(["formation/black-sea-fleet@2020-06-01"], "leader")["formation/black-sea-fleet@2020-06-01"]
    (leader,) = [one["id"] for one in row["leader"]]
    assert leader == "person/igor-osipov@2020-06-01"
    values = client.extend([leader], "post", "post:certainty", "undated")[leader]
    assert values["post"][0] == {"str": "commander, Black Sea Fleet"}
    assert values["post:certainty"][0]["str"].startswith("certain;")
    assert [one["id"] for one in values["undated"]] == ["person/igor-osipov"]


def test_settings_say_when_and_how_sure(client: OpenRefine) -> None:
    fleet = "formation/black-sea-fleet"
    on_day = client.extend([fleet], "leader", on="2022-05-20")[fleet]["leader"]
    assert on_day
    assert client.extend([fleet], "leader", on="2022-05-20", certainty="certain")[fleet]["leader"] == []
    in_year = client.extend([fleet], "leader", on="2022", certainty="certain")[fleet]["leader"]
    assert len(in_year) > 1, "two held it for certain on some day of the year"
    assert client.extend([fleet], "holder", on="2022-05-20", role="chief-of-staff")[fleet]["holder"] != on_day
    assert client.extend([fleet], "leader", on="2022-05-20", policy="official-only")[fleet]["leader"]
    unknown = client.extend([f"{fleet}@2022-05-20"], "leader", known="2010-01-01")
    assert unknown[f"{fleet}@2022-05-20"]["leader"] == [], "nothing is known of a day to come"


@pytest.mark.parametrize("typed", ["Осип", "осип иг", "Osip", "osipov i", "igor-osipov", "person/igor-osipov"])
def test_suggestions_follow_what_is_typed(client: OpenRefine, typed: str) -> None:
    assert client.suggest("entity", typed)[0]["id"] == "person/igor-osipov"


def test_a_type_of_another_service_is_ignored(client: OpenRefine) -> None:
    assert client.suggest("entity", "Osip", type="Q5") == client.suggest("entity", "Osip")
    assert client.reconcile(["Igor Osipov"], "Q5")[0][0]["id"] == "person/igor-osipov"
    assert {one["id"] for one in client.suggest("property", "", type="Q5", limit="100")} >= {"day", "leader"}


def test_pages_of_suggestions_follow_each_other(client: OpenRefine) -> None:
    skip = "cursor" if client.version == "0.2" else "offset"
    first, second = (client.suggest("entity", "", limit="3", **{skip: at}) for at in ("0", "3"))
    assert client.suggest("entity", "", limit="6") == first + second


def test_previews_are_cards_that_lead_to_the_page(client: OpenRefine) -> None:
    card = client.preview("person/ivan-popov@2023-07-01")
    assert card.status_code == 200
    assert "Иван Попов" in card.text
    assert "major general" in card.text
    assert "58th Combined Arms Army" in card.text
    assert client.view("person/ivan-popov").url.path == "/person/ivan-popov"
    assert client.view("formation/58-caa@2023-07-01").url.params["on"] == "2023-07-01"
    assert client.preview("person/nobody").status_code == 404


@contextmanager
def site(page: str) -> Iterator[str]:
    """The address of another site, of one page."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *about: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as made:
        Thread(target=made.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{made.server_port}/"
        made.shutdown()


@pytest.mark.browser
def test_a_preview_shows_in_the_frame_of_another_site(server: str, chromium: str) -> None:
    """OpenRefine restricts the frame, so that it has no origin; no other page of ours may be framed. (Scripts are
    allowed here, because the test needs them to look inside.)"""
    paths = {"card": "/reconcile/preview?id=person%2Figor-osipov", "other": "/person/igor-osipov"}
    frames = [
        f'<iframe sandbox="allow-scripts" name="{name}" src="{server}{path}"></iframe>' for name, path in paths.items()
    ]
    with site("".join(frames)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = browser.new_page()
        page.goto(address)
        card, other = page.frame("card"), page.frame("other")
        assert card is not None
        assert other is not None
        assert card.locator("h2").inner_text() == "Igor Osipov"
        display: Any = card.locator("dl").evaluate("list => getComputedStyle(list).display")
        assert display == "grid", "its style is loaded"
        assert other.locator("h2").count() == 0
        browser.close()


@pytest.mark.skipif(SPECIFICATION is None, reason="STAVKA_RECONCILIATION_SPECS names no copy of the specification")
def test_answers_agree_with_the_schemas_of_the_specification(client: OpenRefine) -> None:
    """All kinds of answers, once more: this runs after the tests above with the answers they got, and with its own."""
    client.manifest()
    client.reconcile([row[0] for row in OFFICERS], "person", [details(row) | {"day": "soon"} for row in OFFICERS])
    client.reconcile([name for name, _ in UNITS], "formation-on-day", [{"day": day} for _, day in UNITS])
    for kind in ("entity", "property", "type"):
        client.suggest(kind, "r")
    for type_id in ("person", "formation-on-day", "Q5"):
        offered = [one["id"] for one in client.propose(type_id)]
        client.extend(["formation/58-caa@2022", "person/ivan-popov", "nothing"], *offered)
    assert {kind for kind, _ in client.seen} == {
        "manifest", "results", "entities", "properties", "types", "proposal", "extension",
    }  # fmt: skip
    wrong = [told for kind, answer in client.seen for told in official_complaints(client.version, kind, answer)]
    assert wrong == []
