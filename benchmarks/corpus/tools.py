"""Runs the engine in both languages, and its peers: all of them read JSON lines and answer them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PEER_PYTHON = ROOT / "build" / "benchmark-venv" / "bin" / "python"
PEER_NODE = ROOT / "build" / "benchmark-node"
LANGUAGES = ("python", "node")
PEERS = ("sentry-sdk", "relay", "relay, strong", "logfire")


@dataclass(frozen=True)
class Tool:
    """A scrubber: a command, and the folder in which it runs."""

    name: str
    command: tuple[str, ...]
    folder: Path

    def answers(self, asked: Sequence[Any], text: bool = False) -> list[Any]:
        """Return the answer to each question; None where there is none. `text` asks for texts, not for events."""
        name = "text" if text else "event"
        with tempfile.TemporaryFile("w+", encoding="utf-8") as questions:
            for number, one in enumerate(asked):
                questions.write(json.dumps({"id": number, name: one}) + "\n")
            questions.seek(0)
            done = subprocess.run(self.command, cwd=self.folder, stdin=questions, capture_output=True, text=True, check=False)  # fmt: skip
        found: dict[int, Any] = {}
        for line in done.stdout.splitlines():
            answer = json.loads(line)
            found[answer["id"]] = answer[name]
        if len(found) < len(asked):
            sys.stderr.write(
                f"{self.name}: {len(asked) - len(found)} of {len(asked)} unanswered. {done.stderr[-300:]}\n"
            )
        return [found.get(number) for number in range(len(asked))]


def engine(service: Path, language: str, policy: Path, mode: str) -> Tool:
    """Return the service's own command."""
    given = ("--policy", str(policy), "--free-text", mode)
    if language == "python":
        return Tool("engine, Python", (str(service / ".venv/bin/python"), "-m", "phi", *given), service / "backend")
    return Tool("engine, Node", ("node", "scripts/phi.mjs", *given), service / "frontend")


def peers() -> list[Tool]:
    """Return the others; ends with one line if they are not installed."""
    if not PEER_PYTHON.exists() or not (PEER_NODE / "node_modules").exists():
        sys.exit("The peers are not installed. Run `make bench`, or give --no-peers.")
    script = str(ROOT / "benchmarks" / "corpus" / "peer.py")
    found = [Tool(name, (str(PEER_PYTHON), script, name), ROOT) for name in PEERS]
    return [*found, Tool("redact-pii (Node)", ("node", str(ROOT / "benchmarks" / "phi.mjs"), "redact-pii"), ROOT)]


def started(command: tuple[str, ...], folder: Path) -> subprocess.Popen[str]:
    """Start a tool that answers while it runs."""
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    return subprocess.Popen(
        command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    )
