"""What may be printed: stdout and stderr have left the process, as envelopes have.

A name is printed if the code spells it, by the gate's own rule (`known`); a logged line if it
stands as a constant in the file that logs it, and then without its arguments. All other text goes
through `text`, the one place where free text is let out or not.
"""

from __future__ import annotations

import logging
import re
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from sentry_sdk.utils import filename_for_module

from observability import frame_locals, ids, known_values, policy, routes, shapes, spelling, texts
from observability.known import KnownHere, name_of_class

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import CodeType, FrameType, TracebackType

MARK_TEXT: Final = "[text]"
MARK_LEVEL: Final = "[level]"
MARK_LOGGER: Final = "[logger]"
MARK_EXCEPTION: Final = "[exception]"
MARK_FRAME: Final = '  File "[frame]", in [frame]'
_LEVELS: Final = frozenset({"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"})
# Of tasks, which nobody but `celery_request` says.
_STATES: Final = frozenset({"lost", "requeued"})
_HIGHEST: Final = 99  # of levels' numbers
_LONGEST: Final = 10**7  # milliseconds
_MAX_FRAMES: Final = 100
_MAX_EXCEPTIONS: Final = 50
_PLACEHOLDER: Final = re.compile(r"%(?:\([^)]*\))?[#0 +-]*[0-9*]*(?:\.[0-9*]+)?[hlL]?[a-zA-Z%]")
_known: Final = KnownHere()
_GROUP_MEMBERS: Final[Any] = BaseExceptionGroup.__dict__["exceptions"]


def text(read: Callable[[], object], hint: dict[str, Any] | None = None) -> str:
    """Return what may be printed of the text that `read` returns; a mark if it cannot be told.

    Args:
        read: returns the text, or what has one.
        hint: `exc_info` or `log_record`, whose live fields' values go as well.
    """
    try:
        given = read()
        said = given if type(given) is str else str(given)
        said = known_values.without(said, hint or {})
        return texts.Texts(policy.current()).text(said) or ""
    except Exception:  # noqa: BLE001 - a text that cannot be read is not printed
        return MARK_TEXT


def line(record: logging.LogRecord) -> str:
    """Return `LEVEL logger: what happened` without what nobody knows. Runs none of its code."""
    said = fields(record)
    return f"{said['level']} {said['logger']}: {said['message']}"


def fields(record: logging.LogRecord) -> dict[str, str | int | float]:
    """Return level, logger and message apart; and of a request its method, route and status."""
    level = shapes.one_of(record.levelname, _LEVELS) or shapes.integer(record.levelno, _HIGHEST)
    request = _request(record)
    said = _of_task(record) or _of_request(request) or _constant(record)
    return {
        "level": MARK_LEVEL if level is None else level,
        "logger": _logger(record),
        "message": said or _message(record),
        **request,
    }


def _message(record: logging.LogRecord) -> str:
    return text(record.getMessage, {"log_record": record})


def failure(error: BaseException) -> list[str]:
    """Return the traceback's lines, causes first: classes, files and lines that are known."""
    chain = list(frame_locals.chain(error))[:_MAX_EXCEPTIONS]
    lines: list[str] = []
    for one in reversed(chain):
        lines += ["", "which led to:", ""] if lines else []
        lines += _one(one)
    return lines


def _one(error: BaseException) -> list[str]:
    lines = [*_frames(frame_locals.traceback_of(error)), f"{class_name(type(error))}{_said(error)}"]
    if issubclass(type(error), BaseExceptionGroup):
        for member in islice(_GROUP_MEMBERS.__get__(error), _MAX_EXCEPTIONS):
            # A member's own causes and groups are left out, so that this ends.
            lines += ["  in the group:", *_frames(frame_locals.traceback_of(member))]
            lines.append(f"  {class_name(type(member))}{_said(member)}")
    return lines


def _said(error: BaseException) -> str:
    if not frame_locals.arguments_of(error):
        return ""
    info = (type(error), error, frame_locals.traceback_of(error))
    return f": {text(lambda: error, {'exc_info': info})}"


def class_name(cls: type) -> str:
    """Return the class's name if its module spells it."""
    return name_of_class(cls) or MARK_EXCEPTION


def _frames(traceback: TracebackType | None) -> Iterator[str]:
    for _ in range(_MAX_FRAMES):
        if traceback is None:
            return
        yield _frame(traceback.tb_frame, traceback.tb_lineno)
        traceback = traceback.tb_next


def _frame(frame: FrameType, lineno: int) -> str:
    code: CodeType = frame.f_code
    module = frame.f_globals.get("__name__")
    if type(module) is not str:
        return MARK_FRAME
    filename = filename_for_module(module, code.co_filename)
    if not filename or not _known.file(module, filename):
        return MARK_FRAME
    function = code.co_name if _known.function(module, code.co_name) else "[function]"
    lineno = min(lineno, _known.lines(module))
    return f'  File "{filename}", line {lineno}, in {function}'


def place(path: object, lineno: object) -> str:
    """Return `module:line` if a loaded module's file is at `path`."""
    module = spelling.module_at(path)
    if module is None:
        return "[frame]"
    return f"{module}:{shapes.integer(lineno, _known.lines(module))}"


def _logger(record: logging.LogRecord) -> str:
    name = record.name
    if type(name) is not str:
        return MARK_LOGGER
    spelt = name == "root" or spelling.is_real(name) or name in spelling.literals(record.pathname)
    return name if spelt else MARK_LOGGER


def _constant(record: logging.LogRecord) -> str | None:
    """Return the line as the code spells it, with a mark for each argument."""
    said = record.msg
    if type(said) is not str or said not in spelling.literals(record.pathname):
        return None
    if not record.args:
        return said
    return _PLACEHOLDER.sub(lambda found: "%" if found[0] == "%%" else MARK_TEXT, said)


def is_of_task(record: logging.LogRecord) -> bool:
    """Tell whether Celery says something of a task."""
    data = vars(record).get("data")
    return type(data) is dict and type(data.get("name")) is str


def _of_task(record: logging.LogRecord) -> str | None:
    """Tell task and state only: Celery's lines spell arguments, results and exceptions."""
    if not is_of_task(record):
        return None
    data = vars(record)["data"]
    state = "failed" if record.levelno >= logging.ERROR else "done"
    if record.name.endswith("strategy"):
        state = "received"
    state = shapes.one_of(data.get("state"), _STATES) or state
    task = data["name"] if _known.route(data["name"]) else "[task]"
    return f"Task {task}{ids.hashed(data.get('id')) or ''} {state}"


def _request(record: logging.LogRecord) -> dict[str, str | int | float]:
    """Return method, route, status and duration of the request that a record is about."""
    given = vars(record)
    status, request = given.get("status_code"), given.get("request")
    if type(status) is not int or request is None:
        return {}
    found: dict[str, Any] = {
        "method": shapes.one_of(getattr(request, "method", None), shapes.HTTP_METHODS)
        or "[method]",
        "route": routes.of_request(request),
    }
    shapes.put(found, "status", shapes.integer(status, 999))
    shapes.put(found, "duration_ms", shapes.rounded(given.get("duration_ms"), 0, _LONGEST))
    return found


def _of_request(request: dict[str, str | int | float]) -> str | None:
    if not request:
        return None
    said = f"{request['method']} {request['route']} was answered with {request.get('status')}"
    return f"{said} in {request['duration_ms']} ms" if "duration_ms" in request else said
