from django.urls import path

from amends.web.api.endpoints import api

urlpatterns = [path("", api.urls)]
