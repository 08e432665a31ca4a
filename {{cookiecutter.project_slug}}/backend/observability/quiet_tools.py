"""What libraries and scripts set up to print by themselves prints as `printed` does.

That is: handlers of logs that the settings do not name and that write to the terminal, argparse's
complaint about a value, `exit` with a text, and a traceback that was kept.
"""

from __future__ import annotations

import argparse
import logging
import sys
import traceback
from _sitebuiltins import Quitter
from typing import Any, NoReturn

from observability import printed


class QuietFormatter(logging.Formatter):
    """For handlers that are none of ours."""

    quiet = True

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, and the traceback's, without texts that may be data."""
        lines = [printed.line(record)]
        if record.exc_info and record.exc_info[1] is not None:
            lines += printed.failure(record.exc_info[1])
        return "\n".join(lines)


_formatter = QuietFormatter()


def install() -> None:
    """Replace them, once."""
    # Looked up with each line, so that handlers which are there already are reached as well.
    vars_of: Any = logging.StreamHandler
    vars_of.format = _format
    _quieten_argparse()
    _quieten_exit()
    _quieten_kept_tracebacks()


def is_terminal(stream: object) -> bool:
    """Tell whether what is written there is stdout or stderr."""
    return any(
        stream is one for one in (sys.stderr, sys.stdout, sys.__stderr__, sys.__stdout__) if one
    )


def _format(self: logging.StreamHandler[Any], record: logging.LogRecord) -> str:
    is_ours = getattr(type(self.formatter), "quiet", False) is True
    if not is_ours and is_terminal(self.stream):
        return _formatter.format(record)
    return logging.Handler.format(self, record)


def _quieten_argparse() -> None:
    original = argparse.ArgumentParser.error

    def error(self: argparse.ArgumentParser, message: str) -> NoReturn:
        original(self, printed.text(lambda: message))

    vars_of: Any = argparse.ArgumentParser
    vars_of.error = error


def _quieten_exit() -> None:
    original = Quitter.__call__

    def call(self: Quitter, code: Any = None) -> NoReturn:
        is_status = code is None or isinstance(code, int)
        original(self, code if is_status else printed.text(lambda: code))

    vars_of: Any = Quitter
    vars_of.__call__ = call


def _quieten_kept_tracebacks() -> None:
    original = traceback.TracebackException.print

    def print_kept(self: traceback.TracebackException, **options: Any) -> None:
        file = options.get("file")
        if file is not None and not is_terminal(file):
            original(self, **options)
        elif (stderr := sys.stderr) is not None:
            places = [f"  {printed.place(one.filename, one.lineno)}" for one in self.stack]
            stderr.write("\n".join(["Traceback:", *places, printed.MARK_EXCEPTION]) + "\n")

    vars_of: Any = traceback.TracebackException
    vars_of.print = print_kept
