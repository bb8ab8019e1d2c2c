"""The answer to a dispute, field by field, as the platform's own form takes it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query
from pydantic import BaseModel

from amends.core.vocabulary import Scope
from amends.desk.cases.models import Case
from amends.desk.flow.form_answers import form_answer, form_for, usual_purpose
from amends.desk.flow.statements import judge
from amends.evidence.answer import AnswerForm, Purpose, checked_on
from amends.web.api.access import person_of
from amends.web.api.letters import Judged
from amends.web.api.problems import Refused, no_such
from amends.web.api.routes import Long, Number, case_or_404, does, reads

Language = Literal["en", "zh", "ru", "es", "pt", "fr", "de", "it", "ja", "ko", "ar", "tr", "pl", "nl"]


class FieldShown(BaseModel):
    """A field: the platform's name of it, what it holds, its text; ``limit`` null: none is published that we know of."""

    name: str
    holds: str
    text: str
    length: int
    limit: int | None
    limit_source: str | None
    over: int


class ProofShown(BaseModel):
    """A piece of evidence, what it proves, and the form's place for it (empty: it has none)."""

    title: str
    type: str
    shows: str
    place: str


class FormAnswerShown(BaseModel):
    """``purposes``: with what the form can be answered; ``fits``: nothing passes a limit that is known."""

    platform: str
    procedure: str
    purpose: str
    purposes: list[str]
    language: str
    dispute: str | None
    fields: list[FieldShown]
    length: int
    limit: int | None
    fits: bool
    evidence: list[ProofShown]
    gist: str | None
    verdict: str | None
    findings: list[dict[str, Any]]
    source: str
    confidence: str
    checked: str


class StatementWords(BaseModel):
    language: Language
    text: Long


def _form(case: Case) -> AnswerForm:
    form = form_for(case)
    if form is None:
        raise no_such("form")
    return form


@reads("/cases/{case_id}/form-answer", FormAnswerShown, tag="evidence", summary="The answer for the platform's form")
def read_form_answer(
    request: HttpRequest,
    case_id: Number,
    purpose: Annotated[
        Purpose | None, Query(description="Contest or offer; what the case suggests if left out.")
    ] = None,
    language: Annotated[Language | None, Query(description="The platform's usual one if left out.")] = None,
) -> Any:
    """Nothing is stored and nothing is sent: a person copies it, or a program of yours files it."""
    case = case_or_404(request, case_id)
    form = _form(case)
    if purpose is not None and purpose not in form.purposes:
        raise Refused(422, "unknown_value", "This form cannot be answered so; “purposes” names what it takes.")
    found = form_answer(
        person=person_of(request), case=case, form=form, purpose=purpose or usual_purpose(case, form),
        language=language or "", now=timezone.now(),
    )  # fmt: skip
    filled, statement = found.filled, found.statement
    return FormAnswerShown(
        platform=form.platform.value,
        procedure=form.procedure,
        purpose=filled.purpose.value,
        purposes=[each.value for each in form.purposes],
        language=found.language,
        dispute=found.dispute.external_id if found.dispute is not None else None,
        fields=[
            FieldShown(
                name=field.name, holds=field.holds.value, text=field.text, length=field.length, over=field.over,
                limit=field.limit.value if field.limit else None, limit_source=field.limit.source if field.limit else None,
            )
            for field in filled.fields
        ],
        length=filled.length,
        limit=form.in_all.value if form.in_all else None,
        fits=filled.fits,
        evidence=[
            ProofShown(title=each.exhibit.title, type=each.exhibit.type.value, shows=each.shows, place=each.place)
            for each in filled.exhibits
        ],
        gist=statement.gist if statement else None,
        verdict=statement.verdict.value if statement else None,
        findings=[finding.model_dump(mode="json") for finding in statement.findings] if statement else [],
        source=form.source,
        confidence=form.confidence.value,
        checked=checked_on().isoformat(),
    )  # fmt: skip


@does("/cases/{case_id}/form-answer/lint", Judged, tag="evidence", summary="Judge words for the platform's form", scope=Scope.READ)  # fmt: skip
def judge_form_answer(request: HttpRequest, case_id: Number, body: StatementWords) -> Any:
    """Nothing is stored."""
    case = case_or_404(request, case_id)
    _form(case)
    judged = judge(person=person_of(request), case=case, language=body.language, text=body.text, now=timezone.now())
    return Judged(
        verdict=judged.verdict.value, findings=[finding.model_dump(mode="json") for finding in judged.findings]
    )
