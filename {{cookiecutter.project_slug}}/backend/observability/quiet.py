"""Whatever prints an exception or a warning by itself prints it as `printed` does.

Python's own hooks write texts to stderr, where they have left: uncaught exceptions of the main
thread and of others, those that `__del__` raises, warnings, and logging's report of its own errors;
likewise `sys.exit` with a text, and what a management command fails with. What others set up to
print by themselves, `quiet_tools` has.
What the application prints by hand is held by the linters alone.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
import warnings
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

from observability import frame_locals, printed, quiet_tools

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType


_as_line: Callable[[str, str, list[str]], str] | None = None


def install(as_line: Callable[[str, str, list[str]], str] | None = None) -> None:
    """Replace the hooks, once; before Sentry wraps some of them.

    Args:
        as_line: makes one line of a level, what happened and an exception's lines; without it they
            are printed one below the other.
    """
    global _as_line
    _as_line = as_line
    if vars(sys)["excepthook"] is _main:
        return
    sys.excepthook = _main
    threading.excepthook = _thread
    sys.unraisablehook = _unraisable
    warnings.showwarning = _warning
    vars(sys)["exit"] = _exit
    _quieten_commands()
    vars(traceback)["print_exception"] = _printer(traceback.print_exception)
    # It would print the record's arguments.
    logging.raiseExceptions = False
    quiet_tools.install()


def _say(head: str, error: BaseException | None, level: str = "ERROR") -> None:
    stderr = sys.stderr
    if stderr is not None:
        try:
            lines = printed.failure(error) if error is not None else []
        except Exception:  # noqa: BLE001 - Python would print what a hook fails to
            lines = [printed.MARK_EXCEPTION]
        said = _as_line(level, head, lines) if _as_line else "\n".join([head, *lines])
        stderr.write(said + "\n")
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


def _exit(status: object = None, /) -> NoReturn:
    if status is None or isinstance(status, int):
        raise SystemExit(status)
    # Python prints whatever else it is.
    raise SystemExit(printed.text(lambda: status))


def _said(error: BaseException) -> str:
    info = (type(error), error, frame_locals.traceback_of(error))
    return printed.text(lambda: error, {"exc_info": info})


def _quieten_commands() -> None:
    # Imported here: nobody else needs Django before settings are read.
    from django.core.management.base import BaseCommand, CommandError, SystemCheckError

    original = BaseCommand.run_from_argv

    def run_from_argv(self: BaseCommand, argv: list[str]) -> None:
        execute = self.execute

        def quietly(*given: Any, **options: Any) -> str | None:
            try:
                return execute(*given, **options)
            except SystemCheckError:
                raise  # of settings and models, never of their contents
            except CommandError as error:
                raise CommandError(_said(error), returncode=error.returncode) from None

        self.execute = quietly  # type: ignore[method-assign]  # of this one only
        original(self, argv)

    BaseCommand.run_from_argv = run_from_argv  # type: ignore[method-assign]


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
    said = f"{where}: {printed.class_name(category)}: {printed.text(lambda: message)}"
    _say(said, None, "WARNING")
