"""What Python source says: constants of raise, log, capture, gettext, spans; its own names."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

# Calls whose constants are messages, by the last part of the name of what is called.
SPEAKING: Final = frozenset(
    {
        *("debug", "info", "warning", "warn", "error", "critical", "exception", "fatal", "log"),
        *("_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "gettext_noop", "pgettext"),
        *("capture_message", "add_breadcrumb", "set_transaction_name", "fail", "abort", "Error"),
        *(
            "Warning",
            "Info",
            "Critical",
            "add_error",
            "print",
            "write",
            "usage",
            "crash",
            "blather",
        ),
    }
)
SPEAKING_ENDS: Final = ("Error", "Exception", "Warning", "Exit", "Failed", "Denied", "Validator")
# What is assigned to, or passed as, a name that holds one of these is a message as well.
MESSAGE_NAMES: Final = ("message", "msg", "detail", "help_text", "verbose_name", "reason", "hint")
ROUTING: Final = frozenset({"path", "re_path", "register"})
# What begins a span, and how it is called there.
SPANNING: Final = frozenset({"start_span", "start_child", "start_transaction", "trace"})
SPAN_NAMES: Final = frozenset({"name", "description"})
NAMED: Final = frozenset({"UniqueConstraint", "CheckConstraint", "ExclusionConstraint", "Index"})


@dataclass
class Source:
    """What one file says."""

    messages: list[str] = field(default_factory=list)
    identifiers: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    routes: list[str] = field(default_factory=list)
    spans: list[str] = field(default_factory=list)


def strings_in(node: ast.AST) -> Iterator[str]:
    """Yield the string constants below ``node``, keys of subscripts left out."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            yield node.value
        return
    for child in ast.iter_child_nodes(node):
        if not (isinstance(node, ast.Subscript) and child is node.slice):
            yield from strings_in(child)


def last_name(node: ast.expr) -> str:
    """Return the last part of a dotted name, or an empty string."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _sounds_like_a_message(name: str) -> bool:
    lowered = name.lower()
    return any(part in lowered for part in MESSAGE_NAMES)


def _read_call(node: ast.Call, source: Source) -> None:
    name = last_name(node.func)
    values = [*node.args, *(keyword.value for keyword in node.keywords)]
    if name in SPEAKING or name.endswith(SPEAKING_ENDS):
        for value in values:
            source.messages.extend(strings_in(value))
    elif name in ROUTING and node.args:
        source.routes.extend(strings_in(node.args[0]))
    elif name in NAMED:
        for keyword in node.keywords:
            if keyword.arg == "name":
                source.identifiers.update(strings_in(keyword.value))
    for keyword in node.keywords:
        if keyword.arg:
            source.identifiers.add(keyword.arg)
            if name in SPANNING and keyword.arg in SPAN_NAMES:
                source.spans.extend(strings_in(keyword.value))
            if _sounds_like_a_message(keyword.arg):
                source.messages.extend(strings_in(keyword.value))


def _read_assignment(node: ast.Assign | ast.AnnAssign, source: Source) -> None:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    if node.value is not None and any(_sounds_like_a_message(last_name(name)) for name in targets):
        source.messages.extend(strings_in(node.value))


def _read_function(node: ast.FunctionDef | ast.AsyncFunctionDef, source: Source) -> None:
    source.identifiers.add(node.name)
    if node.name in ("__str__", "__repr__"):
        for statement in node.body[1 if ast.get_docstring(node, clean=False) else 0 :]:
            source.messages.extend(strings_in(statement))


def read(text: str | bytes, name: str = "source") -> Source:
    """Read one file; raise SyntaxError where this Python cannot parse it."""
    source = Source()
    waiting: list[ast.AST] = [ast.parse(text, name)]
    while waiting:
        node = waiting.pop()
        match node:
            case ast.Name():
                source.identifiers.add(node.id)
                continue
            case ast.Constant():
                continue
            case ast.Attribute():
                source.identifiers.add(node.attr)
                waiting.append(node.value)
                continue
            case ast.Raise() if node.exc is not None:
                source.messages.extend(strings_in(node.exc))
            case ast.Call():
                _read_call(node, source)
            case ast.Assign() | ast.AnnAssign():
                _read_assignment(node, source)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                _read_function(node, source)
            case ast.ClassDef():
                source.classes.add(node.name)
            case ast.arg():
                source.identifiers.add(node.arg)
            case _:
                pass
        for name in node._fields:
            value = getattr(node, name, None)
            if isinstance(value, list):
                waiting.extend(child for child in value if isinstance(child, ast.AST))
            elif isinstance(value, ast.AST):
                waiting.append(value)
    source.identifiers |= source.classes
    return source
