"""Where sensitive fields are looked for when an error is told: in it, in frames, in the event.

An error is told twice in a request, in its event and in the log. What its own frames held is
remembered between the two, for as long as the request lasts; live frames are looked at each time.
"""

from __future__ import annotations

import logging
import os
import sys
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from observability import frame_locals, rebuild_spans, shapes, spelling
from observability.frame_locals import NAMESPACES
from observability.held import Held
from observability.held_classes import namespace_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType, FrameType, TracebackType

    from phi.keys import Field

    Named = list[tuple[object, object]]
    # An error, its traceback, and what it was given to say.
    Chain = list[tuple[BaseException, TracebackType | None, tuple[object, ...]]]

MAX_FRAMES: Final = 60
# The gate's own frames hold the policy, which names fields.
_OURS: Final = tuple(
    f"{Path(__file__).parents[1] / name}{os.sep}" for name in ("observability", "phi")
)
_OF_RECORDS: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_OF_THE_SDK: Final = frozenset({"app", "browser", "device", "os", "runtime", "trace"})
# What a library's frames are asked for: where an error comes before any code of ours.
_OF_LIBRARIES: Final = ("request", "kwargs", "serializer", "form", "instance", "obj")
_MOST_CODES: Final = 8192
# By `id`, as a code's hash is made of all of it; holds the code, so that no `id` is reused.
_names: dict[int, tuple[CodeType, tuple[str, ...] | None]] = {}


class _Told(NamedTuple):
    """What an error's frames held."""

    chain: Chain
    field_of: Callable[[str], Field | None]
    values: dict[str, bool]
    is_complete: bool


_latest: ContextVar[list[_Told] | None] = ContextVar("live_values", default=None)


def begin() -> None:
    """Remember the latest error from now on, until `end`."""
    _latest.set([])


def end() -> None:
    """Remember nothing."""
    _latest.set(None)


def found(
    event: dict[str, Any], hint: dict[str, Any], field_of: Callable[[str], Field | None]
) -> Held:
    """Look at what sensitive fields hold in the hint, in live frames and in the event."""
    held = Held(field_of)
    _look_at_error(held, hint.get("exc_info"), field_of)
    named: Named = [*of_record(hint.get("log_record")).items()]
    caller: FrameType | None = sys._getframe(1)
    for _ in range(2 * MAX_FRAMES):
        if caller is None:
            break
        named += _variables(caller)
        caller = caller.f_back
    named += _of_contexts(event).items()
    for key in ("extra", "tags"):
        named += shapes.mapping(event.get(key)).items()
    held.look(named)
    return held


def of_record(record: object) -> dict[str, object]:
    """Return a log record's arguments, and what `extra` put there."""
    if not issubclass(type(record), logging.LogRecord):
        return {}
    given = namespace_of(record)
    return {
        name: one
        for name, one in given.items()
        if (name == "args" and one) or name not in _OF_RECORDS
    }


def _look_at_error(held: Held, info: object, field_of: Callable[[str], Field | None]) -> None:
    chain = _chain(info)
    if not chain:
        return
    told = _latest.get()
    if told and told[0].field_of == field_of and _is_same(told[0].chain, chain):
        held.values.update(told[0].values)
        held.is_complete = told[0].is_complete
        return
    held.look(_of_chain(chain))
    if told is not None:
        told[:] = [_Told(chain, field_of, dict(held.values), held.is_complete)]


def _chain(info: object) -> Chain:
    if type(info) is not tuple or not issubclass(type(info[1]), BaseException):
        return []
    return [
        (error, frame_locals.traceback_of(error), frame_locals.arguments_of(error))
        for error in frame_locals.chain(info[1])
    ]


def _is_same(one: Chain, other: Chain) -> bool:
    return len(one) == len(other) and all(
        part is same
        for this, that in zip(one, other, strict=True)
        for part, same in zip(this, that, strict=True)
    )


def _of_chain(chain: Chain) -> Named:
    """Return the errors and what their frames name, from where each was raised."""
    named: Named = []
    count = 0
    for error, traceback, arguments in chain:
        named += [(None, error), ("args", arguments)]
        frames = []
        while traceback is not None:
            frames.append(traceback.tb_frame)
            traceback = traceback.tb_next
        for frame in frames[: -MAX_FRAMES - 1 : -1]:
            count += 1
            if count > MAX_FRAMES:
                break
            named += _variables(frame)
    return named


def _variables(frame: FrameType) -> Named:
    names = _names_in(frame.f_code)
    if names is not None and not names:
        return []
    local = frame.f_locals
    if id(type(local)) not in NAMESPACES:
        return []
    if names is None:
        return [(name, local[name]) for name in local if type(name) is str]
    return [(name, local[name]) for name in names if name in local]


def _names_in(code: CodeType) -> tuple[str, ...] | None:
    """Return the variables that are looked at; None for all."""
    known = _names.get(id(code))
    if known is not None and known[0] is code:
        return known[1]
    names: tuple[str, ...] | None = None
    if code.co_name == "<module>" or code.co_filename.startswith(_OURS):
        names = ()
    elif not spelling.is_own_file(code.co_filename):
        # Before they are fetched, which costs more than all of this.
        own = frozenset(code.co_varnames)
        names = () if own.isdisjoint(_OF_LIBRARIES) else _OF_LIBRARIES
    if len(_names) >= _MOST_CODES:
        _names.clear()
    _names[id(code)] = code, names
    return names


def _of_contexts(event: dict[str, Any]) -> dict[str, object]:
    """Return the contexts but the SDK's own; what `fields` hold are codes, not values."""
    given = shapes.mapping(event.get("contexts"))
    found = {name: one for name, one in given.items() if name not in _OF_THE_SDK}
    if "validation" in found:
        said = shapes.mapping(found["validation"]).items()
        found["validation"] = {name: one for name, one in said if name != rebuild_spans.FIELDS}
    return found
