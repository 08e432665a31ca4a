"""Whoever catches everything raises again, or captures.

In place of ruff's BLE001, which refuses `capture_exception` and accepts a warning with `exc_info`,
of which Sentry makes no event. Its name stays, so that `# noqa: BLE001 - why` is understood.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final

CODE: Final = "BLE001"
_EVERYTHING: Final = frozenset({"Exception", "BaseException"})
_CAPTURES: Final = frozenset({"capture_exception", "capture_event"})
# The SDK makes an event of a logged line from this level on.
_EVENTS: Final = frozenset({"error", "critical", "fatal"})
_ACCEPTED: Final = (
    'Accepted: name what is caught; or raise; or sentry_sdk.capture_exception(); or log.exception("'
    '…"); or a comment `# noqa: BLE001 - why nobody needs to know`.'
)

Problem = tuple[int, str]


def problems(tree: ast.Module) -> Iterator[Problem]:
    """Yield line and complaint for each place where an error ends without a word."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and _is_blind(node.type) and not _tells(node):
            yield node.lineno, f"what is caught here is lost. {_ACCEPTED}"
        if isinstance(node, ast.Call) and _suppresses_everything(node):
            yield node.lineno, f"what is suppressed here is lost. {_ACCEPTED}"


def _suppresses_everything(call: ast.Call) -> bool:
    return _name(call.func) == "suppress" and any(_is_blind(one) for one in call.args)


def _is_blind(caught: ast.expr | None) -> bool:
    if isinstance(caught, ast.Tuple):
        return any(_is_blind(one) for one in caught.elts)
    return caught is None or _name(caught) in _EVERYTHING


def _tells(handler: ast.ExceptHandler) -> bool:
    return any(_raises_or_captures(node) for node in _run_there(handler.body))


def _run_there(body: list[ast.stmt]) -> Iterator[ast.AST]:
    pending: list[ast.AST] = list(body)
    while pending:
        node = pending.pop()
        yield node
        # What a function made here does is done later, or never.
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            pending.extend(ast.iter_child_nodes(node))


def _raises_or_captures(node: ast.AST) -> bool:
    if isinstance(node, ast.Raise):
        return True
    if not isinstance(node, ast.Call):
        return False
    name, given = _name(node.func), _exc_info(node)
    if name == "exception":
        return isinstance(node.func, ast.Attribute) and given is not False
    return name in _CAPTURES or (name in _EVENTS and given is True)


def _exc_info(call: ast.Call) -> bool | None:
    """Return whether a call gives the exception; None where it does not say."""
    for one in call.keywords:
        if one.arg == "exc_info":
            return not isinstance(one.value, ast.Constant) or bool(one.value.value)
    return None


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
