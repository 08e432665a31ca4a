"""Which lines of a broker's outage are events."""

from __future__ import annotations

import logging

import pytest

from observability.celery_logs import Outages

WORKER = ("celery.worker.consumer.consumer", "consumer: Cannot connect to %s: %s.\n%s\n")
BEAT = ("celery.beat", "beat: Connection error: %s. Trying again in %s seconds...")


def record(
    name: str, text: str, moment: float, error: Exception | None = None
) -> logging.LogRecord:
    info = (type(error), error, None) if error is not None else None
    made = logging.LogRecord(name, logging.ERROR, __file__, 1, text, (), info)
    made.created = moment
    return made


@pytest.mark.parametrize("line", [WORKER, BEAT])
def test_the_first_line_of_an_outage_is_an_event(line: tuple[str, str]) -> None:
    outages = Outages()
    said = [outages.filter(record(*line, moment)) for moment in (1000, 1002, 1032, 1320, 1621)]
    assert said == [True, False, False, False, True]


def test_other_lines_of_the_same_loggers_are_events() -> None:
    outages = Outages()
    for name, text in ((WORKER[0], "Received unregistered task"), (BEAT[0], "Message Error")):
        assert all(outages.filter(record(name, text, 1000)) for _ in range(2))


def test_what_cannot_be_closed_as_the_broker_is_gone_is_none() -> None:
    error = AttributeError("connection_errors")
    text = "Error on %s %s: %r"
    assert Outages().filter(record("celery.bootsteps", text, 1000, error))
    error.__context__ = ConnectionRefusedError()
    assert not Outages().filter(record("celery.bootsteps", text, 1000, error))
