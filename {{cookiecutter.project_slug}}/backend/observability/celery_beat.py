"""Beat's scheduler: what fails while an entry is sent bears the name of the entry's task."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sentry_sdk
from celery.beat import PersistentScheduler

if TYPE_CHECKING:
    from celery.beat import ScheduleEntry


class Scheduler(PersistentScheduler):
    """Celery's own, with the task's name in the scope."""

    def apply_entry(self, entry: ScheduleEntry, producer: Any = None) -> None:
        """Send the entry's task."""
        with sentry_sdk.new_scope() as scope:
            if entry.task:
                scope.set_transaction_name(entry.task, source="task")
            super().apply_entry(entry, producer=producer)
