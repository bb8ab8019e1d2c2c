from django.apps import AppConfig


class ShopsConfig(AppConfig):
    name = "amends.desk.shops"
    label = "shops"
    default_auto_field = "django.db.models.BigAutoField"
