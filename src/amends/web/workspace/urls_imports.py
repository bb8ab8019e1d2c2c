"""The addresses of imports."""

from __future__ import annotations

from django.urls import path

from amends.web.workspace.views import imports, imports_new

urlpatterns = [
    path("imports/", imports.imports, name="imports"),
    path("imports/upload/", imports.upload, name="import_upload"),
    path("imports/template/<str:kind>/", imports.template, name="import_template"),
    path("imports/new/<str:token>/", imports_new.new, name="import_new"),
    path("imports/<int:import_id>/", imports.one, name="import"),
    path("imports/<int:import_id>/problems/", imports.problems, name="import_problems"),
    path("imports/<int:import_id>/undo/", imports.undo, name="import_undo"),
]
