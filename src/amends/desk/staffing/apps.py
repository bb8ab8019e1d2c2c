from django.apps import AppConfig


class StaffingConfig(AppConfig):
    name = "amends.desk.staffing"
    label = "staffing"
    default_auto_field = "django.db.models.BigAutoField"
