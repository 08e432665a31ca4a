"""A broker that goes away from a worker, from beat, from a view; and a database from another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from capture.pytest_rows import check, params
from capture.rows_celery import BROKER_ROWS
from capture.rows_django import ROWS as DJANGO_ROWS
from capture.table import Row
from dev.with_services import free_port, valkey
from tests.capture.celery_runs import BEAT, WORKER, Celery, running, until
from tests.capture.lines import json_lines
from tests.capture.web import Web, prepared, serving
from tests.telemetry.ingest import Ingest

FROM_VIEWS = {
    "django-broker-lost": "/failures/queue/",
    "django-database-lost": "/failures/integrity/",
}
TRIES = 2  # of which but one is told
UNREACHABLE = {"worker": "consumer: Cannot connect", "beat": "beat: Connection error"}


@dataclass
class Driven:
    web: Web
    celery: dict[str, Celery]  # worker and beat, by the ids of their rows


def tries(celery: Celery, name: str) -> int:
    return celery.log().count(UNREACHABLE[name])


@pytest.fixture(scope="module")
def driven(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driven]:
    port, folder = free_port(), tmp_path_factory.mktemp("broker")
    json = {"LOG_FORMAT": "json", "CELERY_BROKER_URL": f"redis://127.0.0.1:{port}/0"}

    def celery(name: str, settings: str) -> Celery:
        return Celery(tmp_path_factory.mktemp(name), Ingest(), settings, json)

    web = prepared(tmp_path_factory.mktemp("web"), Ingest(), **json)
    web.changes["DATABASE_URL"] = f"postgres://nobody:no@127.0.0.1:{port}/none"
    worker = celery("worker", "failures.celery_settings")
    beat = celery("beat", "failures.beat_settings")
    with running(worker, *WORKER):
        with valkey(folder, port):
            until(worker, lambda: " ready." in worker.log())
        with running(beat, *BEAT), serving(web):
            for row, path in FROM_VIEWS.items():
                web.ask(row, path)
            until(beat, lambda: tries(beat, "beat") >= TRIES)
            until(worker, lambda: tries(worker, "worker") >= TRIES)
        with valkey(folder, port):
            worker.shell("from failures.tasks import fine; fine.delay()")
            until(worker, lambda: " done" in worker.log())
    yield Driven(web, {"celery-broker-lost": worker, "celery-beat-broker-lost": beat})
    for ingest in (web.ingest, worker.ingest, beat.ingest):
        ingest.close()


@pytest.mark.parametrize("row", params(BROKER_ROWS))
def test_an_outage_is_told_once_and_work_goes_on(driven: Driven, row: Row) -> None:
    check(row, driven.celery[row.id].events(lambda _: True))


@pytest.mark.parametrize("row", params(DJANGO_ROWS, *FROM_VIEWS))
def test_a_view_that_reaches_neither_fails_once(driven: Driven, row: Row) -> None:
    assert driven.web.answers[row.id].status == 500
    check(row, driven.web.events(row.id))
    assert len(driven.web.ingest.items("event")) == len(FROM_VIEWS)


def test_all_lines_are_json_from_start_to_end(driven: Driven) -> None:
    logs: list[Path] = []
    for celery in driven.celery.values():
        logs += celery.var.glob("*.log")
    assert len(logs) == 2
    for log in logs:
        assert {one["runtime"] for one in json_lines(log)} == {"celery"}
    (said,) = [
        one
        for log in logs
        for one in json_lines(log)
        if one["logger"] == "printed" and one["level"] == "INFO"
    ]
    assert said["message"] == "worker: Warm shutdown (MainProcess)"
