"""The addresses of the phrase library and of the company's own words."""

from __future__ import annotations

from django.urls import path

from amends.web.workspace.views import own_words, phrases, phrases_changed

urlpatterns = [
    path("phrases/", phrases.phrases, name="phrases"),
    path("phrases/letter/", phrases.letter, name="phrase_letter"),
    path("phrases/changed/", phrases_changed.changed, name="phrases_changed"),
    path("phrases/own/", own_words.own_words, name="own_words"),
    path("phrases/own/snippet/", own_words.keep_snippet, name="snippet_keep"),
    path("phrases/own/signature/", own_words.keep_signature, name="signature_keep"),
    path("phrases/own/word/", own_words.keep_word, name="word_keep"),
    path("phrases/own/<int:wording_id>/remove/", own_words.remove, name="own_remove"),
    path("phrases/changes/<int:change_id>/undo/", phrases.undo, name="wording_undo"),
    path("phrases/suggestions/<int:suggestion_id>/", phrases.settle, name="suggestion_settle"),
    path("phrases/<str:wording>/<slug:phrase>/<int:number>/", phrases.phrase, name="phrase"),
    path("phrases/<str:wording>/<slug:phrase>/<int:number>/try/", phrases.attempt, name="phrase_try"),
    path("phrases/<str:wording>/<slug:phrase>/<int:number>/save/", phrases.save, name="phrase_save"),
    path("phrases/<str:wording>/<slug:phrase>/<int:number>/remove/", phrases.remove, name="phrase_remove"),
]
