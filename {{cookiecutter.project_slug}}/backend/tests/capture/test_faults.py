"""Too many errors, or an ingest that takes none: the service goes on, and losses are counted."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from capture.pytest_rows import check, params
from capture.rows_faults import ROWS
from capture.table import Row
from tests.capture.web import PATIENCE, Web, prepared, serving
from tests.processes import GUNICORN
from tests.settings import SERVICE
from tests.telemetry.ingest import Ingest

ONE_WORKER = [*GUNICORN, "--workers=1"]
DSN = SERVICE["variables"]["backend_dsn"]
FLOOD = 10_000
REQUESTS = 30
# A request that waited for the ingest even once would wait for seconds.
SLOWEST = 5.0  # seconds more than without Sentry; a request that waits for an ingest takes thirty
MEMORY = 64 * 1024  # kB that a worker may grow by


@pytest.fixture(scope="module")
def prepared_web(tmp_path_factory: pytest.TempPathFactory) -> Web:
    ingest = Ingest()
    ingest.close()
    return prepared(tmp_path_factory.mktemp("state"), ingest)


@pytest.fixture
def web(prepared_web: Web) -> Iterator[Web]:
    """Return a service that nobody has asked yet, with an ingest of its own."""
    ingest = Ingest()
    changes = prepared_web.changes | {DSN: ingest.dsn}
    (prepared_web.var / "web.log").unlink(missing_ok=True)
    yield Web(prepared_web.var, ingest, changes)
    ingest.close()


def lost(web: Web) -> dict[str, int]:
    """Return what the server says that it lost of errors; their transactions are counted apart."""
    found: dict[str, int] = json.loads(web.ask("lost", "/readyz").body)["telemetry"]["lost"]
    return {name: number for name, number in found.items() if name.startswith("error:")}


def seconds(web: Web, prefix: str) -> list[float]:
    return [web.ask(f"{prefix}{n}", "/failures/view/").seconds for n in range(REQUESTS)]


def memory(pid: int) -> int:
    """Return the resident memory of a server's one worker, in kB; 0 where there is no /proc."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    if not children.is_file():
        return 0
    status = Path(f"/proc/{children.read_text().split()[0]}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0])


@pytest.mark.timeout(300)
@pytest.mark.row("flood-burst")
def test_flood(web: Web) -> None:
    with serving(web, ONE_WORKER) as server:
        web.ask("warm", "/failures/view/")
        before = memory(server.pid)
        # How long the burst itself takes is the machine's business.
        ask = partial(web.ask, "flood", "/failures/flood/", patience=200)
        burst = threading.Thread(target=ask)
        burst.start()
        answered = 0  # while the burst still went on, and not behind it
        while burst.is_alive():
            assert web.ask("beside", "/healthz").status == 200
            answered += burst.is_alive()
        assert web.answers["flood"].status == 200
        assert memory(server.pid) - before < MEMORY
        counted = lost(web)
    sent = len(web.events("flood"))
    assert sent + counted["error:queue_overflow"] == FLOOD
    assert 0 < sent < FLOOD
    assert answered >= 1
    # The client report says so to Sentry as well.
    reports = [
        one for all_ in web.ingest.items("client_report") for one in all_["discarded_events"]
    ]
    overflown = [
        one for one in reports if (one["category"], one["reason"]) == ("error", "queue_overflow")
    ]
    assert sum(one["quantity"] for one in overflown) == counted["error:queue_overflow"]
    assert "Telemetry was lost: more was captured" in (web.var / "web.log").read_text()


def broken(web: Web, row: Row) -> None:
    ingest = web.ingest
    match row.id.removeprefix("ingest-"):
        case "429":
            ingest.status, ingest.headers = 429, {"Retry-After": "60"}
        case "500":
            ingest.status = 500
        case "hangs":
            ingest.delay = 60
        case "garbage":
            ingest.answer = b"\x00\xff garbage {" * 1000
        case "refuses":
            ingest.close()


# Of the requests and the one before them; what was answered with 429 itself is Sentry's to count.
COUNTED = {
    "ingest-429": {"error:ratelimit_backoff": REQUESTS},
    "ingest-500": {"error:network_error": REQUESTS + 1},
    "ingest-refuses": {"error:network_error": REQUESTS + 1},
}
UNSENT = "Telemetry was lost: the process ended before all of it was sent."


@pytest.fixture(scope="module")
def without(prepared_web: Web) -> list[float]:
    """Return how long the requests take in a service that has no DSN."""
    web = Web(prepared_web.var, prepared_web.ingest, prepared_web.changes | {DSN: ""})
    with serving(web, ONE_WORKER):
        web.ask("warm", "/failures/view/")
        return seconds(web, "without")


@pytest.mark.parametrize("row", params(row for row in ROWS if row.id.startswith("ingest-")))
def test_ingest(web: Web, row: Row, without: list[float]) -> None:
    with serving(web, ONE_WORKER) as server:
        broken(web, row)
        web.ask("warm", "/failures/view/")
        before = memory(server.pid)
        taken = seconds(web, "with")
        assert max(taken) < max(without) + SLOWEST
        assert memory(server.pid) - before < MEMORY
        expected = COUNTED.get(row.id, {})
        deadline = time.monotonic() + PATIENCE
        while (counted := lost(web)) != expected and time.monotonic() < deadline:
            time.sleep(0.1)
        assert counted == expected
    # Of what was not answered, nobody knows until the end.
    assert (UNSENT in (web.var / "web.log").read_text()) is (row.id == "ingest-hangs")
    if row.captured == "once":
        for number in range(REQUESTS):
            check(row, web.events(f"with{number}"))
