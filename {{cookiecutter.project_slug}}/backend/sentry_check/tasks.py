"""The task that fails on purpose."""

from typing import TYPE_CHECKING, Any

import sentry_sdk
from celery import shared_task

from sentry_check.errors import SentryCheckError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sentry_sdk.types import Event

    EventProcessor = Callable[[Event, dict[str, Any]], Event]


def pinning(event_id: str) -> "EventProcessor":
    """Return a processor that gives the error this id; the task's transaction keeps its own."""

    def pin(event: "Event", _: dict[str, Any]) -> "Event":
        if event.get("type") != "transaction":
            event["event_id"] = event_id
        return event

    return pin


@shared_task(
    soft_time_limit=5,
    time_limit=10,
    autoretry_for=(SentryCheckError,),
    max_retries=1,
    default_retry_delay=0,
)
def fail(event_id: str, note: str) -> None:
    """Fail twice: one event, with the id that the page already shows; both tries in the trace."""
    sentry_sdk.get_isolation_scope().add_event_processor(pinning(event_id))
    message = f"sentry-check in a task: {note}"
    raise SentryCheckError(message)
