"""What becomes of failures in Django and Django REST framework."""

from capture.table import Handled, Level, Row

_SDK = "the SDK's Django integration"
_WSGI = "the SDK's WSGI wrapper"
_ASGI = "the SDK's ASGI wrapper"
_LOGGING = "the SDK's logging integration"
_DRF = "`observability.drf`"
_ONCE = "`observability.once`"
_ANSWERS = "`observability.middleware`"
_SUCCESSOR = "the next worker, by `gunicorn.conf.py`"
_REFUSAL = "an answer, not an error"


def _once(
    id: str,  # noqa: A002 - as the row calls it
    way: str,
    by: str = _SDK,
    handled: Handled = "no",
    level: Level = "error",
    note: str = "",
) -> Row:
    system = "Django REST framework" if id.startswith("drf-") else "Django"
    return Row(id, system, way, "once", level, handled, by, note)


def _never(id: str, way: str, note: str = _REFUSAL) -> Row:  # noqa: A002
    system = "Django REST framework" if id.startswith("drf-") else "Django"
    return Row(id, system, way, "never", note=note)


ROWS: tuple[Row, ...] = (
    _once("django-view", "view"),
    _once("django-middleware", "middleware, before the view"),
    _once("django-middleware-after", "middleware, after the view"),
    _once("django-signal", "receiver of a signal"),
    _once("django-signal-robust", "receiver of `send_robust`", _LOGGING, "yes"),
    _once("django-template", "template"),
    _once("django-streaming", "body of a streaming answer", _WSGI),
    _once("django-on-commit", "`on_commit`"),
    _once("django-on-commit-robust", "`on_commit(robust=True)`", _LOGGING, "yes"),
    _once("django-in-a-thread", "thread that a view started", "the SDK's threading integration"),
    _once("django-system-exit", "`sys.exit` in a view", _WSGI, level="fatal"),
    _once("django-admin-action", "action of the admin"),
    _once(
        "django-integrity",
        "IntegrityError",
        note="`contexts.database`: SQLSTATE or SQLite's name, constraint, table",
    ),
    _once("django-operational", "OperationalError", note="as above"),
    _once("django-validation", "Django's own ValidationError, out of a view"),
    _once("django-group", "ExceptionGroup", note="one event with all members"),
    _once(
        "django-returned-500",
        "a view answers 500 without an error",
        _ANSWERS,
        "",
        note="a message; `contexts.response`: the status",
    ),
    _once(
        "django-process-exception",
        "`process_exception` answers 500",
        _ANSWERS,
        "",
        note="the exception is gone by then",
    ),
    _once("django-suspicious", "SuspiciousOperation, answered 400", _LOGGING, "yes"),
    _once(
        "django-log-exception-raise",
        "`log.exception`, then `raise`",
        _ONCE,
        "yes",
        note="the first to tell it",
    ),
    _once(
        "django-log-error-raise",
        "`log.error` in `except`, then `raise`",
        _ONCE,
        "yes",
        note="with the exception",
    ),
    _once(
        "django-log-raise-from",
        "`log.exception`, then `raise … from`",
        _ONCE,
        "yes",
        note="the cause; the second is counted as `before_send`",
    ),
    _once("django-capture-raise", "`capture_exception`, then `raise`", _ONCE, "yes"),
    _once(
        "django-a-b-a",
        "A, then B, then A again",
        _ONCE,
        "yes",
        note="of each object one, whatever comes between",
    ),
    _once(
        "django-group-of-told",
        "ExceptionGroup of what was captured before",
        _ONCE,
        "yes",
        note="the members' events",
    ),
    _once("django-log-critical", "`log.critical`", _LOGGING, "", "fatal"),
    _once("django-message-info", '`capture_message(…, level="info")`', "you", "", "info"),
    _never("django-log-warning", "`log.warning`", "a breadcrumb"),
    _never("django-not-found", "Http404"),
    _never("django-permission-denied", "PermissionDenied"),
    _never("django-bad-request", "BadRequest"),
    _never("django-csrf", "a request without its CSRF token"),
    _never("django-disallowed-host", "a request for another host"),
    _once("django-database-lost", "the database cannot be reached"),
    _once("django-broker-lost", "a view sends a task, and the broker cannot be reached"),
    _once(
        "django-worker-killed",
        "gunicorn's worker is killed, as when memory runs out",
        _SUCCESSOR,
        "",
        "fatal",
        "a message, without the request",
    ),
    _once(
        "django-worker-ended",
        "`os._exit` in a view",
        _SUCCESSOR,
        "",
        "fatal",
        "as above",
    ),
    _once(
        "django-worker-timeout",
        "a request holds the interpreter, and gunicorn kills the worker",
        _SUCCESSOR,
        "",
        "fatal",
        "as above; a request that merely waits keeps its thread, and nobody ends it",
    ),
    _once(
        "django-worker-timeout-alone",
        "with `--threads 1`: a request hangs, and gunicorn ends the worker",
        _WSGI,
        level="fatal",
        note="SystemExit, at the line where it hangs",
    ),
    _once("django-asgi-view", "ASGI: view"),
    _once("django-asgi-async-view", "ASGI: asynchronous view"),
    _once("django-asgi-middleware", "ASGI: middleware"),
    _once("django-asgi-streaming", "ASGI: body of a streaming answer", _ASGI),
    _once("django-asgi-returned-500", "ASGI: a view answers 500", _ANSWERS, ""),
    _once(
        "django-command-unhandled",
        "management command",
        "the SDK's excepthook",
        level="fatal",
    ),
    _once(
        "django-command-told",
        "CommandError",
        "`observability.commands`",
        "yes",
        note="Django prints it and ends with its code",
    ),
    _never("django-command-exit", "`sys.exit` in a command", "an end, not an error"),
    _once("drf-view", "view"),
    _once("drf-serializer", "serializer"),
    _once("drf-api-exception", "APIException (500)", _DRF, "yes", note="`contexts.api`: its code"),
    _once("drf-unavailable", "an APIException of 503", _DRF, "yes"),
    _once("drf-handler-500", "an exception handler of your own answers 500", _ANSWERS, ""),
    Row(
        "drf-validation",
        "Django REST framework",
        "ValidationError",
        "counted",
        by=_DRF,
        note="metric `validation.failed` by route; a breadcrumb of field names and codes",
    ),
    _once(
        "drf-validation-asked-for",
        "ValidationError, with CAPTURE_VALIDATION_ERRORS=1",
        _DRF,
        "yes",
        "warning",
        "counted as well; `contexts.validation`: field names and codes",
    ),
    _never("drf-not-found", "NotFound"),
    _never("drf-permission-denied", "PermissionDenied"),
    _never("drf-not-authenticated", "NotAuthenticated"),
    _never("drf-method-not-allowed", "MethodNotAllowed"),
    _never("drf-throttled", "Throttled"),
    _never("drf-parse-error", "ParseError"),
)
