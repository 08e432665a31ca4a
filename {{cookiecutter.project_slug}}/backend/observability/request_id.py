"""The request's id: made at the edge, carried from the browser's server to Django and to Celery.

A random UUID. Whoever is in front may have made it (`X-Request-ID`); an id of another shape is not
taken over, because it could have been made of something. It is a tag of all telemetry, stands in
the logs, and is answered to whoever asked.
"""

from __future__ import annotations

import uuid
from contextvars import ContextVar
from typing import Any, Final

import sentry_sdk
from celery.signals import before_task_publish, task_postrun, task_prerun

from observability import shapes

HEADER: Final = "X-Request-ID"
TAG: Final = "request_id"

_current: ContextVar[str | None] = ContextVar("request_id", default=None)


def current() -> str | None:
    """Return the id of the request that this code works for; None where there is none."""
    return _current.get()


def begin(given: object) -> str:
    """Take over the id that was given, or make one; it is current from now on."""
    taken = accepted(given) or str(uuid.uuid4())
    _current.set(taken)
    sentry_sdk.get_isolation_scope().set_tag(TAG, taken)
    return taken


def accepted(given: object) -> str | None:
    """Return a random UUID (32 hex digits, dashes or none) with dashes; None for all else."""
    plain = given.replace("-", "") if type(given) is str and len(given) <= 36 else None
    return None if shapes.event_id(plain) is None else str(uuid.UUID(plain))


def _carry(headers: dict[str, Any] | None = None, **_: Any) -> None:
    if headers is not None and _current.get() is not None:
        headers.setdefault(TAG, _current.get())


def _take_over(task: Any = None, **_: Any) -> None:
    given = accepted(getattr(task.request, TAG, None))
    if given is not None:
        begin(given)


def _end(task: Any = None, **_: Any) -> None:
    # In eager mode the request itself goes on.
    if not task.request.is_eager:
        _current.set(None)


before_task_publish.connect(_carry, weak=False)
task_prerun.connect(_take_over, weak=False)
task_postrun.connect(_end, weak=False)
