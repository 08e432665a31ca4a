"""Ways past the gate, tried in processes of their own against a real ingest.

Each drill plants a canary, sends something that arrives, and looks for the canary in whatever the
ingest and the process's own output hold.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from observability import setup
from tests.telemetry import hostile
from tests.telemetry.ingest import Ingest
from tests.telemetry.sdk_facts import paths

if TYPE_CHECKING:
    from collections.abc import Iterator

LET_OUT = json.loads(Path(__file__).with_name("gate_facts.json").read_text(encoding="utf-8"))
BACKEND = Path(setup.__file__).resolve().parent.parent

START = """
import os, subprocess, sys, threading, warnings
from pathlib import Path
import sentry_sdk
from sentry_sdk.transport import HttpTransport
from observability import checks, setup

dsn, canary, address = sys.argv[1:4]
setup.start(dsn=dsn, environment="staging", release="1.2.3", traces_sample_rate=1.0,
            backend_root=Path.cwd())

def plant():
    patient = canary
    sentry_sdk.set_tag("who", canary)
    sentry_sdk.set_user({"id": 17, "username": canary})
    sentry_sdk.add_breadcrumb(message=canary, category=canary, data={canary: canary})
    try:
        raise ValueError(canary)
    except ValueError:
        sentry_sdk.capture_exception()
    sentry_sdk.capture_message(canary)
    sentry_sdk.logger.error(canary, attributes={"a": canary})
    sentry_sdk.metrics.count("reminders.sent", 1, attributes={"a": canary})
    sentry_sdk.metrics.count(canary, 1)

def spans():
    with sentry_sdk.start_transaction(name=canary, source="custom", op=canary):
        with sentry_sdk.start_span(op=canary, name=canary) as span:
            span.set_data(canary, canary)

def streamed():
    with sentry_sdk.traces.start_span(name=canary, attributes={"sentry.op": canary, "a": canary}):
        with sentry_sdk.traces.start_span(name=canary, attributes={canary: canary}):
            plant()

DRILL

sentry_sdk.get_client().close(timeout=10)
print("problems:", [line for line in checks.problems()])
"""

DRILLS = {
    "as it should be": "plant(); spans()",
    "second init": "sentry_sdk.init(dsn=dsn); plant(); spans()",
    "second init, a release and an environment named after a patient": (
        "sentry_sdk.init(dsn=dsn, release='v1+Mary', environment='Johnson', traces_sample_rate=1)"
        "; plant(); spans(); streamed()"
    ),
    "second init, its own transport": (
        "sentry_sdk.init(dsn=dsn, transport=HttpTransport, traces_sample_rate=1); plant(); spans()"
    ),
    "second init, debug": "sentry_sdk.init(dsn=dsn, debug=True, traces_sample_rate=1); plant()",
    "second init, a function for a transport": (
        "sentry_sdk.init(dsn=dsn, transport=lambda event: print(event)); plant()"
    ),
    "second init, an object for a transport": (
        "sentry_sdk.init(dsn=dsn, transport=HttpTransport({**sentry_sdk.get_client().options}));"
        "plant()"
    ),
    "second client on a scope": (
        "sentry_sdk.get_current_scope().set_client(sentry_sdk.Client(dsn=dsn)); plant(); spans()"
    ),
    "spotlight, set after the start": (
        "os.environ['SENTRY_SPOTLIGHT'] = address; sentry_sdk.init(dsn=dsn); plant(); spans()"
    ),
    "spotlight as an option": "sentry_sdk.init(dsn=dsn, spotlight=address); plant()",
    "envelope printer, set after the start": (
        "os.environ['SENTRY_PRINT_ENVELOPES'] = '1'; sentry_sdk.init(dsn=dsn); plant()"
    ),
    "debug, set after the start": (
        "os.environ['SENTRY_DEBUG'] = '1'; sentry_sdk.init(dsn=dsn); plant()"
    ),
    "worker thread": "one = threading.Thread(target=plant); one.start(); one.join()",
    "worker thread that dies": (
        "threading.excepthook = lambda args: sentry_sdk.capture_exception(args.exc_value)\n"
        "def die(): raise ValueError(canary)\n"
        "one = threading.Thread(target=die); one.start(); one.join()"
    ),
    "streamed spans": (
        "sentry_sdk.init(dsn=dsn, trace_lifecycle='stream', traces_sample_rate=1); streamed()"
    ),
    "everything collected": (
        "sentry_sdk.init(dsn=dsn, data_collection={}, include_local_variables=True,"
        " include_source_context=True, traces_sample_rate=1, attach_stacktrace=True,"
        " server_name=canary); plant(); spans()"
    ),
    "hooks that raise": (
        "def fail(*_): raise RuntimeError(canary)\n"
        "client = sentry_sdk.get_client()\n"
        "client.options['before_breadcrumb'] = client.options['before_send_span'] = fail\n"
        "sentry_sdk.get_global_scope().add_event_processor(fail)\n"
        "plant(); spans()"
    ),
    "fork": (
        "plant()\n"
        "child = os.fork()\n"
        "if child == 0:\n"
        "    plant(); sentry_sdk.flush(5); os._exit(0)\n"
        "os.waitpid(child, 0)"
    ),
    "child process": (
        "with sentry_sdk.start_transaction(name=canary, source='custom'):\n"
        "    seen = subprocess.run([sys.executable, '-c', 'import os; print(sorted(os.environ))'],"
        " capture_output=True, text=True, check=True).stdout\n"
        "assert 'SUBPROCESS_' not in seen, 'trace headers went to a child'\n"
        "plant()"
    ),
}


@pytest.fixture(scope="module")
def ingest() -> Iterator[Ingest]:
    server = Ingest()
    yield server
    server.close()


def run(ingest: Ingest, drill: str) -> subprocess.CompletedProcess[str]:
    ingest.bodies.clear()
    return subprocess.run(
        [
            *(sys.executable, "-W", "ignore", "-c", START.replace("DRILL", drill)),
            *(ingest.dsn, hostile.CANARY, ingest.address),
        ],
        cwd=BACKEND,
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("name", DRILLS)
def test_nothing_of_the_canary_leaves(ingest: Ingest, name: str) -> None:
    done = run(ingest, DRILLS[name])
    assert done.returncode == 0, done.stderr
    arrived = ingest.everything()
    if name != "hooks that raise":
        assert ingest.items("event"), "nothing arrived, so that nothing is shown"
    assert arrived
    for part in ("Mary", "Johnson", "123-45-6789"):
        assert part.encode() not in arrived
        assert part not in done.stdout + done.stderr
    assert ("more than once" in done.stdout) is (
        "init(" in DRILLS[name] or "Client(" in DRILLS[name]
    )


@pytest.mark.parametrize("drill", ["everything collected", "streamed spans"])
def test_what_the_gate_lets_out_of_real_items_golden(ingest: Ingest, drill: str) -> None:
    run(ingest, DRILLS[drill])
    found = {
        kind: sorted(set().union(*map(paths, ingest.items(kind))))
        for kind in ("event", "transaction", "log", "trace_metric", "span", "session", "sessions")
    }
    assert {kind: places for kind, places in found.items() if places} == LET_OUT[drill]


def test_metrics_and_logs_arrive_rebuilt(ingest: Ingest) -> None:
    run(ingest, DRILLS["as it should be"])
    (metrics,) = ingest.items("trace_metric")
    assert [one["name"] for one in metrics["items"]] == ["reminders.sent"]
    (logs,) = ingest.items("log")
    assert [one["body"] for one in logs["items"]] == ["[text] [ssn]"]
    (transaction,) = ingest.items("transaction")
    assert transaction["transaction"] == "[unrouted]"
    (exception,) = [one for one in ingest.items("event") if "exception" in one]
    assert exception["exception"]["values"][0]["type"] == "ValueError"
    assert exception["user"]["id"].startswith("[id:")


def test_streamed_spans_arrive_rebuilt(ingest: Ingest) -> None:
    run(ingest, DRILLS["streamed spans"])
    (batch,) = ingest.items("span")
    # A segment is a member of the route table or nothing; a span's name is a text.
    assert [one["name"] for one in batch["items"]] == ["[text] [ssn]", "[span]"]
    assert batch["items"][-1]["attributes"]["sentry.op"]["value"] == "[op]"


NAMES = """
from sentry_sdk.tracing_utils import Baggage
import django
django.setup()
for name, kept in ((canary, None), ("/api/patients/{pk}/", "/api/patients/{pk}/")):
    with sentry_sdk.start_transaction(name=name, source="route") as transaction:
        headers = dict(sentry_sdk.get_current_scope().iter_trace_propagation_headers())
        items = Baggage.from_incoming_header(headers["baggage"]).sentry_items
        assert items.get("transaction") == kept, items
        meta = sentry_sdk.get_current_scope().trace_propagation_meta()
        assert "Mary" not in meta
        plant()
transaction = sentry_sdk.continue_trace({
    "HTTP_SENTRY_TRACE": "fedcba98765442108edcba9876543210-0123456789abcdef-1",
    "HTTP_BAGGAGE": f"sentry-transaction={canary},sentry-trace_id={canary},other={canary}",
}, name="/healthz", source="route")
assert transaction.trace_id == "fedcba98765442108edcba9876543210"
with sentry_sdk.start_transaction(transaction):
    items = transaction.get_baggage().sentry_items
    assert "Mary" not in str(items), items
    assert (items["trace_id"], items["transaction"]) == (transaction.trace_id, "/healthz")
"""


TRACES = """
for given, kept in (
    ("fedcba98765442108edcba9876543210", True),
    ("00000000000000000000000123456789", False),
    ("fedcba9876543210fedcba9876543210", False),
    (canary, False),
):
    header = f"{given}-0123456789abcdef-1"
    made = sentry_sdk.continue_trace({"HTTP_SENTRY_TRACE": header}, name="/healthz")
    assert (made.trace_id == given) is kept, given
plant()
"""


def test_a_callers_trace_is_kept_if_its_id_has_the_shape_of_a_random_one(ingest: Ingest) -> None:
    done = run(ingest, TRACES)
    assert done.returncode == 0, done.stderr


def test_a_transactions_name_is_the_same_everywhere(ingest: Ingest) -> None:
    done = run(ingest, NAMES)
    assert done.returncode == 0, done.stderr
    assert "Mary" not in done.stdout + done.stderr
    assert b"Mary" not in ingest.everything()
    names = [one["transaction"] for one in ingest.items("transaction")]
    assert names == ["[unrouted]", "/api/patients/{pk}/", "/healthz"]
    headers = [json.loads(body.split(b"\n", 1)[0]) for body in ingest.bodies]
    in_headers = [header["trace"].get("transaction") for header in headers if "trace" in header]
    assert set(in_headers) == {None, "/api/patients/{pk}/", "/healthz"}
