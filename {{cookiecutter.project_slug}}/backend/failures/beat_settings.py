"""The failures app in a beat whose entries are all due at once, whole minutes for Sentry Crons.

FAILURES_SCHEDULE: `unsendable` has entries that cannot be sent, `monitored` such as run and fail.
"""

import datetime
import os

from failures.celery_settings import *  # noqa: F403
from failures.sending import ARGUMENT, UNSENDABLE

_DUE = {"schedule": 60, "last_run_at": datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)}
_SCHEDULES = {
    "unsendable": {
        name: {**_DUE, "task": "failures.tasks.plain", "args": (ARGUMENT, object())}
        # The first is spelled out: only such a one checks in.
        for name in ("unsendable-0", *(f"unsendable-{n}" for n in range(1, UNSENDABLE)))
    },
    "monitored": {
        name: {**_DUE, "task": f"failures.tasks.{name}", "args": (ARGUMENT,)}
        for name in ("fine", "plain", "killed", "retried_and_mended")
    },
}
CELERY_BEAT_SCHEDULE = _SCHEDULES[os.environ.get("FAILURES_SCHEDULE", "monitored")]
