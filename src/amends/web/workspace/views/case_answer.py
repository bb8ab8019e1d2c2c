"""The answer to a dispute, ready for the fields of the platform's own form."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.desk.cases.models import Case
from amends.desk.flow.form_answers import form_answer, form_for, usual_purpose
from amends.desk.flow.statements import judge
from amends.evidence.answer import AnswerForm, Purpose, checked_on
from amends.letter import supported_languages
from amends.web import showing
from amends.web.sayings import saying
from amends.web.workspace.casepage.answer import PURPOSES, fields_of, proofs_of, statement_lint
from amends.web.workspace.casepage.translated import language_name
from amends.web.workspace.frame import BadParameter, frame_of, person_of, workspace_view
from amends.web.workspace.parameters import choice_parameter
from amends.web.workspace.views.case import case_or_404

#: No form that we know of takes more in one field.
MOST = 20_000


def form_or_404(case: Case) -> AnswerForm:
    """The form that answers the case's dispute."""
    form = form_for(case)
    if form is None:
        raise BadParameter(_("No form of a platform is known for this case; answer the buyer by letter."), 404)
    return form


@require_safe
@workspace_view
def answer(request: HttpRequest, case_id: int) -> HttpResponse:
    """Every field with its text and a button that copies it; nothing is stored, nothing is sent."""
    frame = frame_of(request)
    case = case_or_404(request, case_id)
    form = form_or_404(case)
    asked = choice_parameter(request, "for", tuple(purpose.value for purpose in form.purposes))
    purpose = Purpose(asked) if asked else usual_purpose(case, form)
    language = choice_parameter(request, "language", tuple(supported_languages()))
    found = form_answer(
        person=person_of(frame), case=case, form=form, purpose=purpose, language=language, now=frame.now
    )
    statement = found.statement
    context = {
        "frame": frame, "case": case, "form": form, "answer": found, "filled": found.filled, "checked": checked_on(),
        "platform": showing.word(form.platform.value, "Platform", frame.language),
        "purposes": [(each.value, _(PURPOSES[each])) for each in form.purposes], "purpose": purpose.value,
        "languages": [
            (code, language_name(code, frame.language)) for code in dict.fromkeys((found.language, *supported_languages()))
        ],
        "notes": [saying(note.text, frame.language) for note in form.notes], "fields": fields_of(found), "proofs": proofs_of(found.filled.exhibits, frame.language),
        "lint": statement_lint(statement.findings, statement.verdict, statement.text, frame.language)
        if statement is not None
        else None,
    }  # fmt: skip
    return render(request, "workspace/case/answer.html", context)


@require_POST
@workspace_view
def check(request: HttpRequest, case_id: int) -> HttpResponse:
    """What the lint says of a statement as it stands in the field; nothing is stored."""
    frame = frame_of(request)
    case = case_or_404(request, case_id)
    text, language = statement_given(request)
    judged = judge(person=person_of(frame), case=case, text=text, language=language, now=frame.now)
    context = {"case": case, "lint": statement_lint(judged.findings, judged.verdict, text, frame.language)}
    return render(request, "workspace/case/lint.html", context)


def statement_given(request: HttpRequest) -> tuple[str, str]:
    """The words of a statement and the language that was chosen for them; an empty one: as they look."""
    language = request.POST.get("language", "")
    if language and language not in supported_languages():
        raise BadParameter(_("Choose a language of the list."))
    return request.POST.get("statement", "").replace("\r\n", "\n")[:MOST], language
