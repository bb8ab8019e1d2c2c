"""A program with a token of a person; every answer is held against what the OpenAPI document says of it."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import jsonschema_rs
from django.test import Client
from making import NOW

from amends.core.vocabulary import Scope
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Person
from amends.desk.tokens.operations import make_token
from amends.web.api.endpoints import api

ALL = [scope.value for scope in Scope]


@cache
def document() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix="api/v1/"), default=str))
    return found


@cache
def _paths() -> list[tuple[re.Pattern[str], dict[str, Any]]]:
    """Addresses without parameters first, as they are looked up."""
    told = sorted(document()["paths"].items(), key=lambda pair: pair[0].count("{"))
    return [(re.compile(re.sub(r"\{[^}]+\}", "[^/]+", path)), methods) for path, methods in told]


def as_described(method: str, path: str, answer: Any) -> Any:
    """The answer, if its status, media type and body are what the document describes."""
    bare = path.partition("?")[0]
    found = (methods[method] for pattern, methods in _paths() if pattern.fullmatch(bare) and method in methods)
    operation = next(found, None)
    if operation is None:
        return answer
    described = operation["responses"].get(str(answer.status_code))
    assert described is not None, f"{method} {bare}: {answer.status_code} is not described: {answer.content[:300]}"
    contents = described.get("content", {})
    kind = answer.headers.get("Content-Type", "").partition(";")[0]
    if not contents:
        assert not answer.content
    elif kind in contents and "json" in kind:
        schema = {**contents[kind]["schema"], "components": document()["components"]}
        jsonschema_rs.validate(schema, answer.json())
    else:
        assert kind in contents or "*/*" in contents, f"{method} {bare}: {kind} is not described"
    return answer


class Program:
    """A program with a token of a person."""

    def __init__(self, person: Person, scopes: list[str] | None = None) -> None:
        made = make_token(
            actor=actor_of(person), person=person, name="a test", scopes=scopes or ALL, expires_at=None, now=NOW
        )
        self.token, self.secret = made.token, made.secret
        self.client = Client(headers={"authorization": f"Bearer {made.secret}"})

    def get(self, path: str, **headers: str) -> Any:
        return as_described("get", f"/api/v1{path}", self.client.get(f"/api/v1{path}", headers=headers))

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self._send("post", path, body, headers)

    def put(self, path: str, body: Any, **headers: str) -> Any:
        return self._send("put", path, body, headers)

    def delete(self, path: str, **headers: str) -> Any:
        return self._send("delete", path, None, headers)

    def upload(self, path: str, fields: dict[str, Any], **headers: str) -> Any:
        """A form with files."""
        return as_described("post", f"/api/v1{path}", self.client.post(f"/api/v1{path}", fields, headers=headers))

    def _send(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Any:
        data = json.dumps(body) if body is not None else ""
        send = getattr(self.client, method)
        answer = send(f"/api/v1{path}", data, content_type="application/json", headers=headers)
        return as_described(method, f"/api/v1{path}", answer)
