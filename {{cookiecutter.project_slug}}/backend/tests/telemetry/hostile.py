"""Payloads with a canary at every place where the SDK, or a careless caller, may put text."""

from __future__ import annotations

from typing import Any

CANARY = "Mary Johnson 123-45-6789"
EVENT_ID = "0123456789abcdef0123456789abcdef"
TRACE_ID = "fedcba9876543210fedcba9876543210"
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
        "user": {"id": CANARY, "email": CANARY, "ip_address": CANARY},
        "tags": {"runtime": CANARY, CANARY: CANARY},
        "extra": {CANARY: CANARY},
        "modules": {CANARY: CANARY},
        "breadcrumbs": {"values": [{"message": CANARY, "data": {CANARY: CANARY}}]},
        "contexts": {
            CANARY: {CANARY: CANARY},
            "patient": {"name": CANARY},
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
                                "vars": {CANARY: CANARY},
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
