"""A worker or a beat that tests can make fail, and what the ingest has of it."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.processes import BACKEND, CELERY, MANAGE, environment, run
from tests.settings import SERVICE
from tests.telemetry.ingest import Ingest

PATIENCE = 60  # seconds
WORKER = ("worker", "--pool=prefork", "--concurrency=2", "--loglevel=INFO")
BEAT = ("beat", "--loglevel=INFO", "--pidfile=", "--max-interval=1")


@dataclass
class Celery:
    """Celery's processes with the failures app, with state of their own."""

    var: Path
    ingest: Ingest
    settings: str = "failures.celery_settings"
    more: dict[str, str] = field(default_factory=dict)  # in the environment

    @property
    def changes(self) -> dict[str, str]:
        """Return what differs in the processes' environment."""
        return {
            "VAR_DIR": str(self.var),
            "DJANGO_SETTINGS_MODULE": self.settings,
            "FAILURES": "1",
            "CELERY_BROKER_URL": os.environ.get("CELERY_BROKER_URL", ""),
            SERVICE["variables"]["backend_dsn"]: self.ingest.dsn,
            **self.more,
        }

    def shell(self, code: str) -> subprocess.CompletedProcess[str]:
        """Run a line in a process that sends tasks."""
        return run([*MANAGE, "shell", "-v0", "-c", code], **self.changes)

    def marks(self, name: str) -> list[str]:
        """Return what tasks left behind."""
        file = self.var / "marks" / name
        return file.read_text().split() if file.exists() else []

    def log(self) -> str:
        """Return what the processes have printed."""
        return "".join(file.read_text() for file in sorted(self.var.glob("*.log")))

    def events(self, key: Callable[[dict[str, Any]], bool]) -> list[dict[str, Any]]:
        """Return the events that are so."""
        return [one for one in self.ingest.items("event") if key(one)]

    def check_ins(self, monitor: str) -> list[str]:
        """Return what was said of the monitor's run, each with the whole of its configuration."""
        said = [one for one in self.ingest.items("check_in") if one["monitor_slug"] == monitor]
        assert len({one["check_in_id"] for one in said}) <= 1
        each_minute = {"type": "interval", "value": 1, "unit": "minute"}
        assert all(one["monitor_config"]["schedule"] == each_minute for one in said)
        return [one["status"] for one in said]

    def requeued(self, task: str) -> int:
        """Return how many losses of the task were counted."""
        entries = [one for batch in self.ingest.items("trace_metric") for one in batch["items"]]
        return sum(
            one["value"]
            for one in entries
            if one["name"] == "tasks.requeued" and one["attributes"]["transaction"]["value"] == task
        )


@contextmanager
def running(
    celery: Celery, *command: str, gently: bool = True
) -> Iterator[subprocess.Popen[bytes]]:
    """Run until the block ends; then SIGTERM, after which all that was captured has arrived.

    Not `gently`: kill it with its children.
    """
    with (
        (celery.var / f"{command[0]}.log").open("wb") as output,
        subprocess.Popen(
            [*CELERY, *command],
            cwd=BACKEND,
            env=environment(**celery.changes),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as process,
    ):
        try:
            yield process
        finally:
            try:
                if gently:
                    process.terminate()
                    process.wait(timeout=PATIENCE)
            finally:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)


def until(celery: Celery, done: Callable[[], bool]) -> None:
    """Return once `done`; fail with the process's log if that takes too long."""
    deadline = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < deadline, celery.log()
        time.sleep(0.1)


def alive(pids: list[str]) -> list[int]:
    """Return the processes that are still there."""
    found = []
    for pid in map(int, pids):
        with suppress(ProcessLookupError):
            os.kill(pid, 0)
            found.append(pid)
    return found
