"""The REST API as a page: what its OpenAPI document says, without any script."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from amends.web.workspace.frame import frame_of, workspace_view

Schema = dict[str, Any]
#: The parts of the page in their order; one that is not named here comes last.
TAGS = (
    "cases", "options", "letters", "batches", "approvals", "promises", "refunds", "claims", "parcels", "reviews",
    "evidence", "handovers", "team", "practice", "imports", "shops", "settings", "mailboxes", "guides", "wordings", "policies",
    "lab", "assistant", "profile", "webhooks", "stages",
)  # fmt: skip
#: How deep an example goes into a schema.
DEPTH = 4


def _resolved(schema: Schema, document: Schema) -> Schema:
    reference = schema.get("$ref", "")
    if reference:
        found: Schema = document["components"]["schemas"][reference.rsplit("/", 1)[-1]]
        return found
    for name in ("anyOf", "allOf", "oneOf"):
        for each in schema.get(name, []):
            if each.get("type") != "null":
                return _resolved(each, document)
    return schema


def example_of(schema: Schema, document: Schema, depth: int = DEPTH) -> Any:
    """A small object that has the shape of a schema."""
    schema = _resolved(schema, document)
    for name in ("examples", "enum"):
        if schema.get(name):
            return schema[name][0]
    for name in ("example", "const", "default"):
        if name in schema:
            return schema[name]
    kind = schema.get("type")
    if kind == "object" or "properties" in schema:
        fields: Schema = schema.get("properties", {}) if depth else {}
        return {name: example_of(each, document, depth - 1) for name, each in fields.items()}
    if kind == "array":
        return [example_of(schema.get("items", {}), document, depth - 1)] if depth else []
    plain: dict[Any, Any] = {"integer": schema.get("minimum", 1), "number": 0.5, "boolean": False}
    if kind == "string":
        formats = {"date-time": "2026-12-01T09:00:00+08:00", "date": "2026-12-31", "binary": "@file"}
        return formats.get(schema.get("format", ""), "…")
    return plain.get(kind)


def _pretty(schema: Schema, document: Schema) -> str:
    return json.dumps(example_of(schema, document), ensure_ascii=False, indent=2)


def _parameter(told: Schema) -> Schema:
    said = told.get("description") or told.get("schema", {}).get("description", "")
    return {"name": told["name"], "in": told["in"], "required": told.get("required", False), "said": said}


def _operation(path: str, method: str, told: Schema, document: Schema) -> Schema:
    body = told.get("requestBody", {}).get("content", {})
    first: tuple[str, Schema] = next(iter(body.items()), ("", {}))
    media, content = first
    good = next(status for status in told["responses"] if str(status).startswith("2"))
    answers = told["responses"][good].get("content", {}).get("application/json", {})
    return {
        "id": told["operationId"],
        "path": path,
        "method": method.upper(),
        "summary": told.get("summary", ""),
        "description": told.get("description", ""),
        "scope": told.get("x-scope", ""),
        "parameters": [_parameter(each) for each in told.get("parameters", [])],
        "media": media,
        "body": _pretty(content["schema"], document) if content else "",
        "status": good,
        "answer": _pretty(answers["schema"], document) if answers.get("schema") else "",
    }


def parts_of(document: Schema) -> list[tuple[str, list[Schema]]]:
    """The operations by tag; reading comes before doing."""
    parts: dict[str, list[Schema]] = {}
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            parts.setdefault(told["tags"][0], []).append(_operation(path, method, told, document))
    for operations in parts.values():
        operations.sort(key=lambda each: each["method"] != "GET")
    order = {tag: place for place, tag in enumerate(TAGS)}
    return sorted(parts.items(), key=lambda part: order.get(part[0], len(TAGS)))


@require_safe
@workspace_view
def api_reference(request: HttpRequest) -> HttpResponse:
    from amends.web.api.endpoints import api

    document = json.loads(json.dumps(api.get_openapi_schema(path_prefix="api/v1/"), default=str))
    said = document["info"]["description"].replace("**", "").replace("`", "").strip().split("\n\n")
    context = {"frame": frame_of(request), "parts": parts_of(document), "description": said}
    return render(request, "workspace/api_reference.html", context)
