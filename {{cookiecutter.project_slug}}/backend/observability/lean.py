"""What the SDK's serialiser is replaced by where the gate reads what it makes.

The serialiser goes through every value of an event, which is most of what a captured exception
costs; the gate then takes out a few, each by its exact type, and calls nothing of theirs. So only
what is unfinished is finished here: moments, values that the SDK has annotated, and subclasses of
text, such as Django's choices.
"""

from __future__ import annotations

from collections import deque
from datetime import UTC, datetime
from typing import Any, Final

from sentry_sdk._types import AnnotatedValue

_FINISHED: Final = frozenset({str, int, float, bool, type(None), list})
_OF_ENTRIES: Final = ("exception", "breadcrumbs")
# Dicts that hooks change; the application's own stay as they are.
_CHANGED: Final = ("tags", "extra", "logentry", "request")


def event(source: object) -> dict[str, Any]:
    """Return a new event, to be read by exact types; empty if it cannot be made.

    What hooks change in it is new as well: entries of breadcrumbs and spans, tags, extra, headers,
    and the log entry.
    """
    try:
        built = _copy(source)
        for name in _OF_ENTRIES:
            if name in built:
                given = _copy(built[name])
                built[name] = given | {"values": _entries(given.get("values"))}
        if "spans" in built:
            built["spans"] = _entries(built["spans"])
        for name in _CHANGED:
            if name in built:
                built[name] = _copy(built[name])
        headers = built.get("request", {}).get("headers")
        if type(headers) is dict:
            built["request"]["headers"] = _copy(headers)
    except Exception:  # noqa: BLE001 - without its id the gate drops and counts it
        return {}
    return built


def _entries(given: object) -> list[dict[str, Any]]:
    found = _plain(given)
    kind = type(found)
    if kind is not list and kind is not tuple and kind is not deque:
        return []
    built = [_copy(one) for one in found]  # type: ignore[attr-defined]  # one of these
    for one in built:
        if type(one.get("data")) is dict:
            one["data"] = _copy(one["data"])
    return built


def _copy(given: object) -> dict[str, Any]:
    found = _plain(given)
    if type(found) is not dict:
        return {}
    return {
        key: value if type(value) in _FINISHED else _plain(value)
        for key, value in found.items()
        if type(key) is str
    }


def _plain(value: object) -> object:
    """Return what the value is under its wrappings, by Python's own functions alone."""
    kind = type(value)
    if kind is AnnotatedValue:
        value = value.value  # type: ignore[attr-defined]  # it is one
        kind = type(value)
    if kind is datetime:
        return _moment(value)  # type: ignore[arg-type]  # it is one
    if kind is not str and issubclass(kind, str):
        return str.__str__(value)
    if kind is not dict and issubclass(kind, dict):
        return dict.copy(value)  # type: ignore[arg-type]  # it is one
    return value


def _moment(value: datetime) -> str:
    return (value if value.tzinfo is UTC else value.astimezone(UTC)).isoformat()
