"""The addresses of the phrase library, of the company's own words, and of its guides."""

from __future__ import annotations

from django.urls import path

from amends.web.workspace.views import guides, memory, own_words, phrases, phrases_changed

urlpatterns = [
    path("guides/", guides.guides, name="guides"),
    path("guides/add/", guides.add, name="guide_add"),
    path("guides/<int:guide_id>/", guides.one, name="guide"),
    path("guides/<int:guide_id>/remove/", guides.remove, name="guide_remove"),
    path("phrases/", phrases.phrases, name="phrases"),
    path("phrases/letter/", phrases.letter, name="phrase_letter"),
    path("phrases/changed/", phrases_changed.changed, name="phrases_changed"),
    path("phrases/memory/", memory.memory, name="memory"),
    path("phrases/memory/file/", memory.download, name="memory_file"),
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
