"""Local variables of frames, as names and shapes: `patient: patients.models.Patient`, `list[16]`.

Made where the exception is at hand (`add`, a `before_send` hook), and checked again in the gate
(`checked`), since a hook can be by-passed. No code of the application's runs: a value is asked
neither for its class nor for its length, unless it is exactly of a built-in type.
"""

from __future__ import annotations

import logging
import re
import sys
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from observability import shapes
from observability.known import name_of_class

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType, TracebackType

    from observability.known import Known

logger = logging.getLogger(__name__)

MAX_NAMES: Final = 20
# Of our own code, counted from where the exception was raised; more cost time and tell little.
MAX_FRAMES: Final = 10
MARK_CLASS: Final = "[class]"
# By `id`: to look a class up in a set would ask its metaclass for a hash.
_SIZED: Final = {id(cls): cls.__name__ for cls in (list, tuple, dict, set, str, bytes)}
_SIZED_NAMES: Final = frozenset(_SIZED.values())
_PLAIN: Final = {id(cls): cls.__name__ for cls in (int, float, bool, complex, range, slice)}
# What nearly all locals are, told without taking the text apart.
_USUAL: Final = frozenset({"None", *_PLAIN.values()}) | {
    f"{name}[{length}]" for name in _SIZED_NAMES for length in (0, *(1 << n for n in range(20)))
}
_SHAPE: Final = re.compile(r"([A-Za-z_][A-Za-z0-9_.]{0,299})(?:\[(0|[1-9][0-9]{0,14})\])?")
_CAUSE: Final = BaseException.__dict__["__cause__"]
_CONTEXT: Final = BaseException.__dict__["__context__"]
_SUPPRESSED: Final = BaseException.__dict__["__suppress_context__"]
_TRACEBACK: Final = BaseException.__dict__["__traceback__"]
_ARGUMENTS: Final = BaseException.__dict__["args"]
_LONGEST_CHAIN: Final = 50


def _plain_namespaces() -> frozenset[int]:
    # From Python 3.13 on, a function's `f_locals` is a proxy rather than a dict.
    return frozenset({id(dict), id(type(sys._getframe().f_locals))})


NAMESPACES: Final = _plain_namespaces()  # compared by identity as well


def add(event: dict[str, Any], hint: dict[str, Any]) -> dict[str, Any]:
    """Return `event`, with `vars` in those frames that are the hint's traceback's. Never raises."""
    try:
        _add(event, hint)
    except Exception:  # noqa: BLE001 - an error without its locals is better than no error
        logger.info("The shapes of local variables could not be told.")
    return event


def shape(value: object) -> str:
    """Return the class of `value` if code defines it, and a built-in's length as a power of two."""
    cls = type(value)
    sized = _SIZED.get(id(cls))
    if sized is not None:
        length = len(value)  # type: ignore[arg-type]  # of exactly these types
        return f"{sized}[{_rounded(length)}]"
    return _PLAIN.get(id(cls)) or name_of_class(cls) or MARK_CLASS


def checked(given: object, module: str, known: Known) -> dict[str, str]:
    """Return the names that are tokens of the module's source, with well-formed shapes."""
    if not given:
        return {}
    tokens = known.tokens(module)
    named = ((name, text) for name, text in shapes.mapping(given).items() if name in tokens)
    return {
        name: text if _is_shape(text, known) else MARK_CLASS
        for name, text in islice(named, MAX_NAMES)
    }


def _is_shape(text: object, known: Known) -> bool:
    if type(text) is not str:
        return False
    if text in _USUAL:
        return True
    found = _SHAPE.fullmatch(text)
    if found is None:
        return False
    if found[2] is None:
        return known.class_name(found[1])
    return found[1] in _SIZED_NAMES and _rounded(int(found[2])) == int(found[2])


def _rounded(length: int) -> int:
    return 0 if length == 0 else 1 << (length - 1).bit_length()


def _add(event: dict[str, Any], hint: dict[str, Any]) -> None:
    info = hint.get("exc_info")
    values = shapes.listed(shapes.mapping(event.get("exception")).get("values"))
    if type(info) is not tuple or not issubclass(type(info[1]), BaseException):
        return
    # The SDK lists the chain from its first cause to the exception that was captured.
    for value, error in zip(reversed(values), chain(info[1]), strict=False):
        frames = shapes.listed(
            shapes.mapping(shapes.mapping(value).get("stacktrace")).get("frames")
        )
        _add_to_frames(frames, traceback_of(error))


def chain(error: BaseException) -> Iterator[BaseException]:
    """Yield the exception, what it was raised from or in, and so on, without asking any of them."""
    pending: BaseException | None = error
    for _ in range(_LONGEST_CHAIN):
        if pending is None:
            return
        yield pending
        suppressed = _SUPPRESSED.__get__(pending)
        pending = (_CAUSE if suppressed else _CONTEXT).__get__(pending)


def traceback_of(error: BaseException) -> TracebackType | None:
    """Return the exception's traceback, without asking it."""
    found: TracebackType | None = _TRACEBACK.__get__(error)
    return found


def arguments_of(error: BaseException) -> tuple[object, ...]:
    """Return what the exception was given to say, without asking it."""
    found: tuple[object, ...] = _ARGUMENTS.__get__(error)
    return found


def _add_to_frames(frames: list[Any], traceback: TracebackType | None) -> None:
    # The SDK leaves some frames out; those that are there come in the same order.
    own = [at for at, one in enumerate(frames) if shapes.mapping(one).get("in_app") is not False]
    wanted = set(own[-MAX_FRAMES:])
    at = 0
    while traceback is not None and at < len(frames):
        frame = shapes.mapping(frames[at])
        code = traceback.tb_frame.f_code
        names = (code.co_name, code.co_qualname)
        if frame.get("lineno") == traceback.tb_lineno and frame.get("function") in names:
            if at in wanted:
                frame.setdefault("vars", _shapes(traceback.tb_frame))
            at += 1
        traceback = traceback.tb_next


def _shapes(frame: FrameType) -> dict[str, str]:
    if frame.f_code.co_name == "<module>":
        return {}  # a module's locals are all that it imports
    namespace = frame.f_locals
    if id(type(namespace)) not in NAMESPACES:
        return {}
    names = [name for name in namespace if type(name) is str][:MAX_NAMES]
    return {name: shape(namespace[name]) for name in names}
