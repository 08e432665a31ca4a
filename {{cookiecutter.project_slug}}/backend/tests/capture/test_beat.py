"""Rows of the table that are beat's, with what SIGTERM leaves of a burst; a worker's own end."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from capture.pytest_rows import check
from capture.rows_celery import ROWS
from capture.table import Row
from failures.sending import ARGUMENT, UNSENDABLE
from tests.capture.celery_runs import BEAT, WORKER, Celery, running, until
from tests.telemetry.ingest import Ingest

SLOW = 0.1  # seconds for each envelope
ACCEPTED = 0.5  # seconds from the last line in the log until the SDK has its event as well
TWO_EACH = dict.fromkeys(("fine", "retried_and_mended", "plain", "killed"), 2)
MONITORED = {"fine": "ok", "retried_and_mended": "ok", "plain": "error", "killed": "error"}


def row(name: str) -> Row:
    return next(one for one in ROWS if one.id == name)


def ingest(delay: float = 0) -> Ingest:
    made = Ingest()
    made.delay = delay
    return made


def beat(var: Path, schedule: str, delay: float = 0, **more: str) -> Celery:
    changes = {"FAILURES_SCHEDULE": schedule, **more}
    return Celery(var, ingest(delay), "failures.beat_settings", changes)


@pytest.fixture(scope="module")
def unsendable(tmp_path_factory: pytest.TempPathFactory) -> Celery:
    """Run a beat that finds rubbish for its schedule, and whose entries all cannot be sent."""
    made = beat(tmp_path_factory.mktemp("beat"), "unsendable", SLOW)
    (made.var / "celery").mkdir()
    (made.var / "celery" / "beat-schedule").write_text("rubbish")
    with running(made, *BEAT):
        until(made, lambda: made.log().count("ERROR celery.beat: Message Error") == UNSENDABLE)
        time.sleep(ACCEPTED)
    made.ingest.close()
    return made


def is_of_an_entry(event: dict[str, Any]) -> bool:
    return event.get("transaction") == "failures.tasks.plain"


@pytest.mark.row("celery-beat-unsendable")
def test_an_entry_that_cannot_be_sent_is_told_by_its_tasks_name(unsendable: Celery) -> None:
    events = unsendable.events(is_of_an_entry)
    for event in events:
        check(row("celery-beat-unsendable"), [event])
        assert [one["type"] for one in event["exception"]["values"]][-1] == "SchedulingError"
    for word in ARGUMENT.split():
        assert word.encode() not in unsendable.ingest.everything()


@pytest.mark.row("shutdown-beat")
def test_a_beat_that_is_stopped_loses_nothing(unsendable: Celery) -> None:
    events = unsendable.events(is_of_an_entry)
    assert len({one["event_id"] for one in events}) == len(events) == UNSENDABLE
    for event in events:
        check(row("shutdown-beat"), [event])


@pytest.mark.row("celery-beat-schedule-file")
def test_a_schedule_file_that_cannot_be_read_is_told(unsendable: Celery) -> None:
    events = unsendable.events(lambda one: not is_of_an_entry(one))
    check(row("celery-beat-schedule-file"), events)


def test_without_being_asked_for_there_are_no_check_ins(unsendable: Celery) -> None:
    assert unsendable.ingest.items("check_in") == []


@pytest.mark.row("celery-beat-crashed")
def test_a_beat_that_crashes_tells_so(tmp_path: Path) -> None:
    made = beat(tmp_path, "monitored")
    with running(made, *BEAT, "--scheduler=failures.beat:CrashingScheduler") as process:
        assert process.wait(30) != 0
    made.ingest.close()
    check(row("celery-beat-crashed"), made.events(lambda _: True))


@pytest.mark.row("celery-worker-killed")
def test_of_a_worker_that_is_killed_as_a_whole_nobody_tells(tmp_path: Path) -> None:
    made = Celery(tmp_path, ingest())
    with running(made, *WORKER, gently=False) as process:
        made.shell("from failures.tasks import say_where; say_where.delay()")
        until(made, lambda: bool(made.marks("where")))
        process.kill()
        process.wait()
        time.sleep(ACCEPTED)
    made.ingest.close()
    check(row("celery-worker-killed"), made.events(lambda _: True))


@pytest.mark.row("celery-worker-crashed")
def test_a_worker_that_crashes_tells_so(tmp_path: Path) -> None:
    made = Celery(tmp_path, ingest(), more={"FAILURES_CRASH": "1"})
    with running(made, *WORKER) as process:
        assert process.wait(30) != 0
    made.ingest.close()
    check(row("celery-worker-crashed"), made.events(lambda _: True))


@pytest.mark.services
@pytest.mark.row("celery-beat-monitored")
def test_scheduled_runs_check_in(tmp_path: Path) -> None:
    made = beat(tmp_path, "monitored", CRON_MONITORS="true")
    with running(made, *WORKER), running(made, *BEAT):
        until(made, lambda: {name: len(made.check_ins(name)) for name in MONITORED} == TWO_EACH)
    made.ingest.close()
    for name, end in MONITORED.items():
        assert made.check_ins(name) == ["in_progress", end], name
    assert len(made.events(lambda _: True)) == list(MONITORED.values()).count("error")


def test_a_run_that_cannot_be_sent_checks_in_as_failed(tmp_path: Path) -> None:
    made = beat(tmp_path, "unsendable", CRON_MONITORS="true")
    with running(made, *BEAT):
        until(made, lambda: "error" in made.check_ins("unsendable-0"))
    made.ingest.close()
    assert made.check_ins("unsendable-0") == ["in_progress", "error"]
