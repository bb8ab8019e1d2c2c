from django.apps import AppConfig


class RecoveriesConfig(AppConfig):
    name = "amends.desk.recoveries"
    label = "recoveries"
    default_auto_field = "django.db.models.BigAutoField"
