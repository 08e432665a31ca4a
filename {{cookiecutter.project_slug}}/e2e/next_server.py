"""`next start` by itself, with an ingest that may be out of order; no Django, no browser."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

from dev.build import build, is_current
from dev.with_services import free_port
from e2e.canary_service import prepared
from e2e.failing_web import MODE
from tests.telemetry.ingest import Ingest

PATIENCE = 60  # seconds
HEADERS = {"Cookie": "sessionid=nobodys"}  # which gets past the proxy; there is no Django to ask


@dataclass
class NextServer:
    """A server that is running, and what it prints."""

    port: int
    ingest: Ingest
    process: subprocess.Popen[bytes]
    output: Path

    def ask(
        self, path: str, request_id: str = "", patience: float = PATIENCE
    ) -> tuple[int, bytes, float]:
        """Return status, body and seconds of one request."""
        begin = time.monotonic()
        with self.begun(path, request_id, patience) as answer:
            body = answer.read()
        return answer.status, body, time.monotonic() - begin

    @contextmanager
    def begun(
        self, path: str, request_id: str, patience: float = PATIENCE
    ) -> Iterator[HTTPResponse]:
        """Yield an answer whose body is yet to come."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=patience)) as connection:
            connection.request("GET", path, headers=HEADERS | {"X-Request-ID": request_id})
            with closing(connection.getresponse()) as answer:
                yield answer

    def fail(self, times: int) -> tuple[list[str], list[float]]:
        """Have a route handler throw; return the requests' ids and seconds."""
        ids, taken = [], []
        for _ in range(times):
            ids.append(str(uuid.uuid4()))
            status, _, seconds = self.ask("/failures/route/throws", ids[-1])
            assert status == HTTPStatus.INTERNAL_SERVER_ERROR
            taken.append(seconds)
        return ids, taken

    def lost(self) -> dict[str, int]:
        """Return what the server says that it lost of errors."""
        found = json.loads(self.ask("/healthz")[1])["telemetry"]["lost"]
        return {name: count for name, count in found.items() if name.startswith("error:")}

    def events(self, request_id: str) -> list[dict[str, Any]]:
        """Return the events of a request."""
        every = self.ingest.items("event")
        return [one for one in every if one["tags"].get("request_id") == request_id]

    def memory(self) -> int:
        """Return its resident memory, in kB; 0 where there is no /proc."""
        status = Path(f"/proc/{self.process.pid}/status")
        return int(status.read_text().partition("VmRSS:")[2].split()[0]) if status.exists() else 0

    def end(self) -> int:
        """Send SIGTERM; return the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def lines(self) -> list[str]:
        """Return what it has printed."""
        return self.output.read_text().splitlines()


@contextmanager
def next_server(folder: Path, ingest: Ingest, **changes: str) -> Iterator[NextServer]:
    """Serve the copy of the service that has the failures, built if it is not."""
    root, node = prepared(), shutil.which("node") or "node"
    service = json.loads((root / "service.json").read_text())
    environment = {
        **os.environ,
        "CANARIES": "1",
        "CANARIES_MODE": MODE,
        "CANARIES_THIRD_HOST_PORT": "9",
        "PHI_HASH_KEY": "a key",
        "TRACES_SAMPLE_RATE": "0",
        "RELEASE": "",
        "DEBUG": "",
        "API_URL": "http://127.0.0.1:9",
        "WEB_ORIGIN": "",
        "LOG_FORMAT": "json",
        service["variables"]["environment"]: service["defaults"]["environment"],
        service["variables"]["frontend_dsn"]: ingest.dsn,
        **changes,
    }
    if not is_current(root):
        status, said = build(root, node, environment, folder)
        assert status == 0, said
    port, output = free_port(), folder / f"next-{uuid.uuid4().hex}.out"
    with (
        output.open("wb") as printed,
        subprocess.Popen(
            [node, "scripts/next.mjs", "start", "--hostname", "127.0.0.1", "--port", str(port)],
            cwd=root / "frontend",
            env=environment,
            stdout=printed,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        server = NextServer(port, ingest, process, output)
        try:
            _wait(server)
            yield server
        finally:
            process.kill()


def _wait(server: NextServer) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            server.ask("/healthz")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(server.output.read_text())
