"""Celery: what messages hold, and what tasks do. Celery looks for a module of this name."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import sentry_sdk
from celery import shared_task

from canaries.place import Canary, Plant, PlantedError, canary_of, kind_of, place

logger = logging.getLogger(__name__)
quiet = logging.getLogger("canaries.quiet")
quiet.propagate = False
quiet.addHandler(logging.NullHandler())


@shared_task(ignore_result=False)
def run(number: int, kind: str) -> None:
    """Do in the worker what the place with this name does."""
    name, action = IN_WORKER[number]
    action(canary_of(name, kind))


@shared_task
def fail(*args: Any, **kwargs: Any) -> None:
    """Fail, whatever was given."""
    del args, kwargs
    raise PlantedError


@shared_task(bind=True, max_retries=1, default_retry_delay=0)
def fail_and_retry(self: Any, kind: str) -> None:
    """Ask to be run again because of an error with text, and fail then."""
    raise self.retry(exc=PlantedError(canary_of(RETRY, kind).read()))


@shared_task(bind=True, max_retries=1, default_retry_delay=0)
def fail_by_class(self: Any, kind: str) -> None:
    """Ask to be run again because of an error whose class bears a text, and fail then."""
    cls = type(canary_of(RETRY_CLASS, kind).read(), (PlantedError,), {})
    raise self.retry(exc=cls())


@shared_task(ignore_result=False)
def give_back(kind: str) -> str:
    """Return the canary as the result."""
    text = canary_of(RESULT, kind).read()
    sentry_sdk.capture_message("a constant line")
    return text


RETRY, RESULT = "task: error of a retry", "task: result"
RETRY_CLASS = "task: class of a retry's error"
IN_WORKER: list[tuple[str, Plant]] = []


@place("task: argument", runtime="celery")
def argument(canary: Canary) -> None:
    fail.delay(canary.read(), [{"ssn": canary.read()}])


@place("task: keyword argument", runtime="celery")
def keyword_argument(canary: Canary) -> None:
    fail.delay(patient={"ssn": canary.read()})


@place("task: header", runtime="celery")
def header(canary: Canary) -> None:
    fail.apply_async(headers={"patient": canary.read()})


@place("task: id", runtime="celery", kinds=("name", "ssn", "mrn"))
def task_id(canary: Canary) -> None:
    fail.apply_async(task_id=canary.read())


@place("task: name that nobody knows", runtime="celery", kinds=("name", "ssn", "mrn"))
def task_name(canary: Canary) -> None:
    from config.celery import app

    app.send_task(f"patients.{canary.read()}")


@place("task: description of arguments", runtime="celery")
def description(canary: Canary) -> None:
    reprs: dict[str, Any] = {"argsrepr": canary.read(), "kwargsrepr": canary.read()}
    fail.apply_async((1,), **reprs)
    del reprs


@place(RETRY, runtime="celery")
def retry(canary: Canary) -> None:
    fail_and_retry.delay(kind_of(RETRY, canary))


@place(RETRY_CLASS, runtime="celery")
def retry_class(canary: Canary) -> None:
    fail_by_class.delay(kind_of(RETRY_CLASS, canary))


@place(RESULT, runtime="celery")
def result(canary: Canary) -> None:
    give_back.delay(kind_of(RESULT, canary))


def in_worker(name: str) -> Callable[[Plant], Plant]:
    """Register a place whose function runs in the worker."""

    def register(action: Plant) -> Plant:
        number = len(IN_WORKER)
        IN_WORKER.append((name, action))

        @place(name, runtime="celery")
        def send(canary: Canary) -> None:
            run.delay(number, kind_of(name, canary))

        return action

    return register


@in_worker("task: exception")
def exception(canary: Canary) -> None:
    raise PlantedError(canary.read())


@in_worker("task: cause of an exception")
def cause(canary: Canary) -> None:
    raise PlantedError from ValueError(canary.read())


@in_worker("task: local")
def local(canary: Canary) -> None:
    surname = canary.read()  # noqa: F841 - the traceback reads it
    raise PlantedError


@in_worker("task: tag, context, user and breadcrumb")
def scope(canary: Canary) -> None:
    sentry_sdk.set_tag("patient", canary.read())
    sentry_sdk.set_context("patient", {"name": canary.read()})
    sentry_sdk.set_user({"id": canary.read()})
    sentry_sdk.add_breadcrumb(message=canary.read())
    raise PlantedError


@in_worker("task: transaction's name")
def transaction(canary: Canary) -> None:
    sentry_sdk.get_current_scope().set_transaction_name(canary.read(), source="custom")
    raise PlantedError


@in_worker("task: message")
def message(canary: Canary) -> None:
    sentry_sdk.capture_message(canary.read())


@in_worker("task: logged line")
def logged(canary: Canary) -> None:
    quiet.error("a line about %s", canary.read())


@in_worker("output: a line that a task logs")
def printed(canary: Canary) -> None:
    logger.warning("a line about %s", canary.read())


@in_worker("task: Sentry's log and metric")
def log(canary: Canary) -> None:
    sentry_sdk.logger.info("a line about {who}", who=canary.read())
    sentry_sdk.metrics.count("reminders.sent", 1, attributes={"who": canary.read()})
    raise PlantedError
