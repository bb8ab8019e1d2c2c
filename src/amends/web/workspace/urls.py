"""The agents' addresses. Larger pages bring their own list: ``urls_case``, ``urls_imports``, ``urls_policies``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from amends.web.workspace.views import (
    assistant,
    journal,
    lab,
    morning,
    parcels,
    profile,
    promises,
    queue,
    recoveries,
    reviews,
    search,
    shops,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", morning.morning, name="morning"),
    path("queue/", queue.queue, name="queue"),
    path("promises/", promises.promises, name="promises"),
    path("promises/<int:promise_id>/kept/", promises.kept, name="promise_kept"),
    path("claims/", recoveries.recoveries, name="recoveries"),
    path("claims/<int:recovery_id>/filed/", recoveries.filed, name="recovery_filed"),
    path("claims/<int:recovery_id>/received/", recoveries.received, name="recovery_received"),
    path("claims/<int:recovery_id>/refused/", recoveries.refused, name="recovery_refused"),
    path("claims/<int:recovery_id>/given-up/", recoveries.given_up, name="recovery_given_up"),
    path("claims/<int:recovery_id>/due/", recoveries.due, name="recovery_due"),
    path("claims/<int:recovery_id>/undo/", recoveries.undo, name="recovery_undo"),
    path("cases/<int:case_id>/journal/", journal.journal, name="case_journal"),
    path("parcels/", parcels.parcels, name="parcels"),
    path("reviews/", reviews.reviews, name="reviews"),
    path("shops/", shops.shops, name="shops"),
    path("shops/corrections/", shops.corrections, name="agree_to_corrections"),
    path("assistant/", assistant.assistant, name="assistant"),
    path("assistant/test/", assistant.test, name="assistant_test"),
    path("lab/", lab.lab, name="lab"),
    path("lab/ask/", lab.ask, name="lab_ask"),
    path("lab/<int:trial_id>/", lab.one, name="lab_trial"),
    path("lab/<int:trial_id>/cancel/", lab.cancel, name="lab_cancel"),
    path("lab/<int:trial_id>/use/", lab.use, name="lab_use"),
    path("lab/models/<int:model_id>/use/", lab.use_model, name="lab_use_model"),
    path("lab/undo/<int:switch_id>/", lab.undo, name="lab_undo"),
    path("search/", search.search, name="search"),
    path("profile/", profile.profile, name="profile"),
    path("profile/languages/", profile.languages, name="profile_languages"),
    path("language/", profile.screen_language, name="screen_language"),
    path("", include("amends.web.workspace.urls_case")),
    path("", include("amends.web.workspace.urls_imports")),
    path("", include("amends.web.workspace.urls_policies")),
    path("", include("amends.web.workspace.urls_phrases")),
]
