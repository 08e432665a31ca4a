"""Tell the worker's and beat's telemetry apart from the web's. Imported by `config.celery`."""

from __future__ import annotations

from typing import Any

from celery.signals import beat_init, celeryd_init

from observability import runtime


def declare_celery(**_: Any) -> None:
    """Say that this process, and the pool children that it forks, are Celery."""
    runtime.declare("celery")


celeryd_init.connect(declare_celery, weak=False)
beat_init.connect(declare_celery, weak=False)
