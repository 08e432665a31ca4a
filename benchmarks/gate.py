"""What the gate costs: a captured exception and a 300-span transaction, three ways, interleaved.

    python benchmarks/gate.py PATH-OF-A-BAKED-SERVICE [--rounds 40]

Each round runs every way once in its turn, so that a slow moment of the machine hits all alike:
`stock` (the SDK as `sentry_sdk.init(dsn)` leaves it, tracing on), `off` (the service's options,
every collection off, the SDK's own transport) and `gate` (the service as it is). Medians and their
ratios are printed as JSON; figures hold for one run on one machine.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO, cast

WORKER = r'''
import json, os, statistics, sys, time, warnings
warnings.simplefilter("ignore")
from pathlib import Path
way = sys.argv[1]
import sentry_sdk
from sentry_sdk.envelope import Envelope
from sentry_sdk.integrations.django import DjangoIntegration
from sentry_sdk.transport import HttpTransport
DSN = "http://public@127.0.0.1:9/1"
if way != "stock":
    from observability import gate, seal, setup
    if way == "off":
        setup.GateTransport = HttpTransport
        seal.close = lambda *_: None
        setup.checks.problems = list
        real = sentry_sdk.init
        setup.sentry_sdk.init = lambda **options: real(**{**options, "before_send": None})
    setup.start(dsn=DSN, environment="staging", release="1.2.3", traces_sample_rate=1.0,
                backend_root=Path.cwd())
import django
django.setup()
if way == "stock":
    sentry_sdk.init(dsn=DSN, traces_sample_rate=1.0, integrations=[DjangoIntegration()])
client = sentry_sdk.get_client()
queued = []
client.transport._worker.submit = lambda task: queued.append(task) or True
from django.conf import settings

sys.path.insert(0, sys.argv[2])
from bench_frames import fail

def exception():
    with sentry_sdk.isolation_scope() as scope:
        scope.clear_breadcrumbs()
        for number in range(50):
            sentry_sdk.add_breadcrumb(category="query", message="SELECT %s", data={"n": number})
        try:
            rows, mapping = list(range(40)), {str(n): n for n in range(30)}
            fail(23, 1, "text " * 20, rows, mapping, True, "Ada", 2.5)
        except ValueError as error:
            start = time.perf_counter()
            sentry_sdk.capture_exception(error)
            return time.perf_counter() - start

def transaction():
    with sentry_sdk.isolation_scope():
        one = sentry_sdk.start_transaction(name="/api/patients/", op="http.server", source="route")
        start = time.perf_counter()
        with one:
            for number in range(300):
                with sentry_sdk.start_span(op="db", name="SELECT * FROM patients") as span:
                    span.set_data("db.system", "sqlite")
        return time.perf_counter() - start

def inside(kind):
    """The gate's own share: its capture_envelope less the parent's."""
    kept = []
    original = type(client.transport).capture_envelope
    def measure(envelope):
        start = time.perf_counter()
        original(client.transport, envelope)
        kept.append(time.perf_counter() - start)
    client.transport.capture_envelope = measure
    (exception if kind == "exception" else transaction)()
    del client.transport.capture_envelope
    return max(kept)

def tripwire():
    from observability import tripwire as module
    import random
    word = lambda number: f"patients.models.{random.choice('PACD')}atient{number}.objects"
    item = {"frames": [{"function": word(n), "filename": f"patients/{n}.py"} for n in range(130)]}
    size = len(json.dumps(item))
    start = time.perf_counter()
    assert module.hit(item) is None
    return (time.perf_counter() - start) * 10_240 / size

kinds = {"exception": exception, "transaction": transaction}
if way == "gate":
    kinds |= {"tripwire": tripwire}
if way != "stock":
    kinds |= {"exception in transport": lambda: inside("exception"),
              "transaction in transport": lambda: inside("transaction")}
for function in kinds.values():
    for _ in range(5):
        function()
print("ready", flush=True)
for line in sys.stdin:
    kind = line.strip()
    queued.clear()
    print(kinds[kind]() * 1000, flush=True)
'''

# A file of its own, as a service's code has: the gate knows its names and passes its locals on.
FRAMES = """
def fail(depth, number, text, rows, mapping, flag, name, when):
    nested = {"text": text, "rows": rows[:3]}
    if depth == 0:
        raise ValueError(text)
    fail(depth - 1, number + 1, text, rows, mapping, flag, name, when)
"""

WAYS = ("stock", "off", "gate")
SHARED = ("exception", "transaction")


class Worker:
    """A process that has Sentry set up in one way, and measures when it is told to."""

    def __init__(self, service: Path, way: str, frames: str) -> None:
        """Start it."""
        environment = {
            "PATH": os.environ["PATH"],
            "SECRET_KEY": "only-for-benchmarks",
            "PHI_HASH_KEY": "only-for-benchmarks",
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "PYTHONHASHSEED": "0",
        }
        self.process = subprocess.Popen(
            [service / ".venv" / "bin" / "python", "-c", WORKER, way, frames],
            cwd=service / "backend",
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.into = cast("IO[str]", self.process.stdin)
        self.out = cast("IO[str]", self.process.stdout)
        self.line()

    def line(self) -> str:
        """Return the next line that the process says."""
        text = self.out.readline()
        if not text:
            sys.exit("A measuring process ended early; its error stands above.")
        return text

    def measure(self, kind: str) -> float:
        """Return milliseconds."""
        self.into.write(f"{kind}\n")
        self.into.flush()
        return float(self.line())

    def close(self) -> None:
        """End the process."""
        self.into.close()
        self.process.wait()


def main() -> None:
    """Measure, print, and exit with 1 if a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("service", type=Path)
    parser.add_argument("--rounds", type=int, default=40)
    given = parser.parse_args()
    service = given.service.resolve()
    if not (service / ".venv" / "bin" / "python").exists():
        sys.exit(f"{given.service} is no baked service with a .venv. Run `make setup` there first.")
    with tempfile.TemporaryDirectory() as frames:
        (Path(frames) / "bench_frames.py").write_text(FRAMES, encoding="utf-8")
        report(measured(service, frames, given.rounds), given.rounds)


def measured(service: Path, frames: str, rounds: int) -> dict[str, list[float]]:
    """Return milliseconds of each round, by way and kind."""
    workers = {way: Worker(service, way, frames) for way in WAYS}
    times: dict[str, list[float]] = {}
    for _ in range(rounds):
        for kind in SHARED:
            for way in WAYS:
                times.setdefault(f"{way} {kind}", []).append(workers[way].measure(kind))
            for way in ("off", "gate"):
                name = f"{kind} in transport"
                times.setdefault(f"{way} {name}", []).append(workers[way].measure(name))
        times.setdefault("tripwire 10 KB", []).append(workers["gate"].measure("tripwire"))
    for worker in workers.values():
        worker.close()
    return times


def report(times: dict[str, list[float]], rounds: int) -> None:
    """Print medians and ratios; exit with 1 if a target is missed."""
    median = {name: statistics.median(values) for name, values in times.items()}
    # End to end, and round by round: the gate, its hook that tells locals' shapes, all of it.
    added = {
        kind: statistics.median(
            gate - off for gate, off in zip(times[f"gate {kind}"], times[f"off {kind}"], strict=True)
        )
        for kind in SHARED
    }
    share = median["gate exception"] / median["stock exception"]
    targets = {
        "gate adds to an exception <= 0.5 ms": added["exception"] <= 0.5,
        "gate adds to a transaction <= 4 ms": added["transaction"] <= 4,
        "exception <= 1/5 of stock": share <= 0.2,
        "tripwire <= 0.6 ms per 10 KB": median["tripwire 10 KB"] <= 0.6,
    }
    sys.stdout.write(
        json.dumps(
            {
                "rounds": rounds,
                "median_ms": {name: round(value, 3) for name, value in median.items()},
                "gate_adds_ms": {kind: round(value, 3) for kind, value in added.items()},
                "exception_share_of_stock": round(share, 3),
                "targets": targets,
            },
            indent=2,
        )
        + "\n"
    )
    sys.exit(0 if all(targets.values()) else 1)


if __name__ == "__main__":
    main()
