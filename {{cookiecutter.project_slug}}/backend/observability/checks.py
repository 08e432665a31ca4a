"""What must be true before anything is sent. Production refuses to start otherwise.

Three times: by the door, when the service's apps are all loaded (`apps`), and in `manage.py check`.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, Final

import sentry_sdk
from django.core import checks as django_checks

from observability import gate, policy, seal
from observability.gate import GateTransport

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TAG: Final = "telemetry"
# What `load_settings` exits with: gunicorn stops, where any other code makes it fork anew.
REFUSED: Final = 3
_FOREIGN_VARIABLES: Final = ("OTEL_", "DD_", "NEW_RELIC_")
_FOREIGN_MODULES: Final = (
    "ddtrace",
    "newrelic",
    "opentelemetry.exporter",
    "opentelemetry.instrumentation",
)
_MUST_BE: Final[Mapping[str, object]] = {
    "attach_stacktrace": False,
    "auto_enabling_integrations": False,
    "auto_session_tracking": False,
    "debug": False,
    "include_local_variables": False,
    "include_source_context": False,
    "max_request_body_size": "never",
    "profile_session_sample_rate": None,
    "profiles_sample_rate": None,
    "profiles_sampler": None,
    "send_default_pii": None,
    "spotlight": False,
    "trace_propagation_targets": [],
}
_UNWANTED_INTEGRATIONS: Final = ("argv", "modules", "otlp", "opentelemetry", "stdlib")


def problems(environ: Mapping[str, str] = os.environ) -> list[str]:
    """Return what is wrong, a line each: what was found, what is accepted, how to mend it."""
    return [*_policy(), *_foreign(environ), *_client()]


def enforce(*, production: bool) -> None:
    """Exit with one line in production, and warn in development, if something is wrong."""
    found = problems()
    if production and found:
        sys.stderr.write(f"Not started: {found[0]}\n")
        sys.exit(REFUSED)
    for line in found:
        # Not logged: of what is logged only the code's own words are printed.
        sys.stderr.write(f"WARNING In production this is refused: {line}\n")


def check(**_: Any) -> list[django_checks.CheckMessage]:
    """Answer `manage.py check`."""
    from django.conf import settings

    kind = django_checks.Error if settings.IS_PRODUCTION else django_checks.Warning
    return [kind(line, id="telemetry.E001") for line in problems()]


def _policy() -> Iterator[str]:
    wrong = policy.problem()
    if wrong is not None:
        yield wrong
    found = policy.current()
    if found is not None and found.words_problem and found.free_text == "known-words":
        yield found.words_problem


def _foreign(environ: Mapping[str, str]) -> Iterator[str]:
    for name in sorted(environ):
        if name.startswith(_FOREIGN_VARIABLES) and environ[name]:
            yield (
                f"{name} is set, and configures an agent that passes the gate by. "
                f"Accepted: not set. Remove {name} from the environment."
            )
    for name in _FOREIGN_MODULES:
        if name in sys.modules:
            yield (
                f"The module {name} is loaded, and sends telemetry past the gate. "
                "Accepted: Sentry alone. Remove it from the requirements and the start command."
            )


def _client() -> Iterator[str]:
    if not seal.is_closed():
        yield _wrong("The seal on Sentry's transports", "is broken", "observability.setup's alone")
    if gate.made() > 1:
        yield _wrong("Sentry", "was initialised more than once", "once, in observability.setup")
    scopes = (
        sentry_sdk.get_global_scope(),
        sentry_sdk.get_isolation_scope(),
        sentry_sdk.get_current_scope(),
    )
    clients = {id(scope.client): scope.client for scope in scopes}
    for client in clients.values():
        if client.is_active():
            yield from _of(client)


def _of(client: sentry_sdk.client.BaseClient) -> Iterator[str]:
    # `type`, not `isinstance`: the SDK's envelope printer passes itself off as what it wraps.
    if type(client.transport) is not GateTransport:
        yield _wrong("Sentry's transport", "is not the gate", "GateTransport")
    if client.spotlight is not None:
        yield _wrong("Spotlight", "is on", "off")
    for name, value in _MUST_BE.items():
        if client.options.get(name) != value:
            yield _wrong(f"Sentry's option {name}", "was changed", repr(value))
    collected: Mapping[str, object] = client.options.get("data_collection") or {}
    switches = {name: value for name, value in collected.items() if name != "provided_by_user"}
    if not switches or not all(map(is_off, switches.values())):
        yield _wrong("Sentry's option data_collection", "was changed", "every switch off")
    for name in _UNWANTED_INTEGRATIONS:
        if name in client.integrations:
            yield _wrong(f"Sentry's integration {name}", "is active", "not active")


def is_off(switch: object) -> bool:
    """Tell whether a switch of `data_collection` collects nothing."""
    if isinstance(switch, dict):
        return switch.get("mode") == "off" or (
            "mode" not in switch and all(map(is_off, switch.values()))
        )
    return not switch


def _wrong(what: str, given: str, accepted: str) -> str:
    return f"{what} {given}. Accepted: {accepted}. See backend/observability/setup.py."
