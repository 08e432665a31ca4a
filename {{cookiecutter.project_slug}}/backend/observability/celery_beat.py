"""Beat's scheduler: what fails while an entry is sent bears the name of the entry's task."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sentry_sdk
from celery.beat import PersistentScheduler
from sentry_sdk.crons import MonitorStatus, capture_checkin

if TYPE_CHECKING:
    from celery.beat import ScheduleEntry


class Scheduler(PersistentScheduler):
    """Celery's own, with the task's name in the scope, and check-ins that end."""

    def apply_entry(self, entry: ScheduleEntry, producer: Any = None) -> None:
        """Send the entry's task."""
        with sentry_sdk.new_scope() as scope:
            if entry.task:
                scope.set_transaction_name(entry.task, source="task")
            super().apply_entry(entry, producer=producer)

    def apply_async(self, entry: ScheduleEntry, *args: Any, **options: Any) -> Any:
        """Send the task; if that fails, end the check-in that the SDK has begun."""
        try:
            return super().apply_async(entry, *args, **options)
        except Exception:
            headers = (entry.options or {}).get("headers") or {}
            if "sentry-monitor-check-in-id" in headers:
                capture_checkin(
                    monitor_slug=headers["sentry-monitor-slug"],
                    check_in_id=headers["sentry-monitor-check-in-id"],
                    monitor_config=headers["sentry-monitor-config"],
                    status=MonitorStatus.ERROR,
                )
            raise
