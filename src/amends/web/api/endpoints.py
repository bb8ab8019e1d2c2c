"""``POST /api/v1/STAGE`` for the six pure stages, and reading cases. The models are those of the contracts."""

from __future__ import annotations

import hmac
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.security import HttpBearer, django_auth
from pydantic import BaseModel

from amends import __version__
from amends.core.contracts.clock import ClockInput, ClockOutput
from amends.core.contracts.decide import DecideInput, DecideOutput
from amends.core.contracts.letter import DraftInput, DraftOutput, LintInput, LintOutput
from amends.core.contracts.triage import TriageInput, TriageOutput
from amends.core.contracts.watch import WatchInput, WatchOutput
from amends.desk.cases.queries import case_page, case_seen_by
from amends.desk.people.models import Person
from amends.web.api.cases import CaseDetail, CasePage, detail_of, row_of
from amends.web.api.stages import stage_of

api = NinjaAPI(
    title="Amends",
    version=__version__,
    description="The six pure stages, one object in and one out, and read access to cases.",
    auth=django_auth,  # cases are for people who are signed in
    urls_namespace="api",
    docs_url=None,
)


class Token(HttpBearer):
    """The token of the installation (AMENDS_API_TOKEN) opens the six stages, which hold no data; nothing else."""

    def authenticate(self, request: HttpRequest, token: str) -> str | None:
        expected = settings.AMENDS_API_TOKEN
        return "token" if expected and hmac.compare_digest(token.encode(), expected.encode()) else None


class StageError(BaseModel):
    """What is wrong with the object that was sent."""

    code: str
    field: str | None
    message: str


class Refusal(BaseModel):
    id: str | int | None
    error: StageError


def _answer(request: HttpRequest, name: str) -> HttpResponse:
    answer, good = stage_of(name).answer(request.body, None)
    return HttpResponse(answer, content_type="application/json", status=200 if good else 422)


def _serve(name: str, inward: type[BaseModel], outward: type[BaseModel], explained: str) -> None:
    schema = inward.model_json_schema()
    definitions = schema.pop("$defs", {})

    def view(request: HttpRequest) -> HttpResponse:
        return _answer(request, name)

    view.__name__ = name
    view.__doc__ = explained
    inlined = _inline(schema, definitions)
    api.post(
        f"/{name}",
        response={200: outward, 422: Refusal},
        summary=explained,
        tags=["stages"],
        auth=[Token(), django_auth],
        openapi_extra={"requestBody": {"required": True, "content": {"application/json": {"schema": inlined}}}},
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


def _person(request: HttpRequest) -> Person:
    """Who asks; the API lets nobody in who is not signed in."""
    assert isinstance(request.user, Person)
    return request.user


@api.get(
    "/cases", response={200: CasePage, 422: StageError}, tags=["cases"], summary="Open cases, the most urgent first"
)
def list_cases(
    request: HttpRequest, shop: str | None = None, tab: str | None = None, after: str | None = None
) -> tuple[int, Any]:
    """Fifty cases at a time; ``next`` is the cursor of the following page."""
    try:
        page = case_page(_person(request), shop_key=shop, tab=tab, after=after)
    except ValueError:
        told = "No such tab, or no cursor of ours: leave it out to begin at the first case."
        return 422, StageError(code="unknown_value", field="tab or after", message=told)
    return 200, CasePage(cases=[row_of(case) for case in page.cases], next=page.next)


@api.get("/cases/{case_id}", response={200: CaseDetail, 404: StageError}, tags=["cases"], summary="One case")
def read_case(request: HttpRequest, case_id: int) -> tuple[int, Any]:
    """Everything the desk knows of a case in one of your shops."""
    case = case_seen_by(_person(request), case_id)
    if case is None:
        return 404, StageError(code="unknown_value", field="case_id", message="There is no such case in your shops.")
    return 200, detail_of(case)
