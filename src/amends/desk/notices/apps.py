from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "amends.desk.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
