"""Whatever prints an exception or a warning by itself prints it as `printed` does.

Python's own hooks write texts to stderr, where they have left: uncaught exceptions of the main
thread and of others, those that `__del__` raises, warnings, and logging's report of its own errors.
What the application prints by hand is held by the linters alone.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
import warnings
from typing import TYPE_CHECKING, Any, TextIO

from observability import printed

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType


class QuietFormatter(logging.Formatter):
    """For loggers that have no handler of ours."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line without texts that may be data."""
        return printed.line(record)


def install() -> None:
    """Replace the hooks, once; before Sentry wraps some of them."""
    if vars(sys)["excepthook"] is _main:
        return
    sys.excepthook = _main
    threading.excepthook = _thread
    sys.unraisablehook = _unraisable
    warnings.showwarning = _warning
    vars(traceback)["print_exception"] = _printer(traceback.print_exception)
    # It would print the record's arguments.
    logging.raiseExceptions = False
    if logging.lastResort is not None:
        logging.lastResort.setFormatter(QuietFormatter())


def _say(head: str, error: BaseException | None) -> None:
    stderr = sys.stderr
    if stderr is not None:
        lines = printed.failure(error) if error is not None else []
        stderr.write("\n".join([head, *lines]) + "\n")
        stderr.flush()


def _main(_: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
    if issubclass(type(error), KeyboardInterrupt):
        return
    _say("Uncaught exception:", error)


def _thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_type is not SystemExit:
        _say("Uncaught exception in a thread:", args.exc_value)


def _unraisable(given: Any) -> None:
    _say("Exception that nobody could be told of:", given.exc_value)


def _printer(original: Callable[..., None]) -> Callable[..., None]:
    def print_exception(*given: Any, **options: Any) -> None:
        # (exception, value, traceback, limit, file, chain), where a value may stand alone.
        file = options.get("file") or next(iter(given[4:5]), None)
        if file is not None and file is not sys.stderr and file is not sys.stdout:
            original(*given, **options)
            return
        given = (*given, options.get("value"))
        _say("Traceback:", next((one for one in given if isinstance(one, BaseException)), None))

    return print_exception


def _warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,  # noqa: ARG001 - the signature of `warnings.showwarning`
    line: str | None = None,  # noqa: ARG001
) -> None:
    where = printed.place(filename, lineno)
    _say(f"{where}: {printed.class_name(category)}: {printed.text(lambda: message)}", None)
