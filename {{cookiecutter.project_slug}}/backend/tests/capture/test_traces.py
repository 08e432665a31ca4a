"""One trace from the request through SQL to the task and its retries, by ids and parents.

Of static spans and of streamed ones; the click in front of them is e2e/'s.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from capture.traces import Span, callers, of_streams, of_transactions
from failures.tasks import TRIES
from tests.capture.test_context import working
from tests.capture.web import PATIENCE, Web, prepared, serving
from tests.telemetry.ingest import Ingest

TASK = "failures.tasks.retried_by_hand"


def spans_of(web: Web) -> list[Span]:
    found = of_transactions(web.ingest.items("transaction"))
    return found + of_streams(web.ingest.items("span"))


def tries_in(spans: list[Span]) -> list[Span]:
    found = [one for one in spans if one.runtime == "celery" and one.is_segment]
    return sorted(found, key=lambda one: one.start)


@pytest.fixture(scope="module", params=["", "stream"], ids=["static", "streamed"])
def driven(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Web]:
    ingest = Ingest()
    web = prepared(
        tmp_path_factory.mktemp("state"),
        ingest,
        TRACES_SAMPLE_RATE="1",
        CANARIES_MODE=request.param,
    )
    with serving(web), working(web):
        web.ask("queue", "/failures/queue-retried/")
        deadline = time.monotonic() + PATIENCE
        while len(tries_in(spans_of(web))) < TRIES and time.monotonic() < deadline:
            time.sleep(0.1)
    yield web
    ingest.close()


@pytest.fixture
def spans(driven: Web) -> list[Span]:
    """Return the spans of the request's trace."""
    return [one for one in spans_of(driven) if one.trace == driven.traces["queue"]]


def test_spans_come_as_they_were_asked_for(driven: Web, request: pytest.FixtureRequest) -> None:
    streamed = "streamed" in request.node.name
    assert bool(driven.ingest.items("span")) is streamed
    assert bool(driven.ingest.items("transaction")) is not streamed


def test_the_request_goes_on_with_the_span_that_asked(driven: Web, spans: list[Span]) -> None:
    (view,) = [one for one in spans if one.runtime == "django" and one.is_segment]
    assert view.parent == driven.asked["queue"]
    assert "failures" in view.name


def test_sql_is_called_by_the_request(spans: list[Span]) -> None:
    (view,) = [one for one in spans if one.runtime == "django" and one.is_segment]
    statements = [one for one in spans if one.op == "db" and "patients_clinic" in one.name]
    assert len(statements) == 1
    assert callers(statements[0], spans)[-1] == view


def test_the_task_is_called_by_the_request_and_each_retry_by_the_try_before(
    spans: list[Span],
) -> None:
    (view,) = [one for one in spans if one.runtime == "django" and one.is_segment]
    tries = tries_in(spans)
    assert [one.name for one in tries] == [TASK] * TRIES
    chain = callers(tries[-1], spans)
    assert [one for one in chain if one.is_segment] == [*reversed(tries), view]
    # Between two of them stands what put the next one into the queue.
    assert [one.op.startswith("queue.") for one in chain if not one.is_segment].count(True) >= TRIES


def test_the_last_trys_event_is_in_the_trace(driven: Web, spans: list[Span]) -> None:
    (event,) = driven.events("queue")
    caller = event["contexts"]["trace"]["span_id"]
    (at,) = [one for one in spans if one.id == caller]
    assert tries_in(spans)[-1] in callers(at, spans)
