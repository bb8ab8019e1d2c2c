"""Everything that the screens can do has an operation of the API, or stands here with the reason why it has none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver

from amends.web.api.endpoints import api
from amends.web.workspace.urls import urlpatterns

#: The name of a page's address -> the operations that do the same.
DONE_BY = {
    "morning": "read_today",
    "queue": "list_cases",
    "promises": "list_promises", "promise_kept": "promise_kept",
    "recoveries": "list_claims", "recovery_filed": "claim_filed", "recovery_received": "claim_received",
    "recovery_refused": "claim_refused", "recovery_given_up": "claim_given_up", "recovery_due": "claim_due",
    "recovery_undo": "claim_undone",
    "case_journal": "read_journal", "parcels": "list_parcels", "reviews": "list_reviews", "shops": "list_shops",
    "agree_to_corrections": "agree_corrections",
    "assistant": "read_assistant set_up_assistant", "assistant_test": "try_assistant",
    "lab": "list_comparisons list_ways list_nights", "lab_ask": "ask_comparison", "lab_trial": "read_comparison",
    "lab_cancel": "cancel_comparison", "lab_use": "use_comparison", "lab_use_model": "use_model",
    "lab_undo": "undo_policy",
    "mailbox": "read_mailbox connect_mailbox list_kept_mails", "mailbox_test": "try_mailbox",
    "mailbox_disconnect": "disconnect_mailbox", "mail_take": "take_mail",
    "search": "search", "profile": "read_profile change_profile", "profile_languages": "change_profile",
    "case": "read_case read_timeline read_options read_letter read_evidence list_translations",
    "case_next": "list_cases", "case_lint": "lint_letter", "case_sentences": "find_sentences", "case_attach": "list_offered_guides attach_guide",
    "case_detach": "detach_guide", "case_choose": "choose_options", "case_approve": "approve_options",
    "case_save": "edit_letter", "case_anew": "write_anew", "case_override": "override_lint",
    "case_send": "send_letter", "letter_undo": "undo_letter", "letter_left": "letter_left", "letter_again": "try_again",
    "case_back": "read_back", "case_suggest": "suggest_letter", "case_translate": "translate_message", "case_similar": "list_similar",
    "translation_correct": "correct_translation",
    "case_kind": "set_kind", "case_fault": "set_fault", "case_order": "set_order",
    "case_candidates": "list_candidates", "case_assign": "assign", "case_wait": "wait", "case_note": "add_note",
    "case_no_answer": "no_answer", "case_close": "close", "case_reopen": "reopen",
    "case_outcome": "tell_outcome read_outcome", "case_outcome_undo": "take_outcome_back",
    "case_refund": "book_refund", "case_void": "void_refund", "case_owe": "owe_refund",
    "case_attachment": "list_files download_file", "case_exhibit": "download_exhibit", "case_keep": "keep_file",
    "case_bring": "keep_evidence", "case_pack": "build_pack",
    "case_answer": "read_form_answer", "case_answer_check": "judge_form_answer",
    "case_link_make": "make_link read_link", "case_link_revoke": "close_link",
    "approvals": "list_approvals", "approve_many": "approve_options", "approval_yes": "approve_options",
    "approval_no": "decline_options", "limits": "list_limits", "limit_person": "set_approval_limit list_limits", "limit_shop": "set_second_person",
    "bulk": "make_batch list_batches assign wait", "bulk_people": "list_team", "batch": "read_batch",
    "batch_progress": "read_batch", "batch_send": "send_batch", "batch_stop": "stop_batch",
    "batch_approve": "approve_batch", "batch_decline": "decline_batch", "tonight": "read_tonight",
    "refunds": "list_refunds read_refund", "refund_confirmed": "confirm_refund", "refund_taken": "hold_refund",
    "refund_put_back": "put_back_refund", "refund_sent": "refund_left", "refund_failed": "refund_failed",
    "refund_way": "refund_way", "refund_dropped": "drop_refund", "payment_not_gone": "payment_not_gone",
    "imports": "list_imports", "import_upload": "begin_import", "import_new": "begin_import", "import": "read_import",
    "import_problems": "list_problems", "import_undo": "take_back", "import_template": "download_template",
    "policies": "list_policies read_policy", "policy_switch": "switch_policy", "policy_stop": "stop_policy",
    "policy_undo": "undo_policy", "policy_edit": "keep_policy", "policy_preview": "check_policy",
    "webhooks": "list_webhooks add_webhook list_deliveries", "webhook_change": "change_webhook",
    "webhook_remove": "remove_webhook", "webhook_test": "test_webhook", "webhook_replay": "replay_delivery",
    "guides": "list_guides read_guide", "guide_add": "add_guide", "guide": "download_guide", "guide_remove": "remove_guide",
    "phrases": "list_phrases list_suggestions", "phrase": "list_wordings list_changes", "phrase_try": "check_wording",
    "phrase_save": "keep_wording suggest_wording", "phrase_remove": "remove_wording",
    "phrases_changed": "list_replaced", "memory": "take_memory_in", "memory_file": "download_memory",
    "own_words": "list_wordings", "snippet_keep": "keep_wording",
    "signature_keep": "keep_wording", "word_keep": "keep_wording", "own_remove": "remove_wording",
    "wording_undo": "undo_wording", "suggestion_settle": "settle_suggestion",
    "practice": "read_practice", "practice_result": "read_answer", "practice_team": "read_team",
    "practice_past": "allow_past", "practice_keep_out": "keep_out", "practice_let_in": "let_in list_kept_out",
    "saved_views": "list_views", "view_save": "save_view", "view_rename": "change_view", "view_move": "change_view",
    "view_remove": "remove_view", "view_opens": "change_view", "for_you": "list_mentions list_handovers",
    "team": "list_team", "team_limits": "list_limits set_daily_limit", "team_dispatch": "set_dispatch",
    "team_person": "set_skills", "team_away": "set_absence", "team_give_away": "give_away",
    "hand_over": "list_handovers give_handover", "handover": "read_handover", "handover_take": "take_handover",
    "handover_back": "withdraw_handover",
    "settings": "read_shop_settings list_team", "settings_shop": "change_shop_settings",
    "settings_hours": "read_team_hours set_shop_hours", "means": "read_stock read_budget", "means_count": "count_shop_stock", "means_budget": "set_budget",
    "notices": "read_notices choose_shop_notices preview_notice",
}  # fmt: skip

_PRACTISED = "an exercise measures a person; a program that answers it would measure itself"
_AT_A_SCREEN = "it belongs to one open page of one browser; a program keeps its own words and asks the API anew"
#: What has no operation, and why.
HAS_NONE = {
    "tokens": "a token must not make tokens: a person makes them at her screen",
    "token_revoke": "a person revokes tokens at her screen; a stolen token must not revoke the others",
    "api_reference": "the page of this API; a program reads /api/v1/openapi.json",
    "styles": "it shows the components of the screens; a program has no use for them",
    "settings_invite": "a first password is shown to a person once; a token must not make accounts",
    "settings_role": "who works where is a person's to say at her screen; a stolen token must not let others in",
    "screen_language": "a cookie of the browser before anybody has signed in",
    "mailbox_consent": "a person signs in at her provider's own page; a program enters a mailbox by password",
    "mailbox_back": "the provider sends a person's browser back there, with what only that browser may bring",
    "mailbox_servers": "it fills in a form; connect_mailbox takes the provider's servers by itself",
    "phrase_letter": "a sample letter beside the library's pages; the stage `draft` words any letter",
    "practice_begin": _PRACTISED, "practice_one": _PRACTISED, "practice_write": _PRACTISED,
    "practice_lint": _PRACTISED, "practice_sentences": _PRACTISED, "practice_answer": _PRACTISED,
    "live_queue": _AT_A_SCREEN, "live_morning": _AT_A_SCREEN, "live_parcels": _AT_A_SCREEN, "live_case": _AT_A_SCREEN,
    "case_keep_typed": _AT_A_SCREEN, "case_go_on": _AT_A_SCREEN, "case_discard": _AT_A_SCREEN,
}  # fmt: skip


def _named(patterns: list[Any]) -> Iterator[str]:
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from _named(each.url_patterns)
        elif isinstance(each, URLPattern):
            yield str(each.name)


def test_every_page_has_its_operations_or_a_reason() -> None:
    pages = set(_named(urlpatterns))
    missing = sorted(pages - set(DONE_BY) - set(HAS_NONE))
    assert not missing, f"give these an operation of the API, or a reason in HAS_NONE: {', '.join(missing)}"
    assert not sorted((set(DONE_BY) | set(HAS_NONE)) - pages), "these pages are no more"
    assert not set(DONE_BY) & set(HAS_NONE)
    assert all(len(reason) > 30 for reason in HAS_NONE.values())


def test_the_operations_that_stand_for_pages_are_there() -> None:
    document = json.loads(json.dumps(api.get_openapi_schema(path_prefix="api/v1/"), default=str))
    there = {told["operationId"] for methods in document["paths"].values() for told in methods.values()}
    assert not sorted({name for names in DONE_BY.values() for name in names.split()} - there)
