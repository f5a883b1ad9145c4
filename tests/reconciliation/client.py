"""Clients that ask as OpenRefine does (version 0.2), and as the 1.0 draft says. Every answer is checked by the schemas.

What OpenRefine sends: the type of a column always, other columns as properties with cells as texts, matched cells by
identifier and days as moments; it guesses types from ten values, and appends a callback where the browser asks.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import httpx

from tests.reconciliation.schema import complaints

Json = dict[str, Any]
Details = Mapping[str, Any]


@dataclass
class OpenRefine:
    """A client of version 0.2."""

    http: httpx.Client
    root: str = "/reconcile"
    version: str = "0.2"
    seen: list[tuple[str, Json]] = field(default_factory=list)

    def manifest(self) -> Json:
        return self._checked("manifest", self.http.get(self.root))

    def guess_types(self, column: Sequence[str]) -> list[str]:
        """The types of the column's first ten values, the most frequent first."""
        sample = list(dict.fromkeys(value for value in column if value))[:10]
        counts: Counter[str] = Counter()
        for candidates in self._match([{"query": value, "limit": 3} for value in sample]):
            for place, candidate in enumerate(candidates):
                types = candidate["type"]
                for index, one in enumerate(types):
                    counts[one["id"]] += round(1000 / (1 + place) * (len(types) - index) / len(types))
        return [one for one, _ in counts.most_common()]

    def reconcile(self, column: Sequence[str], type_id: str, details: Sequence[Details] = ()) -> list[list[Json]]:
        """The candidates for every cell; `details` gives for each the cells of other columns by property."""
        queries = []
        for index, value in enumerate(column):
            query: Json = {"query": value, "type": type_id, "type_strict": "should"}
            if details:
                query["properties"] = [{"pid": pid, "v": cell} for pid, cell in details[index].items()]
            queries.append(query)
        size = int(self.manifest()["batchSize"])
        return [found for start in range(0, len(queries), size) for found in self._match(queries[start : start + size])]

    def suggest(self, kind: str, prefix: str, **more: str) -> list[Json]:
        """What is suggested for a prefix; `kind` is entity, property or type."""
        service = self.manifest()["suggest"][kind]
        unspecified = {"spell": "always", "exact": "false", "prefixed": "true", **more}
        address = service["service_url"] + service["service_path"]
        answer = self.http.get(address, params={"prefix": prefix, "callback": "jQuery331_17", **unspecified})
        found: Json = json.loads(answer.text.removeprefix("/**/jQuery331_17(").removesuffix(");"))
        kinds = {"entity": "entities", "property": "properties", "type": "types"}
        self._check(kinds[kind], found)
        return list(found["result"])

    def preview(self, identifier: str) -> httpx.Response:
        return self.http.get(self.manifest()["preview"]["url"].replace("{{id}}", quote(identifier, safe="")))

    def view(self, identifier: str) -> httpx.Response:
        address = self.manifest()["view"]["url"].replace("{{id}}", quote(identifier, safe=""))
        return self.http.get(address, follow_redirects=True)

    def propose(self, type_id: str) -> list[Json]:
        service = self.manifest()["extend"]["propose_properties"]
        answer = self.http.get(service["service_url"] + service["service_path"], params={"type": type_id})
        return list(self._checked("proposal", answer)["properties"])

    def extend(self, ids: Sequence[str], *properties: str, **settings: str) -> dict[str, dict[str, list[Json]]]:
        """The values by identifier and property, as a form with the settings as texts asks for them."""
        wanted = [{"id": one, "settings": settings} for one in properties]
        answer = self.http.post(self.root, data={"extend": json.dumps({"ids": list(ids), "properties": wanted})})
        rows: dict[str, dict[str, list[Json]]] = self._checked("extension", answer)["rows"]
        return rows

    def _match(self, queries: Sequence[Json]) -> list[list[Json]]:
        batch = {f"q{index}": query for index, query in enumerate(queries)}
        found = self._checked("results", self.http.post(self.root, data={"queries": json.dumps(batch)}))
        return [found[key]["result"] for key in batch]

    def _checked(self, kind: str, answer: httpx.Response) -> Json:
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        self._check(kind, found)
        return found

    def _check(self, kind: str, found: Json) -> None:
        assert complaints(self.version, kind, found) == []
        self.seen.append((kind, found))


@dataclass
class Draft(OpenRefine):
    """The same by the 1.0 draft."""

    root: str = "/reconcile/1.0"
    version: str = "1.0"

    def suggest(self, kind: str, prefix: str, **more: str) -> list[Json]:
        answer = self.http.get(f"{self.root}/suggest/{kind}", params={"prefix": prefix, **more})
        kinds = {"entity": "entities", "property": "properties", "type": "types"}
        return list(self._checked(kinds[kind], answer)["result"])

    def preview(self, identifier: str) -> httpx.Response:
        return self.http.get(f"{self.root}/preview?id={quote(identifier, safe='')}")

    def view(self, identifier: str) -> httpx.Response:
        address = self.manifest()["view"]["url"].replace("{id}", quote(identifier, safe=""))
        return self.http.get(address, follow_redirects=True)

    def propose(self, type_id: str) -> list[Json]:
        answer = self.http.get(f"{self.root}/extend/propose", params={"type": type_id})
        return list(self._checked("proposal", answer)["properties"])

    def extend(self, ids: Sequence[str], *properties: str, **settings: str) -> dict[str, dict[str, list[Json]]]:
        wanted = [{"id": one, "settings": settings} for one in properties]
        answer = self.http.post(f"{self.root}/extend", json={"ids": list(ids), "properties": wanted})
        rows = self._checked("extension", answer)["rows"]
        return {row["id"]: {cell["id"]: cell["values"] for cell in row["properties"]} for row in rows}

    def _match(self, queries: Sequence[Json]) -> list[list[Json]]:
        answer = self.http.post(f"{self.root}/match", json={"queries": [_draft_query(one) for one in queries]})
        return [one["candidates"] for one in self._checked("results", answer)["results"]]


def _draft_query(query: Json) -> Json:
    conditions = [{"matchType": "name", "propertyValue": query["query"]}]
    for one in query.get("properties", ()):
        conditions.append({"matchType": "property", "propertyId": one["pid"], "propertyValue": one["v"]})
    return {"conditions": conditions, **{key: query[key] for key in ("type", "limit") if key in query}}
