"""`next start` that is told to end, that fails too often, or whose ingest takes nothing."""

from __future__ import annotations

import json
import signal
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from capture.pytest_rows import check
from capture.rows_next import FAULT_ROWS
from e2e.next_server import PATIENCE, NextServer, next_server
from tests.telemetry.ingest import Ingest

ROWS = {row.id: row for row in FAULT_ROWS}
FLOOD = 10_000
REQUESTS = 20
# A request that waited for the ingest, or for the SDK's flush of two seconds, would break it.
REPORTS_EVERY = 60  # seconds; a report that is lost is told again by the next
ALL_OF_THEM_TAKE = 20.0  # seconds
MEMORY = 256 * 1024  # kB that the process may grow by
# With two client reports each: more than the SDK's 30 sockets take, less than may be under way.
WAITING = 16  # and two more
DELAY = 2.0  # seconds for each envelope
UNSENT = "Telemetry was lost: the process ended before all of it was sent."


@pytest.fixture
def ingest() -> Iterator[Ingest]:
    """Return one that works, yet."""
    ingest = Ingest()
    yield ingest
    ingest.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NextServer]:
    """Return one server for all that leaves no traces in it; the tests run in their order."""
    ingest = Ingest()
    with next_server(tmp_path_factory.mktemp("next"), ingest) as server:
        server.fail(1)
        yield server
    ingest.close()


def wait_for_losses(server: NextServer, before: dict[str, int], expected: dict[str, int]) -> None:
    deadline = time.monotonic() + PATIENCE
    counted: dict[str, int] = {}
    while time.monotonic() < deadline:
        now = server.lost()
        counted = {name: count - before.get(name, 0) for name, count in now.items()}
        counted = {name: count for name, count in counted.items() if count}
        if counted == expected:
            return
        time.sleep(0.1)
    assert counted == expected


@pytest.mark.row("ingest-next-garbage")
def test_garbage(server: NextServer) -> None:
    before = server.lost()
    server.ingest.answer = b"\x00\xff garbage {" * 1000
    ids, taken = server.fail(REQUESTS)
    assert sum(taken) < ALL_OF_THEM_TAKE
    wait_for_losses(server, before, {})
    for one in ids:
        check(ROWS["ingest-next-garbage"], arrived(server, one))
    server.ingest.answer = b""


def arrived(server: NextServer, request_id: str) -> list[dict[str, object]]:
    deadline = time.monotonic() + PATIENCE
    while not server.events(request_id) and time.monotonic() < deadline:
        time.sleep(0.05)
    return server.events(request_id)


@pytest.mark.row("ingest-next-500")
def test_500(server: NextServer) -> None:
    before = server.lost()
    server.ingest.status = 500
    _, taken = server.fail(REQUESTS)
    assert sum(taken) < ALL_OF_THEM_TAKE
    wait_for_losses(server, before, {"error:send_error": REQUESTS})
    server.ingest.status = 200


@pytest.mark.row("flood-next")
def test_flood(server: NextServer) -> None:
    before, memory, asked = server.lost(), server.memory(), str(uuid.uuid4())
    answers: list[int] = []

    def flood() -> None:
        # How long the burst itself takes is the machine's business.
        answers.append(server.ask("/failures/route/flood", asked, patience=400)[0])

    burst = threading.Thread(target=flood)
    burst.start()
    beside = 0  # while the burst still went on, and not behind it
    while burst.is_alive():
        assert server.ask("/healthz")[0] == 200
        beside += burst.is_alive()
    assert answers == [200]
    assert beside >= 1
    assert server.memory() - memory < MEMORY
    name = "error:queue_overflow"
    deadline = time.monotonic() + PATIENCE
    lost = sent = 0
    while lost + sent != FLOOD and time.monotonic() < deadline:
        lost = server.lost()[name] - before.get(name, 0)
        sent = len(server.events(asked))
    assert lost + sent == FLOOD
    assert 0 < sent < FLOOD
    # The client report says so to Sentry as well.
    server.fail(1)
    deadline = time.monotonic() + PATIENCE + REPORTS_EVERY
    while reported(server.ingest, "queue_overflow") != lost and time.monotonic() < deadline:
        time.sleep(0.1)
    assert reported(server.ingest, "queue_overflow") == lost


def reported(ingest: Ingest, reason: str) -> int:
    reports = [one for all_ in ingest.items("client_report") for one in all_["discarded_events"]]
    return sum(
        one["quantity"] for one in reports if (one["category"], one["reason"]) == ("error", reason)
    )


def test_what_it_prints_is_json_and_scrubbed(server: NextServer) -> None:
    asked = str(uuid.uuid4())
    assert server.ask("/failures/route/prints", asked)[0] == 200
    deadline = time.monotonic() + PATIENCE  # Node tells of warnings later
    while '"logger":"node"' not in "\n".join(server.lines()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert "Johnson" not in "\n".join(server.lines())
    said = [json.loads(line) for line in server.lines()]
    assert all(
        one.keys() >= {"time", "level", "logger", "message", "runtime"}
        and one["runtime"] == "next-server"
        for one in said
    )
    ours = [one for one in said if one.get("request_id") == asked]
    told = {(one["logger"], one["level"]): one for one in ours}
    assert told["app", "WARNING"]["message"] == "A form was refused."
    assert told["app", "WARNING"]["tags"] == {"role": "nurse"}
    assert told["app", "ERROR"]["exception"][0] == "TypeError: No number for [text]."
    assert told["console", "ERROR"]["exception"][0] == "TypeError: No number for [text]."
    assert "Failed to load the page of" in told["console", "WARNING"]["message"]
    assert all(len(one["trace_id"]) == 32 for one in ours)
    assert any(one["logger"] == "node" for one in said)
    # Next's own: what it prints of a request that failed.
    assert any(
        one["logger"] == "console" and "exception" in one and one["request_id"] != asked
        for one in said
    )


@pytest.mark.row("ingest-next-429")
def test_429(server: NextServer) -> None:
    before = server.lost()
    server.ingest.status, server.ingest.headers = 429, {"Retry-After": "600"}
    bodies = len(server.ingest.bodies)
    server.fail(1)  # it is answered with 429 itself, so it is the ingest's to count
    while len(server.ingest.bodies) == bodies:
        time.sleep(0.05)
    time.sleep(0.5)
    _, taken = server.fail(REQUESTS)
    assert sum(taken) < ALL_OF_THEM_TAKE
    wait_for_losses(server, before, {"error:ratelimit_backoff": REQUESTS})


@pytest.mark.row("ingest-next-hangs")
def test_hangs(ingest: Ingest, tmp_path: Path) -> None:
    with next_server(tmp_path, ingest) as server:
        ingest.delay = 2 * PATIENCE
        server.fail(1)
        before = server.memory()
        _, taken = server.fail(REQUESTS)
        assert sum(taken) < ALL_OF_THEM_TAKE
        assert server.memory() - before < MEMORY
        # Of what was not answered, nobody knows until the end, which does not wait for ever.
        assert server.lost() == {}
        assert server.end() == 128 + signal.SIGTERM
        assert UNSENT in {json.loads(line)["message"] for line in server.lines()}


@pytest.mark.row("ingest-next-refuses")
def test_refuses(ingest: Ingest, tmp_path: Path) -> None:
    ingest.close()
    with next_server(tmp_path, ingest) as server:
        _, taken = server.fail(REQUESTS)
        assert sum(taken) < ALL_OF_THEM_TAKE
        wait_for_losses(server, {}, {"error:network_error": REQUESTS})


@pytest.mark.row("shutdown-next")
def test_shutdown(ingest: Ingest, tmp_path: Path) -> None:
    with next_server(tmp_path, ingest) as server:
        ingest.delay = DELAY
        ids, _ = server.fail(WAITING)
        ids += [str(uuid.uuid4()), str(uuid.uuid4())]
        assert server.ask("/failures/route/after", ids[-2])[0] == 200
        with server.begun("/failures/route/stream", ids[-1]):
            assert server.end() == 128 + signal.SIGTERM
        for one in ids:
            check(ROWS["shutdown-next"], server.events(one))
        assert UNSENT not in "\n".join(server.lines())
