"""What a run of the harness changes in how Sentry is started, from CANARIES_MODE.

`stream`: spans are streamed (else static). `collect`: every data collection is on. `leaky`: the
SDK's own transport takes the gate's place, and nothing is switched off, so that everything leaks.
`stock`: in place of the door's call the one that the SDK's guide begins with. `hooked`: that, with
the hook that teams write by hand (`canaries.hook`). `production`: the service as it is.
None of this is reachable from the service's settings: it is done to the SDK from outside, here.
"""

from __future__ import annotations

import logging
import os
from typing import Any

import sentry_sdk
from sentry_sdk.integrations.celery import CeleryIntegration
from sentry_sdk.integrations.django import DjangoIntegration
from sentry_sdk.integrations.logging import LoggingIntegration
from sentry_sdk.integrations.redis import RedisIntegration
from sentry_sdk.transport import HttpTransport

from canaries.hook import filtered
from observability import seal

MODE = frozenset(filter(None, os.environ.get("CANARIES_MODE", "").split(",")))
STREAM, COLLECT, LEAKY = ("stream" in MODE), ("collect" in MODE), ("leaky" in MODE)
HOOKED = "hooked" in MODE
STOCK = HOOKED or "stock" in MODE
OPEN = LEAKY or STOCK
# What others keep of the door's options: where to send, and what for.
_STOCK_KEEPS = ("dsn", "environment", "release", "traces_sample_rate", "transport")

_ON: dict[str, Any] = {"mode": "denylist", "terms": []}
_EVERYTHING: dict[str, Any] = {
    "user_info": True,
    "cookies": _ON,
    "http_headers": {"request": _ON},
    "http_bodies": ["incoming_request", "outgoing_request"],
    "url_query_params": _ON,
    "graphql": {"document": True, "variables": True},
    "gen_ai": {"inputs": True, "outputs": True},
    "database_query_data": True,
    "queues": True,
    "stack_frame_variables": True,
    "frame_context_lines": 5,
}


def _collecting() -> dict[str, Any]:
    return {
        "data_collection": _EVERYTHING,
        "include_local_variables": True,
        "include_source_context": True,
        "enable_db_query_source": True,
        "max_request_body_size": "always",
        "server_name": "canaries-host",
        "auto_session_tracking": True,
        "disabled_integrations": [],
        "trace_propagation_targets": [".*"],
        "integrations": [
            DjangoIntegration(transaction_style="url", cache_spans=True, middleware_spans=True),
            CeleryIntegration(propagate_traces=True, monitor_beat_tasks=True),
            RedisIntegration(cache_prefixes=["patient"]),
            LoggingIntegration(
                event_level=logging.ERROR,
                sentry_logs_level=logging.INFO,
                capture_sentry_logs=True,
            ),
        ],
    }


def vary_the_door() -> None:
    """Let the door's own call of `sentry_sdk.init` get this mode's options."""
    init = sentry_sdk.init  # noqa: TID251 - the door's call goes through here, no second one is made

    if OPEN:
        # The seals are part of the gate. The transport is opened below: the door asks for it.
        vars(seal)["close"] = lambda *_: None

    def varied(*args: Any, **options: Any) -> Any:
        if STOCK:
            options = {key: options[key] for key in _STOCK_KEEPS}
            if HOOKED:
                hooks = ("before_send", "before_send_transaction")
                options |= dict.fromkeys(hooks, lambda event, _hint: filtered(event))
        options |= {"transport_queue_size": 10_000}
        options |= {"trace_lifecycle": "stream"} if STREAM else {}
        options |= _collecting() if COLLECT or LEAKY else {}
        options |= {"before_send": None, "before_breadcrumb": None} if LEAKY else {}
        return init(*args, **options)

    vars(sentry_sdk)["init"] = varied


def open_the_gate() -> None:
    """In the modes without the gate put the SDK's own transport where it is."""
    client = sentry_sdk.get_client()
    if OPEN and client.transport is not None:
        client.transport.kill()
        client.transport = HttpTransport(client.options)
