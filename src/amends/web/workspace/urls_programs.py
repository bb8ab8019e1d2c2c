"""The addresses of what is for programs: tokens, webhooks, the reference of the API."""

from __future__ import annotations

from django.urls import path

from amends.web.workspace.views import api_reference, tokens, webhooks

urlpatterns = [
    path("profile/tokens/", tokens.tokens, name="tokens"),
    path("profile/tokens/<int:token_id>/revoke/", tokens.revoke, name="token_revoke"),
    path("api/", api_reference.api_reference, name="api_reference"),
    path("webhooks/", webhooks.webhooks, name="webhooks"),
    path("webhooks/<int:webhook_id>/change/", webhooks.change, name="webhook_change"),
    path("webhooks/<int:webhook_id>/remove/", webhooks.remove, name="webhook_remove"),
    path("webhooks/<int:webhook_id>/test/", webhooks.test, name="webhook_test"),
    path("webhooks/<int:webhook_id>/replay/", webhooks.replay, name="webhook_replay"),
]
