"""The one way out: a transport that rebuilds every envelope before it is queued.

Closed when broken: an item that cannot be rebuilt is dropped and counted, and the application
never sees an exception from here. Envelopes, items and payloads are always new objects, because
an edited payload is ignored once the SDK has cached its bytes.
"""

from __future__ import annotations

import logging
import os
import platform
import threading
import weakref
from collections import Counter
from typing import Any, Final

from sentry_sdk.envelope import Envelope, Item, PayloadRef
from sentry_sdk.transport import HttpTransport

from observability import rebuild, runtime
from observability.known import KnownHere

logger = logging.getLogger(__name__)

_ITEM_TYPES: Final = frozenset(
    {
        "attachment",
        "check_in",
        "client_report",
        "event",
        "feedback",
        "log",
        "profile",
        "profile_chunk",
        "session",
        "sessions",
        "span",
        "trace_metric",
        "transaction",
    }
)
_dropped: Counter[str] = Counter()
_lock = threading.Lock()
_gates: weakref.WeakSet[GateTransport] = weakref.WeakSet()


def dropped() -> dict[str, int]:
    """Return how many items this process's gate has dropped, by `item type:reason`."""
    with _lock:
        return dict(_dropped)


def _count(item_type: str | None, reason: str) -> None:
    with _lock:
        name = item_type if item_type in _ITEM_TYPES else "unknown"
        _dropped[f"{name}:{reason}"] += 1


class GateTransport(HttpTransport):
    """Sends only what `rebuild` made."""

    TIMEOUT = 10  # seconds for one POST, off the request thread

    def __init__(self, options: dict[str, Any]) -> None:
        """Take the client's options; environment, release and key are set from them."""
        super().__init__(options)
        self._known = KnownHere()
        _gates.add(self)

    def capture_envelope(self, envelope: Envelope) -> None:
        """Queue a rebuilt copy of `envelope`; drop and count what may not leave. Never raises."""
        try:
            built = self._rebuilt(envelope)
            if built is not None:
                super().capture_envelope(built)
        except Exception:  # noqa: BLE001 - whatever broke, nothing is sent and the app goes on
            _count(None, "gate_error")
            logger.warning("The telemetry gate failed; an envelope was dropped.")

    def _rebuilt(self, envelope: Envelope) -> Envelope | None:
        process = self._process()
        items = [item for item in map(self._item, envelope.items) if item is not None]
        if not items:
            return None
        headers = rebuild.envelope_headers(envelope.headers, self._known, process)
        return Envelope(headers=headers, items=items)

    def _item(self, item: Item) -> Item | None:
        kind = item.type
        try:
            payload = self._payload(kind, item.payload.json)
        except Exception:  # noqa: BLE001 - one broken item must not take the others along
            self._lose(item, "gate_error")
            return None
        if payload is None:
            self._lose(item, "not_allowed")
            return None
        return Item(PayloadRef(json=payload), type=kind)

    def _payload(self, kind: str | None, json: object) -> dict[str, Any] | None:
        match kind:
            case "event":
                return rebuild.event(json, self._known, self._process())
            case "transaction":
                return rebuild.transaction(json, self._known, self._process())
            case "client_report":
                return rebuild.client_report(json)
            case _:
                return None

    def _lose(self, item: Item, reason: str) -> None:
        _count(item.type, reason)
        try:
            self.record_lost_event("gate", data_category=item.data_category)
        except Exception:  # noqa: BLE001 - counting in a client report is a courtesy
            _count(item.type, "uncounted")

    def _process(self) -> rebuild.Process:
        dsn = self.parsed_dsn
        return rebuild.Process(
            environment=self.options["environment"],
            release=self.options["release"],
            runtime=runtime.current(),
            language_runtime="CPython",
            language_version=platform.python_version(),
            public_key=dsn.public_key if dsn is not None else "",
        )

    def _start_afresh(self) -> None:
        # A forked child inherits queued envelopes and would send them a second time, and its
        # flush would wait for a worker thread that does not exist there.
        self._worker = self._create_worker(self.options)
        self._pool = self._make_pool()
        self._discarded_events.clear()


def _after_fork_in_child() -> None:
    global _lock
    _lock = threading.Lock()
    for gate in list(_gates):
        gate._start_afresh()


os.register_at_fork(after_in_child=_after_fork_in_child)
