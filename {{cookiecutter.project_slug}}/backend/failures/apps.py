"""The test-only app. It is no part of the service's settings: `failures.settings` adds it."""

import os

from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def refuse_outside_of_tests(*, production: bool) -> None:
    if production or os.environ.get("FAILURES") != "1":
        message = (
            "The failures app is given, and only tests may have it. "
            "Accepted: FAILURES=1 outside of production. "
            "Remove failures.settings from DJANGO_SETTINGS_MODULE."
        )
        raise ImproperlyConfigured(message)


class FailuresConfig(AppConfig):
    name = "failures"

    def ready(self) -> None:
        refuse_outside_of_tests(production=settings.IS_PRODUCTION)
        from failures.admin import add_action

        add_action()
        if os.environ.get("FAILURES_CRASH"):
            from celery import current_app

            from failures import worker_crash

            worker_crash.add_to(current_app)
