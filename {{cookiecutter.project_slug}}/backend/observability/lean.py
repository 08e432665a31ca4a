"""What the SDK's serialiser is replaced by where the gate reads what it makes.

The serialiser goes through every value of an event, which is most of what a captured exception
costs; the gate then takes out a few, each by its exact type, and calls nothing of theirs. So only
what the SDK itself leaves unfinished is finished here: moments, and values that it has annotated.
"""

from __future__ import annotations

from collections import deque
from datetime import UTC, datetime
from typing import Any, Final

from sentry_sdk._types import AnnotatedValue

_MOMENTS: Final = ("timestamp", "start_timestamp")
_LISTS: Final = ("exception", "breadcrumbs", "threads")


def event(source: object) -> dict[str, Any]:
    """Return a new event that shares its values with `source`; empty if it cannot be read."""
    if type(source) is not dict:
        return {}
    try:
        built = {key: _plain(value) for key, value in source.items() if type(key) is str}
        for name in _LISTS:
            given = built.get(name)
            if type(given) is dict:
                built[name] = given | {"values": _entries(given.get("values"))}
        if "spans" in built:
            built["spans"] = _entries(built["spans"])
    except Exception:  # noqa: BLE001 - without its id the gate drops and counts it
        return {}
    return built


def _entries(given: object) -> list[Any]:
    found = _plain(given)
    if type(found) is not list and type(found) is not tuple and type(found) is not deque:
        return []
    return [_entry(_plain(one)) for one in found]


def _entry(given: object) -> object:
    if type(given) is not dict:
        return given
    for key in _MOMENTS:
        if type(given.get(key)) is datetime:
            given = given | {key: _moment(given[key])}
    return given


def _plain(value: object) -> object:
    if type(value) is AnnotatedValue:
        value = value.value
    return _moment(value) if type(value) is datetime else value


def _moment(value: datetime) -> str:
    return (value if value.tzinfo is UTC else value.astimezone(UTC)).isoformat()
