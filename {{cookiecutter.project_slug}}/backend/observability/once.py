"""Each error once: an exception that one event has told is not told by another.

The SDK knows only the last exception that it has seen. Here an exception bears the trace in which
it was told; so do what it was raised from, and the members of a group, for their event shows them.
It is for usefulness, in hooks that the SDK may by-pass: what leaves is the gate's business alone.
"""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Any, Final

import sentry_sdk
from sentry_sdk.utils import event_from_exception

from observability import shapes

if TYPE_CHECKING:
    from collections.abc import Iterator

logger = logging.getLogger(__name__)

_TOLD: Final = "_told_to_sentry"  # names the trace: an object that is raised for ever is told anew
_DEPTH: Final = 50
_CAUSE: Final = BaseException.__dict__["__cause__"]
_MEMBERS: Final[Any] = BaseExceptionGroup.__dict__["exceptions"]
# Nobody caught these but Python, as the process ended.
_ENDS: Final = frozenset({"excepthook"})


def join(event: dict[str, Any], hint: dict[str, Any]) -> dict[str, Any]:
    """Give a logged error the exception that was being handled: one event, not two. Never raises.

    An event processor: `log.error("…")` in an `except` block comes without the exception.
    """
    try:
        record = hint.get("log_record")
        if record is None or hint.get("exc_info") or event.get("exception"):
            return event
        info = sys.exc_info()
        if info[1] is None or told(info[1], _trace(event)):
            return event
        joined, more = event_from_exception(
            info,
            client_options=sentry_sdk.get_client().options,
            mechanism={"type": "logging", "handled": True},
        )
        event["exception"] = joined["exception"]
        hint["exc_info"] = more["exc_info"]
    except Exception:  # noqa: BLE001 - a message without its exception is better than none
        logger.info("A logged error could not be joined with its exception.")
    return event


def keep(event: dict[str, Any], hint: dict[str, Any]) -> dict[str, Any] | None:
    """Return the event, fatal if its error ended the process; None if it was told. Never raises.

    What is not kept the SDK counts, as `before_send`.
    """
    try:
        info = hint.get("exc_info")
        if type(info) is not tuple or not issubclass(type(info[1]), BaseException):
            return event
        trace = _trace(event)
        if told(info[1], trace):
            return None
        _tell(info[1], trace)
        if _mechanism(event) in _ENDS or type(info[1]) is SystemExit:
            event["level"] = "fatal"
    except Exception:  # noqa: BLE001 - twice is better than never
        logger.info("It could not be seen whether an error was told before.")
    return event


def told(error: BaseException, trace: str) -> bool:
    """Tell whether an event of this trace shows the error, its cause, or all members of a group."""
    for one in _causes(error):
        if _told_in(one) == trace:
            return True
    if issubclass(type(error), BaseExceptionGroup):
        return all(told(member, trace) for member in _MEMBERS.__get__(error))
    return False


def _tell(error: BaseException, trace: str, depth: int = _DEPTH) -> None:
    for one in _causes(error):
        BaseException.__setattr__(one, _TOLD, trace)
        if depth and issubclass(type(one), BaseExceptionGroup):
            for member in _MEMBERS.__get__(one):
                _tell(member, trace, depth - 1)


def _told_in(error: BaseException) -> object:
    return BaseException.__getattribute__(error, "__dict__").get(_TOLD)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield the error and what it was raised from; not what it merely was raised during."""
    pending: BaseException | None = error
    for _ in range(_DEPTH):
        if pending is None:
            return
        yield pending
        pending = _CAUSE.__get__(pending)


def _trace(event: dict[str, Any]) -> str:
    contexts = shapes.mapping(event.get("contexts"))
    return str(shapes.mapping(contexts.get("trace")).get("trace_id"))


def _mechanism(event: dict[str, Any]) -> object:
    values = shapes.listed(shapes.mapping(event.get("exception")).get("values"))
    return shapes.mapping(shapes.mapping(values[-1]).get("mechanism")).get("type") if values else ""
