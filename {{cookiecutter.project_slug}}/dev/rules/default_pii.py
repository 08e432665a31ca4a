"""`send_default_pii` stays off: with it the SDK gathers what the gate then has to find.

The door leaves it out, and a process does not start with it (`observability/checks.py`). Here is
what would bring it in: as an option by keyword, in a dictionary, or put into a client that runs.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final

_OPTION: Final = "send_default_pii"
_ACCEPTED: Final = (
    "Accepted: to leave it out, or False. Say who and what by sentry_sdk.set_user and set_context."
)

Problem = tuple[int, str]


def problems(tree: ast.Module) -> Iterator[Problem]:
    """Yield line and complaint for each value that may switch it on."""
    for node in ast.walk(tree):
        for value in _values(node):
            if not (isinstance(value, ast.Constant) and value.value in (False, None)):
                yield value.lineno, f"{_OPTION} may be on. {_ACCEPTED}"


def _values(node: ast.AST) -> Iterator[ast.expr]:
    """Yield what the node gives the option."""
    match node:
        case ast.keyword(arg=name, value=value) if name == _OPTION:
            yield value
        case ast.Dict(keys=keys, values=values):
            yield from (one for key, one in zip(keys, values, strict=True) if _names(key))
        case ast.Assign(targets=targets, value=value):
            yield from (value for one in targets if _is_place(one))
        case ast.Call(func=ast.Attribute(attr="setdefault"), args=[key, value]) if _names(key):
            yield value


def _is_place(target: ast.expr) -> bool:
    return isinstance(target, ast.Subscript) and _names(target.slice)


def _names(key: ast.expr | None) -> bool:
    return isinstance(key, ast.Constant) and key.value == _OPTION
