"""Errors on demand."""

from django.apps import AppConfig


class SentryCheckConfig(AppConfig):
    """Shows that an error of each runtime reaches Sentry, once and without its text."""

    name = "sentry_check"
