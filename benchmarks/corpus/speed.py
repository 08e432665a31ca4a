"""The tables of time: microseconds of CPU per KB, each event a fresh one, tools in turn, and growth with size."""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from pathlib import Path
from random import Random
from typing import IO, Any, cast

from corpus import report, telemetry
from corpus.tools import PEER_PYTHON, PEERS, ROOT, Tool, started

KB = 1024
SIZE = 44 * KB
SIZES = (1, 4, 16, 64, 256, 1024)
HARD_SIZE = 16 * KB
# Node compiles what runs often; a service has run for long.
WARM_UP = 25

# The engine in the service's own Python, by its public names only.
PYTHON = r"""
import json, sys, time
from pathlib import Path
import phi
from phi import policy
loaded = policy.load(Path(sys.argv[1]))
for line in sys.stdin:
    asked = json.loads(line)
    event = asked["event"]
    start = time.process_time()
    phi.scrub_event(event, loaded)
    print(json.dumps({"id": asked["id"], "seconds": time.process_time() - start}), flush=True)
"""


class Timed:
    """A tool that runs on, and tells what each event cost it."""

    def __init__(self, name: str, command: tuple[str, ...], folder: Path) -> None:
        """Start it."""
        self.name = name
        self.process = started(command, folder)
        self.into, self.out = cast("IO[str]", self.process.stdin), cast("IO[str]", self.process.stdout)

    def cost(self, event: dict[str, Any]) -> float:
        """Return microseconds per KB."""
        text = json.dumps(event)
        self.into.write(f'{{"id": 0, "event": {text}}}\n')
        self.into.flush()
        answer = self.out.readline()
        if not answer:
            sys.exit(f"{self.name} ended while it was measured; its error stands above.")
        return float(json.loads(answer)["seconds"]) * 1e6 / (len(text) / KB)

    def close(self) -> None:
        """Let it end."""
        self.into.close()
        self.process.wait()


def timed(service: Path, policies: dict[str, Path], languages: list[str], peers: bool) -> list[Timed]:
    """Start every tool that is to be measured: the engine in both languages and modes, then its peers."""
    found = []
    for mode, policy in policies.items():
        python = (str(service / ".venv/bin/python"), "-c", PYTHON, str(policy))
        node = (
            "node",
            str(ROOT / "benchmarks" / "phi.mjs"),
            "engine",
            str(service / "frontend"),
            str(policy),
            mode,
            "--time",
        )
        if "python" in languages:
            found.append(Timed(f"engine, Python, {mode}", python, service / "backend"))
        if "node" in languages:
            found.append(Timed(f"engine, Node, {mode}", node, service / "frontend"))
    if peers:
        script = str(ROOT / "benchmarks" / "corpus" / "peer.py")
        found += [Timed(name, (str(PEER_PYTHON), script, name, "--time"), ROOT) for name in PEERS]
        found.append(
            Timed("redact-pii (Node)", ("node", str(ROOT / "benchmarks" / "phi.mjs"), "redact-pii", "--time"), ROOT)
        )
    return found


def run(service: Path, policies: dict[str, Path], peers: list[Tool], given: argparse.Namespace) -> None:
    """Print the tables."""
    rng = Random(given.seed)
    tools = timed(service, policies, given.languages, bool(peers))
    for tool in tools:
        for _ in range(WARM_UP):
            tool.cost(telemetry.event(rng, SIZE))
    costs: dict[str, list[float]] = {tool.name: [] for tool in tools}
    for _ in range(given.rounds):
        for tool in tools:
            costs[tool.name].append(statistics.median(tool.cost(telemetry.event(rng, SIZE)) for _ in range(5)))
    growth = {
        tool.name: [
            statistics.median(tool.cost(telemetry.event(rng, size * KB)) for _ in range(5 if size < 200 else 3))
            for size in SIZES
        ]
        for tool in tools
    }
    rows = [
        [name, f"{statistics.median(cost):.0f}", f"{min(cost):.0f}", *(f"{one:.0f}" for one in growth[name])]
        for name, cost in costs.items()
    ]
    head = ["tool", "44 KB", "best round", *(f"{size} KB" for size in SIZES)]
    sys.stdout.write(
        f"\nTime, seed {given.seed}, microseconds of CPU per KB: fresh events of 44 KB, median of {given.rounds} rounds of 5, "
        f"tools in turn; then events of other sizes.\n\n{report.table(head, rows)}\n"
    )
    hardest = []
    hard_texts = telemetry.hard_texts(service)
    for tool in tools:
        growths = sorted(((grown(tool, text), text) for text in hard_texts), reverse=True)
        hardest.append([tool.name, *(f"{text!a} {times:.1f}" for times, text in growths[:3])])
        tool.close()
    head = ["tool", "worst", "second", "third"]
    sys.stdout.write(
        f"\nWhat 4 times the text costs ({len(hard_texts)} hard texts of {HARD_SIZE // KB} KB; 4 is linear).\n\n{report.table(head, hardest)}\n"
    )


def grown(tool: Timed, text: str) -> float:
    """Return how many times the time four times the text costs; the best of three, so that noise does not count."""
    small = min(tool.cost(telemetry.hard(text, HARD_SIZE // 4, number)) for number in range(3))
    large = min(tool.cost(telemetry.hard(text, HARD_SIZE, number)) for number in range(3, 6))
    # Both are per KB.
    return 4 * large / max(small, 1e-3)
