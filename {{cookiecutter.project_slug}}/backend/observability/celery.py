"""Each failure of a task once, with its name and never its arguments. `config.celery` imports this.

The SDK's integration captures what a task's function raises. Here is the rest: results that cannot
be stored, callbacks that cannot be sent, bodies that cannot be read, children that were lost. What
makes which event stands in docs/capture.md.
"""

from __future__ import annotations

import contextlib
import sys
import threading
from typing import Any

import sentry_sdk
from billiard.util import set_pdeathsig  # type: ignore[attr-defined]  # stubs lack it
from celery.exceptions import Ignore, Reject, Retry
from celery.signals import (
    beat_init,
    celeryd_init,
    task_failure,
    task_internal_error,
    task_prerun,
    task_rejected,
    task_retry,
    worker_process_init,
)
from sentry_sdk.utils import event_from_exception

from observability import celery_request, celery_story, once, runtime


def declare_celery(**_: Any) -> None:
    """Say that this process, and the pool children that it forks, are Celery."""
    runtime.declare("celery")


def outlive_its_thread(**_: Any) -> None:
    """Keep a child from being killed while it sends what waits, as the worker ends.

    Celery has the kernel kill each child with its parent, which to the kernel is the thread that
    forked it. Where the pool has no event loop (with the queue of files), that of a child that
    replaces another one ends at once when the worker is told to.
    """
    if threading.current_thread().name != "MainThread":
        with contextlib.suppress(OSError):  # where the kernel has no such thing
            set_pdeathsig(0)


def begin(sender: Any, **_: Any) -> None:
    """Put name, ids and tries of the task that begins into its scope."""
    celery_story.tell(sender, sender.request, sender.request.headers)


def fail(sender: Any, exception: BaseException, **_: Any) -> None:
    """Capture a failure that the task's function itself did not raise."""
    request = celery_request.in_hand()
    if request is None:
        # What is handled just now: the signal may bear a stand-in that can be pickled.
        _capture(sender, sys.exc_info()[1] or exception)
    elif not _is_wanted(sender, exception):
        request.tell(exception)


def come_back(**_: Any) -> None:
    """Count a lost task that is sent once more; a retry that the task asked for is none."""
    request = celery_request.in_hand()
    if request is not None:
        request.tell_of_requeueing()


def discard(exc: BaseException | None, **_: Any) -> None:
    """Capture that a message was thrown away which is no task; wrong tasks are logged as errors."""
    if exc is None:
        sentry_sdk.capture_message("A message that is no task was thrown away.", level="error")


def _capture(task: Any, error: BaseException) -> None:
    if _is_wanted(task, error) or once.told(error, celery_story.trace()):
        return
    event, hint = event_from_exception(
        error,
        client_options=sentry_sdk.get_client().options,
        mechanism={"type": "celery", "handled": False},
    )
    sentry_sdk.capture_event(event, hint=hint)


def _is_wanted(task: Any, error: BaseException) -> bool:
    return isinstance(error, (Ignore, Reject, Retry, *(task.throws or ())))


celeryd_init.connect(declare_celery, weak=False)
beat_init.connect(declare_celery, weak=False)
worker_process_init.connect(outlive_its_thread, weak=False)
task_prerun.connect(begin, weak=False)
task_failure.connect(fail, weak=False)
task_internal_error.connect(fail, weak=False)
task_retry.connect(come_back, weak=False)
task_rejected.connect(discard, weak=False)
