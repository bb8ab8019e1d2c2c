"""The addresses of a case: its page, what is done there, its files."""

from __future__ import annotations

from django.urls import path

from amends.web.workspace.views import case, case_actions, case_assist, case_files, case_letter, case_link, composer

urlpatterns = [
    path("cases/<int:case_id>/", case.case, name="case"),
    path("cases/<int:case_id>/lint/", case.lint, name="case_lint"),
    path("cases/<int:case_id>/sentences/", composer.sentences, name="case_sentences"),
    path("cases/<int:case_id>/attach/", composer.attach, name="case_attach"),
    path("cases/<int:case_id>/detach/", composer.detach, name="case_detach"),
    path("cases/<int:case_id>/choose/", case_letter.choose, name="case_choose"),
    path("cases/<int:case_id>/approve/", case_letter.approve, name="case_approve"),
    path("cases/<int:case_id>/save/", case_letter.save, name="case_save"),
    path("cases/<int:case_id>/anew/", case_letter.anew, name="case_anew"),
    path("cases/<int:case_id>/override/", case_letter.override, name="case_override"),
    path("cases/<int:case_id>/send/", case_letter.send, name="case_send"),
    path("letters/<int:reply_id>/undo/", case_letter.undo, name="letter_undo"),
    path("letters/<int:reply_id>/left/", case_letter.has_left, name="letter_left"),
    path("letters/<int:reply_id>/again/", case_letter.try_again, name="letter_again"),
    path("cases/<int:case_id>/back/", case_assist.back, name="case_back"),
    path("cases/<int:case_id>/suggest/", case_assist.suggest, name="case_suggest"),
    path("cases/<int:case_id>/messages/<int:message_id>/translate/", case_assist.translate, name="case_translate"),
    path("translations/<int:translation_id>/correct/", case_assist.correct, name="translation_correct"),
    path("cases/<int:case_id>/kind/", case_actions.kind, name="case_kind"),
    path("cases/<int:case_id>/fault/", case_actions.fault, name="case_fault"),
    path("cases/<int:case_id>/order/", case_actions.order, name="case_order"),
    path("cases/<int:case_id>/candidates/", case_actions.candidates, name="case_candidates"),
    path("cases/<int:case_id>/assign/", case_actions.assign, name="case_assign"),
    path("cases/<int:case_id>/wait/", case_actions.wait, name="case_wait"),
    path("cases/<int:case_id>/note/", case_actions.note, name="case_note"),
    path("cases/<int:case_id>/no-answer/", case_actions.no_answer, name="case_no_answer"),
    path("cases/<int:case_id>/close/", case_actions.close, name="case_close"),
    path("cases/<int:case_id>/reopen/", case_actions.reopen, name="case_reopen"),
    path("cases/<int:case_id>/outcome/", case_actions.outcome, name="case_outcome"),
    path("cases/<int:case_id>/outcome/undo/", case_actions.outcome_undo, name="case_outcome_undo"),
    path("cases/<int:case_id>/refund/", case_actions.refund, name="case_refund"),
    path("cases/<int:case_id>/void/", case_actions.void, name="case_void"),
    path("cases/<int:case_id>/files/<int:attachment_id>/", case_files.attachment, name="case_attachment"),
    path("cases/<int:case_id>/exhibits/<int:exhibit_id>/", case_files.exhibit, name="case_exhibit"),
    path("cases/<int:case_id>/keep/", case_files.keep, name="case_keep"),
    path("cases/<int:case_id>/bring/", case_files.bring, name="case_bring"),
    path("cases/<int:case_id>/pack/", case_files.pack, name="case_pack"),
    path("cases/<int:case_id>/link/", case_link.make, name="case_link_make"),
    path("cases/<int:case_id>/link/revoke/", case_link.revoke, name="case_link_revoke"),
]
