"""Strict shapes of the values that may leave as they are. Anything else is None.

Patterns use only what Python and JavaScript read alike: explicit ASCII classes, no `$`.
"""

from __future__ import annotations

import math
import re
from typing import Any, Final

_EVENT_ID: Final = re.compile(r"[0-9a-f]{32}")
_SPAN_ID: Final = re.compile(r"[0-9a-f]{16}")
_TIMESTAMP: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?(?:Z|[+-][0-9]{2}:[0-9]{2})"
)
_SDK_NAME: Final = re.compile(r"sentry\.(?:python|javascript)(?:\.[a-z]{2,20}){0,2}")
_VERSION: Final = re.compile(r"[0-9]{1,5}(?:\.[0-9]{1,5}){1,3}(?:[a-z]{1,5}[0-9]{1,3})?")
_RELEASE: Final = re.compile(
    r"(?:[0-9a-f]{7,40}|v?[0-9]{1,5}(?:\.[0-9]{1,5}){1,3}(?:[-+][0-9A-Za-z.]{1,20})?)"
)
_RATE: Final = re.compile(r"[01](?:\.[0-9]{1,17})?")

_SESSION_ID: Final = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")
_CRONTAB_FIELD: Final = r"[0-9*][0-9*,/-]{0,39}"
_CRONTAB: Final = re.compile(rf"{_CRONTAB_FIELD}(?: {_CRONTAB_FIELD}){{4}}")
_HASHED: Final = re.compile(r"\[id:[0-9a-f]{8}\]")

LEVELS: Final = frozenset({"fatal", "error", "warning", "info", "debug"})
PLATFORMS: Final = frozenset({"python", "javascript", "node"})
HTTP_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
RELEASE_ACCEPTS: Final = "a commit SHA (7 to 40 hex digits) or a version such as 1.4.2"


def _match(pattern: re.Pattern[str], value: object) -> str | None:
    return value if isinstance(value, str) and pattern.fullmatch(value) else None


def event_id(value: object) -> str | None:
    """Return an event or trace id (32 lower-case hex digits), else None."""
    return _match(_EVENT_ID, value)


def span_id(value: object) -> str | None:
    """Return a span id (16 lower-case hex digits), else None."""
    return _match(_SPAN_ID, value)


def timestamp(value: object) -> str | float | int | None:
    """Return a moment: seconds since the epoch, or an ISO 8601 string with a zone; else None."""
    if isinstance(value, str):
        return _match(_TIMESTAMP, value)
    return number(value, 0, 1e11)


def number(value: object, low: float, high: float) -> float | int | None:
    """Return a finite number between `low` and `high`, never a boolean; else None."""
    # Their subclasses could run code of the application when compared.
    if type(value) is not int and type(value) is not float:
        return None
    return value if math.isfinite(value) and low <= value <= high else None


def integer(value: object, high: int) -> int | None:
    """Return a whole number between 0 and `high`, never a boolean; else None."""
    if type(value) is not int:
        return None
    return value if 0 <= value <= high else None


def boolean(value: object) -> bool | None:
    """Return a boolean, else None."""
    return value if isinstance(value, bool) else None


def sdk_name(value: object) -> str | None:
    """Return an SDK's name such as `sentry.python.django`, else None."""
    return _match(_SDK_NAME, value)


def version(value: object) -> str | None:
    """Return a package's version such as `2.75.0`, else None."""
    return _match(_VERSION, value)


def release(value: object) -> str | None:
    """Return a release (see `RELEASE_ACCEPTS`), else None."""
    return _match(_RELEASE, value)


def rate(value: object) -> str | None:
    """Return a rate between 0 and 1 as the string that trace headers hold, else None."""
    return _match(_RATE, value)


def one_of(value: object, allowed: frozenset[str]) -> str | None:
    """Return a member of `allowed`, else None."""
    return value if isinstance(value, str) and value in allowed else None


def session_id(value: object) -> str | None:
    """Return a session's id (a UUID), else None."""
    return _match(_SESSION_ID, value)


def crontab(value: object) -> str | None:
    """Return five fields of digits and `*,/-`, else None."""
    return _match(_CRONTAB, value)


def hashed_id(value: object) -> str | None:
    """Return the mark that `ids.hashed` makes, else None."""
    return _match(_HASHED, value)


def mapping(value: object) -> dict[str, Any]:
    """Return `value` if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def listed(value: object) -> list[Any]:
    """Return `value` if it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def put(target: dict[str, Any], key: str, value: object) -> None:
    """Set `key` unless `value` is None."""
    if value is not None:
        target[key] = value
