"""What a run of the harness changes in how Sentry is started, from CANARIES_MODE.

`stream`: spans are streamed (else static). `collect`: every data collection is on. `leaky`: the
SDK's own transport takes the gate's place, and nothing is switched off, so that everything leaks.
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
from sentry_sdk.transport import HttpTransport

MODE = frozenset(filter(None, os.environ.get("CANARIES_MODE", "").split(",")))
STREAM, COLLECT, LEAKY = ("stream" in MODE), ("collect" in MODE), ("leaky" in MODE)

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

    def varied(*args: Any, **options: Any) -> Any:
        options |= {"transport_queue_size": 10_000}
        options |= {"trace_lifecycle": "stream"} if STREAM else {}
        options |= _collecting() if COLLECT or LEAKY else {}
        options |= {"before_send": None, "before_breadcrumb": None} if LEAKY else {}
        return init(*args, **options)

    vars(sentry_sdk)["init"] = varied


def open_the_gate() -> None:
    """In the leaky mode put the SDK's own transport where the gate is."""
    client = sentry_sdk.get_client()
    if LEAKY and client.transport is not None:
        client.transport.kill()
        client.transport = HttpTransport(client.options)
