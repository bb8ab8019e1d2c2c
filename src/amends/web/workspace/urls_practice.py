"""The addresses of practice: the exercises, one of them, what came of it, the team."""

from __future__ import annotations

from django.urls import path

from amends.web.workspace.views import practice, practice_team

urlpatterns = [
    path("practice/", practice.practice, name="practice"),
    path("practice/team/", practice_team.team, name="practice_team"),
    path("practice/past/", practice_team.past, name="practice_past"),
    path("practice/past/keep-out/", practice_team.keep_out, name="practice_keep_out"),
    path("practice/past/let-in/<int:buyer_id>/", practice_team.let_in, name="practice_let_in"),
    path("practice/begin/", practice.begin, name="practice_begin"),
    path("practice/results/<int:attempt_id>/", practice.result, name="practice_result"),
    path("practice/<str:exercise>/", practice.one, name="practice_one"),
    path("practice/<str:exercise>/write/", practice.write, name="practice_write"),
    path("practice/<str:exercise>/lint/", practice.lint, name="practice_lint"),
    path("practice/<str:exercise>/sentences/", practice.sentences, name="practice_sentences"),
    path("practice/<str:exercise>/answer/", practice.answer, name="practice_answer"),
]
