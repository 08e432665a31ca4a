"""What log lines leave out: they go to stderr, so they have left the process.

Exception texts, task arguments and results, paths and query strings can all hold a patient's data.
What is printed instead, `observability.printed` says.
"""

import json
import logging
import time
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

import sentry_sdk

from observability import printed, request_id, runtime

SysExcInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


class PlainFormatter(logging.Formatter):
    """One line per record, and tracebacks, without texts that may be data, unless asked for."""

    quiet = True  # `observability.quiet_tools` leaves it alone

    def __init__(self, *, exception_text: bool = False) -> None:
        """Show all texts only if `exception_text`, for a developer's own screen."""
        super().__init__("{levelname} {name}: {message}", style="{")
        self.exception_text = exception_text

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        if self.exception_text and not printed.is_of_task(record):
            return super().format(record)
        lines = [printed.line(record)]
        if record.exc_info and record.exc_info[1] is not None:
            lines += printed.failure(record.exc_info[1])
        return "\n".join(lines)


class JsonFormatter(logging.Formatter):
    """One JSON object per record, for machines: what `PlainFormatter` prints, field by field.

    `time` (UTC), `level`, `logger`, `message`, `runtime`; `request_id` and `trace_id` where there
    are some; of a request `method`, `route`, `status`, `duration_ms`; `exception`, a list of lines.
    """

    quiet = True

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        said: dict[str, Any] = {"time": _time(record.created), **printed.fields(record)}
        said |= {"runtime": runtime.current()} | _where()
        if record.exc_info and record.exc_info[1] is not None:
            said["exception"] = printed.failure(record.exc_info[1])
        return json.dumps(said)


def json_line(level: str, message: str, exception: list[str] | None = None) -> str:
    """Return what is printed without a logger as `JsonFormatter` has lines. Logs nothing itself."""
    said: dict[str, Any] = {"time": _time(time.time()), "level": level, "logger": "printed"}
    said |= {"message": message, "runtime": runtime.current()} | _where()
    return json.dumps(said | ({"exception": exception} if exception else {}))


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")


def _where() -> dict[str, str]:
    """Return the ids of the request and of the trace that this code works for."""
    found = {"request_id": request_id.current() or ""}
    if sentry_sdk.is_initialized():
        scope = sentry_sdk.get_current_scope()
        # Its id alone: a span that is not recorded needs none of its own otherwise.
        found["trace_id"] = (scope.span or scope.get_active_propagation_context()).trace_id
    return {name: one for name, one in found.items() if one}
