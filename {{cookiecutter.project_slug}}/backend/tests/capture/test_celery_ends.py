"""What a worker's children have to send as they end: after their tasks, by SIGTERM, in a flood."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from capture.pytest_rows import check
from capture.table import Row, rows
from failures.tasks import FEW, FLOOD, MANY
from tests.capture.celery_runs import WORKER, Celery, alive, running, until
from tests.telemetry.ingest import Ingest

pytestmark = pytest.mark.services

# Slower: what is left at SIGTERM takes longer than the worker to end, less than it may wait.
SLOW, SLOWER, QUICK = 0.1, 0.7, 0.02  # seconds for each envelope
Stopped = tuple[Celery, list[dict[str, Any]]]


def row(name: str) -> Row:
    return next(one for one in rows() if one.id == name)


def is_done(celery: Celery, task: str) -> bool:
    lines = [one for one in celery.log().splitlines() if one.endswith(" done")]
    return any(f"Task failures.tasks.{task}[" in one for one in lines)


def slow(delay: float) -> Ingest:
    made = Ingest()
    made.delay = delay
    return made


@pytest.fixture(scope="module")
def stopped(tmp_path_factory: pytest.TempPathFactory) -> Stopped:
    """Run a worker whose child ends after two tasks; SIGTERM while its next child has a burst.

    Return it, and the events that had arrived before that burst.
    """
    made = Celery(tmp_path_factory.mktemp("worker"), slow(SLOW))
    with running(made, *WORKER, "--concurrency=1", "--max-tasks-per-child=2"):
        made.shell("from failures.tasks import *; fine.delay(), last_of_its_child.delay()")
        until(made, lambda: bool(made.marks("last")) and not alive(made.marks("last")))
        before = made.events(lambda _: True)
        made.ingest.delay = SLOWER
        made.shell("from failures.tasks import flood; flood.delay()")
        until(made, lambda: bool(made.marks("flood")))
        assert len(made.events(lambda _: True)) < len(before) + FLOOD
    made.ingest.close()
    return made, before


@pytest.mark.row("shutdown-worker")
def test_a_worker_that_is_stopped_loses_nothing(
    stopped: Stopped,
) -> None:
    made, before = stopped
    events = made.events(lambda _: True)[len(before) :]
    assert len({one["event_id"] for one in events}) == len(events) == FLOOD
    for event in events:
        check(row("shutdown-worker"), [event])


@pytest.mark.row("shutdown-child")
def test_a_child_that_has_had_its_tasks_loses_nothing(
    stopped: Stopped,
) -> None:
    _, before = stopped
    failed = [one for one in before if one.get("exception")]
    check(row("shutdown-child"), failed)
    assert len({one["event_id"] for one in before}) == len(before) == FEW + len(failed)


@pytest.mark.row("flood-task")
def test_a_flood_is_counted_and_other_tasks_go_on(tmp_path: Path) -> None:
    made = Celery(tmp_path, slow(QUICK))
    with running(made, *WORKER):
        made.shell("from failures.tasks import *; burst.delay(), fine.delay()")
        until(made, lambda: is_done(made, "fine"))
        until(made, lambda: bool(made.marks("burst")))
    made.ingest.close()
    events = made.events(lambda _: True)
    reports = [
        one
        for all_ in made.ingest.items("client_report")
        for one in all_["discarded_events"]
        if one["category"] == "error"
    ]
    lost = [one["quantity"] for one in reports]
    assert {one["reason"] for one in reports} == {"queue_overflow"}
    assert len(events) + sum(lost) == MANY
    assert 0 < len(events) < MANY
    assert row("flood-task").captured == "counted"
    assert "Telemetry was lost: more was captured" in made.log()
