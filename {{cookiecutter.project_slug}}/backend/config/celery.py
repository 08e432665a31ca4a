"""Celery's app. Task arguments are ids, and even those stay out of what describes a message."""

from typing import Any

from celery import Celery
from celery.signals import setup_logging
from kombu.transport import TRANSPORT_ALIASES

import observability.celery
import observability.request_id  # noqa: F401 - both connect their signals
from config.start import load_settings

TRANSPORT_ALIASES["filesystem"] = "config.file_broker:Transport"


class ClinicCelery(Celery):
    """Sends messages whose headers do not spell the arguments."""

    task_cls = "observability.celery_task:Task"

    def send_task(self, *args: Any, **options: Any) -> Any:
        """Send a message. Every way to send one ends here: tasks, retries, chains, beat.

        Celery would put a repr of the arguments into the headers, and from there into logs.
        """
        options["argsrepr"] = options["kwargsrepr"] = "[arguments]"
        return super().send_task(*args, **options)


@setup_logging.connect(weak=False)
def log_as_django_does(**_: Any) -> None:
    """Keep Celery from setting up handlers of its own: it logs results and exception texts."""
    from django.conf import settings
    from django.utils.log import configure_logging

    configure_logging(settings.LOGGING_CONFIG, settings.LOGGING)


load_settings()
app = ClinicCelery("config")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
