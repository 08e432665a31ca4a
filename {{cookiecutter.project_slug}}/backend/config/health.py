"""Whether the service lives (`/healthz`) and whether it can work (`/readyz`)."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import KombuError

from config.celery import app
from observability import losses, policy, switch

BROKER_TIMEOUT = 2  # seconds
UNAVAILABLE = 503


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - Django's signature
    """Answer that the process serves requests; asks nothing else."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - Django's signature
    """Answer whether database and broker can be used, and what telemetry was dropped or lost.

    Ready means: the database answers `SELECT 1`, and a connection to the broker can be made within
    two seconds. The filesystem broker has nothing to connect to: there ready means that the queue's
    folder exists and can be written to.
    """
    checks = {"database": _database(), "broker": _broker()}
    ready = all(check["status"] == "ok" for check in checks.values())
    body: dict[str, Any] = {
        "status": "ok" if ready else "unavailable",
        "checks": checks,
        "telemetry": _telemetry(),
    }
    return JsonResponse(body, status=200 if ready else UNAVAILABLE)


def _telemetry() -> dict[str, Any]:
    # The hashes are compared with the Next server's: both must have read the same files.
    found = policy.current()
    return {
        "dropped": losses.dropped(),
        "lost": losses.lost(),
        "off": switch.off(),
        "policy": None if found is None else found.sha256,
        "words": None if found is None or found.words is None else found.words.sha256,
    }


def _result(*, ok: bool, means: str) -> dict[str, str]:
    return {"status": "ok" if ok else "unavailable", "means": means}


def _database() -> dict[str, str]:
    means = "SELECT 1 was answered"
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        return _result(ok=False, means=means)
    return _result(ok=True, means=means)


def _broker() -> dict[str, str]:
    if settings.CELERY_BROKER_IS_FILES:
        folder = Path(settings.CELERY_QUEUE_FOLDER)
        writable = folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)
        return _result(ok=writable, means="the queue's folder exists and can be written to")
    means = "a connection was made"
    try:
        with app.connection_for_write(connect_timeout=BROKER_TIMEOUT) as broker:
            broker.ensure_connection(max_retries=1, timeout=BROKER_TIMEOUT)
    except (OSError, KombuError):
        return _result(ok=False, means=means)
    return _result(ok=True, means=means)
