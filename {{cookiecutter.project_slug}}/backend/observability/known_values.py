"""Remove from an event what sensitive fields held at the moment of the error.

Runs in `before_send`, in the thread where it happened, while the objects are alive. What is found
is in nobody's hands afterwards. If it cannot be found out, the event's texts go.
"""

from __future__ import annotations

import logging
import os
import sys
import sysconfig
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from observability import policy, shapes, texts
from observability.frame_locals import NAMESPACES, chain, traceback_of
from observability.held import Held, namespace
from phi.values import Values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from phi.keys import Field

logger = logging.getLogger(__name__)

MAX_FRAMES: Final = 60
_LIBRARIES: Final = ("/site-packages/", "/dist-packages/", "\\site-packages\\")
# The gate's own frames hold the policy, which names fields.
_OURS: Final = tuple(
    f"{Path(__file__).parents[1] / name}{os.sep}" for name in ("observability", "phi")
)
_STANDARD: Final = sysconfig.get_paths()["stdlib"]
# What a library's frames are asked for: where an error comes before any code of ours.
_OF_RECORDS: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_PLAIN: Final = (str, int, float, bool)
_OF_THE_SDK: Final = frozenset({"app", "browser", "device", "os", "runtime", "trace"})
_OF_LIBRARIES: Final = ("request", "kwargs", "serializer", "form", "instance", "obj")


def remove(event: dict[str, Any], hint: dict[str, Any]) -> dict[str, Any]:
    """Return `event` without values that live sensitive fields hold. Never raises."""
    try:
        allowed = policy.current()
        if allowed is None:
            return event  # the gate drops it
        held = found(event, hint, allowed.rules.keys.find)
        values = _values(held).among(_texts_of(event)) if held else Values()
        if values:
            _change_texts(event, values.remove)
    except Exception:  # noqa: BLE001 - what cannot be looked up could stand in any of the texts
        logger.warning("Known values could not be looked up; an event goes without its texts.")
        _change_texts(event, lambda _: texts.MARK)
    return event


def without(text: str, hint: dict[str, Any]) -> str:
    """Return a text that is to be printed without what live sensitive fields hold.

    Args:
        text: what would be printed.
        hint: `exc_info` or `log_record`, as Sentry's hooks are given.
    """
    allowed = policy.current()
    if allowed is None:
        return texts.MARK
    held = found({}, hint, allowed.rules.keys.find)
    return _values(held).among([text]).remove(text) if held else text


def remove_from_breadcrumb(crumb: dict[str, Any], given: dict[str, Any]) -> None:
    """Take what the breadcrumb's data holds in sensitive fields out of its text. Never raises."""
    try:
        allowed = policy.current()
        if allowed is None:
            return
        find = allowed.rules.keys.find
        if _is_flat(given) and not any(map(find, given)):
            return
        held = Held(find)
        held.look(given)
        if held.values:
            remove_all = _values(held.values).remove
            _change(crumb, ("message",), remove_all)
            _change_all(crumb.get("data"), remove_all)
    except Exception:  # noqa: BLE001 - see `remove`
        _change(crumb, ("message",), lambda _: texts.MARK)


def _is_flat(given: dict[str, Any]) -> bool:
    return all(type(name) is str for name in given) and all(
        value is None or type(value) in _PLAIN for value in given.values()
    )


def _values(held: dict[str, bool]) -> Values:
    values = Values()
    for text, is_name in held.items():
        values.add(text, names=is_name)
    return values


def found(
    event: dict[str, Any], hint: dict[str, Any], field_of: Callable[[str], Field | None]
) -> dict[str, bool]:
    """Return what sensitive fields hold in the hint, live frames and the event; True: a name."""
    held = Held(field_of)
    held.look(_of_record(hint.get("log_record")))
    for frame in _frames(hint.get("exc_info")):
        if held.full():
            break
        held.look(_variables(frame))
    contexts = shapes.mapping(event.get("contexts"))
    held.look({name: one for name, one in contexts.items() if name not in _OF_THE_SDK})
    for key in ("extra", "tags"):
        held.look(shapes.mapping(event.get(key)))
    return held.values


def _of_record(record: object) -> dict[str, object]:
    """Return a log record's arguments, and what `extra` put there."""
    if not issubclass(type(record), logging.LogRecord):
        return {}
    given = namespace(record)
    return {name: one for name, one in given.items() if name == "args" or name not in _OF_RECORDS}


def _frames(info: object) -> Iterator[FrameType]:
    """Yield frames: of the exception and its causes, raised last first; then the callers."""
    count = 0
    if type(info) is tuple and issubclass(type(info[1]), BaseException):
        for error in chain(info[1]):
            frames, traceback = [], traceback_of(error)
            while traceback is not None:
                frames.append(traceback.tb_frame)
                traceback = traceback.tb_next
            for frame in reversed(frames[-MAX_FRAMES:]):
                count += 1
                if count > MAX_FRAMES:
                    break
                yield frame
    caller: FrameType | None = sys._getframe(2)
    while caller is not None and count < 2 * MAX_FRAMES:
        yield caller
        caller, count = caller.f_back, count + 1


def _variables(frame: FrameType) -> list[tuple[str, object]]:
    own = _is_own(frame.f_code.co_filename)
    if frame.f_code.co_filename.startswith(_OURS):
        return []
    if frame.f_code.co_name == "<module>" or not (own or _interesting(frame)):
        return []
    local = frame.f_locals
    if id(type(local)) not in NAMESPACES:
        return []
    names = local if own else [name for name in _OF_LIBRARIES if name in local]
    return [(name, local[name]) for name in names if type(name) is str]


def _interesting(frame: FrameType) -> bool:
    # Before its variables are fetched, which costs more than all of this.
    return any(name in _OF_LIBRARIES for name in frame.f_code.co_varnames)


@lru_cache(maxsize=4096)
def _is_own(file: str) -> bool:
    return not (
        file.startswith(("<frozen", _STANDARD)) or any(folder in file for folder in _LIBRARIES)
    )


def _change_texts(event: dict[str, Any], change: Callable[[str], str]) -> None:
    """Change the texts that the gate looks at; the event is the SDK's own copy of everything."""
    for value in shapes.listed(shapes.mapping(event.get("exception")).get("values")):
        _change(value, ("value",), change)
    _change(event, ("message",), change)
    _change(event.get("logentry"), ("message", "formatted"), change)
    for crumb in shapes.listed(shapes.mapping(event.get("breadcrumbs")).get("values")):
        _change(crumb, ("message",), change)
        _change_all(shapes.mapping(crumb).get("data"), change)
    _change_all(event.get("tags"), change)


def _texts_of(event: dict[str, Any]) -> list[str]:
    texts_found: list[str] = []

    def keep(text: str) -> str:
        texts_found.append(text)
        return text

    _change_texts(event, keep)
    return texts_found


def _change(place: object, names: tuple[str, ...], change: Callable[[str], str]) -> None:
    source = shapes.mapping(place)
    for name in names:
        if type(source.get(name)) is str:
            source[name] = change(source[name])


def _change_all(place: object, change: Callable[[str], str]) -> None:
    _change(place, tuple(shapes.mapping(place)), change)
