"""What once left, and the answer to it today."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from e2e.drill.fuzz.gates import Gates

_HEADERS = {"event_id": "8c1fa7e2b3d94e0fa6c5d7b8e9fa0b1c"}


@dataclass(frozen=True)
class Vector:
    """An item, and what of it must not leave."""

    why: str
    type: str
    payload: dict[str, Any]
    planted: list[str]

    def line(self) -> str:
        """Return the envelope in one line of JSON."""
        return json.dumps([_HEADERS, {"type": self.type}, self.payload])


def vectors() -> list[Vector]:
    """Return all of them."""
    text = Path(__file__).with_name("vectors.json").read_text(encoding="utf-8")
    return [Vector(**one) for one in json.loads(text)]


def left(language: str, gates: Gates) -> Iterator[str]:
    """Yield a line for each that leaves again; each is asked twice, for gates that take turns."""
    every = [vector for vector in vectors() for _ in range(2)]
    answers = gates.ask([one.line() for one in every]).result()
    failed = {
        vector.why: None
        for vector, answer in zip(every, answers, strict=True)
        if answer.raised or any(one in answer.sent for one in vector.planted)
    }
    for why in failed:
        yield f"{language}: a vector leaves again: {why}"
