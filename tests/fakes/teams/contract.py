"""Holds a request to the vendor's OpenAPI document: path, query and body.

Answers are not held to it: the vendors' own examples break their schemas too often.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

SPECS = Path(__file__).parents[4] / "shared" / "specs"
CONNECTOR, GRAPH = "botframework-connector-v3", "msgraph-v1-teams-cut"
UNDESCRIBED = {
    CONNECTOR: (r"/v3/teams/[^/]+",),
    GRAPH: (r"/chats/[^/]+/installedApps", r"/teams/[^/]+/channels/[^/]+/archive"),
}
UNDESCRIBED_QUERY = {"isTargetedActivity"}
UNDESCRIBED_PROPERTIES = {"POST /chats": {"members"}}
"""What Microsoft's pages tell and its documents, or our excerpt of them, leave out."""
Json = dict[str, Any]


def is_there(spec: str) -> bool:
    return (SPECS / f"{spec}.json").exists()


def findings(spec: str, method: str, path: str, query: Json, body: Json | None) -> Iterator[str]:
    """What is wrong with this request; nothing when the document is not beside this checkout."""
    if not is_there(spec) or any(re.fullmatch(one, path) for one in UNDESCRIBED[spec]):
        return
    document, registry = _document(spec)
    item = _item(document, path)
    operation = item.get(method.lower()) if item else None
    if item is None or operation is None:
        yield f"{method} {path}: there is no such call"
        return
    declared = [
        _resolved(document, one) for one in (*item.get("parameters", []), *operation.get("parameters", []))
    ]
    for name in sorted(set(query) - {one["name"] for one in declared} - UNDESCRIBED_QUERY):
        yield f"{method} {path}: no query parameter {name}"
    content = _resolved(document, operation.get("requestBody", {})).get("content", {})
    schema = content.get("application/json", {}).get("schema")
    if body is None or schema is None:
        if (body is None) != (schema is None):
            yield f"{method} {path}: a body is {'missing' if body is None else 'not expected'}"
        return
    beyond = UNDESCRIBED_PROPERTIES.get(f"{method} {path}", set())
    named = {name: value for name, value in body.items() if name not in beyond}
    yield from (f"{method} {path}: {one}" for one in _wrong_body(document, registry, schema, named))


def _wrong_body(document: Json, registry: Any, schema: Json, body: Json) -> Iterator[str]:
    rooted = _absolute(schema)
    for error in Draft202012Validator(rooted, registry=registry).iter_errors(body):
        yield f"{error.json_path}: {error.message[:200]}"
    known = set(_properties(document, schema))
    for name in sorted(set(body) - known):
        if "@odata" not in name:
            yield f"$: no property {name}"


def _properties(document: Json, schema: Json) -> Iterator[str]:
    schema = _resolved(document, schema)
    yield from schema.get("properties", {})
    for one in (*schema.get("allOf", ()), *schema.get("anyOf", ()), *schema.get("oneOf", ())):
        yield from _properties(document, one)
    for one in schema.get("discriminator", {}).get("mapping", {}).values():
        yield from _resolved(document, {"$ref": one}).get("properties", {})
        for part in _resolved(document, {"$ref": one}).get("allOf", ()):
            yield from part.get("properties", {})


@cache
def _document(spec: str) -> tuple[Json, Any]:
    document = json.loads((SPECS / f"{spec}.json").read_text())
    resource = DRAFT202012.create_resource(_absolute(document))
    return document, Registry().with_resource("urn:spec", resource)


def _absolute(node: Any) -> Any:
    """The same, with references that are found from anywhere."""
    if isinstance(node, list):
        return [_absolute(child) for child in node]
    if not isinstance(node, dict):
        return node
    return {
        name: f"urn:spec{child}" if name == "$ref" and isinstance(child, str) else _absolute(child)
        for name, child in node.items()
    }


def _resolved(document: Json, node: Json) -> Json:
    while "$ref" in node:
        target: Any = document
        for part in str(node["$ref"]).removeprefix("#/").split("/"):
            target = target[part.replace("~1", "/").replace("~0", "~")]
        node = target
    return node


def _item(document: Json, path: str) -> Json | None:
    for template, item in document["paths"].items():
        if re.fullmatch(re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(template)), path):
            return dict(item)
    return None
