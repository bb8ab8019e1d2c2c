"""Where each address leads: wiring only."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("api/v1/", include("amends.web.api.urls")),
    path("", include("amends.web.portal.urls")),
    path("", include("amends.web.workspace.urls")),
]
