"""What log lines leave out: they go to stderr, so they have left the process.

Exception texts, task arguments and results, paths and query strings can all hold a patient's data.
What is printed instead, `observability.printed` says.
"""

import logging
from types import TracebackType

from observability import printed

SysExcInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


class PlainFormatter(logging.Formatter):
    """One line per record, and tracebacks, without texts that may be data, unless asked for."""

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


class AccessFormatter(logging.Formatter):
    """The development server's access lines, without query strings."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line = record.getMessage().splitlines()[0]
        return " ".join(word.partition("?")[0] for word in line.split(" "))
