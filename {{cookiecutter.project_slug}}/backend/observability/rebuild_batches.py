"""Build new logs, metrics and streamed spans: what the SDK sends in batches.

Pure, as `rebuild` is. Each function returns the new batch and counts what it left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from observability import rebuild, rebuild_headers, rebuild_scope, rebuild_spans, shapes

if TYPE_CHECKING:
    from collections.abc import Callable

    from observability.known import Known
    from observability.rebuild import Process

MAX_ITEMS: Final = 1000
MARK_SPAN: Final = "[span]"
_TEMPLATE: Final = "sentry.message.template"
_TYPES: Final = {str: "string", int: "integer", float: "double", bool: "boolean"}
_LOG_LEVELS: Final = frozenset({"trace", "debug", "info", "warn", "error", "fatal"})
_MOST_SEVERE: Final = 24
_METRIC_TYPES: Final = frozenset({"counter", "gauge", "distribution"})
_SPAN_STATUSES: Final = frozenset({"ok", "error"})
_ORIGINS: Final = frozenset(
    {
        "manual",
        "auto.db.django",
        "auto.http.celery",
        "auto.http.django",
        "auto.http.stdlib.httplib",
        "auto.queue.celery",
    }
)
_NAME_SOURCES: Final = frozenset({"component", "custom", "route", "task", "url", "view"})

Batch = tuple[dict[str, Any] | None, int]


def log(payload: object, process: Process) -> Batch:
    """Return a new batch of logs with scrubbed bodies, and how many were lost."""
    return _batch(payload, lambda one: _log(one, process))


def trace_metric(payload: object, known: Known, process: Process) -> Batch:
    """Return a new batch of registered metrics, and how many were lost."""
    return _batch(payload, lambda one: _metric(one, known, process))


def span(payload: object, known: Known, process: Process) -> Batch:
    """Return a new batch of streamed spans, and how many were lost."""
    built, lost = _batch(payload, lambda one: _span(one, known, process))
    if built is not None:
        built["ingest_settings"] = {"infer_ip": "never", "infer_user_agent": "never"}
    return built, lost


def _batch(payload: object, build: Callable[[dict[str, Any]], dict[str, Any] | None]) -> Batch:
    given = shapes.listed(shapes.mapping(payload).get("items"))
    built = [build(shapes.mapping(one)) for one in given[:MAX_ITEMS]]
    items = [one for one in built if one is not None]
    lost = len(given) - len(items)
    return ({"version": 2, "items": items}, lost) if items else (None, lost or 1)


def _log(source: dict[str, Any], process: Process) -> dict[str, Any] | None:
    built = _moment(source, process)
    level = shapes.one_of(source.get("level"), _LOG_LEVELS)
    if built is None or level is None:
        return None
    given = shapes.mapping(source.get("attributes"))
    severity = shapes.integer(_value(given, "sentry.severity_number"), _MOST_SEVERE)
    named = _named(given)
    body = rebuild_spans.without_named(source.get("body"), named, process)
    built |= {"level": level, "body": process.texts.text(body) or rebuild.MARK_TEXT}
    shapes.put(built, "severity_number", severity)
    built["attributes"] = _set_attributes(process) | _tag_attributes(given, process)
    template = rebuild_spans.without_named(_value(given, _TEMPLATE), named, process)
    _put_string(built["attributes"], _TEMPLATE, process.texts.text(template))
    return built


def _metric(source: dict[str, Any], known: Known, process: Process) -> dict[str, Any] | None:
    name, built = source.get("name"), _moment(source, process)
    registered = process.policy.metrics.get(name) if type(name) is str else None
    kind = shapes.one_of(source.get("type"), _METRIC_TYPES)
    if built is None or registered is None or kind is None:
        return None
    value = shapes.rounded(source.get("value"), registered.low, registered.high)
    if value is None:
        return None
    given = shapes.mapping(source.get("attributes"))
    built |= {"name": name, "type": kind, "value": value, "unit": registered.unit}
    built["attributes"] = _set_attributes(process) | _tag_attributes(given, process)
    route = _value(given, "transaction")  # where it was counted: a route or a task
    if type(route) is str:
        _put_string(built["attributes"], "transaction", route if known.route(route) else None)
    return built


def _span(source: dict[str, Any], known: Known, process: Process) -> dict[str, Any] | None:
    trace_id, span_id = (
        shapes.event_id(source.get("trace_id")),
        shapes.span_id(source.get("span_id")),
    )
    start = shapes.timestamp(source.get("start_timestamp"), process.now)
    end = shapes.timestamp(source.get("end_timestamp"), process.now)
    if trace_id is None or span_id is None or start is None or end is None:
        return None
    built: dict[str, Any] = {
        "trace_id": trace_id,
        "span_id": span_id,
        "name": _name(source, known, process),
        "start_timestamp": start,
        "end_timestamp": end,
        "status": shapes.one_of(source.get("status"), _SPAN_STATUSES) or "ok",
        "is_segment": source.get("is_segment") is True,
        "attributes": _span_attributes(shapes.mapping(source.get("attributes")), known, process),
    }
    shapes.put(built, "parent_span_id", shapes.span_id(source.get("parent_span_id")))
    return built


def _span_attributes(given: dict[str, Any], known: Known, process: Process) -> dict[str, Any]:
    built = _set_attributes(process)
    op = _value(given, "sentry.op")
    if type(op) is str:
        built["sentry.op"] = _string(shapes.one_of(op, rebuild.OPS) or rebuild.MARK_OP)
    for key, allowed in (
        ("sentry.origin", _ORIGINS),
        ("sentry.segment.name.source", _NAME_SOURCES),
        ("http.request.method", shapes.HTTP_METHODS),
    ):
        _put_string(built, key, shapes.one_of(_value(given, key), allowed))
    _put_string(built, "sentry.segment.id", shapes.span_id(_value(given, "sentry.segment.id")))
    segment = _value(given, "sentry.segment.name")
    if segment is not None:
        known_segment = type(segment) is str and known.route(segment)
        built["sentry.segment.name"] = _string(str(segment) if known_segment else MARK_SPAN)
    status = shapes.integer(_value(given, "http.response.status_code"), 999)
    if status is not None:
        built["http.response.status_code"] = {"value": status, "type": "integer"}
    if "sentry.sample_rate" in given and process.sample_rate is not None:
        rate = rebuild_headers.sample_rate(_value(given, "sentry.sample_rate"), process)
        built["sentry.sample_rate"] = {"value": rate, "type": "double"}
    said = rebuild_spans.data_without_named(_values(given), _named(given), process)
    for key, value in said.items():
        built.setdefault(key, {"value": value, "type": _TYPES[type(value)]})
    return built


def _tag_attributes(given: dict[str, Any], process: Process) -> dict[str, Any]:
    names = [*process.policy.tags, *process.policy.text_tags, rebuild_scope.REQUEST_ID]
    named = rebuild_scope.tags({key: _value(given, key) for key in names}, process)
    return {key: _string(text) for key, text in named.items()}


def _set_attributes(process: Process) -> dict[str, Any]:
    built = {
        "sentry.environment": _string(process.environment),
        "sentry.release": _string(process.release),
        "runtime": _string(process.runtime),
    }
    return built | {f"sentry.sdk.{key}": _string(text) for key, text in process.sdk.items()}


def _moment(source: dict[str, Any], process: Process) -> dict[str, Any] | None:
    timestamp = shapes.timestamp(source.get("timestamp"), process.now)
    if timestamp is None:
        return None
    built: dict[str, Any] = {"timestamp": timestamp}
    shapes.put(built, "trace_id", shapes.event_id(source.get("trace_id")))
    shapes.put(built, "span_id", shapes.span_id(source.get("span_id")))
    return built


def _name(source: dict[str, Any], known: Known, process: Process) -> str:
    given = shapes.mapping(source.get("attributes"))
    name, op = source.get("name"), _value(given, "sentry.op")
    if source.get("is_segment") is True:  # a transaction: a member of the route table, or nothing
        return name if type(name) is str and known.route(name) else MARK_SPAN
    said = rebuild_spans.without_named(name, _named(given), process)
    return rebuild_spans.description(said, op, known, process.texts) or MARK_SPAN


def _values(attributes: dict[str, Any]) -> dict[str, object]:
    return {key: _value(attributes, key) for key in rebuild_spans.DATA_KEYS & attributes.keys()}


def _named(attributes: dict[str, Any]) -> dict[str, object]:
    return {key: _value(attributes, key) for key in attributes.keys() - rebuild_spans.DATA_KEYS}


def _value(attributes: dict[str, Any], key: str) -> object:
    return shapes.mapping(attributes.get(key)).get("value")


def _string(text: str) -> dict[str, str]:
    return {"value": text, "type": "string"}


def _put_string(built: dict[str, Any], key: str, text: str | None) -> None:
    if text is not None:
        built[key] = _string(text)
