"""The whole service as `make dev BUILT=1` runs it, with ports and a var folder of its own."""

from __future__ import annotations

import base64
import json
import os
import secrets
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dev.preflight import is_free

ROOT = Path(__file__).resolve().parent.parent
START_WITHIN = 300
STOP_WITHIN = 30
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class Sent:
    """One request that arrived at the sink, decompressed."""

    project: str
    wire: bytes
    envelope: dict[str, Any] | None

    def items(self, *types: str) -> list[dict[str, Any]]:
        """Return the payloads of the items of these types."""
        every = self.envelope["items"] if self.envelope else []
        return [item["json"] for item in every if item["headers"]["type"] in types]


@dataclass(frozen=True)
class Stack:
    """Where the running service is, and what it was started with."""

    web: str
    api: str
    sink: str
    var: Path
    key: str
    environment: str
    release: str
    seconds_to_start: float

    def sent(self, after: int = 0) -> list[Sent]:
        """Return what has arrived at the sink after its first ``after`` requests."""
        with _OPENER.open(f"{self.sink}/records?after={after}", timeout=60) as answer:
            content = json.load(answer)
        # None is missing in between: the sink forgets the oldest when it is full.
        ids = [record["id"] for record in content["records"]]
        assert ids == list(range(after + 1, after + 1 + len(ids)))
        return [
            Sent(
                project=record["path"].split("/")[2],
                wire=json.dumps([record["path"], record["headers"]]).encode()
                + b"\n"
                + base64.b64decode(record["body"]),
                envelope=record["envelope"],
            )
            for record in content["records"]
        ]

    def patients(self) -> list[dict[str, str]]:
        """Return the patients in the database, each field as text."""
        with closing(sqlite3.connect(f"file:{self.var}/db.sqlite3?mode=ro", uri=True)) as database:
            database.row_factory = sqlite3.Row
            rows = database.execute("SELECT * FROM patients_patient").fetchall()
        return [{name: str(row[name]) for name in row.keys()} for row in rows]  # noqa: SIM118


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()


def _wait_for_table(runner: subprocess.Popen[bytes], output: Path) -> None:
    deadline = time.monotonic() + START_WITHIN
    while time.monotonic() < deadline and runner.poll() is None:
        if "Ctrl-C stops everything" in output.read_text():
            return
        time.sleep(0.2)
    message = f"the stack did not start:\n{output.read_text()}"
    raise AssertionError(message)


def _still_running(var: Path) -> list[str]:
    """Return the processes that were told to use this folder, where the system shows it."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"VAR_DIR={var}".encode() in (process / "environ").read_bytes().split(b"\0"):
                found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found


def _assert_nothing_left(
    runner: subprocess.Popen[bytes], var: Path, ports: tuple[int, ...]
) -> None:
    assert runner.returncode == 0
    assert _still_running(var) == []
    assert all(is_free(port) for port in ports)


@contextmanager
def running(
    var: Path, root: Path = ROOT, extra: Mapping[str, str] | None = None
) -> Iterator[Stack]:
    """Start the stack, and stop it as Ctrl-C does. ``extra`` is added to its environment."""
    answers = json.loads((ROOT / "service.json").read_text())
    names = answers["variables"]
    web, api, sink = _free_ports(3)
    key, release = secrets.token_hex(16), secrets.token_hex(20)
    stages = answers["environments"]
    stage = "staging" if "staging" in stages else answers["defaults"]["environment"]
    environment = {
        **os.environ,
        "WEB_PORT": str(web),
        "API_PORT": str(api),
        "SINK_PORT": str(sink),
        "VAR_DIR": str(var),
        names["backend_dsn"]: f"http://{key}@127.0.0.1:{sink}/1",
        names["frontend_dsn"]: f"http://{key}@127.0.0.1:{sink}/2",
        names["environment"]: stage,
        "RELEASE": release,
        "TRACES_SAMPLE_RATE": "1",
        "DEBUG": "false",
        "SECRET_KEY": secrets.token_urlsafe(48),
        "PHI_HASH_KEY": secrets.token_urlsafe(48),
    }
    # Whatever this machine's .env says, these shall have their defaults.
    defaults = ("WEB_ORIGIN", "API_URL", "ALLOWED_HOSTS", "DATABASE_URL", "CELERY_BROKER_URL")
    environment |= dict.fromkeys((*defaults, "EMAIL_URL"), "")
    environment |= extra or {}
    begin = time.monotonic()
    output = var / "make-dev.out"
    with (
        output.open("wb") as said,
        subprocess.Popen(
            [sys.executable, "-m", "dev.up", "--built"],
            cwd=root,
            env=environment,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as runner,
    ):
        try:
            _wait_for_table(runner, output)
            yield Stack(
                web=f"http://localhost:{web}",
                api=f"http://127.0.0.1:{api}",
                sink=f"http://127.0.0.1:{sink}",
                var=var,
                key=key,
                environment=stage,
                release=release,
                seconds_to_start=time.monotonic() - begin,
            )
        finally:
            runner.send_signal(signal.SIGINT)
            runner.wait(STOP_WITHIN)
            _assert_nothing_left(runner, var, (web, api, sink))
