"""What log lines leave out: they go to stderr, so they have left the process.

Exception texts, task arguments and results, and query strings can all hold a patient's data.
"""

import copy
import logging
import traceback
from types import TracebackType
from typing import Any

SysExcInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


class PlainFormatter(logging.Formatter):
    """One line per record; tracebacks without the exceptions' texts, unless asked for."""

    def __init__(self, *, exception_text: bool = False) -> None:
        """Show exception texts only if `exception_text`, for a developer's own screen."""
        super().__init__("{levelname} {name}: {message}", style="{")
        self.exception_text = exception_text

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        return super().format(_without_task_data(record))

    def formatException(self, ei: SysExcInfo) -> str:  # noqa: N802 - logging's name
        """Return the traceback: types, files and lines."""
        if self.exception_text or ei[1] is None:
            return super().formatException(ei)
        return "\n".join(_chain(ei[1]))


class AccessFormatter(logging.Formatter):
    """The development server's access lines, without query strings."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line = record.getMessage().splitlines()[0]
        return " ".join(word.partition("?")[0] for word in line.split(" "))


def _without_task_data(record: logging.LogRecord) -> logging.LogRecord:
    """Return a Celery record that tells task and state only.

    Celery's lines spell a task's result, or its exception and traceback.
    """
    data: Any = getattr(record, "data", None)
    if not isinstance(data, dict) or "name" not in data:
        return record
    quiet = copy.copy(record)
    quiet.msg = "Task %s[%s] %s"
    what = "failed" if record.levelno >= logging.ERROR else "done"
    if record.name.endswith("strategy"):
        what = "received"
    quiet.args = (data["name"], data.get("id", ""), what)
    quiet.exc_info = quiet.exc_text = None
    return quiet


def _chain(error: BaseException) -> list[str]:
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    before = [*_chain(cause), "", "which led to:", ""] if cause is not None else []
    frames = traceback.format_list(traceback.extract_tb(error.__traceback__))
    return [*before, *(frame.rstrip("\n") for frame in frames), type(error).__qualname__]
