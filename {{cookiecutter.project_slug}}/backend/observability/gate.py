"""The one way out: a transport that rebuilds every envelope before it is queued.

Closed when broken: an item that cannot be rebuilt is dropped and counted by its type and a reason
(`off`, `no_policy`, `not_allowed`, `gate_error`, `tripwire`), and the application never sees an
exception from here. Envelopes, items and payloads are always new objects, because
an edited payload is ignored once the SDK has cached its bytes.
"""

from __future__ import annotations

import io
import logging
import os
import platform
import time
import weakref
from typing import TYPE_CHECKING, Any, Final

import urllib3
from sentry_sdk.consts import VERSION, EndpointType
from sentry_sdk.envelope import Envelope, Item, PayloadRef
from sentry_sdk.transport import HttpTransport

from observability import (
    ids,
    losses,
    policy,
    rebuild,
    rebuild_batches,
    rebuild_headers,
    rebuild_health,
    runtime,
    shapes,
    switch,
    texts,
    tripwire,
)
from observability.known import KnownHere
from observability.sampling import Sampler

if TYPE_CHECKING:
    from collections.abc import Mapping

    from phi.policy import Policy

logger = logging.getLogger(__name__)

_CONTENT_TYPES: Final = {
    "log": "application/vnd.sentry.items.log+json",
    "span": "application/vnd.sentry.items.span.v2+json",
    "trace_metric": "application/vnd.sentry.items.trace-metric+json",
}
_SDK: Final = {"name": "sentry.python.django", "version": VERSION}
_clock = time.time
# A connection that the ingest closed meanwhile, or that cannot be made, is tried once more.
_RETRIES: Final = urllib3.Retry(total=1, connect=1, read=0, redirect=0, status=0, other=0)
_Payload = tuple[dict[str, Any] | None, int]  # what was built, and how many things were lost
_made = 0
_told: tuple[str, str] | None = None
_gates: weakref.WeakSet[GateTransport] = weakref.WeakSet()


def speak_for(environment: str, release: str) -> None:
    """Have all gates tell these, whatever the options of a client say that somebody else makes."""
    global _told
    _told = environment, release


def made() -> int:
    """Return how many gates this process has made: one per client."""
    return _made


def _quantity(item: Item) -> int:
    """Return how many things the item holds; batches hold several."""
    if item.type not in _CONTENT_TYPES:
        return 1
    return len(shapes.listed(shapes.mapping(item.payload.json).get("items"))) or 1


class GateTransport(HttpTransport):
    """Sends only what `rebuild` made."""

    TIMEOUT = 10  # seconds for one POST, off the request thread

    def __init__(self, options: dict[str, Any]) -> None:
        """Take the client's options; the key is set from them, and shares of what is traced."""
        super().__init__(options)
        global _made
        _made += 1
        self._known = KnownHere()
        # Taken once: the client's options can be changed by anyone later.
        client_told = str(options["environment"]), str(options["release"])
        self._environment, self._release = _told or client_told
        self._sample_rate = shapes.number(options.get("traces_sample_rate"), 0, 1)
        sampler = options.get("traces_sampler")
        self._sample_rates = sampler.rates if type(sampler) is Sampler else frozenset()
        _gates.add(self)

    def capture_envelope(self, envelope: Envelope) -> None:
        """Queue a rebuilt copy of `envelope`; drop and count what may not leave. Never raises."""
        try:
            built = self._rebuilt(envelope)
            if built is not None:
                super().capture_envelope(built)
        except Exception:  # noqa: BLE001 - whatever broke, nothing is sent and the app goes on
            losses.drop(None, "gate_error")
            logger.warning("The telemetry gate failed; an envelope was dropped.")

    def _rebuilt(self, envelope: Envelope) -> Envelope | None:
        allowed = policy.current()
        closed = "off" if switch.off() else "no_policy" if allowed is None else None
        if closed is not None or allowed is None:
            for item in envelope.items:
                losses.drop(item.type, closed or "no_policy", _quantity(item))
            return None
        process = self._process(allowed)
        built = [self._item(item, process) for item in envelope.items]
        items = [item for item in built if item is not None]
        if not items:
            return None
        headers = rebuild_headers.envelope_headers(envelope.headers, self._known, process)
        return Envelope(headers=headers, items=items)

    def _item(self, item: Item, process: rebuild.Process) -> Item | None:
        try:
            payload, lost = self._payload(item.type, item.payload.json, process)
        except Exception:  # noqa: BLE001 - one broken item must not take the others along
            self._lose(item, "gate_error", _quantity(item))
            return None
        if lost:
            self._lose(item, "not_allowed", lost)
        if payload is None:
            return None
        if item.type not in _CONTENT_TYPES:
            return Item(PayloadRef(json=payload), type=item.type)
        return Item(
            PayloadRef(json=payload),
            headers={"item_count": len(payload["items"])},
            type=item.type,
            content_type=_CONTENT_TYPES[item.type],
        )

    def _payload(self, kind: object, json: object, process: rebuild.Process) -> _Payload:
        payload: dict[str, Any] | None = None
        match kind:
            case "event":
                payload = rebuild.event(json, self._known, process)
            case "transaction":
                payload = rebuild.transaction(json, self._known, process)
            case "client_report":
                payload = rebuild_health.client_report(json, process)
            case "check_in":
                payload = rebuild_health.check_in(json, self._known, process)
            case "session":
                payload = rebuild_health.session(json, process)
            case "sessions":
                payload = rebuild_health.sessions(json, process)
            case "log":
                return rebuild_batches.log(json, process)
            case "trace_metric":
                return rebuild_batches.trace_metric(json, self._known, process)
            case "span":
                return rebuild_batches.span(json, self._known, process)
        return payload, int(payload is None)

    def _prepare_envelope(
        self, envelope: Envelope
    ) -> tuple[Envelope, io.BytesIO, dict[str, str]] | None:
        # In the thread that sends, so that no request waits for it.
        kept = [item for item in envelope.items if not self._trips(item)]
        return super()._prepare_envelope(Envelope(headers=envelope.headers, items=kept))

    def _request(
        self, method: str, endpoint_type: EndpointType, body: Any, headers: Mapping[str, str]
    ) -> urllib3.BaseHTTPResponse:
        # A redirect would take the envelope to a host that nobody chose. What failed in sending is
        # not sent again, so that one envelope holds up the others for no longer than TIMEOUT.
        url = self._auth.get_api_url(endpoint_type)
        return self._pool.request(
            method, url, body=body, headers=dict(headers), redirect=False, retries=_RETRIES
        )

    def _trips(self, item: Item) -> bool:
        try:
            kind = tripwire.hit(item.payload.json)
        except Exception:  # noqa: BLE001 - what cannot be looked at does not leave
            kind = "unread"
        if kind is None:
            return False
        self._lose(item, "tripwire", _quantity(item))
        logger.warning("Telemetry tripwire: an item was dropped (%s). The gate has a hole.", kind)
        return True

    def _lose(self, item: Item, reason: str, quantity: int = 1) -> None:
        losses.drop(item.type, reason, quantity)
        try:
            self.record_lost_event("gate", data_category=item.data_category, quantity=quantity)
        except Exception:  # noqa: BLE001 - counting in a client report is a courtesy
            losses.drop(item.type, "uncounted", quantity)

    def _process(self, allowed: Policy) -> rebuild.Process:
        dsn = self.parsed_dsn
        return rebuild.Process(
            environment=self._environment,
            release=self._release,
            runtime=runtime.current(),
            language_runtime="CPython",
            language_version=platform.python_version(),
            public_key=dsn.public_key if dsn is not None else "",
            sdk=_SDK,
            sample_rate=self._sample_rate,
            sample_rates=self._sample_rates,
            now=_clock(),
            policy=allowed,
            hashed=ids.hashed,
            texts=texts.Texts(policy.current()),
        )

    def record_lost_event(
        self,
        reason: str,
        data_category: Any = None,
        item: Item | None = None,
        *,
        quantity: int = 1,
    ) -> None:
        """Count a loss for a client report, and for whoever looks at this process."""
        super().record_lost_event(reason, data_category, item, quantity=quantity)
        if item is None and data_category is not None:
            losses.note(reason, str(data_category), quantity)
        elif item is not None:
            losses.note(reason, item.data_category, _quantity(item))

    def kill(self) -> None:
        """End sending; what still waits is lost, and counted in envelopes."""
        waiting = getattr(self._worker, "_queue", None)
        losses.note("unsent", "envelope", getattr(waiting, "unfinished_tasks", 0))
        super().kill()

    def _start_afresh(self) -> None:
        # A forked child inherits queued envelopes and would send them a second time, and its
        # flush would wait for a worker thread that does not exist there.
        self._worker = self._create_worker(self.options)
        self._pool = self._make_pool()
        self._discarded_events.clear()


def _after_fork_in_child() -> None:
    losses.start_afresh()
    for gate in list(_gates):
        gate._start_afresh()


os.register_at_fork(after_in_child=_after_fork_in_child)
