"""A request whose trace is not recorded, because whoever began it does not, begins with little.

The SDK takes its header apart twice, and makes a transaction that knows thread and profiler. Here
is one that only bears the trace on: to events, to logs, and to the headers of tasks. Requests that
come otherwise are the SDK's. For speed, not for safety.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from time import perf_counter_ns
from typing import TYPE_CHECKING, Any, Final

from sentry_sdk.scope import Scope
from sentry_sdk.tracing import Transaction
from sentry_sdk.tracing_utils import PropagationContext

if TYPE_CHECKING:
    from collections.abc import Callable

# The id as `shapes.event_id` has it; its last twelve digits are random.
_HEADER: Final = re.compile(
    r"([0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{3}([0-9a-f]{12}))-([0-9a-f]{16})-0"
)
_MILLION: Final = 1_000_000


class UnrecordedTransaction(Transaction):
    """A transaction that is not recorded, with the fields that the SDK gives to all."""

    __slots__ = ()

    def __init__(
        self, trace_id: str, parent_span_id: str, random: float, about: dict[str, Any]
    ) -> None:
        """Take the trace, the span in front, the trace's number, and what the SDK says of it."""
        self._trace_id, self.parent_span_id = trace_id, parent_span_id
        self._span_id = self.status = self.hub = self.scope = self.timestamp = None
        self.same_process_as_parent = self.sampled = self.parent_sampled = False
        self.op, self.origin, self.source = about["op"], about["origin"], about["source"]
        self.name = about["name"]
        self.description = self._containing_transaction = self._span_recorder = None
        self._measurements, self._tags, self._data, self._contexts = {}, {}, {}, {}
        self._flags, self._flags_capacity = {}, 10
        self.start_timestamp = datetime.now(UTC)
        self._start_timestamp_monotonic_ns = perf_counter_ns()
        self.sample_rate, self._sample_rand = 0.0, random
        self._profile = self._continuous_profile = self._baggage = None


def continuing(original: Callable[..., Any]) -> Callable[..., Any]:
    """Return what continues a trace, in place of the SDK's own."""

    def continue_trace(environ: dict[str, Any], **about: Any) -> Any:
        found = _HEADER.fullmatch(environ.get("HTTP_SENTRY_TRACE", ""))
        if found is None:
            return original(environ, **about)
        trace_id, random, span_id = found.groups()
        Scope.get_isolation_scope()._propagation_context = PropagationContext(
            trace_id=trace_id, parent_span_id=span_id, parent_sampled=False
        )
        return UnrecordedTransaction(
            trace_id, span_id, int(random, 16) % _MILLION / _MILLION, about
        )

    return continue_trace
