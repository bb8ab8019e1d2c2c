from django.apps import AppConfig


class ExhibitsConfig(AppConfig):
    name = "amends.desk.exhibits"
    label = "exhibits"
    default_auto_field = "django.db.models.BigAutoField"
