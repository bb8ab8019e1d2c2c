"""The OpenAPI document: what the framework cannot know of headers, media types and errors is added here."""

from __future__ import annotations

from typing import Any

from amends.web.api.problems import MEDIA_TYPE

PROBLEM = "#/components/schemas/Problem"
_KEY = {
    "name": "Idempotency-Key", "in": "header", "required": False,
    "description": "The same request with the same key within a day gets the first answer and does nothing.",
    "schema": {"type": "string", "maxLength": 200, "pattern": "^[!-~]+$"},
    "example": "5f0c7b1e-41c6-4f27-9d0b-7b9a3a0c6d11",
}  # fmt: skip
_MATCH = {
    "name": "If-Match", "in": "header", "required": True,
    "description": "The ETag of the letter as you read it; 412 where somebody has changed it since.",
    "schema": {"type": "string", "pattern": '^"[0-9]{1,9}\\.[0-9]{1,9}"$'}, "example": '"41.3"',
}  # fmt: skip
_KNOWN = {
    "name": "If-None-Match", "in": "header", "required": False,
    "description": "An ETag that you have: 304 without a body where nothing has changed.",
    "schema": {"type": "string", "pattern": '^"[0-9a-f.]{1,64}"$'},
}  # fmt: skip
_LIMITS = {
    name: {"description": said, "schema": {"type": "string"}}
    for name, said in (
        ("RateLimit-Policy", "How many requests in how many seconds."),
        ("RateLimit", "How many are left, and for how many seconds."),
    )
}


def completed(document: Any) -> Any:
    """The document with headers, versions, keys and problems."""
    for path in document["paths"].values():
        for method, operation in path.items():
            _complete(method, operation)
    for scheme in document["components"].get("securitySchemes", {}).values():
        if scheme.get("scheme") == "bearer":
            scheme["description"] = "A token of a person, made in her profile; x-scope names the scope it needs."
    document["servers"] = document["servers"] or [{"url": "/"}]
    return document


def _complete(method: str, operation: dict[str, Any]) -> None:
    parameters = operation.setdefault("parameters", [])
    staged = "stages" in operation.get("tags", [])
    if method == "get":
        parameters.append(_KNOWN)
        operation["responses"]["304"] = {"description": "You have it already."}
    if method == "post" and not staged:
        parameters.append(_KEY)
    if operation.pop("x-version", False):
        parameters.append(_MATCH)
    media = operation.pop("x-media", "")
    if media:
        operation["responses"][200]["content"] = {media: {"schema": {"type": "string", "format": "binary"}}}
    for status, response in operation["responses"].items():
        _describe(str(status), response)


def _describe(status: str, response: dict[str, Any]) -> None:
    for name, content in list(response.get("content", {}).items()):
        if content.get("schema", {}).get("$ref") == PROBLEM:
            response["content"] = {MEDIA_TYPE: response["content"].pop(name)}
    if status.startswith("2"):
        response["headers"] = {**response.get("headers", {}), **_LIMITS}
    if status == "429":
        response["headers"] = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "string"}}}
