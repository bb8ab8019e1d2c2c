"""Addresses of the policies and of the form that edits them."""

from __future__ import annotations

from django.urls import URLPattern, path

from amends.web.workspace.views import policies, policy_edit

urlpatterns: list[URLPattern] = [
    path("policies/", policies.policies, name="policies"),
    path("policies/switch/", policies.switch_policy, name="policy_switch"),
    path("policies/stop/", policies.stop_policy, name="policy_stop"),
    path("policies/undo/<int:switch_id>/", policies.undo_policy, name="policy_undo"),
    path("policies/edit/", policy_edit.edit_policy, name="policy_edit"),
    path("policies/preview/", policy_edit.preview_policy, name="policy_preview"),
]
