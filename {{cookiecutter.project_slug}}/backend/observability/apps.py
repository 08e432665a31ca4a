"""The Django app: start-up checks and the command `manage.py telemetry`."""

from django.apps import AppConfig
from django.conf import settings
from django.core import checks as django_checks


class ObservabilityConfig(AppConfig):
    """The last of the installed apps, so that it sees what the others have done."""

    name = "observability"

    def ready(self) -> None:
        """Refuse to start in production if telemetry could pass the gate by."""
        from observability import checks

        django_checks.register(checks.check, checks.TAG)
        checks.enforce(production=settings.IS_PRODUCTION)
