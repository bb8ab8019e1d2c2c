"""The addresses of the settings: shops, hours, people, notices."""

from __future__ import annotations

from django.urls import path

from amends.web.workspace.views import means, notices, settings

urlpatterns = [
    path("settings/", settings.settings, name="settings"),
    path("settings/people/", settings.invite_person, name="settings_invite"),
    path("settings/people/<int:person_id>/<slug:key>/", settings.role, name="settings_role"),
    path("settings/shops/<slug:key>/", settings.shop, name="settings_shop"),
    path("settings/shops/<slug:key>/hours/", settings.hours, name="settings_hours"),
    path("settings/shops/<slug:key>/stock/", means.means, name="means"),
    path("settings/shops/<slug:key>/stock/count/", means.count, name="means_count"),
    path("settings/shops/<slug:key>/stock/budget/", means.budget, name="means_budget"),
    path("settings/shops/<slug:key>/notices/", notices.notices, name="notices"),
]
