"""Compare the two halves of the PHI engine: the same lines through both commands, in both modes.

    python -m dev.parity [--count N] [--seed N]

Runs the inputs of phi/vectors/, N made-up ones, and long texts that slow patterns dislike: a half
that takes quadratic time on one of those gives no answer in time. Answers are compared as values of
JSON. Each difference is printed with its input, made up too; the exit code is 1 if there is any.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Thread, Timer
from typing import IO, Any

from dev.fuzz_inputs import Inputs

SERVICE = Path(__file__).resolve().parent.parent
MODES = ("patterns", "known-words")
PYTHON = (str(SERVICE / ".venv" / "bin" / "python"), "-m", "phi")
NODE = ("node", "scripts/phi.mjs")
SHOWN = 20
LONGEST_SHOWN = 2_000
HARD_SIZE = 200_000  # characters; linear time is a second or two, quadratic a minute or more
ANSWER_SECONDS = 45
SAFE_INTEGER = 2**53  # beyond it JSON's numbers are others in JavaScript


@dataclass(frozen=True)
class Difference:
    """One input that the halves answer differently."""

    mode: str
    given: dict[str, Any]
    python: object
    node: object

    def __str__(self) -> str:
        """Show it on four lines."""
        shown = (self.given, self.python, self.node)
        given, python, node = (json.dumps(one, ensure_ascii=True)[:LONGEST_SHOWN] for one in shown)
        return f"{self.mode}: {given}\n  python {python}\n  node   {node}"


def vectors(folder: Path = SERVICE / "phi" / "vectors") -> Iterator[dict[str, Any]]:
    """Yield each vector's input as a line of the command."""
    for file in sorted(folder.glob("*.json")):
        for number, vector in enumerate(json.loads(file.read_text(encoding="utf-8"))):
            kind = "text" if isinstance(vector["in"], str) else "event"
            yield {"id": f"{file.stem}:{number}", kind: vector["in"]}


def hard_texts() -> Iterator[dict[str, Any]]:
    """Yield long texts, each one piece again and again, with a number to find at its end."""
    pieces = json.loads(Path(__file__).with_name("hard_texts.json").read_text(encoding="utf-8"))
    for number, piece in enumerate(pieces):
        long = piece * (HARD_SIZE // len(piece))
        yield {"id": f"hard:{number}", "text": f"{long} SSN 523-88-1942"}


def compare(lines: Iterable[dict[str, Any]], mode: str) -> Iterator[Difference]:
    """Send the lines through both commands at once, and yield what differs."""
    given = list(lines)
    text = "".join(f"{json.dumps(line)}\n" for line in given).encode()
    options = ("--free-text", mode)
    with (
        _started((*PYTHON, *options), SERVICE / "backend", text) as python,
        _started((*NODE, *options), SERVICE / "frontend", text) as node,
    ):
        for line in given:
            answers = _answer(python), _answer(node)
            if answers[0] != answers[1]:
                yield Difference(mode, line, *answers)
    for program, name in ((python, "python"), (node, "node")):
        if program.returncode != 0:
            yield Difference(mode, {"exit": name}, python.returncode, node.returncode)


def _started(command: tuple[str, ...], folder: Path, text: bytes) -> subprocess.Popen[bytes]:
    program = subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    Thread(target=_feed, args=(program.stdin, text), daemon=True).start()
    return program


def _feed(stdin: IO[bytes], text: bytes) -> None:
    try:
        with stdin:
            stdin.write(text)
    except BrokenPipeError:
        return  # the program has ended; its exit code tells


def _answer(program: subprocess.Popen[bytes]) -> object:
    too_late = Timer(ANSWER_SECONDS, program.kill)
    too_late.start()
    line = program.stdout.readline() if program.stdout else b""
    too_late.cancel()
    try:
        return json.loads(line)
    except ValueError:
        return {"not JSON": line.decode(errors="replace")}


def main(arguments: list[str] | None = None) -> int:
    """Compare, and print what differs."""
    parser = argparse.ArgumentParser(prog="python -m dev.parity", description=__doc__)
    parser.add_argument("--count", type=int, default=3000, help="made-up inputs per mode")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    options = parser.parse_args(arguments)
    began = time.monotonic()
    known, hard = list(vectors()), list(hard_texts())
    texts = tuple(line["text"] for line in known if "text" in line)

    def differences(mode: str) -> list[Difference]:
        made_up = Inputs(options.seed, texts).lines(options.count)
        return list(compare([*known, *hard, *made_up], mode))

    with ThreadPoolExecutor() as pool:  # each mode keeps a core busy
        found = [one for mode in pool.map(differences, MODES) for one in mode]
    for difference in found[:SHOWN]:
        print(difference)
    print(
        f"{len(known)} vectors, {len(hard)} hard texts and {options.count} made-up inputs in both "
        f"modes, seed {options.seed}: {len(found)} differences, {time.monotonic() - began:.0f} s"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
