"""Real servers for the time of a command."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from dev import with_services

ROOT = Path(__file__).resolve().parent.parent.parent
RUNNER = [sys.executable, "-m", "dev.with_services"]
TALK = """
import os, psycopg, redis
with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
    print(connection.execute("select 6 * 7").fetchone()[0], connection.info.port)
broker = redis.Redis.from_url(os.environ["CELERY_BROKER_URL"])
broker.set("key", "value")
print(broker.get("key").decode(), broker.connection_pool.connection_kwargs["port"])
raise SystemExit(5)
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """Yield a folder for the servers; root's PostgreSQL runs as someone else, who must pass."""
    with tempfile.TemporaryDirectory() as name:
        made = Path(name)
        made.chmod(0o711)
        yield made


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((with_services.HOST, port)) == 0


def test_a_command_finds_both_and_they_end_with_it(folder: Path) -> None:
    done = subprocess.run(
        [*RUNNER, "--", sys.executable, "-c", TALK],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 5, done.stderr
    answers, ports = zip(*(line.split() for line in done.stdout.splitlines()), strict=True)
    assert answers == ("42", "value")
    assert not any(is_open(int(port)) for port in ports)
    assert list(folder.iterdir()) == []


def test_sigterm_stops_everything(folder: Path) -> None:
    shows = "import os, time; print(os.environ['DATABASE_URL'], flush=True); time.sleep(60)"
    with subprocess.Popen(
        [*RUNNER, "--", sys.executable, "-c", shows],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(folder)},
        stdout=subprocess.PIPE,
        text=True,
    ) as runner:
        assert runner.stdout is not None
        port = int(runner.stdout.readline().rpartition(":")[2].partition("/")[0])
        assert is_open(port)
        runner.send_signal(signal.SIGTERM)
        assert runner.wait(timeout=30) == with_services.TERMINATED
    assert not is_open(port)
    assert list(folder.iterdir()) == []


def test_a_missing_wheel_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(with_services, "find_spec", lambda _: None)
    assert with_services.main(["--", "true"]) == with_services.UNAVAILABLE
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("No PostgreSQL or Redis-protocol server here: the package embedded_")
    assert "make setup" in line


def test_a_folder_that_cannot_be_used_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", "initdb")

    monkeypatch.setattr(subprocess, "run", refuse)
    assert with_services.main(["--", "true"]) == with_services.UNAVAILABLE
    (line,) = capsys.readouterr().err.splitlines()
    assert "Permission denied" in line
    assert "TMPDIR" in line


def test_no_command_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert with_services.main(["--"]) == 2
    assert capsys.readouterr().err == "Usage: python -m dev.with_services -- CMD…\n"
