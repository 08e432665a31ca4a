"""Run programs under supervisor: start, wait until each answers, watch, leave nothing behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import xmlrpc.client
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

from supervisor.xmlrpc import SupervisorTransport

from dev.health import Program, last_lines

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# Longer than the longest stopwaitsecs of both groups in supervisord.conf together.
STOP_WITHIN = 20.0
SUPERVISORD = "supervisord"
GONE = frozenset({"EXITED", "FATAL", "STOPPED", "UNKNOWN"})


class Interrupted(BaseException):
    """Somebody asked this process to stop."""


class ProgramFailedError(Exception):
    """A program died or never answered; the message names it."""

    def __init__(self, name: str, what: str, log: Path) -> None:
        """Name the program, say what happened to it and where it logged."""
        super().__init__(f"{name} {what}")
        self.log = log


def say(line: str = "") -> None:
    """Print a line for the person at the terminal, who may have gone away."""
    with suppress(OSError):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    for name in SIGNALS:  # the first one is enough: from now on we are stopping
        signal.signal(name, signal.SIG_IGN)
    raise Interrupted


@contextmanager
def interruptible() -> Iterator[None]:
    """Turn the signals that mean "stop" into :class:`Interrupted`."""
    for name in SIGNALS:
        signal.signal(name, _interrupt)
    yield


def _kill_group(leader: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


def run_step(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], log: Path | None = None
) -> tuple[int, str]:
    """Run one command to its end in a group of its own; no part of it outlives an interruption."""
    with subprocess.Popen(
        command,
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    ) as process:
        try:
            output, _ = process.communicate()
        except BaseException:
            _kill_group(process.pid)
            raise
    if log is not None:
        log.write_text(output, encoding="utf-8")
    return process.returncode, output


class Supervisor:
    """supervisord as our child, and what it says about its own children."""

    def __init__(self, configuration: Path, environment: Mapping[str, str], logs: Path) -> None:
        """Start supervisord with the configuration; old logs go first."""
        self.logs = logs
        self._leaders: set[int] = set()
        # In a short folder of its own: a socket's path may not be longer than about 100 bytes.
        self._control = Path(tempfile.mkdtemp(prefix="run-"))
        for old in logs.glob("*.log*"):
            old.unlink()
        self._complaints = self._control / "stderr"
        # supervisor expands the names of log files twice, so that a % in a path would break it.
        (self._control / "logs").symlink_to(logs.resolve(), target_is_directory=True)
        # A session of its own, so that Ctrl-C on the terminal reaches us and nobody below us.
        with self._complaints.open("wb") as complaints:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "supervisor.supervisord", "-c", str(configuration)],
                env={**environment, "RUN_CONTROL": str(self._control)},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=complaints,
                start_new_session=True,
            )

    def _ask(self, method: str) -> Any:
        transport = SupervisorTransport(None, None, f"unix://{self._control}/socket")
        server = xmlrpc.client.ServerProxy("http://supervisor", transport)
        with server as proxy:
            return getattr(proxy.supervisor, method)()

    def states(self) -> dict[str, str]:
        """Return the state of each program, or nothing while supervisord is not up yet."""
        if self._process.poll() is not None:
            # It says "Error: …", then where to find help.
            said = self._complaints.read_text(errors="replace").strip().splitlines()[:1]
            what = f"ended: {said[0] if said else self._process.returncode}"
            raise ProgramFailedError(SUPERVISORD, what, self.log_of(SUPERVISORD))
        try:
            programs = self._ask("getAllProcessInfo")
        except (OSError, xmlrpc.client.Error):
            return {}
        # supervisor makes each program the leader of a process group.
        self._leaders.update(program["pid"] for program in programs if program["pid"])
        return {program["name"]: program["statename"] for program in programs}

    def log_of(self, name: str) -> Path:
        """Return the log file of a program."""
        return self.logs / f"{name}.log"

    def assert_alive(self) -> None:
        """Raise :class:`ProgramFailedError` for a program that has ended."""
        for name, state in self.states().items():
            if state in GONE:
                raise ProgramFailedError(name, "has stopped", self.log_of(name))

    def wait_until_ready(self, programs: Sequence[Program], seconds: float) -> None:
        """Return when every program answers, or raise for the first that does not."""
        deadline = time.monotonic() + seconds
        waiting = list(programs)
        while waiting:
            self.assert_alive()
            waiting = [one for one in waiting if not one.is_ready(self.log_of(one.name))]
            if waiting and time.monotonic() > deadline:
                late, what = waiting[0].name, f"did not answer within {seconds:.0f} s"
                raise ProgramFailedError(late, what, self.log_of(late))
            time.sleep(0.2)
        self.assert_alive()

    def stop(self) -> None:
        """Stop everything, kindly first, and make sure that nothing is left."""
        with suppress(ProgramFailedError):
            self.states()
        if self._process.poll() is None:
            self._process.terminate()
        try:
            self._process.wait(STOP_WITHIN)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        # What a program left running when it ended, such as the pool of a worker that was killed.
        for leader in self._leaders:
            _kill_group(leader)
        shutil.rmtree(self._control, ignore_errors=True)


def run(
    configuration: Path,
    environment: Mapping[str, str],
    logs: Path,
    programs: Sequence[Program],
    when_ready: Callable[[], None],
    ready_within: float = 120,
) -> int:
    """Run the programs until a signal comes (0) or one of them fails (1)."""
    supervisor = Supervisor(configuration, environment, logs)
    try:
        supervisor.wait_until_ready(programs, ready_within)
        when_ready()
        while True:
            time.sleep(1)
            supervisor.assert_alive()
    except ProgramFailedError as error:
        say(f"\n{error}. The end of {os.path.relpath(error.log)}:")
        for line in last_lines(error.log):
            say(f"  {line}")
        return 1
    except Interrupted:
        say("\nStopping.")
        return 0
    finally:
        for name in SIGNALS:
            signal.signal(name, signal.SIG_IGN)
        supervisor.stop()
