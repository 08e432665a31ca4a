"""Which runtime this process is: what the `runtime` tag of its telemetry says."""

from __future__ import annotations

from typing import Literal

Runtime = Literal["django", "celery"]

_current: Runtime = "django"


def current() -> Runtime:
    """Return the runtime of this process."""
    return _current


def declare(runtime: Runtime) -> None:
    """Say which runtime this process is; children that it forks inherit it."""
    global _current
    _current = runtime
