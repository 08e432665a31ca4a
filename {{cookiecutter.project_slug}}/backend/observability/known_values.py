"""Remove from an event what sensitive fields held at the moment of the error.

Runs in `before_send`, in the thread where it happened, while the objects are alive. What is found
is in nobody's hands afterwards. If it cannot be found out, or if there was too much to look at all
of it, the event's texts go.
"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from observability import frame_locals, policy, rebuild_spans, shapes, spelling, texts
from observability.frame_locals import NAMESPACES
from observability.held import Held, namespace
from phi.values import Values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from phi.keys import Field

logger = logging.getLogger(__name__)

MAX_FRAMES: Final = 60
# The gate's own frames hold the policy, which names fields.
_OURS: Final = tuple(
    f"{Path(__file__).parents[1] / name}{os.sep}" for name in ("observability", "phi")
)
# What a library's frames are asked for: where an error comes before any code of ours.
_OF_RECORDS: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_PLAIN: Final = (str, int, float, bool)
_OF_THE_SDK: Final = frozenset({"app", "browser", "device", "os", "runtime", "trace"})
_OF_LIBRARIES: Final = ("request", "kwargs", "serializer", "form", "instance", "obj")
_NAMES_OF_LIBRARIES: Final = frozenset(_OF_LIBRARIES)


def remove(event: dict[str, Any], hint: dict[str, Any]) -> dict[str, Any]:
    """Return `event` without values that live sensitive fields hold. Never raises."""
    try:
        allowed = policy.current()
        if allowed is None:
            return event  # the gate drops it
        held = found(event, hint, allowed.rules.keys.find)
        if not held.is_complete:
            _change_texts(event, lambda _: texts.MARK)
            return event
        values = _values(held.values).among(_texts_of(event)) if held.values else Values()
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
    if not held.is_complete:
        return texts.MARK
    return _values(held.values).among([text]).remove(text) if held.values else text


def remove_from_breadcrumb(crumb: dict[str, Any], given: object, record: object) -> None:
    """Take what data and log record hold in sensitive fields out of the texts. Never raises."""
    try:
        allowed = policy.current()
        if allowed is None:
            return
        find = allowed.rules.keys.find
        data, logged = shapes.mapping(given), _of_record(record)
        if all(_is_flat(one) and not any(map(find, one)) for one in (data, logged)):
            return
        held = Held(find)
        held.look(data)
        held.look(logged)
        if not held.is_complete:
            _change(crumb, ("message",), lambda _: texts.MARK)
        elif held.values:
            remove_all = _values(held.values).remove
            _change(crumb, ("message",), remove_all)
            _change_all(crumb.get("data"), remove_all)
    except Exception:  # noqa: BLE001 - see `remove`
        _change(crumb, ("message",), lambda _: texts.MARK)


def _is_flat(given: dict[str, Any]) -> bool:
    return all(type(name) is str for name in given) and all(map(_is_plain, given.values()))


def _is_plain(value: object) -> bool:
    # The arguments of most log lines are a few numbers and texts.
    return (
        value is None
        or type(value) in _PLAIN
        or (type(value) is tuple and all(map(_is_plain, value)))
    )


def _values(held: dict[str, bool]) -> Values:
    values = Values()
    for text, is_name in held.items():
        values.add(text, names=is_name)
    return values


def found(
    event: dict[str, Any], hint: dict[str, Any], field_of: Callable[[str], Field | None]
) -> Held:
    """Look at what sensitive fields hold in the hint, in live frames and in the event."""
    held = Held(field_of)
    held.look(_of_record(hint.get("log_record")))
    for error in _errors(hint.get("exc_info")):
        held.look({None: error, "args": frame_locals.arguments_of(error)})
    for frame in _frames(hint.get("exc_info")):
        named = _variables(frame)
        if named:
            held.look(named)
    held.look(_of_contexts(event))
    for key in ("extra", "tags"):
        held.look(shapes.mapping(event.get(key)))
    return held


def _of_contexts(event: dict[str, Any]) -> dict[str, object]:
    """Return the contexts but the SDK's own; what `fields` hold are codes, not values."""
    given = shapes.mapping(event.get("contexts"))
    found = {name: one for name, one in given.items() if name not in _OF_THE_SDK}
    if "validation" in found:
        said = shapes.mapping(found["validation"]).items()
        found["validation"] = {name: one for name, one in said if name != rebuild_spans.FIELDS}
    return found


def _of_record(record: object) -> dict[str, object]:
    """Return a log record's arguments, and what `extra` put there."""
    if not issubclass(type(record), logging.LogRecord):
        return {}
    given = namespace(record)
    return {
        name: one
        for name, one in given.items()
        if (name == "args" and one) or name not in _OF_RECORDS
    }


def _errors(info: object) -> Iterator[BaseException]:
    if type(info) is tuple and issubclass(type(info[1]), BaseException):
        yield from frame_locals.chain(info[1])


def _frames(info: object) -> Iterator[FrameType]:
    """Yield frames: of the exception and its causes, raised last first; then the callers."""
    count = 0
    for error in _errors(info):
        frames, traceback = [], frame_locals.traceback_of(error)
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
    own = spelling.is_own_file(frame.f_code.co_filename)
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
    return not _NAMES_OF_LIBRARIES.isdisjoint(frame.f_code.co_varnames)


def _change_texts(event: dict[str, Any], change: Callable[[str], str]) -> None:
    """Change the texts that the gate looks at; the event is the SDK's own copy of everything."""
    for value in shapes.listed(shapes.mapping(event.get("exception")).get("values")):
        _change(value, ("value",), change)
    _change(event, ("message",), change)
    _change(event.get("logentry"), ("message", "formatted"), change)
    for crumb in shapes.listed(shapes.mapping(event.get("breadcrumbs")).get("values")):
        _change(crumb, ("message",), change)
        _change_all(shapes.mapping(crumb).get("data"), change)
    for name in ("tags", "extra"):
        _change_all(event.get(name), change)
    _change_all(shapes.mapping(event.get("request")).get("headers"), change)


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
