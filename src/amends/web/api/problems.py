"""Every error of the API is one kind of object: a problem after RFC 9457, as ``application/problem+json``."""

from __future__ import annotations

from typing import Any

import structlog
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import BaseModel, Field

from amends.connect.assist.port import AssistError
from amends.core.errors import DomainError, InputError
from amends.desk.flow.choices import LeadsOnly
from amends.desk.offers.approving import NotApproved
from amends.desk.replies.operations import LeadNeeded, LetterChanged
from amends.desk.tokens.operations import KeyReused
from amends.desk.wordings.contents import WordingRefused
from amends.web.workspace.assist_words import trouble_sentence
from amends.web.workspace.frame import BadParameter
from amends.web.workspace.phrasebook.troubles import trouble_text

#: What is a lead's or an owner's to do.
_NOT_HERS = frozenset(
    {"owners_only", "leads_only", "leads_keep_guides", "leads_suggest", "not_hers", "not_for_her", "lead_needed"}
)
#: What was sent cannot be used as it is.
_UNUSABLE = frozenset({"unusable_policy", "wording_refused", "guide_refused", "bad_setup", "memory_file_refused"})

log = structlog.get_logger(__name__)
MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "The request cannot be read", 401: "Who are you?", 403: "Not allowed", 404: "Not found",
    405: "Not possible here", 409: "Refused", 412: "Changed meanwhile", 413: "Too large",
    422: "The request does not fit", 428: "Say which version you mean", 429: "Too many requests",
    500: "Our mistake", 503: "Not now",
}  # fmt: skip


class WrongField(BaseModel):
    """A part of the request that does not fit: where it stands, and what would."""

    field: str
    message: str


class Problem(BaseModel):
    """What went wrong. ``code`` is for programs and stays the same, ``detail`` is for people and may be reworded."""

    type: str = Field(examples=["urn:amends:problem:letter_changed"])
    title: str
    status: int
    detail: str
    code: str
    errors: list[WrongField] = []


class Refused(Exception):
    """An endpoint says no: status, code, and a sentence that says what to do."""

    def __init__(self, status: int, code: str, detail: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail, self.headers = status, code, detail, headers or {}


def problem(
    status: int,
    code: str,
    detail: str,
    *,
    errors: list[WrongField] | None = None,
    headers: dict[str, str] | None = None,
) -> HttpResponse:
    """The problem as an answer."""
    told = Problem(
        type=f"urn:amends:problem:{code}",
        title=TITLES.get(status, "Error"),
        status=status,
        detail=detail,
        code=code,
        errors=errors or [],
    )
    return HttpResponse(told.model_dump_json(), status=status, content_type=MEDIA_TYPE, headers=headers)


def no_such(what: str) -> Refused:
    """A record that is not there, or is another company's: nobody can tell which."""
    return Refused(404, "not_found", f"There is no such {what} in your shops.")


def status_of(error: DomainError) -> int:
    """409 for what the business refuses; 412 for an old version, 403 for what is a lead's to do."""
    if isinstance(error, LetterChanged):
        return 412
    if isinstance(error, LeadsOnly | LeadNeeded | NotApproved):
        return 403
    if error.code in _NOT_HERS:
        return 403
    return 422 if isinstance(error, KeyReused) or error.code in _UNUSABLE else 409


def from_domain(error: DomainError) -> HttpResponse:
    errors = None
    if isinstance(error, WordingRefused):
        errors = [WrongField(field=each.field or "text", message=trouble_text(each)) for each in error.troubles[:20]]
    return problem(status_of(error), error.code, error.message, errors=errors)


def _from_page(error: BadParameter) -> HttpResponse:
    """What the pages refuse, where both read a request in the same way."""
    if error.status == 404:
        return problem(404, "not_found", error.message)
    return problem(422, "invalid", error.message)


def _from_engine(error: AssistError) -> HttpResponse:
    """An engine gave nothing that can be used: what happened and the cure, in the words of the screens."""
    return problem(409, f"engine_{error.trouble.value}", trouble_sentence(error.trouble))


def _from_fields(error: ValidationError) -> HttpResponse:
    wrong = [
        WrongField(field=".".join(str(part) for part in each["loc"][1:]) or str(each["loc"][0]), message=each["msg"])
        for each in error.errors[:20]
    ]
    first = wrong[0] if wrong else WrongField(field="", message="It does not fit.")
    return problem(422, "invalid", f"{first.field}: {first.message}", errors=wrong)


def _from_http(error: HttpError) -> HttpResponse:
    if isinstance(error, AuthenticationError):
        told = "Sign in, or send a token: Authorization: Bearer amends_…"
        return problem(401, "not_signed_in", told, headers={"WWW-Authenticate": "Bearer"})
    codes = {400: "unreadable", 403: "forbidden"}
    said = "The body is no JSON." if error.status_code == 400 else str(error)
    return problem(error.status_code, codes.get(error.status_code, "refused"), said)


def _ours(request: HttpRequest, error: Exception) -> HttpResponse:
    log.error("api.failed", path=request.path, exc_info=error)
    return problem(500, "failed", "Something is broken on our side; nothing of this request counts. Try it once more.")


def answer_problems(api: NinjaAPI) -> None:
    """Let the API answer every error as a problem."""
    handlers: list[tuple[type[Exception], Any]] = [
        (Exception, _ours),
        (
            RequestDataTooBig,
            lambda request, error: problem(413, "too_large", "This request is too large; send less at once."),
        ),
        (Http404, lambda request, error: problem(404, "not_found", "There is nothing at this address.")),
        (HttpError, lambda request, error: _from_http(error)),
        (ValidationError, lambda request, error: _from_fields(error)),
        (Refused, lambda request, error: problem(error.status, error.code, error.detail, headers=error.headers)),
        (BadParameter, lambda request, error: _from_page(error)),
        (AssistError, lambda request, error: _from_engine(error)),
        (DomainError, lambda request, error: from_domain(error)),
        (InputError, lambda request, error: problem(422, error.code.value, error.message)),
    ]
    for kind, handler in handlers:
        api.add_exception_handler(kind, handler)


def in_our_words(response: HttpResponse) -> HttpResponse:
    """What the framework answers by itself (an unknown address, a method that is not there), as a problem."""
    kind = response.headers.get("Content-Type", "")
    if response.status_code < 400 or "json" in kind:
        return response
    codes = {404: "not_found", 405: "not_possible"}
    said = {404: "There is nothing at this address.", 405: "This address does not know this method."}
    made = problem(
        response.status_code,
        codes.get(response.status_code, "refused"),
        said.get(response.status_code, "The request was refused."),
    )
    for name in ("Allow", "WWW-Authenticate"):
        if name in response.headers:
            made.headers[name] = response.headers[name]
    return made
