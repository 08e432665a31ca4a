"""Counts and ids that are numbers leave no number that somebody has."""

from __future__ import annotations

from observability import rebuild, rebuild_health, shapes
from observability.known import KnownHere
from tests.telemetry import hostile
from tests.telemetry.test_rebuild import PROCESS

SSN, PHONE, CARD = 912345678, 2125550123, "4111111111111111"


def test_counts_of_sessions_have_six_digits() -> None:
    built = rebuild_health.session(hostile.session() | {"errors": SSN}, PROCESS)
    assert built is not None
    assert built["errors"] == 912346000
    entry = {"started": "2026-11-23T00:30:00Z", "exited": SSN, "errored": 123456}
    built = rebuild_health.sessions({"aggregates": [entry]}, PROCESS)
    assert built is not None
    (counted,) = built["aggregates"]
    assert counted == entry | {"exited": 912346000}


def test_counts_of_losses_have_six_digits() -> None:
    lost = {"reason": "queue_overflow", "category": "log_byte", "quantity": PHONE}
    built = rebuild_health.client_report({"discarded_events": [lost]}, PROCESS)
    assert built == {"discarded_events": [lost | {"quantity": 2125550000}]}


def test_the_number_of_a_card_is_no_id_of_a_span() -> None:
    payload = hostile.error_event()
    payload["contexts"]["trace"] |= {"span_id": CARD, "parent_span_id": "4111111111111112"}
    built = rebuild.event(payload, KnownHere(), PROCESS)
    assert built is not None
    trace = built["contexts"]["trace"]
    assert "span_id" not in trace
    assert trace["parent_span_id"] == "4111111111111112"


def test_a_count_is_whole_and_not_negative() -> None:
    assert [shapes.count(one, 10) for one in (0, 10, 11, -1, 1.0, True, "1")] == [0, 10] + [
        None
    ] * 5
