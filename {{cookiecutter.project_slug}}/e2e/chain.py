"""The spans of one click on /sentry-check, from the page to the last try of the task."""

from __future__ import annotations

from typing import Any

from capture.traces import Span, callers, of_streams, of_transactions
from e2e.stack import Sent

RUNTIMES = ["browser", "next-server", "django", "celery", "celery"]
OPS = ["http.server", "http.server", "queue.task.celery", "queue.task.celery"]


def spans_of(sent: list[Sent]) -> list[Span]:
    """Return all spans, static and streamed."""
    found = of_transactions(item for one in sent for item in one.items("transaction"))
    return found + of_streams(item for one in sent for item in one.items("span"))


def assert_all_callers_are_known(sent: list[Sent], event: dict[str, Any]) -> None:
    """Assert who called whom, from the click whose task has this event to SQL and to both tries."""
    at = event["contexts"]["trace"]
    spans = [one for one in spans_of(sent) if one.trace == at["trace_id"]]
    tries = [one for one in spans if one.runtime == "celery" and one.is_segment]
    assert len(tries) == 2
    last = max(tries, key=lambda one: one.start)
    chain = callers(last, spans)[::-1]
    # The segments: the page, the server action, the view, both tries; nobody called the first.
    segments = [one for one in chain if one.is_segment]
    assert [one.runtime for one in segments] == RUNTIMES
    assert [one.op for one in segments[1:]] == OPS
    assert chain[0].parent == ""
    # Between them stand spans of who called: each is followed by the next one's or its own.
    in_order = [one.runtime for one in chain]
    assert in_order == sorted(in_order, key=RUNTIMES.index)
    statements = [one for one in spans if one.op == "db" and "auth_user" in one.name]
    assert statements
    for one in statements:
        assert callers(one, spans)[-1] == chain[0]
    assert any(segments[2] in callers(one, spans) for one in statements)
    # The event is the last try's.
    (there,) = [one for one in spans if one.id == at["span_id"]]
    assert last in callers(there, spans)
