"""What is lost is counted, and said at the first, the tenth, the hundredth time."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from observability import losses


@pytest.fixture(autouse=True)
def nothing_lost() -> Iterator[None]:
    losses.start_afresh()
    yield
    losses.start_afresh()


def test_losses_are_counted_by_category_and_reason(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "observability.losses"):
        for _ in range(99):
            losses.note("queue_overflow", "error", 2)
        losses.note("network_error", "transaction", 1)
    assert losses.lost() == {"error:queue_overflow": 198, "transaction:network_error": 1}
    assert caplog.messages == [
        *["Telemetry was lost: more was captured than could be sent."] * 2,
        "Telemetry was lost: the ingest could not be reached.",
    ]


@pytest.mark.parametrize("reason", ["sample_rate", "before_send", "event_processor", "Mary"])
def test_what_is_left_out_on_purpose_is_no_loss(reason: str) -> None:
    losses.note(reason, "error", 1)
    losses.note("queue_overflow", "error", 0)
    assert losses.lost() == {}
