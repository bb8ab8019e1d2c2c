from importlib import import_module

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The mail of the buyer's page is background work of its own."""

    name = "amends.web"
    label = "web"

    def ready(self) -> None:
        import_module("amends.web.portal.jobs")
