"""A task's message in the worker's main process: where it is noticed that a child was lost.

The child cannot tell of its own end. A loss whose task comes back is counted and logged, as is a
task that gives its own message back; one that does not come back is an event.
"""

from __future__ import annotations

import logging
from collections import deque
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Final

import sentry_sdk
from billiard.einfo import ExceptionWithTraceback  # type: ignore[attr-defined]  # stubs lack it
from billiard.exceptions import TimeLimitExceeded, WorkerLostError
from celery.exceptions import Reject
from celery.worker import state
from celery.worker.request import Request as CeleryRequest
from sentry_sdk.utils import capture_internal_exceptions, event_from_exception

from observability import asker, celery_story, once, request_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from celery.app.task import Context

logger = logging.getLogger(__name__)

METRIC: Final = "tasks.requeued"
# What a child ends by, with whatever task it had.
_DEATHS: Final = (WorkerLostError, TimeLimitExceeded, SystemExit, KeyboardInterrupt)
_in_hand: ContextVar[Request | None] = ContextVar("celery_request", default=None)
_ended: deque[int] = deque(maxlen=1000)


def in_hand() -> Request | None:
    """Return the request that the worker's main process is dealing with; None elsewhere."""
    return _in_hand.get()


def had_a_task(pid: object) -> bool:
    """Tell whether the child that ended had a task, whose own loss is told."""
    return pid in _ended or any(one.worker_pid == pid for one in state.active_requests)


class Request(CeleryRequest):
    """Tells of losses, each once."""

    _context: Context
    _lost = _told = False
    _headers: dict[str, Any] | None = None  # as they came

    def on_timeout(self, soft: bool, timeout: float) -> None:
        """Tell of a task that its time limit ended."""
        with self._held(lost=not soft):
            super().on_timeout(soft, timeout)

    def on_failure(
        self, exc_info: Any, send_failed_event: bool = True, return_ok: bool = False
    ) -> None:
        """Tell of a task whose child was lost, or could not run it."""
        error = exc_info.exception
        error = error.exc if isinstance(error, ExceptionWithTraceback) else error
        with self._held(lost=isinstance(error, _DEATHS)):
            if self._lost:
                # Should it be sent once more, the next try knows of this one.
                with capture_internal_exceptions():
                    self._context.headers = celery_story.with_this_try(self._context, error)
            elif isinstance(error, Reject) and self._is_gone(error):
                with capture_internal_exceptions():
                    self.tell(error)
            super().on_failure(exc_info, send_failed_event, return_ok)

    def reject(self, requeue: bool = False) -> None:
        """Give the message back; if the task is to come back, count that."""
        if requeue and not self.acknowledged:
            with capture_internal_exceptions():  # whatever breaks here, the message goes back
                self.tell_of_requeueing()
        super().reject(requeue)

    def tell_of_requeueing(self) -> None:
        """Count and log that the task was not finished and will run once more."""
        if self._told:
            return
        self._told = True
        with self._scope():
            sentry_sdk.metrics.count(METRIC, 1, attributes={"transaction": self.task.name})
            self._log(logging.WARNING, "requeued")

    def tell(self, error: BaseException) -> None:
        """Send the event of a failure that the child did not tell of."""
        if self._told:
            return
        self._told = True
        with self._scope():
            if not once.told(error, celery_story.trace()):
                event, hint = event_from_exception(
                    error,
                    client_options=sentry_sdk.get_client().options,
                    mechanism={"type": "celery", "handled": False},
                )
                event["level"] = "fatal" if self._lost else "error"
                sentry_sdk.capture_event(event, hint=hint)
            self._log(logging.ERROR, "lost" if self._lost else "failed")

    def _is_gone(self, error: Reject) -> bool:
        """Tell whether the task asked to come back, which only one with `acks_late` does."""
        wanted: bool = error.requeue  # type: ignore[attr-defined]  # stubs lack it
        return wanted and self.acknowledged

    def _log(self, level: int, state_of_it: str) -> None:
        data = {"name": self.task.name, "id": self.id, "state": state_of_it}
        logger.log(level, "A task was not finished", extra={"data": data})

    @contextmanager
    def _held(self, *, lost: bool) -> Iterator[None]:
        self._lost = self._lost or lost
        self._headers = self._headers or self._context.headers
        if lost and isinstance(self.worker_pid, int):
            _ended.append(self.worker_pid)
        token = _in_hand.set(self)
        try:
            yield
        finally:
            _in_hand.reset(token)

    @contextmanager
    def _scope(self) -> Iterator[None]:
        """Go on with the task's own trace, without what the main process says of other tasks."""
        with sentry_sdk.isolation_scope() as scope:
            scope.clear()
            sentry_sdk.continue_trace(self._headers or {})
            scope.set_transaction_name(self.task.name, source="task")
            asked = request_id.accepted(getattr(self._context, request_id.TAG, None))
            if asked is not None:
                scope.set_tag(request_id.TAG, asked)
            asker.take_over(scope, getattr(self._context, asker.HEADER, None))
            celery_story.tell(self.task, self._context, self._headers)
            yield
