"""The example domain."""

from django.apps import AppConfig


class PatientsConfig(AppConfig):
    """Clinics, their staff, patients and appointments."""

    name = "patients"
    default_auto_field = "django.db.models.BigAutoField"
