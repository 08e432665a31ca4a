"""One task for each way to fail, by the name of its row in the table of captures."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import sentry_sdk
from celery import Task, shared_task
from celery.exceptions import Ignore, Reject, SoftTimeLimitExceeded
from django.conf import settings

TRIES = 3
FLOOD = 8  # messages
FEW = 10  # messages
MANY = 500  # errors


class PlantedError(Exception):
    """What these tasks fail with."""

    def __init__(self, text: str = "the task failed on purpose") -> None:
        """Say what is no patient's."""
        super().__init__(text)


class ErrbackError(PlantedError):
    """What a task fails with that is called because another one failed."""


class HookError(PlantedError):
    """What a task's own hook fails with."""


class UnpicklableError(Exception):
    """Cannot be handed to the worker's main process as it is."""

    def __init__(self, *, value: object) -> None:
        """Keep the value."""
        super().__init__("the task failed on purpose")
        self.value = value


class FailingHook(Task):  # type: ignore[type-arg]  # not generic at run time
    """A task whose own hook fails."""

    def on_success(self, *_: Any) -> None:
        """Fail."""
        raise HookError


def task(**options: Any) -> Callable[[Callable[..., Any]], Any]:
    """Make a task with these options, tried once, within half a minute."""
    once = {"soft_time_limit": 20, "time_limit": 30, "max_retries": 0, "default_retry_delay": 0}
    made: Callable[[Callable[..., Any]], Any] = shared_task(**{**once, **options})
    return made


@task(ignore_result=False)
def fine(*_: Any) -> None:
    """Succeed."""


@task()
def say_where() -> None:
    """Leave behind which process this is, and stay until another one has said the same."""
    time.sleep(0.5)
    mark("where", f"{os.getpid()}\n")


@task()
def plain(*_: Any) -> None:
    raise PlantedError


@task(autoretry_for=(PlantedError,), max_retries=TRIES - 1)
def retried_automatically(*_: Any) -> None:
    raise PlantedError


@task(bind=True, max_retries=TRIES - 1)
def retried_by_hand(self: Any, *_: Any) -> None:
    try:
        raise PlantedError
    except PlantedError as error:
        raise self.retry(exc=error) from error


@task(bind=True, max_retries=TRIES - 1)
def retried_without_error(self: Any, *_: Any) -> None:
    raise self.retry()


@task(autoretry_for=(PlantedError,), max_retries=TRIES - 1)
def retried_and_mended(*_: Any) -> None:
    if times("retried_and_mended") < TRIES:
        raise PlantedError


@task(throws=(PlantedError,))
def expected(*_: Any) -> None:
    raise PlantedError


@task()
def ignored(*_: Any) -> None:
    raise Ignore


@task()
def rejected(*_: Any) -> None:
    raise Reject


@task(acks_late=True)
def rejected_and_failed(*_: Any) -> None:
    if times("rejected_and_failed") < TRIES:
        raise Reject("not yet", requeue=True)
    raise PlantedError


@task()
def rejected_in_vain(*_: Any) -> None:
    raise Reject("not yet", requeue=True)


@task(soft_time_limit=1)
def soft_limit(*_: Any) -> None:
    time.sleep(20)


@task(soft_time_limit=1)
def soft_limit_handled(*_: Any) -> None:
    with contextlib.suppress(SoftTimeLimitExceeded):
        time.sleep(20)


@task(soft_time_limit=1, time_limit=2)
def hard_limit(*_: Any) -> None:
    with contextlib.suppress(SoftTimeLimitExceeded):
        time.sleep(20)
    time.sleep(20)


@task()
def killed(*_: Any) -> None:
    die()


@task()
def exited(*_: Any) -> None:
    time.sleep(1)  # until whatever was sent along has begun
    sys.exit(3)


@task(acks_late=True)
def killed_acknowledging_late(*_: Any) -> None:
    die()


@task(acks_late=True, reject_on_worker_lost=True)
def killed_and_redelivered(*_: Any) -> None:
    if times("killed_and_redelivered") < TRIES:
        die()


@task(retry_on_worker_lost=True, max_retries=1)
def killed_and_retried(*_: Any) -> None:
    die()


@task(ignore_result=False)
def unserialisable_result(*_: Any) -> object:
    return object()


@task()
def unserialisable_argument(*_: Any) -> None:
    plain.delay(object())


@task()
def undecodable(*_: Any) -> None:
    """Be sent with a body that cannot be read."""


@task(ignore_result=False)
def in_chain(*_: Any) -> None:
    raise PlantedError


@task(ignore_result=False)
def in_chord_header(*_: Any) -> None:
    raise PlantedError


@task()
def after_failed_header(*_: Any) -> None:
    """Be the body that never runs."""


@task()
def in_chord_body(*_: Any) -> None:
    raise PlantedError


@task()
def in_callback(*_: Any) -> None:
    raise PlantedError


@task(throws=(PlantedError,))
def with_errback(*_: Any) -> None:
    raise PlantedError


@task()
def in_errback(*_: Any) -> None:
    raise ErrbackError


@task(base=FailingHook)
def in_hook(*_: Any) -> None:
    """Succeed, and fail afterwards."""


@task()
def unpicklable(*_: Any) -> None:
    raise UnpicklableError(value=lambda: None)


@task()
def eager(*_: Any) -> None:
    raise PlantedError


@task()
def eager_and_raised(*_: Any) -> None:
    raise PlantedError


@task()
def flood(*_: Any) -> None:
    for _one in range(FLOOD):
        sentry_sdk.capture_message("one of many")
    times("flood")


@task(soft_time_limit=100, time_limit=110)
def burst(*_: Any) -> None:
    for number in range(MANY):
        sentry_sdk.capture_exception(PlantedError(str(number)))
    times("burst")


@task()
def last_of_its_child(*_: Any) -> None:
    mark("last", f"{os.getpid()}\n")
    for _one in range(FEW):
        sentry_sdk.capture_message("one of a few")
    raise PlantedError


def die() -> NoReturn:
    """End this process as the kernel does when memory runs out.

    Once what earlier tasks of this process captured has been sent: it would go with it.
    """
    sentry_sdk.flush(20)
    time.sleep(0.7)
    os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(60)
    raise SystemExit


def times(name: str) -> int:
    """Return how many times this was called for a name, this time included, in any process."""
    return len(mark(name, "x"))


def mark(name: str, text: str) -> str:
    """Add to the file of this name; return what is in it then."""
    marks = Path(settings.FAILURES_MARKS)  # type: ignore[misc]  # in celery_settings only
    with (marks / name).open("a+", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        file.seek(0)
        return file.read()
