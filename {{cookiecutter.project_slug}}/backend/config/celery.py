"""Celery's app. Task arguments are ids, and even those stay out of what describes a message."""

from functools import cached_property
from typing import Any

from celery import Celery
from celery.signals import celeryd_after_setup, setup_logging
from kombu.transport import TRANSPORT_ALIASES

# They connect their signals.
import observability.asker
import observability.celery
import observability.request_id
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

    @cached_property
    def Beat(self) -> Any:  # noqa: N802 - Celery's name
        """Return the class that `celery beat` runs."""
        where = "config.celery_lines" if _lines_are_json() else "celery.apps.beat"
        return self.subclass_with_self(f"{where}:Beat")  # type: ignore[arg-type]  # or its name


def _lines_are_json() -> bool:
    from django.conf import settings

    return bool(settings.LOG_FORMAT == "json")


@celeryd_after_setup.connect(weak=False)
def print_json_only(instance: Any, **_: Any) -> None:
    """Have the worker print no banner where lines are for machines."""
    if _lines_are_json():
        from config import celery_lines

        celery_lines.quieten(instance)


@setup_logging.connect(weak=False)
def log_as_django_does(**_: Any) -> None:
    """Keep Celery from setting up handlers of its own: it logs results and exception texts."""
    from django.conf import settings
    from django.utils.log import configure_logging

    observability.celery.declare_celery()  # before beat says its first line
    configure_logging(settings.LOGGING_CONFIG, settings.LOGGING)


load_settings()
app = ClinicCelery("config")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
