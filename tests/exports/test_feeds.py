"""The feeds: valid by RFC 4287 and JSON Feed 1.1, the latest first, and no allegation is told as a fact."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as Xml

import httpx
import pytest

from api.feeds import entries
from graph.answer import Answers
from graph.hierarchy import hierarchy

ATOM = {"a": "http://www.w3.org/2005/Atom"}
FILTERS = [{}, {"person": "igor-osipov"}, {"formation": "black-sea-fleet"}, {"policy": "official-only", "limit": "7"}]


@pytest.fixture(scope="module")
def client(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server, timeout=60) as made:
        yield made


def one(element: Xml.Element, name: str) -> Xml.Element:
    """The only child of a name, as RFC 4287 wants it."""
    (found,) = element.findall(f"a:{name}", ATOM)
    return found


@pytest.mark.parametrize("asked", FILTERS, ids=str)
def test_the_atom_feed_has_what_rfc_4287_requires(client: httpx.Client, asked: dict[str, str]) -> None:
    answer = client.get("/feeds/changes.atom", params=asked)
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = Xml.fromstring(answer.content)
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    assert one(feed, "author").findtext("a:name", namespaces=ATOM)
    links = {link.get("rel"): link.get("href") for link in feed.findall("a:link", ATOM)}
    assert links["self"] == str(answer.url)
    found = feed.findall("a:entry", ATOM)
    assert found
    for element in (feed, *found):
        assert urlsplit(one(element, "id").text).scheme == "https"
        assert one(element, "title").text
        moment = datetime.fromisoformat(str(one(element, "updated").text))
        assert moment.tzinfo is not None
    assert len({one(entry, "id").text for entry in found}) == len(found)
    days = [str(one(entry, "updated").text) for entry in found]
    assert days == sorted(days, reverse=True)
    assert one(feed, "updated").text == days[0]
    for entry in found:
        assert one(entry, "content").text
        assert one(entry, "link").get("rel") == "alternate"


@pytest.mark.parametrize("asked", FILTERS, ids=str)
def test_the_json_feed_says_the_same(client: httpx.Client, asked: dict[str, str]) -> None:
    answer = client.get("/feeds/changes.json", params=asked)
    assert answer.headers["content-type"].startswith("application/feed+json")
    feed = answer.json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    assert feed["feed_url"] == str(answer.url)
    atom = Xml.fromstring(client.get("/feeds/changes.atom", params=asked).content)
    titles = [(one(entry, "id").text, one(entry, "title").text) for entry in atom.findall("a:entry", ATOM)]
    assert [(item["id"], item["title"]) for item in feed["items"]] == titles
    for item in feed["items"]:
        assert datetime.fromisoformat(item["date_published"]).tzinfo is not None
        assert item["content_text"]
    assert client.get(feed["items"][0]["url"]).status_code == 200


def fact_of(entry: dict[str, Any], asked: Answers) -> dict[str, Any]:
    """The fact of an entry, as it was known on the entry's day."""
    page = urlsplit(entry["page"])
    (found,) = asked.facts([page.path], parse_qs(page.query)["known"][0], claims=False).values()
    return found


@pytest.mark.parametrize("policy", ["default", "official-only"])
def test_no_allegation_is_told_as_a_fact(answers: Answers, policy: str) -> None:
    asked = answers.under(policy)
    for entry in entries(asked, None, None, 200) + entries(asked, "black-sea-fleet", None, 100):
        code = fact_of(entry, asked)["credibility"]["code"]
        assert f"({code})" in entry["title"]
        said = re.search(r": (reported|only denied): ", entry["title"])
        assert (said is not None) == (code > 2), entry["title"]


def test_filters_choose(answers: Answers) -> None:
    def formations(entry: dict[str, Any]) -> set[str]:
        fact = fact_of(entry, answers)
        return {fact[name]["id"] for name in ("formation", "superior") if fact[name]}

    assert {fact_of(one, answers)["person"]["id"] for one in entries(answers, None, "igor-osipov", 60)} == {
        "igor-osipov"
    }
    assert all("58-caa" in formations(one) for one in entries(answers, "58-caa", None, 30))
    below = {node["formation"]["id"] for node in hierarchy(answers, "black-sea-fleet", claims=False)["nodes"]}
    assert len(below) > 1
    named = [formations(one) for one in entries(answers, "black-sea-fleet", None, 60, subtree=True)]
    assert all(one & below for one in named)
    assert any("black-sea-fleet" not in one for one in named)
    assert len(entries(answers, None, None, 5)) == 5


def test_only_what_changed_is_told(answers: Answers) -> None:
    kinds = {entry["change"] for entry in entries(answers, None, None, 200)}
    assert kinds <= {"learned", "judged anew", "dated anew"}
    period = {"from": "1990-01-01", "to": "2100-01-01"}
    known = [row for row in answers.ask("changed-known", **period) if row["change"] != "reported again"]
    assert len(answers.ask("changed-last", limit=1_000_000)) == len(known)


def test_a_reader_asks_again_for_nothing(client: httpx.Client) -> None:
    for form in ("atom", "json"):
        first = client.get(f"/feeds/changes.{form}")
        again = client.get(f"/feeds/changes.{form}", headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert client.head(f"/feeds/changes.{form}").status_code == 200


@pytest.mark.parametrize(
    ("query", "parameter", "hint"),
    [
        ("formation=blak-sea-fleet", "formation", "black-sea-fleet"),
        ("person=igor-osipv", "person", "igor-osipov"),
        ("policy=officials", "policy", "official-only"),
        ("subtree=true", "subtree", "formation="),
        ("limit=1000", "limit", "200"),
        ("persons=igor-osipov", "persons", "person"),
    ],
)
def test_what_is_wrong_is_told(client: httpx.Client, query: str, parameter: str, hint: str) -> None:
    answer = client.get(f"/feeds/changes.atom?{query}")
    assert answer.status_code == 422
    assert answer.json()["parameter"] == parameter
    assert hint in answer.json()["allowed"]


def test_pages_lead_to_the_feeds(client: httpx.Client) -> None:
    head = client.get("/", headers={"Accept": "text/html"}).text.partition("</head>")[0]
    for media, address in re.findall(r'<link rel="alternate" type="([^"]+)"[^>]* href="(/feeds/[^"]+)">', head):
        assert client.get(address).headers["content-type"].startswith(media)
    assert head.count("/feeds/") == 2
