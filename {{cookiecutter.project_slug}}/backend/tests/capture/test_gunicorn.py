"""Workers of gunicorn's that are killed, or hang; and what gunicorn prints all the while."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from capture.pytest_rows import check, params
from capture.rows_django import ROWS
from capture.table import Row
from tests.capture.lines import json_lines
from tests.capture.web import NO_ANSWER, PATIENCE, Web, prepared, serving
from tests.processes import GUNICORN
from tests.telemetry.ingest import Ingest

PREFIX = "django-worker-"
ALONE = "django-worker-timeout-alone"
KILLED, TIMED_OUT = "A web worker was killed.", "A web worker timed out, and was killed."
SAID = {"killed": KILLED, "ended": KILLED, "timeout": TIMED_OUT}
IMPATIENT = [*GUNICORN, "--timeout=2"]


@dataclass
class Driven:
    web: Web
    first_of: dict[str, int]  # by way: how many events there were before


def until(web: Web, done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < deadline, (web.var / "web.log").read_text()
        time.sleep(0.05)


@pytest.fixture(scope="module")
def driven(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driven]:
    ingest = Ingest()
    web = prepared(tmp_path_factory.mktemp("state"), ingest, LOG_FORMAT="json")
    made = Driven(web, {})

    def is_told(way: str) -> bool:
        return len(ingest.items("event")) > made.first_of[way]

    with serving(web, IMPATIENT) as server:
        for way in SAID:
            made.first_of[way] = len(ingest.items("event"))
            assert web.ask(way, f"/failures/{way}/").status == NO_ANSWER
            until(web, lambda: is_told(way))  # noqa: B023 - called at once
        web.ask("thread", "/failures/in-a-thread/")
        server.send_signal(signal.SIGHUP)
        until(web, lambda: "Handling signal: hup" in (web.var / "web.log").read_text())
        web.ask("after", "/failures/view/")
    with serving(web, [*IMPATIENT, "--threads=1", "--workers=1"]):
        web.ask(ALONE, "/failures/timeout/")
    yield made
    ingest.close()


@pytest.mark.parametrize(
    "row", params(row for row in ROWS if row.id.startswith(PREFIX) and row.id != ALONE)
)
def test_the_next_worker_tells_of_one_that_was_killed(driven: Driven, row: Row) -> None:
    way = row.id.removeprefix(PREFIX)
    first = driven.first_of[way]
    events = driven.web.ingest.items("event")[first : first + row.events]
    check(row, events)
    assert [one["message"] for one in events] == [SAID[way]]
    assert not any("request" in one or one.get("transaction") for one in events)


@pytest.mark.parametrize("row", params(ROWS, ALONE))
def test_a_worker_of_one_thread_tells_itself(driven: Driven, row: Row) -> None:
    events = driven.web.events(row.id)
    check(row, events)
    (value,) = events[0]["exception"]["values"]
    assert value["type"] == "SystemExit"
    assert "timeout" in {frame["function"] for frame in value["stacktrace"]["frames"]}


def test_nothing_else_is_told(driven: Driven) -> None:
    # Besides those above: the thread's error, and the last view's. Workers that ended as they were
    # told to are no news.
    assert len(driven.web.ingest.items("event")) == len(SAID) + 3


def test_all_lines_are_json_from_start_to_end(driven: Driven) -> None:
    said = json_lines(driven.web.var / "web.log")
    assert {one["runtime"] for one in said} == {"gunicorn", "django"}
    assert {one["logger"] for one in said} >= {"gunicorn.error", "access", "printed"}
    assert "gunicorn.access" not in {one["logger"] for one in said}
    for start in ("Starting gunicorn", "WORKER TIMEOUT", "Handling signal: hup", "Shutting down"):
        assert any(one["message"].startswith(start) for one in said), start
