"""The runner with small programs, in a folder with spaces: it starts, names failures, cleans up."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dev.preflight import is_free

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
PROGRAM = """
[program:{name}]
command=%(ENV_RUN_PYTHON)s program.py {mode} {argument}
directory=%(ENV_RUN_ROOT)s
autorestart=false
startretries=0
startsecs=0
stopwaitsecs=2
redirect_stderr=true
stdout_logfile=%(ENV_RUN_CONTROL)s/logs/{name}.log
"""


@pytest.fixture
def port() -> int:
    """Return a port that is free now."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return int(server.getsockname()[1])


@contextmanager
def _start(folder: Path, port: int, mode: str) -> Iterator[subprocess.Popen[str]]:
    """Start the runner with a web server and a second program of the given kind."""
    folder.mkdir(parents=True)
    shutil.copy(HERE / "dummy_program.py", folder / "program.py")
    real = (ROOT / "dev/supervisord.conf").read_text()
    head = real[: real.index("; The sink")]  # the real sockets, folders and options
    web = PROGRAM.format(name="web", mode="serve", argument=port)
    pool = PROGRAM.format(name="pool", mode=mode, argument=port)
    (folder / "supervisord.conf").write_text(head + web + pool)
    runner = subprocess.Popen(
        [sys.executable, str(HERE / "dummy_up.py"), str(folder), mode],
        cwd=ROOT,
        env={**os.environ, "DUMMY_PORT": str(port), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield runner
    finally:  # also when a test fails half-way
        if runner.poll() is None:
            runner.terminate()
        runner.communicate(timeout=30)


def _processes(folder: Path, port: int) -> list[str]:
    """Return the command lines of what the runner has started and that still runs."""
    listing = subprocess.run(
        ["ps", "-A", "-ww", "-o", "args="], capture_output=True, text=True, check=True
    )
    kinds = ("serve", "child", "family", "deaf", "mute")
    ours = [str(folder), *(f"program.py {kind} {port}" for kind in kinds)]
    return [line for line in listing.stdout.splitlines() if any(one in line for one in ours)]


def _wait_for_ready(runner: subprocess.Popen[str]) -> None:
    assert runner.stdout is not None
    line = runner.stdout.readline()
    assert line == "READY\n", line + runner.stdout.read()


def _assert_nothing_left(folder: Path, port: int) -> None:
    deadline = time.monotonic() + 2
    while _processes(folder, port) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert _processes(folder, port) == []
    assert is_free(port)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("mode", ["family", "deaf"])
def test_a_signal_stops_everything(tmp_path: Path, port: int, number: int, mode: str) -> None:
    folder = tmp_path / "Dana's clinic (100%)" / ("deep " * 20).strip()
    with _start(folder, port, mode) as runner:
        _wait_for_ready(runner)
        assert len(_processes(folder, port)) >= 4  # the runner, supervisord, and what they run
        assert not is_free(port)
        begin = time.monotonic()
        runner.send_signal(number)
        output, _ = runner.communicate(timeout=20)
        assert runner.returncode == 0, output
        assert time.monotonic() - begin < 8
    _assert_nothing_left(folder, port)


def test_a_second_signal_does_not_break_the_clean_up(tmp_path: Path, port: int) -> None:
    folder = tmp_path / "service"
    with _start(folder, port, "deaf") as runner:
        _wait_for_ready(runner)
        for _ in range(3):
            runner.send_signal(signal.SIGINT)
            time.sleep(0.3)
        assert runner.wait(20) == 0
    _assert_nothing_left(folder, port)


def test_a_step_is_interrupted_with_all_its_children(tmp_path: Path, port: int) -> None:
    folder = tmp_path / "service"
    with _start(folder, 0, "step") as runner:
        _wait_for_ready(runner)
        time.sleep(1)
        assert len(_processes(folder, 0)) >= 3
        runner.send_signal(signal.SIGTERM)
        assert runner.wait(10) == 0
    _assert_nothing_left(folder, port)


def test_a_program_that_dies_is_named_with_the_end_of_its_log(tmp_path: Path, port: int) -> None:
    folder = tmp_path / "a service"
    with _start(folder, port, "die") as runner:
        output, _ = runner.communicate(timeout=30)
    assert runner.returncode == 1
    assert "pool has stopped. The end of " in output
    assert "  no such table: patients" in output
    assert "Traceback" not in output
    _assert_nothing_left(folder, port)


def test_a_program_that_never_answers_is_named(tmp_path: Path, port: int) -> None:
    folder = tmp_path / "a service"
    with _start(folder, port, "mute") as runner:
        output, _ = runner.communicate(timeout=30)
    assert runner.returncode == 1
    assert "pool did not answer within 2 s. The end of " in output
    assert "  still thinking" in output
    _assert_nothing_left(folder, port)


def test_a_program_that_dies_later_stops_the_rest(tmp_path: Path, port: int) -> None:
    folder = tmp_path / "a service"
    with _start(folder, port, "family") as runner:
        _wait_for_ready(runner)
        listing = subprocess.run(
            ["ps", "-A", "-ww", "-o", "pid=,args="], capture_output=True, text=True, check=True
        )
        (web,) = [
            line for line in listing.stdout.splitlines() if f"program.py serve {port}" in line
        ]
        os.kill(int(web.split()[0]), signal.SIGKILL)
        output, _ = runner.communicate(timeout=30)
    assert runner.returncode == 1
    assert "web has stopped." in output
    _assert_nothing_left(folder, port)


def test_a_broken_configuration_is_said(tmp_path: Path, port: int) -> None:
    folder = tmp_path / "a service"
    with _start(folder, port, "%(ENV_NO_SUCH)s") as runner:
        output, _ = runner.communicate(timeout=30)
    assert runner.returncode == 1
    assert "supervisord ended: " in output
    _assert_nothing_left(folder, port)
