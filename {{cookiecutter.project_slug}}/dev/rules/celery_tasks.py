"""Every Celery task says how long it may take, and how often it is tried.

A task without limits holds a child for ever; one without a number of tries has Celery's, three,
which nobody has thought about. Both are written where the task is, since whoever reads it asks
there. The soft limit as well: the service's own is longer than most tasks', and Celery refuses to
send a task whose soft limit is the longer one.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final

NEEDED: Final = ("soft_time_limit", "time_limit", "max_retries")
_SHARED: Final = "shared_task"
_ACCEPTED: Final = (
    "Accepted: @shared_task(soft_time_limit=20, time_limit=30, max_retries=0), where 0 means never "
    "again. Write it out."
)
_ACCEPTED_CLASS: Final = (
    "Accepted: soft_time_limit = 20, time_limit = 30, max_retries = 0 in the class, where 0 means "
    "never again; or abstract = True in one that others extend."
)

Problem = tuple[int, str]


def problems(tree: ast.Module) -> Iterator[Problem]:
    """Yield line and complaint for each task that leaves something open."""
    shared = _names_of_shared_task(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and any(map(_is_task_class, node.bases)):
            yield from _open_class(node)
        if isinstance(node, ast.Call) and node.args:
            # Without an @: shared_task(remind), shared_task(time_limit=30)(remind)
            made = node.func if isinstance(node.func, ast.Call) else node
            if _is_shared_task(made.func, shared):
                yield from _open(ast.unparse(node.args[0]), made)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for decorator in node.decorator_list:
                called = decorator.func if isinstance(decorator, ast.Call) else decorator
                if _makes_a_task(called, shared):
                    yield from _open(node.name, decorator)


def _names_of_shared_task(tree: ast.Module) -> set[str]:
    found = {_SHARED}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "celery":
            found |= {one.asname for one in node.names if one.name == _SHARED and one.asname}
    return found


def _is_shared_task(called: ast.expr, shared: set[str]) -> bool:
    if isinstance(called, ast.Name):
        return called.id in shared
    return isinstance(called, ast.Attribute) and called.attr == _SHARED


def _is_task_class(base: ast.expr) -> bool:
    return ast.unparse(base) in {"Task", "celery.Task", "app.Task"}


def _open_class(node: ast.ClassDef) -> Iterator[Problem]:
    said = {
        target.id
        for one in node.body
        if isinstance(one, ast.Assign) and not _is_none(one.value)
        for target in one.targets
        if isinstance(target, ast.Name)
    }
    missing = [one for one in NEEDED if one not in said]
    if missing and "abstract" not in said:
        yield node.lineno, f"the task {node.name} has no {', no '.join(missing)}. {_ACCEPTED_CLASS}"


def _makes_a_task(called: ast.expr, shared: set[str]) -> bool:
    if isinstance(called, ast.Name):
        return called.id in shared
    # `app.task`, whatever the app is called, and `celery.shared_task`.
    return isinstance(called, ast.Attribute) and called.attr in {"task", "periodic_task", _SHARED}


def _open(name: str, decorator: ast.expr) -> Iterator[Problem]:
    given = decorator.keywords if isinstance(decorator, ast.Call) else []
    said = {one.arg for one in given if not _is_none(one.value)}
    missing = [one for one in NEEDED if one not in said]
    if missing:
        yield decorator.lineno, f"the task {name} has no {', no '.join(missing)}. {_ACCEPTED}"


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None
