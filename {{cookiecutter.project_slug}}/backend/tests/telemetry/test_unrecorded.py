"""Spans that nobody will see are not made; what traces are joined by stays as it was."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.processes import BACKEND

# The door, then a transaction with a span of each origin, the innermost of which fails.
RUN = """
import json, sys
from pathlib import Path
from observability import setup
setup.start(dsn="http://public@127.0.0.1:9/1", environment="staging", release="1.2.3",
            traces_sample_rate=1.0, backend_root=Path.cwd())
import sentry_sdk
said = []
def keep(envelope):
    said.append(envelope.items[0].payload.json["contexts"]["trace"])
sentry_sdk.get_client().transport.capture_envelope = keep
from django.core.handlers.base import BaseHandler
found = {"wrapped": BaseHandler.load_middleware.__module__.startswith("sentry_sdk")}
SAMPLED = sys.argv[1] == "True"
with sentry_sdk.start_transaction(name="/", op="http.server", sampled=SAMPLED) as whole:
    for origin in ("auto.db.django", "auto.http.django", "auto.queue.celery", "manual"):
        with sentry_sdk.start_span(op="db", name="SELECT 1", origin=origin) as span:
            span.set_data("db.system", "sqlite")
            current = sentry_sdk.get_current_span()
            found[origin] = {
                "made": current is span,
                "trace": current.trace_id == whole.trace_id,
                "header": current.to_traceparent().rpartition("-")[2],
            }
    try:
        with sentry_sdk.start_span(op="db", name="SELECT 1", origin="auto.db.django") as span:
            raise ValueError
    except ValueError as error:
        sentry_sdk.capture_exception(error)
    found["after"] = sentry_sdk.get_current_span() is whole
    found["event"] = said[0]["trace_id"] == whole.trace_id
    recorder = whole._span_recorder
    found["recorded"] = len(recorder.spans) if recorder else None
    found["described"] = "db.system" in span._data
# What whoever began the trace has decided, and what nobody has.
for given, name in (("-0", "left"), ("-1", "kept"), ("", "own")):
    header = {"sentry-trace": "771a43a4192642f0b136d5159a501700-b9f8f1b6cc5e4b2a" + given}
    begun = sentry_sdk.start_transaction(sentry_sdk.continue_trace(header, name="/"))
    found[name] = [begun.sampled, begun.sample_rate, begun.trace_id, begun._span_recorder is None]
print(json.dumps(found))
"""

# The door, then queries, a signal and a view in a transaction.
IN_DJANGO = """
import json, sys
from pathlib import Path
from django.conf import settings
database = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
settings.configure(DATABASES={"default": database})
from observability import setup
setup.start(dsn="http://public@127.0.0.1:9/1", environment="staging", release="1.2.3",
            traces_sample_rate=1.0, backend_root=Path.cwd())
import django, sentry_sdk
django.setup()
from django.core.handlers.base import BaseHandler
from django.db import connection
from django.dispatch import Signal
signal = Signal()
def heard(**_): pass
signal.connect(heard)
def view(request): pass
SAMPLED = sys.argv[1] == "True"
with sentry_sdk.isolation_scope() as scope:
    with sentry_sdk.start_transaction(name="/", op="http.server", sampled=SAMPLED):
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE t (a int)")
            cursor.executemany("INSERT INTO t VALUES (%s)", [(1,), (2,)])
            cursor.execute("SELECT a FROM t WHERE a = %s", [2])
            rows = cursor.fetchall()
        for n in range(120):
            connection.cursor().execute("SELECT %s", [n])
        signal.send(sender=None)
        is_view = BaseHandler().make_view_atomic(view) is view
    found = {
        "crumbs": [{k: v for k, v in c.items() if k != "timestamp"} for c in scope._breadcrumbs],
        "truncated": scope._n_breadcrumbs_truncated,
        "dated": all(c["timestamp"].tzinfo is not None for c in scope._breadcrumbs),
        "rows": rows,
        "view": is_view,
    }
print(json.dumps(found))
"""


def run(*, sampled: bool, script: str = RUN) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", script, str(sampled)],
        cwd=BACKEND,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("sampled", [True, False])
def test_only_the_integrations_own_spans_of_untraced_requests_are_not_made(sampled: bool) -> None:
    found = run(sampled=sampled)
    made = {"made": True, "trace": True, "header": str(int(sampled))}
    for origin in ("auto.db.django", "auto.http.django"):
        assert found[origin] == made | {"made": sampled}
    assert found["auto.queue.celery"] == found["manual"] == made
    assert found["after"]
    assert found["event"]
    assert not found["described"]
    assert not found["wrapped"]
    assert found["recorded"] == (5 if sampled else None)
    trace = "771a43a4192642f0b136d5159a501700"
    assert found["left"] == [False, 0.0, trace, True]
    assert found["kept"] == found["own"] == [True, 1.0, trace, False]


def test_queries_leave_the_same_breadcrumbs_where_their_spans_are_not_made() -> None:
    traced, untraced = (run(sampled=sampled, script=IN_DJANGO) for sampled in (True, False))
    assert traced.pop("view") is False
    assert untraced.pop("view") is True
    assert traced == untraced
    assert untraced["dated"]
    assert untraced["rows"] == [[2]]
    assert untraced["truncated"] == 24
    assert untraced["crumbs"][-1] == {"category": "query", "message": "SELECT %s"}
