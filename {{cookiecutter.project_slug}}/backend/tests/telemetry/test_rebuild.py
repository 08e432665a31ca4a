"""What leaves, whole: an SDK or a caller that adds a field changes nothing here."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from typing import Any

import pytest

import phi
from observability import rebuild, rebuild_batches, rebuild_headers, rebuild_health
from observability.known import KnownHere
from observability.texts import Texts
from phi.telemetry import Metric
from phi.words import Words
from tests.telemetry import hostile

PROCESS = rebuild.Process(
    environment="staging",
    release="1.2.3",
    runtime="django",
    language_runtime="CPython",
    language_version="3.11.7",
    public_key="public",
    sdk={"name": "sentry.python.django", "version": "2.75.0"},
    sample_rate=0.5,
    now=hostile.NOW,
    policy=replace(
        phi.load(),
        tags={"role": frozenset({"doctor"}), "operation": frozenset({"create", "remind"})},
        contexts={"patient": frozenset({"id"}), "appointment": frozenset({"id"})},
        metrics={"reminders.sent": Metric("none", 0, 1000)},
    ),
    hashed=lambda value: None if value in (None, hostile.CANARY) else "[id:01234567]",
)
assert PROCESS.policy.words
DECIDED = {
    "policy": PROCESS.policy.sha256[:8],
    "words": PROCESS.policy.words.sha256[:8],
}
COMMON = {
    "event_id": hostile.EVENT_ID,
    "timestamp": "2026-11-23T00:31:00.123456Z",
    "platform": "python",
    "environment": "staging",
    "release": "1.2.3",
    "tags": {"operation": "create", "runtime": "django"} | DECIDED,
    "extra": {"operation": "remind"},
    "user": {"id": "[id:01234567]"},
    "breadcrumbs": {
        "values": [
            {
                "timestamp": "2026-11-23T00:30:58Z",
                "level": "info",
                "type": "http",
                "category": "httplib",
                "message": "[text]",
            },
            {"message": "[text]"},
        ]
    },
    "transaction": "[unrouted]",
    "sdk": {"name": "sentry.python.django", "version": "2.75.0"},
    "request": {"method": "POST"},
    "contexts": {
        "patient": {"id": "[id:01234567]"},
        "celery": {"id": "[id:01234567]", "tries": 2},
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
                                "vars": {
                                    "source": "dict[16]",
                                    "built": "[class]",
                                    "known": "observability.known.KnownHere",
                                    "process": "[class]",
                                    "payload": "[class]",
                                    "name": "[class]",
                                },
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
                "description": "[text]",
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
            "sample_rate": "0.5",
            "sample_rand": "0.250059",
            "sampled": "true",
        },
    }
    assert rebuild_headers.envelope_headers(headers, KnownHere(), PROCESS) == {
        "event_id": hostile.EVENT_ID,
        "sent_at": "2026-11-23T00:31:00Z",
        "trace": {
            "trace_id": hostile.TRACE_ID,
            "public_key": "public",
            "environment": "staging",
            "release": "1.2.3",
            "sample_rate": "0.5",
            "sample_rand": "0.250059",
            "sampled": "true",
        },
    }


def test_client_report_keeps_known_reasons_only() -> None:
    report = {
        "timestamp": hostile.NOW + 0.5,
        "discarded_events": [
            {"reason": "queue_overflow", "category": "error", "quantity": 3, "who": hostile.CANARY},
            {"reason": hostile.CANARY, "category": "error", "quantity": 3},
            {"reason": "queue_overflow", "category": hostile.CANARY, "quantity": 3},
        ],
        hostile.CANARY: hostile.CANARY,
    }
    assert rebuild_health.client_report(report, PROCESS) == {
        "timestamp": hostile.NOW + 0.5,
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


def string(text: str) -> dict[str, str]:
    return {"value": text, "type": "string"}


SET = {
    "sentry.environment": string("staging"),
    "sentry.release": string("1.2.3"),
    "runtime": string("django"),
    "sentry.sdk.name": string("sentry.python.django"),
    "sentry.sdk.version": string("2.75.0"),
}


def test_log_golden() -> None:
    expected = {
        "timestamp": hostile.NOW + 0.5,
        "trace_id": hostile.TRACE_ID,
        "span_id": hostile.SPAN_ID,
        "level": "error",
        "severity_number": 17,
        "body": "[text]",
        "attributes": SET | {name: string(one) for name, one in DECIDED.items()},
    }
    assert rebuild_batches.log(hostile.log(), PROCESS) == ({"version": 2, "items": [expected]}, 0)


def test_what_stands_beside_a_text_under_a_sensitive_name_leaves_it() -> None:
    words = replace(PROCESS.policy, words=Words(["Grace", "Field", "not", "found"]))
    texts = Texts(replace(words, free_text="known-words"))
    process = replace(PROCESS, policy=words, texts=texts)
    said, left = "Grace Field not found", "[filtered] not found"

    one: dict[str, Any] = {"timestamp": hostile.NOW, "level": "info", "body": said}
    template = "sentry.message.template"
    one["attributes"] = {"sentry.message.parameter.full_name": string("Grace Field")}
    one["attributes"][template] = string(said)
    logs, _ = rebuild_batches.log({"items": [one]}, process)
    assert logs is not None
    assert logs["items"][0]["body"] == left
    assert logs["items"][0]["attributes"][template] == string(left)

    span = hostile.span()["items"][0]
    span |= {"name": said, "is_segment": False}
    span["attributes"] |= {"visit": {"value": {"patient": {"full_name": "Grace Field"}}}}
    span["attributes"]["url.full"] = string("/not/Grace/Field")
    spans, _ = rebuild_batches.span({"items": [span]}, KnownHere(), process)
    assert spans is not None
    assert spans["items"][0]["name"] == left
    assert spans["items"][0]["attributes"]["url.full"] == string("/not/[filtered]")

    transaction = hostile.transaction()
    transaction["spans"][0] |= {"op": "function", "description": said}
    named = {"full_name": "Grace Field"}
    for place in ({"data": named | {"url": "/not/Grace"}}, {"tags": named, "data": {}}):
        transaction["spans"][0] |= place
        built = rebuild.transaction(transaction, KnownHere(), process)
        assert built is not None
        assert built["spans"][0]["description"] == left
        assert "Grace" not in str(built["spans"][0])


def test_metric_golden_and_what_is_lost() -> None:
    expected = {
        "timestamp": hostile.NOW + 0.5,
        "trace_id": hostile.TRACE_ID,
        "span_id": hostile.SPAN_ID,
        "name": "reminders.sent",
        "type": "counter",
        "value": 3,
        "unit": "none",
        "attributes": SET
        | {"operation": string("remind")}
        | {name: string(one) for name, one in DECIDED.items()},
    }
    assert rebuild_batches.trace_metric(hostile.trace_metric(), KnownHere(), PROCESS) == (
        {"version": 2, "items": [expected]},
        9,
    )


def test_streamed_span_golden() -> None:
    expected = {
        "trace_id": hostile.TRACE_ID,
        "span_id": hostile.SPAN_ID,
        "name": "[text]",
        "status": "ok",
        "is_segment": False,
        "start_timestamp": hostile.NOW + 0.5,
        "end_timestamp": hostile.NOW + 1.5,
        "attributes": SET
        | {
            "sentry.op": string("[op]"),
            "sentry.segment.id": string(hostile.SPAN_ID),
            "sentry.segment.name": string("[span]"),
            "http.response.status_code": {"value": 500, "type": "integer"},
            "sentry.sample_rate": {"value": 0.5, "type": "double"},
        },
    }
    built, lost = rebuild_batches.span(hostile.span(), KnownHere(), PROCESS)
    assert lost == 0
    assert built == {
        "version": 2,
        "ingest_settings": {"infer_ip": "never", "infer_user_agent": "never"},
        "items": [expected],
    }


def test_check_in_golden() -> None:
    assert rebuild_health.check_in(hostile.check_in(), KnownHere(), PROCESS) == {
        "type": "check_in",
        "check_in_id": hostile.EVENT_ID,
        "monitor_slug": "appointment-reminders",
        "status": "ok",
        "duration": 1.5,
        "environment": "staging",
        "release": "1.2.3",
        "monitor_config": {
            "schedule": {"type": "interval", "value": 15, "unit": "minute"},
            "max_runtime": 5,
        },
    }


@pytest.mark.parametrize(
    "change",
    [
        {"monitor_slug": hostile.CANARY},
        {"monitor_slug": None},
        {"check_in_id": hostile.CANARY},
        {"status": hostile.CANARY},
    ],
)
def test_check_ins_of_nobodys_monitor_are_refused(change: dict[str, object]) -> None:
    assert rebuild_health.check_in(hostile.check_in() | change, KnownHere(), PROCESS) is None


@pytest.mark.parametrize("value", [hostile.CANARY, "12 3 4 5 6", 123_456_789])
def test_a_schedule_is_beats_own_whatever_a_check_in_says(value: object) -> None:
    config = {"schedule": {"type": "crontab", "value": value}}
    built = rebuild_health.check_in(
        hostile.check_in() | {"monitor_config": config}, KnownHere(), PROCESS
    )
    assert built is not None
    assert built["monitor_config"]["schedule"] == {
        "type": "interval",
        "value": 15,
        "unit": "minute",
    }


def test_session_golden() -> None:
    assert rebuild_health.session(hostile.session(), PROCESS) == {
        "sid": "01234567-89ab-4def-8123-456789abcdef",
        "init": True,
        "started": "2026-11-23T00:30:59Z",
        "timestamp": "2026-11-23T00:31:00Z",
        "duration": 1.5,
        "status": "crashed",
        "errors": 2,
        "attrs": {"release": "1.2.3", "environment": "staging"},
    }
    assert rebuild_health.session({"sid": hostile.CANARY, "status": "ok"}, PROCESS) is None


def test_sessions_golden() -> None:
    assert rebuild_health.sessions(hostile.sessions(), PROCESS) == {
        "attrs": {"release": "1.2.3", "environment": "staging"},
        "aggregates": [{"started": "2026-11-23T00:30:00Z", "exited": 3}],
    }


def test_a_log_without_a_moment_or_level_is_refused() -> None:
    payload = hostile.log()
    payload["items"][0]["level"] = hostile.CANARY
    assert rebuild_batches.log(payload, PROCESS) == (None, 1)


@pytest.mark.parametrize(
    "moment",
    [
        "1961-02-03T00:00:00Z",
        "2026-11-21T00:30:00Z",
        "2026-11-24T00:31:01Z",
        "2026-11-23T00:31:00.123456789Z",
        "2026-11-23T00:31:00+06:30",
        "2026-11-23T99:31:00Z",
        123_456_789,
        hostile.NOW - 86_401,
        hostile.NOW + 86_401,
        -281_000_000,
    ],
)
def test_a_moment_is_within_a_day_of_now(moment: object) -> None:
    event = rebuild.event(hostile.error_event() | {"timestamp": moment}, KnownHere(), PROCESS)
    assert event is not None
    assert "timestamp" not in event
    assert rebuild_batches.log(
        {"items": [hostile.log()["items"][0] | {"timestamp": moment}]}, PROCESS
    ) == (None, 1)
    session = rebuild_health.session(hostile.session() | {"started": moment}, PROCESS)
    assert session is not None
    assert "started" not in session
    counts = {"aggregates": [{"started": moment, "exited": 1}]}
    assert rebuild_health.sessions(counts, PROCESS) is None


@pytest.mark.parametrize("wrong", ["0" * 32, "f" * 32, hostile.EVENT_ID.upper(), "1" * 9])
def test_ids_have_the_shape_of_random_uuids(wrong: str) -> None:
    assert rebuild.event(hostile.error_event() | {"event_id": wrong}, KnownHere(), PROCESS) is None
    event = hostile.error_event()
    event["contexts"]["trace"]["trace_id"] = wrong
    built = rebuild.event(event, KnownHere(), PROCESS)
    assert built is not None
    assert "trace" not in built["contexts"]
    assert rebuild_health.session(hostile.session() | {"sid": wrong}, PROCESS) is None


def test_the_sdk_and_the_sample_rate_are_this_processs_own() -> None:
    event = hostile.error_event() | {"sdk": {"name": "sentry.python.mary", "version": "1.23.4567"}}
    built = rebuild.event(event, KnownHere(), PROCESS)
    assert built is not None
    assert built["sdk"] == PROCESS.sdk
    trace = {
        "trace_id": hostile.TRACE_ID,
        "sample_rate": "0.123456789",
        "sample_rand": "0.123456789",
    }
    headers = rebuild_headers.envelope_headers({"trace": trace}, KnownHere(), PROCESS)
    assert headers["trace"]["sample_rate"] == "0.5"
    assert headers["trace"]["sample_rand"] == "0.123456"


@pytest.mark.parametrize(
    ("value", "leaves"), [(123_456_789, 123_457_000), (3, 3), (0.123456789, 0.123457)]
)
def test_a_metrics_value_has_six_digits(value: float, leaves: float) -> None:
    low_and_high = {"reminders.sent": Metric("none", 0, 1e12)}
    process = replace(PROCESS, policy=replace(PROCESS.policy, metrics=low_and_high))
    given = {"items": [hostile.trace_metric()["items"][0] | {"value": value}]}
    built, _ = rebuild_batches.trace_metric(given, KnownHere(), process)
    assert built is not None
    assert built["items"][0]["value"] == leaves


def test_a_line_number_is_one_of_its_file() -> None:
    event = hostile.error_event()
    frame = {
        "module": "observability.known",
        "filename": "observability/known.py",
        "lineno": 99_999,
    }
    event["exception"]["values"][0]["stacktrace"]["frames"] = [frame, frame | {"lineno": 3}]
    built = rebuild.event(event, KnownHere(), PROCESS)
    assert built is not None
    frames = built["exception"]["values"][0]["stacktrace"]["frames"]
    assert [one.get("lineno") for one in frames] == [None, 3]
