"""Ask a worker for each way to fail, once: `python -m failures.sending`."""

from __future__ import annotations

import json
import uuid
from typing import Any

import sentry_sdk
from celery import chain, chord, current_app

from failures import tasks
from observability import request_id

UNSENDABLE = 20  # entries of beat's schedule
REQUEST = "5f1c9d3e-0000-4000-8000-0123456789ab"
USER, ROLE = "4711", "nurse"
ARGUMENT = "Mary Johnson 900-12-3456"
ALONE = (
    tasks.plain,
    tasks.retried_automatically,
    tasks.retried_by_hand,
    tasks.retried_without_error,
    tasks.retried_and_mended,
    tasks.expected,
    tasks.ignored,
    tasks.rejected,
    tasks.rejected_and_failed,
    tasks.rejected_in_vain,
    tasks.soft_limit,
    tasks.soft_limit_handled,
    tasks.killed,
    tasks.killed_acknowledging_late,
    tasks.killed_and_redelivered,
    tasks.killed_and_retried,
    tasks.unserialisable_result,
    tasks.unserialisable_argument,
    tasks.in_hook,
    tasks.unpicklable,
)


def everything() -> None:
    """Send all that a worker shall fail with, and fail twice here, in eager mode."""
    request_id.begin(REQUEST)
    sentry_sdk.set_user({"id": USER})
    sentry_sdk.set_tag("role", ROLE)
    for task in ALONE:
        task.delay(ARGUMENT)
    current_app.send_task("failures.tasks.unregistered", [ARGUMENT])
    together()
    publish({"task": "failures.tasks.undecodable"}, b"{" + ARGUMENT.encode())
    publish({}, json.dumps([ARGUMENT]).encode())
    tasks.eager.apply([ARGUMENT])
    tasks.eager_and_raised.apply([ARGUMENT], throw=True)


def together() -> None:
    """Send tasks that call one another."""
    fine = tasks.fine.si()
    chain(fine, tasks.in_chain.si(ARGUMENT), fine).apply_async()
    chord([fine, tasks.in_chord_header.si(ARGUMENT)])(tasks.after_failed_header.si())
    chord([fine, fine])(tasks.in_chord_body.si(ARGUMENT))
    tasks.fine.apply_async(link=tasks.in_callback.si(ARGUMENT))
    tasks.with_errback.apply_async([ARGUMENT], link_error=tasks.in_errback.s())


def publish(headers: dict[str, Any], body: bytes) -> None:
    """Put a message into the queue that no task sent."""
    with current_app.producer_pool.acquire() as producer:
        producer.publish(
            body,
            routing_key=current_app.conf.task_default_queue,
            content_type="application/json",
            content_encoding="utf-8",
            headers={"id": str(uuid.uuid4()), "lang": "py"} | headers,
        )
