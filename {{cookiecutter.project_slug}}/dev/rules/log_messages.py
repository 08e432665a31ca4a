"""A message is a constant, so that it may leave and like ones are one.

Ruff's G rules hold that for loggers that it knows by their names. Here are those of Sentry, the
loggers of other names, and `capture_message`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final

_LEVELS: Final = frozenset(
    {"trace", "debug", "info", "warning", "warn", "error", "critical", "fatal", "exception"}
)
_MAKERS: Final = frozenset({"getLogger", "get_logger"})
_CAPTURE: Final = "capture_message"
_ACCEPTED: Final = (
    'Accepted: a constant, with its values beside it: log.info("saved %s", count), '
    'sentry_sdk.logger.info("saved {count}", attributes={"count": count}).'
)

Problem = tuple[int, str]


def problems(tree: ast.Module) -> Iterator[Problem]:
    """Yield line and complaint for each message that is put together."""
    loggers = {"logger", "log"} | _loggers(tree)
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and _says_something(node.func, loggers)
            and any(_is_put_together(one) for one in node.args[:1])
        ):
            yield node.lineno, f"the message is put together. {_ACCEPTED}"


def _loggers(tree: ast.Module) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "sentry_sdk":
            found |= {one.asname or one.name for one in node.names if one.name == "logger"}
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Call)
            and _last(node.value.func) in _MAKERS
        ):
            found |= {_last(one) for one in node.targets}
    return found


def _says_something(called: ast.expr, loggers: set[str]) -> bool:
    if _last(called) == _CAPTURE:
        return True
    return (
        isinstance(called, ast.Attribute)
        and called.attr in _LEVELS
        and _last(called.value) in loggers
    )


def _is_put_together(message: ast.expr) -> bool:
    if isinstance(message, ast.JoinedStr):
        return any(isinstance(one, ast.FormattedValue) for one in message.values)
    if isinstance(message, ast.BinOp):
        return True
    return isinstance(message, ast.Call) and _last(message.func) in {"format", "join"}


def _last(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
