"""What a person asks of an engine at a case: translate a message, correct that, read her letter, suggest words."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from amends.connect.assist.port import AssistError
from amends.core.errors import DomainError
from amends.desk.assistance import asking
from amends.desk.assistance.queries import case_of, private_of, translation_seen_by
from amends.desk.assistance.similar import similar_to
from amends.desk.conversations.models import Message
from amends.desk.conversations.queries import message_in
from amends.desk.flow import choices, understanding
from amends.desk.flow.understanding import DraftRefused
from amends.desk.people.actors import actor_of
from amends.web import showing
from amends.web.workspace.assist_words import trouble_sentence
from amends.web.workspace.frame import BadParameter, frame_of, person_of, workspace_view
from amends.web.workspace.views.case import LONGEST, case_or_404, letter_or_404
from amends.web.workspace.views.case_letter import keeps_words, number_given, words_of_form


def _at_message(case_id: int, message_id: int) -> HttpResponse:
    return redirect(f"{reverse('case', args=[case_id])}#message{message_id}")


def _message_or_404(request: HttpRequest, case_id: int, message_id: int) -> Message:
    found = case_or_404(request, case_id)
    message = message_in(found.conversation_id, message_id) if message_id < 2**63 else None
    if message is None:
        raise BadParameter(_("There is no such message in this case."), 404)
    return message


@require_safe
@workspace_view
def similar(request: HttpRequest, case_id: int, message_id: int) -> HttpResponse:
    """Corrected translations of words that are like this message's, for a person to look at."""
    frame, message = frame_of(request), _message_or_404(request, case_id, message_id)
    found = similar_to(message, private_of(message.conversation), person_of(frame).language)
    return render(request, "workspace/case/similar.html", {"similar": found})


@require_POST
@workspace_view
def translate(request: HttpRequest, case_id: int, message_id: int) -> HttpResponse:
    """Translate one message into the person's language, now."""
    frame, message = frame_of(request), _message_or_404(request, case_id, message_id)
    person = person_of(frame)
    source = str((message.reading or {}).get("language", "en"))
    try:
        asking.translate_message(
            actor=actor_of(person), message=message, source=source, language=person.language, now=frame.now
        )
    except AssistError as error:
        messages.error(request, trouble_sentence(error.trouble))
    return _at_message(case_id, message_id)


@require_POST
@workspace_view
def correct(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Keep a person's words instead of the machine's."""
    frame = frame_of(request)
    person = person_of(frame)
    translation = translation_seen_by(person, translation_id) if translation_id < 2**63 else None
    case = case_of(translation.message.conversation) if translation is not None else None
    if translation is None or case is None:
        raise BadParameter(_("There is no such translation in your shops."), 404)
    text = request.POST.get("text", "")
    if len(text) > LONGEST:
        raise BadParameter(_("The translation is longer than %(most)s characters; shorten it.") % {"most": LONGEST})
    kept = asking.correct(
        actor=actor_of(person), person=person, translation=translation, text=text, now=frame.now,
        source=str((translation.message.reading or {}).get("language", "en")),
    )  # fmt: skip
    if kept:
        messages.success(request, _("Corrected; the same words will be translated so again."))
    else:
        messages.success(
            request,
            _("Corrected. It is not used for other messages, because a name or number of the original is not in it."),
        )
    return _at_message(case.pk, translation.message_id)


@require_POST
@workspace_view
@keeps_words
def back(request: HttpRequest, case_id: int) -> HttpResponse:
    """Keep the letter, and show what it says in the person's language."""
    frame = frame_of(request)
    person = person_of(frame)
    reply = letter_or_404(case_or_404(request, case_id))
    kept = choices.keep_words(person=person, reply=reply, words=words_of_form(request), now=frame.now)
    try:
        understanding.translate_back(person=person, reply=kept, now=frame.now)
        if understanding.understanding_of(person, kept, kept.body).blocked:
            messages.error(
                request, _("Your letter is kept. The translation back lost numbers or dates; see below the letter.")
            )
        else:
            messages.success(request, _("Read what your letter says; then you may send it."))
    except AssistError as error:
        messages.error(request, f"{_('Your letter is kept.')} {trouble_sentence(error.trouble)}")
    return redirect(f"{reverse('case', args=[case_id])}#letter-title")


@require_POST
@workspace_view
@keeps_words
def suggest(request: HttpRequest, case_id: int) -> HttpResponse:
    """Let the engine word the letter from the case's facts; what may not stand is left out, with the reason."""
    frame = frame_of(request)
    reply = letter_or_404(case_or_404(request, case_id))
    if words_of_form(request).body.strip() != reply.body.strip():
        raise DomainError(_("Save your own words or write the letter anew first: a suggestion would replace them."))
    try:
        _kept, refused = understanding.suggest_words(
            person=person_of(frame), reply=reply, version=number_given(request, "version"), now=frame.now
        )
    except AssistError as error:
        messages.error(request, f"{_('Your letter stays as it was.')} {trouble_sentence(error.trouble)}")
    except DraftRefused as refusal:
        rules = {showing.word(finding["rule"], "LintRule", frame.language) for finding in refusal.data["findings"]}
        messages.error(
            request,
            _("The suggestion says what may not be sent (%(rules)s). Your letter stays as it was.")
            % {"rules": ", ".join(sorted(rules))},
        )
    else:
        messages.success(request, _("The suggestion stands in the letter. Read it before you send it."))
        if refused:
            messages.warning(
                request,
                ngettext(
                    "%(n)s sentence was left out, because nothing in the case shows what it says: %(first)s",
                    "%(n)s sentences were left out, because nothing in the case shows what they say: %(first)s",
                    len(refused),
                )
                % {"n": len(refused), "first": "; ".join(each.text for each in refused)[:200]},
            )
    return redirect(f"{reverse('case', args=[case_id])}#letter-title")
