"""The buyers' addresses: a page behind its link, and a shop's public entrance."""

from __future__ import annotations

from django.urls import path

from amends.web.portal import finding, uploading, views

urlpatterns = [
    path("my/<str:token>/", views.page, name="buyers_page"),
    path("my/<str:token>/tell/", views.tell, name="buyers_tell"),
    path("my/<str:token>/answer/", views.answer, name="buyers_answer"),
    path("my/<str:token>/copy/", views.copy, name="buyers_copy"),
    path("my/<str:token>/notices/", views.stop_notices, name="buyers_notices"),
    path("my/<str:token>/files/", uploading.begin, name="buyers_files"),
    path("my/<str:token>/files/<slug:upload>/", uploading.piece, name="buyers_file"),
    path("find/<slug:shop_key>/", finding.find, name="find_order"),
]
