"""Spans of a trace, whether they came streamed or with their transactions, and who called whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Span:
    """One span."""

    id: str
    parent: str  # empty where it has none
    trace: str
    op: str
    name: str
    runtime: str
    is_segment: bool  # begun where another process, or nobody, called
    start: float  # seconds since the epoch


def of_transactions(transactions: Iterable[dict[str, Any]]) -> list[Span]:
    """Return the spans of static traces."""
    found = []
    for one in transactions:
        trace, runtime = one["contexts"]["trace"], one["tags"]["runtime"]
        root = {**trace, "start_timestamp": one["start_timestamp"]}
        found.append(_span(root, trace, str(one["transaction"]), runtime, is_segment=True))
        for each in one.get("spans", ()):
            name = str(each.get("description", ""))
            found.append(_span(each, trace, name, runtime, is_segment=False))
    return found


def _span(
    given: dict[str, Any], trace: dict[str, Any], name: str, runtime: str, *, is_segment: bool
) -> Span:
    return Span(
        id=given["span_id"],
        parent=given.get("parent_span_id", ""),
        trace=trace["trace_id"],
        op=given.get("op", ""),
        name=name,
        runtime=runtime,
        is_segment=is_segment,
        start=_seconds(given["start_timestamp"]),
    )


def _seconds(moment: str | float) -> float:
    """Return a moment as a number: Python says it as text in static spans."""
    if isinstance(moment, str):
        return datetime.fromisoformat(moment).timestamp()
    return moment


def of_streams(containers: Iterable[dict[str, Any]]) -> list[Span]:
    """Return the spans of streamed traces."""
    return [
        Span(
            id=one["span_id"],
            parent=one.get("parent_span_id", ""),
            trace=one["trace_id"],
            op=one["attributes"].get("sentry.op", {}).get("value", ""),
            name=one["name"],
            runtime=one["attributes"]["runtime"]["value"],
            is_segment=one["is_segment"],
            start=_seconds(one["start_timestamp"]),
        )
        for container in containers
        for one in container["items"]
    ]


def callers(span: Span, spans: Iterable[Span]) -> list[Span]:
    """Return `span`, whoever called it, and so on, to the first of them that is known."""
    by_id = {one.id: one for one in spans if one.trace == span.trace}
    found = [span]
    while (caller := by_id.pop(found[-1].parent, None)) is not None:
        found.append(caller)
    return found
