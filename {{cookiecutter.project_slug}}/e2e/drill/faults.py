"""What happens to a running service: its policy or words go, change or break, and it is silenced.

Processes have read both at their start, so that nothing of this may change what leaves.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from e2e.canary_service import COPY
from e2e.collector import Collector
from e2e.drill.verdict import STOPPED
from e2e.harness import Run, listed_places, plant_at_once, planting_of
from e2e.kinds import kinds_of_turn

PHI = COPY / "phi"
POLICY, WORDS = PHI / "policy.json", PHI / "words"
EVERY = 15  # of the servers' places one in so many
# Workers read their canary when they come to it; the switch is looked for every five seconds.
SETTLES, LOOKED_FOR = 2.0, 6.0


def _missing_policy(_: Run) -> None:
    POLICY.unlink()


def _half_a_policy(_: Run) -> None:
    text = POLICY.read_text(encoding="utf-8")
    POLICY.write_text(text[: len(text) // 2], encoding="utf-8")


def _permissive_policy(run: Run) -> None:
    policy = json.loads(POLICY.read_text(encoding="utf-8"))
    policy |= {"fields": ["nothing"], "identifiers": {}, "free_text": "patterns"}
    policy["words"] = {"allow": _names(run)}
    POLICY.write_text(json.dumps(policy), encoding="utf-8")


def _missing_words(_: Run) -> None:
    for file in WORDS.iterdir():
        file.unlink()


def _words_of_patients(run: Run) -> None:
    own, lock = WORDS / "own.txt", WORDS / "words.lock.json"
    words = sorted({*own.read_text(encoding="utf-8").split("\n"), *_names(run)} - {""})
    text = "".join(f"{word}\n" for word in words)
    own.write_text(text, encoding="utf-8")
    locked = json.loads(lock.read_text(encoding="utf-8"))
    digest = hashlib.sha256(text.encode()).hexdigest()
    locked["files"]["own.txt"] = {"words": len(words), "sha256": digest}
    lock.write_text(json.dumps(locked), encoding="utf-8")


def _names(run: Run) -> list[str]:
    return [word.capitalize() for word in run.mint.words]


FAULTS: dict[str, Callable[[Run], None]] = {
    "while policy.json is missing": _missing_policy,
    "while policy.json is half written": _half_a_policy,
    "while policy.json says less": _permissive_policy,
    "while the words are missing": _missing_words,
    "while the words hold patients": _words_of_patients,
}


@contextmanager
def _kept() -> Iterator[None]:
    held = {path: path.read_bytes() for path in (POLICY, *WORDS.iterdir())}
    try:
        yield
    finally:
        for path, content in held.items():
            path.write_bytes(content)


def _plantings(run: Run, when: str, turn: int) -> Iterator[Callable[[], int]]:
    """Make the canaries of one fault up; yield what plants them."""
    for base, number, listed in listed_places(run):
        if number % EVERY:
            continue
        for kind in kinds_of_turn(listed["name"], listed["kinds"], turn):
            row = run.make(f"{when}: {listed['name']}", kind, listed["runtime"])
            # The place looks for its canary by its own name.
            of_place = run.texts.setdefault(listed["name"], {})
            of_place[kind] = run.texts[row.place][kind]
            yield planting_of(run, base, listed, number, row)


def _plant(run: Run, when: str, turn: int) -> None:
    plant_at_once(run, list(_plantings(run, when, turn)))
    time.sleep(SETTLES)


def befall(run: Run, collector: Collector) -> None:
    """Have each fault happen while canaries are planted, then silence the service in a burst."""
    for turn, (when, break_it) in enumerate(FAULTS.items()):
        with _kept():
            break_it(run)
            _plant(run, when, turn)
        collector.collect()
    _silence(run, collector)


def _silence(run: Run, collector: Collector) -> None:
    switch: Path = run.stack.var / "telemetry-off"
    burst = list(_plantings(run, "in a burst, as telemetry is switched off", 0))
    plant_at_once(run, burst[::2])
    switch.touch()
    plant_at_once(run, burst[1::2])
    time.sleep(LOOKED_FOR)
    _plant(run, STOPPED, 1)
    time.sleep(LOOKED_FOR)  # what the SDKs gather goes, or is dropped, while it is off
    collector.collect()
    switch.unlink()
    time.sleep(LOOKED_FOR)
