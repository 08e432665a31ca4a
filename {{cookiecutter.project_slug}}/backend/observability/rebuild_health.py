"""Build new check-ins, sessions and client reports: how work, releases and the telemetry fare.

Pure, as `rebuild` is.
"""

from __future__ import annotations

import zoneinfo
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from observability import shapes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from observability.known import Known
    from observability.rebuild import Process

_CHECK_IN_STATUSES: Final = frozenset({"in_progress", "ok", "error"})
_SESSION_STATUSES: Final = frozenset({"ok", "exited", "crashed", "abnormal", "errored"})
_MONITOR_NUMBERS: Final = (
    "checkin_margin",
    "max_runtime",
    "failure_issue_threshold",
    "recovery_threshold",
)
_COUNTS: Final = ("exited", "errored", "crashed", "abnormal")
_LONGEST: Final = 86_400  # seconds
_MOST_MINUTES: Final = 10_000
_MOST: Final = 10**9
_MAX_AGGREGATES: Final = 100
_LOSS_REASONS: Final = frozenset(
    {
        "backpressure",
        "before_send",
        "callback_error",
        "event_processor",
        "gate",
        "ignore_errors",
        "internal_sdk_error",
        "network_error",
        "queue_overflow",
        "ratelimit_backoff",
        "sample_rate",
        "send_error",
    }
)
_DATA_CATEGORIES: Final = frozenset(
    {
        "attachment",
        "default",
        "error",
        "log_byte",
        "log_item",
        "monitor",
        "profile",
        "profile_chunk",
        "session",
        "span",
        "trace_metric",
        "trace_metric_byte",
        "transaction",
    }
)


def check_in(payload: object, known: Known, process: Process) -> dict[str, Any] | None:
    """Return a new check-in; None unless its monitor is an entry of beat's schedule."""
    source = shapes.mapping(payload)
    check_in_id, slug = shapes.event_id(source.get("check_in_id")), source.get("monitor_slug")
    status = shapes.one_of(source.get("status"), _CHECK_IN_STATUSES)
    if check_in_id is None or status is None or not (type(slug) is str and known.monitor(slug)):
        return None
    built: dict[str, Any] = {
        "type": "check_in",
        "check_in_id": check_in_id,
        "monitor_slug": slug,
        "status": status,
        "environment": process.environment,
        "release": process.release,
    }
    shapes.put(built, "duration", shapes.rounded(source.get("duration"), 0, _LONGEST))
    config = shapes.mapping(source.get("monitor_config"))
    # Beat's own, whatever the check-in says: five numbers can be a date, or a record's.
    schedule = known.schedule(slug) if config.get("schedule") else {}
    if schedule:
        built["monitor_config"] = _monitor_config(config, schedule)
    return built


def session(payload: object, process: Process) -> dict[str, Any] | None:
    """Return a new session; None without a valid id."""
    source = shapes.mapping(payload)
    sid = shapes.session_id(source.get("sid"))
    status = shapes.one_of(source.get("status"), _SESSION_STATUSES)
    if sid is None or status is None:
        return None
    built: dict[str, Any] = {"sid": sid, "status": status, "attrs": _attrs(process)}
    shapes.put(built, "init", shapes.boolean(source.get("init")))
    shapes.put(built, "started", shapes.timestamp(source.get("started"), process.now))
    shapes.put(built, "timestamp", shapes.timestamp(source.get("timestamp"), process.now))
    shapes.put(built, "duration", shapes.rounded(source.get("duration"), 0, _LONGEST))
    shapes.put(built, "errors", shapes.count(source.get("errors"), _MOST))
    return built


def sessions(payload: object, process: Process) -> dict[str, Any] | None:
    """Return new counts of sessions by minute; None if there is none."""
    aggregates = [
        entry
        for one in shapes.listed(shapes.mapping(payload).get("aggregates"))[:_MAX_AGGREGATES]
        if (entry := _aggregate(shapes.mapping(one), process)) is not None
    ]
    return {"attrs": _attrs(process), "aggregates": aggregates} if aggregates else None


def _aggregate(source: dict[str, Any], process: Process) -> dict[str, Any] | None:
    started = shapes.timestamp(source.get("started"), process.now)
    if started is None:
        return None
    built: dict[str, Any] = {"started": started}
    for name in _COUNTS:
        shapes.put(built, name, shapes.count(source.get(name), _MOST))
    return built


def _attrs(process: Process) -> dict[str, str]:
    return {"release": process.release, "environment": process.environment}


def _monitor_config(source: dict[str, Any], schedule: Mapping[str, Any]) -> dict[str, Any]:
    built: dict[str, Any] = {"schedule": dict(schedule)}
    shapes.put(built, "timezone", shapes.one_of(source.get("timezone"), _timezones()))
    for name in _MONITOR_NUMBERS:
        shapes.put(built, name, shapes.integer(source.get(name), _MOST_MINUTES))
    return built


@lru_cache(maxsize=1)
def _timezones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())


def client_report(payload: object, process: Process) -> dict[str, Any] | None:
    """Return a new client report: how many items of which category were lost, and why."""
    source = shapes.mapping(payload)
    lost = source.get("discarded_events")
    built: dict[str, Any] = {"discarded_events": []}
    shapes.put(built, "timestamp", shapes.timestamp(source.get("timestamp"), process.now))
    for entry in map(shapes.mapping, lost if type(lost) is list else ()):
        reason = shapes.one_of(entry.get("reason"), _LOSS_REASONS)
        category = shapes.one_of(entry.get("category"), _DATA_CATEGORIES)
        quantity = shapes.count(entry.get("quantity"), 10**12)
        if reason and category and quantity is not None:
            built["discarded_events"].append(
                {"reason": reason, "category": category, "quantity": quantity}
            )
    return built
