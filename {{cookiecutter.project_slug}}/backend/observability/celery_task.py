"""The class of all tasks: retries leave a note in the message, and losses are noticed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from celery import Task as CeleryTask
from celery.exceptions import MaxRetriesExceededError

from observability import celery_story

if TYPE_CHECKING:
    from celery.exceptions import Retry


class TriedTooOftenError(MaxRetriesExceededError):
    """Says that it was tried too often, and not, as Celery's own does, with which arguments."""

    def __init__(self, *_: Any, **named: Any) -> None:
        """Take what Celery's takes, and leave its text."""
        super().__init__("The task was tried as often as it may be.", **named)


class Task(CeleryTask):  # type: ignore[type-arg]  # not generic at run time
    """A task as Celery has it, whose story is told."""

    MaxRetriesExceededError = TriedTooOftenError
    Request = "observability.celery_request:Request"

    def retry(
        self,
        args: Any = None,
        kwargs: Any = None,
        exc: Exception | None = None,
        throw: bool = True,
        eta: Any = None,
        countdown: float | None = None,
        max_retries: int | None = None,
        **options: Any,
    ) -> Retry:
        """Send the task again, with a note of what this try failed with."""
        told = celery_story.with_this_try(self.request, exc or sys.exc_info()[1])
        headers = told | (options.pop("headers", None) or {})
        return super().retry(
            args, kwargs, exc, throw, eta, countdown, max_retries, headers=headers, **options
        )
