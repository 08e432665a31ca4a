"""The failures app in a worker: short waits, and results, which chords need."""

from config import environment as read
from failures.settings import *  # noqa: F403
from failures.settings import CELERY_BROKER_IS_FILES, CELERY_BROKER_URL, VAR

CELERY_RESULT_BACKEND = (
    f"file://{read.folder(VAR / 'results')}" if CELERY_BROKER_IS_FILES else CELERY_BROKER_URL
)
CELERY_TASK_DEFAULT_QUEUE = "failures"
CELERY_WORKER_LOST_WAIT = 1  # seconds until a lost child is told of
CELERY_RESULT_CHORD_RETRY_INTERVAL = 0.2
FAILURES_MARKS = read.folder(VAR / "marks")  # what tasks leave behind for their next try
