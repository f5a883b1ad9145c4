"""The OpenAPI description: complete, and true of every example's answer, field by field."""

from typing import Any

import httpx
from jsonschema import Draft202012Validator

Schema = dict[str, Any]


def test_every_operation_is_described(description: Schema) -> None:
    assert description["openapi"].startswith("3.1")
    seen = set()
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            assert operation["summary"], path
            assert operation["tags"], path
            assert any(status.startswith("2") for status in operation["responses"]), path
            for parameter in operation.get("parameters", ()):
                assert parameter.get("description"), (path, parameter["name"])
            if path.startswith("/api/v1"):
                assert operation["description"], path
                assert operation["x-example"].startswith("/api/v1"), path
                assert operation["operationId"] not in seen, (path, method)
                seen.add(operation["operationId"])


def test_answers_are_as_described(client: httpx.Client, description: Schema) -> None:
    """Every answer fits its schema, and has no field that the schema does not know."""
    for path, methods in description["paths"].items():
        operation = methods.get("get", {})
        content = operation.get("responses", {}).get("200", {}).get("content", {}).get("application/json")
        if not path.startswith("/api/v1") or content is None:
            continue
        response = client.get(operation["x-example"])
        assert response.status_code == 200, (path, response.status_code, response.headers)
        assert response.content, (path, response.headers)
        answer = response.json()
        schema = {**content["schema"], "components": description["components"]}
        errors = list(Draft202012Validator(schema).iter_errors(answer))
        assert not errors, (path, errors[0].message, list(errors[0].absolute_path))
        unknown = sorted(set(undescribed(answer, content["schema"], description)))
        assert not unknown, (path, unknown)


def undescribed(value: Any, schema: Schema, description: Schema, at: str = "") -> Any:
    """The paths of fields that no schema names."""
    while "$ref" in schema:
        schema = description["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    choices = schema.get("anyOf")
    if choices is not None:
        schema = next((one for one in choices if one.get("type") != "null"), {})
        yield from undescribed(value, schema, description, at) if value is not None else ()
    elif isinstance(value, dict) and "properties" in schema:
        for name, inner in value.items():
            if name not in schema["properties"]:
                yield f"{at}.{name}"
            else:
                yield from undescribed(inner, schema["properties"][name], description, f"{at}.{name}")
    elif isinstance(value, list) and "items" in schema:
        for inner in value:
            yield from undescribed(inner, schema["items"], description, f"{at}[]")


def test_problems_are_as_described(client: httpx.Client, description: Schema) -> None:
    problem = {"$ref": "#/components/schemas/ProblemDetails", "components": description["components"]}
    for address in ("/api/v1/persons/nobody", "/api/v1/persons?limit=0", "/api/v1/tenures?on=2022", "/api/v1/x"):
        answer = client.get(address)
        assert answer.headers["content-type"] == "application/problem+json"
        Draft202012Validator(problem).validate(answer.json())
