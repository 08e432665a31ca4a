"""Build new envelope headers, and tell which sampling rate may leave.

Pure, as `rebuild` is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from observability import shapes

if TYPE_CHECKING:
    from observability.known import Known
    from observability.rebuild import Process


def envelope_headers(headers: object, known: Known, process: Process) -> dict[str, Any]:
    """Return new envelope headers: event id, moment of sending and the trace's sampling."""
    source = shapes.mapping(headers)
    built: dict[str, Any] = {}
    shapes.put(built, "event_id", shapes.event_id(source.get("event_id")))
    shapes.put(built, "sent_at", shapes.timestamp(source.get("sent_at"), process.now))
    trace = shapes.mapping(source.get("trace"))
    trace_id = shapes.event_id(trace.get("trace_id"))
    if trace_id is not None:
        new_trace: dict[str, Any] = {
            "trace_id": trace_id,
            "public_key": process.public_key,
            "environment": process.environment,
            "release": process.release,
        }
        if "sample_rate" in trace and process.sample_rate is not None:
            new_trace["sample_rate"] = str(sample_rate(trace["sample_rate"], process))
        shapes.put(new_trace, "sample_rand", shapes.random(trace.get("sample_rand")))
        shapes.put(
            new_trace,
            "sampled",
            shapes.one_of(trace.get("sampled"), frozenset({"true", "false"})),
        )
        name = trace.get("transaction")
        if type(name) is str and known.route(name):
            new_trace["transaction"] = name
        built["trace"] = new_trace
    return built


def sample_rate(given: object, process: Process) -> float | None:
    """Return the rate that is given if it is one of the process's; else the one of all."""
    try:
        rate = float(given) if type(given) in (str, float, int) else None  # type: ignore[arg-type]
    except ValueError:
        rate = None
    return rate if rate in process.sample_rates else process.sample_rate
