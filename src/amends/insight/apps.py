from importlib import import_module

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """The lab's jobs are registered when it is ready."""

    name = "amends.insight"
    label = "insight"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("amends.insight.jobs")
