"""The door: the only place that initialises Sentry in the Django and Celery processes.

Imported by settings, so that web workers, management commands, Celery workers and beat all pass
it before anything else runs. Never from `worker_process_init`: by then Celery's tracers are built
and nothing is captured.
"""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING, Any, Final

import sentry_sdk
from celery.signals import task_retry
from django.core.exceptions import ImproperlyConfigured
from django.core.signals import request_finished, request_started
from sentry_sdk.integrations.argv import ArgvIntegration
from sentry_sdk.integrations.celery import CeleryIntegration
from sentry_sdk.integrations.celery.beat import crons_task_retry
from sentry_sdk.integrations.django import DjangoIntegration
from sentry_sdk.integrations.logging import LoggingIntegration, ignore_logger
from sentry_sdk.integrations.modules import ModulesIntegration
from sentry_sdk.integrations.stdlib import StdlibIntegration
from sentry_sdk.scope import add_global_event_processor

from observability import (
    breadcrumbs,
    celery_logs,
    checks,
    commands,
    detail,
    frame_locals,
    known_values,
    lean_requests,
    once,
    sampling,
    seal,
    unrecorded,
)
from observability.gate import GateTransport, speak_for
from observability.known import KnownHere

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# Each of these makes the SDK send or print envelopes past the transport, or changes what is
# collected, from outside the code.
BYPASS_VARIABLES: Final = (
    "SENTRY_SPOTLIGHT",
    "SENTRY_PRINT_ENVELOPES",
    "SENTRY_DEBUG",
    "SENTRY_TRACE_LIFECYCLE",
    "SENTRY_TRACE",
    "SENTRY_BAGGAGE",
)

_OFF: Final[dict[str, Any]] = {"mode": "off"}
# Every key that the SDK knows, since an omitted one means "collect".
NOTHING_COLLECTED: Final[dict[str, Any]] = {
    "user_info": False,
    "cookies": _OFF,
    "http_headers": {"request": _OFF},
    "http_bodies": [],
    "url_query_params": _OFF,
    "graphql": {"document": False, "variables": False},
    "gen_ai": {"inputs": False, "outputs": False},
    "database_query_data": False,
    "queues": False,
    "stack_frame_variables": False,
    "frame_context_lines": 0,
}


# A fifth of the time of what the SDK takes, for a tenth more bytes.
_QUICKLY: Final = {"transport_compression_algo": "br", "transport_compression_level": 1}


def before_send(event: dict[str, Any], hint: dict[str, Any]) -> dict[str, Any] | None:
    """Return the event without known values, and with the shapes of local variables.

    None for an error that was told before.
    """
    kept = once.keep(event, hint)
    if kept is None:
        return None
    celery_logs.without_bodies(kept, hint)
    return frame_locals.add(known_values.remove(detail.add(kept, hint), hint), hint)


def _only_the_gate_reads() -> bool:
    """Tell whether no hook but this module's own is shown events: others want them serialised."""
    client = sentry_sdk.get_client()
    return (
        type(client.transport) is GateTransport
        and client.options["before_send"] is before_send
        and client.options["before_send_transaction"] is None
    )


def refuse_bypasses(environ: Mapping[str, str]) -> None:
    """Raise ImproperlyConfigured, naming the variable, if `environ` holds a by-pass switch."""
    for name in BYPASS_VARIABLES:
        if environ.get(name):
            message = (
                f"{name} is set, and would carry telemetry past the gate. "
                f"Accepted: not set. Remove {name} from the environment."
            )
            raise ImproperlyConfigured(message)


def start(
    *,
    dsn: str,
    environment: str,
    release: str,
    traces_sample_rate: float,
    backend_root: Path,
    traces_sample_rates: Mapping[str, float] | None = None,
    cron_monitors: bool = False,
    production: bool = False,
) -> None:
    """Initialise Sentry behind the gate. Without a DSN nothing is initialised or sent.

    Args:
        dsn: where to send; empty for nowhere.
        environment: one of service.json's environments, checked by settings.
        release: a commit SHA or a version, checked by settings.
        traces_sample_rate: share of requests traced, 0 to 1.
        backend_root: the folder of our own code, which frames call "in app".
        traces_sample_rates: other shares, by route template or name of a task.
        cron_monitors: whether beat and workers tell Sentry Crons of each scheduled run.
        production: whether to refuse what `checks` finds; elsewhere `apps` warns of it.

    Raises:
        ImproperlyConfigured: a by-pass switch stands in the environment, or the gate is not the
            client's transport, or production has another problem.
    """
    refuse_bypasses(os.environ)
    commands.install()
    speak_for(environment, release)
    seal.close(GateTransport, KnownHere().route, _only_the_gate_reads)
    if dsn:
        sampler = sampling.Sampler(traces_sample_rate, traces_sample_rates or {})
        monitors = CeleryIntegration(propagate_traces=True, monitor_beat_tasks=cron_monitors)
        # A run that is tried again has not failed: its last try says how it went.
        task_retry.disconnect(crons_task_retry)
        _init(dsn, environment, release, traces_sample_rate, sampler, backend_root, monitors)
    found = checks.problems()
    if production and found:
        raise ImproperlyConfigured(found[0])


def _init(
    dsn: str,
    environment: str,
    release: str,
    traces_sample_rate: float,
    sampler: sampling.Sampler,
    backend_root: Path,
    celery: CeleryIntegration,
) -> None:
    unrecorded.install()
    lean_requests.install()
    sentry_sdk.init(
        dsn=dsn,
        environment=environment,
        release=release,
        transport=GateTransport,
        traces_sample_rate=traces_sample_rate,
        traces_sampler=sampler,
        trace_lifecycle="static",
        trace_propagation_targets=[],
        data_collection=NOTHING_COLLECTED,  # type: ignore[arg-type]  # its TypedDict omits keys
        include_local_variables=False,
        include_source_context=False,
        enable_db_query_source=False,
        enable_http_request_source=False,
        max_request_body_size="never",
        server_name="",
        project_root=str(backend_root),
        before_breadcrumb=breadcrumbs.lean,
        before_send=before_send,  # type: ignore[arg-type]  # plain dicts there
        spotlight=False,
        debug=False,
        auto_session_tracking=False,
        auto_enabling_integrations=False,
        # Argv sends the command line, Modules the package list; Stdlib hands trace headers to
        # subprocesses.
        disabled_integrations=[ArgvIntegration(), ModulesIntegration(), StdlibIntegration()],
        integrations=[
            # What Django does at each request's ends is no news: the same receivers every time.
            DjangoIntegration(
                transaction_style="url", signals_denylist=[request_started, request_finished]
            ),
            celery,
            LoggingIntegration(
                event_level=logging.ERROR, sentry_logs_level=None, capture_sentry_logs=False
            ),
        ],
        _experiments=_QUICKLY,  # type: ignore[arg-type]  # a literal type there
        shutdown_timeout=8,  # seconds; what stops containers waits for ten
    )
    unrecorded.settle()
    ignore_logger("access")  # what it says of a request, the transaction says
    ignore_logger("django.security.DisallowedHost")  # what scanners ask for is answered with 400
    add_global_event_processor(once.join)  # type: ignore[arg-type]  # plain dicts there
    _leave_out_what_is_told_elsewhere()
    # `type`, not `isinstance`: the SDK's envelope printer passes itself off as what it wraps.
    if type(sentry_sdk.get_client().transport) is not GateTransport:
        message = "Sentry's transport is not the gate; refusing to start."
        raise ImproperlyConfigured(message)


def _leave_out_what_is_told_elsewhere() -> None:
    integration = sentry_sdk.get_client().get_integration(LoggingIntegration)
    handler = integration._handler if integration is not None else None
    if handler is not None:
        handler.addFilter(lambda record: not celery_logs.is_told_elsewhere(record))
        handler.addFilter(celery_logs.Outages())
