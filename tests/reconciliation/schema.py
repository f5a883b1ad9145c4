"""The specification's word on answers: ours in schemas/, and its own where a copy of them lies on this machine."""

import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft7Validator, Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT7

SCHEMAS = Path(__file__).parent / "schemas"
SPECIFICATION = os.environ.get("STAVKA_RECONCILIATION_SPECS")
"""A directory with the specification's repository: 0.2/schemas/*.json and 1.0-draft/schemas/*.json."""

_DIRECTORIES = {"0.2": "0.2", "1.0": "1.0-draft"}
_FILES = {
    "manifest": "manifest",
    "results": "reconciliation-result-batch",
    "entities": "suggest-entities-response",
    "properties": "suggest-properties-response",
    "types": "suggest-types-response",
    "proposal": "data-extension-property-proposal",
    "extension": "data-extension-response",
    "query": "reconciliation-query-batch",
    "extension-query": "data-extension-query",
}


def complaints(version: str, kind: str, answer: Any) -> list[str]:
    """What is wrong with an answer of a kind by our schemas."""
    name = "offers" if kind in ("properties", "types") else kind
    schema = {**_ours(version), "$ref": f"#/$defs/{name}"}
    return [f"{one.json_path}: {one.message}" for one in Draft202012Validator(schema).iter_errors(answer)]


def official_complaints(version: str, kind: str, document: Any) -> list[str]:
    """What is wrong with an answer or a query by the specification's own schemas."""
    schemas, registry = _official(version)
    validator = Draft7Validator(schemas[f"{_FILES[kind]}.json"], registry=registry)
    return [f"{one.json_path}: {one.message}" for one in validator.iter_errors(document)]


@lru_cache
def _ours(version: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((SCHEMAS / f"{version}.yaml").read_text("utf-8"))
    Draft202012Validator.check_schema(found)
    return found


@lru_cache
def _official(version: str) -> tuple[dict[str, Any], Any]:
    directory = Path(SPECIFICATION or "") / _DIRECTORIES[version] / "schemas"
    schemas = {path.name: json.loads(path.read_text("utf-8")) for path in directory.glob("*.json")}
    resources = [(schema["$id"], DRAFT7.create_resource(schema)) for schema in schemas.values() if "$id" in schema]
    return schemas, Registry().with_resources(resources)
