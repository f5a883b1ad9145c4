"""Exports and the delta over HTTP, from a real server of two small builds."""

import asyncio
import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest.mock import Mock

import httpx
import networkx as nx
import pyoxigraph as ox
import pytest
from jsonschema import Draft202012Validator

from api.app import create_app
from api.service import Engine
from api.settings import Settings
from graph.answer import Answers
from graph.exports.catalogue import OFFERS, WHOLE
from graph.place import InMemory
from graph.snapshot import Home, Snapshot
from tests.conftest import serving


@pytest.fixture(scope="module")
def client(
    small: Snapshot, home: Home, facts: Path, environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx.Client]:
    there = {**environment, "STAVKA_HOME": str(home.directory)}
    log = tmp_path_factory.mktemp("exports") / "log"
    with serving(there, log, "--facts", str(facts)) as address, httpx.Client(base_url=address, timeout=60) as made:
        yield made


@pytest.fixture(scope="module")
def sums(client: httpx.Client) -> dict[str, str]:
    """The checksums that the service gives, by file; asked for by two at once."""
    with ThreadPoolExecutor(2) as both:
        one, other = both.map(client.get, ["/api/v1/exports/SHA256SUMS"] * 2)
    assert one.text == other.text
    return {name: found for found, name in (line.split("  ") for line in one.text.splitlines())}


@pytest.mark.parametrize("name", WHOLE)
def test_every_file_is_what_the_checksums_say(client: httpx.Client, sums: dict[str, str], name: str) -> None:
    export = WHOLE[name]
    answer = client.get(f"/api/v1/exports/{export.file}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == export.media_of_file
    assert "content-encoding" not in answer.headers
    assert hashlib.sha256(answer.content).hexdigest() == sums[export.file]
    assert answer.headers["etag"] == f'"{sums[export.file]}"'
    assert export.file in answer.headers["content-disposition"]


def test_the_list_tells_sizes_and_checksums(client: httpx.Client, sums: dict[str, str], small: Snapshot) -> None:
    found = client.get("/api/v1/exports").json()
    assert found["snapshot"] == small.manifest.version
    assert {one["file"] for one in found["items"]} == {offer.file for offer in OFFERS.values()}
    for one in found["items"]:
        assert client.head(one["href"]).status_code == 200
        if one["name"] in WHOLE:
            assert one["sha256"] == sums[one["file"]]
            assert one["bytes"] == int(client.head(one["href"]).headers["content-length"])
    manifest = client.get("/api/v1/exports/exports.json").json()
    assert {one["file"]: one["sha256"] for one in manifest["files"]} == sums


def test_the_files_hold_the_graph(client: httpx.Client, small: Snapshot) -> None:
    nquads = gzip.decompress(client.get("/api/v1/exports/stavka.nq.gz").content)
    assert set(ox.parse(nquads, ox.RdfFormat.N_QUADS)) == {
        quad for path in small.graphs for quad in ox.parse(path=path, format=ox.RdfFormat.N_QUADS)
    }
    package = zipfile.ZipFile(io.BytesIO(client.get("/api/v1/exports/stavka-csv.zip").content))
    assert json.loads(package.read("datapackage.json"))["version"] == small.manifest.version


def test_a_download_can_be_gone_on_with_and_is_not_sent_twice(client: httpx.Client) -> None:
    address = "/api/v1/exports/stavka.nq.gz"
    whole = client.get(address)
    part = client.get(address, headers={"Range": "bytes=10-", "If-Range": whole.headers["etag"]})
    assert part.status_code == 206
    assert whole.content[:10] + part.content == whole.content
    for header in ({"If-None-Match": whole.headers["etag"]}, {"If-Modified-Since": whole.headers["last-modified"]}):
        again = client.get(address, headers=header)
        assert (again.status_code, again.content) == (304, b"")
    assert client.get(address, headers={"If-None-Match": '"another"'}).status_code == 200


def test_the_hierarchy_is_drawn_for_the_day_and_policy_asked_for(client: httpx.Client) -> None:
    def leader(**asked: str) -> str | None:
        graph = nx.read_graphml(io.BytesIO(client.get("/api/v1/exports/hierarchy.graphml", params=asked).content))
        return graph.nodes["1-caa"].get("leader")

    assert leader(on="2022-01-15", known="2022-01-20") == "Ivan A"
    assert leader(on="2022-02-20") == "Pyotr B"
    gexf = client.get("/api/v1/exports/hierarchy.gexf", params={"policy": "official-only"})
    assert set(nx.read_gexf(io.BytesIO(gexf.content)).nodes) == {"mod", "1-caa"}
    tagged = client.get("/api/v1/exports/hierarchy.gexf", headers={"If-None-Match": gexf.headers["etag"]})
    assert tagged.status_code == 304


@pytest.mark.parametrize(
    ("address", "status", "parameter", "hint"),
    [
        ("/exports/stavka.csv", 404, "file", "stavka-csv.zip"),
        ("/exports/..%2Fmanifest.json", 404, None, None),
        ("/exports/stavka-csv.zip?on=2022-01-01", 422, "on", "no parameters"),
        ("/exports/hierarchy.gexf?on=2022-13-01", 422, "on", None),
        ("/exports/hierarchy.gexf?root=2-caa", 422, "root", "1-caa"),
        ("/exports/hierarchy.gexf?policy=none", 422, "policy", "official-only"),
        ("/delta?from=20200101T000000", 404, "from", "there are "),
        ("/delta?to=../..", 404, "to", "there are "),
    ],
)
def test_what_is_wrong_is_told(
    client: httpx.Client, address: str, status: int, parameter: str | None, hint: str | None
) -> None:
    answer = client.get(f"/api/v1{address}")
    problem = answer.json()
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem.get("parameter") == parameter
    assert hint is None or hint in problem["allowed"]


def test_the_delta_is_of_the_last_two_builds_unless_others_are_named(client: httpx.Client, home: Home) -> None:
    old, new = home.versions()
    found = client.get("/api/v1/delta").json()
    assert (found["from"], found["to"]) == (old, new)
    assert found == client.get("/api/v1/delta", params={"from": old, "to": new}).json()
    assert found["counts"]["sources"] == {"added": 1, "changed": 0, "removed": 1}
    assert found == client.get("/api/v1/delta", params={"from": old, "to": "current"}).json()
    back = client.get("/api/v1/delta", params={"from": new, "to": old}).json()
    assert back["counts"]["facts"]["added"] == found["counts"]["facts"]["removed"]
    lines = [json.loads(line) for line in client.get("/api/v1/delta.jsonl").text.splitlines()]
    assert {(one["op"], one["kind"]) for one in lines} >= {("ADD", "fact"), ("DEL", "fact"), ("ADD", "claim")}
    assert len(lines) == sum(count for of_kind in found["counts"].values() for count in of_kind.values())


def test_a_service_without_the_files_says_so(small: Snapshot, tmp_path: Path) -> None:
    """As one that answers from a SPARQL server, to which another machine has published."""
    settings = Settings(place=InMemory(Home(tmp_path)))
    app = create_app(settings, Answers.from_snapshot(small), Mock(spec=Engine))

    async def asked(*addresses: str) -> list[httpx.Response]:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://stavka/api/v1") as here:
            return [await here.get(address) for address in addresses]

    *files, delta, drawing = asyncio.run(
        asked("/exports", "/exports/stavka-csv.zip", "/exports/SHA256SUMS", "/delta", "/exports/hierarchy.graphml")
    )
    for answer in files:
        assert answer.status_code == 503
        assert small.manifest.version in answer.json()["detail"]
    assert delta.status_code == 404
    assert drawing.status_code == 200, "the hierarchy is asked of the store"


def test_openapi_describes_every_address(client: httpx.Client) -> None:
    description = client.get("/api/v1/openapi.json").json()
    described, components = description["paths"], description["components"]
    for address in ("/api/v1/exports/{file}", "/api/v1/exports/hierarchy.gexf", "/api/v1/delta.jsonl"):
        content = described[address]["get"]["responses"]["200"]["content"]
        assert content
        assert "application/json" not in content
        assert client.get(described[address]["get"]["x-example"]).status_code == 200
    for address in ("/api/v1/exports", "/api/v1/delta"):
        schema = described[address]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        answer = client.get(described[address]["get"]["x-example"]).json()
        Draft202012Validator({**schema, "components": components}).validate(answer)
    for feed, media in (
        ("/feeds/changes.atom", "application/atom+xml"),
        ("/feeds/changes.json", "application/feed+json"),
    ):
        assert list(described[feed]["get"]["responses"]["200"]["content"]) == [media]
