"""The addresses of working as a team: saved views, what is for one, the team, hand-over sheets."""

from __future__ import annotations

from django.urls import path

from amends.web.workspace.views import for_you, handovers, saved_views, team

urlpatterns = [
    path("queue/views/", saved_views.saved_views, name="saved_views"),
    path("queue/views/save/", saved_views.save, name="view_save"),
    path("queue/views/<int:view_id>/rename/", saved_views.rename, name="view_rename"),
    path("queue/views/<int:view_id>/move/", saved_views.move, name="view_move"),
    path("queue/views/<int:view_id>/remove/", saved_views.remove, name="view_remove"),
    path("queue/views/<int:view_id>/opens/", saved_views.opens, name="view_opens"),
    path("for-you/", for_you.for_you, name="for_you"),
    path("team/", team.team, name="team"),
    path("team/limits/", team.limits, name="team_limits"),
    path("team/shops/<slug:key>/dispatch/", team.dispatch, name="team_dispatch"),
    path("team/<int:person_id>/", team.one, name="team_person"),
    path("team/<int:person_id>/away/", team.away, name="team_away"),
    path("team/<int:person_id>/give-away/", team.give_away, name="team_give_away"),
    path("hand-over/", handovers.prepare, name="hand_over"),
    path("hand-over/<int:sheet_id>/", handovers.sheet, name="handover"),
    path("hand-over/<int:sheet_id>/take/", handovers.take, name="handover_take"),
    path("hand-over/<int:sheet_id>/back/", handovers.back, name="handover_back"),
]
