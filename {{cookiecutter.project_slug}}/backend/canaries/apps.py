"""The test-only app. It is no part of the service's settings: `canaries.settings` adds it."""

import os

from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def refuse_outside_of_tests(*, production: bool) -> None:
    """Raise unless this process was started by the harness, with CANARIES=1 and no production."""
    if production or os.environ.get("CANARIES") != "1":
        message = (
            "The canaries app is given, and only tests may have it. "
            "Accepted: CANARIES=1 outside of production. "
            "Remove canaries.settings from DJANGO_SETTINGS_MODULE."
        )
        raise ImproperlyConfigured(message)


class CanariesConfig(AppConfig):
    """Refuses to be installed anywhere but in the harness."""

    name = "canaries"

    def ready(self) -> None:
        """Refuse production."""
        refuse_outside_of_tests(production=settings.IS_PRODUCTION)
