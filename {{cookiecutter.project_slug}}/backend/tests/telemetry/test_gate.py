"""The transport: rebuilds, counts, never raises, starts afresh after a fork."""

from __future__ import annotations

import json
import logging
import os
import socket
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
from sentry_sdk.envelope import Envelope, Item, PayloadRef

from observability import (
    gate,
    losses,
    policy,
    rebuild,
    rebuild_batches,
    rebuild_headers,
    rebuild_scope,
    switch,
    texts,
    tripwire,
)
from observability.gate import GateTransport
from tests.telemetry import hostile
from tests.telemetry.ingest import Ingest

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the gate's clock say when the hostile payloads are of."""
    monkeypatch.setattr(gate, "_clock", lambda: hostile.NOW)


@pytest.fixture
def ingest() -> Iterator[Ingest]:
    server = Ingest()
    yield server
    server.close()


@pytest.fixture
def transport(ingest: Ingest) -> Iterator[GateTransport]:
    made = transport_to(ingest.dsn)
    yield made
    made.flush(2)
    made.kill()


def transport_to(dsn: str) -> GateTransport:
    import sentry_sdk

    client = sentry_sdk.Client(  # noqa: TID251 - a client of its own, so that none is global
        dsn=dsn,
        environment="staging",
        release="1.2.3",
        transport=GateTransport,
        default_integrations=False,
        auto_enabling_integrations=False,
        _experiments={"transport_compression_level": 0},
    )
    assert isinstance(client.transport, GateTransport)
    return client.transport


def envelope(kind: str, payload: Any) -> Envelope:
    headers = {"event_id": hostile.EVENT_ID, "dsn": hostile.CANARY}
    return Envelope(headers=headers, items=[Item(PayloadRef(json=payload), type=kind)])


def counted(transport: GateTransport, sent: Envelope) -> dict[str, int]:
    before = losses.dropped()
    transport.capture_envelope(sent)
    transport.flush(2)
    return {
        key: number - before.get(key, 0)
        for key, number in losses.dropped().items()
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


@pytest.mark.parametrize(
    ("module", "function"),
    [
        (rebuild, "event"),
        (rebuild_headers, "envelope_headers"),
        (rebuild, "_frame"),
        (rebuild, "_exception"),
    ],
)
def test_a_broken_gate_sends_nothing_and_does_not_raise(
    transport: GateTransport,
    ingest: Ingest,
    monkeypatch: pytest.MonkeyPatch,
    module: Any,
    function: str,
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError(hostile.CANARY)

    monkeypatch.setattr(module, function, broken)
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


PASSING = {
    "event": hostile.error_event,
    "transaction": hostile.transaction,
    "check_in": hostile.check_in,
    "session": hostile.session,
    "sessions": hostile.sessions,
    "log": hostile.log,
    "trace_metric": hostile.trace_metric,
    "span": hostile.span,
}


@pytest.mark.parametrize("kind", PASSING)
def test_every_type_that_passes_arrives_without_the_canary(
    transport: GateTransport, ingest: Ingest, kind: str
) -> None:
    counted(transport, envelope(kind, PASSING[kind]()))
    assert len(ingest.items(kind)) == 1
    assert b"Mary" not in ingest.everything()
    assert b"123-45-6789" not in ingest.everything()


def test_what_a_batch_loses_is_counted(transport: GateTransport) -> None:
    lost = counted(transport, envelope("trace_metric", hostile.trace_metric()))
    assert lost == {"trace_metric:not_allowed": 9}


@pytest.mark.parametrize("kind", PASSING)
def test_the_stop_switch_drops_and_counts(
    transport: GateTransport, ingest: Ingest, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(switch, "off", lambda: True)
    lost = counted(transport, envelope(kind, PASSING[kind]()))
    assert list(lost) == [f"{kind}:off"]
    assert ingest.bodies == []


@pytest.mark.parametrize("kind", PASSING)
def test_without_a_policy_all_is_dropped_and_counted(
    transport: GateTransport, ingest: Ingest, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(policy, "current", lambda: None)
    lost = counted(transport, envelope(kind, PASSING[kind]()))
    assert list(lost) == [f"{kind}:no_policy"]
    assert ingest.bodies == []


def test_a_tripped_item_is_dropped_counted_and_said(
    transport: GateTransport,
    ingest: Ingest,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    # A hole in the gate.
    monkeypatch.setattr(texts.Texts, "_scrubbed", lambda *_: hostile.CANARY)
    sent = envelope("event", hostile.error_event())
    sent.items.append(Item(PayloadRef(json=hostile.session()), type="session"))
    with caplog.at_level(logging.WARNING):
        assert counted(transport, sent) == {"event:tripwire": 1}
    assert "tripwire" in caplog.text
    assert "Mary" not in caplog.text
    assert ingest.items("event") == []
    assert len(ingest.items("session")) == 1, "one tripped item takes no other along"
    assert b"Mary" not in ingest.everything()


BREAKABLE = [
    (rebuild, "_breadcrumbs", "event"),
    (rebuild_scope, "tags", "transaction"),
    (rebuild_batches, "_log", "log"),
    (rebuild_batches, "_metric", "trace_metric"),
    (rebuild_batches, "_span", "span"),
    (tripwire, "hit", "event"),
    (policy, "current", "event"),
    (switch, "off", "event"),
    (gate, "_quantity", "attachment"),
]


@pytest.mark.parametrize(("module", "function", "kind"), BREAKABLE)
def test_whatever_breaks_nothing_leaves(
    transport: GateTransport,
    ingest: Ingest,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    module: Any,
    function: str,
    kind: str,
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError(hostile.CANARY)

    monkeypatch.setattr(module, function, broken)
    payload = PASSING.get(kind, hostile.error_event)()
    assert sum(counted(transport, envelope(kind, payload)).values()) >= 1
    assert ingest.items(kind) == []
    assert b"Mary" not in ingest.everything()
    assert "Mary" not in caplog.text


def test_ten_thousand_spans_and_a_megabyte(transport: GateTransport, ingest: Ingest) -> None:
    payload = hostile.transaction()
    payload["spans"] *= 10_000
    payload["transaction"] = "x" * 1_000_000
    payload["contexts"]["trace"]["op"] = "Mary" * 250_000
    assert counted(transport, envelope("transaction", payload)) == {}
    (arrived,) = ingest.items("transaction")
    assert len(arrived["spans"]) == 1000
    assert len(ingest.everything()) < 500_000


def test_cycles_depth_and_nan(transport: GateTransport, ingest: Ingest) -> None:
    payload = hostile.error_event()
    payload["extra"]["again"] = payload["contexts"]["patient"]["id"] = payload
    deep: list[Any] = []
    payload["tags"] = payload["user"] = deep
    for _ in range(1000):
        deep.append([])
        deep = deep[0]
    payload["timestamp"] = float("nan")
    assert counted(transport, envelope("event", payload)) == {}
    (arrived,) = ingest.items("event")
    assert "timestamp" not in arrived
    assert b"Mary" not in ingest.everything()


def test_a_payload_that_is_none_is_dropped(transport: GateTransport, ingest: Ingest) -> None:
    sent = Envelope(items=[Item(hostile.CANARY.encode(), type="event")])
    assert counted(transport, sent) == {"event:not_allowed": 1}
    assert b"Mary" not in ingest.everything()


def test_a_type_that_is_no_text_is_dropped(transport: GateTransport, ingest: Ingest) -> None:
    sent = envelope("event", hostile.error_event())
    sent.items[0].headers["type"] = ["event", hostile.CANARY]
    assert sum(counted(transport, sent).values()) == 1
    assert b"Mary" not in ingest.everything()


def test_a_redirect_is_not_followed(ingest: Ingest) -> None:
    redirecting = Ingest(redirect_to=f"{ingest.address}/api/1/envelope/")
    transport = transport_to(redirecting.dsn)
    transport.capture_envelope(envelope("event", hostile.error_event()))
    transport.flush(5)
    transport.kill()
    redirecting.close()
    assert len(redirecting.items("event")) == 1
    assert ingest.bodies == []


def test_an_ingest_that_hangs_holds_up_others_no_longer_than_the_timeout(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(GateTransport, "TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.listen(8)
        transport = transport_to(f"http://public@127.0.0.1:{silent.getsockname()[1]}/1")
        begin = time.monotonic()
        for _ in range(3):
            transport.capture_envelope(envelope("event", hostile.error_event()))
        transport.flush(5)
        assert time.monotonic() - begin < 2
        transport.kill()


def test_threads_that_capture_while_the_process_forks_send_in_both(
    transport: GateTransport, ingest: Ingest
) -> None:
    stop = threading.Event()

    def capture() -> None:
        while not stop.is_set():
            transport.capture_envelope(envelope("client_report", {"discarded_events": []}))
            time.sleep(0.001)

    threads = [threading.Thread(target=capture) for _ in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(20):
        ingest.bodies.clear()
        child = os.fork()
        if child == 0:
            transport.capture_envelope(envelope("event", hostile.error_event()))
            transport.flush(5)
            os._exit(0)
        assert os.waitpid(child, 0)[1] == 0
        assert ingest.items("event"), "the child sent nothing"
    stop.set()
    for thread in threads:
        thread.join()
    transport.flush(10)  # the queue is full of what the threads captured
    transport.capture_envelope(envelope("check_in", hostile.check_in()))
    transport.flush(5)
    assert ingest.items("check_in"), "the parent sends no more"
