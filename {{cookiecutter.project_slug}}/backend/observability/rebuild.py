"""Build new payloads out of what is known. Pure: no Sentry client, no clock, no environment.

Every function reads a payload that the SDK made and returns a fresh one, or None when the item
may not leave. What has no line here does not leave; the input is never changed. The TypeScript
twin is `frontend/src/observability/rebuild.ts`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from sentry_sdk.consts import OP, SPANSTATUS

from observability import frame_locals, rebuild_detail, rebuild_scope, rebuild_spans, shapes, texts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from observability.known import Known
    from phi.policy import Policy

MARK_TEXT: Final = texts.MARK
MARK_FRAME: Final = "[frame]"
MARK_FUNCTION: Final = "[function]"
MARK_EXCEPTION: Final = "[exception]"
MARK_UNROUTED: Final = "[unrouted]"
MARK_OP: Final = "[op]"

MAX_FRAMES: Final = 100
MAX_EXCEPTIONS: Final = 50
MAX_SPANS: Final = 1000
MAX_BREADCRUMBS: Final = 100
MAX_LINE: Final = 10_000_000

OPS: Final = frozenset(value for name, value in vars(OP).items() if name.isupper())
_STATUSES: Final = frozenset(value for name, value in vars(SPANSTATUS).items() if name.isupper())
_MECHANISMS: Final = frozenset(
    {"django", "celery", "logging", "wsgi", "asgi", "threading", "excepthook", "chained", "generic"}
)
_TRANSACTION_SOURCES: Final = frozenset({"route", "url", "task", "custom", "view", "component"})
_EVENT_TYPES: Final = frozenset({"error", "default"})


@dataclass(frozen=True)
class Process:
    """What is set on every item from the process's own configuration, never copied from it."""

    environment: str
    release: str
    runtime: str
    language_runtime: str  # CPython or node
    language_version: str
    public_key: str
    policy: Policy
    sdk: Mapping[str, str] = field(default_factory=dict)  # name and version of the installed SDK
    sample_rate: float | None = None  # share of requests traced
    sample_rates: frozenset[float] = frozenset()  # and those of single routes and tasks
    now: float = 0.0  # seconds since the epoch; moments must lie within a day of it
    hashed: Callable[[object], str | None] = lambda _value: None
    texts: texts.Texts = field(default_factory=lambda: texts.Texts(None))


def event(payload: object, known: Known, process: Process) -> dict[str, Any] | None:
    """Return a new error or message event, or None when it has no valid id or another type."""
    source = shapes.mapping(payload)
    if source.get("type") is not None and source["type"] not in _EVENT_TYPES:
        return None
    built = _common(source, known, process)
    if built is None:
        return None
    shapes.put(built, "level", shapes.one_of(source.get("level"), shapes.LEVELS))
    values = [_exception(value, known, process) for value in _values(source.get("exception"))]
    if values:
        built["exception"] = {"values": values}
    message = _message(source, process)
    if message or not values:
        built["message"] = message or MARK_TEXT
    _breadcrumbs(built, source, known, process)
    return built


def transaction(payload: object, known: Known, process: Process) -> dict[str, Any] | None:
    """Return a new transaction with its spans as ids, times and operations; None without an id."""
    source = shapes.mapping(payload)
    built = _common(source, known, process)
    if built is None:
        return None
    built["type"] = "transaction"
    start = shapes.timestamp(source.get("start_timestamp"), process.now)
    shapes.put(built, "start_timestamp", start)
    info = shapes.mapping(source.get("transaction_info"))
    name_source = shapes.one_of(info.get("source"), _TRANSACTION_SOURCES)
    if name_source is not None:
        built["transaction_info"] = {"source": name_source}
    spans = source.get("spans")
    built["spans"] = [
        _span(span, known, process) for span in (spans[:MAX_SPANS] if type(spans) is list else ())
    ]
    _breadcrumbs(built, source, known, process)
    return built


def _common(source: dict[str, Any], known: Known, process: Process) -> dict[str, Any] | None:
    event_id = shapes.event_id(source.get("event_id"))
    if event_id is None:
        return None
    built: dict[str, Any] = {
        "event_id": event_id,
        "environment": process.environment,
        "release": process.release,
        "tags": rebuild_scope.tags(shapes.mapping(source.get("tags")), process),
    }
    extra = rebuild_scope.listed(shapes.mapping(source.get("extra")), process)
    shapes.put(built, "extra", extra or None)
    given_user = shapes.mapping(source.get("user")).get("id")
    user = shapes.hashed_id(given_user) or process.hashed(given_user)
    if user is not None:
        built["user"] = {"id": user}
    shapes.put(built, "timestamp", shapes.timestamp(source.get("timestamp"), process.now))
    shapes.put(built, "platform", shapes.one_of(source.get("platform"), shapes.PLATFORMS))
    name = source.get("transaction")
    if type(name) is str:
        built["transaction"] = name if known.route(name) else MARK_UNROUTED
    if process.sdk:
        built["sdk"] = dict(process.sdk)
    given = shapes.mapping(source.get("contexts"))
    contexts: dict[str, Any] = rebuild_scope.contexts(given, process)
    contexts |= rebuild_detail.contexts(given, known)
    contexts["runtime"] = {"name": process.language_runtime, "version": process.language_version}
    task = rebuild_scope.celery(shapes.mapping(given.get("celery")), known, process)
    shapes.put(contexts, "celery", task or None)
    shapes.put(contexts, "trace", _trace(shapes.mapping(given.get("trace"))))
    built["contexts"] = contexts
    request = rebuild_scope.request(shapes.mapping(source.get("request")), process)
    shapes.put(built, "request", request or None)
    return built


def _message(source: dict[str, Any], process: Process) -> str | None:
    entry = shapes.mapping(source.get("logentry"))
    # Never the parameters: the formatted text has them in their places.
    for given in (entry.get("formatted"), source.get("message"), entry.get("message")):
        if given:
            return process.texts.text(given)
    return None


def _breadcrumbs(
    built: dict[str, Any], source: dict[str, Any], known: Known, process: Process
) -> None:
    given = shapes.mapping(source.get("breadcrumbs")).get("values")
    listed = shapes.listed(given)[-MAX_BREADCRUMBS:]
    crumbs = [rebuild_spans.breadcrumb(one, known, process) for one in listed]
    kept = [crumb for crumb in crumbs if crumb]
    if kept:
        built["breadcrumbs"] = {"values": kept}


def _trace(source: dict[str, Any]) -> dict[str, Any] | None:
    trace_id = shapes.event_id(source.get("trace_id"))
    if trace_id is None:
        return None
    built: dict[str, Any] = {"trace_id": trace_id}
    shapes.put(built, "span_id", shapes.span_id(source.get("span_id")))
    shapes.put(built, "parent_span_id", shapes.span_id(source.get("parent_span_id")))
    if type(source.get("op")) is str:
        built["op"] = shapes.one_of(source["op"], OPS) or MARK_OP
    shapes.put(built, "status", shapes.one_of(source.get("status"), _STATUSES))
    shapes.put(built, "sampled", shapes.boolean(source.get("sampled")))
    return built


def _span(payload: object, known: Known, process: Process) -> dict[str, Any]:
    source = shapes.mapping(payload)
    built = _trace(source) or {}
    given = shapes.mapping(source.get("data"))
    named = shapes.mapping(source.get("tags")) | given
    text = rebuild_spans.without_named(source.get("description"), named, process)
    said = rebuild_spans.description(text, source.get("op"), known, process.texts)
    shapes.put(built, "description", said)
    shapes.put(built, "data", rebuild_spans.data_without_named(given, named, process) or None)
    for moment in ("start_timestamp", "timestamp"):
        shapes.put(built, moment, shapes.timestamp(source.get(moment), process.now))
    return built


def _exception(payload: object, known: Known, process: Process) -> dict[str, Any]:
    source = shapes.mapping(payload)
    name, module = source.get("type"), source.get("module")
    module = module if type(module) is str else None
    built: dict[str, Any] = {"type": MARK_EXCEPTION}
    if type(name) is str and known.exception_type(module, name):
        built["type"] = name
        shapes.put(built, "module", module)
    if source.get("value"):
        built["value"] = process.texts.text(source["value"])
    mechanism = shapes.mapping(source.get("mechanism"))
    if mechanism:
        built["mechanism"] = _mechanism(mechanism)
    stacktrace = shapes.mapping(source.get("stacktrace")).get("frames")
    if type(stacktrace) is list and stacktrace:
        frames = [_frame(frame, known) for frame in stacktrace[-MAX_FRAMES:]]
        built["stacktrace"] = {"frames": frames}
    return built


def _mechanism(source: dict[str, Any]) -> dict[str, Any]:
    built: dict[str, Any] = {"type": shapes.one_of(source.get("type"), _MECHANISMS) or "generic"}
    shapes.put(built, "handled", shapes.boolean(source.get("handled")))
    shapes.put(built, "exception_id", shapes.integer(source.get("exception_id"), MAX_LINE))
    shapes.put(built, "parent_id", shapes.integer(source.get("parent_id"), MAX_LINE))
    shapes.put(built, "is_exception_group", shapes.boolean(source.get("is_exception_group")))
    return built


def _frame(payload: object, known: Known) -> dict[str, Any]:
    source = shapes.mapping(payload)
    module, filename, function = (source.get(key) for key in ("module", "filename", "function"))
    built: dict[str, Any] = {}
    shapes.put(built, "in_app", shapes.boolean(source.get("in_app")))
    if not (type(module) is str and type(filename) is str and known.file(module, filename)):
        return built | {"filename": MARK_FRAME, "function": MARK_FRAME}
    built |= {"module": module, "filename": filename}
    if type(function) is str:
        built["function"] = function if known.function(module, function) else MARK_FUNCTION
    shapes.put(built, "lineno", shapes.integer(source.get("lineno"), known.lines(module)))
    shapes.put(built, "vars", frame_locals.checked(source.get("vars"), module, known) or None)
    return built


def _values(value: object) -> list[object]:
    values = shapes.mapping(value).get("values")
    return values[-MAX_EXCEPTIONS:] if type(values) is list else []
