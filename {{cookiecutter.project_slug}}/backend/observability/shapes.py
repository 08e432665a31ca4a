"""Strict shapes of the values that may leave as they are. Anything else is None.

Values are taken by their exact type: a subclass could run code of the application when it is asked.

Patterns use only what Python and JavaScript read alike: explicit ASCII classes, no `$`.
"""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final

from observability import cards

# Those of a UUID of version 4, which is made by chance: the digest of something mostly is none.
_EVENT_ID: Final = re.compile(r"[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}")
_SPAN_ID: Final = re.compile(r"[0-9a-f]{16}")
_TIMESTAMP: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-2][0-9]:[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,6})?(?:Z|\+00:00)"
)
_RELEASE: Final = re.compile(
    r"(?:[0-9a-f]{7,40}|v?[0-9]{1,5}(?:\.[0-9]{1,5}){1,3}(?:-(?:alpha|beta|rc)\.?[0-9]{1,3})?)"
)
_RANDOM: Final = re.compile(r"0(?:\.[0-9]{1,17})?")
_DAY: Final = 86_400  # seconds
_DIGITS: Final = 6
_HASHED: Final = re.compile(r"\[id:(?=[0-9]{0,7}[a-f])[0-9a-f]{8}\]")

LEVELS: Final = frozenset({"fatal", "error", "warning", "info", "debug"})
PLATFORMS: Final = frozenset({"python", "javascript", "node"})
HTTP_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
RELEASE_ACCEPTS: Final = (
    "a commit SHA (7 to 40 hex digits) or a version such as 1.4.2 or 1.5.0-rc.1"
)


def _match(pattern: re.Pattern[str], value: object) -> str | None:
    return value if type(value) is str and pattern.fullmatch(value) else None


def event_id(value: object) -> str | None:
    """Return an event, trace or check-in id (a UUID of version 4, 32 lower-case hex digits)."""
    return _match(_EVENT_ID, value)


def span_id(value: object) -> str | None:
    """Return a span id (16 lower-case hex digits), else None; a card's number is none."""
    found = _match(_SPAN_ID, value)
    return None if found is not None and cards.is_card(found) else found


def timestamp(value: object, now: float) -> str | float | int | None:
    """Return a moment within a day of `now`: seconds since the epoch, or ISO 8601 in UTC.

    A birthday and a number of nine digits are none.
    """
    low, high, low_text, high_text = _around(int(now // 60))
    if type(value) is str:
        found = _match(_TIMESTAMP, value)
        return found if found is not None and low_text <= found <= high_text else None
    return number(value, low, high)


@lru_cache(maxsize=4)
def _around(minute: int) -> tuple[float, float, str, str]:
    # Moments in UTC are ordered as their texts are.
    low, high = minute * 60 - _DAY, minute * 60 + _DAY
    low_text, high_text = (datetime.fromtimestamp(at, UTC).isoformat()[:19] for at in (low, high))
    return low, high, low_text, high_text


def rounded(value: object, low: float, high: float) -> float | int | None:
    """Return a number of at most six significant digits: no record number and no phone number."""
    found = number(value, low, high)
    if found is None:
        return None
    short = float(f"{found:.{_DIGITS}g}")
    return int(short) if type(found) is int else short


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


def count(value: object, high: int) -> int | None:
    """Return how many of something there are, of at most six significant digits; else None."""
    found = integer(value, high)
    return None if found is None else int(float(f"{found:.{_DIGITS}g}"))


def boolean(value: object) -> bool | None:
    """Return a boolean, else None."""
    return value if type(value) is bool else None


def release(value: object) -> str | None:
    """Return a release (see `RELEASE_ACCEPTS`), else None."""
    return _match(_RELEASE, value)


def random(value: object) -> str | None:
    """Return a random number below 1 with six decimals, as trace headers hold it, else None."""
    found = _match(_RANDOM, value)
    return None if found is None else found[: 2 + _DIGITS]


def one_of(value: object, allowed: frozenset[str]) -> str | None:
    """Return a member of `allowed`, else None."""
    return value if type(value) is str and value in allowed else None


def session_id(value: object) -> str | None:
    """Return a session's id (a UUID of version 4, with or without dashes), else None."""
    plain = value.replace("-", "") if type(value) is str and len(value) <= 36 else None
    return str(value) if event_id(plain) is not None else None


def hashed_id(value: object) -> str | None:
    """Return the mark that `ids.hashed` makes, else None."""
    return _match(_HASHED, value)


def mapping(value: object) -> dict[str, Any]:
    """Return `value` if it is exactly a dict, else an empty one."""
    return value if type(value) is dict else {}


def listed(value: object) -> list[Any]:
    """Return `value` if it is exactly a list, else an empty one."""
    return value if type(value) is list else []


def put(target: dict[str, Any], key: str, value: object) -> None:
    """Set `key` unless `value` is None."""
    if value is not None:
        target[key] = value
