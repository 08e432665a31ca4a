"""Payloads with a canary at every place where the SDK, or a careless caller, may put text."""

from __future__ import annotations

from typing import Any

CANARY = "Mary Johnson 123-45-6789"
EVENT_ID = "0123456789ab4def8123456789abcdef"
TRACE_ID = "fedcba98765442108edcba9876543210"
# 2026-11-23T00:31:00Z; the payloads below are of this minute.
NOW = 1_795_393_860.0
SPAN_ID = "0123456789abcdef"


def error_event() -> dict[str, Any]:
    """Return an error event: valid ids, one known frame and class, canaries everywhere else."""
    return {
        "event_id": EVENT_ID,
        "timestamp": "2026-11-23T00:31:00.123456Z",
        "platform": "python",
        "level": "error",
        "environment": CANARY,
        "release": CANARY,
        "server_name": CANARY,
        "dist": CANARY,
        "logger": CANARY,
        "transaction": f"/patients/{CANARY}",
        "transaction_info": {"source": CANARY},
        "fingerprint": [CANARY],
        "message": CANARY,
        "logentry": {"message": CANARY, "params": [CANARY], "formatted": CANARY},
        "sdk": {
            "name": "sentry.python.django",
            "version": "2.75.0",
            "packages": [{"name": CANARY, "version": CANARY}],
            "integrations": [CANARY],
        },
        "request": {
            "method": "POST",
            "url": CANARY,
            "query_string": CANARY,
            "data": {CANARY: CANARY},
            "headers": {"Referer": CANARY},
            "cookies": {"sessionid": CANARY},
            "env": {"REMOTE_ADDR": CANARY},
        },
        "user": {"id": 17, "email": CANARY, "ip_address": CANARY},
        "tags": {
            "runtime": CANARY,
            "role": CANARY,
            "operation": "create",
            "celery_task_id": EVENT_ID,
            CANARY: CANARY,
        },
        "extra": {CANARY: CANARY, "role": CANARY, "operation": "remind", "row": {CANARY: CANARY}},
        "modules": {CANARY: CANARY},
        "breadcrumbs": {
            "values": [
                {
                    "timestamp": "2026-11-23T00:30:58Z",
                    "level": "info",
                    "type": "http",
                    "category": "httplib",
                    "message": CANARY,
                    "data": {CANARY: CANARY},
                    CANARY: CANARY,
                },
                dict.fromkeys(["timestamp", "level", "type", "category", "message"], CANARY),
            ]
        },
        "contexts": {
            CANARY: {CANARY: CANARY},
            "patient": {"id": "4f1c9d3e-0000-4000-8000-0123456789ab", "name": CANARY},
            "appointment": {"id": CANARY},
            "celery": {
                "task": CANARY,
                "id": EVENT_ID,
                "root_id": CANARY,
                "tries": 2,
                "args": CANARY,
            },
            "runtime": {"name": CANARY, "version": CANARY},
            "trace": {
                "trace_id": TRACE_ID,
                "span_id": SPAN_ID,
                "parent_span_id": CANARY,
                "op": CANARY,
                "origin": CANARY,
                "status": CANARY,
                "description": CANARY,
                "data": {CANARY: CANARY},
                "dynamic_sampling_context": {"transaction": CANARY},
            },
        },
        "exception": {
            "values": [
                {
                    "type": "ValueError",
                    "module": None,
                    "value": CANARY,
                    "thread_id": CANARY,
                    "mechanism": {
                        "type": CANARY,
                        "handled": False,
                        "data": {CANARY: CANARY},
                        "meta": CANARY,
                        "source": CANARY,
                        "exception_id": 0,
                        CANARY: CANARY,
                    },
                    "stacktrace": {
                        "frames": [
                            {
                                "module": CANARY,
                                "filename": CANARY,
                                "function": CANARY,
                                "abs_path": CANARY,
                                "lineno": 1234567,
                                "in_app": False,
                            },
                            {
                                "module": "observability.rebuild",
                                "filename": "observability/rebuild.py",
                                "function": "MaryJohnson",
                                "abs_path": CANARY,
                                "lineno": 12,
                                "in_app": True,
                                "vars": {
                                    CANARY: CANARY,
                                    "mary_johnson": "str[16]",
                                    "source": "dict[16]",
                                    "built": "dict[17]",
                                    "known": "observability.known.KnownHere",
                                    "process": "observability.known.MaryJohnson",
                                    "payload": CANARY,
                                    "name": {CANARY: CANARY},
                                },
                                "pre_context": [CANARY],
                                "context_line": CANARY,
                                "post_context": [CANARY],
                            },
                            {
                                "module": "observability.rebuild",
                                "filename": "observability/rebuild.py",
                                "function": "event",
                                "lineno": 13,
                                "in_app": True,
                            },
                        ]
                    },
                },
                {"type": "MaryJohnson", "module": "observability.rebuild", "value": ""},
            ]
        },
        "threads": {"values": [{"name": CANARY}]},
        "debug_meta": {"images": [{"code_file": CANARY}]},
        CANARY: CANARY,
    }


def transaction() -> dict[str, Any]:
    """Return a transaction with one span, canaries wherever text may stand."""
    payload = error_event()
    del payload["exception"]
    payload |= {
        "type": "transaction",
        "start_timestamp": "2026-11-23T00:30:59Z",
        "measurements": {CANARY: {"value": 1, "unit": CANARY}},
        "spans": [
            {
                "trace_id": TRACE_ID,
                "span_id": SPAN_ID,
                "parent_span_id": SPAN_ID,
                "op": "db",
                "description": CANARY,
                "origin": CANARY,
                "status": "ok",
                "tags": {CANARY: CANARY},
                "data": {CANARY: CANARY},
                "start_timestamp": "2026-11-23T00:30:59Z",
                "timestamp": "2026-11-23T00:31:00Z",
                CANARY: CANARY,
            }
        ],
    }
    return payload


def _attributes(**known: object) -> dict[str, Any]:
    given = {CANARY: CANARY, "role": CANARY, "user.id": CANARY, "server.address": CANARY} | known
    return {key: {"value": value, "type": CANARY} for key, value in given.items()}


def log() -> dict[str, Any]:
    """Return a batch of one log."""
    entry = {
        "timestamp": NOW + 0.5,
        "trace_id": TRACE_ID,
        "span_id": SPAN_ID,
        "level": "error",
        "body": CANARY,
        "attributes": _attributes(**{"sentry.severity_number": 17}),
        CANARY: CANARY,
    }
    return {"version": 2, "items": [entry], CANARY: CANARY}


def trace_metric() -> dict[str, Any]:
    """Return a batch of a registered metric, and of ones that may not leave."""
    entry: dict[str, Any] = {
        "timestamp": NOW + 0.5,
        "trace_id": TRACE_ID,
        "span_id": SPAN_ID,
        "name": "reminders.sent",
        "type": "counter",
        "value": 3,
        "unit": CANARY,
        "attributes": _attributes(operation="remind"),
        CANARY: CANARY,
    }
    others: list[dict[str, Any]] = [
        {"name": CANARY},
        {"value": float("nan")},
        {"value": float("inf")},
        {"value": -1},
        {"value": 123456789},
        {"value": True},
        {"value": CANARY},
        {"type": CANARY},
        {"timestamp": CANARY},
    ]
    return {"version": 2, "items": [entry, *(entry | other for other in others)], CANARY: CANARY}


def span() -> dict[str, Any]:
    """Return a batch of one streamed span."""
    entry = {
        "trace_id": TRACE_ID,
        "span_id": SPAN_ID,
        "parent_span_id": CANARY,
        "name": CANARY,
        "status": CANARY,
        "is_segment": CANARY,
        "start_timestamp": NOW + 0.5,
        "end_timestamp": NOW + 1.5,
        "links": [CANARY],
        "attributes": _attributes(
            **{
                "sentry.op": CANARY,
                "sentry.origin": CANARY,
                "sentry.segment.name": CANARY,
                "sentry.segment.id": SPAN_ID,
                "sentry.sample_rate": 0.5,
                "http.request.method": CANARY,
                "http.response.status_code": 500,
                "process.command_args": [CANARY],
            }
        ),
        CANARY: CANARY,
    }
    return {"version": 2, "items": [entry], "ingest_settings": CANARY, CANARY: CANARY}


def check_in() -> dict[str, Any]:
    """Return a check-in of a known monitor."""
    return {
        "type": "check_in",
        "check_in_id": EVENT_ID,
        "monitor_slug": "appointment-reminders",
        "status": "ok",
        "duration": 1.5,
        "environment": CANARY,
        "release": CANARY,
        "server_name": CANARY,
        "contexts": {CANARY: CANARY},
        "monitor_config": {
            "schedule": {"type": "interval", "value": 15, "unit": "minute", CANARY: CANARY},
            "timezone": CANARY,
            "checkin_margin": CANARY,
            "max_runtime": 5,
            "owner": CANARY,
            CANARY: CANARY,
        },
        CANARY: CANARY,
    }


def session() -> dict[str, Any]:
    """Return a session."""
    return {
        "sid": "01234567-89ab-4def-8123-456789abcdef",
        "did": CANARY,
        "init": True,
        "started": "2026-11-23T00:30:59Z",
        "timestamp": "2026-11-23T00:31:00Z",
        "duration": 1.5,
        "status": "crashed",
        "errors": 2,
        "attrs": {
            "release": CANARY,
            "environment": CANARY,
            "ip_address": CANARY,
            "user_agent": CANARY,
            CANARY: CANARY,
        },
        CANARY: CANARY,
    }


def sessions() -> dict[str, Any]:
    """Return counts of sessions."""
    return {
        "attrs": {"release": CANARY, "environment": CANARY, CANARY: CANARY},
        "aggregates": [
            {
                "started": "2026-11-23T00:30:00Z",
                "exited": 3,
                "crashed": CANARY,
                "did": CANARY,
                CANARY: CANARY,
            },
            {"started": CANARY, "exited": 3},
        ],
        CANARY: CANARY,
    }
