"""What Sentry costs a request: the service under gunicorn without it, with the stock SDK, and behind the gate.

    python benchmarks/requests PATH-OF-A-BAKED-SERVICE [--rounds 7] [--requests 60] [--json]

All ways run side by side, one worker each; in every round they answer the same requests over one kept
connection, a few at a time in turns, and whoever begins changes. `cpu` is the CPU time of the worker's
process, all threads, a request; it is read once everything that a round captured has been sent (`flush`), so
what happens in the background is in it. `answer` is what the client waits. Whether a request is traced is
said by its `sentry-trace` header, as by a web app in front. What the ingest gets is counted, so that nothing
is cheap because it was lost.

`off` is the service without a DSN, `stock` the same with `sentry_sdk.init(dsn, …)` in place of its door,
`ours` the service. `plain` ways have nothing of the template's: no request ids, no line of log per request,
errors logged as they are.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from report import Figures, report
from ways import WAYS, Server, Sink, prepare, trace

WARM_UP: Final = 25  # requests of each kind
AT_A_TIME: Final = 10  # requests, until it is another way's turn
FEWEST_ROUNDS: Final = 5


@dataclass(frozen=True)
class Kind:
    """One sort of request."""

    method: str
    path: str
    status: int
    sampled: bool = False
    body: Any = None
    items: dict[str, int] = field(default_factory=dict)  # that the ingest gets of each, by type


def kinds(patient: str) -> dict[str, Kind]:
    """Return the requests that are measured."""
    wrong = {"mrn": "no number", "first_name": "", "date_of_birth": "yesterday", "email": "nobody"}
    return {
        "clean": Kind("GET", "/api/patients/", 200),
        "clean, sampled": Kind("GET", "/api/patients/", 200, sampled=True, items={"transaction": 1}),
        "error": Kind("GET", f"/bench/failing/{patient}/", 500, items={"event": 1}),
        "validation": Kind("POST", "/api/patients/", 400, body=wrong),
    }


@dataclass
class Tally:
    """What a round's requests of one kind cost one way."""

    cpu: float = 0.0  # seconds of the worker
    waited: list[float] = field(default_factory=list)  # seconds of the client, a request
    arrived: Counter[str] = field(default_factory=Counter)  # items by type, and bytes

    def values(self) -> dict[str, float]:
        """Return milliseconds a request of the worker's CPU, and of the client's; bytes a request."""
        count = len(self.waited)
        return {
            "cpu": self.cpu / count * 1000,
            "answer": statistics.median(self.waited) * 1000,
            "bytes": self.arrived["bytes"] / count,
        }


def ask(server: Server, kind: Kind, requests: int, tally: Tally) -> None:
    """Make some requests."""
    for _ in range(requests):
        start = perf_counter()
        status, body, _ = server.ask(kind.method, kind.path, kind.body, **trace(sampled=kind.sampled))
        tally.waited.append(perf_counter() - start)
        if status != kind.status:
            raise SystemExit(f"{kind.method} {kind.path} was answered with {status}: {body[:300]!r}")


def measure_round(servers: dict[str, Server], sink: Sink, kind: Kind, requests: int) -> dict[str, Tally]:
    """Return what the requests of one kind cost each way."""
    tallies = {name: Tally(cpu=-server.cpu_seconds()) for name, server in servers.items()}
    names = list(servers)
    for done in range(0, requests, AT_A_TIME):
        names = names[1:] + names[:1]
        for name in names:
            ask(servers[name], kind, min(AT_A_TIME, requests - done), tallies[name])
    for name, server in servers.items():
        tallies[name].cpu += server.cpu_seconds()
    for name, arrived in sink.counts().items():
        tallies[name].arrived.update(arrived)
    return tallies


def run(service: Path, rounds: int, requests: int) -> Figures:
    """Return the figures of each round, by kind, measure and way."""
    figures: Figures = {}
    sink = Sink(service / ".venv" / "bin" / "python")
    servers: dict[str, Server] = {}
    with tempfile.TemporaryDirectory() as var:
        try:
            prepare(service, Path(var))
            for name, way in WAYS.items():
                servers[name] = Server(service, Path(var), way, sink.dsn(name))
            found = json.loads(servers["off"].ask("GET", "/api/patients/")[1])
            wanted = kinds(found["results"][0]["id"])
            for kind in wanted.values():  # what comes once, and what starting sent
                measure_round(servers, sink, kind, WARM_UP)
            for _ in range(rounds):
                for label, kind in wanted.items():
                    for name, tally in measure_round(servers, sink, kind, requests).items():
                        _check(tally.arrived, kind, name, requests)
                        for measure, value in tally.values().items():
                            rows = figures.setdefault(label, {}).setdefault(measure, {})
                            rows.setdefault(name, []).append(value)
        finally:
            for server in servers.values():
                server.close()
            sink.close()
    return figures


def _check(arrived: Counter[str], kind: Kind, name: str, requests: int) -> None:
    """End if the ingest did not get of each request what it should."""
    for item in ("event", "transaction"):
        wanted = kind.items.get(item, 0) * requests * WAYS[name].sends
        if arrived[item] != wanted:
            raise SystemExit(f"{name}: {wanted} of {item} should have arrived at the ingest, not {dict(arrived)}.")


def main() -> None:
    """Measure, print, and exit with 1 if a mark is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("service", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--requests", type=int, default=60, help="of each kind, way and round")
    parser.add_argument("--json", action="store_true", help="print every round's figures instead of the table")
    given = parser.parse_args()
    service = given.service.resolve()
    if not (service / ".venv" / "bin" / "python").exists():
        sys.exit(f"{given.service} is no baked service with a .venv. Run `make setup` there first.")
    if given.rounds < FEWEST_ROUNDS or given.requests < AT_A_TIME:
        sys.exit(
            f"--rounds {given.rounds} --requests {given.requests} is not accepted; "
            f"give at least {FEWEST_ROUNDS} rounds of {AT_A_TIME} requests (e.g. --rounds 7 --requests 60)."
        )
    figures = run(service, given.rounds, given.requests)
    if given.json:
        print(json.dumps(figures))
        return
    sys.exit(report(figures, given.rounds, given.requests))


if __name__ == "__main__":
    main()
