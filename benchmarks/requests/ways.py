"""The service under real gunicorn, once for each way of having Sentry, and what a request costs it."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final, cast

OVERLAY: Final = Path(__file__).resolve().parent / "service"
PATIENCE: Final = 60  # seconds
USER: Final = {"username": "demo", "password": "demo-clinic"}  # as `manage.py seed` makes it


@dataclass(frozen=True)
class Way:
    """One way of having Sentry in the service."""

    door: str  # who begins: `ours` or `stock`
    sends: bool  # whether there is a DSN
    plain: bool = False  # without the template's middlewares, handler of DRF's errors and logs


WAYS: Final = {
    "off": Way("ours", sends=False),
    "stock": Way("stock", sends=True),
    "ours": Way("ours", sends=True),
    "plain off": Way("ours", sends=False, plain=True),
    "plain stock": Way("stock", sends=True, plain=True),
}


class Sink:
    """The ingest, in a process of its own."""

    def __init__(self, python: Path) -> None:
        """Start it with the service's Python, which can read what is sent."""
        self._process = subprocess.Popen(
            [python, OVERLAY / "bench_sink.py"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._out = cast("IO[str]", self._process.stdout)
        self._port = int(self._out.readline())

    def dsn(self, name: str) -> str:
        """Return where a way sends: to a project of its own."""
        return f"http://public@127.0.0.1:{self._port}/{_project(name)}"

    def counts(self) -> dict[str, dict[str, int]]:
        """Return how many items of each type each way sent since this was last asked, and `bytes` on the wire."""
        into = cast("IO[str]", self._process.stdin)
        into.write("\n")
        into.flush()
        said = json.loads(self._out.readline())
        return {name: said.get(_project(name), {}) for name in WAYS}

    def close(self) -> None:
        """End it."""
        cast("IO[str]", self._process.stdin).close()
        self._process.wait()


def _project(name: str) -> str:
    return str(1 + list(WAYS).index(name))


def environment(service: Path, var: Path, way: Way, dsn: str) -> dict[str, str]:
    """Return what the service's processes are started with: nothing of the developer's own."""
    answers = json.loads((service / "service.json").read_text(encoding="utf-8"))
    names = answers["variables"]
    given = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(OVERLAY),
        "PYTHONHASHSEED": "0",
        "DJANGO_SETTINGS_MODULE": "bench_settings",
        "BENCH_DOOR": way.door,
        "BENCH_PLAIN": "1" if way.plain else "",
        "ALLOWED_HOSTS": "127.0.0.1",
        "DEBUG": "false",
        "LOG_FORMAT": "json",
        "PHI_HASH_KEY": "only-for-benchmarks",
        "SECRET_KEY": "only-for-benchmarks",
        "TRACES_SAMPLE_RATE": "0.1",
        "RELEASE": "1.2.3",
        "VAR_DIR": str(var),
        names["environment"]: next(name for name in answers["environments"] if name != "production"),
        names["backend_dsn"]: dsn if way.sends else "",
    }
    # Set but empty wins over a developer's .env and means the default.
    unset = ("CELERY_BROKER_URL", "DATABASE_URL", "EMAIL_URL", "TRACES_SAMPLE_RATES", "CAPTURE_VALIDATION_ERRORS")
    return dict.fromkeys(unset, "") | given


def trace(*, sampled: bool) -> dict[str, str]:
    """Return the header by which whoever is in front says whether a trace is recorded."""
    return {"sentry-trace": f"{uuid.uuid4().hex}-{uuid.uuid4().hex[:16]}-{int(sampled)}"}


def prepare(service: Path, var: Path) -> None:
    """Make a database with the service's invented people."""
    for command in ("migrate", "seed"):
        subprocess.run(
            [service / ".venv" / "bin" / "python", "manage.py", command, "-v0"],
            cwd=service / "backend",
            env=environment(service, var, WAYS["off"], ""),
            check=True,
            stdout=subprocess.DEVNULL,
        )


class Server:
    """One gunicorn with one worker, asked over one connection that is kept."""

    def __init__(self, service: Path, var: Path, way: Way, dsn: str) -> None:
        """Start it, and wait until it answers."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self._log = (var / f"{port}.log").open("wb")
        self._process = subprocess.Popen(
            [service / ".venv" / "bin" / "python", "-m", "gunicorn", "config.wsgi", "--workers", "1"],
            cwd=service / "backend",
            env=environment(service, var, way, dsn) | {"API_PORT": str(port)},
            stdout=self._log,
            stderr=self._log,
        )
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self._cookie = "csrftoken=" + "a" * 32
        self._wait(Path(self._log.name))
        self._sign_in()

    def _wait(self, log: Path) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                self.ask("GET", "/healthz")
            except (OSError, http.client.HTTPException):
                self._connection.close()
                time.sleep(0.1)
            else:
                return
        raise SystemExit(f"The service did not start:\n{log.read_text()[-2000:]}")

    def _sign_in(self) -> None:
        status, _, headers = self.ask("POST", "/api/session/", USER, **trace(sampled=False))
        if status != http.client.OK:
            raise SystemExit(f"Nobody could sign in: {status}. Has patients/management/commands/seed.py changed?")
        self._cookie = "; ".join(value.partition(";")[0] for name, value in headers if name.lower() == "set-cookie")

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, bytes, list[tuple[str, str]]]:
        """Make one request; return status, body and headers of the answer."""
        token = self._cookie.partition("csrftoken=")[2].partition(";")[0]
        sent = {"Cookie": self._cookie, "X-CSRFToken": token, "User-Agent": "Mozilla/5.0", **headers}
        if body is not None:
            sent["Content-Type"] = "application/json"
        self._connection.request(method, path, None if body is None else json.dumps(body), sent)
        answer = self._connection.getresponse()
        return answer.status, answer.read(), answer.getheaders()

    def cpu_seconds(self) -> float:
        """Return the CPU time of the worker, all threads, after everything that waits has been sent."""
        return float(self.ask("GET", "/bench/cpu/", **trace(sampled=False))[1])

    def close(self) -> None:
        """End it."""
        self._connection.close()
        self._process.terminate()
        self._process.wait()
        self._log.close()
