"""The gates as processes of their own, which answer lines."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from e2e.stack import ROOT

_PYTHON = ROOT / ".venv/bin/python"
_TESTS = ROOT / "frontend/tests/fuzz"
_ENDS_WITHIN = 10  # seconds


@dataclass(frozen=True)
class Program:
    """What to start for a language, and how many of it: what keeps two cores busy."""

    command: tuple[str, ...]
    folder: Path
    processes: int = 1


PROGRAMS: Mapping[str, Program] = {
    "python": Program((str(_PYTHON), "-m", "e2e.drill.fuzz.django_gate"), ROOT, 2),
    "node": Program(("node", str(_TESTS / "gate-lines.mjs")), ROOT / "frontend"),
}


@dataclass(frozen=True)
class Answer:
    """What a gate made of an envelope: what it raised, what it would send, what it stopped late."""

    raised: str | None  # None: nothing
    sent: str
    stopped: int = 0  # items, at the tripwire


class Gate:
    """One process."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        """Take the process, which reads and writes lines."""
        self._process = process

    def ask(self, lines: Sequence[str]) -> list[Answer]:
        """Return the answers in their order; of a process that has ended, that it has."""
        feed = Thread(target=self._feed, args=(lines,), daemon=True)
        feed.start()
        answers = [self._answer() for _ in lines]
        # Two that write to one stream at a time lose some of it, and then both ends wait.
        feed.join()
        return answers

    def _feed(self, lines: Sequence[str]) -> None:
        assert self._process.stdin
        try:
            self._process.stdin.writelines(f"{line}\n" for line in lines)
            self._process.stdin.flush()
        except OSError:
            return  # it has ended; the answers say so

    def _answer(self) -> Answer:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            return Answer("the process ended", "")
        return Answer(*json.loads(line))


class Gates:
    """All processes of one language; who asks gets the next that is free."""

    def __init__(self, every: Sequence[Gate]) -> None:
        """Take them."""
        self._pool = ThreadPoolExecutor(len(every))
        self._free: SimpleQueue[Gate] = SimpleQueue()
        for one in every:
            self._free.put(one)

    def ask(self, lines: Sequence[str]) -> Future[list[Answer]]:
        """Return the answers, once they are there."""
        return self._pool.submit(self._ask, lines)

    def _ask(self, lines: Sequence[str]) -> list[Answer]:
        gate = self._free.get()
        try:
            return gate.ask(lines)
        finally:
            self._free.put(gate)


def _end(process: subprocess.Popen[str]) -> None:
    for stream in (process.stdout, process.stdin):
        with suppress(OSError):  # what was not read or written yet is lost, as is the process
            stream.close()  # type: ignore[union-attr]
    try:
        process.wait(_ENDS_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def started(programs: Mapping[str, Program] = PROGRAMS) -> Iterator[dict[str, Gates]]:
    """Start the gates; they end when their input does."""
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'backend'}{os.pathsep}{ROOT}"}
    with ExitStack() as stack:
        found = {}
        for language, program in programs.items():
            every = []
            for _ in range(program.processes):
                process = subprocess.Popen(
                    program.command,
                    cwd=program.folder,
                    env=environment,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                    encoding="utf-8",
                )
                stack.callback(_end, process)
                every.append(Gate(process))
            found[language] = Gates(every)
        yield found
