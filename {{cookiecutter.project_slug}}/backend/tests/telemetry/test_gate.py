"""The transport: rebuilds, counts, never raises, starts afresh after a fork."""

from __future__ import annotations

import json
import os
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any

import pytest
from sentry_sdk.envelope import Envelope, Item, PayloadRef

from observability import gate, rebuild
from observability.gate import GateTransport
from tests.telemetry import hostile

if TYPE_CHECKING:
    from collections.abc import Iterator


class Ingest:
    """A real HTTP server that keeps the bodies it was sent, uncompressed."""

    def __init__(self) -> None:
        bodies: list[bytes] = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                return

        self.bodies = bodies
        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.dsn = f"http://public@127.0.0.1:{self.server.server_port}/1"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def ingest() -> Iterator[Ingest]:
    server = Ingest()
    yield server
    server.server.shutdown()
    server.server.server_close()


@pytest.fixture
def transport(ingest: Ingest) -> Iterator[GateTransport]:
    import sentry_sdk

    client = sentry_sdk.Client(  # noqa: TID251 - a client of its own, so that none is global
        dsn=ingest.dsn,
        environment="staging",
        release="1.2.3",
        transport=GateTransport,
        default_integrations=False,
        auto_enabling_integrations=False,
        _experiments={"transport_compression_level": 0},
    )
    assert isinstance(client.transport, GateTransport)
    yield client.transport
    client.close(timeout=2)


def envelope(kind: str, payload: Any) -> Envelope:
    headers = {"event_id": hostile.EVENT_ID, "dsn": hostile.CANARY}
    return Envelope(headers=headers, items=[Item(PayloadRef(json=payload), type=kind)])


def counted(transport: GateTransport, sent: Envelope) -> dict[str, int]:
    before = gate.dropped()
    transport.capture_envelope(sent)
    transport.flush(2)
    return {
        key: number - before.get(key, 0)
        for key, number in gate.dropped().items()
        if number != before.get(key, 0)
    }


def test_what_arrives_is_the_rebuilt_event(transport: GateTransport, ingest: Ingest) -> None:
    assert counted(transport, envelope("event", hostile.error_event())) == {}
    body = b"".join(ingest.bodies)
    assert hostile.EVENT_ID.encode() in body
    assert b'"runtime":"django"' in body
    assert b"Mary" not in body
    assert b"123-45" not in body


def test_cached_bytes_do_not_leave(transport: GateTransport, ingest: Ingest) -> None:
    sent = envelope("event", hostile.error_event())
    sent.items[0].get_bytes()  # what Spotlight and the envelope printer do first
    transport.capture_envelope(sent)
    transport.flush(2)
    assert ingest.bodies
    assert b"Mary" not in b"".join(ingest.bodies)


@pytest.mark.parametrize(
    "kind",
    [
        "attachment",
        "check_in",
        "feedback",
        "log",
        "profile",
        "profile_chunk",
        "session",
        "sessions",
        "span",
        "trace_metric",
    ],
)
def test_other_item_types_are_dropped_and_counted(
    transport: GateTransport, ingest: Ingest, kind: str
) -> None:
    assert counted(transport, envelope(kind, hostile.error_event())) == {f"{kind}:not_allowed": 1}
    assert b"Mary" not in b"".join(ingest.bodies)


def test_an_unknown_type_is_counted_without_its_name(
    transport: GateTransport, ingest: Ingest
) -> None:
    assert counted(transport, envelope(hostile.CANARY, {})) == {"unknown:not_allowed": 1}
    assert b"Mary" not in b"".join(ingest.bodies)


@pytest.mark.parametrize("function", ["event", "envelope_headers", "_frame", "_exception"])
def test_a_broken_gate_sends_nothing_and_does_not_raise(
    transport: GateTransport, ingest: Ingest, monkeypatch: pytest.MonkeyPatch, function: str
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError(hostile.CANARY)

    monkeypatch.setattr(rebuild, function, broken)
    lost = counted(transport, envelope("event", hostile.error_event()))
    assert sum(lost.values()) == 1
    assert next(iter(lost)).endswith(":gate_error")
    assert hostile.EVENT_ID.encode() not in b"".join(ingest.bodies)
    assert b"Mary" not in b"".join(ingest.bodies)


def test_losses_are_reported_without_content(transport: GateTransport, ingest: Ingest) -> None:
    transport.capture_envelope(envelope("log", {"items": [{"body": hostile.CANARY}]}))
    transport.flush(2)
    report = json.loads(ingest.bodies[-1].split(b"\n")[2])
    assert {"reason": "gate", "category": "log_item", "quantity": 1} in report["discarded_events"]


def test_a_forked_child_starts_with_an_empty_queue(transport: GateTransport) -> None:
    worker, pool = transport._worker, transport._pool
    transport._discarded_events["error", "gate"] = 3
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        fresh = transport._worker is not worker and transport._pool is not pool
        os.write(write, b"fresh" if fresh and not transport._discarded_events else b"stale")
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(read, 5) == b"fresh"
    os.close(read)
    os.close(write)
    assert transport._worker is worker
