from django.apps import AppConfig


class MeansConfig(AppConfig):
    name = "amends.desk.means"
    label = "means"
    default_auto_field = "django.db.models.BigAutoField"
