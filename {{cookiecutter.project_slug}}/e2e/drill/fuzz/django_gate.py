"""The gate of Django's and Celery's processes: `python -m e2e.drill.fuzz.django_gate`.

Reads lines of JSON, each an envelope of one item `[headers, item's headers, payload]`; answers each
with a line of JSON: what was raised (null for nothing), what would have been sent, as text, and how
many items the tripwire stopped.
The transport is the service's own, from the client's call to the bytes.
"""

from __future__ import annotations

import io
import json
import logging
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
os.environ.setdefault("PHI_HASH_KEY", "a key")

import django
import sentry_sdk
from sentry_sdk.envelope import Envelope, Item, PayloadRef

from observability import gate, policy

NOW = 1_795_393_860.0  # the items are of this minute


class AtOnce:
    """Does what a transport gives it at once, in the thread that asks."""

    def submit(self, work: Callable[[], None]) -> bool:
        """Do the work."""
        work()
        return True


class Held(gate.GateTransport):
    """The gate, with a sheet of paper in place of the network."""

    sent = ""
    stopped = 0  # items, at the tripwire

    def _create_worker(self, _: dict[str, Any]) -> Any:
        return AtOnce()

    def _serialize_envelope(self, envelope: Envelope) -> tuple[None, io.BytesIO]:
        body = io.BytesIO()
        envelope.serialize_into(body)
        self.sent = body.getvalue().decode()
        return None, body

    def _trips(self, item: Item) -> bool:
        tripped = super()._trips(item)
        self.stopped += tripped
        return tripped

    def _send_request(self, *_: object, **__: object) -> None:
        pass


def started() -> Held:
    """Return the gate of a process in which Django has started."""
    django.setup()
    logging.disable(logging.CRITICAL)  # the answers say it
    gate._clock = lambda: NOW
    own = policy.current()
    assert own, policy.problem()
    # Opened as far as a policy can be without naming what leaves.
    opened = replace(
        own, text_tags=own.text_tags | {"job"}, headers=own.headers | {"referer", "user-agent"}
    )
    policy.current = lambda: opened
    client = sentry_sdk.Client(
        dsn="https://public@ingest.example/1",
        environment="staging",
        release="1.2.3",
        traces_sample_rate=0.5,
        default_integrations=False,
        auto_enabling_integrations=False,
    )
    return Held(client.options)


def answer(transport: Held, line: str) -> list[str | int | None]:
    """Return what the gate makes of one envelope."""
    headers, about, payload = json.loads(line)
    item = Item(PayloadRef(json=payload))
    envelope = Envelope(items=[item])
    # As they are: a constructor would copy what is a dict, and refuse the rest.
    item.headers, envelope.headers = about, headers
    transport.sent, transport.stopped = "", 0
    try:
        transport.capture_envelope(envelope)
    except BaseException as error:  # noqa: BLE001 - nothing may be raised at all
        return [type(error).__name__, transport.sent, transport.stopped]
    return [None, transport.sent, transport.stopped]


def main() -> None:
    """Answer lines until there are none."""
    transport = started()
    for line in sys.stdin:
        print(json.dumps(answer(transport, line)), flush=True)  # who asked waits for it


if __name__ == "__main__":
    main()
