"""What leaves, whole: an SDK or a caller that adds a field changes nothing here."""

from __future__ import annotations

import copy
import json

import pytest

from observability import rebuild
from observability.known import KnownHere
from tests.telemetry import hostile

PROCESS = rebuild.Process(
    environment="staging",
    release="1.2.3",
    runtime="django",
    language_runtime="CPython",
    language_version="3.11.7",
    public_key="public",
)
COMMON = {
    "event_id": hostile.EVENT_ID,
    "timestamp": "2026-11-23T00:31:00.123456Z",
    "platform": "python",
    "environment": "staging",
    "release": "1.2.3",
    "tags": {"runtime": "django"},
    "transaction": "[unrouted]",
    "sdk": {"name": "sentry.python.django", "version": "2.75.0"},
    "request": {"method": "POST"},
    "contexts": {
        "runtime": {"name": "CPython", "version": "3.11.7"},
        "trace": {"trace_id": hostile.TRACE_ID, "span_id": hostile.SPAN_ID, "op": "[op]"},
    },
}


def test_error_event_golden() -> None:
    assert rebuild.event(hostile.error_event(), KnownHere(), PROCESS) == COMMON | {
        "level": "error",
        "message": "[text]",
        "exception": {
            "values": [
                {
                    "type": "ValueError",
                    "value": "[text]",
                    "mechanism": {"type": "generic", "handled": False, "exception_id": 0},
                    "stacktrace": {
                        "frames": [
                            {"filename": "[frame]", "function": "[frame]", "in_app": False},
                            {
                                "module": "observability.rebuild",
                                "filename": "observability/rebuild.py",
                                "function": "[function]",
                                "lineno": 12,
                                "in_app": True,
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
                {"type": "[exception]"},
            ]
        },
    }


def test_transaction_golden() -> None:
    assert rebuild.transaction(hostile.transaction(), KnownHere(), PROCESS) == COMMON | {
        "type": "transaction",
        "start_timestamp": "2026-11-23T00:30:59Z",
        "spans": [
            {
                "trace_id": hostile.TRACE_ID,
                "span_id": hostile.SPAN_ID,
                "parent_span_id": hostile.SPAN_ID,
                "op": "db",
                "status": "ok",
                "start_timestamp": "2026-11-23T00:30:59Z",
                "timestamp": "2026-11-23T00:31:00Z",
            }
        ],
    }


def test_message_event_keeps_only_the_mark() -> None:
    payload = {"event_id": hostile.EVENT_ID, "message": hostile.CANARY, "level": hostile.CANARY}
    built = rebuild.event(payload, KnownHere(), PROCESS)
    assert built is not None
    assert built["message"] == "[text]"
    assert "level" not in built


def test_envelope_headers_golden() -> None:
    headers = {
        "event_id": hostile.EVENT_ID,
        "sent_at": "2026-11-23T00:31:00Z",
        "dsn": hostile.CANARY,
        "sdk": {"name": hostile.CANARY},
        hostile.CANARY: hostile.CANARY,
        "trace": {
            "trace_id": hostile.TRACE_ID,
            "public_key": hostile.CANARY,
            "environment": hostile.CANARY,
            "release": hostile.CANARY,
            "transaction": hostile.CANARY,
            "user_id": hostile.CANARY,
            "sample_rate": "0.1",
            "sample_rand": "0.250059",
            "sampled": "true",
        },
    }
    assert rebuild.envelope_headers(headers, KnownHere(), PROCESS) == {
        "event_id": hostile.EVENT_ID,
        "sent_at": "2026-11-23T00:31:00Z",
        "trace": {
            "trace_id": hostile.TRACE_ID,
            "public_key": "public",
            "environment": "staging",
            "release": "1.2.3",
            "sample_rate": "0.1",
            "sample_rand": "0.250059",
            "sampled": "true",
        },
    }


def test_client_report_keeps_known_reasons_only() -> None:
    report = {
        "timestamp": 1_700_000_000.5,
        "discarded_events": [
            {"reason": "queue_overflow", "category": "error", "quantity": 3, "who": hostile.CANARY},
            {"reason": hostile.CANARY, "category": "error", "quantity": 3},
            {"reason": "queue_overflow", "category": hostile.CANARY, "quantity": 3},
        ],
        hostile.CANARY: hostile.CANARY,
    }
    assert rebuild.client_report(report) == {
        "timestamp": 1_700_000_000.5,
        "discarded_events": [{"reason": "queue_overflow", "category": "error", "quantity": 3}],
    }


@pytest.mark.parametrize("payload", [None, [], "text", 7, {}, {"event_id": "x"}])
def test_without_a_valid_id_nothing_is_built(payload: object) -> None:
    assert rebuild.event(payload, KnownHere(), PROCESS) is None
    assert rebuild.transaction(payload, KnownHere(), PROCESS) is None


def test_feedback_disguised_as_event_is_refused() -> None:
    payload = {"event_id": hostile.EVENT_ID, "type": "feedback"}
    assert rebuild.event(payload, KnownHere(), PROCESS) is None


@pytest.mark.parametrize("key", ["timestamp", "level", "platform", "exception", "contexts", "sdk"])
@pytest.mark.parametrize("value", [None, 1, True, float("nan"), "x", ["x"], {"x": "x"}, [[]]])
def test_wrong_types_are_left_out_not_raised(key: str, value: object) -> None:
    built = rebuild.event(hostile.error_event() | {key: value}, KnownHere(), PROCESS)
    assert "x" not in json.dumps(built, allow_nan=False).split('"')


def test_input_is_never_changed() -> None:
    payload = hostile.error_event()
    before = copy.deepcopy(payload)
    rebuild.event(payload, KnownHere(), PROCESS)
    assert payload == before


def test_cycles_and_depth_do_not_matter() -> None:
    payload = hostile.error_event()
    payload["extra"]["again"] = payload
    deep: dict[str, object] = {}
    payload["contexts"]["deep"] = deep
    for _ in range(5000):
        deep["a"] = {}
        deep = deep["a"]  # type: ignore[assignment]
    assert hostile.CANARY not in json.dumps(rebuild.event(payload, KnownHere(), PROCESS))
