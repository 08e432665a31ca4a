"""A web server of the service's that tests can make fail, and what the ingest has of each request.

A request is known again by the trace that it begins.
"""

from __future__ import annotations

import atexit
import http.client
import os
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from dev.with_services import free_port
from tests.processes import BACKEND, GUNICORN, MANAGE, environment, run
from tests.settings import SERVICE
from tests.telemetry.ingest import Ingest

PATIENCE = 30  # seconds
NO_ANSWER = 0  # in place of a status
UVICORN = [sys.executable, "-m", "uvicorn", "config.asgi:application", "--no-access-log"]


@dataclass
class Answer:
    """What a request was answered with."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float


@dataclass
class Web:
    """A server of the service's, with state of its own."""

    var: Path
    ingest: Ingest
    changes: dict[str, str]
    port: int = 0
    traces: dict[str, str] = field(default_factory=dict)  # of requests, by the names given to them
    asked: dict[str, str] = field(default_factory=dict)  # the spans that asked, likewise
    answers: dict[str, Answer] = field(default_factory=dict)

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a management command to its end."""
        return run([*MANAGE, *arguments], **self.changes)

    def ask(
        self,
        name: str,
        path: str,
        method: str = "GET",
        body: str | None = None,
        headers: dict[str, str] | None = None,
        patience: float = PATIENCE,
    ) -> Answer:
        """Make one request; an answer that breaks off, or never begins, is no error."""
        trace = self.traces.setdefault(name, uuid.uuid4().hex)
        span = self.asked.setdefault(name, uuid.uuid4().hex[:16])
        sent = {"sentry-trace": f"{trace}-{span}-1", **(headers or {})}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=patience)
        begin = time.monotonic()
        try:
            connection.request(method, path, body, sent)
            answer = _read(connection, begin)
        except ConnectionResetError:
            answer = Answer(NO_ANSWER, {}, b"", time.monotonic() - begin)
        finally:
            connection.close()
        self.answers[name] = answer
        return answer

    def events(self, name: str) -> list[dict[str, Any]]:
        """Return the events of the request called `name`."""
        return [
            one
            for one in self.ingest.items("event")
            if one["contexts"]["trace"]["trace_id"] == self.traces[name]
        ]


def _read(connection: http.client.HTTPConnection, begin: float) -> Answer:
    answer = connection.getresponse()
    try:
        content = answer.read()
    except (http.client.IncompleteRead, ConnectionError):
        content = b""
    return Answer(answer.status, dict(answer.getheaders()), content, time.monotonic() - begin)


def prepared(var: Path, ingest: Ingest, **changes: str) -> Web:
    """Return the service with the failures app and an empty database, not running yet."""
    state = {
        "VAR_DIR": str(var),
        "DJANGO_SETTINGS_MODULE": "failures.settings",
        "FAILURES": "1",
        "DATABASE_URL": os.environ.get("DATABASE_URL", ""),
        "TRACES_SAMPLE_RATE": "0",
        SERVICE["variables"]["backend_dsn"]: ingest.dsn,
        **changes,
    }
    for file in _migrated(state["DATABASE_URL"]).glob("db.sqlite3*"):
        shutil.copy(file, var)
    return Web(var, ingest, state)


@cache
def _migrated(url: str) -> Path:
    """Return a folder whose database is empty; one elsewhere, at `url`, is merely made ready."""
    folder = Path(tempfile.mkdtemp(prefix="clinic-rows-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    nowhere = {SERVICE["variables"]["backend_dsn"]: ""}
    changes = {"VAR_DIR": str(folder), "DATABASE_URL": url, **nowhere}
    done = run([*MANAGE, "migrate", "-v0"], **changes)
    assert done.returncode == 0, done.stderr
    return folder


@contextmanager
def serving(web: Web, command: list[str] = GUNICORN) -> Iterator[subprocess.Popen[bytes]]:
    """Serve until the block ends; then SIGTERM, after which all that was captured has arrived."""
    web.port = free_port()
    command = [*command, "--port", str(web.port)] if command == UVICORN else command
    with (
        (web.var / "web.log").open("ab") as output,
        subprocess.Popen(
            command,
            cwd=BACKEND,
            env=environment(**web.changes, API_PORT=str(web.port)),
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as server,
    ):
        try:
            _wait(web, server)
            yield server
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE)


def _wait(web: Web, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if web.ask("start", "/healthz").status == http.client.OK:
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError((web.var / "web.log").read_text())
