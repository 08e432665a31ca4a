"""Rows of the table that are a worker's: real children, on the broker that the run is given."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from capture.pytest_rows import check, params
from capture.rows_celery import WORKER_ROWS as ROWS
from capture.table import Row
from failures.sending import ARGUMENT, REQUEST, ROLE, USER
from failures.tasks import TRIES
from tests.capture.celery_runs import WORKER, Celery, alive, running, until
from tests.telemetry.ingest import Ingest

pytestmark = pytest.mark.services
Event = dict[str, Any]


def task_of(row: Row) -> str:
    """Return the name of the row's task."""
    return "failures.tasks." + row.id.removeprefix("celery-").replace("-", "_")


def has_class(name: str) -> Callable[[Event], bool]:
    return lambda one: (
        name in [value["type"] for value in one.get("exception", {}).get("values", [])]
    )


def is_bare(level: str) -> Callable[[Event], bool]:
    return lambda one: (
        one["level"] == level and not one.get("exception") and not one.get("transaction")
    )


# Of events that bear no name of a task: how they are known; of others it is the transaction.
# Not by texts: on a machine under load an event may go without.
NAMELESS: dict[str, Callable[[Event], bool]] = {
    "celery-unregistered": has_class("KeyError"),
    "celery-undecodable": has_class("DecodeError"),
    "celery-no-task": is_bare("error"),
    "celery-idle-child": is_bare("fatal"),
    "celery-in-errback": has_class("ErrbackError"),
}
# Rows of what came before another row's failure: that one's task.
OF_OTHER_TASKS = {
    "celery-killed-and-sent-again": "failures.tasks.killed_and_retried",
    "celery-rejected-and-requeued": "failures.tasks.rejected_and_failed",
}


def is_of(row: Row) -> Callable[[Event], bool]:
    return NAMELESS.get(row.id, lambda one: one.get("transaction") == task_of(row))


# In a worker of their own: where Celery's pool has no event loop (with the queue of files), its
# children share locks, and one that is ended from without can leave them locked for the others.
LAST = ("celery-hard-limit", "celery-exited", "celery-idle-child")
FINE = 5  # tasks that go well, all before or beside a failure
SETTLED = 2  # seconds, more than until a lost child is told of


def times_requeued(row: Row) -> int:
    return 1 if row.id == "celery-killed-and-sent-again" else TRIES - 1


def lines_of_requeueing(celery: Celery, row: Row) -> int:
    task = OF_OTHER_TASKS.get(row.id, task_of(row))
    lines = [one for one in celery.log().splitlines() if one.endswith(" requeued")]
    return sum(f"Task {task}[" in one for one in lines)


def has_ended(celery: Celery, row: Row) -> bool:
    """Tell whether what the row is about has happened."""
    if row.captured == "once":
        return bool(celery.events(is_of(row)))
    if row.captured == "counted":
        return lines_of_requeueing(celery, row) == times_requeued(row)
    lines = [line for line in celery.log().splitlines() if f"Task {task_of(row)}[" in line]
    return any(line.endswith(" done") for line in lines[1:])


@pytest.fixture(scope="module")
def celery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Celery]:
    ingest = Ingest()
    made = Celery(tmp_path_factory.mktemp("celery"), ingest)
    with running(made, *WORKER):
        made.shell("from failures.sending import everything; everything()")
        until(made, lambda: all(has_ended(made, row) for row in ROWS if row.id not in LAST))
    yield made
    ingest.close()


@pytest.fixture(scope="module")
def ending(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Celery]:
    ingest = Ingest()
    made = Celery(tmp_path_factory.mktemp("celery"), ingest)
    where = "say_where.delay(); " * len(LAST)
    with running(made, *WORKER, f"--concurrency={len(LAST)}", gently=False):
        made.shell(f"from failures.tasks import say_where; {where}")
        until(made, lambda: len(set(made.marks("where"))) == len(LAST))
        # Each in a child of its own, and begun before any ends.
        made.shell("from failures.tasks import *; hard_limit.delay(), exited.delay()")
        until(made, lambda: len(alive(made.marks("where"))) == 1)
        os.kill(alive(made.marks("where"))[0], signal.SIGKILL)
        until(made, lambda: all(has_ended(made, row) for row in ROWS if row.id in LAST))
        time.sleep(SETTLED)
    yield made
    ingest.close()


@pytest.mark.parametrize("row", params(ROWS, *LAST))
def test_each_end_of_a_child_is_told_as_its_row_says(ending: Celery, row: Row) -> None:
    check(row, ending.events(is_of(row)))
    assert len(ending.events(lambda _: True)) == len(LAST)


@pytest.mark.parametrize("row", params([row for row in ROWS if row.id not in LAST]))
def test_each_failure_is_told_as_its_row_says(celery: Celery, row: Row) -> None:
    if row.captured == "counted":
        task = OF_OTHER_TASKS.get(row.id, task_of(row))
        assert celery.requeued(task) == times_requeued(row)
        assert lines_of_requeueing(celery, row) == times_requeued(row)
    if row.id not in OF_OTHER_TASKS:
        check(row, celery.events(is_of(row)))


def test_nothing_else_is_told(celery: Celery) -> None:
    mine = [is_of(row) for row in ROWS]
    assert celery.events(lambda one: not any(is_mine(one) for is_mine in mine)) == []


def test_no_argument_leaves_and_none_is_printed(celery: Celery) -> None:
    for word in ARGUMENT.split():
        assert word.encode() not in celery.ingest.everything()
        assert word not in celery.log()


@pytest.mark.parametrize("row", [row for row in ROWS if "number of tries" in row.note])
def test_the_last_try_tells_of_those_before(celery: Celery, row: Row) -> None:
    (event,) = celery.events(is_of(row))
    said = event["contexts"]["celery"]
    assert said["task"] == task_of(row)
    assert said["tries"] == (2 if row.id == "celery-killed-and-retried" else TRIES)
    crumbs = [one["message"] for one in event["breadcrumbs"]["values"]]
    assert sum(one.startswith("An earlier try failed: ") for one in crumbs) == said["tries"] - 1


def test_each_event_bears_the_request_that_led_to_it(celery: Celery) -> None:
    events = celery.events(lambda one: "celery" in one["contexts"])
    assert {one["level"] for one in events} == {"error", "fatal"}
    assert {one["tags"].get("request_id") for one in events} == {REQUEST}


def test_each_event_bears_who_asked_as_a_keyed_hash_and_a_role(celery: Celery) -> None:
    events = celery.events(lambda one: "celery" in one["contexts"])
    assert {one["tags"].get("role") for one in events} == {ROLE}
    (user,) = {one.get("user", {}).get("id") for one in events}
    assert re.fullmatch(r"\[id:[0-9a-f]{8}\]", user)
    assert f'"{USER}"'.encode() not in celery.ingest.everything()


def test_a_callback_for_failures_bears_the_name_of_the_failed_task(celery: Celery) -> None:
    (event,) = celery.events(has_class("ErrbackError"))
    assert event["transaction"] == "failures.tasks.with_errback"


def test_what_follows_a_failure_in_a_chain_does_not_run(celery: Celery) -> None:
    done = [one for one in celery.log().splitlines() if one.endswith(" done")]
    assert sum("Task failures.tasks.fine[" in one for one in done) == FINE
    assert not any("Task failures.tasks.after_failed_header[" in one for one in done)


def test_a_task_says_which_task_sent_it(celery: Celery) -> None:
    (event,) = celery.events(lambda one: one.get("transaction") == "failures.tasks.in_chain")
    said = event["contexts"]["celery"]
    assert said["parent_id"] != said["id"]
    assert said["parent_id"] == said["root_id"]
