"""What the installed SDK itself puts into each item, and what it can be told, as JSON.

    cd backend && python -m tests.telemetry.sdk_facts > tests/telemetry/sdk_facts.json

Run it after an upgrade, read the differences, and decide for each what the gate does with it.
"""

from __future__ import annotations

import inspect
import json
import logging
import re
import sys
import warnings
from pathlib import Path
from typing import Any

import django
import sentry_sdk
from celery import Celery
from django.conf import settings
from django.http import HttpResponse
from django.urls import path
from sentry_sdk import consts, data_collection
from sentry_sdk.integrations.celery import CeleryIntegration
from sentry_sdk.integrations.django import DjangoIntegration
from sentry_sdk.integrations.logging import LoggingIntegration
from sentry_sdk.transport import Transport

# Below these the names are the caller's or the machine's.
ANY = frozenset({"vars", "modules", "headers", "env", "cookies", "packages", "integrations"})
_VARIABLE = re.compile(r"""["'](SENTRY_[A-Z_]+|SUBPROCESS_[A-Z_]*)["']""")
_ITEM_TYPE = re.compile(r"""(?:\bty == |\btype=|\bTYPE = )["']([a-z_]+)["']""")
_SENDS_ITEMS = (
    "envelope.py",
    "attachments.py",
    "transport.py",
    "_log_batcher.py",
    "_metrics_batcher.py",
    "_span_batcher.py",
)
ENVELOPES: list[Any] = []


class Recorder(Transport):
    """Keeps envelopes as they come."""

    def capture_envelope(self, envelope: Any) -> None:
        """Keep it."""
        ENVELOPES.append(envelope)


def failing(_: object, name: str) -> HttpResponse:
    """Fail in a view, with all that a scope can hold."""
    sentry_sdk.set_tag("a", "b")
    sentry_sdk.set_user({"id": "1", "email": "a", "username": "b", "ip_address": "1.2.3.4"})
    sentry_sdk.set_context("a", {"b": "c"})
    sentry_sdk.get_isolation_scope().set_extra("a", name)
    sentry_sdk.add_breadcrumb(message="a", category="b", data={"c": "d"})
    with sentry_sdk.start_span(op="db", name="SELECT 1") as span:
        span.set_data("a", "b")
    raise ValueError


def failing_task() -> None:
    """Fail in a task."""
    raise ValueError


urlpatterns = [path("fail/<name>/", failing)]


def paths(value: object, at: str = "") -> set[str]:
    """Return where something stands in a payload."""
    if isinstance(value, dict) and value:
        if at.rsplit(".", 1)[-1] in ANY:
            return {f"{at}.*"}
        return set().union(*(paths(part, f"{at}.{key}") for key, part in value.items()))
    if isinstance(value, list | tuple) and value:
        return set().union(*(paths(part, f"{at}[]") for part in value))
    return {at}


def start(lifecycle: str) -> None:
    """Start the SDK as it comes, but for where it sends to."""
    sentry_sdk.init(  # noqa: TID251 - what the SDK does without the door
        dsn="http://public@127.0.0.1:9/1",
        release="1.2.3",
        transport=Recorder,
        traces_sample_rate=1.0,
        trace_lifecycle=lifecycle,  # type: ignore[arg-type]
        auto_enabling_integrations=False,
        integrations=[
            DjangoIntegration(),
            CeleryIntegration(),
            LoggingIntegration(capture_sentry_logs=True),
        ],
    )


def static() -> None:
    """Send one of each."""
    from django.core.wsgi import get_wsgi_application
    from django.test import RequestFactory

    environ = RequestFactory().post("/fail/a/?b=c", {"d": "e"}).environ
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        get_wsgi_application()(environ, lambda *_: lambda _: None)
    app = Celery("facts", broker="memory://", set_as_current=False)
    app.task(name="facts.fail")(failing_task).apply()
    sentry_sdk.capture_message("a")
    logging.getLogger("facts").error("a %s", "b")
    sentry_sdk.logger.info("a {b}", b="c")
    sentry_sdk.metrics.count("a", 1, unit="second", attributes={"b": "c"})
    schedule: Any = {"schedule": {"type": "crontab", "value": "* * * * *"}, "timezone": "UTC"}
    sentry_sdk.crons.capture_checkin("a", status="ok", duration=1.0, monitor_config=schedule)
    scope = sentry_sdk.get_isolation_scope()
    scope.start_session(session_mode="application")
    scope.end_session()
    with sentry_sdk.isolation_scope() as scope:
        scope.add_attachment(bytes=b"a", filename="b")
        sentry_sdk.capture_message("with an attachment")
    sentry_sdk.get_client().close(timeout=1)


def stream() -> None:
    """Send streamed spans."""
    with (
        sentry_sdk.traces.start_span(name="a", attributes={"sentry.op": "b"}),
        sentry_sdk.traces.start_span(name="c"),
    ):
        sentry_sdk.capture_message("d")
    sentry_sdk.get_client().close(timeout=1)


def source(name: str) -> str:
    """Return the text of one of the SDK's files."""
    return (Path(inspect.getfile(sentry_sdk)).parent / name).read_text(encoding="utf-8")


def everything() -> dict[str, Any]:
    """Return the facts."""
    settings.configure(
        ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="facts", LOGGING_CONFIG=None
    )
    django.setup()
    start("static")
    static()
    start("stream")
    stream()
    found: dict[str, set[str]] = {}
    for envelope in ENVELOPES:
        found.setdefault("envelope headers", set()).update(paths(envelope.headers))
        for item in envelope.items:
            found.setdefault("item headers", set()).update(paths(item.headers))
            found.setdefault(f"item {item.type}", set()).update(paths(item.payload.json or {}))
    texts = {name: source(name) for name in _SENDS_ITEMS}
    variables = (source(str(file)) for file in _files())
    return {
        "version": consts.VERSION,
        "puts": {name: sorted(places) for name, places in sorted(found.items())},
        "item types": sorted(
            {kind for text in texts.values() for kind in _ITEM_TYPE.findall(text)}
        ),
        "data_collection": sorted(data_collection._resolve_explicit({})),
        "options": {name: repr(value) for name, value in sorted(consts.DEFAULT_OPTIONS.items())},
        "environment": sorted({name for text in variables for name in _VARIABLE.findall(text)}),
    }


def _files() -> list[Path]:
    root = Path(inspect.getfile(sentry_sdk)).parent
    return sorted(file.relative_to(root) for file in root.rglob("*.py"))


if __name__ == "__main__":
    logging.getLogger().addHandler(logging.NullHandler())  # what is logged is meant for Sentry
    facts = everything()
    sys.stdout.write(json.dumps(facts, indent=1) + "\n")  # noqa: TID251 - a process of a test
