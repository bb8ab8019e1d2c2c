from django.apps import AppConfig


class WordingsConfig(AppConfig):
    name = "amends.desk.wordings"
    label = "wordings"
    default_auto_field = "django.db.models.BigAutoField"
