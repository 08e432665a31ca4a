"""Which of Celery's log lines are events, and which are told better elsewhere.

Celery raises little in its main process: it logs. The SDK makes an event of every line of level
error, so that one lost child is three or four, none with the task's name; and it ignores the logger
of the tasks' tracer as a whole, with what that says of hooks that fail. Settings' LOGGING puts the
handlers to their loggers.
"""

from __future__ import annotations

import logging
from typing import Any, Final

import sentry_sdk
from celery.exceptions import ChordError
from sentry_sdk.utils import event_from_exception

from observability import frame_locals

# By logger: the lines that `celery_request` and `celery` tell of, by signals.
_TOLD_ELSEWHERE: Final = {
    "celery.worker.request": frozenset(
        {"Task handler raised error: %r", "Hard time limit (%ss) exceeded for %s[%s]"}
    ),
    "multiprocessing": frozenset({"Process %r pid:%r exited with %r"}),
    "observability.celery_request": frozenset({"A task was not finished"}),
}
_OUTAGE: Final = 300  # seconds without such a line, after which one is news; tries are 32 s apart
_OF_THE_BROKER: Final = {
    "celery.worker.consumer.consumer": "consumer: Cannot connect to",
    "celery.beat": "beat: Connection error",
}
_CONSUMER: Final = "celery.worker.consumer.consumer"
_SPELL_OUT: Final = frozenset({_CONSUMER, "celery.beat"})


def is_told_elsewhere(record: logging.LogRecord) -> bool:
    """Tell whether the line is of something that has an event of its own."""
    return record.msg in _TOLD_ELSEWHERE.get(record.name, ()) or _is_of_a_part(record)


def _is_of_a_part(record: logging.LogRecord) -> bool:
    """Tell whether a chord failed because one of its tasks did, which is told by that task."""
    if record.msg != "Chord %r raised: %r" or not record.exc_info:
        return False
    _, error, traceback = record.exc_info
    if isinstance(error, ChordError):
        return True
    while traceback is not None:
        if traceback.tb_frame.f_code.co_name == "maybe_throw":  # the part's result raised it
            return True
        traceback = traceback.tb_next
    return False


def without_bodies(event: dict[str, Any], hint: dict[str, Any]) -> None:
    """Leave the first words of lines that spell a message that cannot be read, or a whole stack."""
    record = hint.get("log_record")
    if record is None or record.name not in _SPELL_OUT or type(record.msg) is not str:
        return
    head = record.msg.partition("%")[0].strip(" :[")
    event["logentry"] = {"message": head, "formatted": head}
    if record.name == _CONSUMER:
        event["level"] = "error"  # one message is lost; the worker goes on


class Outages(logging.Filter):
    """Lets one line of an outage of the broker through, of those that each try to connect makes.

    All are printed; the first is an event, and another one only once there were none for a while.
    """

    _latest = float("-inf")  # seconds since the epoch

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether the line shall be an event."""
        if _is_of_a_lost_connection(record):
            return False
        head = _OF_THE_BROKER.get(record.name)
        if head is None or type(record.msg) is not str or not record.msg.startswith(head):
            return True
        since, self._latest = record.created - self._latest, record.created
        return since > _OUTAGE


def _is_of_a_lost_connection(record: logging.LogRecord) -> bool:
    """Tell whether a part of the worker failed to close what the broker had closed."""
    if record.name != "celery.bootsteps" or not record.exc_info or record.exc_info[1] is None:
        return False
    return any(issubclass(type(one), OSError) for one in frame_locals.chain(record.exc_info[1]))


class Hooks(logging.Handler):
    """Captures what Celery's tracer logs of hooks: `on_success`, `after_return`, clean-up."""

    def emit(self, record: logging.LogRecord) -> None:
        """Capture the exception, unless the line is one of those that tell of a task's state."""
        if record.levelno < logging.ERROR or not record.exc_info or hasattr(record, "data"):
            return
        event, hint = event_from_exception(
            record.exc_info,
            client_options=sentry_sdk.get_client().options,
            mechanism={"type": "celery", "handled": False},
        )
        sentry_sdk.capture_event(event, hint=hint)


class EndedChildren(logging.Handler):
    """Captures the end of a pool's child that had no task."""

    def emit(self, record: logging.LogRecord) -> None:
        """Send a message, unless a task's own event tells it."""
        if not is_told_elsewhere(record) or type(record.args) is not tuple:
            return
        from observability import celery_request  # of workers only

        if not celery_request.had_a_task(record.args[1]):
            with sentry_sdk.new_scope() as scope:
                scope.clear_breadcrumbs()
                sentry_sdk.capture_message("A child process of the pool ended.", level="fatal")
