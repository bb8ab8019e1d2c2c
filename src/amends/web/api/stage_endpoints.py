"""``POST /api/v1/STAGE`` for the six pure stages. The models are those of the contracts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel

from amends.core.contracts.clock import ClockInput, ClockOutput
from amends.core.contracts.decide import DecideInput, DecideOutput
from amends.core.contracts.letter import DraftInput, DraftOutput, LintInput, LintOutput
from amends.core.contracts.triage import TriageInput, TriageOutput
from amends.core.contracts.watch import WatchInput, WatchOutput
from amends.core.vocabulary import Scope
from amends.web.api.access import must_have
from amends.web.api.problems import Problem
from amends.web.api.routes import api
from amends.web.api.stages import stage_of


class StageError(BaseModel):
    """What is wrong with the object that was sent."""

    code: str
    field: str | None
    message: str


class Refusal(BaseModel):
    """The contract's answer to an object that cannot be used, under its own id."""

    id: str | int | None
    error: StageError


def _serve(name: str, inward: type[BaseModel], outward: type[BaseModel], explained: str) -> None:
    schema = inward.model_json_schema()
    definitions = schema.pop("$defs", {})

    def view(request: HttpRequest) -> HttpResponse:
        must_have(request, Scope.STAGES)
        answer, good = stage_of(name).answer(request.body, None)
        return HttpResponse(answer, content_type="application/json", status=200 if good else 422)

    view.__name__ = name
    view.__doc__ = explained
    body = {"required": True, "content": {"application/json": {"schema": _inline(schema, definitions)}}}
    api.post(
        f"/{name}",
        response={200: outward, 422: Refusal, frozenset({401, 403, 429}): Problem},
        summary=explained,
        tags=["stages"],
        operation_id=name,
        openapi_extra={"requestBody": body, "x-scope": Scope.STAGES.value},
    )(view)


def _inline(schema: Any, definitions: dict[str, Any]) -> Any:
    """The schema without references, so that it can stand in the document by itself."""
    if isinstance(schema, dict):
        if "$ref" in schema:
            return _inline(definitions[schema["$ref"].rsplit("/", 1)[-1]], definitions)
        return {key: _inline(value, definitions) for key, value in schema.items()}
    return [_inline(value, definitions) for value in schema] if isinstance(schema, list) else schema


_serve("triage", TriageInput, TriageOutput, "What is this text about?")
_serve("watch", WatchInput, WatchOutput, "Where is the parcel, what is wrong, when will it come?")
_serve("clock", ClockInput, ClockOutput, "When must we act, and what happens if we do not?")
_serve("decide", DecideInput, DecideOutput, "What do we offer, and what does each choice cost?")
_serve("draft", DraftInput, DraftOutput, "How do we say it?")
_serve("lint", LintInput, LintOutput, "May this letter be sent?")
