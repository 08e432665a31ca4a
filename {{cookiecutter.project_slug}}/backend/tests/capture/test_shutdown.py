"""What was accepted before a process is told to end is sent, though the ingest is slow."""

from __future__ import annotations

import http.client
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from capture.pytest_rows import check, params
from capture.rows_faults import ROWS
from capture.table import Row
from tests.capture.web import PATIENCE, UVICORN, Web, prepared, serving
from tests.processes import BACKEND, GUNICORN, MANAGE, environment
from tests.telemetry.ingest import Ingest

MANY = 10
DELAY = 0.2  # seconds for each envelope


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    ingest = Ingest()
    yield prepared(tmp_path_factory.mktemp("state"), ingest)
    ingest.close()


def in_server(web: Web, command: list[str]) -> list[dict[str, Any]]:
    with serving(web, command):
        web.ingest.delay = DELAY
        for number in range(MANY):
            web.ask(f"{number}", "/failures/view/")
    return web.ingest.items("event")


def in_recycled_worker(web: Web) -> list[dict[str, Any]]:
    (web.var / "web.log").unlink(missing_ok=True)
    # The first request is the one that finds out whether it is there.
    with serving(web, [*GUNICORN, "--workers=1", f"--max-requests={1 + MANY}"]):
        web.ingest.delay = DELAY
        for number in range(MANY):
            web.ask(f"{number}", "/failures/view/")
        deadline = time.monotonic() + PATIENCE
        while "Autorestarting worker" not in (web.var / "web.log").read_text():
            assert time.monotonic() < deadline
            time.sleep(0.01)
        assert len(web.ingest.items("event")) < MANY
        assert web.ask("next", "/healthz").status == http.client.OK
        while len(found := web.ingest.items("event")) < MANY and time.monotonic() < deadline:
            time.sleep(0.05)
    return found


def in_rolling_restart(web: Web) -> list[dict[str, Any]]:
    asked = [f"{number}" for number in range(4 * MANY)]

    def ask() -> None:
        for name in asked:
            web.ask(name, "/failures/view/")
            time.sleep(0.02)

    with serving(web) as server:
        web.ingest.delay = DELAY / 10
        asking = threading.Thread(target=ask)
        asking.start()
        time.sleep(0.3)
        server.send_signal(signal.SIGHUP)
        asking.join()
    answered = [name for name in asked if web.answers[name].status == 500]
    assert len(answered) >= MANY
    found = [event for name in answered for event in web.events(name)]
    assert len(found) == len(answered)
    return found[:MANY]


def in_command(web: Web) -> list[dict[str, Any]]:
    web.ingest.delay = DELAY
    with subprocess.Popen(
        [*MANAGE, "fail", "wait"],
        cwd=BACKEND,
        env=environment(**web.changes),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as command:
        assert command.stdout is not None
        assert command.stdout.readline() == "captured\n"
        command.terminate()
        assert command.wait(PATIENCE) == 128 + signal.SIGTERM
    return web.ingest.items("event")


@pytest.mark.parametrize("row", params(row for row in ROWS if row.id.startswith("shutdown-")))
def test_row(web: Web, row: Row) -> None:
    web.ingest.bodies.clear()
    web.traces.clear()
    web.ingest.delay = 0
    match row.id.removeprefix("shutdown-"):
        case "gunicorn":
            events = in_server(web, GUNICORN)
        case "uvicorn":
            events = in_server(web, UVICORN)
        case "recycled":
            events = in_recycled_worker(web)
        case "rolling":
            events = in_rolling_restart(web)
        case _:
            events = in_command(web)
    assert len(events) == MANY * row.events
    for event in events:
        check(row, [event])
