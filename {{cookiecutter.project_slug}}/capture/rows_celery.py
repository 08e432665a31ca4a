"""What becomes of failures in Celery's worker, its pool and beat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from capture.table import Row

if TYPE_CHECKING:
    from capture.table import Captured, Handled, Level

_CELERY: Final = "Celery"
_SDK: Final = "the SDK's Celery integration"
_LOGGING: Final = "the SDK's logging integration"
_SIGNALS: Final = "observability/celery.py"
_REQUEST: Final = "observability/celery_request.py"
_TRIES: Final = "says the number of tries; the earlier ones are breadcrumbs"
_NOT_AGAIN: Final = "the task does not come back"
_COUNTED: Final = "the metric `tasks.requeued`, and a line in the log, each with the task's name"


def _row(  # as a table, with what most rows have
    slug: str,
    way: str,
    captured: Captured = "once",
    level: Level = "error",
    handled: Handled = "no",
    by: str = _SDK,
    note: str = "",
) -> Row:
    if captured != "once":
        return Row(f"celery-{slug}", _CELERY, way, captured, by=by, note=note)
    return Row(f"celery-{slug}", _CELERY, way, captured, level, handled, by, note)


WORKER_ROWS: Final = (
    _row("plain", "an exception in a task"),
    _row("retried-automatically", "`autoretry_for`, tried to the last", note=_TRIES),
    _row("retried-by-hand", "`self.retry(exc=…)`, tried to the last", note=_TRIES),
    _row(
        "retried-without-error",
        "`self.retry()` without an exception, tried to the last",
        note=f"{_TRIES}; Celery's text with the arguments is left out",
    ),
    _row("retried-and-mended", "a retry that succeeds", "never"),
    _row("expected", "an exception among the task's `throws`", "never"),
    _row("ignored", "`Ignore`", "never"),
    _row("rejected", "`Reject`", "never"),
    _row(
        "rejected-and-requeued",
        "`Reject(requeue=True)`, `acks_late`: the task comes back",
        "counted",
        by=_REQUEST,
        note=_COUNTED,
    ),
    _row("rejected-and-failed", "the same, and then an exception"),
    _row(
        "rejected-in-vain",
        "`Reject(requeue=True)` without `acks_late`",
        by=_REQUEST,
        note=_NOT_AGAIN,
    ),
    _row("soft-limit", "the soft time limit"),
    _row("soft-limit-handled", "the soft time limit, handled by the task", "never"),
    _row("hard-limit", "the hard time limit", level="fatal", by=_REQUEST),
    _row(
        "killed",
        "a child that is killed at work",
        level="fatal",
        by=_REQUEST,
        note="what it had captured in its last moment, and not sent, goes with it",
    ),
    _row("exited", "a task that ends its process", level="fatal", by=_REQUEST),
    _row(
        "killed-acknowledging-late",
        "a child that is killed at work, `acks_late` alone",
        level="fatal",
        by=_REQUEST,
        note=_NOT_AGAIN,
    ),
    _row(
        "killed-and-redelivered",
        "a child that is killed at work, `acks_late` and `reject_on_worker_lost`",
        "counted",
        by=_REQUEST,
        note="as above",
    ),
    _row(
        "killed-and-sent-again",
        "a child that is killed at work, `retry_on_worker_lost`, and the task is sent again",
        "counted",
        by=_REQUEST,
        note="as above",
    ),
    _row(
        "killed-and-retried",
        "a child that is killed at work, `retry_on_worker_lost`, in the last try",
        level="fatal",
        by=_REQUEST,
        note=_TRIES,
    ),
    _row(
        "idle-child",
        "a child that is killed without a task",
        level="fatal",
        handled="",
        by="observability/celery_logs.py",
    ),
    _row("unserialisable-result", "a result that cannot be serialised", by=_SIGNALS),
    _row(
        "unserialisable-argument",
        "an argument that cannot be serialised",
        note="in the task that sends it",
    ),
    _row("unpicklable", "an exception that cannot be pickled"),
    _row(
        "unregistered",
        "a message for a task that is not registered",
        handled="yes",
        by=_LOGGING,
        note="without the message's body",
    ),
    _row(
        "undecodable",
        "a message whose body cannot be read",
        handled="yes",
        by=_LOGGING,
        note="without the message's body",
    ),
    _row("no-task", "a message that is no task", handled="", by=_SIGNALS),
    _row("in-chain", "a task in a chain", note="those after it do not run"),
    _row("in-chord-header", "a task in a chord's header", note="the chord's own line is no event"),
    _row("in-chord-body", "a chord's body"),
    _row("in-callback", "a task that `link` calls"),
    _row("in-errback", "a task that `link_error` calls", note="bears the name of the failed task"),
    _row("in-hook", "a task's own `on_success`", by="observability/celery_logs.py"),
    _row("eager", "a task that is called where it is asked for"),
    _row("eager-and-raised", "the same, and the exception is let out there"),
)

BEAT_ROWS: Final = (
    _row(
        "worker-killed",
        "a worker that is killed with its main process",
        "never",
        note="nobody is left to tell; what runs the worker must, and check-ins do",
    ),
    _row(
        "worker-crashed",
        "an error that ends the worker's main process",
        level="fatal",
        handled="yes",
        by=_LOGGING,
    ),
    _row(
        "beat-unsendable",
        "an entry of beat's schedule that cannot be sent",
        handled="yes",
        by=_LOGGING,
        note="with the name of the entry's task; the check-in says `error`",
    ),
    _row("beat-schedule-file", "a schedule file that cannot be read", handled="yes", by=_LOGGING),
    _row(
        "beat-crashed",
        "an exception that ends beat",
        level="fatal",
        handled="yes",
        by=_LOGGING,
    ),
    _row(
        "beat-monitored",
        "a scheduled run that fails, is lost, or does not happen",
        "counted",
        by="Sentry Crons, with `CRON_MONITORS=true`",
        note="check-ins `in_progress`, then `ok` or `error`, with the schedule; the task's own "
        "failure is a row above",
    ),
)

_FIRST_TRY: Final = "at the first try to connect; the others are lines of the log"
BROKER_ROWS: Final = (
    _row(
        "broker-lost",
        "the broker goes away from a worker that runs",
        handled="yes",
        by=_LOGGING,
        note=f"{_FIRST_TRY}; the worker goes on when the broker is back",
    ),
    _row(
        "beat-broker-lost",
        "the broker cannot be reached as beat starts",
        handled="yes",
        by=_LOGGING,
        note=_FIRST_TRY,
    ),
)

_SHUTDOWN: Final = "Shutdown"
_KEPT: Final = (
    "all that the SDK had accepted arrives, from an ingest that takes 0.1 s or more for each"
)
SHUTDOWN_ROWS: Final = (
    Row(
        "shutdown-worker",
        _SHUTDOWN,
        "SIGTERM to a worker, right after a task's burst of messages",
        "once",
        "info",
        by="the SDK's Celery integration, at the end of each child",
        note=_KEPT,
    ),
    Row(
        "shutdown-child",
        _SHUTDOWN,
        "a task fails, and its child ends, for it has had its `max_tasks_per_child`",
        "once",
        "error",
        "no",
        by="the SDK's Celery integration, at the end of each child",
        note=f"{_KEPT}, while the worker goes on",
    ),
    Row(
        "shutdown-beat",
        _SHUTDOWN,
        "SIGTERM to beat, right after a burst of entries that cannot be sent",
        "once",
        "error",
        "yes",
        by="the SDK, at the process's end",
        note=_KEPT,
    ),
)

ROWS: tuple[Row, ...] = (*WORKER_ROWS, *BEAT_ROWS, *BROKER_ROWS, *SHUTDOWN_ROWS)
